"""Match the passages of two versions of a transcript.

Each passage is in one match at most. There are three steps: equal texts in the same order; then similar texts between
the same neighbours; then equal or very similar texts anywhere else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from factpress.text.folding import OMISSION, fold
from factpress.text.similarity import aligned, most_similar, similarity

SIMILAR = 75.0
"""Percent of equal letters. Between the same neighbours, such a passage is the same passage.

Unrelated English paragraphs share about 40 percent, Japanese ones fewer.
"""
VERY_SIMILAR = 90.0
"""The same for passages elsewhere, and for excerpts, of which only some words are known."""
REACH = 40
"""How many passages around the likely position are compared. 5,000 changed passages take a second."""
NGRAM = 8
"""Letters of the n-grams by which a moved passage is found."""
COMMON = 10
"""An n-gram in so many passages says nothing."""


class Match(msgspec.Struct, frozen=True):
    """A passage that both versions have. `old` and `new` are its positions, from 0."""

    old: int
    new: int
    score: float
    """Percent of equal letters."""


def match_passages(old: Sequence[str], new: Sequence[str]) -> tuple[Match, ...]:
    """Return the matches between old and new texts, in the order of the new. No text is in two matches.

    Of an old text with omissions, only the words that it has are compared.
    """
    old, new = [fold(text).text.strip() for text in old], [fold(text).text.strip() for text in new]
    found: dict[int, Match] = {n: Match(o, n, 100.0) for o, n in aligned(old, new) if _printed_parts(old[o])}
    _add_best(_excerpts(old, new, found), found)
    _add_best(_between_neighbours(old, new, found), found)
    _add_best(_moved(old, new, found), found)
    return tuple(found[n] for n in sorted(found))


def longest_in_order(found: Iterable[Match]) -> tuple[Match, ...]:
    """Return the longest run of matches in the same order in both versions. The other passages have moved.

    This is the longest increasing subsequence.
    """
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
    """Yield the positions between the matches of a run, in the old version and in the new.

    `old` and `new` are the numbers of passages.
    """
    ends = [(match.old, match.new) for match in run]
    for (o, n), (o_end, n_end) in zip([(-1, -1), *ends], [*ends, (old, new)], strict=True):
        yield range(o + 1, o_end), range(n + 1, n_end)


def _printed_parts(text: str) -> list[str]:
    """Return the parts of a text between its omissions."""
    return [part.strip() for part in text.split(OMISSION) if part.strip()]


def _similarity(old: str, new: str, at_least: float) -> float:
    """Return the percentage of equal letters, or 0 if it is less than `at_least`."""
    if OMISSION not in old:
        return similarity(old, new, at_least)
    parts = _printed_parts(old)
    best = [(len(part), most_similar(part, new, SIMILAR) if len(part) <= len(new) else None) for part in parts]
    total = sum(size for size, _ in best)
    score = sum(size * one[0] for size, one in best if one) / total if total else 0.0
    return score if score >= max(at_least, VERY_SIMILAR) else 0.0


def _add_best(candidates: Iterable[Match], found: dict[int, Match]) -> None:
    """Add the best candidates for texts without a match. Of equal ones, prefer the nearest to its old position."""
    taken = {match.old for match in found.values()}
    for match in sorted(candidates, key=lambda m: (-m.score, abs(m.old - m.new), m.new, m.old)):
        if match.old not in taken and match.new not in found:
            found[match.new] = match
            taken.add(match.old)


def _excerpts(old: Sequence[str], new: Sequence[str], found: dict[int, Match]) -> Iterator[Match]:
    """Yield the excerpts whose printed parts are all in one new text, and in no other."""
    taken = {match.old for match in found.values()}
    for o, text in enumerate(old):
        parts = _printed_parts(text) if OMISSION in text and o not in taken else []
        holders = [n for n, words in enumerate(new) if all(part in words for part in parts)] if parts else []
        if len(holders) == 1:
            yield Match(o, holders[0], 100.0)


def _between_neighbours(old: Sequence[str], new: Sequence[str], found: dict[int, Match]) -> Iterator[Match]:
    """Yield similar texts that stand between the same matches."""
    taken = {match.old for match in found.values()}
    for olds, news in gaps(longest_in_order(found.values()), len(old), len(new)):
        free_old = [o for o in olds if o not in taken and _printed_parts(old[o])]
        free_new = [n for n in news if n not in found]
        for index, n in enumerate(free_new):
            middle = index * len(free_old) // len(free_new)
            for o in free_old[max(0, middle - REACH) : middle + REACH]:
                if score := _similarity(old[o], new[n], SIMILAR):
                    yield Match(o, n, score)


def _moved(old: Sequence[str], new: Sequence[str], found: dict[int, Match]) -> Iterator[Match]:
    """Yield very similar texts anywhere. Texts that share n-grams are compared."""
    taken = {match.old for match in found.values()}
    by_ngram: dict[str, set[int]] = {}
    for o, text in enumerate(old):
        for part in _printed_parts(text) if o not in taken else ():
            for at in range(0, max(1, len(part) - NGRAM + 1), NGRAM):
                by_ngram.setdefault(part[at : at + NGRAM], set()).add(o)
    for n, text in enumerate(new):
        if n not in found and by_ngram:
            ngrams = {text[at : at + NGRAM] for at in range(max(1, len(text) - NGRAM + 1))}
            shared = [by_ngram[one] for one in sorted(ngrams & by_ngram.keys()) if len(by_ngram[one]) < COMMON]
            counts = Counter(o for olds in shared for o in olds)
            for o, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:REACH]:
                if score := _similarity(old[o], text, VERY_SIMILAR):
                    yield Match(o, n, score)
