"""What a run is asked for, and what came of it. Nothing here loads a library: a build with nothing to do needs this."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from factpress.model.diagnostics import Diagnostic


class Options(NamedTuple):
    """What a site is made from, and how."""

    content: Path
    templates: Path
    output: Path
    base_url: str = ""
    """In place of the one in `site.yaml`."""
    jobs: int = 0
    """Processes; 0 fits them to the work."""
    executor: Any = None
    """A `concurrent.futures.Executor` that does the work in place of processes of our own."""
    fresh: bool = False
    drafts: bool = False
    outputs: tuple[Any, ...] | None = None
    """Those of `pages.plan.OUTPUTS` unless given."""
    rules: tuple[Any, ...] | None = None
    """Those of `meaning.rules.RULES` unless given."""
    held: dict[tuple[str, bytes], Any] | None = None
    """Results that a process which builds again and again holds from one build to the next."""
    first: Collection[str] = ()
    """Paths of pages that somebody waits for: they are made first, and put into the present site at once."""
    shown: Callable[[str], object] = id
    """Is called with the path of such a page when it is there."""

    @property
    def asked(self) -> tuple[Any, ...]:
        """What decides the bytes of the site besides its files."""
        given = [f"{one.__module__}.{one.__qualname__}" for one in (*(self.outputs or ()), *(self.rules or ()))]
        return self.drafts, self.base_url, tuple(given)


class Counts(NamedTuple):
    """How much was done."""

    read: int = 0
    """Files of the content."""
    anchored: int = 0
    """Talks in which quotes were looked for."""
    made: int = 0
    """Files of the site."""
    bytes: int = 0
    """Written to the site."""
    drawn: int = 0
    """Views of files of the site that were drawn up."""
    links: int = 0
    """Addresses that were followed, each once in a folder."""


class Result(NamedTuple):
    """What came of a run."""

    found: tuple[Diagnostic, ...]
    claims: int = 0
    made: dict[str, tuple[str, ...]] | None = None
    """Each file that was made, and why; none if nothing was published."""
    kept: int = 0
    counts: Counts = Counts()
    timings: str = ""
    """A table of the stages."""


def remembered(result: Result) -> bytes:
    """Return what the next build needs if it comes to the same result."""
    found: Any = ()
    if result.found:
        from msgspec import to_builtins

        found = to_builtins(result.found)
    return marshal.dumps((result.claims, found))


def again(data: bytes, files: int) -> Result:
    """Return the result of a build that comes to what the last one came to; all files of the site are kept."""
    claims, plain = marshal.loads(data)
    found: tuple[Diagnostic, ...] = ()
    if plain:
        from msgspec import convert

        from factpress.model.diagnostics import Diagnostic

        found = convert(plain, tuple[Diagnostic, ...])
    return Result(found, claims, {}, files)
