"""Words that say that something is still to be written: they begin with TODO."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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


def todos(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each value of some data that is still to be written, in the order of the file."""
    if is_todo(data):
        yield at
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from todos(value, (*at, key))
    elif isinstance(data, list):
        for n, item in enumerate(data):
            yield from todos(item, (*at, n))
