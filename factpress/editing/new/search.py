"""Search the transcripts for words, and find the same statement in the other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from factpress.editing.new.not_found import explain_not_found
from factpress.editing.new.positions import Position, location_of, passage_of
from factpress.editing.new.workspace import Workspace
from factpress.meaning.matching import describe, edition_of, match
from factpress.meaning.misquotes import absent
from factpress.model.content import Selector
from factpress.model.diagnostics import Diagnostic, Location
from factpress.model.graph import Passage, Text, Transcript
from factpress.text.folding import OMISSION, nfc
from factpress.text.language import sentences
from factpress.text.words import did_you_mean

QUOTATION_MARKS = ("“”", "‘’", "「」", "『』", "«»", '""', "''")
"""Pairs that people put around the words they look for."""

SENTENCE_ENDS = "。！？.!?"

SHOWN = 12
"""How many positions of ambiguous words are printed."""


class Quote(msgspec.Struct, frozen=True):
    """The words of a statement in one language."""

    selector: Selector
    start: int
    """In code points, into the passage's text."""
    end: int
    guessed: bool
    """The words are sentences with the same numbers as those that were searched for in another language."""


class Statement(msgspec.Struct, frozen=True):
    """A statement in a passage of a transcript."""

    transcript: Transcript
    passage: Passage
    quotes: dict[str, Quote | None]
    """By language, the original first. None: an editor still has to find the words."""


def search(workspace: Workspace, words: str, passage: str = "") -> Statement | None:
    """Return the only statement that has the words. Report why there is none, or more than one.

    `passage` is the id of a passage. It decides between several positions.
    """
    words = " ".join(nfc(words).split())
    positions = _find(workspace.graph.publishing.transcripts, words)
    if not positions:
        workspace.report_errors_in("transcripts")
        workspace.report(explain_not_found(workspace, _without_marks(words), passage))
        return None
    if all(map(_cuts_omission, positions)):
        where, help = location_of(workspace, positions[0]), "quote the words on one side of it, or make two quotes"
        workspace.report(Diagnostic("FP304", where, f"the quote cuts into an omission {OMISSION}", help))
        return None
    positions = [one for one in positions if not _cuts_omission(one)]
    positions = [one for one in positions if one.passage == passage] or positions
    positions = [one for one in positions if not one.text.gist] or positions
    passages, languages = {(one.transcript.id, one.passage) for one in positions}, {one.lang for one in positions}
    if len(passages) > 1 or len(languages) < len(positions):
        _report_ambiguous(workspace, positions)
        return None
    if positions[0].text.gist:
        message = f"these words are our summary of {positions[0].passage}, not the talk's"
        help = "give the passage in full, without .gist"
        workspace.report(Diagnostic("FP308", location_of(workspace, positions[0]), message, help))
        return None
    statement = _statement(positions)
    if any(not statement.quotes[one.lang] for one in positions):  # another passage has the same text
        _report_ambiguous(workspace, positions)
        return None
    return statement


def has_passage(workspace: Workspace, transcript: str, passage: str) -> bool:
    """Tell whether a transcript has a passage, or any transcript if `transcript` is empty. Report it if not."""
    ids = {id for one, id in workspace.graph.passages if transcript in ("", one)}
    if passage in ids:
        return True
    workspace.report_errors_in("transcripts")
    where, known = Location("content/transcripts"), workspace.graph.transcripts
    if transcript and transcript not in known:
        help = did_you_mean(transcript, known)
        workspace.report(Diagnostic("FP404", where, f"no transcript '{transcript}'", help))
    else:
        subject = f"'{transcript}' has no" if transcript else "no talk has a"
        workspace.report(Diagnostic("FP403", where, f"{subject} passage '{passage}'", did_you_mean(passage, ids)))
    return False


def _find(transcripts: Iterable[Transcript], words: str) -> list[Position]:
    """Return all positions of the words; of words without their quotation marks only if there are none."""
    transcripts, bare = tuple(transcripts), _without_marks(words)
    found = list(_positions(transcripts, words))
    if not found and bare != words:
        found = list(_positions(transcripts, bare))
    if not found and (corrected := _with_marks_of_transcript(transcripts, bare)):
        found = list(_positions(transcripts, corrected))
    return found


def _without_marks(words: str) -> str:
    return words[1:-1].strip() if words[:1] + words[-1:] in QUOTATION_MARKS else words


def _positions(transcripts: Iterable[Transcript], words: str) -> Iterator[Position]:
    if not any(map(str.isalnum, words)):
        return
    for transcript in transcripts:
        for n, edition in enumerate(transcript.editions):
            text = edition_of(transcript, n)
            for start, end in match(text.text, Selector(exact=words)):
                passage, first, _ = text.passage(start)
                yield Position(transcript, edition.lang, passage, start - first, end - first)


def _with_marks_of_transcript(transcripts: Iterable[Transcript], words: str) -> str:
    """Return the transcript's words if only quotation marks, dashes or spaces differ, or an empty string."""
    if not any(map(str.isalnum, words)):
        return ""
    texts = (edition_of(transcript, n) for transcript in transcripts for n in range(len(transcript.editions)))
    fixes = (absent(text, Selector(exact=words), Location("")).fix for text in texts)
    return next((fix.new for fix in fixes if fix), "")


def _cuts_omission(position: Position) -> bool:
    """Tell whether the words begin or end inside an omission, or contain one."""
    words, reach = position.text.words, len(OMISSION) - 1
    return OMISSION in words[max(0, position.start - reach) : position.end + reach]


def _statement(positions: list[Position]) -> Statement:
    transcript = positions[0].transcript
    passage = passage_of(transcript, positions[0].passage)
    spans = {one.lang: (one.start, one.end) for one in positions}
    own = positions[0].text
    quotes: dict[str, Quote | None] = {}
    for text in sorted(passage.texts, key=lambda text: text.lang != transcript.original.lang):
        span = spans.get(text.lang) or counterpart(own, *spans[own.lang], text)
        selector = _selector(transcript, text.lang, passage.id, *span) if span else None
        quotes[text.lang] = Quote(selector, *span, text.lang not in spans) if span and selector else None
    return Statement(transcript, passage, quotes)


def _selector(transcript: Transcript, lang: str, passage: str, start: int, end: int) -> Selector | None:
    """Return the shortest selector that finds the words. Return None if another passage has the same text."""
    text = edition_of(transcript, next(n for n, one in enumerate(transcript.editions) if one.lang == lang))
    _, first, last = next(bounds for bounds in text.passages if bounds[0] == passage)
    selector = describe(text.text, first + start, first + end, within=(first, last))
    return selector if match(text.text, selector) == ((first + start, first + end),) else None


def counterpart(own: Text, start: int, end: int, other: Text) -> tuple[int, int] | None:
    """Return the span of the sentences in another language that have the same numbers as those of the words.

    Return None if one of the texts is a summary or has an omission, or if they have different numbers of sentences.
    """
    ours, theirs = list(sentences(own.words)), list(sentences(other.words))
    if own.gist or other.gist or OMISSION in own.words + other.words or len(ours) != len(theirs):
        return None
    touched = [theirs[n] for n, (first, last) in enumerate(ours) if first < end and start < last]
    span = other.words[touched[0][0] : touched[-1][1]]
    stripped = span.strip()
    begin = touched[0][0] + len(span) - len(span.lstrip())
    if own.words[end - 1] not in SENTENCE_ENDS:
        stripped = stripped.rstrip(SENTENCE_ENDS)
    return (begin, begin + len(stripped)) if stripped else None


def _report_ambiguous(workspace: Workspace, positions: list[Position]) -> None:
    """Report that the words occur several times, and print where."""
    several = len({one.passage for one in positions}) > 1
    help = "give more words" + (f", or say which is meant: --passage {positions[0].passage}" if several else "")
    where = location_of(workspace, positions[0])
    workspace.report(Diagnostic("FP302", where, f"these words stand {len(positions)} times", help))
    for one in positions[:SHOWN]:
        words, where = one.text.words, location_of(workspace, one)
        before, after = words[max(0, one.start - 20) : one.start], words[one.end : one.end + 20]
        context = f"{before}**{words[one.start : one.end]}**{after}"
        path = workspace.display_path(where.path)
        workspace.echo(f"    {one.passage}, {path}:{where.line}:{where.column}: {context}")
    if len(positions) > SHOWN:
        workspace.echo(f"    and {len(positions) - SHOWN} more")
