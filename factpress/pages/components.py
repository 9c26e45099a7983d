"""Components that several pages show: a claim's row, its mark, a source, the marks in a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import ClassVar, Literal

import msgspec

from factpress.model.content import Handling, Verdict
from factpress.model.graph import Claim, Graph, Section, Source


class View(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The base of all views and of what stands in them: plain values that msgspec can encode, and properties."""


class Mark(View, frozen=True):
    """A claim as a mark: number and verdict."""

    SHARED: ClassVar = True
    id: str
    number: int
    """0 if the claim is withdrawn."""
    title: str
    verdict: Verdict


class Row(Mark, frozen=True):
    """A claim in a list."""

    summary: str
    topics: tuple[tuple[str, str], ...]
    """Id and label."""
    transcript: str
    passage: str
    passage_number: int
    status: str


class Reference(View, frozen=True):
    """What pages show of a source."""

    SHARED: ClassVar = True
    id: str
    title: str
    language: str
    """Of the title, where it is another than the site's."""
    author: str
    container_title: str
    publisher: str
    issued: str
    url: str
    accessed: str
    archive_location: str
    custom: Handling


class Share(View, frozen=True):
    """How often a verdict was given."""

    verdict: Verdict
    claims: int
    percent: str
    """Of the most frequent one: the length of its bar."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A step in writing a passage: open a mark, write text, close a mark."""

    step: Literal["open", "again", "text", "close"]
    """`again` opens a mark that had to be closed where another began or ended."""
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
    """Return a claim's row."""
    anchors = graph.anchors[claim.id]
    locations = [a for a in anchors if a.transcript == claim.transcript] or anchors
    passages = [graph.passages[a.transcript, a.passage] for a in locations]
    first = min(passages, key=lambda p: p.number, default=None)
    return Row(
        claim.id,
        graph.numbers.get(claim.id, 0),
        claim.title,
        graph.verdicts[claim.verdict],
        claim.summary,
        tuple([(id, graph.topics[id].label) for id in claim.topics]),
        locations[0].transcript if locations else claim.transcript,
        first.id if first else "",
        first.number if first else 0,
        claim.status,
    )


def reference(source: Source) -> Reference:
    """Return what pages show of a source."""
    s, author = source, "; ".join(map(str, source.author))
    work = s.id, s.title, s.language, author, s.container_title, s.publisher, s.issued
    return Reference(*work, s.url, s.accessed, s.archive_location, s.custom)


def heading(section: Section) -> str:
    """Return a section's words in the first language that has them."""
    return section.headings[0][1] if section.headings else ""


def changed(claim: Claim) -> date:
    """Return the date of a claim's last change that a reader should know of."""
    return max((claim.published, claim.verified, *[c.date for c in claim.corrections]))


Span = tuple[int, int, Mark, bool]
"""Start, end and mark of a quote, and whether the claim's anchor belongs here."""


def weave(words: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Cut words at every start and end of a quote and nest the marks.

    Where two quotes cross, the inner mark is closed and opened again.
    """
    waiting = sorted(spans, key=lambda s: (s[0], -s[1], s[2].number))
    if all(span[1] <= after[0] for span, after in pairwise(waiting)):
        return _one_by_one(words, waiting)
    return _nested(words, waiting)


def _one_by_one(words: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Mark quotes that lie apart, as nearly all do: a few times as fast as `_nested`, with the same result."""
    at = 0
    for start, end, mark, first in spans:
        if start > at:
            yield Piece("text", words[at:start])
        yield Piece("open", "", mark, first)
        yield Piece("text", words[start:end])
        yield Piece("close", "", mark, False, True)
        at = end
    if at < len(words):
        yield Piece("text", words[at:])


def _nested(words: str, waiting: Sequence[Span]) -> Iterator[Piece]:
    """Mark quotes that hold or cross each other."""
    cuts = sorted({0, len(words), *(s[0] for s in waiting), *(s[1] for s in waiting)})
    stack: list[Span] = []
    for n, cut in enumerate(cuts):
        yield from _close(stack, cut)
        for span in [s for s in waiting if s[0] == cut]:
            stack.append(span)
            yield Piece("open", mark=span[2], first=span[3])
        if n + 1 < len(cuts):
            yield Piece("text", text=words[cut : cuts[n + 1]])


def _close(stack: list[Span], cut: int) -> Iterator[Piece]:
    """Close the marks that end at a cut; those opened after them are closed too, and opened again."""
    ending = sum(span[1] == cut for span in stack)
    again: list[Span] = []
    while ending:
        top = stack.pop()
        ends = top[1] == cut
        ending -= ends
        again += [] if ends else [top]
        yield Piece("close", mark=top[2], last=ends)
    for span in reversed(again):
        stack.append(span)
        yield Piece("again", mark=span[2])
