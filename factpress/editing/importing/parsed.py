"""The values that importers pass on: a file as text, and the transcript that was parsed from it."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from factpress.reading.values import DAY
from factpress.text.folding import nfc

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, halves of surrogate pairs, and marks for line breaks."""


class ImportedFile(msgspec.Struct, frozen=True):
    """A file of another system, as text."""

    path: str
    """The path from the command line, for diagnostics."""
    text: str
    """Composed (NFC), with plain line feeds, without invisible characters."""


class Segment(msgspec.Struct, frozen=True):
    """A paragraph, a heading or a cue, as the file has it."""

    words: str
    """One or more lines."""
    line: int
    """In the file, from 1. 0 if unknown."""
    heading: bool = False
    speaker: str = ""
    start: float | None = None
    """In seconds from the beginning of the recording."""
    end: float | None = None


class ParsedTranscript(msgspec.Struct, frozen=True):
    """A transcript as a file has it. A value that the file does not have is empty."""

    segments: tuple[Segment, ...]
    cues: bool = False
    """The segments are cues: each ends where the screen was full, not where a sentence ends."""
    title: str = ""
    lang: str = ""
    speaker: str = ""
    published: str = ""
    """YYYY-MM-DD."""
    publisher: str = ""
    url: str = ""


def clean_text(text: str) -> str:
    """Return a text without invisible characters, composed (NFC), with plain line feeds."""
    return nfc(INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def clean_transcript(parsed: ParsedTranscript) -> ParsedTranscript:
    """Clean every text of a transcript: an HTML entity can stand for any character."""
    segments = tuple(
        replace(one, words=clean_text(one.words), speaker=clean_text(one.speaker)) for one in parsed.segments
    )
    return ParsedTranscript(
        tuple(one for one in segments if one.words.strip()),
        parsed.cues,
        *(clean_text(text) for text in (parsed.title, parsed.lang, parsed.speaker)),
        *(clean_text(text) for text in (parsed.published, parsed.publisher, parsed.url)),
    )


def iso_day(text: str) -> str:
    """Return the day of an ISO 8601 date or time, or an empty string if it is no day of the calendar."""
    from datetime import date

    try:
        return date.fromisoformat(text[:10]).isoformat() if DAY.match(text) else ""
    except ValueError:
        return ""
