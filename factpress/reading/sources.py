"""Read a list of sources, written in CSL-YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import asdict

from factpress.model.content import CSL_VARIABLES, Site, SourceEntry
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Reading, Source
from factpress.reading.decode import decode
from factpress.reading.document import Document
from factpress.reading.values import items, partial_date, web_address
from factpress.reading.yaml import Front, Path, empties
from factpress.text.words import did_you_mean

DATES = ("issued", "accessed")
"""Keys that hold a date, in one of the forms of CSL."""


def sources(document: Document, site: Site, report: Report) -> Reading:
    """Return what a file of sources says."""
    front, path = document.front, document.file.path
    for key in front.data if isinstance(front.data, dict) else ():
        if key != "references":
            report(Diagnostic("FP202", front.key((key,)), f"no key '{key}' here", did_you_mean(key, ["references"])))
    ways = items(front, ("references",), report)
    if ways is None:
        return Reading(path, unread=("sources:*",))
    return Reading(path, sources=tuple(_source(front, way, path, report) for way in ways))


def _source(front: Front, way: Path, path: str, report: Report) -> Source:
    data = dict(_entry(front, way, report))
    entry = decode(SourceEntry, front, report, way, data)
    for key, value in (("issued", entry.issued), ("accessed", entry.accessed)):
        partial_date(value, key, front.later((*way, key)), report)
    _judge_reading(entry, front, way, report)
    web_address(entry.url, front.later((*way, "URL")), report)
    web_address(entry.archive_location, front.later((*way, "archive_location")), report)
    web_address(entry.custom.copy, front.later((*way, "custom", "copy")), report)
    return Source(**asdict(entry), path=path, where=front.later((*way, "id")), csl=tuple(data.items()))


def _judge_reading(entry: SourceEntry, front: Front, way: Path, report: Report) -> None:
    """Report the day of a reading that did not take place."""
    # `new source` writes both, for the editor to say how it was read. It is told once the entry has its title.
    if entry.title and entry.accessed and entry.custom.read == "not-read":
        help = "take the date out, or say in 'read:' how it was read: original, excerpt or copy"
        message = f"'accessed' is given, but '{entry.id}' is marked as not read"
        report(Diagnostic("FP521", front.key((*way, "accessed")), message, help))


def _entry(front: Front, way: Path, report: Report) -> Iterator[tuple[str, Any]]:
    """Yield the variables of an entry, with dates as text; report those that CSL does not have."""
    written = front.value(way)
    for key, value in written.items() if isinstance(written, dict) else ():
        if key not in CSL_VARIABLES:
            help = did_you_mean(key, CSL_VARIABLES)
            report(Diagnostic("FP202", front.key((*way, key)), f"CSL has no variable '{key}'", help))
        if key not in DATES:
            yield key, value
        elif not _has_empty_parts(value, front, (*way, key), report):
            yield key, _date(value)


def _has_empty_parts(value: Any, front: Front, way: Path, report: Report) -> bool:
    """Tell whether a part of a date is empty, and report each; an empty date is reported by `decode`."""
    empty = [part for part in empties(value, way) if part != way]
    for part in empty:
        help = "write a date: YYYY, YYYY-MM or YYYY-MM-DD"
        report(Diagnostic("FP210", front.location(part), f"a part of '{way[-1]}' is empty", help))
    return bool(empty)


def _date(value: Any) -> Any:
    """Write a date, in any of the forms Zotero and Pandoc give it, as YYYY-MM-DD or its beginning."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if parts is None:
            parts = [[value[k] for k in ("year", "month", "day") if k in value]]
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            return "-".join(str(part).zfill(2) for part in parts[0])
    return value
