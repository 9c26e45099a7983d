"""The templates folder as editors and designers wrote it: files that must be text, and the words of the interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.bytes import decoded
from factpress.reading.yaml import read

TEXT = (".html", ".xml", ".txt", ".yaml", ".css", ".js", ".svg")
"""Kinds of files that are text."""


def interface_words(templates: Path, files: Sequence[str], lang: str, report: Report) -> Mapping[str, Any] | None:
    """Read `strings/<lang>.yaml`; nothing if one of the files that must be text is none, which is reported."""
    texts = [decoded((templates / path).read_bytes(), f"templates/{path}", report) for path in files if _is_text(path)]
    if None in texts:
        return None
    file = templates / "strings" / f"{lang}.yaml"
    if not file.is_file():
        return {}
    where = f"templates/strings/{file.name}"
    front = read(file.read_text("utf-8"), where, report)
    if front and not isinstance(front.data, dict):
        help = 'write "English words: the words"'
        report(Diagnostic("FP204", Location(where), "this must be a list of keys and values", help))
        return {}
    return front.data if front else {}


def _is_text(path: str) -> bool:
    return path.endswith(TEXT)
