"""Name every output before it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from factpress.diagnostics import Diagnostic, Place, Report
from factpress.look import Look
from factpress.model import Artifact, Graph
from factpress.outputs.claims import claims
from factpress.outputs.data import data
from factpress.outputs.frame import Shell
from factpress.outputs.home import home
from factpress.outputs.pages import pages
from factpress.outputs.search import search
from factpress.outputs.sources import sources
from factpress.outputs.topics import topics
from factpress.outputs.transcripts import transcripts

Output = Callable[[Shell], Iterator[Artifact]]

OUTPUTS: tuple[Output, ...] = (claims, search, transcripts, data, home, topics, sources, pages)
"""Pages of claims first, as no body is needed after that; then what is large, so that small pages fill the gaps, but
not the largest next to each other, as two processes make two at a time."""


def plan(
    graph: Graph, look: Look, report: Report, outputs: tuple[Output, ...] = OUTPUTS, ahead: Collection[str] = ()
) -> Iterator[Artifact]:
    """Yield all artifacts of the site, each with a path of its own; those of the paths `ahead` before the others."""
    shell = Shell(graph, look)
    seen: set[str] = set()
    for wanted in (True, False) if ahead else (False,):
        for artifact in (one for output in outputs for one in output(shell) if (one.path in ahead) == wanted):
            if artifact.path.casefold() in seen:
                where, help = Place("site/" + artifact.path), "rename the page or the claim"
                report(Diagnostic("FP608", where, "two outputs have this address", help))
                continue
            seen.add(artifact.path.casefold())
            yield artifact
