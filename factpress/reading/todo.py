"""What is still to be written: values and lines that begin with TODO.

A draft may hold them; whatever readers see may not (`docs/decisions/011-a-todo-is-a-drafts.md`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from factpress.model.diagnostics import Diagnostic, Location, Report

TODO = "TODO"
UNWRITTEN = re.compile(r"TODO(?!\w)")
LINE = re.compile(r"^[ \t>*+#-]*TODO(?!\w)", re.MULTILINE)
"""A line of a body, also in a list, a heading or a quotation."""
SPOKEN = re.compile(r"TODO\s*(?:[:：]|\Z)")
"""A passage: people also say words that begin so, and in Spanish 'TODO' is all."""


def is_todo(words: object) -> bool:
    """Tell whether words say that they are still to be written."""
    return isinstance(words, str) and UNWRITTEN.match(words) is not None


def is_unspoken(words: str) -> bool:
    """Tell whether a passage or heading of a talk is still to be written."""
    return SPOKEN.match(words) is not None


def todos(
    data: Any, at: tuple[str | int, ...] = (), such: Callable[[object], bool] = is_todo
) -> Iterator[tuple[str | int, ...]]:
    """Yield the ways to values that are still to be written, or to others such as these, in the order of the file."""
    if such(data):
        yield at
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from todos(value, (*at, key), such)
    elif isinstance(data, list):
        for n, item in enumerate(data):
            yield from todos(item, (*at, n), such)


def to_write(what: str, where: Location, waits: bool = True) -> Diagnostic:
    """Return the finding that something is still to be written; `waits` if a draft need not have it."""
    draft = where.path.startswith("content/claims/") and waits
    help = "write it, or keep the claim back with 'status: draft'" if draft else "write it, or take it out"
    return Diagnostic("FP518", where, f"{what} is still to be written", help)


def judge_lines(text: str, path: str, first: int, report: Report) -> None:
    """Report the lines of a body, which begins on that line of its file, that are still to be written."""
    if TODO in text:
        for found in LINE.finditer(text):
            line = text.count("\n", 0, found.start())
            column = found.end() - len(TODO) - found.start() + 1
            report(to_write("this text", Location(path, first + line, column)))
