"""Load the files under `content/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from factpress.diagnostics import Diagnostic, Place, Report
from factpress.frontmatter import Front, read, split
from factpress.survey import Survey, survey
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

    digest: str
    """Of its YAML."""
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


def load(
    content: Path, report: Report, mine: Callable[[str], bool] = lambda path: True, found: Survey | None = None
) -> Content:
    """Read the files of the content folder: those at the top, and of the others those that are mine.

    Raises FileNotFoundError when the folder is missing, and OSError when a file cannot be read.
    """
    found = found or survey(content)
    unread: set[str] = set()
    for name, why in REQUIRED.items():
        if name not in found.files:
            unread.add(f"{name.removesuffix('.yaml')}:*")
            report(Diagnostic("FP201", Place("content/" + name), "this file is missing", why))
    documents = []
    for file in files(content, found, report):
        if file.folder and not mine(file.path):
            continue
        if file.folder and not IDENTIFIER.fullmatch(file.id):
            help = "name the file with small letters, digits and hyphens: some-claim.md"
            report(Diagnostic("FP208", Place("content/" + file.path), f"'{file.id}' cannot be an id", help))
        elif document := _document(content, file, report):
            documents.append(document)
        else:
            kind = file.folder or file.id
            unread.add(f"{kind}:{file.id}" if kind in ("claims", "transcripts", "pages") else f"{kind}:*")
    has_ledger = "permalinks.txt" in found.files
    ledger = _text(content / "permalinks.txt", "content/permalinks.txt", report) if has_ledger else ""
    return Content(tuple(documents), ledger or "", frozenset(unread))


def files(content: Path, found: Survey, report: Report) -> Iterator[File]:
    """Yield the documents, sorted; report names that differ by case only, files of no use and links that leave."""
    paths = set(found.files)
    home = content.resolve() if found.links else content
    for path in found.links:
        if not (content / path).resolve().is_relative_to(home):
            paths.discard(path)
            help = "put the file itself here"
            report(Diagnostic("FP108", Place("content/" + path), "this link leaves the content folder", help))
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
    text = _text(content / file.path, path, report)
    if text is None:
        return None
    name = (file.folder, file.id, file.lang, file.path)
    if path.endswith(".yaml"):
        front = read(text, path, report)
        return Document(*name, _digest(text), front) if front else None
    cut = split(text, path, report)
    return Document(*name, _digest(text), cut.front, cut.body, cut.body_line) if cut else None


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


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
