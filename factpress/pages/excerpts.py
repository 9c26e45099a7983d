"""A passage in all its languages, with the quotes of claims marked, whole or with a sentence on either side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec.structs import replace

from factpress.model.content import Recording
from factpress.model.graph import Anchor, Passage, Transcript
from factpress.pages.components import Mark, Piece, Span, View, weave
from factpress.pages.recording import recording, recording_at
from factpress.text.folding import OMISSION
from factpress.text.language import sentences

Carriers = frozenset[tuple[str, str, str, int]]
"""Where each claim's own anchor stands: claim, language, passage, start."""


class Words(View, frozen=True):
    """A passage in one language."""

    lang: str
    slot: int
    """Place of the language on the page, from 1."""
    original: bool
    gist: bool
    words: str
    spans: tuple[Span, ...] = ()

    @property
    def omitted(self) -> bool:
        """Tell whether there are no words here, only the sign for an omission."""
        return not self.words.strip("[…] ")

    @property
    def pieces(self) -> Iterator[Piece]:
        """Return the words cut into pieces for writing, the quotes marked."""
        return weave(self.words, self.spans)


class Excerpt(View, frozen=True):
    """A passage as pages show it; all pages that show it share one."""

    transcript: str
    id: str
    number: int
    kind: str
    time: str
    speaker: str
    reason: str
    """Why nothing in it is checked, for readers."""
    recording: Recording | None
    texts: tuple[Words, ...]

    @property
    def recording_at(self) -> str:
        """Return the address of the recording at this passage, or nothing."""
        return recording_at(self.recording, self.time)

    def marked(
        self, anchors: Iterable[Anchor], marks: Mapping[str, Mark], carriers: Carriers = frozenset()
    ) -> tuple[Words, ...]:
        """Return the passage in all its languages, with the quotes at these anchors marked."""
        spans: dict[str, list[Span]] = {}
        for a in anchors:
            carries = (a.claim, a.lang, a.passage, a.start) in carriers
            spans.setdefault(a.lang, []).append((a.start, a.end, marks[a.claim], carries))
        return tuple([replace(t, spans=tuple(spans[t.lang])) if t.lang in spans else t for t in self.texts])


def excerpts(talk: Transcript) -> dict[tuple[str, str], Excerpt]:
    """Return the passages of a talk, by talk and passage."""
    slots = {edition.lang: n for n, edition in enumerate(talk.editions, 1)}
    original, media = talk.original.lang, recording(talk)

    def excerpt(p: Passage) -> Excerpt:
        texts = tuple([Words(t.lang, slots[t.lang], t.lang == original, t.gist, t.words) for t in p.texts])
        return Excerpt(talk.id, p.id, p.number, p.kind, p.time, p.speaker, p.reason, media, texts)

    return {(talk.id, passage.id): excerpt(passage) for section in talk.sections for passage in section.passages}


def around(quoted: Words) -> Words:
    """Keep the sentences quoted from, with the one before and the one after; `…` stands for what is cut off."""
    found = _sentences(quoted.words) if quoted.spans else ()
    kept = _near(found, quoted.spans)
    if len(kept) in (0, len(found)):
        return quoted
    words, last = "", -1
    spans: list[Span] = []
    for n in sorted(kept):
        start, end = found[n]
        text = quoted.words[start:end]
        if n != last + 1:
            words += _cut(words, text, text[0])
        moved = len(words) - start
        spans += [(s + moved, e + moved, mark, first) for s, e, mark, first in quoted.spans if start <= s < end]
        words, last = words + text, n
    if last + 1 < len(found):
        words += _cut(words, "", quoted.words[found[last][1]])
    return replace(quoted, words=words, spans=tuple(spans))


def _near(found: Collection[tuple[int, int]], spans: Iterable[Span]) -> set[int]:
    """Return the numbers of the sentences that are quoted from, and of those beside them."""
    quoted = [n for n, (start, end) in enumerate(found) if any(s < end and start < e for s, e, *_ in spans)]
    return {near for n in quoted for near in (n - 1, n, n + 1) if 0 <= near < len(found)}


@lru_cache(maxsize=1_000)
def _sentences(words: str) -> tuple[tuple[int, int], ...]:
    # Claims about the same passage follow each other.
    return tuple(sentences(words))


def _cut(before: str, after: str, following: str) -> str:
    """Return the sign for a cut, as far from the words before it as what followed them; none beside an omission."""
    if before.endswith(OMISSION) or after.startswith(OMISSION):
        return ""
    return " …" if before and following.isspace() else "…"
