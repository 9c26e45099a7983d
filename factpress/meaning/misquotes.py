"""Why the words of a quote are not found, or not once, and what to write instead."""

from __future__ import annotations

import json

from factpress.meaning.matching import BREAK, Edition, Span, describe, match
from factpress.model.content import Selector
from factpress.model.diagnostics import Diagnostic, Fix, Location
from factpress.text.folding import OMISSION, fold
from factpress.text.similarity import most_similar, near_matches


def ambiguous(edition: Edition, spans: tuple[Span, ...], where: Location) -> Diagnostic:
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
