"""What machines read: the claims as JSON, the sitemap, robots.txt, and the assets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from factpress.model.artifact import Artifact
from factpress.model.graph import Claim, Graph
from factpress.pages.components import quoted
from factpress.pages.context import Shell

JSON = json.JSONEncoder(ensure_ascii=False).encode


class Data(NamedTuple):
    """What is written as JSON."""

    data: Any


class Bytes(NamedTuple):
    """What is copied."""

    data: bytes


class Sitemap(NamedTuple):
    base_url: str
    addresses: tuple[tuple[str, str], ...]
    """Path, and date of the last change if it is known."""


def data(shell: Shell) -> Iterator[Artifact]:
    """Name the files that machines read."""
    graph = shell.graph
    base_url = graph.publishing.site.base_url
    yield Artifact("data/claims.json", "bytes", partial(_claims, graph))
    yield Artifact("sitemap.xml", "sitemap.xml", lambda: Sitemap(base_url, tuple(_addresses(graph))))
    robots = f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n"
    for path, content in (("robots.txt", robots.encode()), (".nojekyll", b""), *shell.look.assets):
        yield Artifact(path, "bytes", partial(Bytes, content))


def _claims(graph: Graph) -> Bytes:
    """Return the claims as JSON, each on a line of its own: without an indent the encoder is six times as fast."""
    written = BytesIO()  # of a site of 10,000 claims these are 19 MB, held once
    written.write(b'{"claims": [\n')
    for n, claim in enumerate(sorted((*graph.claims, *graph.withdrawn), key=lambda claim: claim.id)):
        written.write(b",\n" * (n > 0) + JSON(_record(graph, claim)).encode())
    written.write(b"\n]}\n")
    return Bytes(written.getvalue())


def _addresses(graph: Graph) -> Iterator[tuple[str, str]]:
    yield "", ""
    for page in graph.publishing.pages:
        if page.id != "index":
            yield f"{page.id}.html", ""
    if not any(page.id == "corrections" for page in graph.publishing.pages):
        yield "corrections.html", ""
    yield "search.html", ""
    yield "sources.html", ""
    yield from ((f"transcripts/{id}.html", "") for id in graph.transcripts)
    for claim in (*graph.claims, *graph.withdrawn):
        yield f"claims/{claim.id}.html", changed(claim)
    yield from ((f"topics/{id}.html", "") for id in graph.topics)
    yield from ((f"sources/{id}.html", "") for id in graph.sources)


def changed(claim: Claim) -> str:
    """Return the date of a claim's last change that a reader should know of."""
    return max((claim.published, claim.verified, *(c.date for c in claim.corrections))).isoformat()


def number(value: Decimal) -> int | float:
    """Return a number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _record(graph: Graph, claim: Claim) -> dict[str, Any]:
    """Return a claim with the keys of its file; quotes with their offsets in code points."""
    return {
        "id": claim.id,
        "title": claim.title,
        "claim": claim.claim,
        "verdict": claim.verdict,
        "summary": claim.summary,
        "transcript": claim.transcript,
        "quotes": [_quote(graph, claim, n) for n in range(len(graph.anchors[claim.id]))],
        "topics": list(claim.topics),
        "published": claim.published.isoformat(),
        "verified": claim.verified.isoformat(),
        "authors": list(claim.authors),
        "evidence": [
            {"source": e.source, "stance": e.stance, "shows": e.shows, "locator": e.locator} for e in claim.evidence
        ],
        "no_primary": claim.no_primary,
        "calculations": [
            {
                "title": c.title,
                "inputs": {
                    name: {"value": number(i.value), "unit": i.unit, "source": i.source} for name, i in c.inputs.items()
                },
                "formula": c.formula,
                "result": number(c.result),
                "unit": c.unit,
            }
            for c in claim.calculations
        ],
        "would_change": claim.would_change,
        "depends_on": list(claim.depends_on),
        "corrections": [
            {"date": c.date.isoformat(), "from": c.from_, "to": c.to, "why": c.why} for c in claim.corrections
        ],
        "status": claim.status,
        "url": f"{graph.publishing.site.base_url}claims/{claim.id}.html",
    }


def _quote(graph: Graph, claim: Claim, n: int) -> dict[str, Any]:
    a = graph.anchors[claim.id][n]
    return {
        "lang": a.lang,
        "exact": quoted(graph, a),
        "transcript": a.transcript,
        "passage": a.passage,
        "start": a.start,
        "end": a.end,
        "left_out": claim.quotes[a.quote].left_out,
    }
