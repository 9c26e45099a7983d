"""Divide what was said into passages.

A written paragraph is a passage. A very long one is divided after sentences. Cues end where the screen was full, so
their words are joined first and divided again:

- where the speaker changes;
- after a sentence, if the passage has at least 400 columns;
- after a sentence before a pause of two seconds, if the passage has at least 100 columns;
- after a sentence before a pause of ten seconds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

import msgspec

from factpress.editing.importing.parsed import Segment
from factpress.editing.importing.widths import width
from factpress.text.language import sentences
from factpress.text.words import join_lines

PASSAGE = 400
"""Columns from which a passage ends with its sentence: about 70 English words."""
SHORT = 100
LONGEST_SENTENCE = 1200
"""Columns. A longer sentence comes from captions without full stops, and is divided between cues."""
LONGEST_PARAGRAPH = 3000
"""Columns. A longer paragraph is divided: about 500 English words."""
PAUSE, LONG_PAUSE = 2.0, 10.0
"""Seconds."""
FEWEST_CUES = 3
"""So many short lines with times count as cues."""
SLOWEST = 12.0
"""Columns that a person speaks in a second at least. Used where the file has no end times."""


class Chunk(msgspec.Struct, frozen=True):
    """A sentence or a whole passage, or a heading."""

    words: str
    line: int
    heading: bool = False
    speaker: str = ""
    start: float | None = None
    pause: float = 0.0
    """Seconds of silence before it."""


def look_like_cues(segments: Sequence[Segment]) -> bool:
    """Tell whether all segments have times and most are short: such segments are captions in any format."""
    spoken = [segment for segment in segments if not segment.heading]
    timed = bool(spoken) and all(segment.start is not None for segment in spoken)
    return timed and len(spoken) >= FEWEST_CUES and median(width(segment.words) for segment in spoken) < SHORT


def split_into_chunks(segments: Sequence[Segment], cues: bool) -> tuple[Chunk, ...]:
    """Return headings, and paragraphs; or the sentences of cues."""
    if not cues:
        return tuple(chunk for segment in segments for chunk in _paragraphs(segment))
    runs = groupby(segments, key=lambda segment: (segment.speaker, segment.heading))
    return tuple(chunk for (_, heading), run in runs for chunk in _sentences(list(run), heading))


def merge_into_passages(chunks: Sequence[Chunk], cues: bool) -> tuple[Chunk, ...]:
    """Merge the sentences of cues into passages. Paragraphs are passages already."""
    return tuple(_merge(chunks)) if cues else tuple(chunks)


def group_by_starts(chunks: Sequence[Chunk], starts: Sequence[float]) -> tuple[tuple[Chunk, ...], ...]:
    """Return one group of sentences for each start time of a passage of the original.

    Where several passages start in the same second, each change of the speaker leads to the next.
    """
    groups: list[list[Chunk]] = [[] for _ in starts]
    at, speaker = 0, ""
    for chunk in chunks:
        last = max(0, bisect_right(starts, chunk.start or 0.0) - 1)
        first = bisect_left(starts, starts[last])
        at = max(at, first) if at < first or chunk.speaker == speaker else min(at + 1, last)
        speaker = chunk.speaker
        groups[at].append(chunk)
    return tuple(map(tuple, groups))


def join_chunks(group: Sequence[Chunk]) -> Chunk:
    """Return several chunks as one."""
    first = group[0]
    return Chunk(join_lines(chunk.words for chunk in group), first.line, first.heading, first.speaker, first.start)


def _paragraphs(segment: Segment) -> Iterator[Chunk]:
    words = join_lines(segment.words.split("\n"))
    whole = Chunk(words, segment.line, segment.heading, segment.speaker, segment.start)
    if segment.heading or width(words) <= LONGEST_PARAGRAPH:
        yield whole
        return
    parts = [Chunk(words[start:end].strip(), segment.line, False, segment.speaker) for start, end in sentences(words)]
    for n, part in enumerate(_merge(parts)):
        yield part if n else Chunk(part.words, part.line, False, part.speaker, segment.start)


def _sentences(run: list[Segment], heading: bool) -> Iterator[Chunk]:
    """Yield the sentences of one speaker, each with the time of the cue in which it begins."""
    if heading:
        yield from (Chunk(join_lines(segment.words.split("\n")), segment.line, True) for segment in run)
        return
    text, begins = _join_cues(run)
    before: float | None = None
    for start, end in _sentence_spans(text, begins):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        first, last = run[bisect_right(begins, start) - 1], run[bisect_right(begins, end - 1) - 1]
        pause = 0.0 if before is None or first.start is None else max(0.0, first.start - before)
        yield Chunk(text[start:end].rstrip(), first.line, False, first.speaker, first.start, pause)
        before = last.end
        if before is None and last.start is not None:
            before = last.start + width(last.words) / SLOWEST


def _join_cues(run: list[Segment]) -> tuple[str, list[int]]:
    """Return the words of cues as one text, and where each cue begins in it."""
    text = ""
    begins: list[int] = []
    for segment in run:
        words = join_lines(segment.words.split("\n"))
        joint = join_lines((text[-1:], words))[len(text[-1:]) : -len(words)] if text else ""
        begins.append(len(text) + len(joint))
        text += joint + words
    return text, begins


def _sentence_spans(text: str, begins: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end. Divide one that is too long where cues begin."""
    for start, end in sentences(text):
        inside = begins[bisect_right(begins, start) : bisect_left(begins, end)]
        cuts = [start, *(inside if width(text[start:end]) > LONGEST_SENTENCE else ()), end]
        yield from pairwise(cuts)


def _merge(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    group: list[Chunk] = []
    columns = 0
    for chunk in chunks:
        if group and (
            chunk.heading
            or group[0].heading
            or chunk.speaker != group[0].speaker
            or columns >= PASSAGE
            or chunk.pause >= (PAUSE if columns >= SHORT else LONG_PAUSE)
        ):
            yield join_chunks(group)
            group, columns = [], 0
        group.append(chunk)
        columns += width(chunk.words)
    if group:
        yield join_chunks(group)
