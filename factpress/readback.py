"""Read a page back when it has been made: its title and language, headings, ids and links.

The pages are our own, so a few patterns find their tags; `tests/test_verify.py` holds them against an HTML parser. A
parser takes some 5 ms a page, many times what the page took to make. Most lines and tags of a page stand on other pages
too, so what they say is remembered. A line that holds whole plain tags and nothing else is read the fast way. At any
doubt it is read the careful way, with as many of the lines after it as that takes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import cast

TAG = re.compile(r"""([a-zA-Z][a-zA-Z0-9-]*+)([^>"']*+(?:"[^"]*"[^>"']*+|'[^']*'[^>"']*+)*+)>""")
ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
KEY = re.compile(r"""\s+([^\s"'=<>/]+)\s*=\s*""")
CLOSE = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("title", "script", "style")}
SCHEME = re.compile(r"//|[a-zA-Z][a-zA-Z0-9+.-]*:")
ADDRESS = {"href", "src", "action", "poster", "data"}
ASKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
"""Kinds of `link` that make a browser ask for the address."""
MOST = 8192
"""So many lines are remembered, and so many tags."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself."""

    title: bool
    lang: bool
    headings: int
    """How many `h1`."""
    ids: tuple[str, ...]
    """In order, repeated ones too."""
    links: tuple[str, ...]
    """Addresses within the site, as written, each once."""
    asked: tuple[str, ...]
    """Addresses at other hosts that the page would load."""


Said = tuple[bool, bool, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The same of a part of a page."""

NOTHING: Said = (False, False, 0, (), (), ())
TITLE: Said = (True, False, 0, (), (), ())


class _Memo(dict[str, Said | None]):
    """What was read in parts of pages; emptied when it is full, since what stands on every page is soon in it again."""

    def __init__(self, read: Callable[[str], Said | None]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, text: str) -> Said | None:
        if len(self) == MOST:
            self.clear()
        self[text] = found = self.read(text)
        return found


def facts(page: str) -> Facts:
    """Read what a page says of itself."""
    lines = page.split("\n")
    found = [LINES[line] if "<" in line else NOTHING for line in lines]
    return Facts(*_sum([said for said in _whole(lines, found) if said is not NOTHING]))


def _sum(found: Sequence[Said]) -> Said:
    if len(found) < 2:
        return found[0] if found else NOTHING
    title, lang, headings = False, False, 0
    ids: list[str] = []
    links: list[str] = []
    asked: list[str] = []
    for a, b, c, some_ids, some_links, some_asked in found:
        ids += some_ids
        links += some_links
        if a or b or c or some_asked:
            title, lang, headings = title or a, lang or b, headings + c
            asked += some_asked
    return title, lang, headings, tuple(ids), tuple(dict.fromkeys(links)), tuple(asked)


def _line(line: str) -> Said | None:
    """Return what a line says; nothing if something that it opens goes on after it."""
    found = []
    for piece in line.split("<")[1:]:
        if piece[:1] != "/":
            tag, closed, _ = piece.partition(">")
            if not closed or not (said := TAGS[tag]):
                return _careful(line)
            if said is not NOTHING:
                found.append(said)
    return _sum(found)


def _tag(tag: str) -> Said | None:
    """Return what a tag says, given without its brackets; nothing if it is not a whole plain tag."""
    if not (whole := TAG.fullmatch(tag + ">")) or whole[1].lower() in CLOSE:
        return None
    return _said(whole[1].lower(), whole[2])


def _said(name: str, inside: str) -> Said:
    links, asked = [], []
    attributes = _attributes(inside) if "=" in inside else {}
    for key in ADDRESS & attributes.keys():
        address = attributes[key]
        if not SCHEME.match(address):
            links.append(intern(address))
        elif not address.startswith("data:") and (
            key in ("src", "poster", "data")
            or (name == "link" and not ASKS.isdisjoint(attributes.get("rel", "").split()))
        ):
            asked.append(address)
    lang = name == "html" and bool(attributes.get("lang"))
    ids = (intern(attributes["id"]),) if attributes.get("id") else ()
    if not (ids or links or asked or lang or name == "h1"):
        return NOTHING
    return False, lang, int(name == "h1"), ids, tuple(sorted(links)), tuple(sorted(asked))


def _attributes(inside: str) -> dict[str, str]:
    quoted = inside.split('"')
    keys = [_key(text) for text in quoted[:-1:2]]
    if all(keys) and "'" not in inside and not quoted[-1].strip(" /"):
        found = dict(zip(keys, quoted[1::2], strict=True))
    else:
        found = {key.lower(): a or b or c for key, a, b, c in ATTRIBUTE.findall(inside)}
    return {key: html.unescape(value) for key, value in found.items()} if "&" in inside else found


@cache
def _key(text: str) -> str:
    """Return the name in what stands before a value's quotation mark; nothing if more stands there."""
    found = KEY.fullmatch(text)
    return found[1].lower() if found else ""


def _whole(lines: list[str], found: list[Said | None]) -> list[Said]:
    """Return what lines say, each that leaves something open read together with as many after it as that takes."""
    if None not in found:
        return cast("list[Said]", found)
    whole: list[Said] = []
    at = 0
    while at < len(lines):
        said, size = found[at], 1
        while not said:
            size *= 2
            said = _careful("\n".join(lines[at : at + size]), ends=at + size >= len(lines))
        whole.append(said)
        at += size
    return whole


def _careful(text: str, ends: bool = False) -> Said | None:
    """Return what a part of a page says; nothing if a tag, title, script or comment is open where it ends."""
    found: list[Said] = []
    at = 0
    while (at := text.find("<", at)) >= 0:
        end = at + 1
        if text.startswith("!--", end):
            end = text.find("-->", end + 3)
        elif tag := TAG.match(text, end):
            name, end = tag[1].lower(), tag.end()
            found.append(_said(name, tag[2]))
            if name in CLOSE:
                start, close = end, CLOSE[name].search(text, end)
                end = close.start() if close else -1
                found.append(TITLE if name == "title" and text[start:end].strip() else NOTHING)
        elif text[end : end + 1].isalpha():
            end = -1
        if end < 0:
            return _sum(found) if ends else None
        at = end
    return _sum(found)


LINES, TAGS = _Memo(_line), _Memo(_tag)
