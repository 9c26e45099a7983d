"""Where words stand in the talks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factpress.editing.new.desk import Desk
from factpress.model.diagnostics import Location
from factpress.model.graph import Passage, Text, Transcript
from factpress.text.folding import nfc
from factpress.text.words import join_lines


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand in one language of a talk."""

    talk: Transcript
    lang: str
    passage: str
    start: int
    """In code points into the passage's words in that language."""
    end: int


def passage_of(talk: Transcript, id: str) -> Passage:
    """Return a passage by its id."""
    return next(passage for section in talk.sections for passage in section.passages if passage.id == id)


def text_of(talk: Transcript, id: str, lang: str) -> Text:
    """Return the words of a passage in a language that it has."""
    return next(text for text in passage_of(talk, id).texts if text.lang == lang)


def place(desk: Desk, spot: Spot) -> Location:
    """Return the line and column of a transcript on which words begin."""
    where = text_of(spot.talk, spot.passage, spot.lang).where
    lines = nfc((desk.content / Path(where.path).relative_to("content")).read_text("utf-8")).split("\n")
    for n in range(where.line - 1, len(lines)):
        before = join_lines(lines[where.line - 1 : n + 1])
        if len(before) > spot.start:
            line = lines[n].strip()
            indent = len(lines[n]) - len(lines[n].lstrip())
            return Location(where.path, n + 1, spot.start - (len(before) - len(line)) + indent + 1)
    return where
