"""Read a generated content folder into plain values, and work out what an author of a peer's site would precompute.

The reader knows the files of `bench.generate` and no others. What it works out: the order and number of claims, the
place of each quote and the sentences around it, what was known when, the related, previous and following claims, and
where a citation's link leads. It makes no HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bench.peers.files import Text, Values, read_yaml, text
from bench.peers.search import kinds, search
from bench.peers.talks import Said, Talks, around, mark, places, quoted, talks

MOST_RELATED = 3
"""As many as the product shows."""

CITATION = re.compile(r"\[@([\w-]+)(?:, ([^\]]+))?\]")
OWN = re.compile(r"\]\((claim|source|passage):([\w-]+)\)")


@dataclass(frozen=True, slots=True)
class Content:
    """All that a peer's site shows."""

    site: Values
    verdicts: list[Values]
    topics: list[Values]
    """With the ids of their claims, in the order of the talk."""
    sources: dict[str, Values]
    """With the claims that use them, and what for."""
    talks: dict[str, Values]
    pages: tuple[Text, ...]
    claims: tuple[Text, ...]
    """In the order of the talk; what was worked out is in the front matter."""
    rows: dict[str, Values]
    """What other pages show of a claim."""
    shares: list[Values]
    """How often each verdict was given."""
    changes: list[Values]
    """Corrections, the newest first."""
    updated: str
    """Date of the last change of a claim."""
    search: Values
    """What the search page shows besides all this: counts, and titles by letter."""


def read(folder: Path) -> Content:
    """Read the content folder."""
    spoken = talks(folder / "transcripts")
    sentences = quoted(spoken)
    pairs = [(claim, places(claim, sentences)) for claim in map(text, sorted((folder / "claims").glob("*.md")))]
    pairs.sort(key=lambda pair: (pair[0].front["transcript"], pair[1][0]["number"], pair[1][0]["spans"][-1]))
    mark(spoken, pairs)
    claims = [claim for claim, _ in pairs]
    numbers = {claim.id: n for n, claim in enumerate(claims)}
    topics = read_yaml((folder / "topics.yaml").read_text("utf-8"))
    labels = {topic["id"]: topic["label"] for topic in topics}
    by_topic = _inverse(claims, lambda claim: claim.front["topics"])
    sources = {
        source["id"]: source for file in sorted((folder / "sources").glob("*.yaml")) for source in _sources(file)
    }
    verdicts = [_verdict(verdict) for verdict in read_yaml((folder / "verdicts.yaml").read_text("utf-8"))]
    uses = _uses(claims)
    used = {id: kinds(claims[numbers[use["id"]]] for use in found) for id, found in uses.items()}
    rows = {claim.id: _row(claim, n, said, labels) for n, (claim, said) in enumerate(pairs, 1)}
    listed = {id: source | {"uses": uses.get(id, []), **used.get(id, kinds(()))} for id, source in sources.items()}
    return Content(
        site=read_yaml((folder / "site.yaml").read_text("utf-8")),
        verdicts=verdicts,
        topics=[topic | {"claims": by_topic.get(topic["id"], [])} for topic in topics],
        sources=listed,
        talks=spoken,
        pages=tuple(map(text, sorted((folder / "pages").glob("*.md")))),
        claims=tuple(_claims(pairs, spoken, by_topic, sources)),
        rows=rows,
        shares=_shares(claims, verdicts),
        changes=_changes(claims),
        updated=max(row["changed"] for row in rows.values()),
        search=search(claims, listed, spoken, verdicts, topics),
    )


def _verdict(written: Values) -> Values:
    return {**written, "rank": int(written.get("rank", 0))}


def _sources(file: Path) -> Iterator[Values]:
    for entry in read_yaml(file.read_text("utf-8"))["references"]:
        author, custom, url = entry.pop("author"), entry.pop("custom"), entry.pop("URL")
        yield {**entry, **custom, "url": url, "author": "; ".join(person["literal"] for person in author)}


def _uses(claims: Iterable[Text]) -> dict[str, list[Values]]:
    """Return the claims that use each source, in the order of the talk, with what it shows there."""
    found: dict[str, dict[str, Values]] = {}
    for claim in claims:
        for row in claim.front["evidence"]:
            use = found.setdefault(row["source"], {}).setdefault(claim.id, {"id": claim.id, "exhibits": []})
            use["exhibits"].append({key: row[key] for key in ("stance", "shows", "locator")})
    return {source: list(uses.values()) for source, uses in found.items()}


def _shares(claims: Iterable[Text], verdicts: Iterable[Values]) -> list[Values]:
    counts = Counter(claim.front["verdict"] for claim in claims)
    most = max(counts.values())
    return [
        {"verdict": v["id"], "count": counts[v["id"]], "percent": f"{100 * counts[v['id']] / most:.1f}"}
        for v in verdicts
    ]


def _changes(claims: Iterable[Text]) -> list[Values]:
    found = [{"id": claim.id, **change} for claim in claims for change in claim.front["corrections"]]
    return sorted(found, key=lambda change: (change["date"], change["id"]), reverse=True)


def _row(claim: Text, number: int, said: Said, labels: Mapping[str, str]) -> Values:
    front = claim.front
    return {
        "id": claim.id,
        "number": number,
        **{key: front[key] for key in ("title", "summary", "verdict", "transcript", "topics")},
        "topic": labels[front["topics"][0]],
        "changed": max(front["verified"], *(change["date"] for change in front["corrections"]), ""),
        "passage": said[0]["passage"],
        "passage_number": said[0]["number"],
    }


def _claims(
    pairs: Sequence[tuple[Text, Said]], talks: Talks, by_topic: Mapping[str, list[str]], sources: Mapping[str, Values]
) -> Iterator[Text]:
    """Yield the claims with what an author would have precomputed in their front matter."""
    claims = [claim for claim, _ in pairs]
    numbers = {claim.id: n for n, claim in enumerate(claims)}
    carried = _inverse(claims, lambda claim: claim.front["depends_on"])
    for n, (claim, said) in enumerate(pairs):
        front, talk = claim.front, talks[claim.front["transcript"]]
        passages = talk["passages"]
        carries = carried.get(claim.id, [])
        near = [note["id"] for place in said for note in passages[place["passage"]]["notes"]]
        for topic in front["topics"]:
            near += _nearest(by_topic[topic], n, numbers)
        linked = {claim.id, *front["depends_on"], *carries}
        cited = [row["source"] for row in front["evidence"]]
        worked_out = {
            "calculations": [_sum(each, cited) for each in front.get("calculations", ())],
            "number": n + 1,
            "primary": sum(sources[source]["kind"] == "primary" for source in cited),
            "section": passages[said[0]["passage"]]["section"],
            "said": [_said(place, passages) for place in said],
            **_known([sources[source]["issued"] for source in cited], talk["editions"][-1]["published"]),
            "carries": carries[:MOST_RELATED],
            "related": [id for id in dict.fromkeys(near) if id not in linked][:MOST_RELATED],
            "previous": _neighbour(claims, n, n - 1),
            "following": _neighbour(claims, n, n + 1),
        }
        yield Text(claim.id, front | worked_out, _plain_links(claim))


def _said(place: Values, passages: Mapping[str, Values]) -> Values:
    texts = passages[place["passage"]]["texts"]
    kept = [around(text["words"], *span) for text, span in zip(texts, place["spans"], strict=True)]
    return {"passage": place["passage"], "spans": place["spans"], "around": kept}


def _known(issued: Sequence[str], said_on: str) -> Values:
    """Return the numbers of the sources that were out when it was said, and of those that came later.

    Sources have a day and talks a month: what came out in that month is in neither.
    """
    months = [day[: len(said_on)] for day in issued]
    return {
        "known_then": [n for n, month in enumerate(months, 1) if month < said_on],
        "known_since": [n for n, month in enumerate(months, 1) if month > said_on],
    }


def _nearest(listed: Sequence[str], n: int, numbers: Mapping[str, int]) -> list[str]:
    at = bisect_left(listed, n, key=numbers.__getitem__)
    near = listed[max(0, at - MOST_RELATED) : at + MOST_RELATED + 1]
    return sorted(near, key=lambda id: (abs(numbers[id] - n), id))


def _neighbour(claims: Sequence[Text], n: int, other: int) -> str:
    there = 0 <= other < len(claims) and claims[other].front["transcript"] == claims[n].front["transcript"]
    return claims[other].id if there else ""


def _sum(written: Values, cited: Sequence[str]) -> Values:
    """Return a calculation with its terms as a list, each with its row in the evidence table and its bar's length."""
    inputs = written["inputs"]
    most = max(Decimal(term["value"]) for term in inputs.values())
    terms = [
        {
            **term,
            "label": label,
            "value": _figure(term["value"]),
            "number": cited.index(term["source"]) + 1,
            "percent": f"{Decimal(term['value']) / most * 100:.2f}",
        }
        for label, term in inputs.items()
    ]
    formula = figures = written["formula"].replace("*", "×").replace("/", "÷")
    for term in terms:
        figures = figures.replace(term["label"], term["value"])
    return {
        "title": written["title"],
        "terms": terms,
        "formula": formula,
        "figures": figures,
        "result": _figure(written["result"]),
        "unit": written["unit"],
    }


def _figure(written: str) -> str:
    return f"{Decimal(written):,f}"


def _inverse(claims: Iterable[Text], targets: Callable[[Text], Iterable[str]]) -> dict[str, list[str]]:
    """Return the ids of the claims that name each target, in their order."""
    found: dict[str, dict[str, None]] = {}
    for claim in claims:
        for target in targets(claim):
            found.setdefault(target, {})[claim.id] = None
    return {target: list(ids) for target, ids in found.items()}


def _plain_links(claim: Text) -> str:
    """Write citations and our own kinds of link as ordinary Markdown links: the peers' parsers are spared the work."""
    cited = [row["source"] for row in claim.front["evidence"]]

    def cite(found: re.Match[str]) -> str:
        number = cited.index(found[1]) + 1
        return f"[\\[{number}{', ' + found[2] if found[2] else ''}\\]](#e-{number})"

    def own(found: re.Match[str]) -> str:
        if found[1] == "passage":
            return f"](../transcripts/{claim.front['transcript']}.html#{found[2]})"
        return f"](../{found[1]}s/{found[2]}.html)"

    return OWN.sub(own, CITATION.sub(cite, claim.body))
