"""MkDocs: every page a Markdown file that names its template, a theme of our own, hooks for what templates use."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from bench.peers.content import Content
from bench.peers.files import Text, front_matter, write, write_json
from bench.peers.jinja import KEYS, data, descriptions, templates
from bench.peers.look import LISTS, assets, robots

PROJECT = Path(__file__).parent / "python"
TEMPLATES = {"index": "home.html", "methodology": "methodology.html", "corrections": "corrections.html"}


def convert(content: Content, folder: Path) -> None:
    """Write the project."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("mkdocs.yml", "hooks.py", "shown.py"):
        shutil.copy(PROJECT / name, folder)
    templates(folder / "theme")
    assets(folder / "theme" / "assets", content.verdicts)
    write_json(folder / "data.json", data(content))
    pages = folder / "content"
    # MkDocs copies it: to make it would take the front matter of all pages, which a build of one page does not read.
    write_json(pages / "data" / "claims.json", {"claims": [_record(claim) for claim in content.claims]})
    for page in content.pages:
        front = {"template": TEMPLATES.get(page.id, "plain.html"), "nav": "claims" if page.id == "index" else page.id}
        write(pages / f"{page.id}.md", front_matter({**page.front, **front}) + page.body)
    write(pages / "robots.txt", robots(content.site))
    write(pages / ".nojekyll", "")
    for id, (title, description) in LISTS.items():
        front = {"title": title, "description": description, "template": f"{id}.html", "nav": id}
        write(pages / f"{id}.md", front_matter(front))
    for path, (template, title, description) in _listed(content).items():
        front = {"title": title, "description": description, "template": template}
        write(pages / f"{path}.md", front_matter(front))
    for claim in content.claims:
        front = {**claim.front, "template": "claim.html"}
        write(pages / "claims" / f"{claim.id}.md", front_matter(front) + claim.body)


def _record(claim: Text) -> dict[str, Any]:
    return {"id": claim.id, **{key: claim.front[key] for key in KEYS}}


def _listed(content: Content) -> dict[str, tuple[str, str, str]]:
    """Return template, title and description of the pages without a text of their own."""
    described = descriptions(content)
    topics = {f"topics/{topic['id']}": ("topic.html", topic["label"]) for topic in content.topics}
    sources = {f"sources/{id}": ("source.html", source["title"]) for id, source in content.sources.items()}
    talks = {f"transcripts/{id}": ("transcript.html", t["editions"][0]["title"]) for id, t in content.talks.items()}
    return {path: (*shown, described[path]) for path, shown in (topics | sources | talks).items()}
