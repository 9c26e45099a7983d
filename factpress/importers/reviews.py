"""ClaimReviews as other systems publish them: in a page, in a feed, in an answer of the Fact Check Tools API.

Every value of a review is either carried over or told of, so a review keeps the rest of itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from factpress.diagnostics import Diagnostic, Place, Report
from factpress.importers.heard import Opened, plain
from factpress.importers.html import has_microdata, scripts
from factpress.importers.markup import words

STRUCTURE = frozenset(("@type", "@context", "@id"))
"""Keys that say how JSON-LD is put together, and nothing about a claim (JSON-LD 1.1, 1.7)."""


@dataclass(slots=True)
class Leaves:
    """The values of a review by the way to each, from which they are taken one by one."""

    left: dict[str, list[str]] = field(default_factory=dict)

    def all(self, *ways: str) -> tuple[str, ...]:
        """Take the values at the first of the ways that has any."""
        for way in ways:
            if found := self.left.pop(way, None):
                return tuple(dict.fromkeys(found))
        return ()

    def one(self, *ways: str) -> str:
        """Take the first value at the first of the ways that has any; its other values are left."""
        for way in ways:
            if found := self.left.pop(way, None):
                if others := [value for value in found if value != found[0]]:
                    self.left[way] = others
                return found[0]
        return ""


@dataclass(frozen=True, slots=True)
class Review:
    """A fact-check of another system (schema.org ClaimReview). What it does not say is empty."""

    line: int
    """Of the imported file, from 1."""
    claim: str
    claimants: tuple[str, ...]
    said: str
    """The day on which it was said, as it is written."""
    seen: tuple[str, ...]
    """Names and addresses of where it was said."""
    rating: str
    """Its name."""
    value: str
    best: str
    worst: str
    url: str
    title: str
    summary: str
    published: str
    modified: str
    authors: tuple[str, ...]
    publisher: str
    body: str
    lang: str
    left: dict[str, list[str]]
    """What is not carried over, by the way to it."""


def reviews(opened: Opened, report: Report) -> tuple[Review, ...]:
    """Return all reviews of a file in their order; report what cannot be read, and if there are none."""
    broken: list[Diagnostic] = []
    documents = next((read for format in FORMATS if (read := format(opened, broken.append)) is not None), [])
    for diagnostic in broken:
        report(diagnostic)
    found: list[Review] = []
    for line, document in documents:
        known = _by_id(document)
        nodes = _claim_reviews(document, opened, report)
        found += [_review(_leaves(node, known), line or _line(opened.text, node)) for node in nodes]
    if not found and not broken:
        help = "save the page of one fact-check, a DataFeed as JSON, or an answer of the Fact Check Tools API"
        if has_microdata(opened):
            help = "its ClaimReview is microdata, and only JSON-LD is read; ask for a feed, or copy the check by hand"
        report(Diagnostic("FP703", Place(opened.path), "there is no ClaimReview in this file", help))
    return tuple(found)


def page(opened: Opened, report: Report) -> list[tuple[int, Any]] | None:
    """Return the JSON-LD of a page; nothing if the file is no page."""
    found = scripts(opened, report)
    if found is None:
        return None
    read = [(line, _json(text, opened.path, line, report)) for line, text in found]
    return [(line, document) for line, document in read if document is not None]


def feed(opened: Opened, report: Report) -> list[tuple[int, Any]] | None:
    """Return the document of a JSON file, which may be a feed or an answer."""
    document = _json(opened.text, opened.path, 1, report)
    return [] if document is None else [(0, document)]


FORMATS: tuple[Callable[[Opened, Report], list[tuple[int, Any]] | None], ...] = (page, feed)
"""Each returns documents, with the line of each or 0, and nothing for a file that is not of its kind."""


def _json(text: str, path: str, first: int, report: Report) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = Place(path, first + error.lineno - 1, error.colno)
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        report(Diagnostic("FP706", where, message, "correct it there, or export the file again"))
    except RecursionError:
        help = "export the file again"
        report(Diagnostic("FP706", Place(path, first), "this JSON is nested too deeply to be read", help))
    except ValueError:  # a number of thousands of digits
        help = "correct it, or export the file again"
        report(Diagnostic("FP706", Place(path, first), "this JSON holds a number that is too long to be read", help))
    return None


def _claim_reviews(document: Any, opened: Opened, report: Report) -> Iterator[dict[str, Any]]:
    """Yield the reviews of a document wherever they stand in it."""
    if isinstance(document, dict) and isinstance(document.get("claims"), list):
        yield from _answered(document, opened, report)
        return
    items = document.get("dataFeedElement") if isinstance(document, dict) else None
    bare = [str(n) for n, item in enumerate(items if isinstance(items, list) else (), 1) if not any(_speaking(item))]
    found = list(_speaking(document))
    if bare and found:
        message = f"these items of the feed have no ClaimReview: no. {', '.join(bare)}"
        report(Diagnostic("FP707", Place(opened.path), message, "nothing can be imported from them"))
    yield from found


def _speaking(document: Any) -> Iterator[dict[str, Any]]:
    """Yield the reviews of a document that say anything; one without keys is told of or refers to another."""
    return (node for node in _nodes(document) if _is_a(node, "ClaimReview") and node.keys() - STRUCTURE)


def _answered(document: dict[str, Any], opened: Opened, report: Report) -> Iterator[dict[str, Any]]:
    """Yield the reviews of an answer in the words of schema.org (Fact Check Tools API v1alpha1, claims.search)."""
    bare: list[str] = []
    for n, claim in enumerate(document["claims"], 1):
        checks = claim.get("claimReview") if isinstance(claim, dict) else None
        given = [check for check in checks if isinstance(check, dict)] if isinstance(checks, list) else []
        if not given:
            bare.append(str(n))
        for check in given:
            yield _translated(claim, check)
    if bare and len(bare) < len(document["claims"]):
        message = f"these claims have no claimReview: no. {', '.join(bare)}"
        report(Diagnostic("FP707", Place(opened.path), message, "nothing can be imported from them"))
    if document.get("nextPageToken"):
        help = "ask the API for the other pages too, with pageToken, and import each answer"
        report(Diagnostic("FP707", Place(opened.path), "this is one page of a longer answer", help))


API_CLAIM = {"text": "claimReviewed", "claimant": "itemReviewed.author.name", "claimDate": "itemReviewed.datePublished"}
API_REVIEW = {
    "url": "url",
    "title": "name",
    "reviewDate": "datePublished",
    "textualRating": "reviewRating.alternateName",
    "languageCode": "inLanguage",
    "publisher": "publisher",
}
"""Keys of an answer, and where a ClaimReview has them."""


def _translated(claim: dict[str, Any], check: dict[str, Any]) -> dict[str, Any]:
    """Return a review of an answer with the keys of a ClaimReview; what has none keeps its own."""
    node: dict[str, Any] = {}
    for part, names in ((claim, API_CLAIM), (check, API_REVIEW)):
        for key, value in part.items():
            if key != "claimReview":
                *path, last = names.get(key, f"answer.{key}").split(".")
                inner = node
                for step in path:
                    inner = inner.setdefault(step, {})
                inner[last] = value
    return node


def _nodes(document: Any) -> Iterator[dict[str, Any]]:
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _is_a(node: dict[str, Any], name: str) -> bool:
    types = node.get("@type", ())
    return any(re.split(r"[/#:]", str(one))[-1] == name for one in (types if isinstance(types, list) else [types]))


def _by_id(document: Any) -> dict[str, dict[str, Any]]:
    return {
        node["@id"]: node for node in _nodes(document) if isinstance(node.get("@id"), str) and node.keys() - STRUCTURE
    }


def _leaves(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Leaves:
    """Return the values of a review by their way; where it refers to another node, that one's values."""
    found = Leaves()
    waiting: list[tuple[str, Any, frozenset[str]]] = [("", node, frozenset())]
    while waiting:
        way, value, seen = waiting.pop()
        if isinstance(value, dict):
            name = str(value.get("@id", ""))
            if way and not value.keys() - STRUCTURE and name in known and name not in seen:
                value = known[name]
            elif way and not value.keys() - STRUCTURE and name:
                waiting.append((f"{way}.@id", name, seen))
            inner = [(f"{way}.{key}" if way else key, one) for key, one in value.items() if key not in STRUCTURE]
            if "@value" in value:  # a text with its language (JSON-LD 1.1, 4.2.4)
                inner = [(way, value["@value"])]
            waiting += [(step, one, seen | {name}) for step, one in reversed(inner)]
        elif isinstance(value, list):
            waiting += [(way, one, seen) for one in reversed(value)]
        elif value is not None and (text := _text(value, way)):
            found.left.setdefault(way, []).append(text)
    return found


def _text(value: Any, way: str) -> str:
    if isinstance(value, str):
        parts = map(plain, words(value, links=way in BODIES))
        return ("\n\n" if way in BODIES else " ").join(parts)
    return json.dumps(value)


BODIES = ("reviewBody", "articleBody", "text")


def _line(text: str, node: dict[str, Any]) -> int:
    """Return the line on which a claim stands in a JSON file; 1 if it is written in another way there."""
    claim = node.get("claimReviewed")
    for ascii in (False, True):
        at = text.find(json.dumps(claim, ensure_ascii=ascii)) if isinstance(claim, str) and claim else -1
        if at >= 0:
            return text.count("\n", 0, at) + 1
    return 1


def _review(leaves: Leaves, line: int) -> Review:
    take, all_of = leaves.one, leaves.all
    found = Review(
        line=line,
        claim=take("claimReviewed", "itemReviewed.name", "itemReviewed.text"),
        claimants=all_of("itemReviewed.author.name", "itemReviewed.author", "itemReviewed.creator.name"),
        said=take("itemReviewed.datePublished", "itemReviewed.dateCreated"),
        seen=(
            *all_of("itemReviewed.appearance.name", "itemReviewed.firstAppearance.name"),
            *all_of("itemReviewed.firstAppearance.url", "itemReviewed.firstAppearance", "itemReviewed.url"),
            *all_of("itemReviewed.appearance.url", "itemReviewed.appearance"),
        ),
        rating=take("reviewRating.alternateName", "reviewRating.name"),
        value=take("reviewRating.ratingValue"),
        best=take("reviewRating.bestRating"),
        worst=take("reviewRating.worstRating"),
        url=take("url", "mainEntityOfPage", "mainEntityOfPage.@id", "mainEntityOfPage.url", "sameAs"),
        title=take("name", "headline"),
        summary=take("description", "abstract", "reviewRating.ratingExplanation"),
        published=take("datePublished", "dateCreated"),
        modified=take("dateModified"),
        authors=all_of("author.name", "author"),
        publisher=take("publisher.name", "publisher", "publisher.site"),
        body=take(*BODIES),
        lang=take("inLanguage"),
        left=leaves.left,
    )
    same = {found.claim, found.url, *found.authors, found.publisher, found.title}
    for way in [way for way, values in leaves.left.items() if same.issuperset(values)]:
        del leaves.left[way]
    return found
