"""A page for each talk: its passages, with the checks beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from factpress.model.artifact import Artifact
from factpress.model.graph import Anchor, Edition, Section, Transcript
from factpress.pages.components import Row
from factpress.pages.context import Frame, Shell
from factpress.pages.coverage import Stretch, state, strip
from factpress.pages.excerpts import Carriers, Words, words
from factpress.pages.recording import heard, recording

LONGEST_SPAN = 30
"""Rows that a block of notes may run down; the stylesheet knows that many."""


class Note(NamedTuple):
    """The check beside a passage."""

    row: Row
    previous: str
    """Claim before it in the talk, or empty."""
    following: str


class Shown(NamedTuple):
    """A passage with its notes."""

    id: str
    number: int
    state: str
    time: str
    heard: str
    """Address of the recording at this passage, or empty."""
    speaker: str
    reason: str
    """Why it is not checked; empty where it is."""
    words: tuple[Words, ...]
    notes: tuple[Note, ...]
    span: int
    """Rows the notes run down: this passage and those after it that have none."""


class Part(NamedTuple):
    """A section of the page."""

    id: str
    number: int
    headings: tuple[tuple[str, str], ...]
    passages: tuple[Shown, ...]


class TranscriptPage(NamedTuple):
    frame: Frame
    talk: str
    editions: tuple[Edition, ...]
    original: Edition
    claims: int
    sections: tuple[Stretch, ...]
    chapters: tuple[Part, ...]


def transcripts(shell: Shell) -> Iterator[Artifact]:
    """Name the page of each talk."""
    for talk in shell.graph.transcripts.values():
        yield Artifact(f"transcripts/{talk.id}.html", "transcript.html", partial(_page, shell, talk))


def _page(shell: Shell, talk: Transcript) -> TranscriptPage:
    first = talk.editions[0]
    order = _order(shell, talk)
    carriers = frozenset(_carrier(shell, talk, id) for id in order)
    frame = shell.frame(
        f"transcripts/{talk.id}.html", first.title, f"{first.speaker}: {first.title}", "transcript", first.path
    )
    parts = tuple(
        Part(s.id, s.number, s.headings, tuple(_passages(shell, talk, s, carriers, order))) for s in talk.sections
    )
    return TranscriptPage(frame, talk.id, talk.editions, talk.original, len(order), strip(shell, talk), parts)


def _order(shell: Shell, talk: Transcript) -> dict[str, tuple[str, str]]:
    """Return the claims in the order in which they first come up in this talk, each with those before and after it."""
    found = dict.fromkeys(
        id for section in talk.sections for p in section.passages for id in shell.claims_at.get((talk.id, p.id), ())
    )
    order = ("", *found, "")
    return {id: (order[n], order[n + 2]) for n, id in enumerate(found)}


def _carrier(shell: Shell, talk: Transcript, claim: str) -> tuple[str, str, str, int]:
    """Return which mark carries `#claim-<id>`: the first in the talk, in the first language that has one."""
    slots, passages = shell.languages[talk.id][0], shell.graph.passages

    def rank(a: Anchor) -> tuple[int, int, int]:
        return slots[a.lang], passages[a.transcript, a.passage].number, a.start

    best = min((a for a in shell.graph.anchors[claim] if a.transcript == talk.id), key=rank)
    return claim, best.lang, best.passage, best.start


def _passages(
    shell: Shell, talk: Transcript, section: Section, carriers: Carriers, order: dict[str, tuple[str, str]]
) -> Iterator[Shown]:
    graph, media = shell.graph, recording(talk)
    spans = _spans([(talk.id, passage.id) in graph.by_passage for passage in section.passages])
    for passage, span in zip(section.passages, spans, strict=True):
        at = talk.id, passage.id
        yield Shown(
            passage.id,
            passage.number,
            state(shell, talk.id, passage),
            passage.time,
            heard(media, passage.time),
            passage.speaker,
            "" if at in graph.by_passage else passage.reason,
            words(shell, talk.id, passage, graph.by_passage.get(at, ()), carriers),
            tuple([Note(shell.row(graph.by_id[id]), *order[id]) for id in shell.claims_at.get(at, ())]),
            min(span, LONGEST_SPAN),
        )


def _spans(noted: list[bool]) -> list[int]:
    """Return for each passage of a section the rows to the next one that has notes."""
    found, span = [], 0
    for notes in (*reversed(noted[1:]), True):
        span += 1
        found.append(span)
        span = 0 if notes else span
    return found[::-1] if noted else []
