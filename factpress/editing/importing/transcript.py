"""Import a transcript: convert a file of another system into a new transcript, or into a newer version of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from factpress.editing.composing import slug, write_file
from factpress.editing.importing.alignment import Files, align_rendering
from factpress.editing.importing.captions import parse_srt, parse_webvtt
from factpress.editing.importing.chunking import Chunk, look_like_cues, merge_into_passages, split_into_chunks
from factpress.editing.importing.existing import Existing, front_matter_of, load_existing
from factpress.editing.importing.html import parse_page
from factpress.editing.importing.open_file import open_file
from factpress.editing.importing.parsed import ImportedFile, ParsedTranscript, clean_transcript
from factpress.editing.importing.plaintext import parse_text
from factpress.editing.importing.speakers import UNNAMED, Attribution, attribute_speakers
from factpress.editing.importing.summary import Before, summarise
from factpress.editing.importing.versions import Revision, assign_ids
from factpress.editing.importing.writing import front_matter, transcript_body
from factpress.model.diagnostics import Diagnostic, Location, Report, has_errors
from factpress.model.graph import Paragraph, Script
from factpress.model.ids import IDENTIFIER, LANGUAGE
from factpress.reading.delimiters import halves

FORMATS: tuple[Callable[[ImportedFile, Report], ParsedTranscript | None], ...] = (parse_webvtt, parse_srt, parse_page)
"""Each parses files of one format and returns None for others. A file that none of them parses is plain text."""

NOT_PLAIN_TEXT = {
    ".vtt": "a WebVTT file begins with a line 'WEBVTT'",
    ".srt": "an SRT file begins with a line '1' and then the times of the first cue",
    ".json": "a feed of fact-checks is imported with --as claims",
}
"""By file name suffix, files that are never plain text, and what to do with them."""


class Imported(msgspec.Struct, frozen=True):
    """A parsed transcript, with its id and language in the content."""

    file: str
    """The path of the imported file, for diagnostics."""
    id: str
    lang: str
    parsed: ParsedTranscript
    attribution: Attribution
    cues: bool

    @property
    def path(self) -> str:
        """Return the path of the transcript's file, below the content folder."""
        return f"transcripts/{self.id}.{self.lang}.md"


def import_transcript(file: Path, content: Path, id: str, lang: str, report: Report) -> str:
    """Import a file as a transcript. Return a summary for the editor, and report faults.

    Nothing is written if there is an error. `id` and `lang` may be empty. Raises OSError, also if an id or a language
    is needed or cannot be used.
    """
    faults: list[Diagnostic] = []
    imported = _parse(file, content, id, lang, faults.append)
    existing = load_existing(content, imported.id, faults.append) if imported else None
    revision = _revise(imported, existing, faults.append) if imported and existing else None
    for diagnostic in faults:
        report(diagnostic)
    if not imported or not existing or not revision or has_errors(faults):
        return ""
    old = existing.scripts.get(imported.lang)
    old_text = (content / imported.path).read_text("utf-8") if old else ""
    head = front_matter_of(old_text) if old else _new_front_matter(imported, existing, file)
    text = head + transcript_body(revision.paragraphs, _lines_by_id(old, old_text) if old else {})
    after = existing.with_file(imported.path, text, report)
    if not after:
        return ""
    if text != old_text:
        write_file(content / imported.path, text)
    title = imported.parsed.title
    dropped = old is not None and title not in (old.edition.title, *(p.words for p in revision.paragraphs))
    before = Before(existing, imported.path, imported.lang, old is not None, text == old_text, title if dropped else "")
    return summarise(before, after, revision, imported.attribution, report)


def _parse(file: Path, content: Path, id: str, lang: str, report: Report) -> Imported | None:
    """Parse a file. Report why it cannot be imported. Raises OSError."""
    opened = open_file(file, report)
    if not opened:
        return None
    if _is_transcript(file, content, opened.text):
        help = "import what it was made of, or edit it where it lies"
        report(Diagnostic("FP703", Location(opened.path), "this file is Factpress's own already", help))
        return None
    faults: list[Diagnostic] = []
    parsed = next((found for parse in FORMATS if (found := parse(opened, faults.append)) is not None), None)
    if not parsed and file.suffix.lower() in NOT_PLAIN_TEXT:
        help = NOT_PLAIN_TEXT[file.suffix.lower()]
        message = f"this is not what '{file.suffix}' says that it is"
        report(Diagnostic("FP701", Location(opened.path), message, help))
        return None
    parsed = clean_transcript(parsed or parse_text(opened, faults.append))
    attribution = attribute_speakers(parsed.segments)
    if not faults and all(segment.heading for segment in attribution.segments):
        help = "export or save it again with its words"
        faults.append(Diagnostic("FP703", Location(opened.path), "this file holds no words that anybody says", help))
    for fault in faults:
        report(fault)
    if faults:
        return None
    id, lang = _id_and_language(file, id, lang, parsed)
    return Imported(opened.path, id, lang, parsed, attribution, parsed.cues or look_like_cues(attribution.segments))


def _is_transcript(file: Path, content: Path, text: str) -> bool:
    """Tell whether a file is one of our transcripts. Its front matter would be imported as words."""
    parts = halves(text)
    return file.resolve().is_relative_to(content.resolve()) or (parts is not None and "\n{#" in f"\n{parts.body}")


def _id_and_language(file: Path, id: str, lang: str, parsed: ParsedTranscript) -> tuple[str, str]:
    """Return the requested id and language, or those of the file. Raises OSError if they cannot be used."""
    stem, suffix = _name_and_language(file)
    declared = parsed.lang.replace("_", "-").partition("-")[0].lower()
    lang = lang or (declared if LANGUAGE.fullmatch(declared) else suffix)
    if not lang:
        raise OSError(f"{file} does not tell its language; add --lang, such as --lang en")
    if not LANGUAGE.fullmatch(lang):
        raise OSError(f"'{lang}' is no language; write a code such as en or pt-BR")
    id = id or slug(stem, 12)
    if not id:
        raise OSError(f"the name of {file} gives no id; add --id, such as --id some-talk")
    if not IDENTIFIER.fullmatch(id):
        raise OSError(f"'{id}' cannot be an id; write small letters, digits and hyphens")
    return id, lang


def _name_and_language(file: Path) -> tuple[str, str]:
    """Return the name of a file and the language in a name such as `<name>.<lang>.vtt`."""
    stem, _, suffix = file.stem.rpartition(".")
    return (stem, suffix) if stem and LANGUAGE.fullmatch(suffix) else (file.stem, "")


def _revise(imported: Imported, existing: Existing, report: Report) -> Revision | None:
    """Give every passage an id: a rendering gets those of the original, an original those of its last version."""
    scripts = existing.scripts
    old = scripts.get(imported.lang)
    original = next((one for one in scripts.values() if one.edition.original == "true"), None)
    chunks = split_into_chunks(imported.attribution.segments, imported.cues)
    speakers = _names_speakers(imported, old)
    before = tuple(_with_speakers(old.paragraphs) if speakers else old.paragraphs) if old else ()
    if imported.parsed.title and _title_is_heading(imported.parsed.title, chunks, old, original):
        chunks = (Chunk(imported.parsed.title, 1, heading=True), *chunks)
    if original and original is not old:
        files = Files(imported.file, "content/" + original.edition.path)
        revision = align_rendering(original.paragraphs, before, chunks, imported.cues, speakers, files, report)
    else:
        others = [one for script in scripts.values() if script is not old for one in script.paragraphs]
        used = {one.id for script in scripts.values() for one in script.paragraphs} | existing.published
        needed = existing.not_redirected | existing.linked | {one.id for one in others}
        excerpts = old is not None and old.edition.rights == "excerpts"
        passages = merge_into_passages(chunks, imported.cues)
        revision = assign_ids(before, passages, used, needed, excerpts, speakers)
    if speakers:
        return replace(revision, paragraphs=tuple(_only_speaker_changes(revision.paragraphs)))
    return revision


def _names_speakers(imported: Imported, old: Script | None) -> bool:
    """Tell whether passages name their speakers. The front matter does it if there was never more than one."""
    before = {one.speaker for one in old.paragraphs if one.speaker} if old else set()
    speakers = imported.attribution.speakers
    return bool(speakers) and max(len(speakers), len(before)) > 1


def _with_speakers(found: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """Name the speaker of every passage: the last that was named."""
    speaker = ""
    for one in found:
        speaker = one.speaker or speaker
        yield one if one.heading else replace(one, speaker=speaker)


def _only_speaker_changes(found: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """Name speakers only where they change."""
    before = ""
    for one in found:
        yield replace(one, speaker="") if one.speaker == before else one
        before = before if one.heading else one.speaker or before


def _title_is_heading(title: str, chunks: Sequence[Chunk], old: Script | None, original: Script | None) -> bool:
    """Tell whether the first line of a text is the heading of its first section, not its title."""
    if old:
        return any(one.heading and one.words == title for one in old.paragraphs)
    sections = sum(one.heading for one in original.paragraphs) if original else 0
    return bool(original and original.paragraphs[0].heading) and sections == sum(one.heading for one in chunks) + 1


def _lines_by_id(old: Script, text: str) -> Mapping[str, str]:
    """Return, by id, the lines of each passage as they are in the file."""
    lines = text.split("\n")
    found: dict[str, str] = {}
    for one in old.paragraphs:
        if not one.heading:
            rows: list[str] = []
            for row in lines[one.where.line - 1 :]:
                if not row.strip() or row.startswith(("{#", "{.", "#")):
                    break
                rows.append(row)
            found[one.id] = "\n".join(rows)
    return found


def _new_front_matter(imported: Imported, existing: Existing, file: Path) -> str:
    parsed, editions = imported.parsed, [script.edition for script in existing.scripts.values()]
    original = next((one for one in editions if one.original == "true"), None)
    speaker, note = _speaker_and_note(imported, original.speaker if original else "")
    source = {"title": parsed.title, "publisher": parsed.publisher, "url": parsed.url}
    file_title = " ".join(_name_and_language(file)[0].replace("_", "-").split("-"))
    origin = "as in the original; write it in this language" if original else "from the name of the file"
    notes = {
        "title": "" if parsed.title else origin,
        "speaker": note,
        "rights": "every word is printed; write excerpts if you may only quote, and […] for what is left out",
    }
    values: dict[str, str | Mapping[str, str]] = {
        "title": parsed.title or (original.title if original else file_title),
        "speaker": speaker,
        "lang": imported.lang,
        "original": "false" if original else "true",
        "published": parsed.published or (original.published if original else ""),
        "source": {key: value for key, value in source.items() if value} if parsed.url or parsed.publisher else {},
        "rights": "full",
    }
    return front_matter({k: v for k, v in values.items() if v}, {k: v for k, v in notes.items() if v})


def _speaker_and_note(imported: Imported, original: str) -> tuple[str, str]:
    """Return the speakers for the front matter, and a note if they are uncertain."""
    speakers = [name for name in imported.attribution.speakers if name != UNNAMED]
    if speakers:
        return ", ".join(speakers[:3]) + (" and others" if len(speakers) > 3 else ""), ""
    if imported.parsed.speaker:
        return imported.parsed.speaker, "the author of the page"
    if original:
        return original, "as in the original; write the name in this language"
    return "Not named", "the file does not say who speaks"
