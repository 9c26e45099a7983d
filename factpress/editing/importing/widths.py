"""How wide words are on a page: a wide character, such as a Japanese one, takes two columns."""

from __future__ import annotations

import unicodedata


def width(words: str) -> int:
    """Return the columns of words (Unicode Standard Annex 11)."""
    return len(words) if words.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)
