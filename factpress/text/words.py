"""Words for people: suggest one, count things, shorten, join."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that the writer most likely meant, or nothing."""
    from difflib import get_close_matches  # loaded only when something is wrong

    words = {k.casefold(): k for k in sorted(known, reverse=True)}
    longer = [k for k in words if len(word) > 3 and k.startswith(word.casefold())]
    if len(longer) == 1:  # cut short rather than misspelt
        return words[longer[0]]
    close = get_close_matches(word.casefold(), words, n=1, cutoff=0.6)
    return words[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the help line for a word that is not among the known ones."""
    options = sorted(known)
    if guess := nearest(word, options):
        return f"did you mean '{guess}'?"
    if not options:
        return "there are none yet"
    shown = ", ".join(options[:12])
    return f"write one of: {shown}{' …' if len(options) > 12 else ''}"


def many(number: int, word: str) -> str:
    """Return a number with an English word, in the plural where it has to be."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def shortened(words: str, most: int) -> str:
    """Return words as they are, or their first letters and a sign for the rest."""
    return words if len(words) <= most else words[:most].rstrip() + "…"


def seconds(time: str) -> int:
    """Return a time such as `06:12` or `-00:06:12` in seconds; none is 0."""
    total = 0
    for part in time.removeprefix("-").split(":"):
        total = total * 60 + int(part or 0)
    return -total if time.startswith("-") else total


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of a paragraph: with a space, or with nothing between two wide characters."""
    out = ""
    for line in filter(None, map(str.strip, lines)):
        wide = bool(out) and all(unicodedata.east_asian_width(c) in "WF" for c in (out[-1], line[0]))
        out += line if wide or not out else " " + line
    return out
