"""Cut what was said into passages.

A paragraph that somebody wrote is a passage; a very long one is cut behind sentences. Cues end where a screen was full,
so their words are run together first and cut again:

- where the speaker changes;
- behind a sentence, once the passage has 400 columns;
- behind a sentence at a pause of two seconds, once it has 100 columns, and at one of ten seconds anyway.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from factpress.editing.importing.heard import Block
from factpress.editing.importing.widths import width
from factpress.text.language import sentences
from factpress.text.words import join_lines

PASSAGE = 400
"""Columns from which a passage ends with its sentence: some 70 English words."""
SHORT = 100
LONGEST = 1200
"""Columns of a sentence that is taken for captions without full stops, and cut between cues."""
PARAGRAPH = 3000
"""Columns of a paragraph that is cut: some 500 English words."""
PAUSE, BREAK = 2.0, 10.0
"""Seconds."""
SEVERAL = 3
"""Short lines with times from which they are taken for captions."""
SLOW = 12.0
"""Columns a second at which words are spoken at least, where nobody says when they end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or what stands for one; or a heading."""

    words: str
    line: int
    heading: bool = False
    speaker: str = ""
    start: float | None = None
    pause: float = 0.0
    """Seconds before it in which nobody speaks."""


def are_short(blocks: Sequence[Block]) -> bool:
    """Tell whether blocks are lines that all have times and mostly little room: captions, whatever their format."""
    said = [block for block in blocks if not block.heading]
    timed = bool(said) and all(block.start is not None for block in said)
    return timed and len(said) >= SEVERAL and median(width(block.words) for block in said) < SHORT


def pieces(blocks: Sequence[Block], cues: bool) -> tuple[Piece, ...]:
    """Return the paragraphs and headings, or of cues the sentences."""
    if not cues:
        return tuple(piece for block in blocks for piece in _paragraphs(block))
    runs = groupby(blocks, key=lambda block: (block.speaker, block.heading))
    return tuple(piece for (_, heading), run in runs for piece in _sentences(list(run), heading))


def passages(found: Sequence[Piece], cues: bool) -> tuple[Piece, ...]:
    """Put sentences of cues together to passages; paragraphs are passages already."""
    return tuple(_together(found)) if cues else tuple(found)


def along(found: Sequence[Piece], starts: Sequence[float]) -> tuple[tuple[Piece, ...], ...]:
    """Part sentences by the times at which the passages of the original begin; one group for each of these.

    Where several begin in one second, each change of the speaker leads to the next.
    """
    groups: list[list[Piece]] = [[] for _ in starts]
    at, speaker = 0, ""
    for piece in found:
        last = max(0, bisect_right(starts, piece.start or 0.0) - 1)
        first = bisect_left(starts, starts[last])
        at = max(at, first) if at < first or piece.speaker == speaker else min(at + 1, last)
        speaker = piece.speaker
        groups[at].append(piece)
    return tuple(map(tuple, groups))


def joined(group: Sequence[Piece]) -> Piece:
    """Return the pieces as one."""
    first = group[0]
    return Piece(join_lines(piece.words for piece in group), first.line, first.heading, first.speaker, first.start)


def _paragraphs(block: Block) -> Iterator[Piece]:
    words = join_lines(block.words.split("\n"))
    whole = Piece(words, block.line, block.heading, block.speaker, block.start)
    if block.heading or width(words) <= PARAGRAPH:
        yield whole
        return
    parts = [Piece(words[start:end].strip(), block.line, False, block.speaker) for start, end in sentences(words)]
    for n, part in enumerate(_together(parts)):
        yield part if n else Piece(part.words, part.line, False, part.speaker, block.start)


def _sentences(run: list[Block], heading: bool) -> Iterator[Piece]:
    """Yield the sentences of one speaker, with the time of the cue in which each begins."""
    if heading:
        yield from (Piece(join_lines(block.words.split("\n")), block.line, True) for block in run)
        return
    text = ""
    begins: list[int] = []
    for block in run:
        words = join_lines(block.words.split("\n"))
        joint = join_lines((text[-1:], words))[len(text[-1:]) : -len(words)] if text else ""
        begins.append(len(text) + len(joint))
        text += joint + words
    before: float | None = None
    for start, end in _bounds(text, begins):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        first, last = run[bisect_right(begins, start) - 1], run[bisect_right(begins, end - 1) - 1]
        gap = 0.0 if before is None or first.start is None else max(0.0, first.start - before)
        yield Piece(text[start:end].rstrip(), first.line, False, first.speaker, first.start, gap)
        before = last.end
        if before is None and last.start is not None:
            before = last.start + width(last.words) / SLOW


def _bounds(text: str, begins: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end; cues stand for the sentences of one that is too long."""
    for start, end in sentences(text):
        inside = begins[bisect_right(begins, start) : bisect_left(begins, end)]
        cuts = [start, *(inside if width(text[start:end]) > LONGEST else ()), end]
        yield from pairwise(cuts)


def _together(found: Sequence[Piece]) -> Iterator[Piece]:
    group: list[Piece] = []
    columns = 0
    for piece in found:
        if group and (
            piece.heading
            or group[0].heading
            or piece.speaker != group[0].speaker
            or columns >= PASSAGE
            or piece.pause >= (PAUSE if columns >= SHORT else BREAK)
        ):
            yield joined(group)
            group, columns = [], 0
        group.append(piece)
        columns += width(piece.words)
    if group:
        yield joined(group)
