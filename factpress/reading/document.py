"""A file of the content, cut into what it is made of."""

from __future__ import annotations

from msgspec import Struct

from factpress.model.diagnostics import Report
from factpress.reading.bytes import clean
from factpress.reading.scan import File
from factpress.reading.yaml import Front, split
from factpress.reading.yaml import read as read_yaml


class Document(Struct, frozen=True, gc=False):
    """A file as it is written: YAML, and for Markdown a body."""

    file: File
    front: Front
    body: str = ""
    body_line: int = 1
    """The line of the file on which the body begins, from 1."""


def document(file: File, data: bytes, report: Report) -> Document | None:
    """Return what the bytes of a file say; report why they cannot be read and return nothing then."""
    path = "content/" + file.path
    text = clean(data, path, report)
    if text is None:
        return None
    if path.endswith(".yaml"):
        front = read_yaml(text, path, report)
        return Document(file, front) if front else None
    cut = split(text, path, report)
    return Document(file, cut.front, cut.body, cut.body_line) if cut else None
