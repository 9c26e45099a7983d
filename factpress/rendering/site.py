"""Verify the whole site: the links of the pages that were made, and those that lead to what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from msgspec import msgpack

from factpress.model.diagnostics import Report
from factpress.rendering.readback import Facts
from factpress.rendering.verify import broken_links, tell

_decode = msgpack.Decoder(Facts).decode


class Files(Protocol):
    """The files of the site to come; what is to be known of each comes as it was encoded.

    `files` are all of them, also those that others put there, `rows` are ours, `made` those that are made now. `gone`
    are files of the last site that are not in this one.
    """

    @property
    def files(self) -> set[str]: ...
    @property
    def gone(self) -> set[str]: ...
    @property
    def rows(self) -> Mapping[str, object]: ...
    @property
    def made(self) -> Mapping[str, object]: ...
    def facts(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]: ...
    def facts_before(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]: ...
    def read(self, path: str) -> str: ...


class Links:
    """Addresses that pages lead to, by the folder of the page, each once."""

    def __init__(self) -> None:
        """Begin with none."""
        self.by_folder: dict[str, set[str]] = {}

    def add(self, path: str, facts: bytes) -> None:
        """Add the links of a page that lead to other files."""
        if facts and path.endswith(".html"):
            elsewhere = (address for address in _decode(facts).links if address and address[0] not in "#?")
            self.by_folder.setdefault(path.rpartition("/")[0], set()).update(elsewhere)


def verify(site: Files, links: Links, base_path: str, content: Path, report: Report) -> int:
    """Report every link that leads nowhere, and return how many addresses were followed.

    `links` are those of the pages that were made. The other pages are looked through too if something that they may
    lead to is gone.
    """
    kept = [path for path in _pages(site.rows) if path not in site.made]
    if kept and (site.gone or _lost_ids(site)):
        for path, facts in site.facts(kept):
            links.add(path, facts)

    @cache
    def ids(path: str) -> frozenset[str] | None:
        if path not in site.rows or not path.endswith(".html"):
            return None
        return next(frozenset(_decode(facts).ids) for _, facts in site.facts([path]))

    files = site.files
    faults = list(broken_links(links.by_folder, files, ids, base_path))
    folders = {folder for folder, *_ in faults}
    for path, facts in site.facts([path for path in _pages(site.rows) if path.rpartition("/")[0] in folders]):
        here = set(_decode(facts).links)
        for folder, address, target, fragment in faults:
            if folder == path.rpartition("/")[0] and address in here:
                tell(path, address, target, fragment, site.read, report, content, files)
    return sum(map(len, links.by_folder.values()))


def _pages(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path.endswith(".html")]


def _lost_ids(site: Files) -> bool:
    """Tell whether a page has lost an id that it had in the last site."""
    now = {path: frozenset(_decode(facts).ids) for path, facts in site.facts(_pages(site.made))}
    return any(set(_decode(facts).ids) - now[path] for path, facts in site.facts_before(now))
