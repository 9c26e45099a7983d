"""Find words in a long text many times.

The text is noted at every few characters; words that are long enough hold one of these notes wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from factpress.text import occurrences

STEP = 8
"""Characters from note to note, and of each note."""

Grams = Mapping[str, list[int]]


def grams(text: str) -> Grams:
    """Return where each note of the text stands; twenty milliseconds for a talk of three hours."""
    found: dict[str, list[int]] = {}
    for at in range(0, len(text) - STEP + 1, STEP):
        found.setdefault(text[at : at + STEP], []).append(at)
    return found


def places(words: str, text: str, noted: Grams | None) -> tuple[int, ...]:
    """Return where the words begin in the text, overlapping ones too."""
    if noted is None or len(words) < 2 * STEP - 1:
        return occurrences(words, text)
    found = [
        at - shift
        for shift in range(STEP)
        for at in noted.get(words[shift : shift + STEP], ())
        if at >= shift and text.startswith(words, at - shift)
    ]
    return tuple(sorted(found))
