"""The body of a claim, with its links and citations resolved and its figures judged."""

from __future__ import annotations

from factpress.model.content import ClaimFile
from factpress.model.diagnostics import Report
from factpress.model.graph import Prose
from factpress.reading.figures import figures
from factpress.reading.markdown import Surroundings, to_html
from factpress.reading.todo import judge_lines


def body_of(claim: ClaimFile, path: str, text: str, line: int, lang: str, report: Report) -> Prose:
    """Render the body of a claim, which begins on that line of its file, in the language of the site."""
    figures(claim, path, text, line, lang, report)
    if claim.status != "draft":
        judge_lines(text, path, line, report)
    cited = tuple(row.source for row in claim.evidence)
    return to_html(text, Surroundings(path, line, "../", claim.transcript, cited), report)
