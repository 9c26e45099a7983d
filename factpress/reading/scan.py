"""Load the files under `content/`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factpress.building.files import Survey, digest
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.bytes import clean
from factpress.reading.yaml import Front, split
from factpress.reading.yaml import read as read_yaml

FOLDERS = {"claims": ".md", "transcripts": ".md", "pages": ".md", "sources": ".yaml"}
"""Folders whose files are documents, and how their names end."""

REQUIRED = {
    "site.yaml": "it holds title, base_url, language, publisher and front_transcript",
    "verdicts.yaml": "it lists the verdicts: id, rank, label, meaning, icon and tone",
    "topics.yaml": "it lists the topics: id, label and description",
}
LEDGER = "permalinks.txt"
IGNORED = {"README.md", LEDGER}
IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class File:
    """A document, known by its name."""

    folder: str
    """`claims`, `transcripts`, `pages`, `sources`, or empty for the files at the top."""
    id: str
    lang: str
    """From the name `<id>.<lang>.md`."""
    path: str
    """Below the content folder, with forward slashes."""


@dataclass(frozen=True, slots=True)
class Document(File):
    """A file as it was read."""

    digest: bytes
    """Of its bytes."""
    front: Front
    body: str = ""
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Content:
    """The files at the top, read, and the names of the others, sorted by path."""

    documents: tuple[Document, ...]
    files: tuple[File, ...]
    ledger: str
    """The text of `permalinks.txt`."""
    unread: frozenset[str]
    """What of the top could not be read, as `topics:*`."""
    digests: dict[str, bytes]
    """Of the bytes of the files at the top."""


def load(content: Path, found: Survey, top: bool, report: Report) -> Content:
    """Read the files at the top of the content folder, if they are wanted, and sort the names of the others.

    Raises OSError when a file cannot be read.
    """
    unread: set[str] = set()
    for name, why in REQUIRED.items():
        if name not in found.files:
            unread.add(f"{name.removesuffix('.yaml')}:*")
            report(Diagnostic("FP201", Location("content/" + name), "this file is missing", why))
    named = tuple(files(content, found, report))
    at_top = [file for file in named if top and not file.folder]
    documents = tuple(document for file in at_top if (document := read(content, file, unread, report)))
    data = (content / LEDGER).read_bytes() if top and LEDGER in found.files else None
    ledger = clean(data, "content/" + LEDGER, report) if data is not None else ""
    digests = {document.path: document.digest for document in documents}
    digests |= {LEDGER: digest(data)} if data is not None else {}
    rest = tuple(file for file in named if file.folder)
    return Content(documents, rest, ledger or "", frozenset(unread), digests)


def read(content: Path, file: File, unread: set[str], report: Report) -> Document | None:
    """Read one document; report why it cannot be read and add its name to `unread` then.

    That name is `claims:<id>`, or `sources:*` where any of a kind may be missing. Raises OSError.
    """
    if file.folder and not IDENTIFIER.fullmatch(file.id):
        help = "name the file with small letters, digits and hyphens: some-claim.md"
        report(Diagnostic("FP208", Location("content/" + file.path), f"'{file.id}' cannot be an id", help))
        return None
    document = _document(content, file, report)
    if not document:
        kind = file.folder or file.id
        unread.add(f"{kind}:{file.id}" if kind in ("claims", "transcripts", "pages") else f"{kind}:*")
    return document


def files(content: Path, found: Survey, report: Report) -> Iterator[File]:
    """Yield the documents, sorted; report names that differ by case only, files of no use and links that leave."""
    paths = set(found.files)
    home = content.resolve() if found.links else content
    for path in found.links:
        leaves = not Path(os.path.realpath(content / path)).is_relative_to(home)
        if leaves or path not in paths:
            paths.discard(path)
            message = "this link leaves the content folder" if leaves else "this link leads to no file"
            report(Diagnostic("FP108", Location("content/" + path), message, "put the file itself here"))
    seen: dict[str, str] = {}
    # Of two names that differ by case, the one in small letters is the document.
    for path in sorted(paths, key=lambda path: (path.casefold(), not path.islower(), path)):
        folder, _, name = path.rpartition("/")
        if not (path in REQUIRED or (folder in FOLDERS and name.endswith(FOLDERS[folder]) and name not in IGNORED)):
            if path not in IGNORED and name not in IGNORED:
                help = _expected(folder, name)
                report(Diagnostic("FP109", Location("content/" + path), "nothing reads this file", help))
        elif path.casefold() in seen:
            other = seen[path.casefold()]
            help = f"{other} has the same name; some file systems cannot tell them apart"
            report(Diagnostic("FP207", Location("content/" + path), "two files with one id", help))
        else:
            seen[path.casefold()] = path
            yield File(folder, *_identify(folder, name), path)


def _expected(folder: str, name: str) -> str:
    if folder in FOLDERS:
        return f"files of {folder}/ end with {FOLDERS[folder]}"
    return "documents lie in claims/, transcripts/, sources/ and pages/"


def _identify(folder: str, name: str) -> tuple[str, str]:
    stem, _, _ = name.rpartition(".")
    if folder in ("claims", "transcripts") and "." in stem:
        id, _, lang = stem.partition(".")
        return id, lang
    return stem, ""


def _document(content: Path, file: File, report: Report) -> Document | None:
    path = "content/" + file.path
    with open(f"{content}/{file.path}", "rb", buffering=0) as opened:  # half the calls of `read_bytes`
        data = opened.read()
    text = clean(data, path, report)
    if text is None:
        return None
    name = (file.folder, file.id, file.lang, file.path, digest(data))
    if path.endswith(".yaml"):
        front = read_yaml(text, path, report)
        return Document(*name, front) if front else None
    cut = split(text, path, report)
    return Document(*name, cut.front, cut.body, cut.body_line) if cut else None
