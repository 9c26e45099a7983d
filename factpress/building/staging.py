"""The folders of a build: where it works, who may work there, and what a killed build left.

Beside `site/` lies `.site.factpress/`: the manifest, the cache, a lock, and the site to come while a build runs.
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


class Staging(NamedTuple):
    """The folders of one build."""

    site: Path
    """What readers see; links resolved."""
    state: Path
    """Ours, beside it."""

    @property
    def fresh(self) -> Path:
        """The folder of the site to come."""
        return self.state / "fresh"

    @property
    def old(self) -> Path:
        """The last site, between two renames."""
        return self.state / "old"

    @property
    def manifest(self) -> Path:
        """The file that says what was built."""
        return self.state / "manifest"

    @property
    def coming(self) -> Path:
        """The manifest of a site that may or may not be in its place yet."""
        return self.state / "manifest.next"

    @property
    def cache(self) -> Path:
        """The file of the cache."""
        return self.state / "cache"


@contextmanager
def staging(output: Path) -> Iterator[Staging]:
    """Lock the output, mend what a killed build left, and give a place to build in.

    Raises Busy, NotOurs, and OSError when a folder cannot be made or written.
    """
    site = Path(os.path.realpath(output))
    here = Staging(site, site.parent / f".{site.name}.factpress")
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


def _refuse_strangers(here: Staging, output: Path) -> None:
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


def recover(here: Staging) -> None:
    """Finish or undo a build that was killed, so that site and manifest belong together."""
    if not here.site.exists() and here.old.exists():  # killed between the two renames of a plain swap
        here.old.rename(here.site)
    if here.coming.exists():
        # The manifest to come begins with the number (inode) of its folder: is that the one readers see?
        number, _, rest = here.coming.read_bytes().partition(b"\n")
        if here.site.exists() and str(here.site.stat().st_ino).encode() == number:
            replace(here.manifest, rest)
        here.coming.unlink()
    remove(here.fresh)
    remove(here.old)


def remove(folder: Path) -> None:
    """Delete a folder with all that is in it, if it is there."""
    if folder.exists():
        from shutil import rmtree  # loaded only when something is removed

        rmtree(folder, ignore_errors=True)


def replace(file: Path, data: bytes) -> None:
    """Write a file as a whole: nobody sees half of it."""
    temporary = file.with_name(file.name + ".tmp")
    temporary.write_bytes(data)
    temporary.replace(file)
