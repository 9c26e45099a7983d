"""A page for each talk: its passages, with the checks beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from factpress.model import Anchor, Artifact, Claim, Edition, Graph, Passage, Transcript
from factpress.outputs.frame import Frame, Shell
from factpress.outputs.parts import Piece, Row, Stretch, claims_at, spans, state, strip, weave

LONGEST_SPAN = 30
"""Rows that a block of notes may run down; the stylesheet knows that many."""


@dataclass(frozen=True, slots=True)
class Words:
    """A passage in one language."""

    lang: str
    slot: int
    """Place of the language on the page, from 1."""
    original: bool
    gist: bool
    quoted: bool
    """Holds words that a claim quotes, or anything but an omission."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The check beside a passage."""

    row: Row
    previous: str
    """Claim before it in the talk, or empty."""
    following: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with its notes."""

    id: str
    number: int
    state: str
    time: str
    speaker: str
    words: tuple[Words, ...]
    notes: tuple[Note, ...]
    span: int
    """Rows the notes run down: this passage and those after it that have none."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page."""

    id: str
    number: int
    headings: tuple[tuple[str, str], ...]
    passages: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class TranscriptPage:
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
    graph = shell.graph
    here = {a.claim for key, anchors in graph.by_passage.items() if key[0] == talk.id for a in anchors}
    claims = {claim.id: claim for claim in graph.claims if claim.id in here}
    first = talk.editions[0]
    description = f"{first.speaker}: {first.title}"
    order = _order(graph, talk, claims)
    carriers = frozenset(_carrier(graph, talk, claim) for claim in claims.values())
    parts = tuple(
        Part(
            s.id,
            s.number,
            s.headings,
            tuple(_shown(shell, talk, s.passages, n, claims, carriers, order) for n in range(len(s.passages))),
        )
        for s in talk.sections
    )
    path = f"transcripts/{talk.id}.html"
    frame = shell.frame(path, first.title, description, "transcript", first.path)
    return TranscriptPage(frame, talk.id, talk.editions, talk.original, len(claims), strip(graph, talk, claims), parts)


def _order(graph: Graph, talk: Transcript, claims: dict[str, Claim]) -> tuple[str, ...]:
    """Return the claims in the order in which they first come up in this talk."""
    seen: dict[str, None] = {}
    for section in talk.sections:
        for passage in section.passages:
            seen.update(dict.fromkeys(claims_at(graph, talk.id, passage.id)))
    return tuple(seen)


def _carrier(graph: Graph, talk: Transcript, claim: Claim) -> tuple[str, str, str, int]:
    """Return which mark carries `#claim-<id>`: the first in the talk, in the first language that has one."""
    languages = [e.lang for e in talk.editions]

    def rank(a: Anchor) -> tuple[int, int, int]:
        return languages.index(a.lang), graph.passages[a.transcript, a.passage].number, a.start

    best = min((a for a in graph.anchors[claim.id] if a.transcript == talk.id), key=rank)
    return claim.id, best.lang, best.passage, best.start


def _shown(
    shell: Shell,
    talk: Transcript,
    passages: tuple[Passage, ...],
    n: int,
    claims: dict[str, Claim],
    carriers: frozenset[tuple[str, str, str, int]],
    order: tuple[str, ...],
) -> Shown:
    graph, passage = shell.graph, passages[n]
    found = claims_at(graph, talk.id, passage.id)
    span = 1
    while n + span < len(passages) and not claims_at(graph, talk.id, passages[n + span].id):
        span += 1
    return Shown(
        id=passage.id,
        number=passage.number,
        state=state(graph, talk.id, passage),
        time=passage.time,
        speaker=passage.speaker,
        words=words(graph, talk, passage, claims, carriers),
        notes=tuple(_note(shell, claims[id], order) for id in found),
        span=min(span, LONGEST_SPAN),
    )


def _note(shell: Shell, claim: Claim, order: tuple[str, ...]) -> Note:
    at = order.index(claim.id)
    return Note(shell.row(claim), order[at - 1] if at else "", order[at + 1] if at + 1 < len(order) else "")


def words(
    graph: Graph,
    talk: Transcript,
    passage: Passage,
    claims: dict[str, Claim],
    carriers: frozenset[tuple[str, str, str, int]],
) -> tuple[Words, ...]:
    """Return a passage in all its languages, the quotes of the claims marked."""
    anchors = [a for a in graph.by_passage.get((talk.id, passage.id), ()) if a.claim in claims]
    slots = {edition.lang: n for n, edition in enumerate(talk.editions, 1)}
    return tuple(
        Words(
            lang=text.lang,
            slot=slots[text.lang],
            original=text.lang == talk.original.lang,
            gist=text.gist,
            quoted=bool(text.words.strip("[…] ")),
            pieces=tuple(weave(text.words, spans(graph, anchors, text.lang, claims, carriers))),
        )
        for text in passage.texts
    )
