"""Give the passages of a newer version the ids that they had in the version before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from factpress.editing.importing.chunking import Chunk
from factpress.editing.importing.matching import Match, gaps, longest_in_order, match_passages
from factpress.editing.importing.speakers import UNNAMED
from factpress.editing.importing.writing import timestamp
from factpress.model.diagnostics import Location
from factpress.model.graph import Paragraph
from factpress.text.folding import OMISSION, fold
from factpress.text.language import sentences
from factpress.text.similarity import most_similar

NOWHERE = Location("")


class Change(msgspec.Struct, frozen=True):
    """What happened to a passage or a heading."""

    kind: Literal["the same", "changed", "moved", "new", "lost", "kept"]
    """Kept: the newer version does not have it, but others refer to it, so it stays without words."""
    paragraph: Paragraph
    """As it is now. If it is lost, as it was."""
    score: float = 100.0
    """Percent of equal letters."""
    after: str = ""
    """The id of the passage before it."""
    words: str = ""
    """Its words in the version that has them, if they are not printed in the file."""
    other_speaker: bool = False
    """Another person says it than in the earlier version."""


class Revision(msgspec.Struct, frozen=True):
    """A newer version, with ids, and what changed."""

    paragraphs: tuple[Paragraph, ...]
    changes: tuple[Change, ...]


def assign_ids(
    old: Sequence[Paragraph],
    new: Sequence[Chunk],
    used: Iterable[str],
    needed: Collection[str],
    excerpts: bool,
    speakers: bool,
) -> Revision:
    """Return the newer version of an original, with ids.

    `used` are all ids that were ever used. `needed` are those that something refers to. With `excerpts`, only words
    that were printed before are printed again. `speakers` tells whether the newer version names its speakers.
    """
    matches = {match.new: match for match in _match(old, new, excerpts)}
    ids = {heading: _unused_ids("s" if heading else "p", [*used, *(p.id for p in old)]) for heading in (True, False)}
    in_order = {
        match.new
        for heading in (True, False)
        for match in longest_in_order(m for m in matches.values() if new[m.new].heading == heading)
    }
    changes: list[Change] = []
    for n, chunk in enumerate(new):
        match = matches.get(n)
        before = old[match.old] if match else None
        words = _excerpt(before, chunk.words) if excerpts and not chunk.heading else chunk.words
        paragraph = merge_paragraph(before, chunk, words, before.id if before else next(ids[chunk.heading]), speakers)
        if match and before:
            changes.append(compare(before, paragraph, match.score, n not in in_order))
        else:
            changes.append(Change("new", paragraph, 0.0, words=chunk.words))
    return _with_lost(old, changes, {match.old for match in matches.values()}, needed)


def _match(old: Sequence[Paragraph], new: Sequence[Chunk], excerpts: bool) -> Iterator[Match]:
    """Yield the matches of headings and of passages. Passages without any printed word match by their position."""
    for heading in (True, False):
        olds = [n for n, one in enumerate(old) if one.heading == heading]
        news = [n for n, one in enumerate(new) if one.heading == heading]
        found = match_passages([old[o].words for o in olds], [new[n].words for n in news])
        matches = [Match(olds[m.old], news[m.new], m.score) for m in found]
        yield from matches
        if not heading:
            yield from _match_by_position(old, new, matches, excerpts)


def _match_by_position(
    old: Sequence[Paragraph], new: Sequence[Chunk], found: list[Match], excerpts: bool
) -> Iterator[Match]:
    # In a text that is printed in full, an omission is a passage that was lost. Only another omission can match it. If
    # most printed words have an omission beside them, the old text was an excerpt until now.
    printed = [one.words for one in old if not one.heading and _printed(one.words)]
    was_excerpt = sum(OMISSION in words for words in printed) * 2 > len(printed)
    full = not excerpts and not was_excerpt
    old_taken, new_taken = {m.old for m in found}, {m.new for m in found}
    for olds, news in gaps(longest_in_order(found), len(old), len(new)):
        wordless = [o for o in olds if not old[o].heading and o not in old_taken and not _printed(old[o].words)]
        free = [n for n in news if not new[n].heading and n not in new_taken and not (full and _printed(new[n].words))]
        if excerpts or len(wordless) == len(free):
            yield from (Match(o, n, 0.0) for o, n in zip(wordless, free, strict=False))


def _printed(words: str) -> str:
    return words.strip(OMISSION + " ")


def _unused_ids(letter: str, used: Iterable[str]) -> Iterator[str]:
    numbers = [int(found[1]) for id in used if (found := re.fullmatch(rf"{letter}(\d{{1,9}})", id))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{letter}{number}"


def merge_paragraph(before: Paragraph | None, chunk: Chunk, words: str, id: str, speakers: bool) -> Paragraph:
    """Return a passage or heading with new words, and with the attributes of its earlier version."""
    speaker = chunk.speaker.replace('"', "”")  # attribute values cannot contain a quotation mark
    new = Paragraph(chunk.heading, id, words, NOWHERE, time=timestamp(chunk.start), speaker=speaker)
    if not before:
        return new
    return replace(
        new,
        kind=before.kind,
        reason=before.reason,
        gist=before.gist and before.words == words,
        time=new.time or before.time,
        speaker=speaker if speakers and (speaker != UNNAMED or not before.speaker) else before.speaker,
    )


def compare(before: Paragraph, now: Paragraph, score: float, moved: bool = False) -> Change:
    """Return what happened to a passage or heading that both versions have. A new speaker is a change."""
    other_speaker = now.speaker != before.speaker
    same = now.words == before.words and not other_speaker
    kind: Literal["moved", "the same", "changed"] = "moved" if moved else "the same" if same else "changed"
    return Change(kind, now, score, other_speaker=other_speaker)


def _excerpt(before: Paragraph | None, words: str) -> str:
    """Return the words that were printed before, as they are now, with omissions for the rest."""
    text, at = "", 0
    for start, end in [*sorted(_printed_spans(before, words)), (len(words), len(words))]:
        if start >= at:
            skipped = words[at:start]
            left = " " if skipped[:1].isspace() and at else ""
            right = " " if skipped[-1:].isspace() and start < len(words) else ""
            text += f"{left}{OMISSION}{right}" if skipped.strip() else skipped
            text += words[start:end].strip()
            at = end
    same = before and "".join(before.words.split()) == "".join(text.split())
    return before.words if before and same else text.strip()


def _printed_spans(before: Paragraph | None, words: str) -> list[tuple[int, int]]:
    """Return the spans of the new words that were printed before, exactly or nearly."""
    spans: list[tuple[int, int]] = []
    folded = fold(words)
    for part in before.words.split(OMISSION) if before else ():
        wanted = fold(part.strip()).text
        at = folded.text.find(wanted) if wanted else -1
        if at >= 0:
            spans.append(folded.original(at, at + len(wanted)))
        elif wanted and (near := most_similar(part.strip(), words)):
            start, end = near[1]
            spans += [(s, e) for s, e in sentences(words) if min(e, end) - max(s, start) > (e - s) / 2]
    return spans


def _with_lost(old: Sequence[Paragraph], found: list[Change], matched: set[int], needed: Collection[str]) -> Revision:
    """Add the old passages that the newer version lacks, each behind the passage that it stood behind.

    Those that something refers to stay, without words.
    """
    position = {change.paragraph.id: n for n, change in enumerate(found)}
    lost: dict[int, list[Change]] = {}
    last = -1
    for n, one in enumerate(old):
        if n in matched:
            last = position[one.id]
        else:
            lost.setdefault(last, []).append(_unmatched(one, needed))
    changes = list(lost.get(-1, []))
    for n, change in enumerate(found):
        changes += [change, *lost.get(n, [])]
    after = ""
    placed: list[Change] = []
    for change in changes:
        placed.append(replace(change, after=after))
        if change.kind != "lost" and not change.paragraph.heading:
            after = change.paragraph.id
    return Revision(tuple(change.paragraph for change in placed if change.kind != "lost"), tuple(placed))


def _unmatched(one: Paragraph, needed: Collection[str]) -> Change:
    if one.id not in needed:
        return Change("lost", one, 0.0)
    if one.words == OMISSION:
        return Change("the same", one)
    wordless = one if one.heading else replace(one, words=OMISSION, gist=False)
    return Change("kept", wordless, 0.0, words=one.words)
