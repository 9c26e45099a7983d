"""What Eleventy, Pelican and MkDocs share: one set of templates for Nunjucks and Jinja, and one file of data."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.peers.content import Content
from bench.peers.files import Values, write
from bench.peers.look import LISTS, look, sprite

TEMPLATES = Path(__file__).parent / "jinja"


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


def data(content: Content) -> Values:
    """Return what the templates look up."""
    return {
        "site": content.site,
        "look": look(),
        "scale": content.verdicts,
        "verdicts": {verdict["id"]: verdict for verdict in content.verdicts},
        "topics": {topic["id"]: topic | _shelf(topic, content) for topic in content.topics},
        "topic_order": [topic["id"] for topic in content.topics],
        "sources": content.sources,
        "by_title": sorted(content.sources, key=lambda id: (content.sources[id]["title"].casefold(), id)),
        "talks": content.talks,
        "order": list(content.talks),
        "rows": content.rows,
        "shares": content.shares,
        "changes": content.changes,
        "updated": content.updated,
        "entries": {
            claim.id: {"claim": claim.front["claim"], "quotes": claim.front["quotes"]} for claim in content.claims
        },
        "search": content.search,
        "paths": list(_paths(content)),
        "lists": LISTS,
        "keys": KEYS,
    }


def _shelf(topic: Values, content: Content) -> Values:
    """Return the claims of a topic that the search page shows under it, and those that it shows under another.

    The two kinds of template cannot gather a list in a loop in the same words.
    """
    own = [id for id in topic["claims"] if content.rows[id]["topics"][0] == topic["id"]]
    return {"own": own, "also": [id for id in topic["claims"] if id not in set(own)]}


def _paths(content: Content) -> list[str]:
    """Return the addresses that a sitemap lists besides the claims."""
    return [
        "",
        *(f"{page.id}.html" for page in content.pages if page.id != "index"),
        *(f"{id}.html" for id in LISTS),
        *(f"transcripts/{id}.html" for id in content.talks),
        *(f"topics/{topic['id']}.html" for topic in content.topics),
        *(f"sources/{id}.html" for id in content.sources),
    ]


def descriptions(content: Content) -> dict[str, str]:
    """Return the description of each page about a topic, a source or a talk, by its address without the ending."""
    topics = {f"topics/{topic['id']}": topic["description"] for topic in content.topics}
    sources = {f"sources/{id}": f"How we read and used it: {source['title']}" for id, source in content.sources.items()}
    talks = {f"transcripts/{id}": talk["editions"][0] for id, talk in content.talks.items()}
    lists = {f"/{id}": description for id, (_, description) in LISTS.items()}
    return topics | sources | lists | {path: f"{talk['speaker']}: {talk['title']}" for path, talk in talks.items()}
