"""Load the files under `content/`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from factpress.diagnostics import Diagnostic, Place, Report
from factpress.frontmatter import Front, read, split
from factpress.text import nfc

FOLDERS = {"claims": ".md", "transcripts": ".md", "pages": ".md", "sources": ".yaml"}
"""Folders whose files are documents, and how their names end."""

REQUIRED = {
    "site.yaml": "it holds title, base_url, language, publisher and front_transcript",
    "verdicts.yaml": "it lists the verdicts: id, rank, label, meaning, icon and tone",
    "topics.yaml": "it lists the topics: id, label and description",
}
IGNORED = {"README.md", "permalinks.txt"}
IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read."""

    folder: str
    """`claims`, `transcripts`, `pages`, `sources`, or empty for the files at the top."""
    id: str
    lang: str
    """From the name `<id>.<lang>.md`."""
    path: str
    """Below the content folder, with forward slashes."""
    digest: str
    front: Front
    body: str = ""
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Content:
    """All that was read, sorted by path."""

    documents: tuple[Document, ...]
    ledger: str
    """The text of `permalinks.txt`."""
    unread: frozenset[str]
    """What could not be read, as `claims:<id>`; `sources:*` where any of a kind may be missing."""


def load(content: Path, report: Report, mine: Callable[[str], bool] = lambda claim: True) -> Content:
    """Read every file of the content folder, of the claims only those that are mine.

    Raises FileNotFoundError when the folder is missing, and OSError when a file cannot be read.
    """
    paths = tuple(_files(content, report))
    unread: set[str] = set()
    for name, why in REQUIRED.items():
        if name not in paths:
            unread.add(f"{name.removesuffix('.yaml')}:*")
            report(Diagnostic("FP201", Place("content/" + name), "this file is missing", why))
    documents = []
    for path in _unlike(paths, report):
        folder, _, name = path.rpartition("/")
        id, lang = _identify(folder, name)
        if folder == "claims" and not mine(id):
            continue
        if folder and not IDENTIFIER.fullmatch(id):
            help = "name the file with small letters, digits and hyphens: some-claim.md"
            report(Diagnostic("FP208", Place("content/" + path), f"'{id}' cannot be an id", help))
        elif document := _document(content, path, id, lang, report):
            documents.append(document)
        else:
            kind = folder or id
            unread.add(f"{kind}:{id}" if kind in ("claims", "transcripts", "pages") else f"{kind}:*")
    ledger = (
        _text(content / "permalinks.txt", "content/permalinks.txt", report) or "" if "permalinks.txt" in paths else ""
    )
    return Content(tuple(documents), ledger, frozenset(unread))


def _files(content: Path, report: Report) -> Iterator[str]:
    """Yield the paths of all files below the folder, sorted, those that leave it reported."""
    if not content.is_dir():
        raise FileNotFoundError(f"there is no folder {content}")
    home = content.resolve()
    for folder, folders, names in os.walk(content, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*names, *(f for f in folders if os.path.islink(os.path.join(folder, f)))):
            full = Path(folder, name)
            path = full.relative_to(content).as_posix()
            if name.startswith("."):
                continue
            if full.is_symlink() and not full.resolve().is_relative_to(home):
                report(
                    Diagnostic(
                        "FP108",
                        Place("content/" + path),
                        "this link leaves the content folder",
                        "put the file itself here",
                    )
                )
            elif full.is_file():
                yield path


def _raise(error: OSError) -> None:
    raise error


def _unlike(paths: tuple[str, ...], report: Report) -> Iterator[str]:
    """Yield the paths of documents, sorted; report names that differ by case only and files of no use."""
    seen: dict[str, str] = {}
    # Of two names that differ by case, the one in small letters is the document.
    for path in sorted(paths, key=lambda path: (path.casefold(), not path.islower(), path)):
        folder, _, name = path.rpartition("/")
        if not (path in REQUIRED or (folder in FOLDERS and name.endswith(FOLDERS[folder]) and name not in IGNORED)):
            if path not in IGNORED and name not in IGNORED:
                help = _expected(folder, name)
                report(Diagnostic("FP109", Place("content/" + path), "nothing reads this file", help))
        elif path.casefold() in seen:
            other = seen[path.casefold()]
            help = f"{other} has the same name; some file systems cannot tell them apart"
            report(Diagnostic("FP207", Place("content/" + path), "two files with one id", help))
        else:
            seen[path.casefold()] = path
            yield path


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


def _document(content: Path, path: str, id: str, lang: str, report: Report) -> Document | None:
    shown = "content/" + path
    text = _text(content / path, shown, report)
    if text is None:
        return None
    folder = path.rpartition("/")[0]
    digest = blake2b(text.encode(), digest_size=16).hexdigest()
    if path.endswith(".yaml"):
        front = read(text, shown, report)
        return Document(folder, id, lang, path, digest, front) if front else None
    cut = split(text, shown, report)
    return Document(folder, id, lang, path, digest, cut.front, cut.body, cut.body_line) if cut else None


def _text(file: Path, path: str, report: Report) -> str | None:
    """Read a text file; report what is wrong with its bytes and return nothing then."""
    data = file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        where = Place(path, before.count(b"\n") + 1, column)
        report(Diagnostic("FP101", where, f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8"))
        return None
    found = _unclean(text)
    if found:
        code, at, message, help = found
        report(Diagnostic(code, Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), message, help))
        return None
    return nfc(text)


def _unclean(text: str) -> tuple[str, int, str, str] | None:
    if text.startswith("\ufeff"):
        return "FP102", 0, "the file begins with a byte order mark", 'save it as "UTF-8" and not "UTF-8 with BOM"'
    if (at := text.find("\r")) >= 0:
        return "FP103", at, "lines end with carriage returns", 'save the file with "LF" line ends'
    if control := CONTROL.search(text):
        return "FP104", control.start(), f"control character U+{ord(control[0]):04X}", "delete it"
    if not text.strip():
        return "FP105", 0, "the file is empty", "write its content, or delete it"
    return None
