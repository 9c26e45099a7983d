"""Judge the built site: every link leads somewhere, every page is whole."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.rendering.readback import Facts

Read = Callable[[str], str]

PLAIN = re.compile(r"(?:\.\./)?(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*")
"""A path to a file, from a page of a folder or to one beside it."""


def judge(path: str, found: Facts, read: Read, report: Report) -> None:
    """Judge a page by itself: what it says of itself, and its links within itself.

    `read` gives the text of a page of the site, and is asked only to show where a fault stands.
    """
    _page(path, found, read, report)
    ids = frozenset(found.ids)
    for address in found.links:
        if address[:1] == "#" and address[1:] not in ids and address != "#" and unquote(address[1:]) not in ids:
            _fragment(address, path, unquote(address[1:]), _where(path, address, read), report)


def resolve(folder: str, address: str, base_path: str) -> tuple[str, str]:
    """Return the file and the fragment that a link on a page of a folder leads to.

    `base_path` is where the site will lie on its host, with slashes around it.
    Raises ValueError for what is no address.
    """
    way, _, fragment = address.partition("#")
    if PLAIN.fullmatch(way) and "%" not in fragment:  # as nearly all of ours are
        if not way.startswith("."):
            return f"{folder}/{way}" if folder else way, fragment
        if folder and "/" not in folder:
            return way[3:], fragment
    parts = urlsplit(address)
    there = unquote(parts.path)
    if there.startswith("/"):
        target = there[len(base_path) :] if there.startswith(base_path) else there
    else:
        target = posixpath.normpath(posixpath.join(folder, there))
    if there.endswith("/") or target in ("", "."):
        target = posixpath.join(target, "index.html").removeprefix("./")
    return target, unquote(parts.fragment)


def broken_links(
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


def tell(
    path: str,
    address: str,
    target: str,
    fragment: str,
    read: Read,
    report: Report,
    content: Path | None = None,
    files: Collection[str] = (),
) -> None:
    """Report a link of a page that leads nowhere, in the file of `content` that has it, if there is one.

    `files` are those of the site: a page in a folder is often linked as if it lay beside the others.
    """
    where = (_written(path, address, content) if content else None) or _where(path, address, read)
    if fragment:
        _fragment(address, target, fragment, where, report)
    else:
        beside = "/" in path and address.partition("#")[0] in files
        help = (
            f"write '../{address}', since this page lies in a folder"
            if beside
            else "correct the address, or the page it names"
        )
        report(Diagnostic("FP601", where, f"the link '{address}' leads nowhere", help))


def _fragment(address: str, target: str, fragment: str, where: Location, report: Report) -> None:
    message = f"'{address}' leads to {target}, which has no '{fragment}'"
    report(Diagnostic("FP602", where, message, "correct the part after the #"))


def _page(path: str, found: Facts, read: Read, report: Report) -> None:
    place = Location("site/" + path)
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


def _written(path: str, address: str, content: Path) -> Location | None:
    """Return where an editor wrote a link of a page, if it is one of a body."""
    name = path.removesuffix(".html") + ".md"
    name = name if "/" in name else f"pages/{name}"
    if not (content / name).is_file():
        return None
    text = (content / name).read_text("utf-8", "replace")
    found = re.search(rf"(?<=[(<\s]){re.escape(address)}(?![\w/#?.-])", text)
    return Location(f"content/{name}", *_at(text, found.start())) if found else None


def _at(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _where(path: str, words: str, read: Read, last: bool = False) -> Location:
    text = read(path)
    at = max(text.rfind(words) if last else text.find(words), 0)
    if not at:
        at = max(text.find(html.escape(words)), 0)
    return Location("site/" + path, *_at(text, at))
