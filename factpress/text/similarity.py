"""How alike texts are: the one door to rapidfuzz, which is loaded only when something has to be compared."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
"""Start and end in code points."""


def alike(one: str, other: str, at_least: float = 0) -> float:
    """Return how much two texts share, in percent: twice their longest common subsequence, over the letters of both.

    Less than `at_least` counts as nothing, and is found out quickly.
    """
    from rapidfuzz.fuzz import ratio

    return float(ratio(one, other, score_cutoff=at_least))


def within(words: str, text: str, at_least: float = 0) -> tuple[float, Span] | None:
    """Return the stretch of a text that is most like the words, as long as they are, and how much it is.

    Its edges are off by the letters that are too many or too few in it.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    best = partial_ratio_alignment(words, text, score_cutoff=at_least)
    return (float(best.score), (best.dest_start, best.dest_end)) if best else None


def in_step(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest run of equal items that stand in the same order in both, as pairs of positions."""
    from rapidfuzz.distance import LCSseq

    pairs: list[tuple[int, int]] = []
    for block in LCSseq.opcodes(one, other):
        if block.tag == "equal":
            pairs += zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
    return pairs
