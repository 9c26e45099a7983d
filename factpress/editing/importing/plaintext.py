"""Parse plain text. Blank lines separate paragraphs. A line that looks like a heading is a heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from factpress.editing.importing.parsed import ImportedFile, ParsedTranscript, Segment
from factpress.editing.importing.speakers import find_names, starts_turn, time_format
from factpress.editing.importing.widths import width
from factpress.model.diagnostics import Report
from factpress.text.folding import OMISSION

HEADING = 80
"""Columns. A longer line is a paragraph."""
UNDERLINE = re.compile(r"(=+|-{3,}|~{3,})\s*")
MARKED = re.compile(r"(?:#{1,6}\s+|[■◆●▼]\s*|【(?=[^】]*】\s*\Z))(?P<words>.*?)\s*(?:】|#*)\s*")
MARK = "\0"
"""Put before a heading that the text marks as one, until all headings are known."""
SENTENCE_ENDS = tuple(".!?:;,。！？：；、，…)）]」』\"'”’-–—")
"""A line with such an end is no heading."""


def parse_text(file: ImportedFile, report: Report) -> ParsedTranscript:
    """Parse plain text. Every file that has no other format is plain text."""
    rows = [row.strip() for row in file.text.split("\n")]
    times = time_format(rows)
    names, _ = find_names(rows, times)
    found = _segments(file.text, lambda row: starts_turn(row, times, names))
    segments = tuple(_without_empty_headings(list(found)))
    if len(segments) > 1 and segments[0].heading:
        return ParsedTranscript(segments[1:], title=segments[0].words)
    return ParsedTranscript(segments)


def _without_empty_headings(segments: list[Segment]) -> Iterator[Segment]:
    """Yield the segments. A heading without a paragraph below becomes a paragraph, unless the text marks it."""
    for segment, below in zip(segments, (*segments[1:], None), strict=False):
        empty = segment.heading and (below is None or below.heading) and not segment.words.startswith(MARK)
        words = segment.words.removeprefix(MARK)
        yield replace(segment, words=words, heading=segment.heading and not empty)


def _segments(text: str, is_speech: Callable[[str], bool]) -> Iterator[Segment]:
    for line, rows in _paragraphs(text):
        marked = MARKED.fullmatch(rows[0]) if len(rows) == 1 else None
        if len(rows) == 2 and UNDERLINE.fullmatch(rows[1]) and width(rows[0]) <= HEADING:
            yield Segment(MARK + rows[0], line, True)
        elif marked and marked["words"]:
            yield Segment(MARK + marked["words"], line, True)
        elif len(rows) == 1 and _looks_like_heading(rows[0]) and not is_speech(rows[0]):
            yield Segment(rows[0], line, True)
        elif any(re.search(r"\w", row) or OMISSION in row for row in rows):
            yield Segment("\n".join(rows), line)


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines between blank lines, with the number of the first."""
    rows: list[str] = []
    for n, row in enumerate([*text.split("\n"), ""], 1):
        if row.strip():
            rows.append(row.strip())
        elif rows:
            yield n - len(rows), rows
            rows = []


def _looks_like_heading(row: str) -> bool:
    """Tell whether a line is short, begins like a heading and does not end like a sentence."""
    first = row[0]
    begins = first.isdigit() or first.isupper() or (first.isalpha() and first.upper() == first.lower())
    return begins and width(row) <= HEADING and not row.endswith(SENTENCE_ENDS) and any(c.isalpha() for c in row)
