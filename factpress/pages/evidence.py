"""The evidence table of a claim's page, and what its dates say of what was known."""

from __future__ import annotations

from collections.abc import Sequence

from factpress.pages.components import Reference, View


class Exhibit(View, frozen=True):
    """A row of the evidence table."""

    number: int
    source: Reference
    stance: str
    """Towards the claim."""
    shows: str
    locator: str


def by_source(evidence: Sequence[Exhibit]) -> dict[str, Exhibit]:
    """Return the first row of each source, by its id, in the order of the table."""
    found: dict[str, Exhibit] = {}
    for exhibit in evidence:
        found.setdefault(exhibit.source.id, exhibit)
    return found


def known(evidence: Sequence[Exhibit], said_on: str, then: bool) -> list[int]:
    """Return the numbers of the sources that were out when the claim was made, or of those that came out later."""
    return [e.number for e in by_source(evidence).values() if known_then(e.source.issued, said_on) is then]


def known_then(issued: str, said_on: str) -> bool | None:
    """Tell whether a source was out when something was said; nothing where the dates do not decide it.

    Dates are years, months or days; the day itself counts as before.
    """
    to = min(len(issued), len(said_on))
    if not to or (issued[:to] == said_on[:to] and to < len("2025-01-01")):
        return None
    return issued[:to] <= said_on[:to]
