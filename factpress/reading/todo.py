"""Report what is still to be written: values and lines that begin with TODO.

A draft may hold them; what readers see may not (`docs/decisions/011-a-todo-is-a-drafts.md`).
"""

from __future__ import annotations

import re

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.text.todo import TODO

LINE = re.compile(r"^[ \t>*+#-]*TODO(?!\w)", re.MULTILINE)
"""A line of a body, also in a list, a heading or a quotation."""


def to_write(what: str, where: Location, waits: bool = True) -> Diagnostic:
    """Return the finding that something is still to be written. `waits`: a draft may leave it for later."""
    draft = where.path.startswith("content/claims/") and waits
    help = "write it, or keep the claim back with 'status: draft'" if draft else "write it, or take it out"
    return Diagnostic("FP518", where, f"{what} is still to be written", help)


def judge_lines(text: str, path: str, first: int, report: Report) -> None:
    """Report the lines of a body that are still to be written. The body begins on line `first` of its file."""
    if TODO in text:
        for found in LINE.finditer(text):
            line = text.count("\n", 0, found.start())
            column = found.end() - len(TODO) - found.start() + 1
            report(to_write("this text", Location(path, first + line, column)))
