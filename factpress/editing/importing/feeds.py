"""Where ClaimReviews stand in a document: anywhere in a graph, in a feed, in an answer of the Fact Check Tools API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from factpress.model.diagnostics import Diagnostic, Location, Report

STRUCTURE = frozenset(("@type", "@context", "@id"))
"""Keys that say how JSON-LD is put together, and nothing about a claim (JSON-LD 1.1, 1.7)."""

ITEM = "dataFeedItem"
"""The key under which a review has what its item of a feed says."""


def claim_reviews(document: Any, where: Location, report: Report) -> Iterator[dict[str, Any]]:
    """Yield the reviews of a document wherever they stand in it, with the keys of a ClaimReview."""
    for part in _several(document):
        for key, (message, pieces) in LISTS.items():
            entries = part.get(key) if isinstance(part, dict) and not _is_review(part) else None
            if not isinstance(entries, list):
                continue
            given = [[list(_speaking(piece)) for piece in pieces(entry)] for entry in entries]
            bare = [str(n) for n, found in enumerate(given, 1) if not found or not all(found)]
            if bare:
                help = "nothing can be imported from them"
                report(Diagnostic("FP707", where, f"{message}: no. {', '.join(bare)}", help))
            yield from (node for found in given for nodes in found for node in nodes)
            part = {other: value for other, value in part.items() if other != key}
            if key == "claims" and part.get("nextPageToken"):
                help = "ask the API for the other pages too, with pageToken, and import each answer"
                report(Diagnostic("FP707", where, "this is one page of a longer answer", help))
        yield from _speaking(part)


def by_id(documents: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Return the nodes that have a name; one that is given in several places is one (JSON-LD 1.1 API, 4.5)."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for node in (node for document in documents for node in _nodes(document) if node.keys() - STRUCTURE):
        if isinstance(node.get("@id"), str) and node["@id"]:
            one = found.setdefault(node["@id"], {})
            for key, value in node.items():
                one.setdefault(key, {})[repr(value)] = value
    return {
        id: {key: next(iter(given.values())) if len(given) == 1 else [*given.values()] for key, given in one.items()}
        for id, one in found.items()
    }


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _nodes(document: Any) -> Iterator[dict[str, Any]]:
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _is_review(node: dict[str, Any]) -> bool:
    return any(re.split(r"[/#:]", str(one))[-1] == "ClaimReview" for one in _several(node.get("@type")))


def _speaking(document: Any) -> Iterator[dict[str, Any]]:
    """Yield the reviews of a document that say anything; one without keys is told of or refers to another."""
    return (node for node in _nodes(document) if _is_review(node) and node.keys() - STRUCTURE)


def _fed(entry: Any) -> list[Any]:
    """Return what an item of a feed holds; its reviews are given what it says itself."""
    if not isinstance(entry, dict) or _is_review(entry):
        return [entry]
    about = {key: value for key, value in entry.items() if key != "item"}
    inner = [
        {**one, ITEM: about} if isinstance(one, dict) and _is_review(one) and one.keys() - STRUCTURE else one
        for one in _several(entry.get("item"))
    ]
    return [entry if inner == _several(entry.get("item")) else inner]


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
"""Keys of an answer, and where a ClaimReview has them (Fact Check Tools API v1alpha1, claims.search)."""


def _answered(claim: Any) -> list[Any]:
    """Return the reviews of a claim of an answer, and what is none as it is; the claim, if there is nothing of them."""
    checks = _several(claim.get("claimReview", [])) if isinstance(claim, dict) and not _is_review(claim) else []
    return [_translated(claim, check) if isinstance(check, dict) else check for check in checks] or [claim]


def _translated(claim: dict[str, Any], check: dict[str, Any]) -> dict[str, Any]:
    """Return a review of an answer with the keys of a ClaimReview; what has none keeps its own."""
    node: dict[str, Any] = {"@type": "ClaimReview"}
    for part, names in ((claim, API_CLAIM), (check, API_REVIEW)):
        for key, value in part.items():
            if key != "claimReview":
                *path, last = names.get(key, ("answer", key))
                inner = node
                for step in path:
                    inner = inner.setdefault(step, {})
                inner[last] = value
    return node


LISTS: dict[str, tuple[str, Callable[[Any], list[Any]]]] = {
    "dataFeedElement": ("these items of the feed have no ClaimReview", _fed),
    "claims": ("these claims have no claimReview, or one that says nothing", _answered),
}
"""Keys under which many reviews stand: what is told of entries without any, and how the pieces of one are found."""
