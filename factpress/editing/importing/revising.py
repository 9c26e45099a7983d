"""Give the passages of a newer version the ids of those that they were."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_change
from typing import Literal

from msgspec.structs import replace

from factpress.editing.importing.cutting import Piece
from factpress.editing.importing.matching import Match, gaps, in_order, matches
from factpress.editing.importing.speakers import UNNAMED
from factpress.editing.importing.writing import clock
from factpress.model.diagnostics import Location
from factpress.model.graph import Paragraph
from factpress.text.folding import OMISSION, fold
from factpress.text.language import sentences
from factpress.text.similarity import most_similar

NOWHERE = Location("")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a passage or a heading."""

    kind: Literal["the same", "changed", "moved", "new", "lost", "kept"]
    """Kept: it is not in the newer version, and stays since others refer to it."""
    paragraph: Paragraph
    """As it is now; of a lost one, as it was."""
    score: float = 100.0
    """Percent of letters that are the same."""
    after: str = ""
    """Id of the passage before it."""
    said: str = ""
    """Its words, where they do not stand in the file."""
    other_voice: bool = False
    """Somebody else says it than in the earlier version."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A newer version with its ids."""

    paragraphs: tuple[Paragraph, ...]
    changes: tuple[Change, ...]


def revised(
    old: Sequence[Paragraph],
    new: Sequence[Piece],
    taken: Iterable[str],
    needed: Collection[str],
    excerpts: bool,
    named: bool,
) -> Revision:
    """Return the newer version of an original.

    `taken` are ids that were ever used, `needed` those that something refers to. Of an excerpt, only the words that
    were quoted before are taken over. `named` says that the newer version tells who speaks.
    """
    pairs = {match.new: match for match in _paired(old, new, excerpts)}
    fresh = {heading: _fresh("s" if heading else "p", [*taken, *(p.id for p in old)]) for heading in (True, False)}
    steady = {match.new for heading in (True, False) for match in in_order(_of(pairs.values(), new, heading))}
    found: list[Change] = []
    for n, piece in enumerate(new):
        match = pairs.get(n)
        before = old[match.old] if match else None
        words = piece.words if not (excerpts and not piece.heading) else _excerpt(before, piece.words)
        paragraph = written(before, piece, words, before.id if before else next(fresh[piece.heading]), named)
        if match and before:
            found.append(compared(before, paragraph, match.score, n not in steady))
        else:
            found.append(Change("new", paragraph, 0.0, said=piece.words))
    return _with_lost(old, found, {match.old for match in pairs.values()}, needed)


def _of(found: Iterable[Match], new: Sequence[Piece], heading: bool) -> list[Match]:
    return [match for match in found if new[match.new].heading == heading]


def _paired(old: Sequence[Paragraph], new: Sequence[Piece], excerpts: bool) -> Iterator[Match]:
    """Yield which heading or passage each is; passages of which no word is known are told by their place."""
    for heading in (True, False):
        olds = [n for n, one in enumerate(old) if one.heading == heading]
        news = [n for n, one in enumerate(new) if one.heading == heading]
        found = matches([old[o].words for o in olds], [new[n].words for n in news])
        yield from (Match(olds[m.old], news[m.new], m.score) for m in found)
        if not heading:
            yield from _by_place(old, new, [Match(olds[m.old], news[m.new], m.score) for m in found], excerpts)


def _by_place(old: Sequence[Paragraph], new: Sequence[Piece], found: list[Match], excerpts: bool) -> Iterator[Match]:
    # What is left out of a text that is printed in full was lost on the way, and is the place of another omission only.
    # It was an excerpt until now if omissions stand beside most of its words.
    known_words = [one.words for one in old if not one.heading and _said(one.words)]
    was_excerpt = sum(OMISSION in words for words in known_words) * 2 > len(known_words)
    full = not excerpts and not was_excerpt
    taken, known = {m.old for m in found}, {m.new for m in found}
    for olds, news in gaps(in_order(found), len(old), len(new)):
        wordless = [o for o in olds if not old[o].heading and o not in taken and not _said(old[o].words)]
        free = [n for n in news if not new[n].heading and n not in known and not (full and _said(new[n].words))]
        if excerpts or len(wordless) == len(free):
            yield from (Match(o, n, 0.0) for o, n in zip(wordless, free, strict=False))


def _said(words: str) -> str:
    return words.strip(OMISSION + " ")


def _fresh(letter: str, taken: Iterable[str]) -> Iterator[str]:
    numbers = [int(found[1]) for id in taken if (found := re.fullmatch(rf"{letter}(\d{{1,9}})", id))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{letter}{number}"


def written(before: Paragraph | None, piece: Piece, words: str, id: str, named: bool) -> Paragraph:
    """Return a passage or heading with new words, and what its earlier version said beside them."""
    speaker = piece.speaker.replace('"', "”")  # as it is written
    new = Paragraph(piece.heading, id, words, NOWHERE, time=clock(piece.start), speaker=speaker)
    if not before:
        return new
    return replace(
        new,
        kind=before.kind,
        reason=before.reason,
        gist=before.gist and before.words == words,
        time=new.time or before.time,
        speaker=speaker if named and (speaker != UNNAMED or not before.speaker) else before.speaker,
    )


def compared(before: Paragraph, now: Paragraph, score: float, moved: bool = False) -> Change:
    """Return what became of a passage or heading that is still there; who says it counts as well as what."""
    other_voice = now.speaker != before.speaker
    same = now.words == before.words and not other_voice
    return Change("moved" if moved else "the same" if same else "changed", now, score, other_voice=other_voice)


def _excerpt(before: Paragraph | None, words: str) -> str:
    """Return the words that were quoted before as they stand now, and omissions for the rest."""
    kept: list[tuple[int, int]] = []
    whole = fold(words)
    for piece in before.words.split(OMISSION) if before else ():
        wanted = fold(piece.strip()).text
        at = whole.text.find(wanted) if wanted else -1
        if at >= 0:
            kept.append(whole.original(at, at + len(wanted)))
        elif wanted and (near := most_similar(piece.strip(), words)):
            start, end = near[1]
            kept += [(s, e) for s, e in sentences(words) if min(e, end) - max(s, start) > (e - s) / 2]
    out, at = "", 0
    for start, end in [*sorted(kept), (len(words), len(words))]:
        if start >= at:
            left = words[at:start]
            space = [
                " " if left[:1].isspace() and at else "",
                " " if left[-1:].isspace() and start < len(words) else "",
            ]
            out += f"{space[0]}{OMISSION}{space[1]}" if left.strip() else left
            out += words[start:end].strip()
            at = end
    same = before and "".join(before.words.split()) == "".join(out.split())
    return before.words if before and same else out.strip()


def _with_lost(old: Sequence[Paragraph], found: list[Change], survived: set[int], needed: Collection[str]) -> Revision:
    """Put what is lost and needed behind what it stood behind, without words."""
    place = {change.paragraph.id: n for n, change in enumerate(found)}
    behind: dict[int, list[Change]] = {}
    last = -1
    for n, one in enumerate(old):
        if n in survived:
            last = place[one.id]
        elif one.words == OMISSION and one.id in needed:
            behind.setdefault(last, []).append(Change("the same", one))
        elif one.id in needed:
            left = one if one.heading else replace(one, words=OMISSION, gist=False)
            behind.setdefault(last, []).append(Change("kept", left, 0.0, said=one.words))
        else:
            behind.setdefault(last, []).append(Change("lost", one, 0.0))
    changes = list(behind.get(-1, []))
    for n, change in enumerate(found):
        changes += [change, *behind.get(n, [])]
    after = ""
    placed: list[Change] = []
    for change in changes:
        placed.append(replace_change(change, after=after))
        if change.kind != "lost" and not change.paragraph.heading:
            after = change.paragraph.id
    return Revision(tuple(change.paragraph for change in placed if change.kind != "lost"), tuple(placed))
