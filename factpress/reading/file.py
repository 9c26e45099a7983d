"""Read one file of a folder: claim, list of sources, transcript or page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from factpress.model.content import Site
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Reading
from factpress.reading.claims import claim
from factpress.reading.document import Document, document
from factpress.reading.pages import page
from factpress.reading.scan import File
from factpress.reading.sources import sources
from factpress.reading.transcripts import script

READERS: dict[str, Callable[[Document, Site, Report], Reading]] = {
    "claims": claim,
    "sources": sources,
    "transcripts": script,
    "pages": page,
}
"""What reads the files of each folder."""


def read(content: Path, file: File, site: Site) -> Reading:
    """Return what a file says and what is wrong with it. Raises OSError when it cannot be opened."""
    return parsed(file, load(content, file), site)


def load(content: Path, file: File) -> bytes:
    """Return the bytes of a file. Raises OSError when it cannot be opened."""
    with open(f"{content}/{file.path}", "rb", buffering=0) as opened:  # half the calls of `read_bytes`
        return opened.read()


def parsed(file: File, data: bytes, site: Site) -> Reading:
    """Return what the bytes of a file say and what is wrong with them."""
    found: list[Diagnostic] = []
    cut = document(file, data, found.append)
    if not cut:
        name = "*" if file.folder == "sources" else file.id
        return Reading(file.path, unread=(f"{file.folder}:{name}",), found=tuple(found))
    reading = READERS[file.folder](cut, site, found.append)
    return replace(reading, found=tuple(found)) if found else reading
