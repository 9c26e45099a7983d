"""Parts that several pages show: a claim's row, the strip of the talk, the marks in a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from factpress.model import Anchor, Claim, Graph, Passage, Section, Transcript
from factpress.written import Verdict

WIDEST = 24
"""Steps of width that the stylesheet knows: lengths are classes, since the policy allows no style attributes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim as a mark: number and verdict."""

    id: str
    number: int
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in a list."""

    SHARED: ClassVar = True
    id: str
    number: int
    title: str
    summary: str
    verdict: Verdict
    topics: tuple[tuple[str, str], ...]
    """Id and label."""
    transcript: str
    passage: str
    passage_number: int
    status: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A passage in the strip."""

    id: str
    number: int
    state: str
    """`checked`, or what is not checked: `fact`, `opinion`, `prediction`, `description`, `aside`."""
    width: int
    """From 1 to WIDEST, by the passage's length."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section in the strip."""

    id: str
    number: int
    title: str
    width: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A step in writing a passage: open a mark, write text, close a mark."""

    step: Literal["open", "text", "close"]
    text: str = ""
    mark: Mark | None = None
    first: bool = False
    """Opens the claim's first mark: the one that carries its anchor."""
    last: bool = False
    """Closes the claim's last mark in this passage."""


def mark(graph: Graph, claim: Claim) -> Mark:
    """Return a claim's mark."""
    return Mark(claim.id, graph.numbers[claim.id], claim.title, graph.verdicts[claim.verdict])


def row(graph: Graph, claim: Claim) -> Row:
    """Return a claim's row; a withdrawn claim has number 0."""
    places = [a for a in graph.anchors[claim.id] if a.transcript == claim.transcript] or list(graph.anchors[claim.id])
    passages = [graph.passages[a.transcript, a.passage] for a in places]
    first = min(passages, key=lambda p: p.number, default=None)
    return Row(
        id=claim.id,
        number=graph.numbers.get(claim.id, 0),
        title=claim.title,
        summary=claim.summary,
        verdict=graph.verdicts[claim.verdict],
        topics=tuple((id, graph.topics[id].label) for id in claim.topics),
        transcript=places[0].transcript if places else claim.transcript,
        passage=first.id if first else "",
        passage_number=first.number if first else 0,
        status=claim.status,
    )


def claims_at(graph: Graph, talk: str, passage: str) -> tuple[str, ...]:
    """Return the ids of the claims about a passage, each once, in the order of the talk."""
    found = {a.claim for a in graph.by_passage.get((talk, passage), ())}
    return tuple(sorted(found, key=graph.numbers.__getitem__))


def state(graph: Graph, talk: str, passage: Passage) -> str:
    """Return `checked`, or the kind of what is not checked."""
    return "checked" if (talk, passage.id) in graph.by_passage else passage.kind


def strip(graph: Graph, talk: Transcript, claims: dict[str, Claim]) -> tuple[Stretch, ...]:
    """Return the talk as sections of cells, in which every passage has its place."""
    lengths = {p.id: max(len(t.words) for t in p.texts) for s in talk.sections for p in s.passages}
    unit = max(lengths.values(), default=1) / WIDEST
    stretches = []
    for section in talk.sections:
        cells = tuple(
            Cell(
                id=p.id,
                number=p.number,
                state=state(graph, talk.id, p),
                width=max(1, round(lengths[p.id] / unit)),
                marks=tuple(mark(graph, claims[id]) for id in claims_at(graph, talk.id, p.id)),
            )
            for p in section.passages
        )
        stretches.append(Stretch(section.id, section.number, heading(section), _share(cells), cells))
    return tuple(stretches)


def _share(cells: tuple[Cell, ...]) -> int:
    return min(WIDEST, max(1, round(sum(cell.width for cell in cells) / 4)))


def heading(section: Section) -> str:
    """Return a section's words in the first language that has them."""
    return section.headings[0][1] if section.headings else ""


def weave(words: str, spans: Iterable[tuple[int, int, Mark, bool]]) -> Iterator[Piece]:
    """Cut words at every start and end of a quote and nest the marks.

    Spans are start, end, mark and whether the claim's anchor belongs here. Where two quotes cross, the inner mark is
    closed and opened again.
    """
    waiting = sorted(spans, key=lambda s: (s[0], -s[1], s[2].number))
    cuts = sorted({0, len(words), *(s[0] for s in waiting), *(s[1] for s in waiting)})
    stack: list[tuple[int, int, Mark, bool]] = []
    for n, cut in enumerate(cuts):
        ending = [span for span in stack if span[1] == cut]
        again: list[tuple[int, int, Mark, bool]] = []
        while ending:
            top = stack.pop()
            if top in ending:
                ending.remove(top)
                yield Piece("close", mark=top[2], last=True)
            else:
                again.append(top)
                yield Piece("close", mark=top[2])
        for span in reversed(again):
            stack.append(span)
            yield Piece("open", mark=span[2])
        for span in [s for s in waiting if s[0] == cut]:
            stack.append(span)
            yield Piece("open", mark=span[2], first=span[3])
        if n + 1 < len(cuts):
            yield Piece("text", text=words[cut : cuts[n + 1]])


def spans(
    graph: Graph,
    anchors: Iterable[Anchor],
    lang: str,
    claims: dict[str, Claim],
    carriers: frozenset[tuple[str, str, str, int]],
) -> list[tuple[int, int, Mark, bool]]:
    """Return the anchors in one language as spans to weave; carriers say where a claim's own anchor stands."""
    return [
        (a.start, a.end, mark(graph, claims[a.claim]), (a.claim, a.lang, a.passage, a.start) in carriers)
        for a in anchors
        if a.lang == lang
    ]
