"""What the rules know of languages: words that turn or soften a statement, and where sentences end.

A language that is not in the table is read like the others; rules that need its words are silent about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from factpress.text.folding import OMISSION

Span = tuple[int, int]
"""Start and end in code points."""


class Language(Struct, frozen=True, gc=False):
    """Words of one language; each is part of a regular expression."""

    turning: tuple[str, ...]
    """Negations and hedges: without them a sentence says something else."""
    denying: tuple[str, ...]
    """Words that mark a headline as no bare repetition, beside the negations."""
    months: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    """Words whose number is a name: `Section 4`."""
    spaced: bool = True
    """Words have spaces between them."""


LANGUAGES = {
    "en": Language(
        turning=(
            r"not|no|never|none|nothing|nobody|neither|nor|cannot|without|hardly|barely|\w+n['’]t",
            r"may|might|maybe|perhaps|possibly|probably|could|seems?|seemed|appears?|apparently|allegedly|supposedly",
            r"likely|unlikely|almost|nearly|usually|unless|if(?! you (?:look|like|take|want|will))",
            r"I (?:think|believe|guess|suppose|suspect)",
            r"as far as I (?:know|can tell)|(?:doubt|deny|denies|denied|claims?|pretend) that",
        ),
        denying=(
            r"false|wrong|untrue|misleading|myth|incorrect|unproven|unsupported|unfounded|overstated|exaggerated",
            r"but|though|although|only|instead|rather|yet|fewer|less|short of|far (?:from|below|above|smaller|larger)",
        ),
        months=tuple(
            "January February March April May June July August September October November December".split()  # noqa: SIM905
        ),
        numbered=(
            "Section",
            r"Sec\.",
            "Order",
            "Law",
            "Act",
            "Article",
            "Part",
            "Table",
            "Chapter",
            "Phase",
            "Figure",
            r"S\.",
            r"H\.R\.",
        ),
    ),
    "ja": Language(
        turning=(
            r"(?<![少危切])な(?:い(?!し)|かった|ければ)|ません|ませんでした|ではなく|わけでは|とは限ら",
            r"かもしれ|と思[いうっわ]|でしょう|だろう|おそらく|たぶん|多分|可能性|ようです|ようだ|らしい|はず|知る限り",
            r"もし|通常|ほとんど|ほぼ|と言われて",
        ),
        denying=("ではない", "誤り", "嘘", "否定", "しかし", "だけ"),
        spaced=False,
    ),
}
"""By the first part of a language's code (RFC 5646, 2.1)."""


def language(code: str) -> Language | None:
    """Return what is known of a language."""
    return LANGUAGES.get(code.partition("-")[0])


def turns(text: str, code: str, start: int, end: int) -> tuple[Span, ...]:
    """Return where words stand in a sentence, given by its start and end, that turn or soften what is said."""
    known = language(code)
    if not known:
        return ()
    return tuple(found.span() for found in _words(known.turning, known.spaced).finditer(text, start, end))


def denies(text: str, code: str) -> frozenset[str]:
    """Return the words by which a headline says that something is not so."""
    known = language(code)
    if not known:
        return frozenset()
    return frozenset(
        found[0].casefold() for found in _words(known.turning + known.denying, known.spaced).finditer(text)
    )


@cache
def _words(words: tuple[str, ...], spaced: bool) -> re.Pattern[str]:
    either = "|".join(words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if spaced else either, re.IGNORECASE)


OPENING, CLOSING = "「『（(“[", "」』）)”]"
STOPS = re.compile(
    # All begin with one of a set of signs, which is what a search is fast at; what follows depends on the sign.
    rf"[。！？.!?{re.escape(OPENING + CLOSING)}]"
    rf"(?:(?<=\[){re.escape(OMISSION[1:])}"
    r"|(?<=[.!?])[)\]\"'’”」』]*(?=\s|\Z)(?!\s+[a-z0-9])|(?<=[。！？])(?!\s+[a-z0-9])|(?<![.!?。！？]))"
)
INITIAL = re.compile(r"(?:\b\w|\b(?:Dr|Mr|Mrs|Ms|Prof))\Z")
LONGEST_INITIAL = 4


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a passage, with their stops and the white space before; an omission ends one.

    A stop inside brackets or quotation marks ends none, nor does one behind an initial or before a small letter.
    """
    start = depth = 0
    for stop in STOPS.finditer(text):
        sign = stop[0]
        if sign in OPENING:
            depth += 1
            continue
        if sign in CLOSING:
            depth = max(0, depth - 1)
            continue
        if sign != OMISSION:
            closing = sum(map(CLOSING.count, sign)) if len(sign) > 1 else 0
            end = stop.start()
            initial = sign[0] == "." and INITIAL.search(text, max(start, end - LONGEST_INITIAL), end)
            if depth > closing or initial:
                depth = max(0, depth - closing)
                continue
        depth = 0
        if text[start : stop.end()].strip():
            yield start, stop.end()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)
