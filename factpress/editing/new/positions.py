"""Positions of words in transcripts."""

from __future__ import annotations

from pathlib import Path

import msgspec

from factpress.editing.new.workspace import Workspace
from factpress.model.diagnostics import Location
from factpress.model.graph import Passage, Text, Transcript
from factpress.text.folding import nfc
from factpress.text.words import join_lines


class Position(msgspec.Struct, frozen=True):
    """The position of some words in one language of a transcript."""

    transcript: Transcript
    lang: str
    passage: str
    start: int
    """In code points, into the passage's text in that language."""
    end: int

    @property
    def text(self) -> Text:
        """Return the passage's text in that language."""
        return text_of(self.transcript, self.passage, self.lang)


def passage_of(transcript: Transcript, id: str) -> Passage:
    """Return a passage by its id. The transcript must have it."""
    return next(passage for section in transcript.sections for passage in section.passages if passage.id == id)


def text_of(transcript: Transcript, id: str, lang: str) -> Text:
    """Return the text of a passage in a language. The passage must have that language."""
    return next(text for text in passage_of(transcript, id).texts if text.lang == lang)


def location_of(workspace: Workspace, position: Position) -> Location:
    """Return the line and column of the transcript's file at which the words begin."""
    where = position.text.where
    lines = nfc((workspace.content / Path(where.path).relative_to("content")).read_text("utf-8")).split("\n")
    for n in range(where.line - 1, len(lines)):
        joined = join_lines(lines[where.line - 1 : n + 1])
        if len(joined) > position.start:
            line = lines[n].strip()
            indent = len(lines[n]) - len(lines[n].lstrip())
            return Location(where.path, n + 1, position.start - (len(joined) - len(line)) + indent + 1)
    return where
