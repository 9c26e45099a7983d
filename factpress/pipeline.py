"""The straight line from content to site. Read this page first.

`line` is the whole of it, and `understand` its first half. `check` is the line stopped after the rules; an incremental
build is the line with a cache; `serve` is the line in a loop, with results held in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from msgspec import msgpack
from msgspec.structs import replace

from factpress.building.cache import Cache
from factpress.building.files import Listing, digest, listing
from factpress.building.fingerprint import fingerprint
from factpress.building.outputs import Outputs
from factpress.building.spool import Spool
from factpress.building.stages import Stage, Stages
from factpress.building.staging import locked
from factpress.building.version import template_files
from factpress.building.workers import Workers
from factpress.building.workplace import ChangedError, Workplace, up_to_date
from factpress.meaning.anchor import Anchored, anchor, quotes_by_talk
from factpress.meaning.assemble import assemble
from factpress.meaning.link import link
from factpress.meaning.rules import RULES, judge
from factpress.model.artifact import Artifact, Theme
from factpress.model.content import Site
from factpress.model.diagnostics import Diagnostic, Report, has_errors, ordered
from factpress.model.graph import Graph, Publishing, Reading, Top
from factpress.model.options import Counts, Options, Result, again, remembered
from factpress.pages.plan import OUTPUTS, plan
from factpress.reading.file import load, parsed
from factpress.reading.locations import located, locator
from factpress.reading.scan import TOP, File, scan, without_bad_links
from factpress.reading.templates import interface_words
from factpress.reading.top import read_top
from factpress.rendering.assets import assets
from factpress.rendering.readback import all_plain
from factpress.rendering.site import Links, verify

if TYPE_CHECKING:
    from factpress.rendering.render import Rendered

__all__ = ["Options", "Result", "build", "check", "graph_of", "line", "locked", "understand"]


def line(options: Options, here: Workplace) -> Result:
    """Walk the whole line, from the files of the content to the site in its place."""
    cache = Cache(here.here.cache, here.version.program, here.fresh)
    with closing(cache), closing(Spool(here.here.state)) as bodies:
        return _line(options, here, Stages(Workers(options.jobs, options.executor), cache, options.held), bodies)


def _line(options: Options, here: Workplace, stages: Stages, bodies: Spool) -> Result:
    found: list[Diagnostic] = []
    run, report = stages.run, found.append
    spool = None if options.held is not None else bodies
    graph, basis = understand(options, stages, here.content, here.digests, found, spool)
    look = None if has_errors(found) else _look(options, stages, here, graph.publishing.site.language, report)
    if not look:
        return _refused(options, stages, found)
    artifacts = run(plan, graph, look.theme, partial(_text, graph, bodies), report, options.outputs or OUTPUTS)
    outputs, links = Outputs(here, stages, basis, look.language), Links()
    outputs.make(artifacts, look.render, partial(_seen, links, found), options.first, options.shown)
    if has_errors(found):
        return _refused(options, stages, found)
    followed = run(verify, outputs, links, _base_path(graph), options.content, report)
    if has_errors(found):
        return _refused(options, stages, found)
    result = _result(options, stages, here, graph, outputs, found, followed)
    stages.finish(forget=True)
    run(here.publish, outputs.rows, outputs.made, outputs.basis, remembered(result))
    return result._replace(timings=stages.timings.table())


def understand(
    options: Options,
    stages: Stages,
    content: Listing,
    digests: Mapping[str, bytes],
    found: list[Diagnostic],
    bodies: Spool | None = None,
) -> tuple[Graph, bytes]:
    """Walk the first half: from the files of the content to the graph, judged; also return the graph's fingerprint.

    All that is wrong is added to `found`. `digests` are those of the files' bytes; a run that keeps nothing needs none.
    If `bodies` are given, those of claims wait there, and not in the graph.
    """
    run, each, report = stages.run, stages.each, found.append
    paths = run(without_bad_links, options.content, content.files, content.links, report)
    files = run(scan, paths, report)
    top = stages.once(_top(options), paths, partial(_top_key, digests, paths))
    readings = each(_read(options, top.site, digests, bodies), files, partial(_read_key, digests, top.site))
    found += [*top.found, *(diagnostic for reading in readings for diagnostic in reading.found)]
    publishing = run(assemble, top, readings, options.base_url, locator(options.content), report)
    anchored = each(ANCHOR, quotes_by_talk(publishing), fingerprint)
    graph = run(link, publishing, anchored, options.drafts, report)
    basis = run(_basis, publishing)
    judged = stages.once(_judge(options), graph, lambda: basis)
    found += judged
    return graph, basis


def check(options: Options) -> Result:
    """Walk the line up to the rules, and tell what was found."""
    found: list[Diagnostic] = []
    graph = graph_of(options, found)
    return Result(_told(options, found), len(graph.claims))


def graph_of(options: Options, found: list[Diagnostic]) -> Graph:
    """Return what the content says as it is now, and tell all that is wrong; nothing is kept."""
    graph, _ = understand(options, Stages(Workers(options.jobs, options.executor)), listing(options.content), {}, found)
    return graph


def build(options: Options) -> Result:
    """Bring the site up to date. Nothing of it changes if anything found is an error."""
    return up_to_date(options, again, partial(line, options))


ANCHOR = Stage("anchor", anchor, Anchored, lambda quotes: len(quotes.claims) / 5)


def _top(options: Options) -> Stage[tuple[str, ...], Top]:
    return Stage("top", lambda names: read_top(options.content, names), Top)


def _top_key(digests: Mapping[str, bytes], paths: Sequence[str]) -> bytes:
    return fingerprint([name in paths and digests[name] for name in TOP])


def _read(options: Options, site: Site, digests: Mapping[str, bytes], bodies: Spool | None) -> Stage[File, Reading]:
    def read(file: File) -> Reading:
        data = load(options.content, file)
        if digests and digest(data) != digests[file.path]:
            raise ChangedError(f"content/{file.path} changed while the site was built; build it again")
        return parsed(file, data, site)

    def without_body(reading: Reading) -> Reading:
        if not (bodies and reading.claim and reading.body):
            return reading
        bodies.add(reading.claim.id, reading.body.html)
        return replace(reading, body=replace(reading.body, html=""))

    return Stage("read", read, Reading, then=without_body)


def _text(graph: Graph, bodies: Spool, claim: str) -> str:
    """Return the body of a claim, from where it is."""
    return bodies.read(claim) if claim in bodies else graph.publishing.bodies[claim].html


def _read_key(digests: Mapping[str, bytes], site: Site, file: File) -> bytes:
    # What a file says depends on the language, by which figures are judged; links in pages, on the front transcript.
    front = site.front_transcript if file.folder == "pages" else ""
    return fingerprint(file.path, digests[file.path], site.language, front)


def _judge(options: Options) -> Stage[Graph, tuple[Diagnostic, ...]]:
    return Stage("judge", partial(judge, options.rules or RULES), tuple[Diagnostic, ...])


def _basis(publishing: Publishing) -> bytes:
    """Return the fingerprint of all that pages are drawn from, but for the bodies of claims."""
    names = [name for name in publishing.__struct_fields__ if name not in ("bodies", "unread")]
    return fingerprint(sorted(publishing.unread), *[getattr(publishing, name) for name in names])


class Look(NamedTuple):
    """How the site looks: what designers own, ready for use."""

    language: str
    theme: Theme
    render: Callable[[Artifact, Any], Rendered]


def _look(options: Options, stages: Stages, here: Workplace, lang: str, report: Report) -> Look | None:
    """Read and compile what lies in the templates folder; nothing if it cannot be read, which is reported."""
    # These load Jinja, which `check` does not need.
    from factpress.rendering.render import renderer
    from factpress.rendering.templates import COMPONENTS, compiled, prepare, use

    files = template_files(options.templates)
    words = stages.run(interface_words, options.templates, files, lang, report)
    if words is None:
        return None
    theme = stages.run(assets, options.templates, words)
    environment = prepare(options.templates, lang, words)
    names = [path for path in files if path.endswith((".html", ".xml"))]
    compile = Stage("compile", partial(compiled, environment), bytes, lambda _: COMPILING)
    for some in (COMPONENTS, names):  # components are part of the code of the others
        there = [name for name in some if name in names]
        use(environment, there, stages.each(compile, there, partial(fingerprint, here.version.templates, lang)))
    return Look(lang, theme, renderer(environment, all_plain(options.templates, files)))


COMPILING = 10
"""Milliseconds that a template takes to compile, about."""


def _seen(links: Links, found: list[Diagnostic], path: str, facts: bytes, faults: bytes) -> None:
    """Take in what is to be known of a page that was made, and what is wrong with it."""
    links.add(path, facts)
    if faults:
        found.extend(msgpack.decode(faults, type=tuple[Diagnostic, ...]))


def _base_path(graph: Graph) -> str:
    return urlsplit(graph.publishing.site.base_url).path or "/"


def _result(
    options: Options,
    stages: Stages,
    here: Workplace,
    graph: Graph,
    outputs: Outputs,
    found: list[Diagnostic],
    followed: int,
) -> Result:
    done = stages.computed
    read = done["read"] + done["top"] * len(here.digests.keys() & set(TOP))
    counts = Counts(read, done["anchor"], *outputs.counts, followed)
    kept = len(outputs.rows) - len(outputs.made)
    return Result(_told(options, found), len(graph.claims), outputs.reasons, kept, counts)


def _told(options: Options, found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return ordered(located(found, options.content))


def _refused(options: Options, stages: Stages, found: list[Diagnostic]) -> Result:
    """Return what was found; what was read is kept for the next build."""
    stages.finish(forget=False)
    return Result(_told(options, found))
