"""What is remembered of a file: what it says, and where its quotes stand."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from factpress.building.pack import pack, unpack
from factpress.building.records import NOTHING, Records, Ref
from factpress.model.diagnostics import Diagnostic
from factpress.model.graph import Anchor, Claim, Pieces, Publishing, Reading, Top

Basis = tuple[bytes, ...]
"""Digests of the editions in which a claim's quotes were looked for and judged."""


@dataclass(frozen=True, slots=True)
class Memory:
    """One file, as it was read and anchored."""

    reading: Reading
    anchors: tuple[Anchor, ...] = ()
    quoting: tuple[Diagnostic, ...] = ()
    """What was found in how it quotes."""
    basis: Basis = ()


def remember(records: Records, memory: Memory, set_in: bool) -> Ref:
    """Keep what is known of a file; a body that is set into its page is not kept a second time."""
    if set_in:
        memory = replace(memory, reading=without_body(memory.reading))
    row, *rest = pack(Memory, memory)
    *reading, prose, found = row
    # The body is packed by itself, since only one process needs it.
    return records.add(marshal.dumps(((*reading, marshal.dumps(prose), found), *rest)))


def without_body(reading: Reading) -> Reading:
    """Return what a file says but for the words of its body."""
    if not reading.prose or not reading.prose.html:
        return reading
    return replace(reading, prose=replace(reading.prose, html=None))


Shelf = dict[tuple[str, int], Memory]
"""What was kept of files with their bodies, by the place of its record: file and position."""


def recollected(
    records: Records, kept: Mapping[str, tuple[bytes, Ref]], mine: Callable[[str], bool], shelf: Shelf | None = None
) -> dict[str, Memory]:
    """Return what was kept of files, by path, with bodies at least of those that are mine.

    Those at the top have no record of their own. What is on the shelf is not read again, and nothing else stays there.
    """
    refs = {path: ref for path, (_, ref) in kept.items() if ref[2]}
    if shelf is None:
        return {path: recollect(records, ref, mine(path)) for path, ref in refs.items()}
    places = {path: (records.names[ref[0]], ref[1]) for path, ref in refs.items()}
    found = {path: shelf.get(places[path]) or recollect(records, ref, body=True) for path, ref in refs.items()}
    shelf.clear()
    shelf.update((places[path], memory) for path, memory in found.items())
    return found


def recollect(records: Records, ref: Ref, body: bool) -> Memory:
    """Return what was kept of a file, with its body or without."""
    row, *rest = marshal.loads(records[ref])
    *reading, prose, found = row
    memory: Memory = unpack(Memory, ((*reading, marshal.loads(prose) if body else None, found), *rest))
    return memory


def recollect_top(records: Records, ref: Ref) -> Top:
    """Return what the files at the top said."""
    top: Top = unpack(Top, marshal.loads(records[ref]))
    return top


def changed(
    records: Records,
    before: Mapping[str, tuple[bytes, Ref]],
    new: Iterable[str],
    claims: Iterable[Claim],
    anchors: Mapping[str, tuple[Anchor, ...]],
) -> frozenset[str] | None:
    """Return the claims of the files that are new, if they stand among the others as they stood; otherwise nothing."""
    now = {claim.path: claim for claim in claims}
    ids = set()
    for path in new:
        _, ref = before.get(path, (b"", NOTHING))
        then = recollect(records, ref, body=False) if ref[2] and path in now else None
        if not then or PLACE(then.reading.pieces.claims[0]) != PLACE(now[path]):
            return None
        if then.anchors != anchors[now[path].id]:
            return None
        ids.add(now[path].id)
    return frozenset(ids)


PLACE = attrgetter("transcript", "topics", "depends_on", "status")
"""What says, with its anchors, where a claim stands among the others."""


def basis(claim: Claim, editions: Mapping[str, Basis]) -> Basis:
    """Return the digests of the talks that a claim quotes."""
    talks = {quote.transcript or claim.transcript for quote in claim.quotes}
    return tuple(digest for talk in sorted(talks) for digest in editions.get(talk, ()))


def still_anchored(known: Iterable[Memory], talks: Mapping[str, Basis]) -> dict[str, tuple[Anchor, ...]]:
    """Return the anchors of remembered claims whose talks are the same as they were."""
    return {
        claim.id: memory.anchors
        for memory in known
        for claim in memory.reading.pieces.claims
        if memory.basis == basis(claim, talks)
    }


def stands(memory: Memory, standing: Mapping[str, object]) -> bool:
    """Tell whether what is remembered of a file's quotes still holds."""
    return all(claim.id in standing for claim in memory.reading.pieces.claims)


def editions(publishing: Publishing) -> dict[str, Basis]:
    """Return the digests of the editions of each talk."""
    return {talk.id: tuple(edition.digest for edition in talk.editions) for talk in publishing.transcripts}


def memories(
    news: Iterable[Reading],
    anchors: Mapping[str, tuple[Anchor, ...]],
    quoting: Mapping[str, tuple[Diagnostic, ...]],
    talks: Mapping[str, Basis],
) -> list[Memory]:
    """Return what is to be remembered of files that were just read, or whose quotes were looked for again."""
    return [
        Memory(reading, anchors[claim.id], quoting.get(claim.id, ()), basis(claim, talks))
        for reading in news
        for claim in reading.pieces.claims
    ] + [Memory(reading) for reading in news if not reading.pieces.claims]


def joined(pieces: Iterable[Pieces]) -> Pieces:
    """Put the pieces of all files together, in an order that does not depend on who read them."""
    pieces = tuple(pieces)
    return Pieces(
        claims=tuple(sorted((one for share in pieces for one in share.claims), key=lambda claim: claim.id)),
        sources=tuple(sorted((one for share in pieces for one in share.sources), key=lambda source: source.path)),
        scripts=tuple(sorted((one for share in pieces for one in share.scripts), key=lambda one: one.edition.path)),
        pages=tuple(sorted((one for share in pieces for one in share.pages), key=lambda page: page.path)),
        unread=frozenset(name for share in pieces for name in share.unread),
    )
