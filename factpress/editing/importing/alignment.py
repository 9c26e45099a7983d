"""Align a rendering with its original, which has all passages in order.

If both have times, a sentence goes to the passage during which it begins. Otherwise the paragraphs are paired one by
one, section by section if both have the same number of sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from factpress.editing.importing.chunking import Chunk, group_by_starts, join_chunks, merge_into_passages
from factpress.editing.importing.matching import gaps, longest_in_order, match_passages
from factpress.editing.importing.versions import Change, Revision, compare, merge_paragraph
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Paragraph
from factpress.text.folding import OMISSION, fold
from factpress.text.similarity import similarity
from factpress.text.words import many, seconds

Pair = tuple[Paragraph, Chunk]
"""A passage or heading of the original, and its rendering."""

Kind = TypeVar("Kind", Paragraph, Chunk)


class Files(msgspec.Struct, frozen=True):
    """Paths for diagnostics."""

    imported: str
    original: str


def align_rendering(
    original: Sequence[Paragraph],
    old: Sequence[Paragraph],
    new: Sequence[Chunk],
    cues: bool,
    speakers: bool,
    files: Files,
    report: Report,
) -> Revision:
    """Return a rendering with the ids of its original. Report paragraphs that cannot be aligned.

    `old` is the earlier version of the rendering. `speakers` tells whether the newer version names its speakers.
    """
    if cues and _have_times(original, new):
        pairs = list(_pair_by_time(original, new))
    else:
        pairs = list(_pair_by_order(original, old, merge_into_passages(new, cues), files, report))
    pairs += _pair_headings(original, new, files, report)
    renderings = {(one.heading, one.id): chunk for one, chunk in pairs}
    earlier = {(one.heading, one.id): one for one in old}
    changes: list[Change] = []
    for one in original:
        before, chunk = earlier.get((one.heading, one.id)), renderings.get((one.heading, one.id))
        if chunk and chunk.words != OMISSION:
            paragraph = merge_paragraph(before, chunk, chunk.words, one.id, speakers)
            paragraph = replace(paragraph, time="" if one.time else paragraph.time)
            score = similarity(fold(before.words).text, fold(chunk.words).text) if before else 0.0
            changes.append(compare(before, paragraph, score) if before else Change("new", paragraph, 0.0))
        elif before:
            changes.append(Change("lost", before, 0.0))
    return Revision(tuple(change.paragraph for change in changes if change.kind != "lost"), tuple(changes))


def _have_times(original: Sequence[Paragraph], new: Sequence[Chunk]) -> bool:
    """Tell whether all passages of the original and all sentences have times, those of the original in order."""
    times = [seconds(one.time) if one.time else None for one in original if not one.heading]
    starts = [chunk.start for chunk in new if not chunk.heading]
    known = [time for time in times if time is not None]
    return bool(known) and len(known) == len(times) and known == sorted(known) and None not in starts


def _pair_by_time(original: Sequence[Paragraph], new: Sequence[Chunk]) -> Iterator[Pair]:
    passages = [one for one in original if not one.heading]
    spoken = [chunk for chunk in new if not chunk.heading]
    groups = group_by_starts(spoken, [seconds(one.time) for one in passages])
    yield from ((one, join_chunks(group)) for one, group in zip(passages, groups, strict=True) if group)


def _pair_headings(original: Sequence[Paragraph], new: Sequence[Chunk], files: Files, report: Report) -> Iterator[Pair]:
    """Yield the headings one by one if both have the same number. Otherwise report that they are left out."""
    ours, theirs = [one for one in original if one.heading], [chunk for chunk in new if chunk.heading]
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
        return
    for chunk in theirs:
        message = f"the heading '{chunk.words}' is left out: {len(theirs)} here, and {len(ours)} in the original"
        help = f"give both the same sections; the original is {files.original}"
        report(Diagnostic("FP707", Location(files.imported, chunk.line or 1), message, help))


def _pair_by_order(
    original: Sequence[Paragraph], old: Sequence[Paragraph], new: Sequence[Chunk], files: Files, report: Report
) -> Iterator[Pair]:
    """Yield the passages one by one. Those of the earlier version stay, and the others must fit between them."""
    ours, theirs = _sections(original), _sections(new)
    if len(ours) != len(theirs):
        ours, theirs = [list(chain(*ours))], [list(chain(*theirs))]
    words = {one.id: one.words for one in old if not one.heading}
    for passages, chunks in zip(ours, theirs, strict=True):
        earlier = [words.get(one.id, "") for one in passages]
        matches = match_passages(earlier, [chunk.words for chunk in chunks])
        known = [m for m in longest_in_order(matches) if earlier[m.old]]
        yield from ((passages[m.old], chunks[m.new]) for m in known)
        for missing, free in gaps(known, len(passages), len(chunks)):
            if len(missing) == len(free):
                yield from zip((passages[n] for n in missing), (chunks[n] for n in free), strict=True)
            elif free:
                report(_uneven([passages[n] for n in missing], [chunks[n] for n in free], files))


def _sections(found: Sequence[Kind]) -> list[list[Kind]]:
    sections: list[list[Kind]] = [[]]
    for one in found:
        if one.heading:
            sections.append([])
        else:
            sections[-1].append(one)
    return sections if sections[0] else sections[1:]


def _uneven(missing: Sequence[Paragraph], free: Sequence[Chunk], files: Files) -> Diagnostic:
    ids = f" ({missing[0].id}{f' to {missing[-1].id}' if len(missing) > 1 else ''})" if missing else ""
    message = f"{many(len(free), 'paragraph')} here, where the original has {len(missing)}{ids}"
    advice = f"part or join them until each has its counterpart in {files.original}"
    help = f"{advice}; write {OMISSION} for one that is left out"
    return Diagnostic("FP704", Location(files.imported, free[0].line or 1), message, help)
