"""The first half of the line: from files to what they say, judged.

`check` is the line stopped here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from factpress.building.crew import Crew, fitting, together
from factpress.building.files import Survey, survey
from factpress.building.memory import Memory, editions, joined, memories, stands, still_anchored, without_body
from factpress.building.options import Built, Options, at_address
from factpress.building.share import pool, pool_anchors, pool_findings, to_anchor
from factpress.meaning.anchor import anchor
from factpress.meaning.link import link
from factpress.meaning.rules import RULES, rules
from factpress.meaning.rules.quoting import quotes_keep_their_sense
from factpress.model.diagnostics import Diagnostic, ordered
from factpress.model.graph import Graph, Pieces, Reading, Top
from factpress.reading.locations import located, locator
from factpress.reading.scan import load
from factpress.reading.scan import read as load_one
from factpress.reading.validate import assemble, top, validate


def check(options: Options) -> Built:
    """Walk the line up to the rules and tell what was found."""
    content = survey(options.content)
    return together(options.jobs or fitting(len(content.files)), partial(_check, options, content))


@dataclass(frozen=True, slots=True)
class Understood:
    """What the content says, and what this process did to know it."""

    graph: Graph
    top: Top
    learned: list[Memory]
    """What is worth remembering of files."""
    digests: dict[str, bytes]
    """Of the files at the top, if they were read."""
    read: int
    """Other files."""
    anchored: int
    """Claims."""


def understand(
    options: Options,
    content: Survey,
    known: Mapping[str, Memory],
    known_top: Top | None,
    crew: Crew,
    found: list[Diagnostic],
    stow: Callable[[Reading], Reading] = lambda reading: reading,
    judged: bool = True,
) -> Understood:
    """Walk from files to the graph, judged or not; of several processes, each reads its share of what is not known.

    `stow` returns what is to be held of a file that was read, with its body or without.
    """
    time = options.clock
    loaded = time("load", load)(options.content, content, not known_top, found.append)
    head, missing = (known_top, frozenset[str]()) if known_top else time("validate", top)(loaded, found.append)
    unread = set(loaded.unread | missing)
    read: list[Reading] = []
    for file in loaded.files:  # one by one, so that no text stays that nobody needs
        if file.path not in known and crew.owns(file.path):
            document = time("load", load_one)(options.content, file, unread, found.append)
            read += [stow(time("validate", validate)(document, head.site))] if document else []
    told = [memory for memory in known.values() if crew.owns(memory.reading.path)]
    here = [*read, *(memory.reading for memory in told)]
    found += [diagnostic for reading in here for diagnostic in reading.found]
    ours = [Pieces(unread=frozenset(unread)), *(reading.pieces for reading in read)]
    shares = time("swap", pool)(crew, ours)
    pieces = joined([*shares, *(memory.reading.pieces for memory in known.values())])
    bodies = {claim.id: reading.prose for reading in here if reading.prose for claim in reading.pieces.claims}
    publishing = time("assemble", assemble)(head, pieces, bodies, locator(options.content), found.append)
    publishing = at_address(publishing, options.base_url)

    talks = editions(publishing)
    standing = still_anchored(known.values(), talks)
    wanted = to_anchor(publishing, standing, crew)
    looked_for = time("anchor", anchor, len(wanted), len(standing))(publishing, wanted, found.append)
    anchors = standing | time("swap", pool_anchors)(crew, looked_for)
    graph = time("link", link, len(anchors))(publishing, anchors, options.drafts, found.append)
    news = [*read, *(memory.reading for memory in told if not stands(memory, standing))]
    quoting = time("quotes", quotes_keep_their_sense, len(news))(news, graph)
    same = (memory.quoting for memory in told if stands(memory, standing))
    found += [diagnostic for share in (*quoting.values(), *same) for diagnostic in share]
    if judged:
        time("rules", rules, len(anchors))(graph, found.append, options.rules or RULES)
    time("swap", pool_findings)(crew, found)
    learned = memories(news, anchors, quoting, talks)
    return Understood(graph, head, learned, loaded.digests, len(read), len(looked_for))


def judge(options: Options, graph: Graph, crew: Crew, found: list[Diagnostic]) -> None:
    """Ask the rules about a graph that was not judged yet."""
    told: list[Diagnostic] = []
    options.clock("rules", rules, len(graph.claims))(graph, told.append, options.rules or RULES)
    options.clock("swap", pool_findings)(crew, told)
    found += told


def _check(options: Options, content: Survey, crew: Crew) -> Built:
    found: list[Diagnostic] = []
    graph = understand(options, content, {}, None, crew, found, without_body).graph
    return Built(ordered(located(found, options.content)), len(graph.claims))
