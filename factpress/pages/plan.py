"""Name every output before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from factpress.model.artifact import Artifact, Theme
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Graph
from factpress.pages.claims import claims
from factpress.pages.context import Shell
from factpress.pages.data import data
from factpress.pages.editorial import pages
from factpress.pages.home import home
from factpress.pages.search import search
from factpress.pages.sources import sources
from factpress.pages.topics import topics
from factpress.pages.transcripts import transcripts

Output = Callable[[Shell], Iterator[Artifact]]

OUTPUTS: tuple[Output, ...] = (claims, search, transcripts, data, home, topics, sources, pages)
"""Pages of claims first, as no body is needed after that; then what is large, so that small pages fill the gaps, but
not the largest next to each other, as two processes make two at a time."""


def plan(
    graph: Graph, look: Theme, report: Report, outputs: tuple[Output, ...] = OUTPUTS, ahead: Collection[str] = ()
) -> Iterator[Artifact]:
    """Yield all artifacts of the site, each with a path of its own; those of the paths `ahead` before the others."""
    shell = Shell(graph, look)
    seen: set[str] = set()
    for wanted in (True, False) if ahead else (False,):
        for artifact in (one for output in outputs for one in output(shell) if (one.path in ahead) == wanted):
            if artifact.path.casefold() in seen:
                where, help = Location("site/" + artifact.path), "rename the page or the claim"
                report(Diagnostic("FP608", where, "two outputs have this address", help))
                continue
            seen.add(artifact.path.casefold())
            yield artifact
