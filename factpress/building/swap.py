"""Put a site on disk: build beside, then swap.

The site of the build before, `next/`, is brought up to date by what changed since, takes the new files, and changes
places with `site/` in one step of the operating system where that has one. So an edit costs what it changes, and
readers see one or the other.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from factpress.building.exchange import exchange
from factpress.building.staging import Stage, remove, replace

Stat = tuple[int, int]
"""Size in bytes and time of last change in nanoseconds."""


def put(here: Stage, path: str, data: bytes) -> Stat:
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


def show(here: Stage, path: str) -> bool:
    """Put a file of the site to come into the present site too, before all else; return whether there is one.

    Until the swap the manifest takes it for a file that somebody changed. If there is no swap, the next build makes it
    again.
    """
    temporary = here.scratch / f"shown-{os.getpid()}"
    try:
        os.link(here.fresh / path, temporary)
        os.replace(temporary, here.site / path)
    except OSError:
        return False
    return True


def swap(
    here: Stage,
    manifest: bytes,
    made: Collection[str],
    kept: Collection[str],
    gone: Iterable[str],
    foreign: Iterable[str],
) -> None:
    """Put the site to come in the place of the present one, then its manifest.

    `made` lies in `fresh/`; `kept` and what others put there (`foreign`) are taken over from `site/`; `gone` is not.
    """
    gone, foreign = tuple(gone), tuple(foreign)
    if kept:
        _update(here, made, kept, gone, foreign)
    else:
        here.behind.unlink(missing_ok=True)
        here.fresh.mkdir(exist_ok=True)
        here.fresh.rename(here.work)
        _take(here.site, here.work, foreign)
    here.coming.write_bytes(str(here.work.stat().st_ino).encode() + b"\n" + manifest)
    if here.site.exists():
        if not exchange(here.work, here.site):
            aside = here.state / "old"
            here.site.rename(aside)
            here.work.rename(here.site)
            aside.rename(here.work)
    else:
        here.work.rename(here.site)
    note(here, manifest)
    here.coming.unlink()
    if kept:
        here.work.rename(here.next)
        _note_behind(here, (*made, *gone, *foreign), kept)
    else:  # all is new: take links of it now, so that the next edit need not
        remove(here.work)
        remove(here.next)
        _take(here.site, here.next, (*made, *foreign))
        _note_behind(here, foreign, made)


def note(here: Stage, manifest: bytes) -> None:
    """Write the manifest of a site that stays as it is."""
    replace(here.manifest, manifest)


def _update(
    here: Stage, made: Collection[str], kept: Collection[str], gone: Iterable[str], foreign: tuple[str, ...]
) -> None:
    """Make the site to come from the one before the present, by what differs."""
    behind = _behind(here)
    here.behind.unlink(missing_ok=True)
    if behind is not None:
        here.next.rename(here.work)
    else:
        remove(here.next)
        behind = (*kept, *foreign)
        here.work.mkdir()
    stale = [path for path in dict.fromkeys((*behind, *gone, *foreign)) if path not in made]
    for path in stale:
        _unlink(here.work, path)
    others = set(foreign)
    _take(here.site, here.work, (path for path in stale if path in kept or path in others))
    for path in made:
        _move(here.fresh, here.work, path)


def _note_behind(here: Stage, paths: tuple[str, ...], others: Iterable[str]) -> None:
    """Note which files of `next/` are not those of `site/`, and when its folders last changed."""
    folders = {path.rpartition("/")[0] for some in (paths, others) for path in some}
    replace(here.behind, marshal.dumps((paths, _times(here.next, sorted(folders)))))


def _behind(here: Stage) -> tuple[str, ...] | None:
    """Return which files of `next/` are not those of `site/`; nothing if it is not as we left it."""
    try:
        paths, folders = marshal.loads(here.behind.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return paths if _times(here.next, folders) == folders else None


def _times(home: Path, folders: Iterable[str]) -> dict[str, int]:
    """Return when folders last got or lost a file, those that are there."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            found[folder] = os.stat(home / folder).st_mtime_ns
    return found


def _take(there: Path, here: Path, paths: Iterable[str]) -> None:
    """Take files over without copying their bytes; what stands in the way of one of ours is left out."""
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


def _move(there: Path, here: Path, path: str) -> None:
    """Put a new file in its place, whatever is there."""
    source, target = f"{there}/{path}", f"{here}/{path}"
    try:
        os.replace(source, target)
    except OSError:
        folder = Path(target).parent
        for parent in (folder, *folder.parents):  # a file of others where we need a folder
            if parent.is_file():
                parent.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        if os.path.isdir(target):
            remove(Path(target))
        os.replace(source, target)


def _unlink(here: Path, path: str) -> None:
    """Take a file away, and the folders that held nothing else."""
    with suppress(OSError):
        os.unlink(f"{here}/{path}")
        folder = os.path.dirname(path)
        while folder:
            os.rmdir(f"{here}/{folder}")
            folder = os.path.dirname(folder)
