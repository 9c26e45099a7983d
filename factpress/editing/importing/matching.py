"""Which passage of an earlier version a passage of a newer one is.

One to one, and in three steps. Equal words that stand in the same order come first. Then words that are nearly the same
between the same neighbours. Last, words that are the same, or all but the same, anywhere else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from factpress.text.folding import OMISSION, fold
from factpress.text.similarity import aligned, most_similar, similarity

NEAR = 75.0
"""Percent of letters that are the same, from which a passage between the same neighbours is the same passage.

Unrelated English paragraphs share some 40 percent, Japanese ones fewer.
"""
FAR = 90.0
"""The same elsewhere, and for an excerpt, of which only some words are known."""
REACH = 40
"""Passages to look at around the likely place: 5,000 changed passages are compared in a second."""
GRAM = 8
"""Letters of a piece by which a passage is looked for elsewhere."""
COMMON = 10
"""Passages from which a piece is too common to look for."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that survives."""

    old: int
    new: int
    score: float
    """Percent of letters that are the same."""


def matches(old: Sequence[str], new: Sequence[str]) -> tuple[Match, ...]:
    """Return which of the old texts each of the new ones is, in the order of the new; no text is in two matches.

    Of an old text with omissions, the words between them are compared.
    """
    earlier, newer = [fold(text).text.strip() for text in old], [fold(text).text.strip() for text in new]
    found: dict[int, Match] = {n: Match(o, n, 100.0) for o, n in aligned(earlier, newer) if _pieces(earlier[o])}
    _keep(_holding(earlier, newer, found), found)
    _keep(_in_place(earlier, newer, found), found)
    _keep(_elsewhere(earlier, newer, found), found)
    return tuple(found[n] for n in sorted(found))


def in_order(found: Iterable[Match]) -> tuple[Match, ...]:
    """Return the longest run of matches that stand in the same order in both versions; the others have moved."""
    found = sorted(found, key=lambda match: match.new)
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, match in enumerate(found):
        at = bisect_left(ends, match.old)
        ends[at : at + 1], last[at : at + 1] = [match.old], [n]
        before.append(last[at - 1] if at else -1)
    run: list[Match] = []
    n = last[-1] if last else -1
    while n >= 0:
        run.append(found[n])
        n = before[n]
    return tuple(reversed(run))


def gaps(run: Sequence[Match], old: int, new: int) -> Iterator[tuple[range, range]]:
    """Yield the stretches between the matches of a run, of the old version and of the new, given their lengths."""
    ends = [(match.old, match.new) for match in run]
    for (o, n), (o_end, n_end) in zip([(-1, -1), *ends], [*ends, (old, new)], strict=True):
        yield range(o + 1, o_end), range(n + 1, n_end)


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(OMISSION) if piece.strip()]


def _likeness(old: str, new: str, at_least: float) -> float:
    if OMISSION not in old:
        return similarity(old, new, at_least)
    pieces = _pieces(old)
    shares = [(len(piece), most_similar(piece, new, NEAR) if len(piece) <= len(new) else None) for piece in pieces]
    total = sum(size for size, _ in shares)
    score = sum(size * best[0] for size, best in shares if best) / total if total else 0.0
    return score if score >= max(at_least, FAR) else 0.0


def _keep(candidates: Iterable[Match], found: dict[int, Match]) -> None:
    """Keep the best of the candidates, one to one; of equal ones, the one that is nearest to its old place."""
    taken = {match.old for match in found.values()}
    for match in sorted(candidates, key=lambda m: (-m.score, abs(m.old - m.new), m.new, m.old)):
        if match.old not in taken and match.new not in found:
            found[match.new] = match
            taken.add(match.old)


def _holding(old: Sequence[str], new: Sequence[str], found: dict[int, Match]) -> Iterator[Match]:
    """Yield the excerpts whose words stand in one new passage only."""
    taken = {match.old for match in found.values()}
    for o, text in enumerate(old):
        pieces = _pieces(text) if OMISSION in text and o not in taken else []
        holding = [n for n, words in enumerate(new) if all(p in words for p in pieces)] if pieces else []
        if len(holding) == 1:
            yield Match(o, holding[0], 100.0)


def _in_place(old: Sequence[str], new: Sequence[str], found: dict[int, Match]) -> Iterator[Match]:
    taken = {match.old for match in found.values()}
    for olds, news in gaps(in_order(found.values()), len(old), len(new)):
        left = [o for o in olds if o not in taken and _pieces(old[o])]
        free = [n for n in news if n not in found]
        for place, n in enumerate(free):
            middle = place * len(left) // len(free)
            for o in left[max(0, middle - REACH) : middle + REACH]:
                if score := _likeness(old[o], new[n], NEAR):
                    yield Match(o, n, score)


def _elsewhere(old: Sequence[str], new: Sequence[str], found: dict[int, Match]) -> Iterator[Match]:
    taken = {match.old for match in found.values()}
    where: dict[str, set[int]] = {}
    for o, text in enumerate(old):
        if o not in taken:
            for piece in _pieces(text):
                for at in range(0, max(1, len(piece) - GRAM + 1), GRAM):
                    where.setdefault(piece[at : at + GRAM], set()).add(o)
    for n, text in enumerate(new):
        if n not in found and where:
            grams = {text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))}
            seen = Counter(o for gram in sorted(grams & where.keys()) for o in where[gram] if len(where[gram]) < COMMON)
            for o, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:REACH]:
                if score := _likeness(old[o], text, FAR):
                    yield Match(o, n, score)
