"""Read content for the editing commands. In this room, only this module calls the stages that read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from factpress.building.files import listing
from factpress.meaning.assemble import assemble
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Graph, Publishing, Reading, Top
from factpress.pipeline import graph_of
from factpress.reading.file import parsed, read
from factpress.reading.locations import located, locator
from factpress.reading.scan import File, scan, without_bad_links
from factpress.reading.top import read_top

if TYPE_CHECKING:
    from factpress.model.content import Site
    from factpress.model.options import Options


def load_graph(options: Options) -> tuple[Graph, tuple[Diagnostic, ...]]:
    """Read, anchor and link the whole content.

    Return the graph and all diagnostics, with their lines and columns. Raises OSError.
    """
    found: list[Diagnostic] = []
    graph = graph_of(options, found)
    return graph, tuple(located(found, options.content))


def list_files(content: Path) -> tuple[File, ...]:
    """Return the files of the content folder that a build reads. Raises OSError."""
    return scan(_paths(content), ignore)


def load_top(content: Path) -> tuple[tuple[File, ...], Top]:
    """Return all files, and the values of those at the top of the folder. Raises OSError.

    Their faults are not reported: `check` does that.
    """
    paths = _paths(content)
    return scan(paths, ignore), read_top(content, paths)


def _paths(content: Path) -> tuple[str, ...]:
    there = listing(content)
    return without_bad_links(content, there.files, there.links, ignore)


def read_file(content: Path, file: File, site: Site) -> Reading:
    """Read one file. Raises OSError."""
    return read(content, file, site)


def read_transcript(path: str, text: str, site: Site) -> Reading:
    """Read a text as the transcript file at a path."""
    id, _, lang = Path(path).stem.partition(".")
    return parsed(File(path, "transcripts", id, lang), text.encode(), site)


def assemble_readings(content: Path, values: Top, readings: Iterable[Reading], report: Report) -> Publishing:
    """Assemble some files of the content, as a build does with all of them."""
    return assemble(values, tuple(readings), "", locator(content), report)


def ignore(diagnostic: Diagnostic) -> None:
    """Drop a diagnostic that `check` reports."""
