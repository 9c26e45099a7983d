"""The talk as a strip, in which every passage has its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from factpress.model.graph import Passage, Section, Transcript
from factpress.pages.components import Mark, heading
from factpress.pages.context import Shell

WIDEST = 24
"""Steps of width that the stylesheet knows: lengths are classes, since the policy allows no style attributes."""

MOST_SIGNS = 6
"""As many columns of signs as the stylesheet knows."""


class Cell(NamedTuple):
    """A passage in the strip."""

    id: str
    number: int
    state: str
    """`checked`, or what is not checked: `fact`, `opinion`, `prediction`, `description`, `aside`."""
    width: int
    """From 1 to WIDEST, by the passage's length."""
    signs: int
    """How many signs stand side by side in it, from 1 to MOST_SIGNS."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section in the strip."""

    SHARED: ClassVar = True
    id: str
    number: int
    title: str
    width: int
    cells: tuple[Cell, ...]


def strip(shell: Shell, talk: Transcript) -> tuple[Stretch, ...]:
    """Return the talk as sections of cells."""
    lengths = {p.id: max(len(t.words) for t in p.texts) for s in talk.sections for p in s.passages}
    unit = max(lengths.values(), default=1) / WIDEST
    return tuple(_stretch(shell, talk, section, lengths, unit) for section in talk.sections)


def _stretch(shell: Shell, talk: Transcript, section: Section, lengths: dict[str, int], unit: float) -> Stretch:
    cells = tuple(
        _cell(shell, talk.id, passage, max(1, round(lengths[passage.id] / unit))) for passage in section.passages
    )
    return Stretch(section.id, section.number, heading(section), _share(cells), cells)


def _cell(shell: Shell, talk: str, passage: Passage, width: int) -> Cell:
    marks = tuple(map(shell.mark, shell.claims_at.get((talk, passage.id), ())))
    signs = min(max(len(marks), 1), MOST_SIGNS)
    return Cell(passage.id, passage.number, state(shell, talk, passage), width, signs, marks)


def _share(cells: tuple[Cell, ...]) -> int:
    return min(WIDEST, max(1, round(sum(cell.width for cell in cells) / 4)))


def state(shell: Shell, talk: str, passage: Passage) -> str:
    """Return `checked`, or the kind of what is not checked."""
    return "checked" if (talk, passage.id) in shell.claims_at else passage.kind
