"""Parse ClaimReviews of other systems: from a page, a feed, or a response of the Fact Check Tools API.

Every value of a review is imported or reported. So a `Review` also has the values that it has no field for.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable
from typing import Any

import msgspec

from factpress.editing.importing.feeds import ITEM, KEYWORDS, claim_reviews, nodes_by_id
from factpress.editing.importing.html import has_microdata, json_ld_scripts
from factpress.editing.importing.markup import text_paragraphs
from factpress.editing.importing.parsed import ImportedFile, clean_text
from factpress.editing.importing.sniffing import looks_like_html
from factpress.model.diagnostics import Diagnostic, Location, Report

Nodes = dict[str, dict[str, Any]]
"""JSON-LD nodes by id."""


class FlatReview:
    """The values of a review by path, such as `author.name`. Each value can be taken once."""

    def __init__(self, values: dict[str, list[str]] | None = None) -> None:
        """Begin with some values, or none."""
        self.values = values if values is not None else {}

    def take_all(self, *paths: str) -> tuple[str, ...]:
        """Take the values at the first path that has any."""
        for path in paths:
            if found := self.values.pop(path, None):
                return tuple(dict.fromkeys(found))
        return ()

    def take_first(self, *paths: str) -> str:
        """Take the first value at the first path that has any. Leave the other values."""
        for path in paths:
            if found := self.values.pop(path, None):
                if others := [value for value in found if value != found[0]]:
                    self.values[path] = others
                return found[0]
        return ""


class Review(msgspec.Struct, frozen=True):
    """A fact-check of another system (schema.org ClaimReview). A missing value is empty."""

    line: int
    """In the imported file, from 1."""
    claim: str
    claimants: tuple[str, ...]
    claim_date: str
    """As the file has it."""
    appearances: tuple[str, ...]
    """Names and addresses of the places where the claim was made."""
    rating: str
    """The name of the rating."""
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
    unused: dict[str, list[str]]
    """All values without a field, by path."""


WHAT_TO_SAVE = "save the page of one fact-check, a DataFeed as JSON, or an answer of the Fact Check Tools API"


def parse_reviews(file: ImportedFile, report: Report) -> tuple[Review, ...]:
    """Return all reviews of a file, in order. Report what cannot be parsed, and a file without reviews."""
    broken: list[Diagnostic] = []
    documents = next((one for parse in FORMATS if (one := parse(file, broken.append)) is not None), [])
    for diagnostic in broken:
        report(diagnostic)
    found: list[Review] = []
    notes: list[Diagnostic] = []
    nodes = nodes_by_id(document for _, document in documents)
    for line, document in documents:
        for review in claim_reviews(document, Location(file.path), notes.append):
            flat = _flatten(_merged(review, nodes), nodes)
            found.append(review_from(flat, line or _line_of(review, file.text)))
    if found and has_microdata(file):
        help = "look whether it is one of those that are imported, and copy it by hand if not"
        message = "a ClaimReview of this page is microdata, and only JSON-LD is read"
        notes.append(Diagnostic("FP707", Location(file.path), message, help))
    for diagnostic in notes if found else ():
        report(diagnostic)
    if not found and not broken:
        help = WHAT_TO_SAVE
        if has_microdata(file):
            help = "its ClaimReview is microdata, and only JSON-LD is read; ask for a feed, or copy the check by hand"
        report(Diagnostic("FP703", Location(file.path), "there is no ClaimReview in this file", help))
    return tuple(found)


def parse_json_ld(file: ImportedFile, report: Report) -> list[tuple[int, Any]] | None:
    """Return the JSON-LD documents of a page, each with its line. Return None if the file does not begin with a tag."""
    if not file.text.lstrip().startswith("<"):
        return None
    is_xml = re.match(r"\s*<(?:\?xml|rss|feed|rdf:rdf)\b", file.text, re.I)
    if is_xml and not looks_like_html(file.path, file.text.encode()):
        message = "this is RSS or other XML, and neither a page nor JSON"
        report(Diagnostic("FP701", Location(file.path), message, WHAT_TO_SAVE))
    scripts = [(line, text) for line, text in json_ld_scripts(file, report) if text.strip()]
    documents = [(line, _parse_json(text, file.path, line, report)) for line, text in scripts]
    return [(line, document) for line, document in documents if document is not None]


def parse_json(file: ImportedFile, report: Report) -> list[tuple[int, Any]] | None:
    """Return the document of a JSON file, with 0 as its line: a line is found for each review."""
    if not file.text.lstrip().startswith(("{", "[")):
        report(Diagnostic("FP701", Location(file.path), "this is neither a page nor JSON", WHAT_TO_SAVE))
        return []
    document = _parse_json(file.text, file.path, 1, report)
    return [] if document is None else [(0, document)]


FORMATS: tuple[Callable[[ImportedFile, Report], list[tuple[int, Any]] | None], ...] = (parse_json_ld, parse_json)
"""Each returns the JSON documents of a file, or None for a file of another format."""


def _parse_json(text: str, path: str, first_line: int, report: Report) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = Location(path, first_line + error.lineno - 1, error.colno)
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        help = "correct it there, or export the file again"
    except RecursionError:
        where, help = Location(path, first_line), "export the file again"
        message = "this JSON is nested too deeply to be read"
    except ValueError:  # a number with thousands of digits
        where, help = Location(path, first_line), "correct it, or export the file again"
        message = "this JSON holds a number that is too long to be read"
    report(Diagnostic("FP706", where, message, help))
    return None


def _merged(review: dict[str, Any], nodes: Nodes) -> dict[str, Any]:
    """Return a review with the values of nodes with the same id.

    Two reviews with different claims may have the same id by mistake. Such an id does not count.
    """
    others = nodes.get(str(review.get("@id", "")), {})
    return others | review if review.get("claimReviewed") in (None, others.get("claimReviewed")) else review


SHORT_PATH = 2
"""Steps in a path at which a review needs the values of a node, such as `itemReviewed.author`."""


def _flatten(review: dict[str, Any], nodes: Nodes) -> FlatReview:
    """Return the values of a review by path. A reference to a node stands for the node's values.

    A node is read once, at its shortest path. It is read again at other short paths only.
    """
    flat = FlatReview()
    queue: deque[tuple[str, Any, frozenset[str]]] = deque([("", review, frozenset())])
    read: set[tuple[str, str]] = set()
    while queue:
        path, value, parents = queue.popleft()
        if isinstance(value, dict):
            id = str(value.get("@id", ""))
            is_reference = path and not value.keys() - KEYWORDS
            at = (path if path.count(".") < SHORT_PATH else "", id)
            if path and id in nodes and id not in parents and at not in read:
                value = nodes[id] | value
            elif is_reference and id and id not in nodes:
                queue.append((f"{path}.@id", id, parents))
            read |= {at, ("", id)}
            inner = [(f"{path}.{key}" if path else key, one) for key, one in value.items() if key not in KEYWORDS]
            if "@value" in value:  # a text with its language (JSON-LD 1.1, 4.2.4)
                inner = [(path, value["@value"])]
            queue += [(step, one, parents | {id}) for step, one in inner]
        elif isinstance(value, list):
            queue += [(path, one, parents) for one in value]
        elif value is not None and (text := _text(value, path)):
            flat.values.setdefault(path, []).append(text)
    return flat


BODIES = ("reviewBody", "articleBody", "text")
"""Paths of texts that keep their paragraphs and links."""


def _text(value: Any, path: str) -> str:
    if isinstance(value, str):
        paragraphs = map(clean_text, text_paragraphs(value, links=path in BODIES))
        return ("\n\n" if path in BODIES else " ").join(paragraphs)
    return json.dumps(value)


def _line_of(review: dict[str, Any], text: str) -> int:
    """Return the line of a review's claim in a JSON file, or 1 if the claim is written in another way there."""
    claim = review.get("claimReviewed")
    for ascii in (False, True):
        at = text.find(json.dumps(claim, ensure_ascii=ascii)) if isinstance(claim, str) and claim else -1
        if at >= 0:
            return text.count("\n", 0, at) + 1
    return 1


def review_from(flat: FlatReview, line: int) -> Review:
    """Return the review with these values. It has no unused value that repeats a used one."""
    first, every = flat.take_first, flat.take_all
    review = Review(
        line=line,
        claim=first("claimReviewed", "itemReviewed.name", "itemReviewed.text"),
        claimants=every("itemReviewed.author.name", "itemReviewed.author", "itemReviewed.creator.name"),
        claim_date=first("itemReviewed.datePublished", "itemReviewed.dateCreated"),
        appearances=(
            *every("itemReviewed.appearance.name", "itemReviewed.firstAppearance.name"),
            *every("itemReviewed.firstAppearance.url", "itemReviewed.firstAppearance", "itemReviewed.url"),
            *every("itemReviewed.appearance.url", "itemReviewed.appearance"),
        ),
        rating=first("reviewRating.alternateName", "reviewRating.name"),
        value=first("reviewRating.ratingValue"),
        best=first("reviewRating.bestRating"),
        worst=first("reviewRating.worstRating"),
        url=first("url", "mainEntityOfPage", "mainEntityOfPage.@id", "mainEntityOfPage.url", "sameAs", f"{ITEM}.url"),
        title=first("name", "headline"),
        summary=first("description", "abstract", "reviewRating.ratingExplanation"),
        published=first("datePublished", "dateCreated", f"{ITEM}.dateCreated"),
        modified=first("dateModified", f"{ITEM}.dateModified"),
        authors=every("author.name", "author"),
        publisher=first("publisher.name", "publisher", "publisher.site"),
        body=first(*BODIES),
        lang=first("inLanguage", "inLanguage.name"),
        unused=flat.values,
    )
    used = {review.claim, review.url, *review.authors, review.publisher, review.title}
    used |= {review.published, review.modified}
    for path in [path for path, values in flat.values.items() if used.issuperset(values)]:
        del flat.values[path]
    return review
