"""What was said: a passage in all its languages, with the quotes of claims marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factpress.model import Anchor, Passage
from factpress.outputs.frame import Shell
from factpress.outputs.parts import Piece, Span, weave

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
    words: str
    spans: tuple[Span, ...]

    @property
    def quoted(self) -> bool:
        """Tell whether these are words that a claim quotes, or anything but an omission."""
        return bool(self.words.strip("[…] "))

    @property
    def pieces(self) -> Iterator[Piece]:
        """Return the words cut into pieces for writing, the quotes marked."""
        return weave(self.words, self.spans)


def words(
    shell: Shell, talk: str, passage: Passage, anchors: Sequence[Anchor], carriers: Carriers = frozenset()
) -> tuple[Words, ...]:
    """Return a passage in all its languages, with the quotes at these anchors marked."""
    slots, original = shell.languages[talk]
    found: dict[str, list[Span]] = {}
    for a in anchors:
        carries = (a.claim, a.lang, a.passage, a.start) in carriers
        found.setdefault(a.lang, []).append((a.start, a.end, shell.mark(a.claim), carries))
    return tuple(
        [
            Words(t.lang, slots[t.lang], t.lang == original, t.gist, t.words, tuple(found.get(t.lang, ())))
            for t in passage.texts
        ]
    )
