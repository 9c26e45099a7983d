"""Find figures in a body that are cited, and that nothing in the claim supports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from factpress.model.content import ClaimFile
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.text.language import Span, language, sentences

# Patterns begin with one of a set of signs, which is what a search is fast at.
NUMBER = re.compile(r"[0-9](?<![\w.,-].)[0-9]*(?:[.,\u00a0\u202f][0-9]+)*(?![0-9])")
"""A number that is no part of a name such as H100 or COVID-19; grouped and decimal marks of any language."""
YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
CITED = re.compile(r"\[@[^\]\[]+\]")
MARKUP = re.compile(r"[\[\]`<](?:(?<=\[)(?:@[^\]\[]+\]|\^[^\]]*\]:?)|(?<=\])\([^()\s]*\)|(?<=`)[^`]*`|(?<=<)[^>\s]*>)")
"""Citations, addresses, footnotes' names and code: nothing in them is a figure."""
LINE, POINT = re.compile(r"^ {0,3}\Z", re.MULTILINE), re.compile(r"[.)]\s")
"""What stands before the number of a list, and behind it."""


def figures(claim: ClaimFile, path: str, body: str, first: int, lang: str, report: Report) -> None:
    """Report each figure of a cited sentence that no evidence, no calculation and no quoted word holds.

    Figures are compared by their digits; 0.32 billion is 320 million, whatever the mark between the digits.
    """
    if "[@" not in body:
        return
    bare = MARKUP.sub(lambda found: " " * len(found[0]), body)
    supported: frozenset[str] = frozenset()
    for start, end in _cited(body):
        for number in NUMBER.finditer(bare, start, end):
            supported = supported or _supported(claim)
            if _key(number[0]) in supported or _counts_items(number, body) or _is_name(number, lang):
                continue
            line = body.count("\n", 0, number.start())
            column = number.start() - (body.rfind("\n", 0, number.start()) + 1) + 1
            message = f"{number[0]} is cited, but no evidence shows it and no calculation gives it"
            help = "write the figure into what the source 'shows', or add the calculation"
            report(Diagnostic("FP515", Location(path, first + line, column), message, help))


def _cited(body: str) -> Iterator[Span]:
    """Yield the sentences of a body that hold a citation."""
    at = 0
    for paragraph in body.split("\n\n"):
        for start, end in sentences(paragraph) if "[@" in paragraph else ():
            if CITED.search(paragraph, start, end):
                yield at + start, at + end
        at += len(paragraph) + 2


def _counts_items(number: re.Match[str], body: str) -> bool:
    """Tell whether a number is that of an item of a list."""
    return bool(number[0].isdecimal() and POINT.match(body, number.end()) and LINE.search(body, 0, number.start()))


def _is_name(number: re.Match[str], lang: str) -> bool:
    """Tell whether a number is a year, the day of a month or part of a name."""
    before, behind = _names(lang)
    return bool(
        YEAR.fullmatch(number[0])
        or (before and before.search(number.string, max(0, number.start() - 24), number.start()))
        or (behind and behind.match(number.string, number.end()))
    )


@cache
def _names(lang: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return what stands before a number that is a name or a day, and what stands behind a day."""
    known = language(lang)
    if not known or not known.months:
        return None, None
    months = "|".join(known.months)
    return re.compile(rf"\b(?:{months}|{'|'.join(known.numbered)})\s\Z"), re.compile(rf"\s(?:{months})\b")


def _supported(claim: ClaimFile) -> frozenset[str]:
    """Return the figures in what was quoted, in the evidence and in the calculations."""
    texts = [claim.claim, *(words.exact for quote in claim.quotes for words in quote.words.values())]
    texts += [text for row in claim.evidence for text in (row.shows, row.locator)]
    for calculation in claim.calculations:
        inputs = (f"{value.value:f}" for value in calculation.inputs.values())
        texts += [f"{calculation.result:f}", *inputs, calculation.title]
    return frozenset(_key(found[0]) for text in texts for found in NUMBER.finditer(text))


@lru_cache(maxsize=10_000)
def _key(number: str) -> str:
    """Return the digits that count, and by how many places a number is off the thousands."""
    *_, last = parts = re.split(r"[.,\u00a0\u202f]", number)
    digits = "".join(parts)
    places = -len(last) if len(parts) > 1 else 0
    kept = digits.rstrip("0")
    return f"{kept.lstrip('0')}e{(places + len(digits) - len(kept)) % 3}"
