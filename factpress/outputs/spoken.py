"""What was said: a passage in all its languages, with the quotes of claims marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factpress.model import Anchor, Passage
from factpress.outputs.frame import Shell
from factpress.outputs.parts import Piece, weave

Carriers = frozenset[tuple[str, str, str, int]]
"""Where each claim's own anchor stands: claim, language, passage, start."""


@dataclass(frozen=True, slots=True)
class Words:
    """A passage in one language."""

    lang: str
    slot: int
    """Place of the language on the page, from 1."""
    original: bool
    gist: bool
    quoted: bool
    """Holds words that a claim quotes, or anything but an omission."""
    pieces: tuple[Piece, ...]


def words(
    shell: Shell, talk: str, passage: Passage, anchors: Sequence[Anchor], carriers: Carriers = frozenset()
) -> tuple[Words, ...]:
    """Return a passage in all its languages, with the quotes at these anchors marked."""
    slots, original = shell.languages[talk]
    found = []
    for text in passage.texts:
        spans = [
            (a.start, a.end, shell.mark(a.claim), (a.claim, a.lang, a.passage, a.start) in carriers)
            for a in anchors
            if a.lang == text.lang
        ]
        quoted = bool(text.words.strip("[…] "))
        pieces = tuple(weave(text.words, spans))
        found.append(Words(text.lang, slots[text.lang], text.lang == original, text.gist, quoted, pieces))
    return tuple(found)
