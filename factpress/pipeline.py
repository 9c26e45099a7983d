"""The straight line from content to site. Read this page first.

`check` is the line stopped after the rules; an incremental build is the line with a memory (`rebuild` looks first what
there is to do); several processes walk it side by side, each with its own share of the files.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from functools import partial

from factpress.anchor import anchor
from factpress.changes import Changes, page
from factpress.crew import Crew, fitting, together
from factpress.diagnostics import Diagnostic, has_errors, ordered
from factpress.link import link, names
from factpress.load import load
from factpress.look import look
from factpress.make import Maker, join, make
from factpress.manifest import Known
from factpress.memory import Memory, editions, joined, memories, recollect, remember, still_anchored
from factpress.model import Graph, Names, Pieces
from factpress.options import Built, Options, at_address
from factpress.pack import pack
from factpress.places import located, locator
from factpress.plan import OUTPUTS, plan
from factpress.publish import NOTHING, Rows, publish, records_of
from factpress.render import renderer
from factpress.rules import RULES, rules
from factpress.share import mine, pool, pool_anchors
from factpress.survey import Survey, survey
from factpress.validate import assemble, top, validate
from factpress.write import Stage, compiled


def check(options: Options) -> Built:
    """Walk the line up to the rules and tell what was found."""
    content = survey(options.content)
    return together(options.jobs or fitting(len(content.files)), partial(_check, options, content))


def understand(
    options: Options, content: Survey, known: Mapping[str, Memory], crew: Crew, found: list[Diagnostic]
) -> tuple[Graph, list[Memory], dict[str, bytes]]:
    """Walk from files to the judged graph; of several processes, each reads its share of what is not known.

    Also return what is worth remembering of the files that were read here, and the digests of those at the top.
    """
    loaded = load(options.content, found.append, lambda path: path not in known and crew.owns(path), content)
    head, unread = top(loaded, found.append)
    read = [validate(document, head.site) for document in loaded.documents if document.folder]
    told = [memory for memory in known.values() if crew.owns(memory.reading.path)]
    here = [*read, *(memory.reading for memory in told)]
    found += [diagnostic for reading in here for diagnostic in reading.found]
    ours = [Pieces(unread=loaded.unread | unread), *(reading.pieces for reading in read)]
    shares = pool(crew, joined(ours), found)
    pieces = joined([*shares, *(memory.reading.pieces for memory in known.values())])
    bodies = {claim.id: reading.prose for reading in here if reading.prose for claim in reading.pieces.claims}
    publishing = assemble(head, pieces, bodies, locator(options.content), found.append)
    publishing = at_address(publishing, options.base_url)

    talks = editions(publishing)
    standing = still_anchored(known.values(), talks)
    anchors = standing | pool_anchors(crew, anchor(publishing, found.append, standing), found)
    graph = link(publishing, anchors, options.drafts, found.append)
    rules(graph, found.append, options.rules or RULES)
    return graph, memories(read, told, standing, anchors, talks), loaded.digests


def _check(options: Options, content: Survey, crew: Crew) -> Built:
    found: list[Diagnostic] = []
    graph, *_ = understand(options, content, {}, crew, found)
    return Built(ordered(located(found, options.content)), len(graph.claims))


def line(options: Options, stage: Stage, now: Changes, crew: Crew) -> Built:
    """Walk the whole line, from what is new and what is remembered to the site in its place."""
    found: list[Diagnostic] = []
    records = records_of(stage, now, crew)
    known = {path: recollect(records, ref) for path, (_, ref) in now.kept.items() if ref[2]}
    graph, learned, digests = understand(options, now.content, known, crew, found)
    if has_errors(found):
        return Built(ordered(located(found, options.content)))
    site = graph.publishing.site
    dress = look(options.templates, site.language, found.append)
    render = renderer(
        options.templates, site.language, dress.words, compiled(stage, f"{now.edition[1]}-{site.language}")
    )
    maker = Maker(now.past, now.touched, stage, records, found)
    artifacts = plan(graph, dress, found.append, options.outputs or OUTPUTS)
    batch = make(mine(artifacts, crew), maker, render)
    rows: Rows = {path: (digest, NOTHING) for path, digest in digests.items()}
    for memory in learned:
        set_in = page(memory.reading.path) in batch.made.keys() - batch.unset
        rows[memory.reading.path] = memory.reading.digest, remember(records, memory, set_in)
    records.flush()
    shares = crew.gather((batch, rows, tuple(found)))
    found[:] = [diagnostic for *_, share in shares for diagnostic in share]
    if crew.rank or has_errors(found):
        return Built(ordered(located(found, options.content)))
    rows = now.kept | {path: row for _, share, _ in shares for path, row in share.items()}
    known_names = records.add(marshal.dumps(pack(Names, names(graph))))
    batch = join(share for share, *_ in shares)
    return publish(maker, now, batch, Known(rows, {}, known_names), len(graph.claims), site.base_url, options.content)
