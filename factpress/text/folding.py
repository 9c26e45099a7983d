"""Fold a text so that it can be compared, and find words in it."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

OMISSION = "[…]"
"""Marks words that a transcript leaves out."""

RUNS = re.compile(r"(?P<even>[^\s\uff00-\uffef]+(?:\s[^\s\uff00-\uffef]+)*)|\s+|[\uff00-\uffef]+")
"""Words without wide or narrow forms and with single spaces between; other white space; wide and narrow forms."""


class Folded(Struct, frozen=True, gc=False):
    """A text as it is compared, with the way back."""

    text: str
    starts: tuple[int, ...]
    """For each folded character, and one past the end, where its original character begins (code points)."""
    ends: tuple[int, ...]
    """For each folded character, where its original character ends (code points)."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the folded text to the span of the original that it came from."""
        return self.starts[start], self.ends[end - 1]


def nfc(text: str) -> str:
    """Compose the text, once, as it is read (Unicode Standard Annex 15)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> Folded:
    """Fold width, letter case and white space, and nothing else.

    NFKC would make 10² equal 102, dropping punctuation 1.5 equal 15: numbers must stay apart.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in RUNS.finditer(text):
        at, end = run.span()
        words = " ".join(run[0].split()).casefold()
        if run.lastgroup == "even" and len(words) == end - at:  # each letter folds to one, so it stays in its place
            out.append(words)
            starts.extend(range(at, end))
            ends.extend(range(at + 1, end + 1))
        else:
            _by_letter(text, at, end, out, starts, ends)
    return Folded("".join(out), (*starts, len(text)), tuple(ends))


def _by_letter(text: str, at: int, end: int, out: list[str], starts: list[int], ends: list[int]) -> None:
    for n, char in enumerate(text[at:end], at):
        if char.isspace():
            if n > at and text[n - 1].isspace():
                ends[-1] = n + 1
                continue
            folded = " "
        else:
            folded = (_narrow(char) if char > "\u2fff" else char).casefold()
        for piece in folded:
            out.append(piece)
            starts.append(n)
            ends.append(n + 1)


def _narrow(char: str) -> str:
    # Unicode calls these compatibility forms <wide> and <narrow>; superscripts and fractions have other tags.
    kind, _, code = unicodedata.decomposition(char).partition(" ")
    return chr(int(code, 16)) if kind in ("<wide>", "<narrow>") else char


def occurrences(needle: str, text: str) -> tuple[int, ...]:
    """Return where the needle begins in the text, overlapping ones too."""
    found: list[int] = []
    at = text.find(needle)
    while needle and at >= 0:
        found.append(at)
        at = text.find(needle, at + 1)
    return tuple(found)
