"""Load what designers own besides templates: styles, scripts and the icon."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from factpress.model.artifact import Theme, asset

FILTERS = ("words.js", "filter.js")
"""Loaded by the pages whose lists can be filtered."""
SCRIPTS = ("site.js", "transcript.js", "claim.js")
"""One request for all; the first has what the others use."""

COMMENT = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)


def assets(templates: Path, words: Mapping[str, Any]) -> Theme:
    """Return what lies in `static/`, and the words of the interface. Raises FileNotFoundError when a file is gone."""
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
        words=words,
    )


def _script(file: Path) -> bytes:
    """Return a script without the lines that are comments, which are for those who have this repository."""
    return COMMENT.sub(b"", file.read_bytes())
