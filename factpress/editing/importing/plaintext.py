"""Plain text: blank lines part paragraphs, and a line that can only be a heading is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from factpress.editing.importing.heard import Block, Heard, Opened
from factpress.editing.importing.speakers import clock_of, named, opens
from factpress.editing.importing.widths import width
from factpress.model.diagnostics import Report
from factpress.text.folding import OMISSION

HEADING = 80
"""Columns; a longer line is a paragraph."""
UNDERLINE = re.compile(r"(=+|-{3,}|~{3,})\s*")
MARKED = re.compile(r"(?:#{1,6}\s+|[■◆●▼]\s*|【(?=[^】]*】\s*\Z))(?P<words>.*?)\s*(?:】|#*)\s*")
MARK = "\0"
"""Stands before a heading that its writer marked as one, until all are known."""
ENDS = tuple(".!?:;,。！？：；、，…)）]」』\"'”’-–—")
"""How lines end that are no headings."""


def text(opened: Opened, report: Report) -> Heard:
    """Read plain text, which any file is that is nothing else."""
    rows = [row.strip() for row in opened.text.split("\n")]
    times = clock_of(rows)
    names, _ = named(rows, times)
    blocks = tuple(_with_words(list(_blocks(opened.text, lambda row: opens(row, times, names)))))
    if len(blocks) > 1 and blocks[0].heading:
        return Heard(blocks[1:], title=blocks[0].words)
    return Heard(blocks)


def _with_words(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks; a line that is a heading by its looks only, and has nothing under it, is a paragraph."""
    for block, below in zip(blocks, (*blocks[1:], None), strict=False):
        bare = block.heading and (below is None or below.heading) and not block.words.startswith(MARK)
        words = block.words.removeprefix(MARK)
        yield replace(block, words=words, heading=block.heading and not bare)


def _blocks(whole: str, said: Callable[[str], bool]) -> Iterator[Block]:
    for line, rows in _parted(whole):
        marked = MARKED.fullmatch(rows[0]) if len(rows) == 1 else None
        if len(rows) == 2 and UNDERLINE.fullmatch(rows[1]) and width(rows[0]) <= HEADING:
            yield Block(MARK + rows[0], line, True)
        elif marked and marked["words"]:
            yield Block(MARK + marked["words"], line, True)
        elif len(rows) == 1 and _is_heading(rows[0]) and not said(rows[0]):
            yield Block(rows[0], line, True)
        elif any(re.search(r"\w", row) or OMISSION in row for row in rows):
            yield Block("\n".join(rows), line)


def _parted(whole: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of lines between blank lines, each with the number of its first line."""
    rows: list[str] = []
    for n, row in enumerate([*whole.split("\n"), ""], 1):
        if row.strip():
            rows.append(row.strip())
        elif rows:
            yield n - len(rows), rows
            rows = []


def _is_heading(row: str) -> bool:
    """Tell whether a line that stands alone is short, ends as no sentence does and begins as headings begin."""
    first = row[0]
    begins = first.isdigit() or first.isupper() or (first.isalpha() and first.upper() == first.lower())
    return begins and width(row) <= HEADING and not row.endswith(ENDS) and any(c.isalpha() for c in row)
