"""Read the built site back: every link leads somewhere, every page is whole.

The pages are our own, so one pattern finds their tags; `tests/test_verify.py` holds it against an HTML parser on every
page of the golden site. A parser takes some 5 ms a page, twelve times what the page took to make.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from factpress.diagnostics import Diagnostic, Place, Report

TAG = re.compile(r"""([a-zA-Z][a-zA-Z0-9-]*)([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>""")
ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
LOOSE = re.compile(r"(?:href|id|src|action|poster|data)\s*=")
WHOLE = ("h1", "title", "html", "script", "style", "!--")
"""Tags that are looked at whatever they hold."""
SCHEME = re.compile(r"//|[a-zA-Z][a-zA-Z0-9+.-]*:")
ADDRESS = {"href", "src", "action", "poster", "data"}
Read = Callable[[str], str]

ASKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
"""Kinds of `link` that make a browser ask for the address."""


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


def facts(page: str) -> Facts:
    """Read what a page says of itself."""
    title, lang, headings = False, False, 0
    ids: list[str] = []
    links: dict[str, None] = {}
    asked: list[str] = []
    hidden = ""  # what ends the script, style or comment that we are in
    # Cut at every "<": most pieces are closing tags or say nothing, and cost one look.
    for piece in page.split("<"):
        if hidden:
            hidden = "" if piece.lower().startswith(hidden) or (hidden == "-->" and "-->" in piece) else hidden
            continue
        if not (piece.startswith(WHOLE) or LOOSE.search(piece)):
            continue
        if piece.startswith("!--"):
            hidden = "" if "-->" in piece else "-->"
        if not (tag := TAG.match(piece)):
            continue
        name = tag[1].lower()
        hidden = "/" + name if name in ("script", "style") else ""
        title = title or (name == "title" and bool(piece[tag.end() :].strip()))
        headings += name == "h1"
        attributes = _attributes(tag[2])
        lang = lang or (name == "html" and bool(attributes.get("lang")))
        if id := attributes.get("id"):
            ids.append(id)
        for key in ADDRESS & attributes.keys():
            _address(name, key, attributes, links, asked)
    return Facts(title, lang, headings, tuple(ids), tuple(links), tuple(asked))


def _attributes(inside: str) -> dict[str, str]:
    found = {key.lower(): a or b or c for key, a, b, c in ATTRIBUTE.findall(inside)}
    return {key: html.unescape(value) for key, value in found.items()} if "&" in inside else found


def _address(name: str, key: str, attributes: Mapping[str, str], links: dict[str, None], asked: list[str]) -> None:
    address = attributes[key]
    outside = bool(SCHEME.match(address))
    loads = key in ("src", "poster", "data") or (
        name == "link" and not ASKS.isdisjoint(attributes.get("rel", "").split())
    )
    if not outside:
        links[address] = None
    elif loads and not address.startswith("data:"):
        asked.append(address)


def judge(path: str, found: Facts, read: Read, report: Report) -> None:
    """Judge a page by itself: what it says of itself, and its links within itself.

    `read` gives the text of a page of the site, and is asked only to show where a fault stands.
    """
    _page(path, found, read, report)
    for address in found.links:
        if address.startswith("#") and unquote(address[1:]) not in found.ids and address != "#":
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
