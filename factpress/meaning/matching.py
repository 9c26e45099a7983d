"""Find words in a talk: two verbs, as in the Web Annotation world.

`describe` says how words can be found again, `match` finds them. All matches are found first and judged then; a near
miss is never a match.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter

from msgspec import Struct

from factpress.model.content import Selector
from factpress.model.graph import Transcript
from factpress.text.folding import Folded, fold, occurrences
from factpress.text.ngrams import NGrams, positions

BREAK = "\0"
"""Stands between passages, so that no quote runs over it; reading lets no such character in."""


class Edition(Struct, frozen=True):
    """One language of a talk as one text."""

    text: str
    passages: tuple[tuple[str, int, int], ...]
    """Id, start and end (code points) of each passage."""
    gists: frozenset[str]
    index: NGrams | None = None
    """For finding many quotes."""

    def passage(self, start: int) -> tuple[str, int, int]:
        """Return the passage in which a position lies."""
        return self.passages[bisect_right(self.passages, start, key=itemgetter(1)) - 1]


def edition_of(talk: Transcript, n: int) -> Edition:
    """Return the n-th language of a talk as one text."""
    lang = talk.editions[n].lang
    pieces: list[str] = []
    passages: list[tuple[str, int, int]] = []
    gists: set[str] = set()
    at = 0
    for section in talk.sections:
        for passage in section.passages:
            for t in passage.texts:
                if t.lang == lang:
                    passages.append((passage.id, at, at + len(t.words)))
                    pieces.append(t.words)
                    at += len(t.words) + 1
                    if t.gist:
                        gists.add(passage.id)
    return Edition(BREAK.join(pieces), tuple(passages), frozenset(gists))


Span = tuple[int, int]


def match(
    text: str, selector: Selector, folded: Callable[[str], Folded] = fold, index: NGrams | None = None
) -> tuple[Span, ...]:
    """Return every span where the selector's words stand, with its prefix before and its suffix behind.

    Exact words count first; only where there are none, words equal but for width, case and white space.
    """
    found = tuple(
        (at, at + len(selector.exact))
        for at in positions(selector.exact, text, index)
        if text.endswith(selector.prefix, 0, at) and text.startswith(selector.suffix, at + len(selector.exact))
    )
    if found:
        return found
    whole = folded(text)
    exact, prefix, suffix = (fold(words).text for words in (selector.exact, selector.prefix, selector.suffix))
    return tuple(
        whole.original(at, at + len(exact))
        for at in occurrences(exact, whole.text)
        if whole.text.endswith(prefix, 0, at) and whole.text.startswith(suffix, at + len(exact))
    )


def describe(text: str, start: int, end: int, within: Span | None = None) -> Selector:
    """Return the shortest selector, growing on both sides, that matches the span and nothing else.

    Prefix and suffix stay within the given bounds; where those are too narrow, it is the longest there is.
    """
    low, high = within or (0, len(text))
    size = 0
    while True:
        before, behind = text[max(low, start - size) : start], text[end : min(high, end + size)]
        selector = Selector(exact=text[start:end], prefix=before, suffix=behind)
        if match(text, selector, folded_once) == ((start, end),) or size > high - low:
            return selector
        size = size + 4 if size else 4


folded_once = lru_cache(maxsize=64)(fold)  # a talk is folded once, and only when a quote needs it
