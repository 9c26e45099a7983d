"""Rules about headlines and other short texts."""

from __future__ import annotations

from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import MIDDLE, Graph
from factpress.text.folding import fold
from factpress.text.language import denies

LIMITS = {"claim": 140, "title": 90, "summary": 200}
"""Characters: a claim fits on a card, a headline into a list on a phone, a summary under a result of a search."""

ALIKE = 0.75
"""Share of a headline's runs of three letters that stand in the claim too, from which it says the same."""


def texts_are_short(graph: Graph, report: Report) -> None:
    """The claim restated, the headline and the summary are one short sentence each."""
    for claim in graph.publishing.claims:
        for key, code, what in (
            ("claim", "FP504", "restate it in one short sentence; details go into the body"),
            ("title", "FP513", "give the answer in one short line; the summary has the figure"),
            ("summary", "FP513", "keep to one sentence and the decisive fact; the rest goes into the body"),
        ):
            long, limit = len(getattr(claim, key)), LIMITS[key]
            if long > limit:
                message = f"the {key} has {long} characters, {long - limit} too many"
                report(Diagnostic(code, claim.location(key), message, what))


def no_bare_falsehood(graph: Graph, report: Report) -> None:
    """The headline of a claim rated below the middle of the scale does not just repeat the claim."""
    lang = graph.publishing.site.language
    for claim in graph.claims:
        verdict = graph.verdicts.get(claim.verdict)
        if not verdict or verdict.rank is None or verdict.rank >= MIDDLE:
            continue
        said = _runs(claim.claim)
        shown = _runs(claim.title)
        alike = len(shown & said) / len(shown) if shown else 0.0
        if alike >= ALIKE and not denies(claim.title, lang) - denies(claim.claim, lang):
            message = f"the headline repeats what is rated '{claim.verdict}'"
            help = "give the answer: what is right instead, or that it is not so"
            report(Diagnostic("FP514", claim.location("title"), message, help))


def _runs(text: str) -> frozenset[str]:
    words = "".join(c for c in fold(text).text if c.isalnum())
    return frozenset(words[n : n + 3] for n in range(len(words) - 2))
