"""Judge the built site: every link leads somewhere, every page is whole."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from urllib.parse import unquote, urlsplit

from factpress.diagnostics import Diagnostic, Place, Report
from factpress.readback import Facts, facts

__all__ = ["Facts", "facts", "verify"]


def verify(
    pages: Mapping[str, Facts], files: Collection[str], base_path: str, read: Callable[[str], str], report: Report
) -> None:
    """Judge the pages of a site, by path, among its files.

    `base_path` is where the site will lie on its host, with slashes around it. `read` gives the text of a page, and is
    asked only to show where a fault stands.
    """
    ids: dict[str, frozenset[str]] = {}
    right: dict[str, set[str]] = {}
    for path, found in pages.items():
        _page(path, found, read, report)
        own = frozenset(found.ids)
        # An address with a path leads to the same place from every page of a folder: it is followed once.
        known = right.setdefault(posixpath.dirname(path), set())
        for address in found.links:
            if address in known or (address[:1] == "#" and address[1:] in own):
                continue
            if _link(path, address, pages, ids, files, base_path, read, report) and address[:1] not in ("#", "?", ""):
                known.add(address)


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
    pages: Mapping[str, Facts],
    ids: dict[str, frozenset[str]],
    files: Collection[str],
    base_path: str,
    read: Callable[[str], str],
    report: Report,
) -> bool:
    """Report a link that leads nowhere; return whether it leads somewhere. `ids` holds those of pages asked so far."""
    parts = urlsplit(address)
    target = _target(path, parts.path, base_path)
    if target not in files:
        report(
            Diagnostic(
                "FP601",
                _where(path, address, read),
                f"the link '{address}' leads nowhere",
                "correct the address, or the page it names",
            )
        )
        return False
    if not parts.fragment or target not in pages:
        return True
    if target not in ids:
        ids[target] = frozenset(pages[target].ids)
    if unquote(parts.fragment) in ids[target]:
        return True
    message = f"'{address}' leads to {target}, which has no '{unquote(parts.fragment)}'"
    report(Diagnostic("FP602", _where(path, address, read), message, "correct the part after the #"))
    return False


def _target(path: str, there: str, base_path: str) -> str:
    """Return the file to which the path of an address leads from a page."""
    if not there:
        return path
    there = unquote(there)
    if there.startswith("/"):
        target = there[len(base_path) :] if there.startswith(base_path) else there
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), there))
    if there.endswith("/") or target in ("", "."):
        target = posixpath.join(target, "index.html").removeprefix("./")
    return target


def _where(path: str, words: str, read: Callable[[str], str], last: bool = False) -> Place:
    text = read(path)
    at = max(text.rfind(words) if last else text.find(words), 0)
    if not at:
        at = max(text.find(html.escape(words)), 0)
    return Place("site/" + path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
