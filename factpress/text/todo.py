"""Words that say that something is still to be written: they begin with TODO."""

from __future__ import annotations

import re

TODO = "TODO"
UNWRITTEN = re.compile(r"TODO(?!\w)")
UNSPOKEN = re.compile(r"TODO\s*(?:[:：]|\Z)")
"""A passage. People also say words that begin so, and in Spanish "TODO" means all."""


def is_todo(words: object) -> bool:
    """Tell whether words say that they are still to be written."""
    return isinstance(words, str) and UNWRITTEN.match(words) is not None


def is_unspoken(words: str) -> bool:
    """Tell whether a passage or heading of a talk is still to be written."""
    return UNSPOKEN.match(words) is not None
