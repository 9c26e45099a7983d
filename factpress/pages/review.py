"""The ClaimReview of schema.org that a claim's page carries for search engines."""

from __future__ import annotations

import json
from datetime import date

from factpress.model.content import Verdict
from factpress.pages.context import Head, Talk

JSON = json.JSONEncoder(ensure_ascii=False).encode


def review(head: Head, title: str, claim: str, published: date, verdict: Verdict, talk: Talk) -> str:
    """Return the ClaimReview of a rated claim as JSON, safe inside a script element."""
    site = head.common.site
    appearance = {"@type": "CreativeWork", "name": talk.title} | ({"url": talk.url} if talk.url else {})
    speaker = {"@type": "Person", "name": talk.speaker}
    found = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": head.canonical,
        "name": title,
        "claimReviewed": claim,
        "datePublished": published.isoformat(),
        "author": {"@type": "Organization", "name": site.publisher.name, "url": site.publisher.url or site.base_url},
        "itemReviewed": {"@type": "Claim", "author": speaker, "appearance": appearance},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": int(verdict.rank or 0),
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": verdict.label,
        },
    }
    return JSON(found).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
