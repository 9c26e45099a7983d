"""Put a site on disk: build beside, then swap.

Beside `site/` lies `.site.factpress/` with the manifest, a lock and, while a build runs, the site to come. Only the
swap touches `site/`, and it is one step of the operating system where that has one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

Stat = tuple[int, int]
"""Size in bytes and time of last change in nanoseconds."""


HARMLESS = {".git", ".nojekyll", "CNAME"}
"""What may lie in a folder before its first build."""


class Busy(OSError):
    """Another build of the same site is running."""


class NotOurs(OSError):
    """The output is a folder that somebody uses for something else."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The folders of one build."""

    site: Path
    """What readers see; links resolved."""
    state: Path
    """Ours, beside it."""

    @property
    def next(self) -> Path:
        """Return the folder in which the site to come is built."""
        return self.state / "next"

    @property
    def manifest(self) -> Path:
        """Return the file that remembers what was built."""
        return self.state / "manifest"

    @property
    def coming(self) -> Path:
        """Return the manifest of a site that may or may not have been swapped in yet."""
        return self.state / "manifest.next"


@contextmanager
def stage(output: Path) -> Iterator[Stage]:
    """Lock the output, mend what a killed build left, and give an empty folder to build in.

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
        here.next.mkdir()
        try:
            yield here
        finally:
            shutil.rmtree(here.next, ignore_errors=True)


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
    for leftover in (here.next, aside):
        shutil.rmtree(leftover, ignore_errors=True)


def compiled(here: Stage, edition: str) -> Path:
    """Return the folder that keeps compiled templates of an edition; those of other editions go."""
    folder = here.state / f"templates-{edition}"
    if not folder.is_dir():
        for other in here.state.glob("templates-*"):
            shutil.rmtree(other, ignore_errors=True)
        folder.mkdir(exist_ok=True)
    return folder


def put(here: Stage, path: str, data: bytes) -> Stat:
    """Write a file of the site to come."""
    target = here.next / path
    try:
        handle = open(target, "wb")  # noqa: SIM115 - closed below; folders are made only when one is missing
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = open(target, "wb")  # noqa: SIM115
    with handle:
        handle.write(data)
    return stat(target)


def keep(here: Stage, path: str) -> None:
    """Take a file over from the site as it is, without copying its bytes."""
    target = here.next / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(here.site / path, target)
    except OSError:  # a file system without links
        shutil.copy2(here.site / path, target)


def stat(file: Path) -> Stat:
    """Return what tells cheaply whether a file was touched. Raises FileNotFoundError."""
    found = os.lstat(file)
    return found.st_size, found.st_mtime_ns


def keep_foreign(here: Stage, ours: Callable[[str], bool]) -> tuple[str, ...]:
    """Take over every file of the site that we never wrote, such as a CNAME; return their paths."""
    kept: list[str] = []
    for folder, _, names in os.walk(here.site):
        for name in names:
            path = (Path(folder) / name).relative_to(here.site).as_posix()
            if not ours(path) and not (here.next / path).exists():
                with suppress(FileExistsError, NotADirectoryError):
                    keep(here, path)
                    kept.append(path)
    return tuple(sorted(kept))


def swap(here: Stage, manifest: bytes) -> None:
    """Put the site to come in the place of the present one, then the manifest."""
    here.coming.write_bytes(str(here.next.stat().st_ino).encode() + b"\n" + manifest)
    if here.site.exists():
        if not _exchange(here.next, here.site):
            aside = here.state / "old"
            here.site.rename(aside)
            here.next.rename(here.site)
            shutil.rmtree(aside, ignore_errors=True)
    else:
        here.next.rename(here.site)
    _replace(here.manifest, manifest)
    here.coming.unlink()


def _replace(file: Path, data: bytes) -> None:
    temporary = file.with_name(file.name + ".tmp")
    temporary.write_bytes(data)
    temporary.replace(file)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux `renameat2`, macOS `renamex_np`), or return False."""
    if os.name != "posix":
        return False
    import ctypes  # loaded only when a site is swapped

    library = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        at_cwd, exchange = -100, 2
        return bool(library.renameat2(at_cwd, a, at_cwd, b, exchange) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(a, b, 2) == 0)
    return False
