"""Find who speaks, and when, in lines such as "[00:12] NAME: words"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from factpress.editing.importing.parsed import Segment
from factpress.text.words import seconds

LONGEST_NAME = 40
"""Letters, or 12 in a script without capitals. A longer text before a colon is a sentence."""
PARTICLE = 3
"""Letters of a small word that may stand inside a name, as in Ursula von der Leyen."""
BARE_TIMES = 3
"""So many lines must begin with a bare time, in rising order, before bare times count as times."""

CLOCK = r"(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?:[.,]\d+)?"
BRACKETED = re.compile(rf"[\[(](?P<time>{CLOCK})[\])]\s*(?:[-–—]\s+)?|(?P<alone>{CLOCK})\s*\Z")
BARE = re.compile(rf"(?P<time>{CLOCK})(?:\s*[-–—]\s+|\s+|\Z)")
NAME = re.compile(
    rf"(?:>>+\s*|[-–—]\s+)?(?P<name>[^\W\d_][^\n:：?!;,()（）\[\]。、？！「」]{{0,{LONGEST_NAME}}}?)"
    r"(?:\s*[(（\[](?P<remark>[^)）\]\n]{1,40})[)）\]])?\s*(?::(?=\s|\Z)|：)\s*"
)
"""A name, a remark in brackets, and a colon. A space must follow `:`, so that a web address is no name."""
NEXT_SPEAKER = ">>"
"""Captions write this where another person begins to speak, with or without a name."""
UNNAMED = "?"
"""The speaker where another person begins to speak and the file has no name."""


class Attribution(msgspec.Struct, frozen=True):
    """Segments with their speakers and times, which are no longer in the words."""

    segments: tuple[Segment, ...]
    speakers: tuple[str, ...]
    """In order of appearance."""
    uncertain: tuple[str, ...]
    """Texts that look like names but stay in the words."""


def attribute_speakers(segments: tuple[Segment, ...]) -> Attribution:
    """Move names and times out of the words, and split segments where the speaker changes.

    A time stands in brackets or alone on its line. Bare times count if they run through the text. A person speaks until
    another begins. A name or time that stands alone belongs to the words below.
    """
    rows = [row for segment in segments if not segment.heading for row in segment.words.split("\n")]
    times = None if any(segment.start is not None for segment in segments) else time_format(rows)
    names, uncertain = find_names(rows, times)
    found: list[Segment] = []
    speaker = ""
    start: float | None = None
    for segment in segments:
        for turn in (segment,) if segment.heading else _turns(segment, times, names):
            if turn.heading:
                found.append(turn)
                continue
            speaker = turn.speaker if turn.speaker and (speaker or turn.speaker != UNNAMED) else speaker
            start = start if turn.start is None else turn.start
            if turn.words.strip():
                found.append(replace(turn, speaker=speaker, start=start))
                start = None
    speakers = dict.fromkeys(segment.speaker for segment in found if segment.speaker)
    return Attribution(tuple(found), tuple(speakers), tuple(sorted(uncertain)))


def time_format(rows: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of times in these lines: in brackets, or bare if they run through the text."""
    times = [_seconds(match["time"]) for row in rows if (match := BARE.match(row))]
    return BARE if len(times) >= BARE_TIMES and times == sorted(times) else BRACKETED


def find_names(rows: Iterable[str], times: re.Pattern[str] | None) -> tuple[set[str], set[str]]:
    """Return the names of speakers, and the texts that look like names but are uncertain.

    A name occurs twice, or has two or more words in capitals.
    """
    counts = Counter(name for row in rows if (name := _name_in(_split_time(row, times)[1])))
    names = {name for name, count in counts.items() if count > 1 or (name.isupper() and len(name.split()) > 1)}
    return names, counts.keys() - names


def starts_turn(row: str, times: re.Pattern[str], names: Collection[str]) -> bool:
    """Tell whether a line begins with a time or with one of the names."""
    start, words = _split_time(row, times)
    return start is not None or _name_in(words) in names


def _turns(segment: Segment, times: re.Pattern[str] | None, names: set[str]) -> Iterator[Segment]:
    """Yield the parts of a segment. A part begins at a line with a time, a name or the mark of a new speaker."""
    turn = replace(segment, words="")
    for n, row in enumerate(segment.words.split("\n")):
        start, words = _split_time(row, times)
        name = _name_in(words)
        unnamed = words.startswith(NEXT_SPEAKER) and not segment.speaker and name not in names
        if start is not None or name in names or unnamed:
            if turn.words.strip():
                yield turn
                turn = replace(segment, words="", start=None if times else segment.start)
            turn = replace(turn, line=segment.line + n if segment.line else 0)
        if start is not None:
            turn = replace(turn, start=start)
        if unnamed:
            turn = replace(turn, speaker=UNNAMED)
        if name in names and (found := NAME.match(words)):
            words, remark = words[found.end() :], found["remark"] or ""
            turn = replace(turn, speaker=name)
            if re.fullmatch(CLOCK, remark):
                turn = replace(turn, start=_seconds(remark) if turn.start is None else turn.start)
            elif remark:
                words = f"({remark}) {words}"
        turn = replace(turn, words=f"{turn.words}\n{words}" if turn.words else words)
    yield turn


def _split_time(row: str, times: re.Pattern[str] | None) -> tuple[float | None, str]:
    """Return the time at the beginning of a line, or None, and the rest of the line."""
    found = (BRACKETED.match(row) or times.match(row)) if times else None
    return (_seconds(found["time"] or found["alone"]), row[found.end() :]) if found else (None, row)


def _seconds(time: str) -> int:
    return seconds(re.split(r"[.,]", time)[0])


def _name_in(words: str) -> str:
    """Return the text before the colon if it is written like a name, or an empty string."""
    found = NAME.match(words)
    if not found:
        return ""
    name = " ".join(found["name"].split())
    first, *middle, last = [*name.split(), ""] if " " not in name else name.split()
    capitals = all(not word or word[0].isupper() or not _has_case(word[0]) for word in (first, last))
    particles = all(word[0].isupper() or not _has_case(word[0]) or len(word) <= PARTICLE for word in middle)
    short = _has_case(name[0]) or len(name) <= 12
    return name if capitals and particles and short and len(middle) <= 3 else ""


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()
