"""Find out which files of the content folder are read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.ids import IDENTIFIER

FOLDERS = {"claims": ".md", "transcripts": ".md", "pages": ".md", "sources": ".yaml"}
"""Folders whose files are read, and how the names of these files end."""

REQUIRED = {
    "site.yaml": "it holds title, base_url, language, publisher and front_transcript",
    "verdicts.yaml": "it lists the verdicts: id, rank, label, meaning, icon and tone",
    "topics.yaml": "it lists the topics: id, label and description",
}
LEDGER = "permalinks.txt"
TOP = (*REQUIRED, LEDGER)
"""The files at the top, which `top.py` reads."""
IGNORED = "README.md"


class File(Struct, frozen=True, gc=False):
    """A file to be read. All that is known is its name."""

    path: str
    """Below the content folder, with forward slashes."""
    folder: str
    """`claims`, `transcripts`, `pages`, `sources`, or empty for a file at the top."""
    id: str
    lang: str = ""
    """From the name `<id>.<lang>.md`."""


def scan(paths: Iterable[str], report: Report) -> tuple[File, ...]:
    """Return the files in the folders that are to be read, in the order of their paths.

    `paths` are all files below the content folder. Report which file at the top is missing, which files nobody reads,
    and names that cannot be ids or differ by case only.
    """
    paths = tuple(paths)
    for name, why in REQUIRED.items():
        if name not in paths:
            report(Diagnostic("FP201", Location("content/" + name), "this file is missing", why))
    read: dict[str, File] = {}
    # Of two names that differ by case, the one in small letters is read.
    for path in sorted(paths, key=lambda path: (path.casefold(), not path.islower(), path)):
        file = identified(path)
        if path in TOP or path.endswith("/" + IGNORED) or path == IGNORED:
            continue
        if not file:
            report(Diagnostic("FP109", Location("content/" + path), "nothing reads this file", _expected(path)))
        elif other := read.get(path.casefold()):
            help = f"{other.path} has the same name; some file systems cannot tell them apart"
            report(Diagnostic("FP207", Location("content/" + path), "two files with one id", help))
        elif not IDENTIFIER.fullmatch(file.id):
            help = "name the file with small letters, digits and hyphens: some-claim.md"
            report(Diagnostic("FP208", Location("content/" + path), f"'{file.id}' cannot be an id", help))
        else:
            read[path.casefold()] = file
    return tuple(sorted(read.values(), key=lambda file: file.path))


def identified(path: str) -> File | None:
    """Return what the name of a file in one of the folders says; nothing if no such file is read."""
    folder, _, name = path.rpartition("/")
    if not name.endswith(FOLDERS.get(folder, "\0")):
        return None
    stem = name.rpartition(".")[0]
    if folder in ("claims", "transcripts"):
        id, _, lang = stem.partition(".")
        return File(path, folder, id, lang)
    return File(path, folder, stem)


def _expected(path: str) -> str:
    folder = path.rpartition("/")[0]
    if folder in FOLDERS:
        return f"files of {folder}/ end with {FOLDERS[folder]}"
    return "documents lie in claims/, transcripts/, sources/ and pages/"


def without_bad_links(content: Path, paths: Iterable[str], links: Iterable[str], report: Report) -> tuple[str, ...]:
    """Return the paths without links that leave the content folder; report these, and links that lead to no file.

    `links` are those of the entries of the folder that are symbolic links.
    """
    paths, links = tuple(paths), tuple(links)
    home = content.resolve() if links else content
    bad = set()
    for path in links:
        leaves = not Path(os.path.realpath(content / path)).is_relative_to(home)
        if leaves or path not in paths:
            bad.add(path)
            message = "this link leaves the content folder" if leaves else "this link leads to no file"
            report(Diagnostic("FP108", Location("content/" + path), message, "put the file itself here"))
    return tuple(path for path in paths if path not in bad)
