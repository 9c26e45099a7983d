"""The straight line from content to site. Read this page first, then `understand`, its first half.

`check` is the line stopped after the rules; an incremental build is the line with a memory (`rebuild` looks first what
there is to do); several processes walk it side by side, each with its own share of the files.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from factpress.building.bodies import Bodies
from factpress.building.changes import Changes, page
from factpress.building.crew import Crew
from factpress.building.make import Batch, Maker, join, make
from factpress.building.manifest import Known
from factpress.building.memory import Memory, changed, recollect_top, recollected, remember
from factpress.building.options import Ahead, Built, Options
from factpress.building.pack import pack
from factpress.building.publish import Rows, publish, records_of, told_language
from factpress.building.records import NOTHING, Records
from factpress.building.share import mine
from factpress.building.staging import Stage, compiled
from factpress.building.swap import show
from factpress.building.understand import Understood, check, judge, understand
from factpress.meaning.link import names
from factpress.model.artifact import Artifact
from factpress.model.diagnostics import Diagnostic, has_errors, ordered
from factpress.model.graph import Names, Top
from factpress.pages.plan import OUTPUTS, plan
from factpress.reading.locations import located
from factpress.reading.scan import LEDGER, REQUIRED
from factpress.rendering.assets import look
from factpress.rendering.readback import all_plain
from factpress.rendering.render import compile_some, prepare, renderer

__all__ = ["check", "line"]


def line(options: Options, stage: Stage, now: Changes, crew: Crew) -> Built:
    """Walk the whole line, from what is new and what is remembered to the site in its place."""
    found: list[Diagnostic] = []
    records = records_of(stage, now, crew)
    known = options.clock("recall", recollected, len(now.kept))(records, now.kept, crew.owns, options.shelf)
    top_stays = not {*REQUIRED, LEDGER} & (now.new | now.gone) and now.past.known.top != NOTHING
    head = recollect_top(records, now.past.known.top) if top_stays else None
    bodies = Bodies(stage.scratch, crew.rank)
    # A page that refers to what is not there yet, as after a change of the look, is not shown before the rest.
    ahead = options.ahead if options.ahead and not now.past.stale else Ahead(frozenset(), print)
    understood = understand(options, now.content, known, head, crew, found, bodies.stow, judged=not ahead.pages)
    graph = understood.graph
    if has_errors(found):
        return Built(ordered(located(found, options.content)))
    site = graph.publishing.site
    dress = options.clock("look", look)(options.templates, site.language, found.append)
    if not dress:
        return Built(ordered(located(found, options.content)))
    bytecode = compiled(stage, f"{now.edition[1]}-{site.language}")
    templates = options.clock("look", prepare)(options.templates, site.language, dress.words, bytecode)
    if crew.size > 1:
        options.clock("look", compile_some)(templates, crew.rank, crew.size)
        crew.swap(None)  # until all are there
    # A language's words are not in the edition, as it is only known now.
    past = now.past if told_language(now) == site.language else now.past._replace(stale=now.past.stale or "edition")
    plain = all_plain(options.templates)
    apart = changed(records, past.known.read, now.new, graph.publishing.claims, graph.anchors)
    # All else that our page of a claim shows is of that claim, or of files that are the same.
    apart = apart if head and not (now.gone or options.outputs or past.stale) else None
    maker = Maker(past, now.touched, stage, records, bodies.get, found, options.clock, plain, apart)
    planned = plan(graph, dress, found.append, options.outputs or OUTPUTS)
    if ahead.pages:
        planned = iter(sorted(planned, key=lambda artifact: artifact.path not in ahead.pages))
    artifacts = mine(planned, crew)
    if ahead.pages:
        # Which claims are this process's is told by their bodies, and these go when their pages are made.
        whole = replace(graph, publishing=replace(graph.publishing, bodies=dict(graph.publishing.bodies)))
        artifacts = _judged_between(artifacts, ahead, partial(judge, options, whole, crew, found), found)
    learned = Learned(understood, records, bodies)
    keep = options.clock("remember", learned.keep)

    def done(path: str, set_in: bool) -> None:
        keep(path, set_in)
        if path in ahead.pages and not past.stale and show(stage, path):
            ahead.shown()

    batch = make(artifacts, maker, renderer(templates), done)
    rows = learned.rest(known, batch)
    records.flush()
    shares = options.clock("wait", crew.gather)((batch, rows, tuple(found), (understood.read, understood.anchored)))
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


def _judged_between(
    artifacts: Iterator[Artifact], ahead: Ahead, ask: Callable[[], None], found: list[Diagnostic]
) -> Iterator[Artifact]:
    """Yield the pages that somebody waits for, then ask the rules, then yield the others if nothing is an error."""
    asked = False
    for artifact in artifacts:
        if not asked and artifact.path not in ahead.pages:
            ask()
            asked = True
            if has_errors(found):
                return
        yield artifact
    if not asked:
        ask()


class Learned:
    """What was learned of files, kept as soon as their pages are made, so that no body is held longer than it must."""

    def __init__(self, understood: Understood, records: Records, read: Bodies) -> None:
        """Take over what was learned."""
        self.records = records
        self.read = read
        self.bodies = understood.graph.publishing.bodies
        self.waiting = {page(memory.reading.path): memory for memory in understood.learned}
        understood.learned.clear()
        self.rows: Rows = {path: (digest, NOTHING) for path, digest in understood.digests.items()}

    def keep(self, path: str, set_in: bool) -> None:
        """Keep what was learned of the file of a page; a body that stands in its page is not kept a second time."""
        memory = self.waiting.pop(path, None)
        if not memory:
            return
        reading = memory.reading
        for claim in reading.pieces.claims:
            self.bodies.pop(claim.id, None)
        if not set_in and reading.prose and reading.prose.html is None:
            if (html := self.read.get(path)) is None:  # lost: see `rest`
                return
            memory = replace(memory, reading=replace(reading, prose=replace(reading.prose, html=html)))
        self.rows[reading.path] = reading.digest, remember(self.records, memory, set_in)

    def rest(self, known: Mapping[str, Memory], batch: Batch) -> Rows:
        """Keep what has no page here, and forget files whose body stood in its page and has no place there any more."""
        for path in tuple(self.waiting):
            self.keep(path, set_in=False)
        unset = batch.unset & batch.why.keys()
        lost = [path for path in known if page(path) in unset and path not in self.rows]
        return self.rows | dict.fromkeys(lost, (b"", NOTHING))
