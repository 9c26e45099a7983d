"""Read the built site back: every link leads somewhere, every page is whole.

The pages are our own, so a few patterns find their tags; `tests/test_verify.py` holds them against an HTML parser. A
parser takes some 5 ms a page, many times what the page took to make. Most lines and tags of a page stand on other pages
too, so what they say is remembered. A line that holds whole plain tags and nothing else is read the fast way. At any
doubt it is read the careful way, with as many of the lines after it as that takes.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import cast
from urllib.parse import unquote, urlsplit

from factpress.diagnostics import Diagnostic, Place, Report

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


def verify(
    pages: Mapping[str, Facts], files: Collection[str], base_path: str, read: Callable[[str], str], report: Report
) -> None:
    """Judge the pages of a site, by path, among its files.

    `base_path` is where the site will lie on its host, with slashes around it. `read` gives the text of a page, and is
    asked only to show where a fault stands.
    """
    ids = {path: frozenset(found.ids) for path, found in pages.items()}
    for path, found in pages.items():
        _page(path, found, read, report)
        for address in found.links:
            _link(path, address, ids, files, base_path, read, report)


def _page(path: str, found: Facts, read: Callable[[str], str], report: Report) -> None:
    place = Place("site/" + path)
    if not found.title:
        report(Diagnostic("FP604", place, "the page has no title", "give its template a title"))
    if not found.lang:
        report(
            Diagnostic("FP605", place, "the page does not say its language", 'write <html lang="…"> in the template')
        )
    if found.headings != 1:
        report(Diagnostic("FP606", place, f"the page has {found.headings} h1 headings", "give it exactly one"))
    for id in _twice(found.ids):
        report(
            Diagnostic(
                "FP603",
                _where(path, f'id="{id}"', read, last=True),
                f"the id '{id}' stands twice on the page",
                "rename one",
            )
        )
    for address in found.asked:
        report(
            Diagnostic(
                "FP607",
                _where(path, address, read),
                f"the page would load {address}",
                "publish the file with the site, or link to it",
            )
        )


def _twice(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({id for id in ids if id in seen or seen.add(id)})  # type: ignore[func-returns-value]


def _link(
    path: str,
    address: str,
    ids: Mapping[str, frozenset[str]],
    files: Collection[str],
    base_path: str,
    read: Callable[[str], str],
    report: Report,
) -> None:
    parts = urlsplit(address)
    target = path
    if parts.path:
        there = unquote(parts.path)
        if there.startswith("/"):
            target = there[len(base_path) :] if there.startswith(base_path) else there
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), there))
        if there.endswith("/") or target in ("", "."):
            target = posixpath.join(target, "index.html").removeprefix("./")
    if target not in files:
        report(
            Diagnostic(
                "FP601",
                _where(path, address, read),
                f"the link '{address}' leads nowhere",
                "correct the address, or the page it names",
            )
        )
    elif parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]:
        message = f"'{address}' leads to {target}, which has no '{unquote(parts.fragment)}'"
        report(Diagnostic("FP602", _where(path, address, read), message, "correct the part after the #"))


def _where(path: str, words: str, read: Callable[[str], str], last: bool = False) -> Place:
    text = read(path)
    at = max(text.rfind(words) if last else text.find(words), 0)
    if not at:
        at = max(text.find(html.escape(words)), 0)
    return Place("site/" + path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
