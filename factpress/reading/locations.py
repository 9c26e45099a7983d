"""Look up the line and column of a value when it is reported.

Nobody needs them while all is well, and noting them takes longer than reading the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from factpress.model.diagnostics import Diagnostic, Location
from factpress.model.ids import Locate
from factpress.reading.yaml import Front, read, split
from factpress.text.folding import nfc


def locator(content: Path) -> Locate:
    """Return a function that finds the line and column of places in a content folder."""
    reread = cache(_front)

    def locate(place: Location) -> Location:
        front = reread(content, place.path) if place.way else None
        return front.location(place.way) if front else place

    return locate


def located(found: Iterable[Diagnostic], content: Path) -> list[Diagnostic]:
    """Return the findings with their lines and columns."""
    locate = locator(content)
    return [replace(d, where=locate(d.where)) if d.where.way else d for d in found]


def _front(content: Path, path: str) -> Front | None:
    try:
        text = nfc((content / path.removeprefix("content/")).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):  # changed since it was read
        return None
    if path.endswith(".yaml"):
        return read(text, path, lambda found: None)
    cut = split(text, path, lambda found: None)
    return cut.front if cut else None
