"""Print diagnostics: for people, for programs, for GitHub."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, takewhile
from pathlib import Path
from shutil import get_terminal_size
from typing import IO
from urllib.parse import quote

from factpress.model.diagnostics import CODES, Diagnostic, Location
from factpress.text.folding import nfc

Folders = Mapping[str, str]
"""What the folders `content`, `templates` and `site` are called on this machine."""

DOCS = "docs/diagnostics.md"
INDENT = "    "


def path(diagnostic: Diagnostic, folders: Folders) -> str:
    """Return the path of a diagnostic's file as this machine knows it."""
    first, slash, rest = diagnostic.where.path.partition("/")
    return folders.get(first, first) + slash + rest


def text(
    found: Sequence[Diagnostic], folders: Folders, line_at: Callable[[Location], str] | None = None, room: int = 80
) -> str:
    """Return one line a finding, with its help under it.

    For a terminal, with so many columns, the line of the file stands between them, and a caret under the place.
    """
    lines = []
    for d in found:
        lines.append(f"{path(d, folders)}:{d.where.line}:{d.where.column}: {d.severity} {d.code} {d.message}\n")
        if line_at and (line := line_at(d.where)).strip():
            lines += [f"{INDENT}{row}\n" for row in pointed(line, d.where.column, room - len(INDENT))]
        if d.help:
            lines.append(f"{INDENT}help: {d.help}\n")
    return "".join(lines)


def in_words(error: OSError) -> str:
    """Return what the system failed at."""
    return f"{os.fspath(error.filename)}: {error.strerror.lower()}" if error.strerror and error.filename else str(error)


def for_people(found: Sequence[Diagnostic], folders: Folders, roots: Mapping[str, Path], stream: IO[str]) -> str:
    """Return what is printed on a stream; `roots` are where the folders lie."""
    if not stream.isatty():
        return text(found, folders)
    return text(found, folders, reader(roots), get_terminal_size().columns)


def reader(folders: Mapping[str, Path]) -> Callable[[Location], str]:
    """Return a function that gives the line of a place, or nothing; `folders` are where `content` and others lie."""

    @cache
    def lines(path: str) -> list[str]:
        first, _, rest = path.partition("/")
        file = folders.get(first, Path(first)) / rest
        return nfc(file.read_text("utf-8", "replace")).split("\n") if file.is_file() else []

    return lambda where: (lines(where.path)[where.line - 1 :] or [""])[0]


def pointed(line: str, column: int, room: int) -> tuple[str, str]:
    """Return a line and a caret under one of its characters (from 1), both cut to a room of that many columns."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line.replace("\t", " ")).rstrip()
    at, start, end = min(column - 1, len(line)), 0, len(line)
    if width(line) > room:
        start = at - _fitting(reversed(line[:at]), room // 2)
        end = start + _fitting(line[start:], room - 2)
    before = "…" * (start > 0) + line[start:at]
    return before + line[at:end] + "…" * (end < len(line)), " " * width(before) + "^"


def _fitting(words: Iterable[str], room: int) -> int:
    """Return how many characters fit."""
    widths = accumulate(map(width, words))
    return sum(1 for _ in takewhile(lambda taken: taken <= room, widths))


def width(words: str) -> int:
    """Return how many columns of a terminal words take (Unicode Standard Annex 11)."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in words
    )


def as_json(found: Sequence[Diagnostic], folders: Folders) -> str:
    """Return a list of objects."""
    rows = [
        {
            "code": d.code,
            "severity": d.severity,
            "path": path(d, folders),
            "line": d.where.line,
            "column": d.where.column,
            "message": d.message,
            "help": d.help,
        }
        for d in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def github(found: Sequence[Diagnostic], folders: Folders) -> str:
    """Return workflow commands: GitHub shows ten of them beside the lines of a pull request, so errors come first."""
    lines = []
    for d in sorted(found, key=lambda d: d.severity != "error"):
        title = _property(f"{d.code} {CODES.get(d.code, '')}")
        where = f"file={_property(path(d, folders))},line={d.where.line},col={d.where.column},title={title}"
        said = f"{d.message}\n{d.help}" if d.help else d.message
        lines.append(f"::{d.severity} {where}::{_data(said)}\n")
    return "".join(lines)


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Sequence[Diagnostic], folders: Folders) -> str:
    """Return a SARIF 2.1.0 log."""
    codes = sorted({d.code for d in found})
    results = [
        {
            "ruleId": d.code,
            "level": d.severity,
            "message": {"text": f"{d.message}\n{d.help}" if d.help else d.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(path(d, folders), errors="surrogateescape")},
                        "region": {"startLine": d.where.line, "startColumn": d.where.column},
                    }
                }
            ],
        }
        for d in found
    ]
    rules = [{"id": code, "shortDescription": {"text": CODES.get(code, code)}} for code in codes]
    driver = {"name": "factpress", "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Folders], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
