"""What several processes swap, and what each keeps."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from factpress.building.crew import Crew
from factpress.building.pack import pack, unpack
from factpress.model.artifact import Artifact
from factpress.model.diagnostics import Diagnostic
from factpress.model.graph import Anchor, Claim, Pieces, Publishing

Anchors = dict[str, tuple[Anchor, ...]]


def pool(crew: Crew, pieces: Iterable[Pieces]) -> list[Pieces]:
    """Give every process the pieces of all, by process."""
    return _swap(crew, Pieces, pieces)


def pool_anchors(crew: Crew, anchors: Anchors) -> Anchors:
    """Give every process the anchors of all."""
    return {id: places for share in _swap(crew, Anchors, [anchors]) for id, places in share.items()}


def pool_findings(crew: Crew, found: list[Diagnostic]) -> None:
    """Give every process the findings of all."""
    found[:] = [diagnostic for share in _swap(crew, tuple[Diagnostic, ...], [tuple(found)]) for diagnostic in share]


def _swap(crew: Crew, shape: Any, values: Iterable[Any]) -> list[Any]:
    """Swap values, in rounds of some at a time so that little is held twice; one's own are not read again."""
    own = list(values)
    some = tuple[shape, ...]
    shares: list[list[Any]] = [[] for _ in range(crew.size)]
    for n in range(0, max(crew.swap(len(own))) if crew.size > 1 else 0, SOME):
        for rank, data in enumerate(crew.swap(marshal.dumps(pack(some, tuple(own[n : n + SOME]))))):
            if rank != crew.rank:
                shares[rank] += unpack(some, marshal.loads(data))
    shares[crew.rank] = own
    return [value for share in shares for value in share]


SOME = 100
"""Values that are packed together."""


def to_anchor(publishing: Publishing, known: Mapping[str, object], crew: Crew) -> list[Claim]:
    """Return this process's share of the claims whose anchors are not known: whole talks, if there are enough of them.

    What it takes to find many quotes in a talk is then done once.
    """
    wanted = [claim for claim in publishing.claims if claim.id not in known]
    talks = sorted({claim.transcript for claim in wanted})
    if len(talks) < 2 * crew.size:
        return wanted[crew.rank :: crew.size]
    ours = set(talks[crew.rank :: crew.size])
    return [claim for claim in wanted if claim.transcript in ours]


def mine(artifacts: Iterable[Artifact], crew: Crew) -> Iterator[Artifact]:
    """Yield this process's share of what is planned.

    A claim's page is made where its body is. Of the others, a process takes the next when it is done with one: some are
    a thousand times as much work as others.
    """
    if crew.size == 1:
        yield from artifacts
        return
    turn, others = crew.turn(), 0
    for artifact in artifacts:
        if artifact.path.startswith("claims/"):
            if crew.owns(artifact.path.removesuffix(".html") + ".md"):
                yield artifact
        else:
            if others == turn:
                yield artifact
                turn = crew.turn()
            others += 1
