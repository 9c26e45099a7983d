"""What the last build made, so that the next can leave it alone.

The manifest is disposable: without it, or with one of another version, everything is made anew.
"""

from __future__ import annotations

import marshal
import sys
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factpress.model import Artifact
from factpress.write import Stat

FORMAT = "factpress manifest 1"
LIBRARIES = ("jinja2", "markdown-it-py", "mdit-py-plugins", "mdit-py-cjk-friendly", "nh3", "babel")
"""Those whose version can change a byte of the site."""

MAKES_BYTES = {".py", ".html", ".xml", ".yaml"}
"""Kinds of our files that can; styles and script are artifacts themselves."""

Stamps = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a site: from what it was made, and what came of it."""

    path: str
    stamps: Stamps
    """A short hash of each field of its view, and of its template."""
    stat: Stat
    facts: tuple[Any, ...]
    """What `verify` read in it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a site, and whether they can be trusted."""

    made: dict[str, Made]
    stale: str = ""
    """Why everything must be made anew, whatever the hashes say; the names still tell which files are ours."""


Memo = dict[int, tuple[Any, str]]
"""Stamps of values that many views share, by identity; the value is kept so that its identity stays its own."""


def stamps(artifact: Artifact, view: Any, memo: Memo) -> Stamps:
    """Return a short hash of each field of an artifact's view: equal hashes, equal bytes."""
    kind: Any = type(view)
    named = tuple((name, stamp(getattr(view, name), memo)) for name in _names(kind))
    return (("template", artifact.template), *named, ("prose", stamp(artifact.prose, memo)))


def stamp(value: Any, memo: Memo) -> str:
    """Return a short hash of a value.

    A value that carries its file's digest is that digest; one whose class says SHARED is spelled once.
    """
    words: list[str] = []
    _spell(value, words, memo)
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


def _spell(value: Any, words: list[str], memo: Memo) -> None:
    kind: Any = type(value)
    if kind is str:
        words.append(value)  # no text holds NUL: `load` lets none in
    elif kind is tuple:
        words.append(f"[{len(value)}")
        for item in value:
            _spell(item, words, memo)
    elif names := _names(kind):
        words.append(kind.__name__)
        if digest := getattr(value, "digest", None):
            words.append(digest)
        elif getattr(kind, "SHARED", False):
            if id(value) not in memo:
                inner: list[str] = []
                for name in names:
                    _spell(getattr(value, name), inner, memo)
                memo[id(value)] = value, blake2b("\0".join(inner).encode(), digest_size=9).hexdigest()
            words.append(memo[id(value)][1])
        else:
            for name in names:
                _spell(getattr(value, name), words, memo)
    else:
        words.append(f"{kind.__name__} {value!r}")


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
