"""A page for each claim: answer, words, reasons, arithmetic, evidence."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from factpress.model import Artifact, Claim, Graph, Source
from factpress.outputs.frame import Frame, Shell
from factpress.outputs.parts import Row
from factpress.outputs.transcripts import Words, words
from factpress.written import Calculation, Correction, Verdict

MOST_RELATED = 3
"""Related claims shown: a bounded number, so that one edit touches few pages."""


@dataclass(frozen=True, slots=True)
class Said:
    """A passage that the claim quotes."""

    transcript: str
    passage: str
    number: int
    time: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A row of the evidence table."""

    number: int
    source: Source
    stance: str
    shows: str
    locator: str


@dataclass(frozen=True, slots=True)
class Term:
    """An input of a calculation."""

    label: str
    value: str
    unit: str
    source: str
    number: int
    """Its row in the evidence table; 0 if it is not there."""


@dataclass(frozen=True, slots=True)
class Sum:
    title: str
    terms: tuple[Term, ...]
    formula: str
    result: str
    unit: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The claim before or after in the talk."""

    id: str
    number: int
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ClaimPage:
    frame: Frame
    claim: Claim
    number: int
    verdict: Verdict
    topics: tuple[tuple[str, str], ...]
    speaker: str
    transcript: str
    section: tuple[str, str]
    """Id and words of the section's heading."""
    said: tuple[Said, ...]
    evidence: tuple[Exhibit, ...]
    primary: int
    sums: tuple[Sum, ...]
    corrections: tuple[tuple[Correction, Verdict, Verdict], ...]
    """Newest first, with the verdicts before and after."""
    rests_on: tuple[Row, ...]
    carries: tuple[Row, ...]
    """Claims that rest on this one."""
    related: tuple[Row, ...]
    previous: Neighbour | None
    following: Neighbour | None
    review: str
    """ClaimReview of schema.org as JSON for a script element; empty for unrated claims."""


def claims(shell: Shell) -> Iterator[Artifact]:
    """Name the page of each claim whose body is here."""
    graph = shell.graph
    bodies = graph.publishing.bodies
    numbered: list[tuple[int | None, Claim]] = [*enumerate(graph.claims), *((None, claim) for claim in graph.withdrawn)]
    for n, claim in numbered:
        if claim.id in bodies:
            view = partial(_page, shell, claim, n)
            yield Artifact(f"claims/{claim.id}.html", "claim.html", view, bodies[claim.id].html)


def _page(shell: Shell, claim: Claim, n: int | None) -> ClaimPage:
    graph = shell.graph
    verdict = graph.verdicts[claim.verdict]
    talk = graph.transcripts[claim.transcript]
    shown = shell.row(claim)
    section = next((s for s in talk.sections if any(p.id == shown.passage for p in s.passages)), None)
    evidence = tuple(
        Exhibit(i, graph.sources[e.source], e.stance, e.shows, e.locator) for i, e in enumerate(claim.evidence, 1)
    )
    before = graph.claims[n - 1] if n else None
    after = graph.claims[n + 1] if n is not None and n + 1 < len(graph.claims) else None
    corrections = sorted(claim.corrections, key=lambda c: c.date, reverse=True)
    path = f"claims/{claim.id}.html"
    return ClaimPage(
        frame=shell.frame(
            path, f"{claim.title}: {verdict.label}", f"{verdict.label}. {claim.summary}", "claims", claim.path
        ),
        claim=claim,
        number=shown.number,
        verdict=verdict,
        topics=shown.topics,
        speaker=talk.editions[0].speaker,
        transcript=talk.id,
        section=(section.id, section.headings[0][1]) if section and section.headings else ("", ""),
        said=tuple(_said(graph, claim)) if n is not None else (),
        evidence=evidence,
        primary=sum(e.source.custom.kind == "primary" for e in evidence),
        sums=tuple(_sum(c, evidence) for c in claim.calculations),
        corrections=tuple((c, graph.verdicts[c.from_], graph.verdicts[c.to]) for c in corrections),
        rests_on=tuple(shell.row(graph.by_id[id]) for id in claim.depends_on),
        carries=tuple(map(shell.row, graph.dependents.get(claim.id, ())[:MOST_RELATED])),
        related=tuple(map(shell.row, _related(graph, claim))) if n is not None else (),
        previous=_neighbour(graph, before, claim),
        following=_neighbour(graph, after, claim),
        review=_review(shell, claim, verdict, talk.editions[0].speaker)
        if verdict.rank is not None and n is not None
        else "",
    )


def _neighbour(graph: Graph, other: Claim | None, claim: Claim) -> Neighbour | None:
    if not other or other.transcript != claim.transcript:
        return None
    return Neighbour(other.id, graph.numbers[other.id], other.title, graph.verdicts[other.verdict])


def _said(graph: Graph, claim: Claim) -> Iterator[Said]:
    keys = {(a.transcript, a.passage) for a in graph.anchors[claim.id]}
    for talk, passage_id in sorted(keys, key=lambda key: (key[0], graph.passages[key].number)):
        passage = graph.passages[talk, passage_id]
        marked = words(graph, graph.transcripts[talk], passage, {claim.id: claim}, frozenset())
        yield Said(talk, passage.id, passage.number, passage.time, marked)


def _related(graph: Graph, claim: Claim) -> tuple[Claim, ...]:
    """Return the claims on the same passages, then the nearest in the topics' order; a bounded few."""
    here = graph.numbers[claim.id]
    anchors = graph.anchors[claim.id]
    same = {other.claim for a in anchors for other in graph.by_passage.get((a.transcript, a.passage), ())}
    found = sorted(same, key=graph.numbers.__getitem__)
    for topic in claim.topics:
        listed = graph.by_topic[topic]
        at = bisect_left(listed, here, key=lambda other: graph.numbers[other.id])
        near = listed[max(0, at - MOST_RELATED) : at + MOST_RELATED + 1]
        found += [other.id for other in sorted(near, key=lambda other: (abs(graph.numbers[other.id] - here), other.id))]
    linked = {claim.id, *claim.depends_on, *(other.id for other in graph.dependents.get(claim.id, ()))}
    unlinked = dict.fromkeys(id for id in found if id not in linked)
    return tuple(graph.by_id[id] for id in unlinked)[:MOST_RELATED]


def _sum(calculation: Calculation, evidence: tuple[Exhibit, ...]) -> Sum:
    numbers = {exhibit.source.id: exhibit.number for exhibit in reversed(evidence)}
    terms = tuple(
        Term(name.replace("_", " "), figure(value.value), value.unit, value.source, numbers.get(value.source, 0))
        for name, value in calculation.inputs.items()
    )
    formula = (
        calculation.formula.replace("**", "^").replace("*", "×").replace("/", "÷").replace("-", "−").replace("_", " ")
    )
    return Sum(calculation.title, terms, formula, figure(calculation.result), calculation.unit)


def figure(value: Decimal) -> str:
    """Write a number with its digits as given and its thousands apart."""
    return f"{value:,f}".replace("-", "−")


def _review(shell: Shell, claim: Claim, verdict: Verdict, speaker: str) -> str:
    """Return the ClaimReview (schema.org) of a rated claim, safe inside a script element."""
    site = shell.graph.publishing.site
    talk = shell.graph.transcripts[claim.transcript]
    said_in = {"@type": "CreativeWork", "name": talk.original.title}
    if talk.original.source.url:
        said_in["url"] = talk.original.source.url
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{site.base_url}claims/{claim.id}.html",
        "name": claim.title,
        "claimReviewed": claim.claim,
        "datePublished": claim.published.isoformat(),
        "author": {"@type": "Organization", "name": site.publisher.name, "url": site.publisher.url or site.base_url},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": speaker}, "appearance": said_in},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": int(verdict.rank or 0),
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": verdict.label,
        },
    }
    return (
        json.dumps(review, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    )
