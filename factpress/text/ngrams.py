"""Find words in a long text many times.

The text is noted at every few characters; words that are long enough hold one of these notes wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from factpress.text.words import occurrences

STEP = 8
"""Characters from note to note, and of each note."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Where the notes of a text stand."""

    one: dict[str, int]
    """Of each note its last place."""
    more: dict[str, list[int]]
    """Of notes that stand in several places: the others."""


def grams(text: str) -> Grams:
    """Note a text; a few milliseconds for a talk of three hours."""
    places = range(0, len(text) - STEP + 1, STEP)
    notes = [text[at : at + STEP] for at in places]
    one = dict(zip(notes, places, strict=True))
    more: dict[str, list[int]] = {}
    for note, at in [(note, at) for note, at in zip(notes, places, strict=True) if one[note] != at]:
        more.setdefault(note, []).append(at)
    return Grams(one, more)


def places(words: str, text: str, noted: Grams | None) -> tuple[int, ...]:
    """Return where the words begin in the text, overlapping ones too."""
    if noted is None or len(words) < 2 * STEP - 1:
        return occurrences(words, text)
    found: list[int] = []
    for shift in range(STEP):
        note = words[shift : shift + STEP]
        if note in noted.one:
            starts = [at - shift for at in (noted.one[note], *noted.more.get(note, ())) if at >= shift]
            found += [at for at in starts if text.startswith(words, at)]
    return tuple(sorted(found))
