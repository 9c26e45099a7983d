"""Load what designers own besides templates: styles, script, icon and interface words."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from factpress.building.files import templates as files
from factpress.model.artifact import Theme, asset
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.bytes import decoded
from factpress.reading.yaml import read

FILTERS = ("words.js", "filter.js")
"""Loaded by the pages whose lists can be filtered."""
SCRIPTS = ("site.js", "transcript.js", "claim.js")
"""One request for all; the first has what the others use."""

WRITTEN = (".html", ".xml", ".txt", ".yaml", ".css", ".js", ".svg")
"""Kinds of files that are text."""

COMMENT = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)


def look(templates: Path, lang: str, report: Report) -> Theme | None:
    """Read `static/` and `strings/<lang>.yaml`; nothing if a file that must be text is none, which is reported.

    Raises FileNotFoundError when a file is missing.
    """
    are_text = [_is_text(file, templates, report) for file in files(templates)]
    if not all(are_text):
        return None
    static = templates / "static"
    # One request for all styles; the files' order is that of their names, the layers' that of the first.
    styles = b"\n".join(file.read_bytes() for file in sorted((static / "css").glob("*.css")))
    theme = (static / "js" / "theme.js").read_text("utf-8").strip()
    scripts = b"".join(_script(static / "js" / name) for name in SCRIPTS)
    named = [
        asset("site.css", styles),
        asset("site.js", scripts),
        asset("icon.svg", (static / "icons" / "icon.svg").read_bytes()),
        *(asset(name, _script(static / "js" / name)) for name in FILTERS),
    ]
    return Theme(
        stylesheet=named[0][0],
        script=named[1][0],
        filters=tuple(name for name, _ in named[3:]),
        icon=named[2][0],
        theme=theme,
        theme_hash="sha256-" + b64encode(sha256(theme.encode()).digest()).decode(),
        assets=tuple(named),
        words=_words(templates / "strings" / f"{lang}.yaml", report),
    )


def _is_text(file: Path, templates: Path, report: Report) -> bool:
    """Tell whether a file is UTF-8, or none that must be."""
    path = f"templates/{file.relative_to(templates).as_posix()}"
    return file.suffix not in WRITTEN or decoded(file.read_bytes(), path, report) is not None


def _script(file: Path) -> bytes:
    """Return a script without the lines that are comments, which are for those who have this repository."""
    return COMMENT.sub(b"", file.read_bytes())


def _words(file: Path, report: Report) -> Mapping[str, Any]:
    if not file.is_file():
        return {}
    place = f"templates/strings/{file.name}"
    front = read(file.read_text("utf-8"), place, report)
    if front and not isinstance(front.data, dict):
        report(
            Diagnostic(
                "FP204", Location(place), "this must be a list of keys and values", 'write "English words: the words"'
            )
        )
        return {}
    return front.data if front else {}
