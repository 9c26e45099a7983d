"""Values that need more than a type: lists, web addresses, and dates that may be a year or a month only."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.yaml import Front, Path

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WEB = re.compile(r"(?i:https?)://[^\s/?#]+\S*")
PARTIAL = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def web_address(address: str, where: Location, report: Report) -> None:
    """Report an address that is none."""
    if address and not WEB.fullmatch(address):
        help = "write the whole address, from https:// on"
        report(Diagnostic("FP406", where, f"no web address: '{address}'", help))


def partial_date(value: str, key: str, where: Location, report: Report) -> None:
    """Report what is neither a year, nor a month, nor a day of the calendar."""
    try:
        parts = [int(part) for part in value.split("-")] if PARTIAL.fullmatch(value) else []
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        if value:
            help = "write YYYY, YYYY-MM or YYYY-MM-DD"
            report(Diagnostic("FP205", where, f"'{key}' is no date: '{value}'", help))


def items(front: Front, at: Path, report: Report) -> list[Path] | None:
    """Return the ways to the items of a list; report what is no list and return nothing then."""
    found: Any = front.data
    for step in at:
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, list):
        return [(*at, n) for n in range(len(found))]
    opens = f'begin with "{at[-1]}:", then list entries' if at else "list entries"
    help = f'{opens}, each on its own lines after "- "'
    report(Diagnostic("FP204", front.location(at), "this must be a list", help))
    return None
