"""The list of sources and a page for each: what it is, how it was read, what it was used for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factpress.model.artifact import Artifact
from factpress.model.content import Evidence
from factpress.model.graph import Claim, Source
from factpress.pages.components import Mark, Reference, Row, View
from factpress.pages.context import Context, Head

ABOUT = "Everything the checks rely on, and what it was used for."
READ = "How we read and used it:"


class Use(View, frozen=True):
    """A claim's use of a source."""

    row: Row
    evidence: tuple[Evidence, ...]


class SourcePage(View, frozen=True):
    """What the template `source.html` reads."""

    head: Head
    source: Reference
    uses: tuple[Use, ...]


class Listed(View, frozen=True):
    """A source in the list of all."""

    source: Reference
    marks: tuple[Mark, ...]
    """Of the claims that it was used for."""


class SourceList(View, frozen=True):
    """What the template `sources.html` reads."""

    head: Head
    sources: tuple[Listed, ...]
    """By title."""

    @property
    def primary(self) -> list[Listed]:
        """Return the primary sources."""
        return [entry for entry in self.sources if entry.source.custom.kind == "primary"]

    @property
    def secondary(self) -> list[Listed]:
        """Return the secondary sources."""
        return [entry for entry in self.sources if entry.source.custom.kind == "secondary"]


def sources(context: Context) -> Iterator[Artifact]:
    """Name the list of sources and the page of each."""
    yield Artifact("sources.html", "sources.html", partial(_list, context))
    for source in context.graph.publishing.sources:
        yield Artifact(f"sources/{source.id}.html", "source.html", partial(_page, context, source))


def _list(context: Context) -> SourceList:
    marks, by_source = context.marks, context.graph.by_source
    by_title = sorted(context.graph.publishing.sources, key=lambda s: (s.title.casefold(), s.id))
    listed = [
        Listed(context.references[s.id], tuple([marks[claim.id] for claim in by_source.get(s.id, ())]))
        for s in by_title
    ]
    head = context.head("sources.html", context.say("Sources"), context.say(ABOUT), "sources")
    return SourceList(head, tuple(listed))


def _page(context: Context, source: Source) -> SourcePage:
    about = f"{context.say(READ)} {source.title}"
    head = context.head(f"sources/{source.id}.html", source.title, about, "sources", source.path)
    uses = [_use(context, source, claim) for claim in context.graph.by_source.get(source.id, ())]
    return SourcePage(head, context.references[source.id], tuple(uses))


def _use(context: Context, source: Source, claim: Claim) -> Use:
    return Use(context.rows[claim.id], tuple([e for e in claim.evidence if e.source == source.id]))
