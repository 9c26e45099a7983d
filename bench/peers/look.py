"""The styles, script and icon of the product, which every peer's site copies."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from bench.peers.files import write

STATIC = Path(__file__).parents[2] / "templates" / "static"


def assets(folder: Path) -> None:
    """Write the assets into a folder."""
    styles = "\n".join(file.read_text("utf-8") for file in sorted((STATIC / "css").glob("*.css")))
    write(folder / "site.css", styles)
    write(folder / "site.js", (STATIC / "js" / "site.js").read_text("utf-8"))
    write(folder / "icon.svg", (STATIC / "icons" / "icon.svg").read_text("utf-8"))


def look() -> dict[str, str]:
    """Return the line of script that every page holds, and its hash for the Content-Security-Policy."""
    theme = (STATIC / "js" / "theme.js").read_text("utf-8").strip()
    return {"theme": theme, "theme_hash": "sha256-" + b64encode(sha256(theme.encode()).digest()).decode()}
