"""ClaimReviews as other systems publish them: in a page, in a feed, in an answer of the Fact Check Tools API.

Every value of a review is either carried over or told of, so a review keeps the rest of itself.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from factpress.editing.importing.declared import looks_like_html
from factpress.editing.importing.feeds import ITEM, STRUCTURE, by_id, claim_reviews
from factpress.editing.importing.heard import Opened, plain
from factpress.editing.importing.html import has_microdata, scripts
from factpress.editing.importing.markup import words
from factpress.model.diagnostics import Diagnostic, Location, Report


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


READ = "save the page of one fact-check, a DataFeed as JSON, or an answer of the Fact Check Tools API"


def reviews(opened: Opened, report: Report) -> tuple[Review, ...]:
    """Return all reviews of a file in their order; report what cannot be read, and if there are none."""
    broken: list[Diagnostic] = []
    documents = next((read for format in FORMATS if (read := format(opened, broken.append)) is not None), [])
    for diagnostic in broken:
        report(diagnostic)
    found: list[Review] = []
    aside: list[Diagnostic] = []
    known = by_id(document for _, document in documents)
    for line, document in documents:
        nodes = claim_reviews(document, Location(opened.path), aside.append)
        found += [_review(_leaves(_whole(node, known), known), line or _line(opened.text, node)) for node in nodes]
    if found and has_microdata(opened):
        help = "look whether it is one of those that are imported, and copy it by hand if not"
        message = "a ClaimReview of this page is microdata, and only JSON-LD is read"
        aside.append(Diagnostic("FP707", Location(opened.path), message, help))
    for diagnostic in aside if found else ():
        report(diagnostic)
    if not found and not broken:
        help = READ
        if has_microdata(opened):
            help = "its ClaimReview is microdata, and only JSON-LD is read; ask for a feed, or copy the check by hand"
        report(Diagnostic("FP703", Location(opened.path), "there is no ClaimReview in this file", help))
    return tuple(found)


def page(opened: Opened, report: Report) -> list[tuple[int, Any]] | None:
    """Return the JSON-LD of a page; nothing if the file does not begin with a tag."""
    if not opened.text.lstrip().startswith("<"):
        return None
    if re.match(r"\s*<(?:\?xml|rss|feed|rdf:rdf)\b", opened.text, re.I) and not looks_like_html(
        opened.path, opened.text.encode()
    ):
        report(
            Diagnostic("FP701", Location(opened.path), "this is RSS or other XML, and neither a page nor JSON", READ)
        )
    found = [(line, text) for line, text in scripts(opened, report) if text.strip()]
    read = [(line, _json(text, opened.path, line, report)) for line, text in found]
    return [(line, document) for line, document in read if document is not None]


def feed(opened: Opened, report: Report) -> list[tuple[int, Any]] | None:
    """Return the document of a JSON file, which may be a feed or an answer."""
    if not opened.text.lstrip().startswith(("{", "[")):
        report(Diagnostic("FP701", Location(opened.path), "this is neither a page nor JSON", READ))
        return []
    document = _json(opened.text, opened.path, 1, report)
    return [] if document is None else [(0, document)]


FORMATS: tuple[Callable[[Opened, Report], list[tuple[int, Any]] | None], ...] = (page, feed)
"""Each returns documents, with the line of each or 0, and nothing for a file that is not of its kind."""


def _json(text: str, path: str, first: int, report: Report) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = Location(path, first + error.lineno - 1, error.colno)
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        report(Diagnostic("FP706", where, message, "correct it there, or export the file again"))
    except RecursionError:
        help = "export the file again"
        report(Diagnostic("FP706", Location(path, first), "this JSON is nested too deeply to be read", help))
    except ValueError:  # a number of thousands of digits
        help = "correct it, or export the file again"
        report(Diagnostic("FP706", Location(path, first), "this JSON holds a number that is too long to be read", help))
    return None


def _whole(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a review with what other places say of it. Names that two reviews share by mistake are none."""
    others = known.get(str(node.get("@id", "")), {})
    return others | node if node.get("claimReviewed") in (None, others.get("claimReviewed")) else node


def _leaves(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Leaves:
    """Return the values of a review by their way; where it refers to another node, that one's values.

    A node is read once, at its shortest way; again only at ways as short as those that a draft has a place for.
    """
    found = Leaves()
    waiting: deque[tuple[str, Any, frozenset[str]]] = deque([("", node, frozenset())])
    read: set[tuple[str, str]] = set()
    while waiting:
        way, value, above = waiting.popleft()
        if isinstance(value, dict):
            name = str(value.get("@id", ""))
            bare = way and not value.keys() - STRUCTURE
            at = (way if way.count(".") < SHORT else "", name)
            if way and name in known and name not in above and at not in read:
                value = known[name] | value
            elif bare and name and name not in known:
                waiting.append((f"{way}.@id", name, above))
            read |= {at, ("", name)}
            inner = [(f"{way}.{key}" if way else key, one) for key, one in value.items() if key not in STRUCTURE]
            if "@value" in value:  # a text with its language (JSON-LD 1.1, 4.2.4)
                inner = [(way, value["@value"])]
            waiting += [(step, one, above | {name}) for step, one in inner]
        elif isinstance(value, list):
            waiting += [(way, one, above) for one in value]
        elif value is not None and (text := _text(value, way)):
            found.left.setdefault(way, []).append(text)
    return found


SHORT = 2
"""Steps to a node whose values have a place: `itemReviewed.author`."""


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
        url=take("url", "mainEntityOfPage", "mainEntityOfPage.@id", "mainEntityOfPage.url", "sameAs", f"{ITEM}.url"),
        title=take("name", "headline"),
        summary=take("description", "abstract", "reviewRating.ratingExplanation"),
        published=take("datePublished", "dateCreated", f"{ITEM}.dateCreated"),
        modified=take("dateModified", f"{ITEM}.dateModified"),
        authors=all_of("author.name", "author"),
        publisher=take("publisher.name", "publisher", "publisher.site"),
        body=take(*BODIES),
        lang=take("inLanguage", "inLanguage.name"),
        left=leaves.left,
    )
    same = {found.claim, found.url, *found.authors, found.publisher, found.title, found.published, found.modified}
    for way in [way for way, values in leaves.left.items() if same.issuperset(values)]:
        del leaves.left[way]
    return found
