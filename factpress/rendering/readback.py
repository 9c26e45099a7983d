"""Read a page back when it has been made: its title and language, headings, ids and links.

The pages are our own and plainly written, so cutting them at a few words finds what they say. What could mean anything
else leaves the page to the careful way, from tag to tag. `tests/rendering/test_verify.py` holds both against an HTML
parser, which takes some 5 ms a page, many times what the page took to make.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from sys import intern

from msgspec import Struct

TAG = re.compile(r"""([a-zA-Z][a-zA-Z0-9-]*+)([^>"']*+(?:"[^"]*"[^>"']*+|'[^']*'[^>"']*+)*+)>""")
ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
CLOSE = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("title", "script", "style")}
SCHEME = re.compile(r"//|[a-zA-Z][a-zA-Z0-9+.-]*:")
ADDRESS = {"href", "src", "action", "poster", "data"}
ASKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
"""Kinds of `link` that make a browser ask for the address."""

SCRIPT = re.compile(rb"<script[^<>]*>([^<]*)</script>")
HEAD = re.compile(rb'<!doctype html>\n<html [^<>]*\blang="[^"<>]+"')
LINK = re.compile(rb"<link ([^<>]*)>")
TOLD = re.compile(rb"<(?:h1|script)")
TITLE = re.compile(rb"<title>([^<]*)</title>")

JINJA = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
ATTRIBUTES = re.compile(r"(?<![\w-])(?:href|id|src|action|poster|data)\s*=\s*", re.IGNORECASE)
ODD = re.compile(r"<[A-Z]|<!--|<(?:style|title)[^>]")

SOME = 1_000_000
"""Bytes of a page that are cut at a time."""


class Facts(Struct, frozen=True, array_like=True, gc=False):
    """What a page says of itself."""

    title: bool
    lang: bool
    headings: int
    """How many `h1`."""
    ids: tuple[str, ...]
    """In order, repeated ones too."""
    links: tuple[str, ...]
    """Addresses within the site, as written, each once, sorted."""
    asked: tuple[str, ...]
    """Addresses at other hosts that the page would load, sorted."""


NO_FACTS = Facts(True, True, 1, (), (), ())
"""Of a file that is no page."""


def plainly_written(template: str) -> bool:
    """Tell whether pages of a template can be read the quick way: tags in small letters, attributes as ` id="…"`."""
    text = JINJA.sub("", template)
    keys = [text[found.start() - 1 : found.end() + 1] for found in ATTRIBUTES.finditer(text)]
    return not ODD.search(text) and all(key in (' action="', ' href="', ' id="', ' src="') for key in keys)


def all_plain(templates: Path, files: Iterable[str]) -> bool:
    """Tell whether all templates among the files of a folder are plainly written."""
    return all(plainly_written((templates / path).read_text("utf-8")) for path in files if path.endswith(".html"))


def facts(page: bytes, plain: bool = False) -> Facts:
    """Read what a page says of itself; `plain` if its templates are plainly written."""
    return (quick(page) if plain else None) or careful(page.decode())


def quick(page: bytes) -> Facts | None:
    """Read a page whose templates are plainly written; nothing if a text in it may be taken for a tag."""
    head = page[: page.find(b"<body")]
    scripts = SCRIPT.findall(head)
    titles = TITLE.findall(head)
    tags = TOLD.findall(page)
    ids, links, loaded = _values(page, b' id="'), _values(page, b' href="'), _values(page, b' src="')
    forms = _values(page, b' action="')
    if (
        ids is None
        or links is None
        or loaded is None
        or forms is None
        or not HEAD.match(page)
        or len(titles) != 1
        or tags.count(b"<script") != len(scripts)
        # Every "<" and every ">" belongs to a tag, but for some in scripts.
        or page.count(b"<") != page.count(b">") - sum(script.count(b">") for script in scripts)
    ):
        return None
    outside = {address for address in loaded if SCHEME.match(address) and not address.startswith("data:")}
    for inside in LINK.findall(head):
        attributes = _attributes(inside.decode())
        address = attributes.get("href", "")
        if SCHEME.match(address) and _loads("link", "href", attributes):
            outside.add(address)
    return Facts(
        bool(titles[0].strip()),
        True,
        tags.count(b"<h1"),
        tuple([intern(id) for id in ids if id]),
        _within({*links, *loaded, *forms}),
        tuple(sorted(outside)),
    )


def _values(page: bytes, key: bytes) -> list[str] | None:
    """Return the values of an attribute in order; nothing if what looks like it stands in a text."""
    values = []
    at = 0
    while at < len(page):  # of a page of ten megabytes some at a time
        end = page.find(b"<", at + SOME) if len(page) - at > SOME else -1
        before, *parts = page[at : end if end > 0 else None].split(key)
        for part in parts:
            if before.rfind(b"<") <= before.rfind(b">"):  # no tag is open
                return None
            value = part[: part.find(b'"')].decode()
            values.append(html.unescape(value) if "&" in value else value)
            before = part
        at = end if end > 0 else len(page)
    return values


def _within(addresses: set[str]) -> tuple[str, ...]:
    # Most of ours have neither a colon nor two slashes.
    return tuple(sorted([intern(a) for a in addresses if not ((":" in a or a[:2] == "//") and SCHEME.match(a))]))


def _attributes(inside: str) -> dict[str, str]:
    found = ATTRIBUTE.findall(inside)
    return {key.lower(): html.unescape(double or single or bare) for key, double, single, bare in found}


def careful(page: str) -> Facts:
    """Read any page, from tag to tag."""
    title, lang, headings = False, False, 0
    ids: list[str] = []
    links: set[str] = set()
    asked: set[str] = set()
    at = 0
    while (at := page.find("<", at)) >= 0:
        at += 1
        if page.startswith("!--", at):
            end = page.find("-->", at + 3)
            at = end if end >= 0 else len(page)
        elif tag := TAG.match(page, at):
            name, attributes, at = tag[1].lower(), _attributes(tag[2]), tag.end()
            lang = lang or (name == "html" and bool(attributes.get("lang")))
            headings += name == "h1"
            ids += [attributes["id"]] if attributes.get("id") else []
            for key in ADDRESS & attributes.keys():
                address = attributes[key]
                if not SCHEME.match(address):
                    links.add(address)
                elif _loads(name, key, attributes) and not address.startswith("data:"):
                    asked.add(address)
            if name in CLOSE:
                close = CLOSE[name].search(page, at)
                end = close.start() if close else len(page)
                title = title or (name == "title" and bool(page[at:end].strip()))
                at = end
    return Facts(title, lang, headings, tuple(ids), tuple(sorted(links)), tuple(sorted(asked)))


def _loads(name: str, key: str, attributes: dict[str, str]) -> bool:
    """Tell whether a browser asks for an address by itself."""
    return key in ("src", "poster", "data") or (
        name == "link" and not ASKS.isdisjoint(attributes.get("rel", "").split())
    )
