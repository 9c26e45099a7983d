"""The editors' own pages, corrections, and the page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factpress.model.artifact import Artifact
from factpress.model.content import Correction, Verdict
from factpress.model.graph import Page
from factpress.pages.components import Row, Share, View
from factpress.pages.context import Context, Head

TEMPLATES = {"methodology": "methodology.html"}
"""Pages that show more than their text; `index` and `corrections` have outputs of their own."""


class EditorsPage(View, frozen=True):
    """What the templates `page.html` and `methodology.html` read."""

    head: Head
    heading: str
    shares: tuple[Share, ...]
    """For the method: each verdict and how often it was given."""
    prose: str = ""
    """The editor's text, as safe HTML."""


class Change(View, frozen=True):
    """A correction, in the list of all."""

    row: Row
    correction: Correction
    before: Verdict
    after: Verdict


class Corrections(View, frozen=True):
    """What the template `corrections.html` reads."""

    head: Head
    heading: str
    changes: tuple[Change, ...]
    """Newest first."""
    withdrawn: tuple[Row, ...]
    prose: str = ""
    """The editor's text, as safe HTML."""


class Lost(View, frozen=True):
    """What the template `404.html` reads."""

    head: Head


class Moved(View, frozen=True):
    """What the template `moved.html` reads."""

    head: Head
    path: str
    """Of the new page."""

    @property
    def target(self) -> str:
        """Return the way from the old page to the new."""
        return self.head.root + self.path


def pages(context: Context) -> Iterator[Artifact]:
    """Name the editors' pages, the corrections, the 404 page and a page for each address that moved."""
    page = context.page("corrections")
    yield Artifact("corrections.html", "corrections.html", partial(_corrections, context, page))
    for page in context.graph.publishing.pages:
        if page.id not in ("index", "corrections"):
            template = TEMPLATES.get(page.id, "page.html")
            yield Artifact(f"{page.id}.html", template, partial(_page, context, page))
    yield Artifact("404.html", "404.html", lambda: Lost(context.head("404.html", context.say("Page not found"))))
    for old, new, _ in context.graph.publishing.ledger:
        if new and "#" not in old:
            yield Artifact(old, "moved.html", partial(_moved, context, old, new))


def _page(context: Context, page: Page) -> EditorsPage:
    head = context.head(f"{page.id}.html", page.title, page.description, page.id, page.path)
    return EditorsPage(head, page.title, context.shares if page.id in TEMPLATES else (), page.prose.html)


def _moved(context: Context, old: str, new: str) -> Moved:
    return Moved(context.head(old, context.say("This page has moved")), new)


def _corrections(context: Context, page: Page | None) -> Corrections:
    graph, name = context.graph, "corrections"
    title = page.title if page else context.say("Corrections")
    head = context.head(f"{name}.html", title, page.description if page else "", name, page.path if page else "")
    withdrawn = tuple([context.rows[claim.id] for claim in graph.withdrawn])
    return Corrections(head, title, _changes(context), withdrawn, (page.prose.html) if page else "")


def _changes(context: Context) -> tuple[Change, ...]:
    graph, verdicts = context.graph, context.graph.verdicts
    found = [(correction, claim) for claim in (*graph.claims, *graph.withdrawn) for correction in claim.corrections]
    found.sort(key=lambda pair: (pair[0].date, pair[1].id), reverse=True)
    return tuple([Change(context.rows[claim.id], c, verdicts[c.from_], verdicts[c.to]) for c, claim in found])
