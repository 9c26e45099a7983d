"""Print diagnostics: as text for people, as JSON, as GitHub workflow commands and as SARIF."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, takewhile
from pathlib import Path
from shutil import get_terminal_size
from typing import IO, Any
from urllib.parse import quote

from factpress.model.diagnostics import CODES, Diagnostic, Location
from factpress.text.folding import nfc

Folders = Mapping[str, str]
"""The names of the folders `content`, `templates` and `site` on this machine."""

INDENT = "    "


def display_path(diagnostic: Diagnostic, folders: Folders) -> str:
    """Return the path of a diagnostic's file on this machine."""
    first, slash, rest = diagnostic.where.path.partition("/")
    return folders.get(first, first) + slash + rest


def as_text(
    found: Sequence[Diagnostic], folders: Folders, line_at: Callable[[Location], str] | None = None, columns: int = 80
) -> str:
    """Return one line for each diagnostic, with its help below.

    With `line_at`, also show the line of the file and a caret below the place, cut to that many columns.
    """
    lines = []
    for d in found:
        lines.append(f"{display_path(d, folders)}:{d.where.line}:{d.where.column}: {d.severity} {d.code} {d.message}\n")
        if line_at and (line := line_at(d.where)).strip():
            lines += [f"{INDENT}{row}\n" for row in with_caret(line, d.where.column, columns - len(INDENT))]
        if d.help:
            lines.append(f"{INDENT}help: {d.help}\n")
    return "".join(lines)


def for_stream(found: Sequence[Diagnostic], folders: Folders, roots: Mapping[str, Path], stream: IO[str]) -> str:
    """Return the text for a stream. A terminal also gets the lines of the files.

    `roots` are the paths of the folders.
    """
    if not stream.isatty():
        return as_text(found, folders)
    return as_text(found, folders, source_lines(roots), get_terminal_size().columns)


def error_text(error: OSError) -> str:
    """Return the path and the reason of an error of the operating system."""
    return f"{os.fspath(error.filename)}: {error.strerror.lower()}" if error.strerror and error.filename else str(error)


def source_lines(roots: Mapping[str, Path]) -> Callable[[Location], str]:
    """Return a function that returns the line at a location, or an empty string."""

    @cache
    def lines(path: str) -> list[str]:
        first, _, rest = path.partition("/")
        file = roots.get(first, Path(first)) / rest
        return nfc(file.read_text("utf-8", "replace")).split("\n") if file.is_file() else []

    return lambda where: (lines(where.path)[where.line - 1 :] or [""])[0]


def with_caret(line: str, column: int, columns: int) -> tuple[str, str]:
    """Return a line, and a caret below one of its characters (counted from 1).

    Both are cut to fit into so many columns.
    """
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line.replace("\t", " ")).rstrip()
    at, start, end = min(column - 1, len(line)), 0, len(line)
    if width(line) > columns:
        start = at - _count_fitting(reversed(line[:at]), columns // 2)
        end = start + _count_fitting(line[start:], columns - 2)
    before = "…" * (start > 0) + line[start:at]
    return before + line[at:end] + "…" * (end < len(line)), " " * width(before) + "^"


def _count_fitting(characters: Iterable[str], columns: int) -> int:
    widths = accumulate(map(width, characters))
    return sum(1 for _ in takewhile(lambda total: total <= columns, widths))


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def as_json(found: Sequence[Diagnostic], folders: Folders) -> str:
    """Return a JSON list with an object for each diagnostic."""
    rows = [
        {
            "code": d.code,
            "severity": d.severity,
            "path": display_path(d, folders),
            "line": d.where.line,
            "column": d.where.column,
            "message": d.message,
            "help": d.help,
        }
        for d in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_github(found: Sequence[Diagnostic], folders: Folders) -> str:
    """Return GitHub workflow commands, errors first: GitHub shows only ten beside the lines of a pull request."""
    lines = []
    for d in sorted(found, key=lambda d: d.severity != "error"):
        title = _escaped_property(f"{d.code} {CODES.get(d.code, '')}")
        path = _escaped_property(display_path(d, folders))
        properties = f"file={path},line={d.where.line},col={d.where.column},title={title}"
        lines.append(f"::{d.severity} {properties}::{_escaped_data(_message_and_help(d))}\n")
    return "".join(lines)


def _message_and_help(d: Diagnostic) -> str:
    return f"{d.message}\n{d.help}" if d.help else d.message


def _escaped_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped_data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(found: Sequence[Diagnostic], folders: Folders) -> str:
    """Return a SARIF 2.1.0 log."""
    codes = sorted({d.code for d in found})
    rules = [{"id": code, "shortDescription": {"text": CODES.get(code, code)}} for code in codes]
    run = {
        "tool": {"driver": {"name": "factpress", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(d, folders) for d in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _sarif_result(d: Diagnostic, folders: Folders) -> dict[str, Any]:
    address = quote(display_path(d, folders), errors="surrogateescape")
    place = {
        "artifactLocation": {"uri": address},
        "region": {"startLine": d.where.line, "startColumn": d.where.column},
    }
    return {
        "ruleId": d.code,
        "level": d.severity,
        "message": {"text": _message_and_help(d)},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Folders], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""A function for each value of `--format`."""
