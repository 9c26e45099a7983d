"""The list of sources and a page for each: what it is, how it was read, what it was used for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from factpress.model.artifact import Artifact
from factpress.model.graph import Claim, Source
from factpress.pages.components import Mark, Row
from factpress.pages.context import Frame, Shell

ABOUT = "Everything the checks rely on, and what it was used for."
READ = "How we read and used it:"


class Use(NamedTuple):
    """A claim's use of a source."""

    row: Row
    exhibits: tuple[tuple[str, str, str], ...]
    """Stance, what it shows, locator."""


class SourcePage(NamedTuple):
    frame: Frame
    source: Source
    uses: tuple[Use, ...]


class Listed(NamedTuple):
    source: Source
    marks: tuple[Mark, ...]


class SourceList(NamedTuple):
    frame: Frame
    primary: tuple[Listed, ...]
    secondary: tuple[Listed, ...]


def sources(shell: Shell) -> Iterator[Artifact]:
    """Name the list of sources and the page of each."""
    yield Artifact("sources.html", "sources.html", partial(_list, shell))
    for source in shell.graph.publishing.sources:
        yield Artifact(f"sources/{source.id}.html", "source.html", partial(_page, shell, source))


def _list(shell: Shell) -> SourceList:
    graph = shell.graph
    listed = [
        Listed(source, tuple(shell.mark(claim.id) for claim in graph.by_source.get(source.id, ())))
        for source in sorted(graph.publishing.sources, key=lambda s: (s.title.casefold(), s.id))
    ]
    frame = shell.frame("sources.html", shell.say("Sources"), shell.say(ABOUT), "sources")
    primary = tuple(entry for entry in listed if entry.source.custom.kind == "primary")
    secondary = tuple(entry for entry in listed if entry.source.custom.kind == "secondary")
    return SourceList(frame, primary, secondary)


def _page(shell: Shell, source: Source) -> SourcePage:
    frame = shell.frame(
        f"sources/{source.id}.html", source.title, f"{shell.say(READ)} {source.title}", "sources", source.path
    )
    return SourcePage(
        frame, source, tuple(_use(shell, source, claim) for claim in shell.graph.by_source.get(source.id, ()))
    )


def _use(shell: Shell, source: Source, claim: Claim) -> Use:
    shown = [(e.stance, e.shows, e.locator) for e in claim.evidence if e.source == source.id]
    return Use(shell.row(claim), tuple(shown))
