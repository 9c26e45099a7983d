"""What decides the bytes of a site besides its content: the program, its libraries, the templates, what was asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from factpress.building.files import listing

LIBRARIES = (
    "jinja2",
    "markupsafe",
    "markdown_it_py",
    "mdit_py_plugins",
    "mdit_py_cjk_friendly",
    "nh3",
    "babel",
    "msgspec",
)
"""Those whose version can change a byte of the site, as their folders are named."""

MAKES_BYTES = (".py", ".yaml")
"""Kinds of the program's files that can change a byte; of the templates all are."""

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Version(NamedTuple):
    """Two hashes: results of a stage hold while the first is the same, files of the site while both are."""

    program: str
    """Our code, Python, the libraries, the owner's modules, and what a run was asked for."""
    templates: str
    """All of that, and the templates."""


def version(templates: Path, asked: Iterable[Any]) -> Version:
    """Return the version of a run. Raises OSError when a template cannot be read."""
    found = blake2b(repr((sys.version, *asked, *_libraries())).encode(), digest_size=16)
    for path in (*sorted(_files(PACKAGE)), *_of_owner()):
        _add(found, path, PACKAGE)
    program = found.hexdigest()
    for path in template_files(templates):
        _add(found, f"{templates}/{path}", os.fspath(templates))
    return Version(program, found.hexdigest())


def template_files(templates: Path) -> list[str]:
    """Return the paths of the files below a folder of templates, sorted; hidden ones and backups (`~`) are none."""
    return [path for path in listing(templates).files if not path.endswith("~")]


def _add(found: Any, path: str, folder: str) -> None:
    with open(path, "rb") as file:
        found.update(os.path.relpath(path, folder).encode() + b"\0" + file.read() + b"\0")


def _libraries() -> list[str]:
    """Return the installed versions of the libraries; the folders of their metadata are named by them."""
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


def _of_owner() -> list[str]:
    """Return the modules that the site's owner has loaded: they lie beside the program, and are not installed."""
    main = getattr(sys.modules["__main__"], "__file__", None)
    if not main:
        return []
    home = os.path.dirname(os.path.abspath(main)) + os.sep
    files = {getattr(module, "__file__", None) or "" for module in tuple(sys.modules.values())} | {
        os.path.abspath(main)
    }
    ours = (file for file in files if file.startswith(home) and not file.startswith(PACKAGE + os.sep))
    return sorted(file for file in ours if "site-packages" not in file and os.path.isfile(file))
