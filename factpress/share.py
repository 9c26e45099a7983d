"""What several processes swap, and what each keeps."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from typing import Any

from factpress.crew import Crew
from factpress.diagnostics import Diagnostic
from factpress.model import Anchor, Artifact, Pieces
from factpress.pack import pack, unpack

Anchors = dict[str, tuple[Anchor, ...]]
Findings = tuple[Diagnostic, ...]


def pool(crew: Crew, pieces: Pieces, found: list[Diagnostic]) -> Pieces:
    """Give every process the pieces and findings of all, in an order that does not depend on their number."""
    shares = _swap(crew, tuple[Pieces, Findings], (pieces, tuple(found)))
    found[:] = [diagnostic for _, share in shares for diagnostic in share]
    return Pieces(
        claims=tuple(sorted((one for share, _ in shares for one in share.claims), key=lambda claim: claim.id)),
        sources=tuple(sorted((one for share, _ in shares for one in share.sources), key=lambda source: source.path)),
        scripts=tuple(sorted((one for share, _ in shares for one in share.scripts), key=lambda one: one.edition.path)),
        pages=tuple(sorted((one for share, _ in shares for one in share.pages), key=lambda page: page.path)),
        unread=frozenset(name for share, _ in shares for name in share.unread),
    )


def pool_anchors(crew: Crew, anchors: Anchors, found: list[Diagnostic]) -> Anchors:
    """Give every process the anchors and findings of all."""
    shares = _swap(crew, tuple[Anchors, Findings], (anchors, tuple(found)))
    found[:] = [diagnostic for _, share in shares for diagnostic in share]
    return {id: places for share, _ in shares for id, places in share.items()}


def _swap(crew: Crew, shape: Any, value: Any) -> list[Any]:
    """Swap packed values; one's own does not travel."""
    if crew.size == 1:
        return [value]
    swapped = crew.swap(marshal.dumps(pack(shape, value)))
    return [value if n == crew.rank else unpack(shape, marshal.loads(data)) for n, data in enumerate(swapped)]


def mine(artifacts: Iterable[Artifact], crew: Crew) -> Iterator[Artifact]:
    """Yield this process's share of what is planned.

    A claim's page is planned only where its body was read; what remains is dealt out by name.
    """
    return (a for a in artifacts if a.template == "claim.html" or crew.owns(a.path))
