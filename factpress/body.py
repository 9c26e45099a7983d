"""The body of a claim, with its links and citations resolved."""

from __future__ import annotations

from factpress.diagnostics import Report
from factpress.markdown import Surroundings, to_html
from factpress.model import Prose
from factpress.written import ClaimFile


def body_of(claim: ClaimFile, path: str, text: str, line: int, report: Report) -> Prose:
    """Render the body of a claim, which begins on that line of its file."""
    cited = tuple(row.source for row in claim.evidence)
    return to_html(text, Surroundings(path, line, "../", claim.transcript, cited), report)
