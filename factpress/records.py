"""Bytes kept in files and found again by their place.

A file of records only grows: what a killed build has added nobody refers to.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

Ref = tuple[int, int, int]
"""Which file, where in it, how many bytes."""


NOTHING: Ref = (0, 0, 0)
"""In place of a record that there is not."""


class Records:
    """Reads what earlier builds kept, and adds to a file of this process's own."""

    def __init__(self, folder: Path, names: Iterable[str] = (), own: str = "records") -> None:
        """Open the files of those names when they are needed, and `own` when something is added."""
        self.folder = folder
        self.names = tuple(names)
        self.own = own
        self._open: dict[int, int] = {}
        self._added: list[bytes] = []
        self._end = -1

    def __getitem__(self, ref: Ref) -> bytes:
        """Return the bytes that were kept. Raises OSError when the file is gone."""
        self.flush()
        number, at, size = ref
        if number not in self._open:
            self._open[number] = os.open(self.folder / self.names[number], os.O_RDONLY)
        return os.pread(self._open[number], size, at)

    def add(self, data: bytes) -> Ref:
        """Keep bytes; they can be read by others after `flush`."""
        if self._end < 0:
            if self.own not in self.names:
                self.names = (*self.names, self.own)
            file = self.folder / self.own
            self._end = file.stat().st_size if file.exists() else 0
        ref = self.names.index(self.own), self._end, len(data)
        self._added.append(data)
        self._end += len(data)
        if len(self._added) > MANY:
            self.flush()
        return ref

    def flush(self) -> None:
        """Write what was added."""
        if self._added:
            with open(self.folder / self.own, "ab") as file:
                file.writelines(self._added)
            self._added.clear()

    def close(self) -> None:
        """Close the files that were read."""
        for handle in self._open.values():
            os.close(handle)
        self._open.clear()


MANY = 200
"""Records that are held before they are written."""
