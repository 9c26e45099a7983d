"""Read the files at the top of the content folder: the site, the verdicts, the topics and the published addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from factpress.model.content import Site, Topic, Verdict
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Top
from factpress.model.ids import LANGUAGE, with_unique_ids
from factpress.reading.bytes import clean
from factpress.reading.decode import decode
from factpress.reading.document import document
from factpress.reading.scan import LEDGER, REQUIRED, File
from factpress.reading.values import items, web_address
from factpress.reading.yaml import Front

ADDRESS = re.compile(r"(?!.*\.\.)[\w-][\w./-]*\.html(#[\w.-]+)?")
RANKS = (None, 1, 2, 3, 4, 5)

T = TypeVar("T")


def read_top(content: Path, names: Collection[str]) -> Top:
    """Return what the files at the top say, of which `names` has those that exist. Raises OSError."""
    found: list[Diagnostic] = []
    fronts = {name: _front(content, name, names, found.append) for name in REQUIRED}
    site = _site(fronts["site.yaml"], found.append)
    verdicts = _entries(Verdict, fronts["verdicts.yaml"], found.append)
    topics = _entries(Topic, fronts["topics.yaml"], found.append)
    lists = {"site": fronts["site.yaml"], "verdicts": verdicts, "topics": topics}
    return Top(
        site=site,
        verdicts=verdicts or (),
        topics=topics or (),
        ledger=tuple(_ledger(content, found.append)) if LEDGER in names else (),
        front=Location("content/site.yaml", way=("front_transcript",)),
        unread=tuple(f"{name}:*" for name, value in lists.items() if value is None),
        found=tuple(found),
    )


def _front(content: Path, name: str, names: Collection[str], report: Report) -> Front | None:
    """Return what one of the files says; nothing if it is missing (`scan` reports that) or cannot be read."""
    if name not in names:
        return None
    read = document(File(name, "", name.removesuffix(".yaml")), (content / name).read_bytes(), report)
    return read.front if read else None


def _site(front: Front | None, report: Report) -> Site:
    if not front:  # reported already; blanks take its place
        front, report = Front("content/site.yaml", {}), lambda diagnostic: None
    site = decode(Site, front, report)
    if site.language and not LANGUAGE.fullmatch(site.language):
        help = "write a code such as en or pt-BR"
        report(Diagnostic("FP209", front.location(("language",)), f"no language '{site.language}'", help))
    web_address(site.base_url, front.later(("base_url",)), report)
    web_address(site.publisher.url, front.later(("publisher", "url")), report)
    if site.repository:
        web_address(site.repository.url, front.later(("repository", "url")), report)
    return replace(site, base_url=site.base_url.rstrip("/") + "/")


def _entries(shape: type[T], front: Front | None, report: Report) -> tuple[T, ...] | None:
    """Return the entries of a file that is a list; nothing if it cannot be read or is none."""
    ways = items(front, (), report) if front else None
    if not front or ways is None:
        return None
    entries = [decode(shape, front, report, way) for way in ways]
    for n, entry in enumerate(entries):
        if isinstance(entry, Verdict) and entry.rank not in RANKS:
            help = "write 5 for the best, 1 for the worst; leave it out for a mark off the scale"
            report(Diagnostic("FP209", front.location((n, "rank")), f"'rank' cannot be {entry.rank}", help))
    with_places = ((entry, front.later((n, "id"))) for n, entry in enumerate(entries))
    return with_unique_ids(with_places, lambda place: front.location(place.way), report)


def _ledger(content: Path, report: Report) -> Iterator[tuple[str, str, int]]:
    """Yield each published address, where it leads now, and its line."""
    text = clean((content / LEDGER).read_bytes(), "content/" + LEDGER, report) or ""
    for n, line in enumerate(text.split("\n"), 1):
        words = line.split("#", 1)[0] if line.lstrip().startswith("#") else line
        if not words.strip():
            continue
        old, arrow, new = (part.strip() for part in words.partition("->"))
        if ADDRESS.fullmatch(old) and (not arrow or ADDRESS.fullmatch(new)):
            yield old, new, n
        else:
            help = 'write one address a line, or "old.html -> new.html"'
            report(Diagnostic("FP204", Location("content/" + LEDGER, n), "this line cannot be read", help))
