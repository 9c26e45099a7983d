"""What the last build left, so that the next one can see what differs.

The manifest is disposable: one that is damaged, of another format or a symbolic link is none. Its head says whether
anything differs at all; its rows, which take longer to read, say what.
"""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import Any, NamedTuple

from factpress.building.files import digest
from factpress.building.version import Version

FORMAT = "factpress manifest 3"
SEAL = len(digest(b""))


class Head(NamedTuple):
    """What every build reads of the last one."""

    version: Version
    state: bytes
    """Hash of the content's and the site's files with their sizes and times."""
    result: bytes
    """What the build returned, to be returned again."""
    files: int
    """How many files the site has."""
    rows: bytes
    """The rows of all files (`Rows`), encoded."""


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
