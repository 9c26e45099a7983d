"""The first half of the line, in one process and without a cache (to be thrown away when the rooms are merged)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factpress.building.files import Survey, survey
from factpress.building.options import Built, Options
from factpress.meaning.anchor import anchor
from factpress.meaning.assemble import assemble
from factpress.meaning.link import link
from factpress.meaning.rules import RULES, rules
from factpress.meaning.rules.quoting import quotes_keep_their_sense
from factpress.model.diagnostics import Diagnostic, ordered
from factpress.model.graph import Graph, Top
from factpress.reading.file import read
from factpress.reading.locations import located, locator
from factpress.reading.scan import scan, without_bad_links
from factpress.reading.top import read_top


def check(options: Options) -> Built:
    """Walk the line up to the rules and tell what was found."""
    found: list[Diagnostic] = []
    graph = understand(options, survey(options.content), {}, None, None, found).graph
    return Built(ordered(located(found, options.content)), len(graph.claims))


@dataclass(frozen=True, slots=True)
class Understood:
    """What the content says."""

    graph: Graph
    top: Top


def understand(
    options: Options,
    content: Survey,
    known: object,
    known_top: object,
    crew: object,
    found: list[Diagnostic],
    stow: Any = None,
    judged: bool = True,
) -> Understood:
    """Walk from files to the graph."""
    report = found.append
    paths = without_bad_links(options.content, content.files, content.links, report)
    files = scan(paths, report)
    top = read_top(options.content, paths)
    readings = [read(options.content, file, top.site) for file in files]
    found += top.found
    found += [diagnostic for reading in readings for diagnostic in reading.found]
    publishing = assemble(top, readings, options.base_url, locator(options.content), report)
    anchors = anchor(publishing, publishing.claims, report)
    graph = link(publishing, anchors, options.drafts, report)
    for turned in quotes_keep_their_sense(readings, graph).values():
        found += turned
    rules(graph, report, options.rules or RULES)
    return Understood(graph, top)
