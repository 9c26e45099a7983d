"""What an editor has before them: the content, read as `check` reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factpress.building.crew import Crew
from factpress.building.files import survey
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Graph
from factpress.model.options import Options
from factpress.pipeline import understand
from factpress.reading.locations import located


@dataclass(frozen=True, slots=True)
class Desk:
    """The content, and how the editor is answered."""

    content: Path
    name: str
    """What the editor calls that folder."""
    today: date
    graph: Graph
    found: tuple[Diagnostic, ...]
    """What is wrong already."""
    report: Report
    tell: Callable[[str], None]
    """Takes a line for the editor."""

    def shown(self, path: str) -> str:
        """Return a path as the editor knows it; `path` begins with `content/`."""
        return self.name + path.removeprefix("content")

    def refuse(self, where: Location, message: str, help: str) -> bool:
        """Say why nothing is written."""
        self.tell(f"{self.shown(where.path)}:{where.line}:{where.column}: {message}\n    help: {help}")
        return False

    def report_broken(self, folder: str) -> bool:
        """Report the errors that are in a folder already: what is looked for may be in what cannot be read."""
        errors = [d for d in self.found if d.severity == "error" and d.where.path.startswith(f"content/{folder}/")]
        for error in errors:
            self.report(error)
        return bool(errors)

    def taken(self, folder: str, id: str) -> bool:
        """Tell whether something has the id, or was ever published under it."""
        ledger = (address for old, new, _ in self.graph.publishing.ledger for address in (old, new))
        there = id in self.graph.sources if folder == "sources" else any((self.content / folder).glob(f"{id}.*"))
        return there or f"{folder}/{id}.html" in ledger

    def free(self, folder: str, id: str) -> str:
        """Return the id, with a number behind it if it is taken."""
        wanted, number = id, 2
        while self.taken(folder, wanted):
            wanted, number = f"{id}-{number}", number + 1
        return wanted


def desk(content: Path, name: str, today: date, report: Report, tell: Callable[[str], None]) -> Desk:
    """Read what is there. Raises OSError when the folder or a file of it cannot be read."""
    found: list[Diagnostic] = []
    options = Options(content, content, content)  # neither templates nor a site are touched
    graph = understand(options, survey(content), {}, None, Crew(), found).graph
    return Desk(content, name, today, graph, tuple(located(found, content)), report, tell)
