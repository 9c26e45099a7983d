"""Turn what was read into decoded values, each file right in itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from factpress.building.files import digest
from factpress.model.content import BESIDE_WORDS, CSL_VARIABLES, ClaimFile, PageFile, Site, SourceEntry, Topic, Verdict
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Claim, Page, Pieces, Prose, Publishing, Reading, Source, Top
from factpress.reading.body import body_of
from factpress.reading.decode import decode, partial_date, shallow, web_address
from factpress.reading.markdown import Surroundings, to_html
from factpress.reading.scan import IDENTIFIER, Content, Document
from factpress.reading.todo import is_todo, judge_lines
from factpress.reading.transcripts import script, transcripts
from factpress.reading.yaml import Front, Path
from factpress.text.words import did_you_mean

ADDRESS = re.compile(r"(?!.*\.\.)[\w-][\w./-]*\.html(#[\w.-]+)?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

DATES = ("issued", "accessed")
"""Keys of a source that hold a date in one of the forms of CSL."""
NO_LIST = "this must be a list"
Locate = Callable[[Location], Location]
"""Looks up the line and column of a place in the content."""

T = TypeVar("T")


def top(content: Content, report: Report) -> tuple[Top, frozenset[str]]:
    """Decode the files at the top; also return what of them could not be read."""
    fronts = {document.id: document.front for document in content.documents if not document.folder}
    unread: set[str] = set()
    site = _site(fronts.get("site"), report)
    verdicts = _listed(Verdict, fronts.get("verdicts"), _noting("verdicts:*", unread, report))
    _ranks(verdicts, fronts.get("verdicts"), report)
    topics = _listed(Topic, fronts.get("topics"), _noting("topics:*", unread, report))
    front = fronts["site"].location(("front_transcript",)) if "site" in fronts else Location("content/site.yaml")
    return Top(site, verdicts, topics, tuple(_ledger(content.ledger, report)), front), frozenset(unread)


def _noting(name: str, unread: set[str], report: Report) -> Report:
    """Return a report that also notes what is missing when a list is none: one cause, one diagnostic."""

    def report_and_note(diagnostic: Diagnostic) -> None:
        if diagnostic.code == "FP204" and diagnostic.message == NO_LIST:
            unread.add(name)
        report(diagnostic)

    return report_and_note


def validate(document: Document, site: Site) -> Reading:
    """Decode a document that lies in a folder, by itself."""
    found: list[Diagnostic] = []
    unread: set[str] = set()
    pieces, prose, report = Pieces(), None, found.append
    if document.folder == "claims" and document.lang:
        help = "this version publishes each claim in the site's language only; the file changes nothing"
        report(Diagnostic("FP212", Location("content/" + document.path), "a translation of a claim", help))
    elif document.folder == "claims":
        claim, prose = _claim(document, site.language, report)
        pieces = Pieces(claims=(claim,))
    elif document.folder == "sources":
        pieces = Pieces(sources=tuple(_sources(document, _noting("sources:*", unread, report))))
    elif document.folder == "transcripts":
        pieces = Pieces(scripts=(script(document, unread, report),))
    elif document.folder == "pages":
        pieces = Pieces(pages=(_page(document, site, report),))
    pieces = replace(pieces, unread=frozenset(unread))
    front = digest(document.front.text.encode())
    return Reading(document.path, document.digest, front, pieces, prose, tuple(found))


def assemble(top: Top, pieces: Pieces, bodies: dict[str, Prose], locate: Locate, report: Report) -> Publishing:
    """Put together what all files say; report what is given twice or has no counterpart."""
    unread = set(pieces.unread)
    sources = _told_apart([(source, source.where) for source in pieces.sources], locate, report)
    publishing = Publishing(
        site=top.site,
        verdicts=top.verdicts,
        topics=top.topics,
        sources=sources,
        transcripts=transcripts(pieces.scripts, top.site.language, unread, report),
        pages=pieces.pages,
        claims=pieces.claims,
        bodies=bodies,
        ledger=top.ledger,
        unread=frozenset(unread),
    )
    front, known = top.site.front_transcript, [talk.id for talk in publishing.transcripts]
    if front and front not in known and not publishing.is_unread("transcripts", front):
        report(Diagnostic("FP404", top.front, f"no transcript '{front}'", did_you_mean(front, known)))
    return publishing


def _site(front: Front | None, report: Report) -> Site:
    if not front:  # already told, by `load`
        front, report = Front("content/site.yaml", {}), lambda diagnostic: None
    site = decode(Site, front, report)
    if site.language and not LANGUAGE.fullmatch(site.language):
        report(
            Diagnostic(
                "FP209",
                front.location(("language",)),
                f"no language '{site.language}'",
                "write a code such as en or pt-BR",
            )
        )
    for path, address in ((("base_url",), site.base_url), (("publisher", "url"), site.publisher.url)):
        web_address(address, front.later(path), report)
    if site.repository:
        web_address(site.repository.url, front.later(("repository", "url")), report)
    return replace(site, base_url=site.base_url.rstrip("/") + "/")


def _items(front: Front | None, at: Path, report: Report) -> Iterator[Path]:
    """Yield the paths of a list's items; report what is no list."""
    if not front:
        return
    items: Any = front.data
    for step in at:
        items = items.get(step) if isinstance(items, dict) else None
    if not isinstance(items, list):
        opens = f'begin with "{at[-1]}:", then list entries' if at else "list entries"
        report(Diagnostic("FP204", front.location(at), NO_LIST, f'{opens}, each on its own lines after "- "'))
        return
    yield from ((*at, n) for n in range(len(items)))


def _listed(shape: type[T], front: Front | None, report: Report) -> tuple[T, ...]:
    if not front:
        return ()
    read = [(decode(shape, front, report, path), front.location((*path, "id"))) for path in _items(front, (), report)]
    return _told_apart(read, lambda place: place, report)


def _ranks(verdicts: tuple[Verdict, ...], front: Front | None, report: Report) -> None:
    for n, verdict in enumerate(verdicts):
        if front and verdict.rank is not None and verdict.rank not in (1, 2, 3, 4, 5):
            help = "write 5 for the best, 1 for the worst; leave it out for a mark off the scale"
            report(Diagnostic("FP209", front.location((n, "rank")), f"'rank' cannot be {verdict.rank}", help))


def _told_apart(entries: Iterable[tuple[T, Location]], locate: Locate, report: Report) -> tuple[T, ...]:
    """Return the entries that have an id of their own; report the others."""
    seen: dict[str, Location] = {}
    kept: list[T] = []
    for entry, where in entries:
        id = str(getattr(entry, "id", ""))
        if not id:
            continue  # told already
        if not IDENTIFIER.fullmatch(id):
            help = "write small letters, digits and hyphens: some-name"
            report(Diagnostic("FP208", where, f"'{id}' cannot be an id", help))
        elif id in seen:
            other = locate(seen[id])
            help = f"rename one; the other is in {other.path}, line {other.line}"
            report(Diagnostic("FP207", where, f"the id '{id}' is given twice", help))
        else:
            seen[id] = where
            kept.append(entry)
    return tuple(kept)


def _sources(document: Document, report: Report) -> Iterator[Source]:
    front = document.front
    for key in front.data if isinstance(front.data, dict) else ():
        if key != "references":
            report(Diagnostic("FP202", front.key((key,)), f"no key '{key}' here", did_you_mean(key, ["references"])))
    for path in _items(front, ("references",), report):
        yield _source(document, path, report)


def _source(document: Document, path: Path, report: Report) -> Source:
    front = document.front
    written = front.data["references"][path[-1]]
    data = dict(written) if isinstance(written, dict) else {}
    for key in data.keys() - CSL_VARIABLES:
        report(
            Diagnostic(
                "FP202", front.key((*path, key)), f"CSL has no variable '{key}'", did_you_mean(key, CSL_VARIABLES)
            )
        )
    deep = len(path) + 1
    hollow = [way for way in front.empty if len(way) > deep and way[:deep] in [(*path, key) for key in DATES]]
    for way in hollow:
        help = "write a date: YYYY, YYYY-MM or YYYY-MM-DD"
        report(Diagnostic("FP210", front.location(way), f"a part of '{way[deep - 1]}' is empty", help))
        data[str(way[deep - 1])] = ""
    front = replace(front, empty=tuple(way for way in front.empty if way not in hollow)) if hollow else front
    for key in DATES:
        if key in data:
            data[key] = _csl_date(data[key])
    entry = decode(SourceEntry, front, report, path, data)
    for key in DATES:
        value = str(getattr(entry, key))
        partial_date(value, key, front.later((*path, key)), report)
    addresses = (("URL", entry.url), ("archive_location", entry.archive_location), ("custom", entry.custom.copy))
    for key, address in addresses:
        web_address(address, front.later((*path, key) if key != "custom" else (*path, key, "copy")), report)
    where = front.later((*path, "id"))
    return Source(**shallow(entry), path=document.path, where=where, csl=tuple(data.items()))


def _csl_date(value: Any) -> Any:
    """Write a CSL date, in any of the forms Zotero and Pandoc give it, as YYYY-MM-DD or its beginning."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if parts is None:
            parts = [[value[k] for k in ("year", "month", "day") if k in value]]
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            return "-".join(str(part).zfill(2) for part in parts[0])
    return value


def _claim(document: Document, lang: str, report: Report) -> tuple[Claim, Prose]:
    front = document.front
    data = dict(front.data) if isinstance(front.data, dict) else {}
    draft = data.get("status") == "draft"
    if isinstance(data.get("quotes"), list):
        data["quotes"] = [_quote(entry, draft) for entry in data["quotes"]]
        for n, quote in enumerate(data["quotes"] or [{"words": {}}]):
            if isinstance(quote, dict) and not quote["words"]:
                help = "quote the words that are checked, behind the language of the talk: 'ja: …'"
                report(Diagnostic("FP305", front.location(("quotes", n)), "no words are quoted", help))
    claim = decode(ClaimFile, _renamed(front), report, data=data, draft=draft)
    prose = body_of(claim, front.path, document.body, document.body_line, lang, report)
    return Claim(**shallow(claim), id=document.id, path=document.path), prose


def _quote(entry: Any, draft: bool) -> Any:
    """Bring `ja: words` into the shape of `Quote`, in which a language holds a selector."""
    if not isinstance(entry, dict):
        return entry
    beside = {key: entry[key] for key in BESIDE_WORDS if key in entry}
    return {**beside, "words": {k: _selector(v, draft) for k, v in entry.items() if k not in BESIDE_WORDS}}


def _selector(words: Any, draft: bool) -> Any:
    """Bring words into the shape of `Selector`, without the line end that a block of YAML has.

    Words that a draft has not got yet become a blank, which later stages pass over.
    """
    given = {"exact": words} if isinstance(words, str) else words
    if not isinstance(given, dict) or not isinstance(exact := given.get("exact"), str):
        return given
    return {**given, "exact": "" if draft and is_todo(exact) else exact.strip("\n") or exact}


def _renamed(front: Front) -> Front:
    # An empty value of a quote lies one step deeper in the decoded shape than in the file.
    def deeper(path: Path) -> Path:
        match path:
            case ("quotes", int(n), str(lang), *rest) if lang not in BESIDE_WORDS:
                return ("quotes", n, "words", lang, *rest)
        return path

    return replace(front, empty=tuple(map(deeper, front.empty))) if front.empty else front


def _page(document: Document, site: Site, report: Report) -> Page:
    page = decode(PageFile, document.front, report)
    around = Surroundings(document.front.path, document.body_line, "", site.front_transcript)
    prose = to_html(document.body, around, report)
    judge_lines(document.body, document.front.path, document.body_line, report)
    return Page(**shallow(page), id=document.id, path=document.path, prose=prose)


def _ledger(text: str, report: Report) -> Iterator[tuple[str, str, int]]:
    """Yield each published address, where it leads now, and its line."""
    for n, line in enumerate(text.split("\n"), 1):
        words = line.split("#", 1)[0] if line.lstrip().startswith("#") else line
        if not words.strip():
            continue
        old, arrow, new = (part.strip() for part in words.partition("->"))
        if not ADDRESS.fullmatch(old) or (arrow and not ADDRESS.fullmatch(new)):
            help = 'write one address a line, or "old.html -> new.html"'
            report(Diagnostic("FP204", Location("content/permalinks.txt", n), "this line cannot be read", help))
            continue
        yield old, new, n
