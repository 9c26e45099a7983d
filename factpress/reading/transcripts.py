"""Read one language of a talk."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import asdict

from factpress.model.content import Recording, Site, TranscriptFile
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Edition, Paragraph, Reading, Script
from factpress.model.ids import IDENTIFIER
from factpress.reading.decode import decode
from factpress.reading.document import Document
from factpress.reading.passages import TIME, paragraphs
from factpress.reading.todo import to_write
from factpress.reading.values import partial_date, web_address
from factpress.reading.yaml import Front
from factpress.text.todo import is_unspoken


def script(document: Document, site: Site, report: Report) -> Reading:
    """Return what the file of a transcript says; it is also `unread` if it is not whole."""
    found: list[Diagnostic] = []
    file, front = document.file, document.front
    edition = _edition(document, found.append)
    read = _once(paragraphs(document.body, front.path, document.body_line, found.append), found.append)
    for diagnostic in found:
        report(diagnostic)
    # What is still to be written hides no other fault.
    whole = all(diagnostic.code == "FP518" for diagnostic in found)
    unread = () if whole else (f"transcripts:{file.id}", file.path)
    return Reading(file.path, script=Script(file.id, edition, read), unread=unread)


def _edition(document: Document, report: Report) -> Edition:
    front, file = document.front, document.file
    written = decode(TranscriptFile, front, report)
    if written.lang and written.lang != file.lang:
        help = f"name the file {file.id}.{written.lang}.md, or write 'lang: {file.lang or '…'}'"
        message = f"'lang' is {written.lang}, the file's name says '{file.lang}'"
        report(Diagnostic("FP209", front.location(("lang",)), message, help))
    partial_date(written.published, "published", front.later(("published",)), report)
    web_address(written.source.url, front.later(("source", "url")), report)
    if written.media:
        _judge_recording(written.media, front, report)
    return Edition(**asdict(written), path=file.path)


def _judge_recording(media: Recording, front: Front, report: Report) -> None:
    web_address(media.url, front.later(("media", "url")), report)
    if media.offset and not TIME.fullmatch(media.offset.removeprefix("-")):
        help = 'write minutes and seconds: "00:12"'
        report(Diagnostic("FP204", front.location(("media", "offset")), f"'offset' is no time: '{media.offset}'", help))


def _once(read: Iterable[Paragraph], report: Report) -> tuple[Paragraph, ...]:
    """Return the paragraphs without those whose id was used before, also in other letter case; report these."""
    kept: dict[str, Paragraph] = {}
    for paragraph in read:
        first = kept.setdefault(paragraph.id.casefold(), paragraph)
        if first is not paragraph:
            help = f"it stands on line {first.where.line} too; ids are never used twice"
            report(Diagnostic("FP207", paragraph.where, f"the id '{paragraph.id}' is given twice", help))
        elif not IDENTIFIER.fullmatch(paragraph.id):
            help = "write small letters, digits and hyphens: p14"
            report(Diagnostic("FP208", paragraph.where, f"'{paragraph.id}' cannot be an id", help))
        if is_unspoken(paragraph.words):
            report(to_write(f"'{paragraph.id}'", paragraph.where))
    return tuple(kept.values())
