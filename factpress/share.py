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


def pool(crew: Crew, pieces: Pieces, found: list[Diagnostic]) -> list[Pieces]:
    """Give every process the pieces and findings of all, by process."""
    shares = _swap(crew, tuple[Pieces, tuple[Diagnostic, ...]], (pieces, tuple(found)))
    found[:] = [diagnostic for _, share in shares for diagnostic in share]
    return [share for share, _ in shares]


def pool_anchors(crew: Crew, anchors: Anchors, found: list[Diagnostic]) -> Anchors:
    """Give every process the anchors and findings of all."""
    shares = _swap(crew, tuple[Anchors, tuple[Diagnostic, ...]], (anchors, tuple(found)))
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
