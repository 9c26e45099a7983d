"""Read content for the editing commands. In this room, only this module calls the stages that read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from factpress.building.crew import Crew
from factpress.building.files import digest, survey
from factpress.building.memory import joined
from factpress.building.understand import understand
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Graph, Publishing, Reading, Top
from factpress.reading import scan
from factpress.reading.locations import located, locator
from factpress.reading.scan import Document, File
from factpress.reading.validate import assemble, top, validate
from factpress.reading.yaml import split

if TYPE_CHECKING:
    from factpress.building.options import Options
    from factpress.model.content import Site


def load_graph(options: Options) -> tuple[Graph, tuple[Diagnostic, ...]]:
    """Read, anchor and link the whole content.

    Return the graph and all diagnostics, with their lines and columns. Raises OSError.
    """
    found: list[Diagnostic] = []
    graph = understand(options, survey(options.content), {}, None, Crew(), found).graph
    return graph, tuple(located(found, options.content))


def list_files(content: Path) -> tuple[File, ...]:
    """Return the files of the content folder that a build reads. Raises OSError."""
    return tuple(scan.files(content, survey(content), ignore))


def load_top(content: Path) -> tuple[tuple[File, ...], Top]:
    """Return all files, and the values of those at the top of the folder. Raises OSError.

    Their faults are not reported: `check` does that.
    """
    loaded = scan.load(content, survey(content), True, ignore)
    return tuple(loaded.files), top(loaded, ignore)[0]


def read_file(content: Path, file: File, site: Site, report: Report) -> Reading | None:
    """Read one file. Return None if it cannot be read. Raises OSError."""
    document = scan.read(content, file, set(), report)
    return validate(document, site) if document else None


def read_transcript(path: str, text: str, site: Site, report: Report) -> Reading | None:
    """Read a text as the transcript file at a path. Return None if its front matter cannot be read."""
    id, _, lang = Path(path).stem.partition(".")
    cut = split(text, "content/" + path, report)
    if not cut:
        return None
    document = Document("transcripts", id, lang, path, digest(text.encode()), cut.front, cut.body, cut.body_line)
    return validate(document, site)


def assemble_readings(content: Path, values: Top, readings: Iterable[Reading], report: Report) -> Publishing:
    """Assemble some files of the content, as a build does with all of them."""
    return assemble(values, joined(reading.pieces for reading in readings), {}, locator(content), report)


def ignore(diagnostic: Diagnostic) -> None:
    """Drop a diagnostic that `check` reports."""
