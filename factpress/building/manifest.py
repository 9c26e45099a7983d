"""What the last build read and made, so that the next can leave it alone.

The manifest is disposable: without it, or with one of another version, everything is read and made anew. Lists are kept
flat, so that a build with nothing to do reads them in milliseconds; what is known of one file is a record, read when it
is needed (`records`).
"""

from __future__ import annotations

import marshal
import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from factpress.building.files import templates as files
from factpress.building.records import NOTHING, Ref, whole

FORMAT = "factpress manifest 2"
LIBRARIES = ("jinja2", "markupsafe", "markdown_it_py", "mdit_py_plugins", "mdit_py_cjk_friendly", "nh3", "babel")
"""Those whose version can change a byte of the site, as their folders are named."""

MAKES_BYTES = (".py", ".yaml")
"""Kinds of the program's files that can; of the templates all are."""

Times = Mapping[str, tuple[int, ...]]
"""Paths, each with numbers that tell cheaply whether the file was touched."""

Flat = tuple[str, int, bytes]
"""The same as one text and one array, and how many numbers each path has."""


class Left(NamedTuple):
    """What the last build left; empty before the first."""

    stale: str = "new"
    """Why everything must be read and made anew; the names still tell which files are ours."""
    forgotten: bool = True
    """Whether everything must be read anew."""
    serial: int = 0
    """Counts the builds that made everything anew."""
    records: tuple[tuple[str, int], ...] = ()
    """Files in which records are kept, with their sizes."""
    content: Flat = ("", 3, b"")
    """Files of the content folder."""
    site: Flat = ("", 2, b"")
    """Our files of the site."""
    foreign: tuple[str, ...] = ()
    """Files of the site that others put there."""
    told: bytes = b""
    """What was found, and how many claims there are: `marshal`."""
    rows: bytes = b""
    """What is known of each file: `marshal`."""


class Past(Left):
    """What the last build left, taken apart when it is asked for."""

    @cached_property
    def read(self) -> Times:
        """Return the files of the content folder."""
        return _times(*self.content)

    @cached_property
    def made(self) -> Times:
        """Return our files of the site."""
        return _times(*self.site)

    @cached_property
    def known(self) -> Known:
        """Return what is known of each file."""
        known = Known(*marshal.loads(self.rows)) if self.rows else Known({}, {}, NOTHING, NOTHING)
        return Known({}, known.made, NOTHING, NOTHING) if self.forgotten else known


class Known(NamedTuple):
    """What is known of each file."""

    read: dict[str, tuple[bytes, Ref]]
    """By content path: the digest of its bytes, and the record of what it says."""
    made: dict[str, Ref]
    """By path in the site: the record of how it was made."""
    names: Ref
    """The record of every name that a body can refer to."""
    top: Ref
    """The record of what the files at the top say."""


Edition = tuple[str, str]
"""What besides the content decides what is read in it, and what is made of it."""


def recall(file: Path, edition: Edition, fresh: bool = False) -> Past:
    """Read a manifest, stale if it is of another edition or a fresh build is wanted; an empty one if there is none."""
    try:
        found = marshal.loads(file.read_bytes())
        if not isinstance(found, tuple) or found[0] != FORMAT:
            return Past()
        _, of, *rest = found
        stale = "fresh" if fresh else "" if of == edition else "edition"
        past = Past(stale, fresh or of[0] != edition[0], *rest)
        # Without its records a manifest still says which files are ours.
        return past if whole(file.parent, past.records) else past._replace(stale="fresh", forgotten=True, rows=b"")
    except (OSError, ValueError, EOFError, TypeError):
        return Past()


def dump(past: Past, edition: Edition) -> bytes:
    """Return the bytes of a manifest."""
    rest = (past.serial, past.records, past.content, past.site, past.foreign, past.told, past.rows)
    return marshal.dumps((FORMAT, edition, *rest))


def flat(times: Times, width: int) -> Flat:
    """Return paths and their numbers as one text and one array."""
    return "\0".join(times), width, array("q", chain.from_iterable(times.values())).tobytes()


def _times(paths: str, width: int, numbers: bytes) -> Times:
    if not paths:
        return {}
    all = array("q")
    all.frombytes(numbers)
    return dict(zip(paths.split("\0"), zip(*(all[n::width] for n in range(width)), strict=True), strict=True))


def edition(package: Path, templates: Path, more: Iterable[Path], words: Iterable[Any]) -> Edition:
    """Return hashes of our code with its libraries and what a run is asked for, and of these with the templates.

    `more` are files of the site's owner that add to the line.
    """
    found = blake2b(repr((sys.version, *words, *_versions())).encode(), digest_size=16)
    for path in (*sorted(_files(os.fspath(package))), *map(os.fspath, more)):
        _add(found, path, package)
    reading = found.hexdigest()
    for file in files(templates):
        _add(found, os.fspath(file), templates)
    return reading, found.hexdigest()


def _add(found: Any, path: str, folder: Path) -> None:
    with open(path, "rb") as file:
        found.update(os.path.relpath(path, folder).encode() + b"\0" + file.read() + b"\0")


def _versions() -> list[str]:
    """Return the installed versions of the libraries; their metadata's folders are named by them."""
    wanted = tuple(name + "-" for name in LIBRARIES)
    found: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        found.update(name for name in os.listdir(folder) if name.lower().startswith(wanted) and "." in name)
    return sorted(found)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.endswith(MAKES_BYTES):
                yield entry.path
