"""Pelican: claims are articles, topics are tags, sources and talks are pages; nested front matter is a line of JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from bench.peers.content import Content
from bench.peers.files import Text, write, write_json
from bench.peers.jinja import data, descriptions, templates
from bench.peers.look import assets, robots

PROJECT = Path(__file__).parent / "python"
TEMPLATES = {"index": "home", "methodology": "methodology", "corrections": "corrections"}
NAMES = {"claim": "article", "topic": "tag", "plain": "page"}
"""Pelican's names for our templates."""
CLAIMS = '{"claims": {{ records(articles)|json }}}\n'


def convert(content: Content, folder: Path) -> None:
    """Write the project."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("pelicanconf.py", "shown.py"):
        shutil.copy(PROJECT / name, folder)
    _theme(folder / "theme")
    assets(folder / "theme" / "static", content.verdicts)
    write(folder / "content" / "extra" / "robots.txt", robots(content.site))
    write(folder / "content" / "extra" / ".nojekyll", "")
    write_json(folder / "data.json", data(content))
    pages = folder / "content" / "pages"
    for page in content.pages:
        front = {"template": TEMPLATES.get(page.id, "page"), "nav": "claims" if page.id == "index" else page.id}
        write(pages / f"{page.id}.md", _meta({**page.front, **front, **_address(f"{page.id}.html")}) + page.body)
    described = descriptions(content)
    for id, source in content.sources.items():
        write(pages / "sources" / f"{id}.md", _page(f"sources/{id}", source["title"], "source", described))
    for id, talk in content.talks.items():
        title = talk["editions"][0]["title"]
        write(pages / "transcripts" / f"{id}.md", _page(f"transcripts/{id}", title, "transcript", described))
    for claim in content.claims:
        write(folder / "content" / "claims" / f"{claim.id}.md", _article(claim) + claim.body)


def _theme(folder: Path) -> None:
    templates(folder / "templates")
    for ours, theirs in NAMES.items():
        (folder / "templates" / f"{ours}.html").rename(folder / "templates" / f"{theirs}.html")
    (folder / "templates" / "sitemap.xml").rename(folder / "templates" / "sitemap.html")
    write(folder / "templates" / "claims.html", CLAIMS)


def _meta(front: Mapping[str, str]) -> str:
    return "".join(f"{key.capitalize()}: {value}\n" for key, value in front.items()) + "\n"


def _address(path: str) -> dict[str, str]:
    return {"slug": path.removesuffix(".html").replace("/", "-"), "url": path, "save_as": path}


def _page(path: str, title: str, template: str, described: Mapping[str, str]) -> str:
    front = {"title": title, "description": described[path], "template": template}
    return _meta({**front, **_address(f"{path}.html")})


def _article(claim: Text) -> str:
    front = claim.front
    return _meta(
        {
            "title": front["title"],
            "date": front["published"],
            "slug": claim.id,
            "tags": ", ".join(front["topics"]),
            "summary": front["summary"],
            "record": json.dumps(front, ensure_ascii=False),
        }
    )
