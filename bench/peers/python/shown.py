"""What the templates of Pelican's and MkDocs' projects use: the data, filters, and what a page is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

HERE = Path(__file__).parent
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - twelve words
NAV = {"claims": "claims", "topics": "claims", "sources": "sources", "transcripts": "transcripts"}
data: dict[str, Any] = json.loads((HERE / "data.json").read_text("utf-8"))


def day(date: str) -> str:
    """Write a date as readers see it."""
    year, month, *number = date.split("-")
    return "\u00a0".join([*(str(int(n)) for n in number), MONTHS[int(month) - 1], year])


def cut(words: str, start: int, end: int) -> str:
    """Return a stretch of a text."""
    return words[start:end]


def to_json(value: object) -> Markup:
    """Write JSON that may stand in a script."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))


def here(path: str, front: dict[str, Any], body: str, written: str) -> dict[str, Any]:
    """Return what the templates know of the page that they make: see jinja/base.html."""
    folder, _, name = path.rpartition("/")
    label = data["verdicts"][front["verdict"]]["label"] if folder == "claims" else ""
    return {
        "id": name.removesuffix(".html"),
        "path": "" if path == "index.html" else path,
        "root": "/bench/" if name == "404.html" else "../" if folder else "",
        "nav": NAV.get(folder) or front.get("nav", ""),
        "title": f"{front['title']}: {label}" if label else front["title"],
        "description": f"{label}. {front['summary']}" if label else front.get("description", data["site"]["tagline"]),
        "written": written,
        "front": front,
        "body": body,
    }


FILTERS = {"day": day, "cut": cut, "json": to_json}
