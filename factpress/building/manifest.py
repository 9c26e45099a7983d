"""What the last build left, so that the next one can see what differs.

The manifest is disposable: one that is damaged, of another format or a symbolic link is none. Its head says whether
anything differs at all; its rows, which take longer to read, say what.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from factpress.building.files import digest
from factpress.building.swap import Stat
from factpress.building.version import Version

FORMAT = "factpress manifest 4"
SEAL = len(digest(b""))


class Output(NamedTuple):
    """A file of the site."""

    stat: Stat
    text: bytes
    """Fingerprint of the author's text that stands in it and nowhere else."""
    key: bytes
    """Fingerprint of all that it was made from; also of its record in the cache."""


class Rows(NamedTuple):
    """All that is known of files."""

    content: Mapping[str, tuple[int, int, int, bytes]] = MappingProxyType({})
    """By path: size, two times, and the digest of the bytes."""
    outputs: Mapping[str, Output] = MappingProxyType({})
    foreign: tuple[str, ...] = ()
    """Files of the site that others put there."""
    basis: bytes = b""
    """Fingerprint of all values from which pages are drawn, texts aside."""


class Head(NamedTuple):
    """What every build reads of the last one."""

    version: Version
    state: bytes
    """Hash of the content's and the site's files with their sizes and times."""
    result: bytes
    """What the build returned, to be returned again."""
    files: int
    """How many files the site has."""
    packed: bytes
    """The rows of all files, encoded."""

    def rows(self) -> Rows:
        """Return the rows."""
        content, outputs, foreign, basis = marshal.loads(self.packed)
        return Rows(content, {path: Output(*row) for path, row in outputs.items()}, foreign, basis)


def packed(rows: Rows) -> bytes:
    """Return rows as a head holds them. `marshal` also writes names of files that are no UTF-8."""
    outputs = {path: tuple(row) for path, row in rows.outputs.items()}
    return marshal.dumps((dict(rows.content), outputs, rows.foreign, rows.basis))


def load(file: Path) -> Head | None:
    """Read a manifest; nothing if there is none that can be used."""
    try:
        data = b"" if file.is_symlink() else file.read_bytes()
    except OSError:
        return None
    if len(data) < SEAL or digest(data[SEAL:]) != data[:SEAL]:
        return None
    found: Any = marshal.loads(data[SEAL:])  # the checksum says that these are the bytes which `dump` wrote
    if found[0] != FORMAT:
        return None
    return Head(Version(*found[1]), *found[2:])


def dump(head: Head) -> bytes:
    """Return the bytes of a manifest."""
    data = marshal.dumps((FORMAT, tuple(head.version), *head[1:]))
    return digest(data) + data
