"""The folders of a build: where it works, who may work there, and what a killed one left.

Beside `site/` lies `.site.factpress/`: the manifest and its records, a lock, and `next/`, which holds the site of the
build before.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HARMLESS = {".git", ".nojekyll", "CNAME"}
"""What may lie in a folder before its first build."""


class Busy(OSError):
    """Another process is at the same work."""


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
    site = Path(os.path.realpath(output))
    here = Stage(site, site.parent / f".{site.name}.factpress")
    if site.exists() and not site.is_dir():
        raise NotADirectoryError(f"{output} is a file, not a folder")
    _refuse_strangers(here, output)
    here.state.mkdir(parents=True, exist_ok=True)
    with locked(here.state / "lock", f"another build is writing {output}"):
        recover(here)
        try:
            yield here
        finally:
            remove(here.fresh)
            remove(here.scratch)


def _refuse_strangers(here: Stage, output: Path) -> None:
    """Refuse a folder whose files no build made: a swap would move all of them."""
    unknown = here.site.is_dir() and not here.state.is_dir() and not (here.site / "data" / "claims.json").exists()
    if unknown and {entry.name for entry in here.site.iterdir()} - HARMLESS:
        raise NotOurs(f"{output} holds files that no build made; give a folder of its own with --output")


@contextmanager
def locked(path: Path, otherwise: str) -> Iterator[None]:
    """Hold a lock. Raises Busy with those words if another process holds it."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(otherwise) from None
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
            replace(here.manifest, rest)
        here.coming.unlink()
    for leftover in (here.fresh, here.scratch, here.work, aside, *(() if here.behind.exists() else (here.next,))):
        remove(leftover)


def remove(folder: Path) -> None:
    """Take a folder away with all that is in it, if it is there."""
    if folder.exists():
        from shutil import rmtree  # loaded only when something is removed

        rmtree(folder, ignore_errors=True)


def compiled(here: Stage, edition: str) -> Path:
    """Return the folder that keeps compiled templates of an edition; those of other editions go."""
    folder = here.state / f"templates-{edition}"
    if not folder.is_dir():
        for other in here.state.glob("templates-*"):
            remove(other)
        folder.mkdir(exist_ok=True)
    return folder


def replace(file: Path, data: bytes) -> None:
    """Write a file as a whole: nobody sees half of it."""
    temporary = file.with_name(file.name + ".tmp")
    temporary.write_bytes(data)
    temporary.replace(file)
