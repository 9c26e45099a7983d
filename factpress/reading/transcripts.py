"""Put the languages of each talk together, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable

from factpress.model.content import TranscriptFile
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Edition, Paragraph, Passage, Script, Section, Text, Transcript
from factpress.reading.decode import decode, partial_date, shallow, web_address
from factpress.reading.passages import TIME, paragraphs
from factpress.reading.scan import IDENTIFIER, Document
from factpress.reading.todo import is_unspoken, to_write
from factpress.text.words import did_you_mean

Read = tuple[Edition, tuple[Paragraph, ...]]


def script(document: Document, unread: set[str], report: Report) -> Script:
    """Read one language of a talk; add it to `unread` if it is not whole."""
    tell = _noting({f"transcripts:{document.id}", document.path}, unread, report)
    edition = _edition(document, tell)
    read = tuple(paragraphs(document.body, document.front.path, document.body_line, tell))
    for one in read:
        if is_unspoken(one.words):
            report(to_write(f"'{one.id}'", one.where))
    return Script(document.id, edition, _once(read, tell))


def transcripts(scripts: Iterable[Script], language: str, unread: set[str], report: Report) -> tuple[Transcript, ...]:
    """Assemble the transcripts from their languages; add to `unread` those that are not whole."""
    talks: dict[str, list[Read]] = {}
    for one in scripts:
        talks.setdefault(one.talk, []).append((one.edition, one.paragraphs))
    found = (_transcript(id, editions, language, unread, report) for id, editions in sorted(talks.items()))
    return tuple(talk for talk in found if talk)


def _noting(names: set[str], unread: set[str], report: Report) -> Report:
    """Return a report that notes what is not whole: one cause, one diagnostic."""

    def tell(diagnostic: Diagnostic) -> None:
        if diagnostic.code != "FP518":  # what is still to be written hides nothing else
            unread.update(names)
        report(diagnostic)

    return tell


def _edition(document: Document, report: Report) -> Edition:
    front = document.front
    told = decode(TranscriptFile, front, report)
    if told.lang and told.lang != document.lang:
        help = f"name the file {document.id}.{told.lang}.md, or write 'lang: {document.lang or '…'}'"
        report(
            Diagnostic(
                "FP209",
                front.location(("lang",)),
                f"'lang' is {told.lang}, the file's name says '{document.lang}'",
                help,
            )
        )
    partial_date(told.published, "published", front.later(("published",)), report)
    web_address(told.source.url, front.later(("source", "url")), report)
    if told.media:
        web_address(told.media.url, front.later(("media", "url")), report)
        if told.media.offset and not TIME.fullmatch(told.media.offset.removeprefix("-")):
            where, help = front.location(("media", "offset")), 'write minutes and seconds: "00:12"'
            report(Diagnostic("FP204", where, f"'offset' is no time: '{told.media.offset}'", help))
    return Edition(**shallow(told), path=document.path, digest=document.digest)


def _once(read: tuple[Paragraph, ...], report: Report) -> tuple[Paragraph, ...]:
    """Drop paragraphs whose id was used before, also in other letter case."""
    seen: dict[str, Paragraph] = {}
    for paragraph in read:
        key = paragraph.id.casefold()
        if key in seen:
            help = f"it stands on line {seen[key].where.line} too; ids are never used twice"
            report(Diagnostic("FP207", paragraph.where, f"the id '{paragraph.id}' is given twice", help))
        elif not IDENTIFIER.fullmatch(paragraph.id):
            help = "write small letters, digits and hyphens: p14"
            report(Diagnostic("FP208", paragraph.where, f"'{paragraph.id}' cannot be an id", help))
        seen.setdefault(key, paragraph)
    return tuple(seen.values())


def _transcript(id: str, read: list[Read], language: str, unread: set[str], report: Report) -> Transcript | None:
    originals = [edition for edition, _ in read if edition.original == "true"]
    name = f"transcripts:{id}"
    if len(originals) != 1 and name in unread:
        return None
    if len(originals) != 1:
        unread.add(name)
        where = Location("content/" + (originals[1] if originals else read[0][0]).path)
        many = "two files say that they are" if originals else "no file says that it is"
        report(
            Diagnostic(
                "FP201",
                where,
                f"{many} the original of '{id}'",
                "write 'original: true' in one of the languages, 'false' in the others",
            )
        )
        return None
    read = sorted(read, key=lambda r: (r[0].lang != language, r[0].original != "true", r[0].lang))
    spine = next(paragraphs for edition, paragraphs in read if edition.original == "true")
    if originals[0].path not in unread:
        _strangers(read, spine, report)
    return Transcript(id, tuple(edition for edition, _ in read), tuple(_sections(read, spine, report)))


def _strangers(read: list[Read], spine: tuple[Paragraph, ...], report: Report) -> None:
    """Report ids that the original does not have."""
    known = {(p.heading, p.id) for p in spine}
    for _, found in read:
        for p in found:
            if (p.heading, p.id) not in known:
                help = did_you_mean(p.id, (id for heading, id in known if heading == p.heading))
                report(Diagnostic("FP403", p.where, f"the original has no '{p.id}'", help))


def _sections(read: list[Read], spine: tuple[Paragraph, ...], report: Report) -> list[Section]:
    by_id = [(edition.lang, {(p.heading, p.id): p for p in found}) for edition, found in read]
    groups: list[tuple[Paragraph | None, list[Passage]]] = []
    number = 0
    for p in spine:
        same = [(lang, found[p.heading, p.id]) for lang, found in by_id if (p.heading, p.id) in found]
        if p.heading:
            groups.append((p, []))
            continue
        number += 1
        if not groups:
            groups.append((None, []))
        groups[-1][1].append(_passage(p.id, number, same, report))
    sections = []
    for n, (heading, passages) in enumerate(groups, 1):
        key = heading.id if heading else "s0"
        headings = tuple((lang, found[True, key].words) for lang, found in by_id if (True, key) in found)
        sections.append(Section(key, n, headings, tuple(passages)))
    return sections


def _passage(id: str, number: int, same: list[tuple[str, Paragraph]], report: Report) -> Passage:
    kinds = [p.kind for _, p in same if p.kind]
    if len(set(kinds)) > 1:
        where = next(p.where for _, p in reversed(same) if p.kind)
        report(
            Diagnostic(
                "FP209",
                where,
                f"passage '{id}' has two kinds: {' and '.join(kinds)}",
                "give the kind in one language only",
            )
        )
    texts = tuple(Text(lang, p.words, p.gist, p.where) for lang, p in same)

    def first(values: Iterable[str], otherwise: str = "") -> str:
        return next((value for value in values if value), otherwise)

    time, speaker, reason = (first(getattr(p, key) for _, p in same) for key in ("time", "speaker", "reason"))
    return Passage(id, number, first(kinds, "fact"), time, speaker, reason, texts)
