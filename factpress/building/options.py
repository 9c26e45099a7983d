"""What a run is asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factpress.building.timings import OFF, Clock

if TYPE_CHECKING:
    from factpress.building.memory import Shelf
    from factpress.meaning.rules import Rule
    from factpress.model.diagnostics import Diagnostic
    from factpress.model.graph import Publishing
    from factpress.pages.plan import Output


class Ahead(NamedTuple):
    """Pages that somebody waits for."""

    pages: frozenset[str]
    """Paths in the site: made before all others, and shown as soon as they are made."""
    shown: Callable[[], None]
    """Is called when one of them is there, by the process that made it."""


class Options(NamedTuple):
    """What a site is made from, and how."""

    content: Path
    templates: Path
    output: Path
    base_url: str = ""
    """In place of the one in `site.yaml`."""
    jobs: int = 0
    """Processes; 0 fits them to the work."""
    fresh: bool = False
    clock: Clock = OFF
    drafts: bool = False
    outputs: tuple[Output, ...] | None = None
    """Those of `plan.OUTPUTS` unless given."""
    rules: tuple[Rule, ...] | None = None
    """Those of `rules.RULES` unless given."""
    ahead: Ahead | None = None
    """Of a preview only: they are shown before links are followed."""
    shelf: Shelf | None = None
    """Where a process that builds again and again keeps what it has read of the last build's records."""


class Counts(NamedTuple):
    """How much was done."""

    read: int = 0
    """Files of the content."""
    anchored: int = 0
    """Claims whose quotes were looked for."""
    made: int = 0
    """Files of the site."""
    bytes: int = 0
    """Written to the site."""
    drawn: int = 0
    """Views of files of the site that were drawn up."""
    links: int = 0
    """Addresses that were followed, each once in a folder."""


class Built(NamedTuple):
    """What came of a run."""

    found: tuple[Diagnostic, ...]
    claims: int = 0
    made: dict[str, tuple[str, ...]] | None = None
    """Each file that was made, and why; none if nothing was published."""
    kept: int = 0
    counts: Counts = Counts()


def at_address(publishing: Publishing, base_url: str) -> Publishing:
    """Return the same publishing at another address, if one is given."""
    if not base_url:
        return publishing
    from dataclasses import replace  # a build with nothing to do does not wait for this

    return replace(publishing, site=replace(publishing.site, base_url=base_url.rstrip("/") + "/"))
