"""Read a claim: its front matter and its body."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict, replace

from factpress.model.content import BESIDE_WORDS, ClaimFile, Quote, Site
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Claim, Prose, Reading
from factpress.reading.decode import decode
from factpress.reading.document import Document
from factpress.reading.figures import figures
from factpress.reading.markdown import Surroundings, to_html
from factpress.reading.todo import judge_lines
from factpress.reading.yaml import Front
from factpress.text.todo import is_todo


def claim(document: Document, site: Site, report: Report) -> Reading:
    """Return what the file of a claim says."""
    file = document.file
    if file.lang:
        help = "this version publishes each claim in the site's language only; the file changes nothing"
        report(Diagnostic("FP212", Location("content/" + file.path), "a translation of a claim", help))
        return Reading(file.path)
    written = _front_matter(document.front, report)
    body = _body(written, document, site.language, report)
    return Reading(file.path, claim=Claim(**asdict(written), id=file.id, path=file.path), body=body)


def _front_matter(front: Front, report: Report) -> ClaimFile:
    data = dict(front.data) if isinstance(front.data, dict) else {}
    if isinstance(data.get("quotes"), list):
        data["quotes"] = _quotes(data["quotes"], front, report)
    draft = data.get("status") == "draft"
    written = decode(ClaimFile, front, report, data=data, draft=draft)
    return replace(written, quotes=tuple(map(_without_todos, written.quotes))) if draft else written


def _quotes(entries: list[Any], front: Front, report: Report) -> list[Any]:
    """Bring quotes into the shape of `Quote`; report those without words."""
    quotes = [_quote(entry) for entry in entries]
    for n, quote in enumerate(quotes or [{"words": {}}]):
        if isinstance(quote, dict) and not quote["words"]:
            help = "quote the words that are checked, behind the language of the talk: 'ja: …'"
            report(Diagnostic("FP305", front.location(("quotes", n)), "no words are quoted", help))
    return quotes


def _quote(entry: Any) -> Any:
    """Bring `ja: words` into the shape of `Quote`, in which a language holds a selector."""
    if not isinstance(entry, dict):
        return entry
    beside = {key: entry[key] for key in BESIDE_WORDS if key in entry}
    return {**beside, "words": {key: _selector(words) for key, words in entry.items() if key not in BESIDE_WORDS}}


def _selector(words: Any) -> Any:
    """Bring words into the shape of `Selector`, without the line end that a block of YAML has."""
    given = {"exact": words} if words and isinstance(words, str) else words
    if not isinstance(given, dict) or not isinstance(exact := given.get("exact"), str):
        return given
    return {**given, "exact": exact.strip("\n") or exact}


def _without_todos(quote: Quote) -> Quote:
    """Return a quote of a draft with blanks for the words that it has not got yet. Later stages pass over blanks."""
    missing = {lang: replace(words, exact="") for lang, words in quote.words.items() if is_todo(words.exact)}
    return replace(quote, words=quote.words | missing) if missing else quote


def _body(written: ClaimFile, document: Document, lang: str, report: Report) -> Prose:
    """Return the body with its links and citations resolved; judge its figures, in the language of the site."""
    path, text, line = document.front.path, document.body, document.body_line
    figures(written, path, text, line, lang, report)
    if written.status != "draft":
        judge_lines(text, path, line, report)
    cited = tuple(row.source for row in written.evidence)
    return to_html(text, Surroundings(path, line, "../", written.transcript, cited), report)
