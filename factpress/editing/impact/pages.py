"""Compare what two built sites show: the text and the links of their pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import unescape
from pathlib import Path

import msgspec

from factpress.model.graph import Claim, Graph

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
TAGS = re.compile(r"""<(script|style|svg)\b.*?</\1>|<[^>]*?\shref="([^"]*)"[^>]*>|<[^>]*>""", re.DOTALL)
USE = re.compile(r'<use href="([^"]*)"')
SAMPLE = "404.html"
"""The page from which the text around `<main>` is read. Every page has the same."""

Texts = Mapping[str, tuple[str, str]]
"""By page, its text before and now."""


class SiteText(msgspec.Struct, frozen=True):
    """The text of a site, with the addresses of its links."""

    pages: dict[str, str]
    """By page, the text of `<main>`."""
    frame: str
    """The text around `<main>`."""


class Differences(msgspec.Struct, frozen=True):
    """What differs between two sites."""

    pages: Texts
    """Pages that both sites have."""
    frame: bool


def read_site(site: Path) -> SiteText:
    """Read all pages of a built site. Raises OSError."""
    files = {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in sorted(site.rglob("*.html"))}
    mains = {path: MAIN.search(html) for path, html in files.items()}
    body = files.get(SAMPLE, "").partition("<body")
    frame = _text(MAIN.sub("", "".join(body[1:])))
    return SiteText({path: _text(main[0] if main else "") for path, main in mains.items()}, frame)


def _text(html: str) -> str:
    return " ".join(unescape(TAGS.sub(_address, html)).split())


def _address(tag: re.Match[str]) -> str:
    """Return the address of a link, or the name of an icon."""
    icon = USE.search(tag[0]) if tag[1] == "svg" else None
    return f" {tag[2] or (icon[1] if icon else '')} "


def differences(before: SiteText, now: SiteText) -> Differences:
    """Return what differs between two sites."""
    shared = sorted(before.pages.keys() & now.pages.keys())
    pages = {path: (before.pages[path], now.pages[path]) for path in shared if before.pages[path] != now.pages[path]}
    return Differences(pages, before.frame != now.frame)


def renumbered(pages: Texts, before: Graph, now: Graph) -> list[str]:
    """Return the claim pages on which only numbers of claims differ.

    These numbers follow the order of the transcript, so a new claim changes those of others.
    """
    new_numbers = {(str(before.numbers[id]), str(n)) for id, n in now.numbers.items() if id in before.numbers}
    changed = {
        id
        for id, claim in now.by_id.items()
        if id in before.by_id and _shown_elsewhere(claim) != _shown_elsewhere(before.by_id[id])
    }
    return [page for page, texts in pages.items() if _is_renumbered(page, texts, new_numbers, changed, before, now)]


def _is_renumbered(
    page: str,
    texts: tuple[str, str],
    new_numbers: Collection[tuple[str, str]],
    changed: Collection[str],
    before: Graph,
    now: Graph,
) -> bool:
    folder, _, id = page.removesuffix(".html").rpartition("/")
    if folder != "claims" or id not in before.by_id or id not in now.by_id or _own(before, id) != _own(now, id):
        return False
    old, new = (text.replace(",", " ").split() for text in texts)
    return (
        len(old) == len(new)
        and all(a == b or (a, b) in new_numbers for a, b in zip(old, new, strict=True))
        and not any(f"{other}.html" in new for other in changed)
    )


def _own(graph: Graph, id: str) -> object:
    """Return all that a claim's page shows of the claim itself, without numbers of claims."""
    claim = graph.by_id[id]
    sources = [graph.sources[row.source].csl for row in claim.evidence if row.source in graph.sources]
    passages = [graph.passages[a.transcript, a.passage].texts for a in graph.anchors.get(id, ())]
    words = [(text.lang, text.words) for texts in passages for text in texts]
    return claim, graph.publishing.bodies[id].html, sources, words


def _shown_elsewhere(claim: Claim) -> object:
    """Return what other pages show of a claim, without its number."""
    return claim.title, claim.summary, claim.verdict, claim.topics, claim.status
