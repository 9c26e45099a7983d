"""Put a site on disk: write it beside the present one, then exchange the two folders in one step.

Files that stay are taken over as hard links, so an edit writes what it changes, and readers see one site or the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from factpress.building.staging import Staging, remove, replace

Stat = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


def write(here: Staging, path: str, data: bytes) -> Stat:
    """Write a file of the site to come."""
    target = f"{here.fresh}/{path}"
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    except FileNotFoundError:  # folders are made only when one is missing
        os.makedirs(os.path.dirname(target), exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        found = os.fstat(handle)
    finally:
        os.close(handle)
    return found.st_size, found.st_mtime_ns


def show(here: Staging, path: str) -> bool:
    """Put a file of the site to come into the present site before the others; return whether that could be done.

    Until the swap the manifest takes it for a file that somebody changed. If no swap follows, the next build makes it
    again.
    """
    temporary = here.state / "shown.tmp"
    try:
        temporary.unlink(missing_ok=True)
        os.link(here.fresh / path, temporary)
        os.replace(temporary, here.site / path)
    except OSError:
        return False
    return True


def swap(here: Staging, manifest: bytes, kept: Iterable[str], foreign: Iterable[str]) -> None:
    """Put the site to come in the place of the present one, then its manifest.

    What was made lies in `fresh/`; `kept` and what others put there (`foreign`) are taken over from the present site.
    """
    here.fresh.mkdir(exist_ok=True)
    _take_over(here.site, here.fresh, kept)
    _take_over(here.site, here.fresh, foreign)
    here.coming.write_bytes(str(here.fresh.stat().st_ino).encode() + b"\n" + manifest)
    if not here.site.exists():
        here.fresh.rename(here.site)
    elif not exchange(here.fresh, here.site):
        here.site.rename(here.old)
        here.fresh.rename(here.site)
    note(here, manifest)
    here.coming.unlink()
    remove(here.fresh)
    remove(here.old)


def note(here: Staging, manifest: bytes) -> None:
    """Write the manifest of a site that stays as it is."""
    replace(here.manifest, manifest)


def _take_over(there: Path, here: Path, paths: Iterable[str]) -> None:
    """Link files without copying their bytes; what stands in the way of a file that is already here is left out."""
    for path in paths:
        source, target = f"{there}/{path}", f"{here}/{path}"
        with suppress(FileExistsError, NotADirectoryError):
            try:
                os.link(source, target)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.link(source, target)
            except (FileExistsError, NotADirectoryError):
                raise
            except OSError:  # a file system without links
                from shutil import copy2

                copy2(source, target)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux `renameat2`, macOS `renamex_np`), or return False.

    It is the one thing here that the standard library cannot do.
    """
    if os.name != "posix":
        return False
    import ctypes  # loaded only when a site is swapped

    library = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        at_cwd, swap_both = -100, 2
        return bool(library.renameat2(at_cwd, a, at_cwd, b, swap_both) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(a, b, 2) == 0)
    return False
