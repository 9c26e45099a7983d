"""What was said: a passage in all its languages, with the quotes of claims marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factpress.model.graph import Anchor, Passage
from factpress.pages.components import Piece, Span, weave
from factpress.pages.context import Shell
from factpress.text.folding import OMISSION
from factpress.text.language import sentences

Carriers = frozenset[tuple[str, str, str, int]]
"""Where each claim's own anchor stands: claim, language, passage, start."""


class Words(NamedTuple):
    """A passage in one language."""

    lang: str
    slot: int
    """Location of the language on the page, from 1."""
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


def around(said: Words) -> Words:
    """Keep the sentences quoted from, with the one before and the one after; `…` stands for what is cut off."""
    found = _sentences(said.words) if said.spans else ()
    quoted = [n for n, (start, end) in enumerate(found) if any(s < end and start < e for s, e, *_ in said.spans)]
    kept = {near for n in quoted for near in (n - 1, n, n + 1) if 0 <= near < len(found)}
    if len(kept) in (0, len(found)):
        return said
    pieces: list[str] = []
    spans: list[Span] = []
    length, last = 0, -1
    for n in sorted(kept):
        start, end = found[n]
        text = said.words[start:end]
        if n != last + 1:
            pieces.append(_cut(pieces[-1] if pieces else "", text, text[0]))
            length += len(pieces[-1])
        moved = length - start
        spans += [(s + moved, e + moved, mark, first) for s, e, mark, first in said.spans if start <= s < end]
        pieces.append(text)
        length, last = length + len(text), n
    if last + 1 < len(found):
        pieces.append(_cut(pieces[-1], "", said.words[found[last][1]]))
    return said._replace(words="".join(pieces), spans=tuple(spans))


@lru_cache(maxsize=1_000)
def _sentences(words: str) -> tuple[tuple[int, int], ...]:
    # Claims about the same passage follow each other.
    return tuple(sentences(words))


def _cut(before: str, after: str, following: str) -> str:
    """Return the sign for a cut, as far from the words before it as what followed them; none beside an omission."""
    if before.endswith(OMISSION) or after.startswith(OMISSION):
        return ""
    return " …" if before and following.isspace() else "…"
