"""What several processes swap, and what each keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from factpress.crew import Crew
from factpress.diagnostics import Diagnostic
from factpress.model import Anchor, Artifact, Publishing

Anchors = dict[str, tuple[Anchor, ...]]


def pool(crew: Crew, publishing: Publishing, anchors: Anchors, found: list[Diagnostic]) -> tuple[Publishing, Anchors]:
    """Give every process the claims, anchors and findings of all."""
    shares = crew.swap((publishing.claims, anchors, publishing.unread, tuple(found)))
    found[:] = [diagnostic for *_, share in shares for diagnostic in share]
    claims = sorted((claim for share, *_ in shares for claim in share), key=lambda claim: claim.id)
    unread = frozenset(name for _, _, share, _ in shares for name in share)
    whole = {id: places for _, share, *_ in shares for id, places in share.items()}
    return replace(publishing, claims=tuple(claims), unread=unread), whole


def mine(artifacts: Iterable[Artifact], crew: Crew) -> Iterator[Artifact]:
    """Yield this process's share of what is planned.

    A claim's page is planned only where its body was read; what remains is dealt out by name.
    """
    return (a for a in artifacts if a.template == "claim.html" or crew.owns(a.path))
