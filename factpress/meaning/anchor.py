"""Find each claim's quoted words in its transcript.

Two verbs, as in the Web Annotation world: `describe` says how words can be found again, `match` finds them. All matches
are found first and judged then; a near miss is never a match.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from factpress.model.content import Selector
from factpress.model.diagnostics import Diagnostic, Fix, Location, Report
from factpress.model.graph import Anchor, Claim, Publishing, Transcript
from factpress.text.folding import OMISSION, Folded, fold, occurrences
from factpress.text.ngrams import NGrams, ngrams, positions
from factpress.text.similarity import most_similar, near_matches
from factpress.text.words import did_you_mean

BREAK = "\0"
"""Stands between passages, so that no quote runs over it; `load` lets no such character in."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of a talk as one text."""

    text: str
    passages: tuple[tuple[str, int, int], ...]
    """Id, start and end (code points) of each passage."""
    gists: frozenset[str]
    noted: NGrams | None = None
    """For finding many quotes."""

    def passage(self, start: int) -> tuple[str, int, int]:
        """Return the passage in which a position lies."""
        return self.passages[bisect_right(self.passages, start, key=itemgetter(1)) - 1]


Span = tuple[int, int]


def match(
    text: str, selector: Selector, folded: Callable[[str], Folded] = fold, noted: NGrams | None = None
) -> tuple[Span, ...]:
    """Return every span where the selector's words stand, with its prefix before and its suffix behind.

    Exact words count first; only where there are none, words equal but for width, case and white space.
    """
    found = tuple(
        (at, at + len(selector.exact))
        for at in positions(selector.exact, text, noted)
        if text.endswith(selector.prefix, 0, at) and text.startswith(selector.suffix, at + len(selector.exact))
    )
    if found:
        return found
    whole = folded(text)
    exact, prefix, suffix = (fold(words).text for words in (selector.exact, selector.prefix, selector.suffix))
    return tuple(
        whole.original(at, at + len(exact))
        for at in occurrences(exact, whole.text)
        if whole.text.endswith(prefix, 0, at) and whole.text.startswith(suffix, at + len(exact))
    )


def describe(text: str, start: int, end: int, within: Span | None = None) -> Selector:
    """Return the shortest selector, growing on both sides, that matches the span and nothing else.

    Prefix and suffix stay within the given bounds; where those are too narrow, it is the longest there is.
    """
    low, high = within or (0, len(text))
    size = 0
    while True:
        before, behind = text[max(low, start - size) : start], text[end : min(high, end + size)]
        selector = Selector(exact=text[start:end], prefix=before, suffix=behind)
        if match(text, selector, _folded) == ((start, end),) or size > high - low:
            return selector
        size = size + 4 if size else 4


def anchor(publishing: Publishing, claims: Iterable[Claim], report: Report) -> dict[str, tuple[Anchor, ...]]:
    """Return the anchors of each of the claims; report quotes that are not found exactly once."""
    talks = {talk.id: talk for talk in publishing.transcripts}
    by_talk: dict[str, list[Claim]] = {}
    quoted: set[str] = set()
    for claim in claims:
        by_talk.setdefault(claim.transcript, []).append(claim)
        quoted.update(quote.transcript or claim.transcript for quote in claim.quotes)
    editions = {
        (talk.id, e.lang): edition_of(talk, n)
        for talk in publishing.transcripts
        if talk.id in quoted
        for n, e in enumerate(talk.editions)
    }
    found: dict[str, tuple[Anchor, ...]] = {}
    for name, about in by_talk.items():  # talk by talk, as the notes of one are several times its text
        noted = {**editions}
        if len(about) > WORTH_NOTING and name in talks and name in quoted:
            for e in talks[name].editions:
                edition = editions[name, e.lang]
                noted[name, e.lang] = replace(edition, noted=ngrams(edition.text))
        for claim in about:
            found[claim.id] = tuple(_claim(claim, publishing, talks, noted, report))
    return found


WORTH_NOTING = 50
"""Claims of one talk from which it is quicker to note where words stand than to look through the talk for each."""

_folded = lru_cache(maxsize=64)(fold)  # a talk is folded once, and only when a quote needs it


def edition_of(talk: Transcript, n: int) -> Edition:
    """Return the n-th language of a talk as one text."""
    lang = talk.editions[n].lang
    pieces: list[str] = []
    passages: list[tuple[str, int, int]] = []
    gists: set[str] = set()
    at = 0
    for section in talk.sections:
        for passage in section.passages:
            for t in passage.texts:
                if t.lang == lang:
                    passages.append((passage.id, at, at + len(t.words)))
                    pieces.append(t.words)
                    at += len(t.words) + 1
                    if t.gist:
                        gists.add(passage.id)
    return Edition(BREAK.join(pieces), tuple(passages), frozenset(gists))


def _claim(
    claim: Claim,
    publishing: Publishing,
    talks: Mapping[str, Transcript],
    editions: Mapping[tuple[str, str], Edition],
    report: Report,
) -> Iterator[Anchor]:
    for n, quote in enumerate(claim.quotes):
        if not quote.words:
            continue  # told by `decode`
        name = quote.transcript or claim.transcript
        talk = talks.get(name)
        if not talk:
            if name and not publishing.is_unread("transcripts", name):
                where = claim.location("quotes", n, "transcript") if quote.transcript else claim.location("transcript")
                report(Diagnostic("FP404", where, f"no transcript '{name}'", did_you_mean(name, talks)))
            continue
        found: list[Anchor] = []
        languages = [e.lang for e in talk.editions]
        whole = True
        for lang, selector in quote.words.items():
            where = claim.location("quotes", n, lang)
            if lang not in languages:
                report(Diagnostic("FP209", where, f"'{name}' has no language '{lang}'", did_you_mean(lang, languages)))
            elif selector.exact:
                edition = editions[name, lang]
                missing = publishing.is_unread("transcripts", name)
                spans = _find(edition, selector, where, _of_what_is_there(report) if missing else report)
                for start, end in spans:
                    passage, first, _ = edition.passage(start)
                    found.append(Anchor(claim.id, n, lang, name, passage, start - first, end - first))
            whole = whole and bool(selector.exact)
        if whole and talk.original.lang not in quote.words:
            lang = talk.original.lang
            report(
                Diagnostic(
                    "FP305",
                    claim.location("quotes", n),
                    f"the words in '{lang}' are missing",
                    f"add a line '{lang}: …' with the original words",
                )
            )
        if len({a.passage for a in found}) > 1:
            said = ", ".join(f"{a.lang} in {a.passage}" for a in found)
            report(
                Diagnostic(
                    "FP306",
                    claim.location("quotes", n),
                    f"the languages quote different passages: {said}",
                    "quote the same statement in each",
                )
            )
        yield from found


def _of_what_is_there(report: Report) -> Report:
    """Return a report without quotes not found: the passage may be the one that could not be read."""
    return lambda found: None if found.code in ("FP301", "FP303", "FP307") else report(found)


def _find(edition: Edition, selector: Selector, where: Location, report: Report) -> tuple[Span, ...]:
    """Return the one span of a quote, or report why there is none."""
    spans = match(edition.text, selector, _folded, edition.noted)
    if OMISSION in selector.exact:
        report(
            Diagnostic(
                "FP304",
                where,
                f"the quote holds an omission {OMISSION}",
                "quote the words on one side of it, or make two quotes",
            )
        )
    elif len(spans) > 1:
        report(_ambiguous(edition, spans, where))
    elif not spans:
        report(absent(edition, selector, where))
    elif edition.passage(spans[0][0])[0] in edition.gists:
        passage = edition.passage(spans[0][0])[0]
        report(
            Diagnostic(
                "FP308",
                where,
                f"these words are our summary of {passage}, not the talk's",
                "give the passage in full, without .gist",
            )
        )
    else:
        return spans
    return ()


def _ambiguous(edition: Edition, spans: tuple[Span, ...], where: Location) -> Diagnostic:
    places = ", ".join(edition.passage(start)[0] for start, _ in spans[:6])
    here, *bounds = edition.passage(spans[0][0])
    first = describe(edition.text, *spans[0], within=(bounds[0], bounds[1]))
    parts = (("exact", first.exact), ("prefix", first.prefix), ("suffix", first.suffix))
    said = ", ".join(f"{key}: {json.dumps(words, ensure_ascii=False)}" for key, words in parts if words)
    help = f"quote more words, or say which: {{{said}}} is the one in {here}"
    return Diagnostic("FP302", where, f"these words stand {len(spans)} times: {places}", help)


def absent(edition: Edition, selector: Selector, where: Location) -> Diagnostic:
    """Return why words that `match` does not find are not there."""
    words = fold(selector.exact).text
    if match(edition.text, Selector(exact=selector.exact)):
        return Diagnostic(
            "FP301",
            where,
            "the words stand here, but not between this prefix and suffix",
            "copy prefix and suffix from the transcript",
        )
    if words in fold(edition.text.replace(BREAK, "")).text or words in fold(edition.text.replace(BREAK, " ")).text:
        return Diagnostic("FP307", where, "the quote runs over the end of a passage", "make one quote of each passage")
    if words in fold(edition.text.replace(OMISSION, "")).text:
        return Diagnostic(
            "FP304",
            where,
            f"the quote runs over an omission {OMISSION}",
            "quote the words on one side of it, or make two quotes",
        )
    near, sure = nearest(edition, selector.exact)
    if near and sure:
        return Diagnostic(
            "FP303",
            where,
            f"not in the transcript as written; nearly: {near}",
            "quote exactly these words",
            _fix(selector.exact, near),
        )
    if near:
        return Diagnostic("FP301", where, "these words are not in the transcript", f"the nearest are: {near}")
    return Diagnostic("FP301", where, "these words are not in the transcript", "copy them from the transcript file")


STRAIGHT = str.maketrans("‘’‚‛“”„‟«»–—‐‑", '\'\'\'\'""""""----')


def _fix(written: str, near: str) -> Fix | None:
    """Offer the transcript's words where only quotation marks, dashes or spaces differ."""
    same = "".join(fold(written.translate(STRAIGHT)).text.split()) == "".join(
        fold(near.translate(STRAIGHT)).text.split()
    )
    return Fix(written, near) if same else None


def nearest(edition: Edition, words: str) -> tuple[str, bool]:
    """Return the transcript's words nearest to those, and whether they differ by slips only."""
    slips = min(8, max(1, len(words) // 10))  # the cost grows steeply with the distance
    for start, end in near_matches(words, edition.text, slips)[:1]:
        near = edition.text[start:end].strip(BREAK + " \n")  # a slip may lie at its ends
        if BREAK not in near:
            return near, True
    best = most_similar(words, edition.text, 60)
    if not best or len(words) < 4:
        return "", False
    start, end = best[1]
    return edition.text[start : min(end, edition.passage(start)[2])], False
