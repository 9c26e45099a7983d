"""What stands in a file that is imported, before it is ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from factpress.reading.values import DAY
from factpress.text.folding import nfc

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that nobody sees: control characters, halves of characters, marks that say where a line may break."""


def plain(words: str) -> str:
    """Return words without characters that nobody sees, composed (NFC), with plain line feeds."""
    return nfc(UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n")))


def day(written: str) -> str:
    """Return the day of a date or time (ISO 8601), or nothing if it is none of the calendar."""
    from datetime import date

    try:
        return date.fromisoformat(written[:10]).isoformat() if DAY.match(written) else ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of others, as text."""

    path: str
    """As it was given; diagnostics name it."""
    text: str
    """Composed (NFC), with plain line feeds and without control characters."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a cue, as it was written."""

    words: str
    """One line or several."""
    line: int
    """Of the file, from 1; 0 where nobody knows."""
    heading: bool = False
    speaker: str = ""
    start: float | None = None
    """In seconds from the beginning of the recording."""
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A talk, as a file of others tells it. What the file does not say is empty."""

    blocks: tuple[Block, ...]
    cues: bool = False
    """Blocks end where a screen was full, and not where a thought did."""
    title: str = ""
    lang: str = ""
    speaker: str = ""
    published: str = ""
    """YYYY-MM-DD."""
    publisher: str = ""
    url: str = ""


def cleaned(heard: Heard) -> Heard:
    """Return the same with plain words: an entity of HTML can name any character."""
    blocks = tuple(replace(one, words=plain(one.words), speaker=plain(one.speaker)) for one in heard.blocks)
    return Heard(
        tuple(one for one in blocks if one.words.strip()),
        heard.cues,
        *(plain(words) for words in (heard.title, heard.lang, heard.speaker)),
        *(plain(words) for words in (heard.published, heard.publisher, heard.url)),
    )
