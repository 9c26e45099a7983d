"""The straight line from content to site. Read this page first.

`check` is the line stopped after the rules; an incremental build is the line with a memory (`rebuild` looks first what
there is to do); several processes walk it side by side, each with its own share of the files.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from factpress.anchor import anchor
from factpress.changes import Changes, page
from factpress.crew import Crew, fitting, together
from factpress.diagnostics import Diagnostic, has_errors, ordered
from factpress.link import link, names
from factpress.load import LEDGER, REQUIRED, load
from factpress.load import read as load_one
from factpress.look import look
from factpress.make import Maker, join, make
from factpress.manifest import Known
from factpress.memory import Memory, editions, joined, memories, recollect_top, recollected, remember, still_anchored
from factpress.model import Graph, Names, Pieces, Reading, Top
from factpress.options import Built, Options, at_address
from factpress.pack import pack
from factpress.places import located, locator
from factpress.plan import OUTPUTS, plan
from factpress.publish import Rows, publish, records_of, told_language
from factpress.readback import all_plain
from factpress.records import NOTHING
from factpress.render import renderer
from factpress.rules import RULES, rules
from factpress.share import mine, pool, pool_anchors, pool_findings, to_anchor
from factpress.survey import Survey, survey
from factpress.validate import assemble, top, validate
from factpress.write import Stage, compiled


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
) -> Understood:
    """Walk from files to the judged graph; of several processes, each reads its share of what is not known."""
    time = options.clock
    loaded = time("load", load)(options.content, content, not known_top, found.append)
    head, missing = (known_top, frozenset[str]()) if known_top else time("validate", top)(loaded, found.append)
    unread = set(loaded.unread | missing)
    read: list[Reading] = []
    for file in loaded.files:  # one by one, so that no text stays that nobody needs
        if file.path not in known and crew.owns(file.path):
            document = time("load", load_one)(options.content, file, unread, found.append)
            read += [time("validate", validate)(document, head.site)] if document else []
    told = [memory for memory in known.values() if crew.owns(memory.reading.path)]
    here = [*read, *(memory.reading for memory in told)]
    found += [diagnostic for reading in here for diagnostic in reading.found]
    ours = [Pieces(unread=frozenset(unread)), *(reading.pieces for reading in read)]
    shares = time("swap", pool)(crew, ours, found)
    pieces = joined([*shares, *(memory.reading.pieces for memory in known.values())])
    bodies = {claim.id: reading.prose for reading in here if reading.prose for claim in reading.pieces.claims}
    publishing = time("assemble", assemble)(head, pieces, bodies, locator(options.content), found.append)
    publishing = at_address(publishing, options.base_url)

    talks = editions(publishing)
    standing = still_anchored(known.values(), talks)
    wanted = to_anchor(publishing, standing, crew)
    looked_for = time("anchor", anchor, len(wanted), len(standing))(publishing, wanted, found.append)
    anchors = standing | time("swap", pool_anchors)(crew, looked_for, found)
    graph = time("link", link, len(anchors))(publishing, anchors, options.drafts, found.append)
    time("rules", rules, len(anchors))(graph, found.append, options.rules or RULES)
    time("swap", pool_findings)(crew, found)
    learned = memories(read, told, standing, anchors, talks)
    return Understood(graph, head, learned, loaded.digests, len(read), len(looked_for))


def _check(options: Options, content: Survey, crew: Crew) -> Built:
    found: list[Diagnostic] = []
    graph = understand(options, content, {}, None, crew, found).graph
    return Built(ordered(located(found, options.content)), len(graph.claims))


def line(options: Options, stage: Stage, now: Changes, crew: Crew) -> Built:
    """Walk the whole line, from what is new and what is remembered to the site in its place."""
    found: list[Diagnostic] = []
    records = records_of(stage, now, crew)
    known = options.clock("recall", recollected, len(now.kept))(records, now.kept, crew.owns)
    at_top = {name for name in (*REQUIRED, LEDGER) if name in now.content.files or name in now.gone}
    top_stays = now.kept.keys() >= {*REQUIRED, *at_top}
    head = recollect_top(records, now.past.known.top) if top_stays else None
    understood = understand(options, now.content, known, head, crew, found)
    graph = understood.graph
    if has_errors(found):
        return Built(ordered(located(found, options.content)))
    site = graph.publishing.site
    dress = options.clock("look", look)(options.templates, site.language, found.append)
    bytecode = compiled(stage, f"{now.edition[1]}-{site.language}")
    render = options.clock("look", renderer)(options.templates, site.language, dress.words, bytecode)
    # A language's words are not in the edition, as it is only known now.
    past = now.past if told_language(now) == site.language else replace(now.past, stale=now.past.stale or "edition")
    maker = Maker(past, now.touched, stage, records, found, options.clock, all_plain(options.templates))
    artifacts = plan(graph, dress, found.append, options.outputs or OUTPUTS)
    batch = make(mine(artifacts, crew), maker, render)
    rows: Rows = {path: (digest, NOTHING) for path, digest in understood.digests.items()}
    for memory in understood.learned:
        reading, where = memory.reading, page(memory.reading.path)
        ref = options.clock("remember", remember)(records, memory, where in batch.made and where not in batch.unset)
        rows[reading.path] = reading.digest, ref
    # A body that stood in its page, and has no place there any more, is read again.
    lost = [path for path in known if page(path) in batch.unset and page(path) in batch.why and path not in rows]
    lost += [m.reading.path for m in understood.learned if page(m.reading.path) in batch.unset and _elsewhere(m)]
    rows |= dict.fromkeys(lost, (b"", NOTHING))
    records.flush()
    shares = options.clock("swap", crew.gather)((batch, rows, tuple(found), (understood.read, understood.anchored)))
    found[:] = [diagnostic for _, _, share, _ in shares for diagnostic in share]
    if crew.rank or has_errors(found):
        return Built(ordered(located(found, options.content)))
    rows = now.kept | {path: row for _, share, *_ in shares for path, row in share.items()}
    said_at_top = records.add(marshal.dumps(pack(Top, understood.top)))
    known_names = records.add(marshal.dumps(pack(Names, names(graph))))
    batch = join(share for share, *_ in shares)
    read, anchored = (sum(numbers) for numbers in zip(*(done for *_, done in shares), strict=True))
    said = len(graph.claims), site.base_url, site.language
    read += len(understood.digests)
    return publish(maker, now, batch, Known(rows, {}, known_names, said_at_top), said, options.content, read, anchored)


def _elsewhere(memory: Memory) -> bool:
    return memory.reading.prose is not None and memory.reading.prose.html is None
