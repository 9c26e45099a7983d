"""Look at a folder without opening a file: names, sizes, times."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

Stat = tuple[int, int, int]
"""Size in bytes, time of the last change of the content and of the file's entry, both in nanoseconds."""


class Survey(NamedTuple):
    """The files below a folder, by path with forward slashes, sorted."""

    files: dict[str, Stat]
    links: tuple[str, ...]
    """Those of the entries that are symbolic links, also to folders."""


def survey(folder: Path, hidden: bool = False) -> Survey:
    """List the files below a folder; hidden names are passed over unless asked for.

    Links to files are followed, links to folders are not. Raises FileNotFoundError when the folder is missing, and
    OSError when one cannot be read.
    """
    files: dict[str, Stat] = {}
    links: list[str] = []
    _list(os.fspath(folder), "", hidden, files, links)
    return Survey(dict(sorted(files.items())), tuple(sorted(links)))


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


def templates(folder: Path) -> list[Path]:
    """Return the files below a folder of templates, sorted; hidden ones and backups (`~`) are none."""
    return [folder / path for path in survey(folder).files if not path.endswith("~")]


def digest(data: bytes) -> bytes:
    """Return a short hash of a file's bytes."""
    return blake2b(data, digest_size=12).digest()
