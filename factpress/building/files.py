"""What lies in a folder: names, sizes and times, without opening a file."""

from __future__ import annotations

import marshal
import os
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

Stat = tuple[int, int, int]
"""Size in bytes, time of the last change of the bytes and of the file's entry, both in nanoseconds."""


class Listing(NamedTuple):
    """The files below a folder, by path with forward slashes, sorted."""

    files: dict[str, Stat]
    links: tuple[str, ...] = ()
    """The entries that are symbolic links, to files or to folders."""


def listing(folder: Path, hidden: bool = False) -> Listing:
    """List the files below a folder; hidden names are left out unless asked for.

    Links to files are followed, links to folders are not. Raises FileNotFoundError when the folder is missing, and
    OSError when one cannot be read.
    """
    files: dict[str, Stat] = {}
    links: list[str] = []
    _list(os.fspath(folder), "", hidden, files, links)
    return Listing(dict(sorted(files.items())), tuple(sorted(links)))


def _list(folder: str, path: str, hidden: bool, files: dict[str, Stat], links: list[str]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == "." and not hidden:
                continue
            if entry.is_dir(follow_symlinks=False):
                _list(entry.path, f"{path}{name}/", hidden, files, links)
                continue
            if entry.is_symlink():
                links.append(path + name)
                if not os.path.isfile(entry.path):  # a folder, nothing, or itself
                    continue
            found = entry.stat()
            files[path + name] = found.st_size, found.st_mtime_ns, found.st_ctime_ns


def digest(data: bytes) -> bytes:
    """Return a short hash of bytes."""
    return blake2b(data, digest_size=16).digest()


def digest_of_plain(value: Any) -> bytes:
    """Return a short hash of tuples, dictionaries, text and numbers, without loading a library.

    Version 2 of `marshal` writes values only; later versions also write which objects are the same.
    """
    return digest(marshal.dumps(value, 2))
