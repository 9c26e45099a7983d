"""Find ClaimReviews in a JSON document: in a JSON-LD graph, a feed, or a response of the Fact Check Tools API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from factpress.model.diagnostics import Diagnostic, Location, Report

KEYWORDS = frozenset(("@type", "@context", "@id"))
"""JSON-LD keywords. They say nothing about a claim (JSON-LD 1.1, 1.7)."""

ITEM = "dataFeedItem"
"""The key under which a review keeps the values of its feed item."""


def claim_reviews(document: Any, where: Location, report: Report) -> Iterator[dict[str, Any]]:
    """Yield all reviews of a document, with the keys of a ClaimReview. Report entries of a list without a review."""
    for part in _as_list(document):
        for key, (message, convert) in LISTS.items():
            entries = part.get(key) if isinstance(part, dict) and not _is_review(part) else None
            if not isinstance(entries, list):
                continue
            reviews = [[list(_reviews(piece)) for piece in convert(entry)] for entry in entries]
            empty = [str(n) for n, found in enumerate(reviews, 1) if not found or not all(found)]
            if empty:
                help = "nothing can be imported from them"
                report(Diagnostic("FP707", where, f"{message}: no. {', '.join(empty)}", help))
            yield from (node for found in reviews for nodes in found for node in nodes)
            part = {other: value for other, value in part.items() if other != key}
            if key == "claims" and part.get("nextPageToken"):
                help = "ask the API for the other pages too, with pageToken, and import each answer"
                report(Diagnostic("FP707", where, "this is one page of a longer answer", help))
        yield from _reviews(part)


def nodes_by_id(documents: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Return all nodes that have an id. Nodes with the same id are merged (JSON-LD 1.1 API, 4.5)."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for node in (node for document in documents for node in _nodes(document) if node.keys() - KEYWORDS):
        if isinstance(node.get("@id"), str) and node["@id"]:
            merged = found.setdefault(node["@id"], {})
            for key, value in node.items():
                merged.setdefault(key, {})[repr(value)] = value
    return {
        id: {
            key: next(iter(values.values())) if len(values) == 1 else [*values.values()] for key, values in one.items()
        }
        for id, one in found.items()
    }


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _nodes(document: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects of a document, in order. Documents can be nested too deeply for recursion."""
    stack = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(reversed(node.values()))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def _is_review(node: dict[str, Any]) -> bool:
    return any(re.split(r"[/#:]", str(one))[-1] == "ClaimReview" for one in _as_list(node.get("@type")))


def _reviews(document: Any) -> Iterator[dict[str, Any]]:
    """Yield the reviews of a document that have values. One without values refers to another node."""
    return (node for node in _nodes(document) if _is_review(node) and node.keys() - KEYWORDS)


def _from_feed_item(entry: Any) -> list[Any]:
    """Return the contents of a feed item. Its reviews also get the values of the item."""
    if not isinstance(entry, dict) or _is_review(entry):
        return [entry]
    item = {key: value for key, value in entry.items() if key != "item"}
    contents = _as_list(entry.get("item"))
    reviews = [
        {**one, ITEM: item} if isinstance(one, dict) and _is_review(one) and one.keys() - KEYWORDS else one
        for one in contents
    ]
    return [entry if reviews == contents else reviews]


API_CLAIM = {
    "text": ("claimReviewed",),
    "claimant": ("itemReviewed", "author", "name"),
    "claimDate": ("itemReviewed", "datePublished"),
}
API_REVIEW = {
    "url": ("url",),
    "title": ("name",),
    "reviewDate": ("datePublished",),
    "textualRating": ("reviewRating", "alternateName"),
    "languageCode": ("inLanguage",),
    "publisher": ("publisher",),
}
"""Keys of a response, with the path of the same value in a ClaimReview (Fact Check Tools API v1alpha1)."""


def _from_api_claim(claim: Any) -> list[Any]:
    """Return the reviews of a claim in a response, converted. Return other values unchanged."""
    reviews = _as_list(claim.get("claimReview", [])) if isinstance(claim, dict) and not _is_review(claim) else []
    return [_from_api_review(claim, one) if isinstance(one, dict) else one for one in reviews] or [claim]


def _from_api_review(claim: dict[str, Any], review: dict[str, Any]) -> dict[str, Any]:
    """Return a review of a response with the keys of a ClaimReview. Unknown keys go under `answer`."""
    node: dict[str, Any] = {"@type": "ClaimReview"}
    for part, paths in ((claim, API_CLAIM), (review, API_REVIEW)):
        for key, value in part.items():
            if key != "claimReview":
                *path, last = paths.get(key, ("answer", key))
                parent = node
                for step in path:
                    parent = parent.setdefault(step, {})
                parent[last] = value
    return node


LISTS: dict[str, tuple[str, Callable[[Any], list[Any]]]] = {
    "dataFeedElement": ("these items of the feed have no ClaimReview", _from_feed_item),
    "claims": ("these claims have no claimReview, or one that says nothing", _from_api_claim),
}
"""Keys of lists of reviews, with the message for entries without one, and a function that converts an entry."""
