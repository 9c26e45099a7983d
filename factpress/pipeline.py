"""The straight line from content to site. Read this page first.

`check` is the line stopped after the rules; an incremental build is the line with a memory; several processes walk it
side by side, each with its own share of the claims.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from factpress import manifest, write
from factpress.anchor import anchor
from factpress.crew import Crew, fitting, together
from factpress.diagnostics import Diagnostic, has_errors, ordered
from factpress.link import link
from factpress.load import load
from factpress.look import look
from factpress.make import complete, join, make
from factpress.model import Anchor, Artifact, Graph, Publishing
from factpress.plan import OUTPUTS, Output, plan
from factpress.render import renderer
from factpress.rules import RULES, Rule, rules
from factpress.validate import validate

Anchors = dict[str, tuple[Anchor, ...]]


@dataclass(frozen=True, slots=True)
class Options:
    """What a site is made from, and how."""

    content: Path
    templates: Path
    output: Path
    base_url: str = ""
    """In place of the one in `site.yaml`."""
    jobs: int = 0
    """Processes; 0 fits them to the work."""
    fresh: bool = False
    drafts: bool = False
    outputs: tuple[Output, ...] = OUTPUTS
    rules: tuple[Rule, ...] = RULES


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a run."""

    found: tuple[Diagnostic, ...]
    claims: int = 0
    made: dict[str, tuple[str, ...]] | None = None
    """Each file that was made, and why; none if nothing was published."""
    kept: int = 0


def check(options: Options) -> Built:
    """Walk the line up to the rules and tell what was found."""
    return together(_jobs(options), partial(_check, options))


def build(options: Options) -> Built:
    """Walk the whole line. Nothing of the site changes if anything found is an error."""
    with write.stage(options.output) as stage:
        return together(_jobs(options), partial(_build, options, stage))


def understand(options: Options, crew: Crew, found: list[Diagnostic]) -> Graph:
    """Walk from files to the judged graph; of several processes, each reads its share of the claims."""
    content = load(options.content, found.append, crew.owns)
    publishing = validate(content, found.append)
    anchors = anchor(publishing, found.append)
    publishing, anchors = pool(crew, publishing, anchors, found)
    graph = link(publishing, anchors, options.drafts, found.append)
    rules(graph, found.append, options.rules)
    return graph


def _check(options: Options, crew: Crew) -> Built:
    found: list[Diagnostic] = []
    graph = understand(options, crew, found)
    return Built(ordered(found), len(graph.claims))


def _build(options: Options, stage: write.Stage, crew: Crew) -> Built:
    found: list[Diagnostic] = []
    graph = understand(options, crew, found)
    if has_errors(found):
        return Built(ordered(found))
    graph = moved(graph, options.base_url)
    site = graph.publishing.site
    dress = look(options.templates, site.language, found.append)
    edition = manifest.edition(Path(__file__).parent, options.templates, site.language)
    old = manifest.read(stage.manifest, edition, options.fresh)
    render = renderer(options.templates, site.language, dress.words, write.compiled(stage, edition))
    artifacts = (a for a in plan(graph, dress, found.append, options.outputs) if _is_mine(a, crew))
    batch = make(artifacts, old, stage, render, found.append)
    batches = crew.swap((batch, tuple(found)))
    found = [diagnostic for _, share in batches for diagnostic in share]
    if crew.rank or has_errors(found):
        return Built(ordered(found))
    batch = join(batch for batch, _ in batches)
    if batch.why or batch.made.keys() != old.made.keys():
        complete(batch, old, stage, urlsplit(site.base_url).path, found.append)
        if has_errors(found):
            return Built(ordered(found))
        write.swap(stage, manifest.dump(manifest.Manifest(batch.made), edition))
    return Built(ordered(found), len(graph.claims), batch.why, len(batch.made) - len(batch.why))


def pool(crew: Crew, publishing: Publishing, anchors: Anchors, found: list[Diagnostic]) -> tuple[Publishing, Anchors]:
    """Give every process the claims, anchors and findings of all."""
    shares = crew.swap((publishing.claims, anchors, publishing.unread, tuple(found)))
    found[:] = [diagnostic for *_, share in shares for diagnostic in share]
    claims = sorted((claim for share, *_ in shares for claim in share), key=lambda claim: claim.id)
    unread = frozenset(name for _, _, share, _ in shares for name in share)
    whole = {id: places for _, share, *_ in shares for id, places in share.items()}
    return replace(publishing, claims=tuple(claims), unread=unread), whole


def moved(graph: Graph, base_url: str) -> Graph:
    """Return the graph of the same site at another address, if one is given."""
    if not base_url:
        return graph
    site = replace(graph.publishing.site, base_url=base_url.rstrip("/") + "/")
    return replace(graph, publishing=replace(graph.publishing, site=site))


def _is_mine(artifact: Artifact, crew: Crew) -> bool:
    # A claim's page is planned only where its body was read; what remains is dealt out by name.
    return artifact.template == "claim.html" or crew.owns(artifact.path)


def _jobs(options: Options) -> int:
    return options.jobs or fitting(sum(1 for _ in (options.content / "claims").glob("*.md")))
