"""How much of a talk is checked: a row of cells in which every passage has its place."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from factpress.model.graph import Anchor, Transcript
from factpress.pages.components import Row, View, heading
from factpress.pages.context import Context
from factpress.pages.excerpts import Excerpt

WIDEST = 24
"""Steps of width that the stylesheet knows: lengths are classes, since the policy allows no style attributes."""

MOST_SIGNS = 6
"""As many columns of signs as the stylesheet knows."""


class Checked(View, frozen=True):
    """A passage, and the claims about it."""

    passage: Excerpt
    anchors: tuple[Anchor, ...]
    claims: tuple[Row, ...]

    @property
    def state(self) -> str:
        """Return `checked`, or the kind of what is not checked."""
        return "checked" if self.claims else self.passage.kind

    @property
    def length(self) -> int:
        """Return the length of its words in the language that takes most."""
        return max([len(text.words) for text in self.passage.texts])


class Section(View, frozen=True):
    """A section of a talk."""

    id: str
    number: int
    title: str
    headings: tuple[tuple[str, str], ...]
    """Language and words."""
    passages: tuple[Checked, ...]


class Cell(View, frozen=True):
    """A passage in the coverage."""

    id: str
    number: int
    state: str
    """`checked`, or what is not checked: `fact`, `opinion`, `prediction`, `description`, `aside`."""
    width: int
    """From 1 to WIDEST, by the passage's length."""
    marks: tuple[Row, ...]

    @property
    def signs(self) -> int:
        """Return how many signs stand side by side in it, from 1 to MOST_SIGNS."""
        return min(max(len(self.marks), 1), MOST_SIGNS)


class Stretch(View, frozen=True):
    """A section in the coverage."""

    SHARED: ClassVar = True
    id: str
    number: int
    title: str
    cells: tuple[Cell, ...]

    @property
    def width(self) -> int:
        """Return its width, by its cells'."""
        return min(WIDEST, max(1, round(sum(cell.width for cell in self.cells) / 4)))


def sections(context: Context, talk: Transcript) -> tuple[Section, ...]:
    """Return a talk with the claims about each passage."""

    def checked(at: tuple[str, str]) -> Checked:
        rows = tuple([context.rows[id] for id in context.claims_at.get(at, ())])
        return Checked(context.excerpts[at], context.graph.by_passage.get(at, ()), rows)

    return tuple(
        [
            Section(s.id, s.number, heading(s), s.headings, tuple([checked((talk.id, p.id)) for p in s.passages]))
            for s in talk.sections
        ]
    )


def coverage(sections: Collection[Section]) -> tuple[Stretch, ...]:
    """Return the sections of a talk as cells."""
    unit = max((p.length for section in sections for p in section.passages), default=1) / WIDEST

    def cell(at: Checked) -> Cell:
        return Cell(at.passage.id, at.passage.number, at.state, max(1, round(at.length / unit)), at.claims)

    return tuple([Stretch(s.id, s.number, s.title, tuple(map(cell, s.passages))) for s in sections])
