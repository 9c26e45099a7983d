"""Plain text: fold it for comparison, find words in it, suggest a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

OMISSION = "[…]"
"""Marks words that a transcript leaves out."""

RUNS = re.compile(r"(?P<even>[^\s\uff00-\uffef]+(?:\s[^\s\uff00-\uffef]+)*)|\s+|[\uff00-\uffef]+")
"""Words without wide or narrow forms and with single spaces between; other white space; wide and narrow forms."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, with the way back."""

    text: str
    starts: tuple[int, ...]
    """For each folded character, and one past the end, where its original character begins (code points)."""
    ends: tuple[int, ...]
    """For each folded character, where its original character ends (code points)."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the folded text to the span of the original that it came from."""
        return self.starts[start], self.ends[end - 1]


def nfc(text: str) -> str:
    """Compose the text, once, as it is read (Unicode Standard Annex 15)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> Folded:
    """Fold width, letter case and white space, and nothing else.

    NFKC would make 10² equal 102, dropping punctuation 1.5 equal 15: numbers must stay apart.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in RUNS.finditer(text):
        at, end = run.span()
        words = " ".join(run[0].split()).casefold()
        if run.lastgroup == "even" and len(words) == end - at:  # each letter folds to one, so it stays in its place
            out.append(words)
            starts.extend(range(at, end))
            ends.extend(range(at + 1, end + 1))
        else:
            _by_letter(text, at, end, out, starts, ends)
    return Folded("".join(out), (*starts, len(text)), tuple(ends))


def _by_letter(text: str, at: int, end: int, out: list[str], starts: list[int], ends: list[int]) -> None:
    for n, char in enumerate(text[at:end], at):
        if char.isspace():
            if n > at and text[n - 1].isspace():
                ends[-1] = n + 1
                continue
            folded = " "
        else:
            folded = (_narrow(char) if char > "\u2fff" else char).casefold()
        for piece in folded:
            out.append(piece)
            starts.append(n)
            ends.append(n + 1)


def _narrow(char: str) -> str:
    # Unicode calls these compatibility forms <wide> and <narrow>; superscripts and fractions have other tags.
    kind, _, code = unicodedata.decomposition(char).partition(" ")
    return chr(int(code, 16)) if kind in ("<wide>", "<narrow>") else char


def occurrences(needle: str, text: str) -> tuple[int, ...]:
    """Return where the needle begins in the text, overlapping ones too."""
    found: list[int] = []
    at = text.find(needle)
    while needle and at >= 0:
        found.append(at)
        at = text.find(needle, at + 1)
    return tuple(found)


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
