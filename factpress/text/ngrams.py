"""Find words in a long text many times.

An index holds every eighth position of the text, with the eight characters that stand there. Words that are long enough
contain one of these pieces wherever they stand.
"""

from __future__ import annotations

from msgspec import Struct

from factpress.text.folding import occurrences

STEP = 8
"""Characters from one piece to the next, and of each piece."""


class NGrams(Struct, frozen=True, gc=False):
    """Where the pieces of a text stand."""

    last: dict[str, int]
    """The last position of each piece."""
    others: dict[str, list[int]]
    """The other positions of pieces that stand in several places."""


def ngrams(text: str) -> NGrams:
    """Index a text. It takes a few milliseconds for a talk of three hours."""
    positions = range(0, len(text) - STEP + 1, STEP)
    pieces = [text[at : at + STEP] for at in positions]
    last = dict(zip(pieces, positions, strict=True))
    others: dict[str, list[int]] = {}
    for piece, at in zip(pieces, positions, strict=True):
        if last[piece] != at:
            others.setdefault(piece, []).append(at)
    return NGrams(last, others)


def positions(words: str, text: str, index: NGrams | None) -> tuple[int, ...]:
    """Return where the words begin in the text, overlapping ones too."""
    if index is None or len(words) < 2 * STEP - 1:
        return occurrences(words, text)
    found: list[int] = []
    for shift in range(STEP):
        piece = words[shift : shift + STEP]
        if piece in index.last:
            starts = (index.last[piece] - shift, *(at - shift for at in index.others.get(piece, ())))
            found += [at for at in starts if at >= 0 and text.startswith(words, at)]
    return tuple(sorted(found))
