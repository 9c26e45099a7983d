"""Put a site on disk: build beside, then swap.

Beside `site/` lies `.site.factpress/`: the manifest and its records, a lock, and `next/`, which holds the site of the
build before. It is brought up to date by what changed since, takes the new files, and changes places with `site/` in
one step of the operating system where that has one. So an edit costs what it changes, and readers see one or the other.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from factpress.exchange import exchange

Stat = tuple[int, int]
"""Size in bytes and time of last change in nanoseconds."""


HARMLESS = {".git", ".nojekyll", "CNAME"}
"""What may lie in a folder before its first build."""


class Busy(OSError):
    """Another build of the same site is running."""


class NotOurs(OSError):
    """The output is a folder that somebody uses for something else."""


class Stage(NamedTuple):
    """The folders of one build."""

    site: Path
    """What readers see; links resolved."""
    state: Path
    """Ours, beside it."""

    @property
    def fresh(self) -> Path:
        """Return the folder of what this build makes."""
        return self.state / "fresh"

    @property
    def scratch(self) -> Path:
        """Return the folder of what is of no use after this build."""
        return self.state / "scratch"

    @property
    def next(self) -> Path:
        """Return the folder of the site before the present one."""
        return self.state / "next"

    @property
    def work(self) -> Path:
        """Return the folder of the site to come."""
        return self.state / "work"

    @property
    def manifest(self) -> Path:
        """Return the file that remembers what was built."""
        return self.state / "manifest"

    @property
    def coming(self) -> Path:
        """Return the manifest of a site that may or may not have been swapped in yet."""
        return self.state / "manifest.next"

    @property
    def behind(self) -> Path:
        """Return the file that says in what `next/` is behind `site/`; without it `next/` is of no use."""
        return self.state / "behind"


@contextmanager
def stage(output: Path) -> Iterator[Stage]:
    """Lock the output, mend what a killed build left, and give a place to build in.

    Raises Busy, NotOurs, and OSError when a folder cannot be made or written.
    """
    site = output.resolve()
    here = Stage(site, site.parent / f".{site.name}.factpress")
    if site.exists() and not site.is_dir():
        raise NotADirectoryError(f"{output} is a file, not a folder")
    _refuse_strangers(here, output)
    here.state.mkdir(parents=True, exist_ok=True)
    with _locked(here.state / "lock", output):
        recover(here)
        try:
            yield here
        finally:
            _remove(here.fresh)
            _remove(here.scratch)


def _refuse_strangers(here: Stage, output: Path) -> None:
    """Refuse a folder whose files no build made: a swap would move all of them."""
    unknown = here.site.is_dir() and not here.state.is_dir() and not (here.site / "data" / "claims.json").exists()
    if unknown and {entry.name for entry in here.site.iterdir()} - HARMLESS:
        raise NotOurs(f"{output} holds files that no build made; give a folder of its own with --output")


@contextmanager
def _locked(path: Path, output: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are the user's own affair
        yield
        return
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another build is writing {output}") from None
        yield


def recover(here: Stage) -> None:
    """Finish or undo a build that was killed, so that site and manifest belong together."""
    aside = here.state / "old"
    if not here.site.exists() and aside.exists():  # killed between the two renames of a plain swap
        aside.rename(here.site)
    if here.coming.exists():
        # The manifest to come begins with the number of its folder: is that the one readers see?
        number, _, rest = here.coming.read_bytes().partition(b"\n")
        if here.site.exists() and str(here.site.stat().st_ino).encode() == number:
            _replace(here.manifest, rest)
        here.coming.unlink()
    for leftover in (here.fresh, here.scratch, here.work, aside, *(() if here.behind.exists() else (here.next,))):
        _remove(leftover)


def _remove(folder: Path) -> None:
    if folder.exists():
        from shutil import rmtree  # loaded only when something is removed

        rmtree(folder, ignore_errors=True)


def compiled(here: Stage, edition: str) -> Path:
    """Return the folder that keeps compiled templates of an edition; those of other editions go."""
    folder = here.state / f"templates-{edition}"
    if not folder.is_dir():
        for other in here.state.glob("templates-*"):
            _remove(other)
        folder.mkdir(exist_ok=True)
    return folder


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
        here.behind.write_bytes(marshal.dumps((*made, *gone, *foreign)))
    else:  # all is new: take links of it now, so that the next edit need not
        _remove(here.work)
        _remove(here.next)
        _take(here.site, here.next, (*made, *foreign))
        here.behind.write_bytes(marshal.dumps(foreign))


def note(here: Stage, manifest: bytes) -> None:
    """Write the manifest of a site that stays as it is."""
    _replace(here.manifest, manifest)


def _update(
    here: Stage, made: Collection[str], kept: Collection[str], gone: Iterable[str], foreign: tuple[str, ...]
) -> None:
    """Make the site to come from the one before the present, by what differs."""
    if here.behind.exists():
        behind = marshal.loads(here.behind.read_bytes())
        here.behind.unlink()
        here.next.rename(here.work)
    else:
        behind = (*kept, *foreign)
        here.work.mkdir()
    stale = [path for path in dict.fromkeys((*behind, *gone, *foreign)) if path not in made]
    for path in stale:
        _unlink(here.work, path)
    others = set(foreign)
    _take(here.site, here.work, (path for path in stale if path in kept or path in others))
    for path in made:
        _move(here.fresh, here.work, path)


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
            _remove(Path(target))
        os.replace(source, target)


def _unlink(here: Path, path: str) -> None:
    """Take a file away, and the folders that held nothing else."""
    with suppress(OSError):
        os.unlink(f"{here}/{path}")
        folder = os.path.dirname(path)
        while folder:
            os.rmdir(f"{here}/{folder}")
            folder = os.path.dirname(folder)


def _replace(file: Path, data: bytes) -> None:
    temporary = file.with_name(file.name + ".tmp")
    temporary.write_bytes(data)
    temporary.replace(file)
