"""Hang a rendering on the passages of its original, which has all of them in their order.

Where both have times, its sentences go to the passage in whose time they begin. Otherwise its paragraphs are those of
the original, one by one, section by section where both have as many sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace

from factpress.editing.importing.cutting import Piece, along, joined, passages
from factpress.editing.importing.matching import gaps, in_order, matches
from factpress.editing.importing.revising import Change, Revision, compared, written
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Paragraph
from factpress.text.folding import OMISSION, fold
from factpress.text.similarity import similarity
from factpress.text.words import many, seconds

Pair = tuple[Paragraph, Piece]
"""A passage or heading of the original, and what it is in the rendering."""

Kind = TypeVar("Kind", Paragraph, Piece)


def followed(
    spine: Sequence[Paragraph],
    old: Sequence[Paragraph],
    new: Sequence[Piece],
    cues: bool,
    named: bool,
    files: tuple[str, str],
    report: Report,
) -> Revision:
    """Return a rendering with the ids of its original; report where its paragraphs cannot be told.

    `files` are the paths of the imported file and of the original.
    """
    if cues and _are_timed(spine, new):
        pairs = list(_by_time(spine, new))
    else:
        pairs = list(_by_order(spine, old, passages(new, cues), files, report))
    pairs += _headings(spine, new, files, report)
    by_id = {(one.heading, one.id): piece for one, piece in pairs}
    before = {(one.heading, one.id): one for one in old}
    found: list[Change] = []
    for one in spine:
        key = one.heading, one.id
        was = before.get(key)
        piece = by_id.get(key)
        if piece and piece.words != OMISSION:
            paragraph = written(was, piece, piece.words, one.id, named)
            paragraph = replace(paragraph, time="" if one.time else paragraph.time)
            score = similarity(fold(was.words).text, fold(piece.words).text) if was else 0.0
            found.append(compared(was, paragraph, score) if was else Change("new", paragraph, 0.0))
        elif was:
            found.append(Change("lost", was, 0.0))
    return Revision(tuple(change.paragraph for change in found if change.kind != "lost"), tuple(found))


def _are_timed(spine: Sequence[Paragraph], new: Sequence[Piece]) -> bool:
    times = [seconds(one.time) if one.time else None for one in spine if not one.heading]
    starts = [piece.start for piece in new if not piece.heading]
    known = [time for time in times if time is not None]
    return bool(known) and len(known) == len(times) and known == sorted(known) and None not in starts


def _by_time(spine: Sequence[Paragraph], new: Sequence[Piece]) -> Iterator[Pair]:
    said = [one for one in spine if not one.heading]
    groups = along([piece for piece in new if not piece.heading], [seconds(one.time) for one in said])
    yield from ((one, joined(group)) for one, group in zip(said, groups, strict=True) if group)


def _headings(
    spine: Sequence[Paragraph], new: Sequence[Piece], files: tuple[str, str], report: Report
) -> Iterator[Pair]:
    """Yield the headings one by one, if they are as many as in the original; otherwise report that they stay out."""
    ours, theirs = [one for one in spine if one.heading], [piece for piece in new if piece.heading]
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
        return
    for piece in theirs:
        message = f"the heading '{piece.words}' is left out: {len(theirs)} here, and {len(ours)} in the original"
        help = f"give both the same sections; the original is {files[1]}"
        report(Diagnostic("FP707", Location(files[0], piece.line or 1), message, help))


def _by_order(
    spine: Sequence[Paragraph], old: Sequence[Paragraph], new: Sequence[Piece], files: tuple[str, str], report: Report
) -> Iterator[Pair]:
    """Yield the passages one by one; those of an earlier version keep their place, and the rest fits between."""
    ours, theirs = _sections(spine), _sections(new)
    if len(ours) != len(theirs):
        ours, theirs = [list(chain(*ours))], [list(chain(*theirs))]
    words = {one.id: one.words for one in old if not one.heading}
    for wanted, have in zip(ours, theirs, strict=True):
        earlier = [words.get(one.id, "") for one in wanted]
        known = [m for m in in_order(matches(earlier, [piece.words for piece in have])) if earlier[m.old]]
        yield from ((wanted[m.old], have[m.new]) for m in known)
        for left, free in gaps(known, len(wanted), len(have)):
            if len(left) == len(free):
                yield from zip((wanted[n] for n in left), (have[n] for n in free), strict=True)
            elif free:
                report(_uneven([wanted[n] for n in left], [have[n] for n in free], files))


def _sections(found: Sequence[Kind]) -> list[list[Kind]]:
    sections: list[list[Kind]] = [[]]
    for one in found:
        if one.heading:
            sections.append([])
        else:
            sections[-1].append(one)
    return sections if sections[0] else sections[1:]


def _uneven(left: Sequence[Paragraph], free: Sequence[Piece], files: tuple[str, str]) -> Diagnostic:
    span = f" ({left[0].id}{f' to {left[-1].id}' if len(left) > 1 else ''})" if left else ""
    message = f"{many(len(free), 'paragraph')} here, where the original has {len(left)}{span}"
    help = f"part or join them until each has its counterpart in {files[1]}; write {OMISSION} for one that is left out"
    return Diagnostic("FP704", Location(files[0], free[0].line or 1), message, help)
