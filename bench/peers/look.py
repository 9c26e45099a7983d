"""What every peer's site takes from the product as it is: styles, scripts and icons, under names that hold hashes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from bench.peers.files import write
from factpress.model.artifact import Theme
from factpress.pages import search, sources
from factpress.rendering import assets as product

COMMENT = re.compile(r"^ *\{#.*#\}\n", re.MULTILINE)
LISTS = {"sources": ("Sources", sources.ABOUT), "search": ("Search", search.ABOUT)}
"""Title and description of the pages that list everything."""
TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def _look() -> Theme:
    found = product.assets(TEMPLATES, {})
    assert found
    return found


def assets(folder: Path, verdicts: Iterable[dict[str, Any]]) -> None:
    """Write the assets into a folder, and the styles that show the rows of one verdict where no script runs."""
    for path, data in _look().assets:
        write(folder / Path(path).name, data.decode())
    hidden = (
        f'.no-js #f-{v["id"]}:target ~ .side :is(.row:not([data-verdict="{v["id"]}"]), '
        f'.grp:not(:has([data-verdict="{v["id"]}"])))'
        for v in verdicts
    )
    write(folder / "targets.css", "@layer pages {\n" + ",\n".join(hidden) + " { display: none; }\n}\n")


def sprite() -> str:
    """Return the icons."""
    return COMMENT.sub("", (TEMPLATES / "partials" / "sprite.html").read_text("utf-8"))


def robots(site: dict[str, Any]) -> str:
    """Return what search engines are told."""
    return f"User-agent: *\nAllow: /\nSitemap: {site['base_url']}sitemap.xml\n"


def look() -> dict[str, Any]:
    """Return the addresses of the assets, the line of script that every page holds, and its hash for the policy."""
    names = ("stylesheet", "script", "filters", "icon", "theme", "theme_hash")
    return {name: getattr(_look(), name) for name in names} | {"targets": "assets/targets.css"}
