"""The editors' own pages, corrections, and the page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from factpress.model.artifact import Artifact
from factpress.model.content import Correction, Verdict
from factpress.model.graph import Page, Prose
from factpress.pages.components import Row
from factpress.pages.context import Frame, Shell
from factpress.pages.home import Share, shares

TEMPLATES = {"methodology": "methodology.html"}
"""Pages that show more than their text; `index` and `corrections` have outputs of their own."""


class PlainPage(NamedTuple):
    frame: Frame
    heading: str
    shares: tuple[Share, ...]
    """For the method: each verdict and how often it was given."""


class Change(NamedTuple):
    """A correction, in the list of all."""

    row: Row
    correction: Correction
    before: Verdict
    after: Verdict


class Corrections(NamedTuple):
    frame: Frame
    heading: str
    changes: tuple[Change, ...]
    """Newest first."""
    withdrawn: tuple[Row, ...]


class Lost(NamedTuple):
    frame: Frame


class Moved(NamedTuple):
    frame: Frame
    target: str
    """From the old page to the new."""


def pages(shell: Shell) -> Iterator[Artifact]:
    """Name the editors' pages, the corrections, the 404 page and a page for each address that moved."""
    written = {page.id: page for page in shell.graph.publishing.pages}
    page = written.get("corrections")
    prose = page.prose if page else Prose()
    yield Artifact("corrections.html", "corrections.html", partial(_corrections, shell, page), prose)
    for page in written.values():
        if page.id not in ("index", "corrections"):
            template = TEMPLATES.get(page.id, "page.html")
            yield Artifact(f"{page.id}.html", template, partial(_plain, shell, page), page.prose)
    yield Artifact("404.html", "404.html", lambda: Lost(shell.frame("404.html", shell.say("Page not found"))))
    for old, new, _ in shell.graph.publishing.ledger:
        if new and "#" not in old:
            yield Artifact(old, "moved.html", partial(_moved, shell, old, new))


def _plain(shell: Shell, page: Page) -> PlainPage:
    frame = shell.frame(f"{page.id}.html", page.title, page.description, page.id, page.path)
    return PlainPage(frame, page.title, shares(shell) if page.id in TEMPLATES else ())


def _moved(shell: Shell, old: str, new: str) -> Moved:
    frame = shell.frame(old, shell.say("This page has moved"))
    return Moved(frame, frame.root + new)


def _corrections(shell: Shell, page: Page | None) -> Corrections:
    graph = shell.graph
    found = [(correction, claim) for claim in (*graph.claims, *graph.withdrawn) for correction in claim.corrections]
    found.sort(key=lambda pair: (pair[0].date, pair[1].id), reverse=True)
    changes = tuple(Change(shell.row(claim), c, graph.verdicts[c.from_], graph.verdicts[c.to]) for c, claim in found)
    title = page.title if page else shell.say("Corrections")
    frame = shell.frame(
        "corrections.html", title, page.description if page else "", "corrections", page.path if page else ""
    )
    return Corrections(frame, title, changes, tuple(map(shell.row, graph.withdrawn)))
