"""What Eleventy, Pelican and MkDocs share: one set of templates for Nunjucks and Jinja, and one file of data."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from bench.peers.content import Content
from bench.peers.files import write
from bench.peers.look import look, sprite

TEMPLATES = Path(__file__).parent / "jinja"
NEWEST = 50
"""Entries of a feed."""


def templates(folder: Path) -> None:
    """Copy the templates."""
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    write(folder / "sprite.html", sprite())


KEYS = [
    "title",
    "claim",
    "verdict",
    "summary",
    "transcript",
    "quotes",
    "said",
    "topics",
    "published",
    "verified",
    "authors",
    "evidence",
    "calculations",
    "would_change",
    "depends_on",
    "corrections",
    "status",
]
"""Of a claim in `data/claims.json`."""


def data(content: Content) -> dict[str, Any]:
    """Return what the templates look up."""
    newest = sorted(content.rows.values(), key=lambda row: (row["changed"], row["number"]), reverse=True)
    return {
        "site": content.site,
        "look": look(),
        "scale": content.verdicts,
        "verdicts": {verdict["id"]: verdict for verdict in content.verdicts},
        "topics": {topic["id"]: topic for topic in content.topics},
        "topic_order": [topic["id"] for topic in content.topics],
        "sources": content.sources,
        "by_title": sorted(content.sources, key=lambda id: (content.sources[id]["title"].casefold(), id)),
        "talks": content.talks,
        "order": list(content.talks),
        "rows": content.rows,
        "shares": content.shares,
        "changes": content.changes,
        "newest": [row["id"] for row in newest[:NEWEST]],
        "paths": list(_paths(content)),
        "keys": KEYS,
    }


def _paths(content: Content) -> list[str]:
    """Return the addresses that a sitemap lists besides the claims."""
    return [
        "",
        *(f"{page.id}.html" for page in content.pages if page.id != "index"),
        "sources.html",
        *(f"transcripts/{id}.html" for id in content.talks),
        *(f"topics/{topic['id']}.html" for topic in content.topics),
        *(f"sources/{id}.html" for id in content.sources),
    ]


def descriptions(content: Content) -> dict[str, str]:
    """Return the description of each page about a topic, a source or a talk, by its address without the ending."""
    topics = {f"topics/{topic['id']}": topic["description"] for topic in content.topics}
    sources = {f"sources/{id}": f"How we read and used it: {source['title']}" for id, source in content.sources.items()}
    talks = {f"transcripts/{id}": talk["editions"][0] for id, talk in content.talks.items()}
    return topics | sources | {path: f"{talk['speaker']}: {talk['title']}" for path, talk in talks.items()}
