"""Compare what two sites show: the words and the links of their pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from factpress.model.graph import Claim, Graph

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
TAGS = re.compile(r"""<(script|style|svg)\b.*?</\1>|<[^>]*?\shref="([^"]*)"[^>]*>|<[^>]*>""", re.DOTALL)
USE = re.compile(r'<use href="([^"]*)"')
FRAME = "404.html"
"""A page of which all but its own words is what surrounds every page."""

Texts = Mapping[str, tuple[str, str]]
"""By page: its words on either side."""


class Pages(NamedTuple):
    """The pages of a site: the words of each, and where its links lead; and what surrounds them."""

    text: dict[str, str]
    around: str

    @classmethod
    def read(cls, site: Path) -> Pages:
        """Read all pages of a site."""
        files = {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in sorted(site.rglob("*.html"))}
        own = {path: MAIN.search(text) for path, text in files.items()}
        frame = files.get(FRAME, "").partition("<body")
        around = _words(MAIN.sub("", "".join(frame[1:])))
        return cls({path: _words(found[0] if found else "") for path, found in own.items()}, around)


class Differences(NamedTuple):
    """What is on both sides and differs."""

    text: Texts
    around: bool


def _words(html: str) -> str:
    return " ".join(unescape(TAGS.sub(_address, html)).split())


def _address(tag: re.Match[str]) -> str:
    """Return where a tag leads, or which icon it draws."""
    icon = USE.search(tag[0]) if tag[1] == "svg" else None
    return f" {tag[2] or (icon[1] if icon else '')} "


def differences(there: Pages, here: Pages) -> Differences:
    """Return in what two sites differ."""
    shared = there.text.keys() & here.text.keys()
    text = {path: (there.text[path], here.text[path]) for path in sorted(shared) if there.text[path] != here.text[path]}
    return Differences(text, there.around != here.around)


def renumbered(pages: Texts, before: Graph, now: Graph) -> list[str]:
    """Return the pages of claims that differ by nothing but numbers that claims have by their order."""
    moved = {(str(before.numbers[id]), str(n)) for id, n in now.numbers.items() if id in before.numbers}
    changed = {
        id for id, claim in now.by_id.items() if id in before.by_id and _shown(claim) != _shown(before.by_id[id])
    }
    return [page for page, texts in pages.items() if _is_renumbered(page, texts, moved, changed, before, now)]


def _is_renumbered(
    page: str,
    texts: tuple[str, str],
    moved: Collection[tuple[str, str]],
    changed: Collection[str],
    before: Graph,
    now: Graph,
) -> bool:
    folder, _, id = page.removesuffix(".html").rpartition("/")
    if folder != "claims" or id not in before.by_id or id not in now.by_id or _says(before, id) != _says(now, id):
        return False
    words = [text.replace(",", " ").split() for text in texts]
    return (
        len(words[0]) == len(words[1])
        and all(a == b or (a, b) in moved for a, b in zip(*words, strict=True))
        and not any(f"{other}.html" in words[1] for other in changed)
    )


def _says(graph: Graph, id: str) -> object:
    """Return what a claim's page says besides numbers of claims, and rows of others."""
    claim = graph.by_id[id]
    sources = [graph.sources[row.source].csl for row in claim.evidence if row.source in graph.sources]
    passages = [graph.passages[a.transcript, a.passage].texts for a in graph.anchors.get(id, ())]
    spoken = [(text.lang, text.words) for texts in passages for text in texts]
    return claim, graph.publishing.bodies[id].html, sources, spoken


def _shown(claim: Claim) -> object:
    """Return what other pages show of a claim besides its number."""
    return claim.title, claim.summary, claim.verdict, claim.topics, claim.status
