"""Import a talk: from a file of others to a transcript, or to a newer version of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_revision
from pathlib import Path

from msgspec.structs import replace

from factpress.editing.composing import put, slug
from factpress.editing.importing import captions, html, plaintext
from factpress.editing.importing.cutting import Piece, are_short, passages, pieces
from factpress.editing.importing.following import followed
from factpress.editing.importing.heard import Heard, Opened, cleaned
from factpress.editing.importing.opened import opened
from factpress.editing.importing.revising import Revision, revised
from factpress.editing.importing.shelf import Shelf, front_of, shelf
from factpress.editing.importing.speakers import UNNAMED, Spoken, spoken
from factpress.editing.importing.telling import Before, told
from factpress.editing.importing.writing import body, front
from factpress.model.diagnostics import Diagnostic, Location, Report, has_errors
from factpress.model.graph import Paragraph, Script
from factpress.model.ids import IDENTIFIER, LANGUAGE
from factpress.reading.delimiters import halves

FORMATS: tuple[Callable[[Opened, Report], Heard | None], ...] = (captions.vtt, captions.srt, html.page)
"""Each reads a file of its kind and returns nothing for any other; what is left is plain text."""

NOT_TEXT = {
    ".vtt": "a WebVTT file begins with a line 'WEBVTT'",
    ".srt": "an SRT file begins with a line '1' and then the times of the first cue",
    ".json": "a feed of fact-checks is imported with --as claims",
}
"""Names of files that are no plain text, whatever is in them."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that was read, and the name it gets here."""

    file: str
    """Where it was read, for diagnostics."""
    id: str
    lang: str
    heard: Heard
    spoken: Spoken
    cues: bool

    @property
    def path(self) -> str:
        """Return the path of its file, below the content folder."""
        return f"transcripts/{self.id}.{self.lang}.md"


def transcript(file: Path, content: Path, id: str, lang: str, report: Report) -> str:
    """Import a file as a transcript and return what is to be said about it; what is wrong is reported.

    Nothing is written if the file cannot be read or has no place. `id` and `lang` may be empty. Raises OSError, also
    with a message of its own if the file does not tell its language.
    """
    wrong: list[Diagnostic] = []
    talk = _read(file, content, id, lang, wrong)
    have = shelf(content, talk.id, wrong.append) if talk else None
    found = _revision(talk, have, wrong.append) if talk and have else None
    for diagnostic in wrong:
        report(diagnostic)
    if not talk or not have or not found or has_errors(wrong):
        return ""
    old = have.scripts.get(talk.lang)
    named = _names_speakers(talk, old)
    revision = replace_revision(found, paragraphs=tuple(_thinned(found.paragraphs))) if named else found
    there = (content / talk.path).read_text("utf-8") if old else ""
    head = front_of(there) if old else _front(talk, have, file)
    text = head + body(revision.paragraphs, _as_they_stood(old, there) if old else {})
    after = have.with_script(talk.path, text, report)
    if not after:
        return ""
    same = text == there
    if not same:
        put(content / talk.path, text)
    other = old is not None and talk.heard.title not in (old.edition.title, *(p.words for p in revision.paragraphs))
    said = Before(have, talk.path, talk.lang, old is not None, same, talk.heard.title if other else "")
    return told(said, after, revision, talk.spoken, report)


def _read(file: Path, content: Path, id: str, lang: str, wrong: list[Diagnostic]) -> Talk | None:
    report = wrong.append
    read = opened(file, report)
    if not read:
        return None
    if _is_ours(file, content, read.text):
        help = "import what it was made of, or edit it where it lies"
        report(Diagnostic("FP703", Location(read.path), "this file is Factpress's own already", help))
        return None
    heard = next((found for format in FORMATS if (found := format(read, report)) is not None), None)
    if not heard and file.suffix.lower() in NOT_TEXT:
        help = NOT_TEXT[file.suffix.lower()]
        report(Diagnostic("FP701", Location(read.path), f"this is not what '{file.suffix}' says that it is", help))
        return None
    heard = cleaned(heard or plaintext.text(read, report))
    said = spoken(heard.blocks)
    if not wrong and all(block.heading for block in said.blocks):
        help = "export or save it again with its words"
        report(Diagnostic("FP703", Location(read.path), "this file holds no words that anybody says", help))
    if wrong:
        return None
    id, lang = _named(file, id, lang, heard)
    return Talk(read.path, id, lang, heard, said, heard.cues or are_short(said.blocks))


def _is_ours(file: Path, content: Path, text: str) -> bool:
    """Tell whether a file is a transcript that was imported before: its front matter would become words."""
    cut = halves(text)
    return file.resolve().is_relative_to(content.resolve()) or (cut is not None and "\n{#" in f"\n{cut.body}")


def _named(file: Path, id: str, lang: str, heard: Heard) -> tuple[str, str]:
    """Return the id and language asked for, or those that the file tells. Raises OSError if they cannot be used."""
    stem, ending = _stem(file)
    said = heard.lang.replace("_", "-").partition("-")[0].lower()
    lang = lang or (said if LANGUAGE.fullmatch(said) else ending)
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


def _stem(file: Path) -> tuple[str, str]:
    """Return the name of a file, and the language that `<name>.<lang>.vtt` tells."""
    stem, _, ending = file.stem.rpartition(".")
    return (stem, ending) if stem and LANGUAGE.fullmatch(ending) else (file.stem, "")


def _revision(talk: Talk, have: Shelf, report: Report) -> Revision | None:
    """Give every passage its id: those of the original for a rendering, those of the last version for an original."""
    scripts = have.scripts
    old = scripts.get(talk.lang)
    spine = next((one for one in scripts.values() if one.edition.original == "true"), None)
    said = pieces(talk.spoken.blocks, talk.cues)
    named = _names_speakers(talk, old)
    before = tuple(_voiced(old.paragraphs) if named else old.paragraphs) if old else ()
    if talk.heard.title and _is_section(talk.heard.title, said, old, spine):
        said = (Piece(talk.heard.title, 1, heading=True), *said)
    if spine and spine is not old:
        files = talk.file, "content/" + spine.edition.path
        return followed(spine.paragraphs, before, said, talk.cues, named, files, report)
    others = [one for script in scripts.values() if script is not old for one in script.paragraphs]
    taken = {one.id for script in scripts.values() for one in script.paragraphs} | have.published
    needed = have.standing | have.mentioned | {one.id for one in others}
    excerpts = old is not None and old.edition.rights == "excerpts"
    return revised(before, passages(said, talk.cues), taken, needed, excerpts, named)


def _names_speakers(talk: Talk, old: Script | None) -> bool:
    """Tell whether a talk says who speaks; if there was never more than one speaker, the front matter does."""
    before = {one.speaker for one in old.paragraphs if one.speaker} if old else set()
    return bool(talk.spoken.speakers) and max(len(talk.spoken.speakers), len(before)) > 1


def _voiced(found: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """Name the speaker of every passage: the last that was named."""
    speaker = ""
    for one in found:
        speaker = one.speaker or speaker
        yield one if one.heading else replace(one, speaker=speaker)


def _is_section(title: str, said: Sequence[Piece], old: Script | None, spine: Script | None) -> bool:
    """Tell whether the first line of a text was the heading of its first section and not its title."""
    if old:
        return any(one.heading and one.words == title for one in old.paragraphs)
    sections = sum(one.heading for one in spine.paragraphs) if spine else 0
    return bool(spine and spine.paragraphs[0].heading) and sections == sum(piece.heading for piece in said) + 1


def _thinned(found: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """Name speakers only where they change."""
    before = ""
    for one in found:
        yield replace(one, speaker="") if one.speaker == before else one
        before = before if one.heading else one.speaker or before


def _as_they_stood(old: Script, text: str) -> Mapping[str, str]:
    """Return the lines of each passage of a file as its editor parted them."""
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


def _front(talk: Talk, have: Shelf, file: Path) -> str:
    heard, editions = talk.heard, [script.edition for script in have.scripts.values()]
    original = next((one for one in editions if one.original == "true"), None)
    speaker, note = _speaker(talk, original.speaker if original else "")
    source = {"title": heard.title, "publisher": heard.publisher, "url": heard.url}
    title = heard.title or (original.title if original else " ".join(_stem(file)[0].replace("_", "-").split("-")))
    guess = "as in the original; write it in this language" if original else "from the name of the file"
    notes = {
        "title": "" if heard.title else guess,
        "speaker": note,
        "rights": "every word is printed; write excerpts if you may only quote, and […] for what is left out",
    }
    values: dict[str, str | Mapping[str, str]] = {
        "title": title,
        "speaker": speaker,
        "lang": talk.lang,
        "original": "false" if original else "true",
        "published": heard.published or (original.published if original else ""),
        "source": {key: value for key, value in source.items() if value} if heard.url or heard.publisher else {},
        "rights": "full",
    }
    return front({k: v for k, v in values.items() if v}, {k: v for k, v in notes.items() if v})


def _speaker(talk: Talk, known: str) -> tuple[str, str]:
    """Return who speaks, and a note where nobody is sure."""
    speakers = [name for name in talk.spoken.speakers if name != UNNAMED]
    if speakers:
        return ", ".join(speakers[:3]) + (" and others" if len(speakers) > 3 else ""), ""
    if talk.heard.speaker:
        return talk.heard.speaker, "the author of the page"
    if known:
        return known, "as in the original; write the name in this language"
    return "Not named", "the file does not say who speaks"
