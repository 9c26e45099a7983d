"""Hugo: front matter in YAML, the rest in data files, topics as a taxonomy, sources and talks by content adapters."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.peers.content import Content
from bench.peers.files import front_matter, write, write_json
from bench.peers.look import LISTS, assets, look, robots, sprite

TEMPLATES = Path(__file__).parent / "hugo"
NAV = {"index": "claims"}
LAYOUTS = {"methodology": "methodology", "corrections": "corrections"}

ADAPTER = """\
{{- range hugo.Data.%s }}{{ $.AddPage (dict "path" .id "title" %s "params" (dict "description" (%s))) }}{{ end -}}
"""
SOURCES = ("sources", ".title", 'printf "How we read and used it: %s" .title')
TALKS = ("talks", "(index .editions 0).title", 'printf "%s: %s" (index .editions 0).speaker (index .editions 0).title')


def convert(content: Content, folder: Path) -> None:
    """Write the project."""
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    assets(folder / "static" / "assets", content.verdicts)
    write(folder / "static" / "robots.txt", robots(content.site))
    write(folder / "static" / ".nojekyll", "")
    write(folder / "layouts" / "_partials" / "sprite.html", sprite())
    _data(content, folder / "data")
    pages = folder / "content"
    write(pages / "sources" / "_content.gotmpl", ADAPTER % SOURCES)
    write(pages / "transcripts" / "_content.gotmpl", ADAPTER % TALKS)
    for id, (title, description) in LISTS.items():
        front = {"title": title, "description": description, "url": f"/{id}.html", "layout": id, "nav": id}
        write(pages / f"all-{id}.md", front_matter(front))
    for topic in content.topics:
        front = {"title": topic["label"], "description": topic["description"]}
        write(pages / "topics" / topic["id"] / "_index.md", front_matter(front))
    for page in content.pages:
        id = "_index" if page.id == "index" else page.id
        layout = {"layout": LAYOUTS[page.id]} if page.id in LAYOUTS else {}
        write(pages / f"{id}.md", front_matter({**page.front, **layout, "nav": NAV.get(page.id, page.id)}) + page.body)
    for claim in content.claims:
        dated = {**claim.front, "weight": claim.front["number"], "lastmod": claim.front["verified"]}
        write(pages / "claims" / f"{claim.id}.md", front_matter(dated) + claim.body)


def _data(content: Content, folder: Path) -> None:
    write_json(folder / "look.json", look())
    write_json(folder / "site.json", {**content.site, "updated": content.updated})
    write_json(folder / "scale.json", content.verdicts)
    write_json(folder / "verdicts.json", {verdict["id"]: verdict for verdict in content.verdicts})
    write_json(folder / "topics.json", {topic["id"]: topic for topic in content.topics})
    write_json(folder / "shares.json", content.shares)
    write_json(folder / "search.json", content.search)
    write_json(folder / "changes.json", content.changes)
    write_json(folder / "sources.json", content.sources)
    write_json(folder / "rows.json", content.rows)
    for id, talk in content.talks.items():
        write_json(folder / "talks" / f"{id}.json", talk)
