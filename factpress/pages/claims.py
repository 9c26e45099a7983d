"""A page for each claim: answer, words, reasons, arithmetic, evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from factpress.model.artifact import Artifact
from factpress.model.content import Correction, Verdict
from factpress.model.graph import Anchor, Claim, Source, Transcript
from factpress.pages.calculations import Sum, sum_of
from factpress.pages.components import Mark, Row
from factpress.pages.context import Frame, Shell
from factpress.pages.data import JSON
from factpress.pages.excerpts import Words, around, words
from factpress.pages.recording import heard, recording

MOST_RELATED = 3
"""Related claims shown: a bounded number, so that one edit touches few pages."""


class Said(NamedTuple):
    """A passage that the claim quotes."""

    transcript: str
    passage: str
    number: int
    time: str
    heard: str
    """Address of the recording at this passage, or empty."""
    words: tuple[Words, ...]
    """The sentences that are quoted from, with the one before and the one after."""
    left_out: tuple[str, ...]
    """What the sentences of the quotes say beside them."""


class Exhibit(NamedTuple):
    """A row of the evidence table."""

    number: int
    source: Source
    stance: str
    shows: str
    locator: str


class ClaimPage(NamedTuple):
    frame: Frame
    id: str
    status: str
    title: str
    summary: str
    restated: str
    """The claim in our words."""
    said_on: str
    published: str
    verified: str
    authors: str
    would_change: str
    number: int
    verdict: Verdict
    topics: tuple[tuple[str, str], ...]
    speaker: str
    transcript: str
    section: tuple[str, str]
    """Id and words of the section's heading."""
    said: tuple[Said, ...]
    evidence: tuple[Exhibit, ...]
    sources: int
    """How many sources there are: one may have several rows."""
    primary: int
    """How many of them are primary, leaving out those that nobody opened."""
    no_primary: str
    known_then: tuple[int, ...]
    """Numbers of the sources that were out when the claim was made."""
    known_since: tuple[int, ...]
    """Numbers of those that came out later."""
    sums: tuple[Sum, ...]
    corrections: tuple[tuple[Correction, Verdict, Verdict], ...]
    """Newest first, with the verdicts before and after."""
    rests_on: tuple[Row, ...]
    carries: tuple[Row, ...]
    """Claims that rest on this one."""
    related: tuple[Row, ...]
    previous: Mark | None
    following: Mark | None
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
            yield Artifact(f"claims/{claim.id}.html", "claim.html", view, bodies[claim.id])


def _page(shell: Shell, claim: Claim, n: int | None) -> ClaimPage:
    graph = shell.graph
    verdict = graph.verdicts[claim.verdict]
    talk = graph.transcripts[claim.transcript]
    speaker = talk.editions[0].speaker
    shown = shell.row(claim)
    evidence = tuple(
        [Exhibit(i, graph.sources[e.source], e.stance, e.shows, e.locator) for i, e in enumerate(claim.evidence, 1)]
    )
    numbers = {exhibit.source.id: exhibit.number for exhibit in reversed(evidence)}
    customs = [graph.sources[id].custom for id in numbers]
    said_on = talk.original.published or talk.editions[0].published
    out = sorted((number, known_then(graph.sources[id].issued, said_on)) for id, number in numbers.items())
    before = graph.claims[n - 1] if n else None
    after = graph.claims[n + 1] if n is not None and n + 1 < len(graph.claims) else None
    corrections = sorted(claim.corrections, key=lambda c: c.date, reverse=True)
    return ClaimPage(
        frame=shell.frame(
            f"claims/{claim.id}.html",
            f"{claim.title}: {verdict.label}",
            f"{verdict.label}. {claim.summary}",
            "claims",
            claim.path,
        ),
        id=claim.id,
        status=claim.status,
        title=claim.title,
        summary=claim.summary,
        restated=claim.claim,
        said_on=said_on,
        published=claim.published.isoformat(),
        verified=claim.verified.isoformat(),
        authors=", ".join(claim.authors),
        would_change=claim.would_change,
        number=shown.number,
        verdict=verdict,
        topics=shown.topics,
        speaker=speaker,
        transcript=talk.id,
        section=shell.sections.get((talk.id, shown.passage), ("", "")),
        said=_said(shell, claim) if n is not None else (),
        evidence=evidence,
        sources=len(numbers),
        primary=sum([c.kind == "primary" and c.read != "not-read" for c in customs]),
        no_primary=claim.no_primary,
        known_then=tuple([number for number, then in out if then]),
        known_since=tuple([number for number, then in out if then is False]),
        sums=tuple([sum_of(c, numbers) for c in claim.calculations]),
        corrections=tuple([(c, graph.verdicts[c.from_], graph.verdicts[c.to]) for c in corrections]),
        rests_on=tuple([shell.row(graph.by_id[id]) for id in claim.depends_on]),
        carries=tuple(map(shell.row, graph.dependents.get(claim.id, ())[:MOST_RELATED])),
        related=tuple(map(shell.row, _related(shell, claim))) if n is not None else (),
        previous=shell.mark(before.id) if before and before.transcript == claim.transcript else None,
        following=shell.mark(after.id) if after and after.transcript == claim.transcript else None,
        review=_review(shell, claim, verdict, talk) if verdict.rank is not None and n is not None else "",
    )


def known_then(issued: str, said_on: str) -> bool | None:
    """Tell whether a source was out when something was said; nothing where the dates do not decide it.

    Dates are years, months or days; the day itself counts as before.
    """
    to = min(len(issued), len(said_on))
    if not to or (issued[:to] == said_on[:to] and to < len("2025-01-01")):
        return None
    return issued[:to] <= said_on[:to]


def _said(shell: Shell, claim: Claim) -> tuple[Said, ...]:
    graph = shell.graph
    at: dict[tuple[str, str], list[Anchor]] = {}
    for anchor in graph.anchors[claim.id]:
        at.setdefault((anchor.transcript, anchor.passage), []).append(anchor)
    found = []
    for talk, id in sorted(at, key=lambda key: (key[0], graph.passages[key].number)):
        passage = graph.passages[talk, id]
        marked = tuple(map(around, words(shell, talk, passage, at[talk, id])))
        play = heard(recording(graph.transcripts[talk]), passage.time)
        left_out = dict.fromkeys([claim.quotes[anchor.quote].left_out for anchor in at[talk, id]])
        found.append(Said(talk, id, passage.number, passage.time, play, marked, tuple(filter(None, left_out))))
    return tuple(found)


def _related(shell: Shell, claim: Claim) -> list[Claim]:
    """Return the claims on the same passages, then the nearest in the topics' order; a bounded few."""
    graph, here = shell.graph, shell.graph.numbers[claim.id]
    same = {id for a in graph.anchors[claim.id] for id in shell.claims_at.get((a.transcript, a.passage), ())}
    found = sorted(same, key=graph.numbers.__getitem__)
    for topic in claim.topics:
        numbers = shell.topic_numbers[topic]
        at = bisect_left(numbers, here)
        near = numbers[max(0, at - MOST_RELATED) : at + MOST_RELATED + 1]
        found += [id for _, id in sorted([(abs(n - here), graph.claims[n - 1].id) for n in near])]
    linked = {claim.id, *claim.depends_on, *[other.id for other in graph.dependents.get(claim.id, ())]}
    unlinked = [id for id in dict.fromkeys(found) if id not in linked]
    return [graph.by_id[id] for id in unlinked[:MOST_RELATED]]


def _review(shell: Shell, claim: Claim, verdict: Verdict, talk: Transcript) -> str:
    """Return the ClaimReview (schema.org) of a rated claim, safe inside a script element."""
    if not (rest := shell.reviews.get((talk.id, verdict.id))):
        rest = shell.reviews[talk.id, verdict.id] = JSON(_reviewed(shell, verdict, talk))[1:]
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{shell.common.site.base_url}claims/{claim.id}.html",
        "name": claim.title,
        "claimReviewed": claim.claim,
        "datePublished": claim.published.isoformat(),
    }
    found = f"{JSON(review)[:-1]}, {rest}"
    return found.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _reviewed(shell: Shell, verdict: Verdict, talk: Transcript) -> dict[str, Any]:
    """Return what is the same in the ClaimReview of all claims of a talk with a verdict."""
    site, original = shell.common.site, talk.original
    said_in = {"@type": "CreativeWork", "name": original.title}
    if original.source.url:
        said_in["url"] = original.source.url
    speaker = {"@type": "Person", "name": talk.editions[0].speaker}
    return {
        "author": {"@type": "Organization", "name": site.publisher.name, "url": site.publisher.url or site.base_url},
        "itemReviewed": {"@type": "Claim", "author": speaker, "appearance": said_in},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": int(verdict.rank or 0),
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": verdict.label,
        },
    }
