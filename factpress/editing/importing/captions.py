"""Captions, WebVTT and SRT: the one door to webvtt-py.

The library passes over a cue that it cannot read. So cues are looked at here first: words that are missing without a
word are what an import must not give.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from factpress.editing.importing.heard import Block, Heard, Opened
from factpress.model.diagnostics import Diagnostic, Location, Report

if TYPE_CHECKING:
    from webvtt import Caption

ARROW = "-->"
VTT_TIMES = re.compile(
    r"\s*(?:\d{1,10}:)?[0-5]?\d:[0-5]?\d\.\d{1,3}\s*-->\s*(?:\d{1,10}:)?[0-5]?\d:[0-5]?\d\.\d{1,3}(?!\S).*"
)
SRT_TIMES = re.compile(
    r"\s*\d{1,10}:[0-5]?\d:[0-5]?\d[,.]\d{1,3}\s*-->\s*\d{1,10}:[0-5]?\d:[0-5]?\d[,.]\d{1,3}(?!\S).*"
)
LIKE_TIMES = re.compile(r"\s*(?:\d+:)+\d+[.,]\d+\s*[-–—=>→]+\s*(?:\d+:)+\d+")
"""Two times with a broken arrow: the library would take them for words."""
VTT_EXAMPLE, SRT_EXAMPLE = "00:01:02.000 --> 00:01:05.500", "00:01:02,000 --> 00:01:05,500"

VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>|</v>")
"""Who speaks (WebVTT, 6.4)."""
WORD_TIME = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
"""The time of one word; only captions that a machine made have it, and these repeat the line above."""
TAG = re.compile(
    r"</?(?:[ibusc]|em|strong|ruby|rt|v)(?:\.[^\s<>]*)?[ \t]*>|</?(?:font|lang)(?:[ \t.][^<>]*)?>|" + WORD_TIME.pattern,
    re.IGNORECASE,
)
"""How words look and which language they are in. What stands between other angles is words."""
LINE_END = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
ASIDE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?!\S)")
"""How a block of WebVTT begins that is no cue; the last in files that were put together."""
ROLLS = 2
"""Cues with a new line below the last one of the cue before, from which captions can roll up."""
POSITION = re.compile(r"\{\\[^}]*\}")
"""Where on the screen a line of SRT stands, as some programs write it."""


def vtt(opened: Opened, report: Report) -> Heard | None:
    """Read WebVTT; nothing if the file is none."""
    if not re.match(r"WEBVTT(?=[ \t\n]|\Z)", opened.text):
        return None
    from webvtt import WebVTT

    lines = _timed(opened, VTT_TIMES, VTT_EXAMPLE, report)
    if lines is None:
        return Heard(())
    _report_untimed(opened, report)
    read = WebVTT.from_string(opened.text)
    blocks = tuple(_blocks(_placed(read.captions, lines, opened, report), html.unescape))
    facts = dict(re.findall(r"^(\w+):[ \t]*(.+?)[ \t]*$", "\n".join(read.metadata), re.MULTILINE))
    title = read.header_text.lstrip("- ").strip()
    return Heard(blocks, True, "" if title == "FILE" else title, facts.get("Language", ""))


def srt(opened: Opened, report: Report) -> Heard | None:
    """Read SRT; nothing if the file is none."""
    if opened.path.endswith(".vtt") or not re.match(r"\s*(?:\d+[ \t]*\n\s*)?\d+:\d[\d:.,]*[ \t]*-->", opened.text):
        return None
    from webvtt import WebVTT
    from webvtt.errors import MalformedFileError

    lines = _timed(opened, SRT_TIMES, SRT_EXAMPLE, report)
    if lines is None:
        return Heard(())
    try:
        read = WebVTT.from_buffer(StringIO(_numbered(opened.text)), format="srt")
    except MalformedFileError:
        help = "begin the file with a line '1', then the times, then the words; or with 'WEBVTT' and an empty line"
        report(Diagnostic("FP702", Location(opened.path, min(lines, default=1)), "the first cue has no words", help))
        return Heard(())
    placed = _placed(read.captions, lines, opened, report)
    return Heard(tuple(_blocks(placed, partial(POSITION.sub, ""))), True)


def _numbered(text: str) -> str:
    """Return SRT in which each cue has a number, without which the library passes over it.

    A cue behind words that are none, as where a number stands apart, stays as it is and is told of.
    """
    text = "\n".join(map(str.rstrip, text.strip().split("\n")))
    blocks, last = [], ARROW
    for block in re.split(r"\n{2,}", text):
        bare = ARROW in block.partition("\n")[0] and ARROW in last
        blocks.append(f"1\n{block}" if bare else block)
        last = block
    return "\n\n".join(blocks)


def _timed(opened: Opened, times: re.Pattern[str], example: str, report: Report) -> dict[int, float] | None:
    """Return the lines that hold times, with the start of each in seconds; report those that cannot be read."""
    found: dict[int, float] = {}
    broken = False
    for n, line in enumerate(opened.text.split("\n"), 1):
        if line.startswith("NOTE") or not (ARROW in line or LIKE_TIMES.match(line)):
            continue
        if times.fullmatch(line):
            hours, minutes, seconds = (["0", *line.split(ARROW)[0].strip().replace(",", ".").split(":")])[-3:]
            found[n] = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
        else:
            broken = True
            help = f"write them as {example}; in words, write the arrow in another way"
            where = Location(opened.path, n, len(line) - len(line.lstrip()) + 1)
            report(Diagnostic("FP702", where, "the times of this cue cannot be read", help))
    return None if broken else found


def _placed(
    captions: list[Caption], lines: dict[int, float], opened: Opened, report: Report
) -> list[tuple[int, Caption]]:
    """Return each cue with the line of its times; report times whose words the library did not take for a cue's."""
    text = [*opened.text.split("\n"), ""]
    found: list[tuple[int, Caption]] = []
    left = iter(captions)
    caption = next(left, None)
    for n, start in lines.items():
        if caption and abs(caption.start_time.in_milliseconds() / 1000 - start) < 0.002:
            found.append((n, caption))
            caption = next(left, None)
        elif text[n].strip():
            help = "above the times stands the number of the cue or nothing, and above that an empty line"
            report(Diagnostic("FP702", Location(opened.path, n), "the words of this cue would be lost", help))
    return found


def _report_untimed(opened: Opened, report: Report) -> None:
    """Report the words of WebVTT that no cue has, such as those behind an empty line in one.

    A number may stand apart from its cue, if one stands before each.
    """
    lines = enumerate(opened.text.split("\n"), 1)
    blocks = [list(block) for filled, block in groupby(lines, key=lambda line: line[1] != "") if filled]
    untimed = [[*takewhile(lambda line: ARROW not in line[1], block)] for block in blocks]
    numbers = [n for n, block in enumerate(blocks[:-1]) if _is_number(block) and not untimed[n + 1]]
    numbered = len(numbers) == sum(len(words) < len(block) for words, block in zip(untimed, blocks, strict=True))
    for n, (block, words) in enumerate(zip(blocks, untimed, strict=True)):
        is_name = (len(words) == 1 and len(block) > 1) or (numbered and n in numbers)
        if n and any(line.strip() for _, line in words) and not is_name and not ASIDE.match(words[0][1]):
            help = "take out the empty line above them, or give them times; a comment begins with NOTE"
            where = Location(opened.path, words[0][0])
            report(Diagnostic("FP702", where, "these words are in no cue and would be lost", help))


def _is_number(block: list[tuple[int, str]]) -> bool:
    return len(block) == 1 and block[0][1].isdecimal()


def _blocks(cues: list[tuple[int, Caption]], clean: Callable[[str], str]) -> Iterator[Block]:
    """Yield what each voice says in each cue; lines that roll up are said once."""
    said = [
        (line, caption, speaker, [row for part in _untagged(words) if (row := clean(part).strip())])
        for line, caption in cues
        for speaker, words in _voices(caption.raw_text)
    ]
    rolling = any(WORD_TIME.search(caption.raw_text) for _, caption in cues) or _roll([rows for *_, rows in said])
    before: list[str] = []
    for line, caption, speaker, rows in said:
        start, end = (time.in_milliseconds() / 1000 for time in (caption.start_time, caption.end_time))
        again = _again(before, rows) if rolling else 0
        before = rows
        if rows[again:]:
            yield Block("\n".join(rows[again:]), line, speaker=speaker, start=start, end=max(start, end))


def _again(before: list[str], rows: list[str]) -> int:
    """Return how many lines of a cue are the last ones of the cue before."""
    return next((k for k in range(len(rows), 0, -1) if before[-k:] == rows[:k]), 0)


def _roll(cues: list[list[str]]) -> bool:
    """Tell whether captions roll up: most begin with lines of the cue before, and some go on below them."""
    again = [(k, rows) for before, rows in pairwise(cues) if (k := _again(before, rows))]
    return 2 * len(again) >= len(cues) and sum(len(rows) > k for k, rows in again) >= ROLLS


def _voices(text: str) -> Iterator[tuple[str, str]]:
    speaker, at = "", 0
    for mark in VOICE.finditer(text):
        yield speaker, text[at : mark.start()]
        speaker, at = " ".join(html.unescape(mark[1] or "").split()), mark.end()
    yield speaker, text[at:]


def _untagged(words: str) -> list[str]:
    """Return the lines of a cue without its tags."""
    return TAG.sub("", LINE_END.sub("\n", words)).split("\n")
