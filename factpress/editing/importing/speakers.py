"""Who speaks and when, where the lines of a text say so: "[00:12] NAME: words"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from factpress.editing.importing.heard import Block
from factpress.text.words import seconds

LONGEST_NAME = 40
"""Letters; of scripts without capitals 12. What is longer and ends with a colon is a sentence."""
PARTICLE = 3
"""Letters of a small word that may stand within a name: Ursula von der Leyen."""
RUNNING = 3
"""Lines that must begin with a bare time, none earlier than the one before, so that times are what they are."""

CLOCK = r"(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?:[.,]\d+)?"
FRAMED = re.compile(rf"[\[(](?P<time>{CLOCK})[\])]\s*(?:[-–—]\s+)?|(?P<alone>{CLOCK})\s*\Z")
BARE = re.compile(rf"(?P<time>{CLOCK})(?:\s*[-–—]\s+|\s+|\Z)")
NAME = re.compile(
    rf"(?:>>+\s*|[-–—]\s+)?(?P<name>[^\W\d_][^\n:：?!;,()（）\[\]。、？！「」]{{0,{LONGEST_NAME}}}?)"
    r"(?:\s*[(（\[](?P<aside>[^)）\]\n]{1,40})[)）\]])?\s*(?::(?=\s|\Z)|：)\s*"
)
"""A name, an aside in brackets, and a colon. Behind a narrow colon comes a space, so that no address is a name."""
ANOTHER = ">>"
"""How captions say that another voice begins, with a name or without."""
UNNAMED = "?"
"""Who speaks where another voice than the named one begins, and nobody says whose."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Blocks whose words are words only."""

    blocks: tuple[Block, ...]
    speakers: tuple[str, ...]
    """In the order in which they come up."""
    doubtful: tuple[str, ...]
    """What looks like a name and was left in the words."""


def spoken(blocks: tuple[Block, ...]) -> Spoken:
    """Take names and times off the beginnings of lines, and part blocks there.

    A time stands in brackets or alone on its line; bare times count where they run through the text. A speaker speaks
    until another does. Names and times that stand alone are those of the words below.
    """
    rows = [row for block in blocks if not block.heading for row in block.words.split("\n")]
    times = None if any(block.start is not None for block in blocks) else clock_of(rows)
    names, doubtful = named(rows, times)
    found: list[Block] = []
    speaker = ""
    start: float | None = None
    for block in blocks:
        for part in (block,) if block.heading else _parts(block, times, names):
            if part.heading:
                found.append(part)
                continue
            speaker = part.speaker if part.speaker and (speaker or part.speaker != UNNAMED) else speaker
            start = start if part.start is None else part.start
            if part.words.strip():
                found.append(replace(part, speaker=speaker, start=start))
                start = None
    speakers = dict.fromkeys(block.speaker for block in found if block.speaker)
    return Spoken(tuple(found), tuple(speakers), tuple(sorted(doubtful)))


def clock_of(rows: Sequence[str]) -> re.Pattern[str]:
    """Return how times are written in the lines of a text: in brackets, or bare where they run through it."""
    return BARE if _run(rows) else FRAMED


def named(rows: Iterable[str], times: re.Pattern[str] | None) -> tuple[set[str], set[str]]:
    """Return the names of speakers, and what looks like one and comes once.

    A name is one that comes twice, or that has two words or more and all of them in capitals.
    """
    seen = Counter(name for row in rows if (name := _name(_timed(row, times)[1])))
    names = {name for name, many in seen.items() if many > 1 or (name.isupper() and len(name.split()) > 1)}
    return names, seen.keys() - names


def opens(row: str, times: re.Pattern[str], names: Collection[str]) -> bool:
    """Tell whether a line begins with a time or with one of the names."""
    start, words = _timed(row, times)
    return start is not None or _name(words) in names


def _parts(block: Block, times: re.Pattern[str] | None, names: set[str]) -> Iterator[Block]:
    """Yield the pieces of a block, each beginning at a line with a time, a name or another voice."""
    part = replace(block, words="")
    for n, row in enumerate(block.words.split("\n")):
        start, words = _timed(row, times)
        name = _name(words)
        another = words.startswith(ANOTHER) and not block.speaker and name not in names
        if start is not None or name in names or another:
            if part.words.strip():
                yield part
                part = replace(block, words="", start=None if times else block.start)
            part = replace(part, line=block.line + n if block.line else 0)
        if start is not None:
            part = replace(part, start=start)
        if another:
            part = replace(part, speaker=UNNAMED)
        if name in names and (found := NAME.match(words)):
            words, aside = words[found.end() :], found["aside"] or ""
            part = replace(part, speaker=name)
            if re.fullmatch(CLOCK, aside):
                part = replace(part, start=_seconds(aside) if part.start is None else part.start)
            elif aside:
                words = f"({aside}) {words}"
        part = replace(part, words=f"{part.words}\n{words}" if part.words else words)
    yield part


def _timed(row: str, times: re.Pattern[str] | None) -> tuple[float | None, str]:
    found = (FRAMED.match(row) or times.match(row)) if times else None
    return (_seconds(found["time"] or found["alone"]), row[found.end() :]) if found else (None, row)


def _run(rows: Sequence[str]) -> bool:
    found = [_seconds(time["time"]) for row in rows if (time := BARE.match(row))]
    return len(found) >= RUNNING and found == sorted(found)


def _seconds(time: str) -> int:
    return seconds(re.split(r"[.,]", time)[0])


def _name(words: str) -> str:
    """Return what stands before the colon, if it is written as names are."""
    found = NAME.match(words)
    if not found:
        return ""
    name = " ".join(found["name"].split())
    first, *middle, last = [*name.split(), ""] if " " not in name else name.split()
    cased = all(not word or word[0].isupper() or not _has_case(word[0]) for word in (first, last))
    small = all(word[0].isupper() or not _has_case(word[0]) or len(word) <= PARTICLE for word in middle)
    return name if cased and small and (_has_case(name[0]) or len(name) <= 12) and len(middle) <= 3 else ""


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()
