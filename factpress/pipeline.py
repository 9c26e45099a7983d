"""The straight line from content to site. Read this page first.

`check` is the line stopped after the rules; an incremental build is the line with a memory; several processes walk it
side by side, each with its own share of the claims.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from factpress import manifest, write
from factpress.anchor import anchor
from factpress.crew import Crew, together
from factpress.diagnostics import Diagnostic, has_errors, ordered
from factpress.link import link
from factpress.load import load
from factpress.look import look
from factpress.make import complete, join, make
from factpress.model import Graph
from factpress.options import Built, Options, at_address, jobs
from factpress.places import located, locator
from factpress.plan import plan
from factpress.render import renderer
from factpress.rules import rules
from factpress.share import mine, pool, pool_anchors
from factpress.validate import assemble, top, validate

__all__ = ["Built", "Options", "build", "check"]


def check(options: Options) -> Built:
    """Walk the line up to the rules and tell what was found."""
    return together(jobs(options), partial(_check, options))


def build(options: Options) -> Built:
    """Walk the whole line. Nothing of the site changes if anything found is an error."""
    with write.stage(options.output) as stage:
        return together(jobs(options), partial(_build, options, stage))


def understand(options: Options, crew: Crew, found: list[Diagnostic]) -> Graph:
    """Walk from files to the judged graph; of several processes, each reads its share of the claims."""
    content = load(options.content, found.append, crew.owns)
    head, unread = top(content, found.append)
    pieces, bodies = validate(content, head.site, found.append)
    pieces = pool(crew, replace(pieces, unread=pieces.unread | unread), found)
    publishing = assemble(head, pieces, bodies, locator(options.content), found.append)
    publishing = at_address(publishing, options.base_url)
    anchors = pool_anchors(crew, anchor(publishing, found.append), found)
    graph = link(publishing, anchors, options.drafts, found.append)
    rules(graph, found.append, options.rules)
    return graph


def _check(options: Options, crew: Crew) -> Built:
    found: list[Diagnostic] = []
    graph = understand(options, crew, found)
    return Built(ordered(located(found, options.content)), len(graph.claims))


def _build(options: Options, stage: write.Stage, crew: Crew) -> Built:
    found: list[Diagnostic] = []
    graph = understand(options, crew, found)
    if has_errors(found):
        return Built(ordered(located(found, options.content)))
    site = graph.publishing.site
    dress = look(options.templates, site.language, found.append)
    edition = manifest.edition(Path(__file__).parent, options.templates, site.language)
    old = manifest.read(stage.manifest, edition, options.fresh)
    render = renderer(options.templates, site.language, dress.words, write.compiled(stage, edition))
    artifacts = plan(graph, dress, found.append, options.outputs)
    batch = make(mine(artifacts, crew), old, stage, render, found.append)
    batches = crew.gather((batch, tuple(found)))
    found = [diagnostic for _, share in batches for diagnostic in share]
    if crew.rank or has_errors(found):
        return Built(ordered(located(found, options.content)))
    batch = join(batch for batch, _ in batches)
    if batch.why or batch.made.keys() != old.made.keys():
        complete(batch, old, stage, urlsplit(site.base_url).path, found.append)
        if has_errors(found):
            return Built(ordered(located(found, options.content)))
        write.swap(stage, manifest.dump(manifest.Manifest(batch.made), edition))
    return Built(
        ordered(located(found, options.content)), len(graph.claims), batch.why, len(batch.made) - len(batch.why)
    )
