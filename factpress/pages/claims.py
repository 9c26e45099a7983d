"""A page for each claim: answer, words, reasons, calculations, evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from factpress.model.artifact import Artifact
from factpress.model.content import Calculation, Correction, Verdict
from factpress.model.graph import Anchor, Claim
from factpress.pages.calculations import Steps, steps
from factpress.pages.components import Mark, Row, View
from factpress.pages.context import Context, Head, Talk
from factpress.pages.evidence import Exhibit, by_source, known
from factpress.pages.excerpts import Excerpt, Words, around
from factpress.pages.review import review

MOST_RELATED = 3
"""Related claims shown: a bounded number, so that one edit touches few pages."""


class Quotation(View, frozen=True):
    """A passage that the claim quotes, as it is shown."""

    passage: Excerpt
    words: tuple[Words, ...]
    """The sentences that are quoted from, with the one before and the one after."""
    left_out: tuple[str, ...]
    """What the sentences of the quotes say beside them."""


class ClaimPage(View, frozen=True):
    """What the template `claim.html` reads."""

    head: Head
    id: str
    number: int
    """0 if the claim is withdrawn."""
    status: str
    title: str
    verdict: Verdict
    summary: str
    restated: str
    """The claim in our words."""
    topics: tuple[tuple[str, str], ...]
    talk: Talk
    section: tuple[str, str]
    """Id and words of the section's heading."""
    passages: tuple[Excerpt, ...]
    """Those that the claim quotes."""
    anchors: tuple[Anchor, ...]
    left_out: tuple[str, ...]
    """What the rest of the sentence says, by quote; empty for most."""
    published: date
    verified: date
    authors: tuple[str, ...]
    evidence: tuple[Exhibit, ...]
    no_primary: str
    rated_because: str
    calculations: tuple[Calculation, ...]
    would_change: str
    corrections: tuple[tuple[Correction, Verdict, Verdict], ...]
    """Newest first, with the verdicts before and after."""
    rests_on: tuple[Row, ...]
    carries: tuple[Row, ...]
    """Claims that rest on this one."""
    related: tuple[Row, ...]
    previous: Mark | None
    following: Mark | None
    prose: str = ""
    """The editor's text, as safe HTML."""

    @property
    def byline(self) -> str:
        return ", ".join(self.authors)

    @property
    def quotations(self) -> list[Quotation]:
        """Return the passages that the claim quotes, with its words marked."""
        marks = {self.id: Mark(self.id, self.number, self.title, self.verdict)}
        return [self._quotation(passage, marks) for passage in self.passages]

    def _quotation(self, passage: Excerpt, marks: dict[str, Mark]) -> Quotation:
        here = [a for a in self.anchors if (a.transcript, a.passage) == (passage.transcript, passage.id)]
        left_out = dict.fromkeys([self.left_out[anchor.quote] for anchor in here])
        return Quotation(passage, tuple(map(around, passage.marked(here, marks))), tuple(filter(None, left_out)))

    @property
    def source_count(self) -> int:
        return len(by_source(self.evidence))

    @property
    def primary_count(self) -> int:
        """Return how many sources are primary, without those that nobody opened."""
        handled = [exhibit.source.custom for exhibit in by_source(self.evidence).values()]
        return sum([custom.kind == "primary" and custom.read != "not-read" for custom in handled])

    @property
    def known_then(self) -> list[int]:
        """Return the numbers of the sources that were out when the claim was made."""
        return known(self.evidence, self.talk.said_on, True)

    @property
    def known_since(self) -> list[int]:
        """Return the numbers of those that came out later."""
        return known(self.evidence, self.talk.said_on, False)

    @property
    def steps(self) -> list[Steps]:
        """Return the calculations in steps."""
        numbers = {id: exhibit.number for id, exhibit in by_source(self.evidence).items()}
        return [steps(calculation, numbers) for calculation in self.calculations]

    @property
    def review(self) -> str:
        """Return the claim's ClaimReview; nothing for an unrated or withdrawn claim."""
        if self.verdict.rank is None or not self.number:
            return ""
        return review(self.head, self.title, self.restated, self.published, self.verdict, self.talk)


def claims(context: Context) -> Iterator[Artifact]:
    """Name the page of each listed or withdrawn claim."""
    graph = context.graph
    for claim in (*graph.claims, *graph.withdrawn):
        text = partial(context.text, claim.id)
        yield Artifact(f"claims/{claim.id}.html", "claim.html", partial(_page, context, claim, text), text)


def _page(context: Context, claim: Claim, text: Callable[[], str]) -> ClaimPage:
    graph, row = context.graph, context.rows[claim.id]
    listed, anchors = row.number > 0, graph.anchors[claim.id]
    path, label = f"claims/{claim.id}.html", row.verdict.label
    return ClaimPage(
        head=context.head(path, f"{claim.title}: {label}", f"{label}. {claim.summary}", "claims", claim.path),
        id=claim.id,
        number=row.number,
        status=claim.status,
        title=claim.title,
        verdict=row.verdict,
        summary=claim.summary,
        restated=claim.claim,
        topics=row.topics,
        talk=context.talks[claim.transcript],
        section=context.sections.get((claim.transcript, row.passage), ("", "")),
        passages=_passages(context, anchors) if listed else (),
        anchors=anchors,
        left_out=tuple([quote.left_out for quote in claim.quotes]),
        published=claim.published,
        verified=claim.verified,
        authors=claim.authors,
        evidence=_evidence(context, claim),
        no_primary=claim.no_primary,
        rated_because=claim.rated_because,
        calculations=claim.calculations,
        would_change=claim.would_change,
        corrections=_corrections(context, claim) if claim.corrections else (),
        rests_on=tuple([context.rows[id] for id in claim.depends_on]),
        carries=tuple([context.rows[other.id] for other in graph.dependents.get(claim.id, ())[:MOST_RELATED]]),
        related=tuple(_related(context, claim)) if listed else (),
        previous=_neighbour(context, claim, row.number - 1) if listed else None,
        following=_neighbour(context, claim, row.number + 1) if listed else None,
        prose=text(),
    )


def _passages(context: Context, anchors: Iterable[Anchor]) -> tuple[Excerpt, ...]:
    """Return the passages at these anchors, each once, in the order of the talks."""
    found = [context.excerpts[at] for at in {(a.transcript, a.passage) for a in anchors}]
    found.sort(key=lambda passage: (passage.transcript, passage.number))
    return tuple(found)


def _evidence(context: Context, claim: Claim) -> tuple[Exhibit, ...]:
    sources, rows = context.references, enumerate(claim.evidence, 1)
    return tuple([Exhibit(n, sources[e.source], e.stance, e.shows, e.locator) for n, e in rows])


def _corrections(context: Context, claim: Claim) -> tuple[tuple[Correction, Verdict, Verdict], ...]:
    verdicts = context.graph.verdicts
    newest_first = sorted(claim.corrections, key=lambda c: c.date, reverse=True)
    return tuple([(c, verdicts[c.from_], verdicts[c.to]) for c in newest_first])


def _neighbour(context: Context, claim: Claim, number: int) -> Mark | None:
    """Return the claim with a number, if it is in the same talk."""
    claims = context.graph.claims
    if not 0 < number <= len(claims) or claims[number - 1].transcript != claim.transcript:
        return None
    return context.marks[claims[number - 1].id]


def _related(context: Context, claim: Claim) -> list[Row]:
    """Return the claims on the same passages, then the nearest in the topics' order; a bounded few."""
    seen = {claim.id, *claim.depends_on, *[other.id for other in context.graph.dependents.get(claim.id, ())]}
    found: list[Row] = []
    for id in _near(context, claim):
        if id not in seen:
            seen.add(id)
            found.append(context.rows[id])
            if len(found) == MOST_RELATED:
                break
    return found


def _near(context: Context, claim: Claim) -> Iterator[str]:
    graph, here = context.graph, context.graph.numbers[claim.id]
    same = {id for a in graph.anchors[claim.id] for id in context.claims_at.get((a.transcript, a.passage), ())}
    yield from sorted(same, key=graph.numbers.__getitem__)
    for topic in claim.topics:
        numbers = context.topic_numbers[topic]
        at = bisect_left(numbers, here)
        near = numbers[max(0, at - MOST_RELATED) : at + MOST_RELATED + 1]
        yield from [id for _, id in sorted([(abs(n - here), graph.claims[n - 1].id) for n in near])]
