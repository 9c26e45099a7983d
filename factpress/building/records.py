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

    def __init__(self, folder: Path, names: Iterable[str], own: str) -> None:
        """Open the files of those names when they are needed; what is added goes to `own`, which is one of them."""
        self.folder = folder
        self.names = tuple(names)
        self.own = own
        self._open: dict[int, int] = {}
        self._added: list[bytes] = []
        self._written = self._end = -1

    def __getitem__(self, ref: Ref) -> bytes:
        """Return the bytes that were kept. Raises OSError when the file is gone."""
        number, at, size = ref
        if self._added and at + size > self._written and self.names[number] == self.own:
            self.flush()
        if number not in self._open:
            self._open[number] = os.open(self.folder / self.names[number], os.O_RDONLY)
        return os.pread(self._open[number], size, at)

    def add(self, data: bytes) -> Ref:
        """Keep bytes; they can be read by others after `flush`."""
        if self._end < 0:
            file = self.folder / self.own
            self._written = self._end = file.stat().st_size if file.exists() else 0
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
                file.write(b"".join(self._added))
            self._added.clear()
            self._written = self._end

    def sizes(self) -> tuple[tuple[str, int], ...]:
        """Return the files with their sizes; one that is gone has none."""
        files = [self.folder / name for name in self.names]
        return tuple((file.name, file.stat().st_size if file.exists() else 0) for file in files)


MANY = 200
"""Records that are held before they are written."""


def whole(folder: Path, sizes: Iterable[tuple[str, int]]) -> bool:
    """Tell whether files of records are there, with all that was written."""
    files = [(folder / name, size) for name, size in sizes]
    return all(not size or (file.exists() and file.stat().st_size >= size) for file, size in files)


def settle(records: Records, refs: list[Ref], own: str) -> tuple[Records, dict[Ref, Ref]] | None:
    """Write what is of use into one new file, if other files or most of their bytes are not.

    Return the records, and where each of them is now; nothing if they can stay.
    """
    used = {ref[0] for ref in refs if ref[2]}
    sizes = [size for _, size in records.sizes()]
    idle = any(size and number not in used for number, size in enumerate(sizes))
    if not idle and sum(sizes) <= MOST_WASTE * sum([ref[2] for ref in refs]) + LITTLE:
        return None
    fresh = Records(records.folder, [own], own)
    return fresh, {ref: fresh.add(records[ref]) if ref[2] else ref for ref in sorted(set(refs))}


MOST_WASTE = 4
"""Times the size of what is of use, beyond which files of records are written anew."""
LITTLE = 4_000_000
"""Bytes that are not worth the trouble."""


def sweep(records: Records) -> None:
    """Delete the files that are not among those of the records."""
    for file in records.folder.glob("records-*"):
        if file.name not in records.names:
            file.unlink()
