"""What an id and the code of a language look like, and entries kept apart by their ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from factpress.model.diagnostics import Diagnostic, Location, Report

IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Locate = Callable[[Location], Location]
"""Looks up the line and column of a value in the content."""

T = TypeVar("T")


def with_unique_ids(entries: Iterable[tuple[T, Location]], locate: Locate, report: Report) -> tuple[T, ...]:
    """Return the entries whose id is usable and not taken by one before; report the others."""
    seen: dict[str, Location] = {}
    kept: list[T] = []
    for entry, where in entries:
        id = str(getattr(entry, "id", ""))
        if not id:
            continue  # reported by `decode`
        if fault := _fault(id, where, seen, locate):
            report(fault)
        else:
            seen[id] = where
            kept.append(entry)
    return tuple(kept)


def _fault(id: str, where: Location, seen: dict[str, Location], locate: Locate) -> Diagnostic | None:
    if not IDENTIFIER.fullmatch(id):
        help = "write small letters, digits and hyphens: some-name"
        return Diagnostic("FP208", where, f"'{id}' cannot be an id", help)
    if id in seen:
        other = locate(seen[id])
        help = f"rename one; the other is in {other.path}, line {other.line}"
        return Diagnostic("FP207", where, f"the id '{id}' is given twice", help)
    return None
