"""What a run is asked for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from factpress.crew import fitting
from factpress.diagnostics import Diagnostic
from factpress.model import Publishing
from factpress.plan import OUTPUTS, Output
from factpress.rules import RULES, Rule


@dataclass(frozen=True, slots=True)
class Options:
    """What a site is made from, and how."""

    content: Path
    templates: Path
    output: Path
    base_url: str = ""
    """In place of the one in `site.yaml`."""
    jobs: int = 0
    """Processes; 0 fits them to the work."""
    fresh: bool = False
    drafts: bool = False
    outputs: tuple[Output, ...] = OUTPUTS
    rules: tuple[Rule, ...] = RULES


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a run."""

    found: tuple[Diagnostic, ...]
    claims: int = 0
    made: dict[str, tuple[str, ...]] | None = None
    """Each file that was made, and why; none if nothing was published."""
    kept: int = 0


def jobs(options: Options) -> int:
    """Return how many processes to use: as many as asked for, or as the number of claims is worth."""
    return options.jobs or fitting(sum(1 for _ in (options.content / "claims").glob("*.md")))


def at_address(publishing: Publishing, base_url: str) -> Publishing:
    """Return the same publishing at another address, if one is given."""
    if not base_url:
        return publishing
    return replace(publishing, site=replace(publishing.site, base_url=base_url.rstrip("/") + "/"))
