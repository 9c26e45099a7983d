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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from sys import intern
from urllib.parse import unquote, urlsplit

from factpress.diagnostics import Diagnostic, Place, Report

TAG = re.compile(r"""([a-zA-Z][a-zA-Z0-9-]*+)([^>"']*+(?:"[^"]*"[^>"']*+|'[^']*'[^>"']*+)*+)>""")
ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
CLOSE = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
SCHEME = re.compile(r"//|[a-zA-Z][a-zA-Z0-9+.-]*:")
ADDRESS = {"href", "src", "action", "poster", "data"}
Read = Callable[[str], str]

TOLD = re.compile(r"(?:href|id|src|action|poster|data|lang)\s*=", re.IGNORECASE)
"""Stands in every tag with something to tell, and in few others."""
ASKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
"""Kinds of `link` that make a browser ask for the address."""
LINES, TAGS = 4096, 8192
"""How many are remembered: what stands on every page is never forgotten."""


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


def facts(page: str) -> Facts:
    """Read what a page says of itself."""
    lines = iter(page.split("\n"))
    return Facts(*_sum([_line(line) or _stretch(line, lines) for line in lines if "<" in line]))


def _sum(found: Iterable[Said]) -> Said:
    title, lang, headings = False, False, 0
    ids: list[str] = []
    links: list[str] = []
    asked: list[str] = []
    for a, b, c, d, e, f in found:
        ids += d
        links += e
        if a or b or c or f:
            title, lang, headings = title or a, lang or b, headings + c
            asked += f
    return title, lang, headings, tuple(ids), tuple(dict.fromkeys(links)), tuple(asked)


@lru_cache(LINES)
def _line(line: str) -> Said | None:
    """Return what a line says; nothing if something that it opens goes on after it."""
    found = []
    for piece in line.split("<")[1:]:
        if piece[:1] == "/":
            continue
        tag, closed, _ = piece.partition(">")
        if not closed or not (said := _tag(tag)):
            return _careful(line)
        if said is not NOTHING:
            found.append(said)
    return _sum(found) if len(found) > 1 else found[0] if found else NOTHING


@lru_cache(TAGS)
def _tag(tag: str) -> Said | None:
    """Return what a plain tag says, given without its brackets; nothing if it may be more than a plain tag."""
    if not (whole := TAG.fullmatch(tag + ">")):
        return NOTHING if tag[:1].isspace() or tag.lower() == "!doctype html" else None
    name = whole[1].lower()
    return None if name == "title" or name in CLOSE else _said(name, whole[2])


def _said(name: str, inside: str) -> Said:
    links, asked = [], []
    attributes = _attributes(inside) if TOLD.search(inside) else {}
    for key in ADDRESS & attributes.keys() if attributes else ():
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
    found = {key.lower(): a or b or c for key, a, b, c in ATTRIBUTE.findall(inside)}
    return {key: html.unescape(value) for key, value in found.items()} if "&" in inside else found


def _stretch(line: str, more: Iterator[str]) -> Said:
    """Return what a line says together with those after it, as many as it takes until nothing is open."""
    found, ahead = None, 1
    while found is None and (further := list(islice(more, ahead))):
        line, ahead = "\n".join((line, *further)), 2 * ahead
        found = _careful(line)
    return found or _careful(line, ends=True) or NOTHING


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
                end = close.start() if (close := CLOSE[name].search(text, end)) else -1
            elif name == "title":
                end = text.find("<", end)
                found.append(TITLE if text[tag.end() : end].strip() and end >= 0 else NOTHING)
        elif text[end : end + 1].isalpha():
            end = -1
        if end < 0:
            return _sum(found) if ends else None
        at = end
    return _sum(found) if found else NOTHING


def judge(path: str, found: Facts, read: Read, report: Report) -> None:
    """Judge a page by itself: what it says of itself, and its links within itself.

    `read` gives the text of a page of the site, and is asked only to show where a fault stands.
    """
    _page(path, found, read, report)
    ids = frozenset(found.ids)
    for address in found.links:
        if address[:1] == "#" and address[1:] not in ids and address != "#" and unquote(address[1:]) not in ids:
            _fragment(path, address, path, unquote(address[1:]), read, report)


def resolve(folder: str, address: str, base_path: str) -> tuple[str, str]:
    """Return the file and the fragment that a link on a page of a folder leads to.

    `base_path` is where the site will lie on its host, with slashes around it.
    Raises ValueError for what is no address.
    """
    parts = urlsplit(address)
    there = unquote(parts.path)
    if there.startswith("/"):
        target = there[len(base_path) :] if there.startswith(base_path) else there
    else:
        target = posixpath.normpath(posixpath.join(folder, there))
    if there.endswith("/") or target in ("", "."):
        target = posixpath.join(target, "index.html").removeprefix("./")
    return target, unquote(parts.fragment)


def verify(
    links: Mapping[str, Collection[str]],
    files: Collection[str],
    ids: Callable[[str], Collection[str] | None],
    base_path: str,
) -> Iterator[tuple[str, str, str, str]]:
    """Yield each link that leads nowhere: folder, address, target, and the fragment if it is that which is missing.

    `links` are the addresses on pages, by the pages' folder; `ids` gives those of a page, nothing for other files.
    """
    for folder, addresses in sorted(links.items()):
        for address in sorted(addresses):
            target, fragment = resolve(folder, address, base_path)
            if target not in files:
                yield folder, address, target, ""
            elif fragment and (there := ids(target)) is not None and fragment not in there:
                yield folder, address, target, fragment


def tell(path: str, address: str, target: str, fragment: str, read: Read, report: Report) -> None:
    """Report a link of a page that leads nowhere."""
    if fragment:
        _fragment(path, address, target, fragment, read, report)
    else:
        where = _where(path, address, read)
        help = "correct the address, or the page it names"
        report(Diagnostic("FP601", where, f"the link '{address}' leads nowhere", help))


def _fragment(path: str, address: str, target: str, fragment: str, read: Read, report: Report) -> None:
    message = f"'{address}' leads to {target}, which has no '{fragment}'"
    report(Diagnostic("FP602", _where(path, address, read), message, "correct the part after the #"))


def _page(path: str, found: Facts, read: Read, report: Report) -> None:
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


def _where(path: str, words: str, read: Read, last: bool = False) -> Place:
    text = read(path)
    at = max(text.rfind(words) if last else text.find(words), 0)
    if not at:
        at = max(text.find(html.escape(words)), 0)
    return Place("site/" + path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
