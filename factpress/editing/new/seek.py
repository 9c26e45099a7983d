"""Find words in the talks, in any language, and what stands for them in the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factpress.editing.new.desk import Desk
from factpress.editing.new.missing import missing
from factpress.editing.new.spots import Spot, passage_of, place, text_of
from factpress.meaning.anchor import absent, describe, edition_of, match
from factpress.model.content import Selector
from factpress.model.diagnostics import Diagnostic, Location
from factpress.model.graph import Passage, Text, Transcript
from factpress.text.folding import OMISSION, nfc
from factpress.text.language import sentences
from factpress.text.words import did_you_mean

MARKS = ("“”", "‘’", "「」", "『』", "«»", '""', "''")
"""Quotation marks that people put round words."""

STOPS = "。！？.!?"

SHOWN = 12
"""Places of words that stand in many."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a statement in one language."""

    selector: Selector
    start: int
    """In code points into the passage's words."""
    end: int
    guessed: bool
    """They are the sentences that have the same numbers as those of the words that were asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a talk."""

    talk: Transcript
    passage: Passage
    words: dict[str, Words | None]
    """By language, the original first; nothing where they are still to be found."""


def seek(desk: Desk, words: str, within: str = "") -> Said | None:
    """Return the statement that holds the words; report why there is not exactly one.

    `within` is the id of a passage, for words that stand more than once.
    """
    words = " ".join(nfc(words).split())
    talks = desk.graph.publishing.transcripts
    spots = list(_spots(talks, words))
    if not spots and words[:1] + words[-1:] in MARKS:
        words = words[1:-1].strip()
        spots = list(_spots(talks, words))
    if not spots and (meant := _with_its_marks(talks, words)):
        spots = list(_spots(talks, meant))
    if not spots:
        desk.report_broken("transcripts")
        desk.report(missing(desk, words, within))
        return None
    if all(map(_cuts, spots)):
        help = "quote the words on one side of it, or make two quotes"
        desk.report(Diagnostic("FP304", place(desk, spots[0]), f"the quote cuts into an omission {OMISSION}", help))
        return None
    spots = [spot for spot in spots if not _cuts(spot)]
    spots = [spot for spot in spots if spot.passage == within] or spots
    spots = [spot for spot in spots if not _is_gist(spot)] or spots
    if len({(spot.talk.id, spot.passage) for spot in spots}) > 1 or len({s.lang for s in spots}) < len(spots):
        _tell_places(desk, spots)
        return None
    if _is_gist(spots[0]):
        message = f"these words are our summary of {spots[0].passage}, not the talk's"
        desk.report(Diagnostic("FP308", place(desk, spots[0]), message, "give the passage in full, without .gist"))
        return None
    said = _said(spots)
    if any(not said.words[spot.lang] for spot in spots):  # a passage of the same words stands somewhere else
        _tell_places(desk, spots)
        return None
    return said


def knows(desk: Desk, talk: str, passage: str) -> bool:
    """Tell whether a talk has the passage, or any talk if none is named; report it if not."""
    known = {id for one, id in desk.graph.passages if talk in ("", one)}
    if passage in known:
        return True
    desk.report_broken("transcripts")
    where, talks = Location("content/transcripts"), desk.graph.transcripts
    if talk and talk not in talks:
        desk.report(Diagnostic("FP404", where, f"no transcript '{talk}'", did_you_mean(talk, talks)))
    else:
        of = f"'{talk}' has no" if talk else "no talk has a"
        desk.report(Diagnostic("FP403", where, f"{of} passage '{passage}'", did_you_mean(passage, known)))
    return False


def _spots(talks: Iterable[Transcript], words: str) -> Iterator[Spot]:
    if not any(map(str.isalnum, words)):
        return
    for talk in talks:
        for n, edition in enumerate(talk.editions):
            text = edition_of(talk, n)
            for start, end in match(text.text, Selector(exact=words)):
                passage, first, _ = text.passage(start)
                yield Spot(talk, edition.lang, passage, start - first, end - first)


def _with_its_marks(talks: Iterable[Transcript], words: str) -> str:
    """Return the talk's words where only quotation marks, dashes or spaces differ."""
    if not any(map(str.isalnum, words)):
        return ""
    texts = (edition_of(talk, n) for talk in talks for n in range(len(talk.editions)))
    fixes = (absent(text, Selector(exact=words), Location("")).fix for text in texts)
    return next((fix.new for fix in fixes if fix), "")


def _cuts(spot: Spot) -> bool:
    """Tell whether words have a part of an omission in them."""
    words, reach = text_of(spot.talk, spot.passage, spot.lang).words, len(OMISSION) - 1
    return OMISSION in words[max(0, spot.start - reach) : spot.end + reach]


def _is_gist(spot: Spot) -> bool:
    return text_of(spot.talk, spot.passage, spot.lang).gist


def _said(spots: list[Spot]) -> Said:
    talk, passage = spots[0].talk, passage_of(spots[0].talk, spots[0].passage)
    known = {spot.lang: (spot.start, spot.end) for spot in spots}
    own = text_of(talk, passage.id, spots[0].lang)
    found: dict[str, Words | None] = {}
    for text in sorted(passage.texts, key=lambda text: text.lang != talk.original.lang):
        span = known.get(text.lang) or counterpart(own, *known[own.lang], text)
        selector = _selector(talk, text.lang, passage.id, *span) if span else None
        found[text.lang] = Words(selector, *span, text.lang not in known) if span and selector else None
    return Said(talk, passage, found)


def _selector(talk: Transcript, lang: str, passage: str, start: int, end: int) -> Selector | None:
    """Return the shortest selector that finds the words; nothing if the whole passage stands somewhere else too."""
    text = edition_of(talk, next(n for n, edition in enumerate(talk.editions) if edition.lang == lang))
    _, first, last = next(bounds for bounds in text.passages if bounds[0] == passage)
    found = describe(text.text, first + start, first + end, within=(first, last))
    return found if match(text.text, found) == ((first + start, first + end),) else None


def counterpart(own: Text, start: int, end: int, other: Text) -> tuple[int, int] | None:
    """Return the sentences of another language that have the numbers of those in which the words stand.

    Nothing if one of the two is a summary, leaves words out, or has more sentences than the other.
    """
    ours, theirs = list(sentences(own.words)), list(sentences(other.words))
    if own.gist or other.gist or OMISSION in own.words + other.words or len(ours) != len(theirs):
        return None
    touched = [theirs[n] for n, (first, last) in enumerate(ours) if first < end and start < last]
    span = other.words[touched[0][0] : touched[-1][1]]
    kept = span.strip()
    begin = touched[0][0] + len(span) - len(span.lstrip())
    if own.words[end - 1] not in STOPS:
        kept = kept.rstrip(STOPS)
    return (begin, begin + len(kept)) if kept else None


def _tell_places(desk: Desk, spots: list[Spot]) -> None:
    several = len({spot.passage for spot in spots}) > 1
    help = "give more words" + (f", or say which is meant: --passage {spots[0].passage}" if several else "")
    desk.report(Diagnostic("FP302", place(desk, spots[0]), f"these words stand {len(spots)} times", help))
    for spot in spots[:SHOWN]:
        words, where = text_of(spot.talk, spot.passage, spot.lang).words, place(desk, spot)
        before, behind = words[max(0, spot.start - 20) : spot.start], words[spot.end : spot.end + 20]
        around = f"{before}**{words[spot.start : spot.end]}**{behind}"
        desk.tell(f"    {spot.passage}, {desk.shown(where.path)}:{where.line}:{where.column}: {around}")
    if len(spots) > SHOWN:
        desk.tell(f"    and {len(spots) - SHOWN} more")
