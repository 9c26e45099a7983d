"""Print diagnostics: for people, for programs, for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from factpress.diagnostics import CODES, Diagnostic

Folders = Mapping[str, str]
"""What the folders `content`, `templates` and `site` are called on this machine."""

DOCS = "docs/diagnostics.md"


def path(diagnostic: Diagnostic, folders: Folders) -> str:
    """Return the path of a diagnostic's file as this machine knows it."""
    first, slash, rest = diagnostic.where.path.partition("/")
    return folders.get(first, first) + slash + rest


def text(found: Sequence[Diagnostic], folders: Folders) -> str:
    """Return one line a finding, with its help under it."""
    lines = []
    for d in found:
        lines.append(f"{path(d, folders)}:{d.where.line}:{d.where.column}: {d.severity} {d.code} {d.message}\n")
        if d.help:
            lines.append(f"    help: {d.help}\n")
    return "".join(lines)


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
                        "artifactLocation": {"uri": path(d, folders)},
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
