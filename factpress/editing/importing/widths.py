"""Measure text in columns. A wide character, such as a Japanese one, takes two."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return the columns of a text (Unicode Standard Annex 11)."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
