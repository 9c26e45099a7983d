"""What the last build made, so that the next can leave it alone.

The manifest is disposable: without it, or with one of another version, everything is made anew.
"""

from __future__ import annotations

import marshal
import sys
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factpress.stamps import Stamps
from factpress.write import Stat

FORMAT = "factpress manifest 2"
LIBRARIES = ("jinja2", "markdown-it-py", "mdit-py-plugins", "mdit-py-cjk-friendly", "nh3", "babel")
"""Those whose version can change a byte of the site."""

MAKES_BYTES = {".py", ".html", ".xml", ".yaml"}
"""Kinds of our files that can; styles and script are artifacts themselves."""


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a site: from what it was made, and what came of it."""

    path: str
    stamps: Stamps
    """A stamp of each field of its view, of its template and of its prose."""
    stat: Stat
    facts: tuple[Any, ...]
    """What `verify` read in it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a site, and whether they can be trusted."""

    made: dict[str, Made]
    stale: str = ""
    """Why everything must be made anew, whatever the hashes say; the names still tell which files are ours."""


def reasons(path: str, now: Stamps, old: Manifest, stat: Stat | None) -> tuple[str, ...]:
    """Return why a file must be made: names of fields that changed, or a word; nothing if it can stay."""
    before = old.made.get(path)
    if before is None:
        return ("new",)
    if old.stale:
        return (old.stale,)
    if stat is None:
        return ("missing",)
    if stat != before.stat:
        return ("touched",)
    then = dict(before.stamps)
    return tuple(name for name, value in now if then.get(name) != value)


def edition(package: Path, templates: Path, lang: str) -> str:
    """Return a hash of what makes bytes besides the content: code, templates and their language, libraries."""
    found = blake2b(f"{sys.version} {lang}".encode(), digest_size=16)
    for library in LIBRARIES:
        found.update(f"{library} {version(library)}\n".encode())
    for folder in (package, templates):
        files = (file for file in folder.rglob("*") if file.suffix in MAKES_BYTES and file.is_file())
        for file in sorted(files):
            found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def read(file: Path, edition: str, fresh: bool = False) -> Manifest:
    """Read a manifest, stale if it is of another edition or a fresh build is wanted; an empty one if there is none."""
    try:
        found = marshal.loads(file.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return Manifest({})
    if not isinstance(found, tuple) or found[0] != FORMAT:
        return Manifest({})
    stale = "fresh" if fresh else "" if found[1] == edition else "edition"
    return Manifest({row[0]: Made(*row) for row in found[2]}, stale)


def dump(manifest: Manifest, edition: str) -> bytes:
    """Return the bytes of a manifest."""
    rows = tuple((m.path, m.stamps, m.stat, m.facts) for _, m in sorted(manifest.made.items()))
    return marshal.dumps((FORMAT, edition, rows))
