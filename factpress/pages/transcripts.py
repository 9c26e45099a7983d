"""A page for each talk: its passages, with the checks beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factpress.model.artifact import Artifact
from factpress.model.graph import Edition, Transcript
from factpress.pages.components import Row, View
from factpress.pages.context import Context, Head
from factpress.pages.coverage import Section, Stretch, coverage, sections
from factpress.pages.excerpts import Carriers, Excerpt, Words

LONGEST_SPAN = 30
"""Rows that a block of notes may run down; the stylesheet knows that many."""


class Note(View, frozen=True):
    """The check beside a passage."""

    row: Row
    previous: str
    """Claim before it in the talk, or empty."""
    following: str


class Annotated(View, frozen=True):
    """A passage with its notes."""

    passage: Excerpt
    state: str
    words: tuple[Words, ...]
    notes: tuple[Note, ...]
    span: int
    """Rows the notes run down: this passage and those after it that have none."""


class TranscriptPage(View, frozen=True):
    """What the template `transcript.html` reads."""

    head: Head
    talk: str
    editions: tuple[Edition, ...]
    original: Edition
    sections: tuple[Section, ...]

    @property
    def claims(self) -> dict[str, Row]:
        """Return the claims about the talk, in the order in which they first come up."""
        return {row.id: row for section in self.sections for at in section.passages for row in at.claims}

    @property
    def coverage(self) -> tuple[Stretch, ...]:
        """Return the sections as cells."""
        return coverage(self.sections)

    @property
    def chapters(self) -> list[tuple[Section, list[Annotated]]]:
        """Return each section with its passages as they are written."""
        carriers, notes = self._carriers(), self._notes()
        return [(section, _annotated(section, carriers, notes)) for section in self.sections]

    def _notes(self) -> dict[str, Note]:
        """Return the note of each claim."""
        claims = self.claims
        order = ("", *claims, "")
        return {id: Note(row, order[n], order[n + 2]) for n, (id, row) in enumerate(claims.items())}

    def _carriers(self) -> Carriers:
        """Return which marks carry `#claim-<id>`: the first in the talk, in the first language that has one."""
        slots = {edition.lang: n for n, edition in enumerate(self.editions)}
        found = [
            (a.claim, slots[a.lang], at.passage.number, a.start, a.lang, a.passage)
            for section in self.sections
            for at in section.passages
            for a in at.anchors
        ]
        first = {
            claim: (claim, lang, passage, start) for claim, *_, start, lang, passage in sorted(found, reverse=True)
        }
        return frozenset(first.values())


def transcripts(context: Context) -> Iterator[Artifact]:
    """Name the page of each talk."""
    for talk in context.graph.transcripts.values():
        yield Artifact(f"transcripts/{talk.id}.html", "transcript.html", partial(_page, context, talk))


def _page(context: Context, talk: Transcript) -> TranscriptPage:
    first = talk.editions[0]
    about = f"{first.speaker}: {first.title}"
    head = context.head(f"transcripts/{talk.id}.html", first.title, about, "transcript", first.path)
    return TranscriptPage(head, talk.id, talk.editions, talk.original, sections(context, talk))


def _annotated(section: Section, carriers: Carriers, notes: dict[str, Note]) -> list[Annotated]:
    found = []
    spans = _spans([bool(at.claims) for at in section.passages])
    for at, span in zip(section.passages, spans, strict=True):
        words = at.passage.marked(at.anchors, {row.id: row for row in at.claims}, carriers)
        here = tuple([notes[row.id] for row in at.claims])
        found.append(Annotated(at.passage, at.state, words, here, min(span, LONGEST_SPAN)))
    return found


def _spans(noted: list[bool]) -> list[int]:
    """Return for each passage of a section the rows to the next one that has notes."""
    found, span = [], 0
    for notes in (*reversed(noted[1:]), True):
        span += 1
        found.append(span)
        span = 0 if notes else span
    return found[::-1] if noted else []
