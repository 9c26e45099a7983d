"""Compare texts that are not equal: the one door to rapidfuzz and fuzzysearch.

Both are loaded only when something has to be compared. Most runs never need them.
"""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
"""Start and end in code points."""


def similarity(one: str, other: str, at_least: float = 0) -> float:
    """Return how much two texts share, in percent: twice their longest common subsequence, over the letters of both.

    Less than `at_least` counts as nothing, and is found out quickly.
    """
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, other, score_cutoff=at_least))


def most_similar(words: str, text: str, at_least: float = 0) -> tuple[float, Span] | None:
    """Return the part of a text that is most like the words and as long as they are: its similarity and its span.

    If letters are missing or added in the text, the span is too long or too short by as many.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    best = partial_ratio_alignment(words, text, score_cutoff=at_least)
    return (float(best.score), (best.dest_start, best.dest_end)) if best else None


def near_matches(words: str, text: str, distance: int) -> tuple[Span, ...]:
    """Return where words stand in a text but for some letters, added, missing or other ones; the nearest first.

    `distance` is how many letters that may be. The time grows steeply with it.
    """
    from fuzzysearch import find_near_matches

    found = sorted(find_near_matches(words, text, max_l_dist=distance), key=lambda match: (match.dist, match.start))
    return tuple((match.start, match.end) for match in found)


def aligned(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest series of equal items that stand in the same order in both, as pairs of positions."""
    from rapidfuzz.distance import LCSseq

    pairs: list[tuple[int, int]] = []
    for block in LCSseq.opcodes(one, other):
        if block.tag == "equal":
            pairs += zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
    return pairs
