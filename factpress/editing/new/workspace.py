"""The content that an editor works on, and how a command answers the editor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from factpress.editing.loading import load_graph
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Graph
from factpress.model.options import Options


class Workspace(msgspec.Struct, frozen=True):
    """The content, and the functions that answer the editor."""

    content: Path
    name: str
    """The editor's name for that folder."""
    today: date
    graph: Graph
    found: tuple[Diagnostic, ...]
    """The diagnostics of the content before the command changes it."""
    report: Report
    echo: Callable[[str], None]
    """Prints a line."""

    def display_path(self, path: str) -> str:
        """Return a path that begins with `content/` as the editor knows it."""
        return self.name + path.removeprefix("content")

    def refuse(self, where: Location, message: str, help: str) -> bool:
        """Print why nothing is written. Return False."""
        self.echo(f"{self.display_path(where.path)}:{where.line}:{where.column}: {message}\n    help: {help}")
        return False

    def report_errors_in(self, folder: str) -> bool:
        """Report the errors of a folder: a broken file may hold what the command cannot find.

        Return whether there are any.
        """
        errors = [d for d in self.found if d.severity == "error" and d.where.path.startswith(f"content/{folder}/")]
        for error in errors:
            self.report(error)
        return bool(errors)

    def is_taken(self, folder: str, id: str) -> bool:
        """Tell whether an id is in use, or was ever published."""
        ledger = (address for old, new, _ in self.graph.publishing.ledger for address in (old, new))
        exists = id in self.graph.sources if folder == "sources" else any((self.content / folder).glob(f"{id}.*"))
        return exists or f"{folder}/{id}.html" in ledger

    def free_id(self, folder: str, id: str) -> str:
        """Return the id, with a number behind it if it is taken."""
        candidate, number = id, 2
        while self.is_taken(folder, candidate):
            candidate, number = f"{id}-{number}", number + 1
        return candidate


def open_workspace(content: Path, name: str, today: date, report: Report, echo: Callable[[str], None]) -> Workspace:
    """Read the content. Raises OSError if the folder or one of its files cannot be read."""
    graph, found = load_graph(Options(content, content, content))  # templates and output are not used
    return Workspace(content, name, today, graph, found, report, echo)
