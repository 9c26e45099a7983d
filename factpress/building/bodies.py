"""Bodies on their way from their files to their pages, kept on disk: of all that is read they are the largest part."""

from __future__ import annotations

from pathlib import Path

from factpress.building.changes import page
from factpress.building.memory import without_body
from factpress.building.records import Records, Ref
from factpress.model.graph import Reading


class Bodies:
    """The bodies of claims that one process has read in this build."""

    def __init__(self, folder: Path, rank: int) -> None:
        """Begin a file in a folder that lasts as long as the build."""
        folder.mkdir(exist_ok=True)
        name = f"bodies-{rank}"
        self._records = Records(folder, [name], name)
        self._places: dict[str, Ref] = {}

    def stow(self, reading: Reading) -> Reading:
        """Return what a file says without its body, which is put aside."""
        if not reading.prose or not reading.prose.html:
            return reading
        self._places[page(reading.path)] = self._records.add(reading.prose.html.encode())
        return without_body(reading)

    def get(self, page: str) -> str | None:
        """Return the body that was put aside for a page; nothing if none was."""
        place = self._places.get(page)
        return self._records[place].decode() if place else None
