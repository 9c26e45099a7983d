"""Name every output before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factpress.model.artifact import Artifact, Theme
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Graph
from factpress.pages.claims import claims
from factpress.pages.context import Context, Text
from factpress.pages.data import data
from factpress.pages.editorial import pages
from factpress.pages.home import home
from factpress.pages.search import search
from factpress.pages.sources import sources
from factpress.pages.topics import topics
from factpress.pages.transcripts import transcripts

Output = Callable[[Context], Iterator[Artifact]]
"""A kind of output: names its artifacts."""

OUTPUTS: tuple[Output, ...] = (search, transcripts, data, home, sources, topics, pages, claims)
"""In the order in which workers take them: the few large files first, so that none is left to one worker at the end."""


def plan(
    graph: Graph, theme: Theme, text: Text, report: Report, outputs: tuple[Output, ...] = OUTPUTS
) -> Iterator[Artifact]:
    """Yield all artifacts of the site, each with a path of its own; `text` returns the body of a claim as safe HTML."""
    context = Context(graph, theme, text)
    seen: set[str] = set()
    for output in outputs:
        for artifact in output(context):
            if artifact.path.casefold() in seen:
                where, help = Location("site/" + artifact.path), "rename the page or the claim"
                report(Diagnostic("FP608", where, "two outputs have this address", help))
                continue
            seen.add(artifact.path.casefold())
            yield artifact
