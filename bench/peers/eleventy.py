"""Eleventy: Nunjucks, front matter in YAML, sources, talks and topics by pagination, the data beside its cascade."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.peers.content import Content
from bench.peers.files import front_matter, write, write_json
from bench.peers.jinja import data, descriptions, templates
from bench.peers.look import assets, robots

PROJECT = Path(__file__).parent / "eleventy"
LAYOUTS = {"index": "home.html", "methodology": "methodology.html", "corrections": "corrections.html"}


def convert(content: Content, folder: Path) -> None:
    """Write the project."""
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    templates(folder / "layouts")
    assets(folder / "assets", content.verdicts)
    write(folder / "robots.txt", robots(content.site))
    write(folder / ".nojekyll", "")
    write_json(folder / "data.json", data(content))
    write_json(folder / "descriptions.json", descriptions(content))
    for page in content.pages:
        layout = {"layout": LAYOUTS.get(page.id, "plain.html"), "nav": "claims" if page.id == "index" else page.id}
        front = {**page.front, **layout, "permalink": f"{page.id}.html"}
        write(folder / "content" / f"{page.id}.md", front_matter(front) + page.body)
    for claim in content.claims:
        write(folder / "content" / "claims" / f"{claim.id}.md", front_matter(claim.front) + claim.body)
