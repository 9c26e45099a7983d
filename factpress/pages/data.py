"""What machines read: the claims as JSON, the sitemap, robots.txt, and the assets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

from factpress.model.artifact import Artifact
from factpress.model.content import Calculation
from factpress.model.graph import Anchor, Claim
from factpress.pages.components import View, changed
from factpress.pages.context import Context

JSON = json.JSONEncoder(ensure_ascii=False).encode


class Bytes(View, frozen=True):
    """What is copied."""

    data: bytes


class Record(View, frozen=True):
    """A claim, and where the words that it quotes stand."""

    claim: Claim
    anchors: tuple[Anchor, ...]
    quotes: tuple[tuple[str, str], ...]
    """Language and words at each anchor."""


class Claims(View, frozen=True):
    """What is written to `claims.json`."""

    base_url: str
    records: tuple[Record, ...]
    """By the claim's id."""

    @property
    def data(self) -> bytes:
        """Return the claims as JSON, each on a line of its own: with an indent the encoder takes six times as long."""
        written = BytesIO()  # of a site of 10,000 claims these are 19 MB, held once
        written.write(b'{"claims": [\n')
        for n, record in enumerate(self.records):
            written.write(b",\n" * (n > 0) + JSON(_record(record, self.base_url)).encode())
        written.write(b"\n]}\n")
        return written.getvalue()


class Sitemap(View, frozen=True):
    """What the template `sitemap.xml` reads."""

    base_url: str
    addresses: tuple[tuple[str, str], ...]
    """Path, and date of the last change if it is known."""


def data(context: Context) -> Iterator[Artifact]:
    """Name the files that machines read."""
    base_url = context.common.site.base_url
    yield Artifact("data/claims.json", "bytes", partial(_claims, context))
    yield Artifact("sitemap.xml", "sitemap.xml", lambda: Sitemap(base_url, tuple(_addresses(context))))
    robots = f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n"
    for path, content in (("robots.txt", robots.encode()), (".nojekyll", b""), *context.theme.assets):
        yield Artifact(path, "bytes", partial(Bytes, content))


def _claims(context: Context) -> Claims:
    graph = context.graph
    by_id = sorted((*graph.claims, *graph.withdrawn), key=lambda claim: claim.id)
    records = [Record(claim, graph.anchors[claim.id], context.quotes[claim.id]) for claim in by_id]
    return Claims(context.common.site.base_url, tuple(records))


def _addresses(context: Context) -> Iterator[tuple[str, str]]:
    graph = context.graph
    yield "", ""
    for page in graph.publishing.pages:
        if page.id != "index":
            yield f"{page.id}.html", ""
    if not context.page("corrections"):
        yield "corrections.html", ""
    yield "search.html", ""
    yield "sources.html", ""
    yield from ((f"transcripts/{id}.html", "") for id in graph.transcripts)
    for claim in (*graph.claims, *graph.withdrawn):
        yield f"claims/{claim.id}.html", changed(claim).isoformat()
    yield from ((f"topics/{id}.html", "") for id in graph.topics)
    yield from ((f"sources/{id}.html", "") for id in graph.sources)


def number(value: Decimal) -> int | float:
    """Return a number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _record(record: Record, base_url: str) -> dict[str, Any]:
    """Return a claim with the keys of its file; quotes with their offsets in code points."""
    claim = record.claim
    return {
        "id": claim.id,
        "title": claim.title,
        "claim": claim.claim,
        "verdict": claim.verdict,
        "summary": claim.summary,
        "transcript": claim.transcript,
        "quotes": [_quote(claim, a, words) for a, (_, words) in zip(record.anchors, record.quotes, strict=True)],
        "topics": claim.topics,
        "published": claim.published.isoformat(),
        "verified": claim.verified.isoformat(),
        "authors": claim.authors,
        "evidence": [
            {"source": e.source, "stance": e.stance, "shows": e.shows, "locator": e.locator} for e in claim.evidence
        ],
        "no_primary": claim.no_primary,
        "rated_because": claim.rated_because,
        "calculations": [_calculation(calculation) for calculation in claim.calculations],
        "would_change": claim.would_change,
        "depends_on": claim.depends_on,
        "corrections": [
            {"date": c.date.isoformat(), "from": c.from_, "to": c.to, "why": c.why} for c in claim.corrections
        ],
        "status": claim.status,
        "url": f"{base_url}claims/{claim.id}.html",
    }


def _quote(claim: Claim, anchor: Anchor, words: str) -> dict[str, Any]:
    return {
        "lang": anchor.lang,
        "exact": words,
        "transcript": anchor.transcript,
        "passage": anchor.passage,
        "start": anchor.start,
        "end": anchor.end,
        "left_out": claim.quotes[anchor.quote].left_out,
    }


def _calculation(calculation: Calculation) -> dict[str, Any]:
    return {
        "title": calculation.title,
        "inputs": {
            name: {"value": number(value.value), "unit": value.unit, "source": value.source}
            for name, value in calculation.inputs.items()
        },
        "formula": calculation.formula,
        "result": number(calculation.result),
        "unit": calculation.unit,
    }
