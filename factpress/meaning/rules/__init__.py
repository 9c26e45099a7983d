"""House rules: what a publishing must keep to beyond being readable."""

from __future__ import annotations

from collections.abc import Callable

from factpress.meaning.rules.evidence import (
    dates_agree,
    follow_ups_are_read,
    has_evidence,
    rests_on_enough,
    sources_are_used,
)
from factpress.meaning.rules.ledger import addresses_stand, corrections_lead_here
from factpress.meaning.rules.quoting import excerpts_are_checked, only_facts_are_rated
from factpress.meaning.rules.sums import calculations_come_out
from factpress.meaning.rules.wording import no_bare_falsehood, texts_are_short
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Graph

Rule = Callable[[Graph, Report], None]

RULES: tuple[Rule, ...] = (
    has_evidence,
    rests_on_enough,
    dates_agree,
    follow_ups_are_read,
    sources_are_used,
    calculations_come_out,
    texts_are_short,
    no_bare_falsehood,
    excerpts_are_checked,
    only_facts_are_rated,
    corrections_lead_here,
    addresses_stand,
)


def judge(rules: tuple[Rule, ...], graph: Graph) -> tuple[Diagnostic, ...]:
    """Return all that the rules find in a graph."""
    found: list[Diagnostic] = []
    for rule in rules:
        rule(graph, found.append)
    return tuple(found)
