"""Parse captions: WebVTT and SRT. Only this module imports webvtt-py.

The library skips a cue that it cannot parse. So this module checks the cues first: an import must not lose words
without a diagnostic.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from factpress.editing.importing.parsed import ImportedFile, ParsedTranscript, Segment
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
BROKEN_TIMES = re.compile(r"\s*(?:\d+:)+\d+[.,]\d+\s*[-–—=>→]+\s*(?:\d+:)+\d+")
"""Two times with a wrong arrow. The library would read them as words."""
VTT_EXAMPLE, SRT_EXAMPLE = "00:01:02.000 --> 00:01:05.500", "00:01:02,000 --> 00:01:05,500"

VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>|</v>")
"""The tag that names a speaker (WebVTT, 6.4)."""
WORD_TIME = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
"""The time of a single word. Only automatic captions have it, and these repeat the line above."""
TAG = re.compile(
    r"</?(?:[ibusc]|em|strong|ruby|rt|v)(?:\.[^\s<>]*)?[ \t]*>|</?(?:font|lang)(?:[ \t.][^<>]*)?>|" + WORD_TIME.pattern,
    re.IGNORECASE,
)
"""Tags for style and language. Other text between angle brackets is words."""
LINE_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
NOT_A_CUE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?!\S)")
"""The beginning of a WebVTT block that is no cue. WEBVTT stands inside a file that joins several."""
ROLLING = 2
"""Captions roll up if at least so many cues repeat the cue before and add a line."""
POSITION = re.compile(r"\{\\[^}]*\}")
"""A position on the screen, as some programs write it into SRT."""


def parse_webvtt(file: ImportedFile, report: Report) -> ParsedTranscript | None:
    """Parse WebVTT. Return None for other files. Report what cannot be parsed, and return no segments then."""
    if not re.match(r"WEBVTT(?=[ \t\n]|\Z)", file.text):
        return None
    from webvtt import WebVTT

    starts = _cue_starts(file, VTT_TIMES, VTT_EXAMPLE, report)
    if starts is None:
        return ParsedTranscript(())
    _report_words_without_cue(file, report)
    read = WebVTT.from_string(file.text)
    segments = tuple(_segments(_with_lines(read.captions, starts, file, report), html.unescape))
    metadata = dict(re.findall(r"^(\w+):[ \t]*(.+?)[ \t]*$", "\n".join(read.metadata), re.MULTILINE))
    title = read.header_text.lstrip("- ").strip()
    return ParsedTranscript(segments, True, "" if title == "FILE" else title, metadata.get("Language", ""))


def parse_srt(file: ImportedFile, report: Report) -> ParsedTranscript | None:
    """Parse SRT. Return None for other files. Report what cannot be parsed, and return no segments then."""
    if file.path.endswith(".vtt") or not re.match(r"\s*(?:\d+[ \t]*\n\s*)?\d+:\d[\d:.,]*[ \t]*-->", file.text):
        return None
    from webvtt import WebVTT
    from webvtt.errors import MalformedFileError

    starts = _cue_starts(file, SRT_TIMES, SRT_EXAMPLE, report)
    if starts is None:
        return ParsedTranscript(())
    try:
        read = WebVTT.from_buffer(StringIO(_with_numbers(file.text)), format="srt")
    except MalformedFileError:
        help = "begin the file with a line '1', then the times, then the words; or with 'WEBVTT' and an empty line"
        report(Diagnostic("FP702", Location(file.path, min(starts, default=1)), "the first cue has no words", help))
        return ParsedTranscript(())
    cues = _with_lines(read.captions, starts, file, report)
    return ParsedTranscript(tuple(_segments(cues, partial(POSITION.sub, ""))), True)


def _with_numbers(text: str) -> str:
    """Return SRT with a number above each cue. The library skips cues without one.

    A cue behind a block that is no cue stays as it is, and is reported later.
    """
    text = "\n".join(map(str.rstrip, text.strip().split("\n")))
    blocks, last = [], ARROW
    for block in re.split(r"\n{2,}", text):
        unnumbered = ARROW in block.partition("\n")[0] and ARROW in last
        blocks.append(f"1\n{block}" if unnumbered else block)
        last = block
    return "\n\n".join(blocks)


def _cue_starts(file: ImportedFile, times: re.Pattern[str], example: str, report: Report) -> dict[int, float] | None:
    """Return the start of each cue in seconds, by its line. Report times that cannot be parsed, return None then."""
    starts: dict[int, float] = {}
    broken = False
    for n, line in enumerate(file.text.split("\n"), 1):
        if line.startswith("NOTE") or not (ARROW in line or BROKEN_TIMES.match(line)):
            continue
        if times.fullmatch(line):
            hours, minutes, seconds = (["0", *line.split(ARROW)[0].strip().replace(",", ".").split(":")])[-3:]
            starts[n] = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
        else:
            broken = True
            help = f"write them as {example}; in words, write the arrow in another way"
            where = Location(file.path, n, len(line) - len(line.lstrip()) + 1)
            report(Diagnostic("FP702", where, "the times of this cue cannot be read", help))
    return None if broken else starts


def _with_lines(
    captions: list[Caption], starts: dict[int, float], file: ImportedFile, report: Report
) -> list[tuple[int, Caption]]:
    """Return each caption of the library with the line of its times. Report cues that the library skipped."""
    lines = [*file.text.split("\n"), ""]
    found: list[tuple[int, Caption]] = []
    rest = iter(captions)
    caption = next(rest, None)
    for n, start in starts.items():
        if caption and abs(caption.start_time.in_milliseconds() / 1000 - start) < 0.002:
            found.append((n, caption))
            caption = next(rest, None)
        elif lines[n].strip():
            help = "above the times stands the number of the cue or nothing, and above that an empty line"
            report(Diagnostic("FP702", Location(file.path, n), "the words of this cue would be lost", help))
    return found


def _report_words_without_cue(file: ImportedFile, report: Report) -> None:
    """Report words of WebVTT that belong to no cue, such as those behind an empty line inside a cue.

    A number may stand apart from its cue, if there is one before each cue.
    """
    lines = enumerate(file.text.split("\n"), 1)
    blocks = [list(block) for filled, block in groupby(lines, key=lambda line: line[1] != "") if filled]
    untimed = [[*takewhile(lambda line: ARROW not in line[1], block)] for block in blocks]
    numbers = [n for n, block in enumerate(blocks[:-1]) if _is_number(block) and not untimed[n + 1]]
    numbered = len(numbers) == sum(len(words) < len(block) for words, block in zip(untimed, blocks, strict=True))
    for n, (block, words) in enumerate(zip(blocks, untimed, strict=True)):
        is_name = (len(words) == 1 and len(block) > 1) or (numbered and n in numbers)
        if n and any(line.strip() for _, line in words) and not is_name and not NOT_A_CUE.match(words[0][1]):
            help = "take out the empty line above them, or give them times; a comment begins with NOTE"
            where = Location(file.path, words[0][0])
            report(Diagnostic("FP702", where, "these words are in no cue and would be lost", help))


def _is_number(block: list[tuple[int, str]]) -> bool:
    return len(block) == 1 and block[0][1].isdecimal()


def _segments(cues: list[tuple[int, Caption]], clean: Callable[[str], str]) -> Iterator[Segment]:
    """Yield the words of each voice in each cue. Lines that roll up come only once."""
    parts = [
        (line, caption, speaker, [row for part in _without_tags(words) if (row := clean(part).strip())])
        for line, caption in cues
        for speaker, words in _voices(caption.raw_text)
    ]
    rolling = any(WORD_TIME.search(caption.raw_text) for _, caption in cues) or _roll_up([rows for *_, rows in parts])
    before: list[str] = []
    for line, caption, speaker, rows in parts:
        start, end = (time.in_milliseconds() / 1000 for time in (caption.start_time, caption.end_time))
        repeated = _count_repeated(before, rows) if rolling else 0
        before = rows
        if rows[repeated:]:
            yield Segment("\n".join(rows[repeated:]), line, speaker=speaker, start=start, end=max(start, end))


def _count_repeated(before: list[str], rows: list[str]) -> int:
    """Return how many lines of a cue repeat the last lines of the cue before."""
    return next((k for k in range(len(rows), 0, -1) if before[-k:] == rows[:k]), 0)


def _roll_up(cues: list[list[str]]) -> bool:
    """Tell whether captions roll up: most cues begin with lines of the cue before, and some add a line."""
    repeating = [(k, rows) for before, rows in pairwise(cues) if (k := _count_repeated(before, rows))]
    return 2 * len(repeating) >= len(cues) and sum(len(rows) > k for k, rows in repeating) >= ROLLING


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """Yield each speaker of a cue, or an empty string, with the words behind the name."""
    speaker, at = "", 0
    for mark in VOICE.finditer(text):
        yield speaker, text[at : mark.start()]
        speaker, at = " ".join(html.unescape(mark[1] or "").split()), mark.end()
    yield speaker, text[at:]


def _without_tags(words: str) -> list[str]:
    """Return the lines of a cue without its tags."""
    return TAG.sub("", LINE_BREAK.sub("\n", words)).split("\n")
