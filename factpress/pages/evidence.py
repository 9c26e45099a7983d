"""The evidence table of a claim's page, and what its dates say of what was known."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from factpress.model.content import Evidence
from factpress.pages.components import Reference, View


class Exhibit(View, frozen=True):
    """A row of the evidence table."""

    number: int
    source: Reference
    stance: str
    shows: str
    locator: str


def exhibits(evidence: Iterable[Evidence], sources: Iterable[Reference]) -> tuple[Exhibit, ...]:
    """Return the rows of the table; `sources` has the source of each piece of evidence."""
    rows = enumerate(zip(evidence, sources, strict=True), 1)
    return tuple([Exhibit(n, source, e.stance, e.shows, e.locator) for n, (e, source) in rows])


def numbers(sources: Iterable[Reference]) -> dict[str, int]:
    """Return the number of each source, by id: that of its first row."""
    found: dict[str, int] = {}
    for n, source in enumerate(sources, 1):
        found.setdefault(source.id, n)
    return found


def primary(sources: Iterable[Reference]) -> int:
    """Return how many sources are primary, without those that nobody opened."""
    opened = [source for source in sources if source.read != "not-read"]
    return len({source.id for source in opened if source.kind == "primary"})


def known(sources: Collection[Reference], said_on: str, then: bool) -> tuple[int, ...]:
    """Return the numbers of the sources that were out when the claim was made, or of those that came out later."""
    issued = {source.id: source.issued for source in sources}
    return tuple([n for id, n in numbers(sources).items() if known_then(issued[id], said_on) is then])


def known_then(issued: str, said_on: str) -> bool | None:
    """Tell whether a source was out when something was said; nothing where the dates do not decide it.

    Dates are years, months or days; the day itself counts as before.
    """
    to = min(len(issued), len(said_on))
    if not to or (issued[:to] == said_on[:to] and to < len("2025-01-01")):
        return None
    return issued[:to] <= said_on[:to]
