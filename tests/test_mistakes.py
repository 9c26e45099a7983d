"""What an editor gets wrong on the first day, and the very words that say what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factpress.reading.file import parsed
from factpress.reading.scan import TOP, identified
from factpress.reading.top import read_top
from factpress.reading.yaml import Path
from tests.conftest import SMALL, Workshop

LENGTH = "claims/length.md"


@pytest.mark.parametrize(
    ("old", "new", "said", "help"),
    [
        (
            "    stance: supports\n    shows: 3",
            "\tstance: supports\n    shows: 3",
            "16:1: error FP106",
            "indent with spaces",
        ),
        ("    locator: p. 4", "   locator: p. 4", "18:4: error FP106", "under its first key"),
        (
            "    locator: p. 4",
            "      locator: p. 4",
            "18:14: error FP106",
            "indented deeper belongs to the value above",
        ),
        ("title: The bridge is", "title: The bridge: it is", "2:18: error FP106", "needs quotation marks"),
        ("title: The", "title: *The*", "2:12: error FP106", "that begins with *, & or ! needs quotation marks"),
        ("title: The", "title: !The", "2:8: error FP106", "a value that begins with ! in quotation marks"),
        ("verdict: accurate", "verdict: acurate", "4:10: error FP203", "'accurate'? The scale: accurate, half-true,"),
        (
            "source: survey\n    stance",
            "source: whitehouse\n    stance",
            "15:13: error FP401",
            "build.py new source URL",
        ),
        ("source: survey\n    stance", "source: survy\n    stance", "15:13: error FP401", "did you mean 'survey'?"),
        ("verdict: accurate", "verdict: inac", "4:10: error FP203", "did you mean 'inaccurate'?"),
        ("verified: 2026-03-01\n", "", "2:1: error FP201", 'add a line "verified: YYYY-MM-DD"'),
        ("summary: The survey of 2019 measured 300.2 metres.\n", "", "2:1: error FP201", 'add a line "summary: …"'),
        ("verified: 2026-03-01", "verified: 1.3.2026", "12:11: error FP205", "as YYYY-MM-DD"),
        ("A newer survey.", "TODO what would change it", "30:15: error FP518", "'status: draft'"),
        ("(passage:p2)", "(passage:p99)", "39:60: error FP403", "write one of: p1, p2, p3"),
        ("en: The bridge is 300", "en: “The brigde is 300", "9:9: error FP303", "quote exactly these words"),
        (
            "en: The bridge is 300 metres long",
            "en: bridge",
            "9:9: error FP302",
            "quote more words, or say which: {exact:",
        ),
        ("[@survey, p. 4]", "[@survey p. 4]", "39:19: error FP401", "write [@source, p. 4]"),
        ("[@survey, p. 4]", "[@ survey]", "39:19: error FP401", "this citation cannot be read"),
        ("[@survey, p. 4]", "[@survey; atlas]", "39:19: error FP401", "or [@one; @other]"),
        ("status: published\n---", "status: published", "1:1: error FP107", 'then a second line "---"'),
    ],
)
def test_a_slip_is_told_with_what_to_write(workshop: Workshop, old: str, new: str, said: str, help: str) -> None:
    """Where, and what to do, in one message and with the words of the help line."""
    workshop.replace(LENGTH, old, new)
    found = workshop.check().out.replace(str(workshop.content), "content")
    there = [block for block in found.split("\ncontent/") if said in block]
    assert len(there) == 1, found
    assert help in there[0], found


def test_words_nearly_right_are_told_without_the_space_around(workshop: Workshop) -> None:
    """What is to be copied is what stands there, from its first letter to its last."""
    workshop.replace(LENGTH, "en: The bridge is 300 metres long", "en: “The bridge is 300 metres long”")
    assert "nearly: The bridge is 300 metres long" in workshop.check().out


def test_a_line_of_the_ledger_that_came_too_early(workshop: Workshop) -> None:
    """Back to draft after `check --fix`: the message says that the line may go if readers never had the page."""
    workshop.replace(LENGTH, "status: published", "status: draft")
    found = workshop.check().out
    assert "claims/length.html was published, and its claim is a draft" in found
    assert "if readers never had the page, take this line out" in found


def test_a_link_that_leads_nowhere_is_told_where_it_was_written(workshop: Workshop) -> None:
    """Also the part behind a #, in claims and pages; what a template wrote is told on its page. For GitHub too."""
    workshop.replace(LENGTH, "[here](passage:p2)", "[here](methodology.html)")
    workshop.write("pages/more.md", "---\ntitle: More\n---\nSee [it](methodology.html#nothing).\n")
    built = workshop.build("--format", "github")
    assert built.code == 1
    assert f"::error file={workshop.content}/claims/length.md,line=39,col=" in built.err
    assert "write '../methodology.html', since this page lies in a folder" in built.err
    assert f"::error file={workshop.content}/pages/more.md,line=4,col=10" in built.err


BEAUTY, BOOKS = "claims/beauty.md", "sources/books.yaml"
BRIDGE = "transcripts/bridge.ja.md"
RENDERING, DATE = "en: a very beautiful bridge", "issued:\n    date-parts: [[2018, 4]]"
STATUS, RESULT, SAID = "status: published", "    result: -0.07", "said: {value: 300, unit: m}"


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (BEAUTY, RENDERING, 'en: {exact: ""}', ["9:17 FP210"]),
        (BEAUTY, RENDERING, "en:\n      exact:", ["10:13 FP210"]),
        (BEAUTY, RENDERING, 'en: {exact: a very beautiful bridge, prefix: ""}', ["9:50 FP210"]),
        (BEAUTY, RENDERING, 'en: [""]', ["9:9 FP204", "9:10 FP210"]),
        (
            BEAUTY,
            "  - ja: とても美しい橋です\n    " + RENDERING + "\n    left_out: O",
            '  - [""]\n# O',
            ["8:5 FP204", "8:6 FP210", "22:16 FP506"],
        ),
        (BEAUTY, RENDERING, "en: |\n      a very beautiful bridge", []),
        (BEAUTY, RENDERING, "en:\n      exact: |\n        a very beautiful bridge", []),
        (BEAUTY, RENDERING, 'en: " "', ["9:9 FP302"]),
        (
            BEAUTY,
            "  - ja: とても美しい橋です\n    " + RENDERING + "\n    left",
            "  - left",
            ["8:5 FP305", "22:16 FP506"],
        ),
        (BEAUTY, "verified: 2026-02-01", "verified: -86400", ["13:11 FP205"]),
        (BEAUTY, "verified: 2026-02-01", "verified: 2026-02-01T00:00:00", ["13:11 FP205"]),
        (BEAUTY, "verified: 2026-02-01", "verified: 20260201", ["13:11 FP205"]),
        (LENGTH, "  - date: 2026-03-01", "  - date: 86400", ["33:11 FP205"]),
        (LENGTH, STATUS, "status: Published", ["37:9 FP209"]),
        (LENGTH, STATUS, "status:", ["37:8 FP210"]),
        (LENGTH, STATUS, "status: TODO", ["37:9 FP518"]),
        (LENGTH, RESULT, "    result: 300 m", ["28:13 FP204"]),
        (LENGTH, SAID, "said: {value: , unit: m}", ["25:21 FP210"]),
        (LENGTH, SAID, "said: 300", ["25:13 FP204"]),
        (LENGTH, SAID, "said: {valeu: 300, unit: m}", ["25:13 FP201", "25:14 FP202"]),
        (LENGTH, "formula: (said / measured - 1) * 100", 'formula: [""]', ["27:14 FP204", "27:15 FP210"]),
        (BOOKS, DATE, 'issued: {date-parts: [[2018]], circa: ""}', ["19:41 FP210"]),
        (BOOKS, DATE, "issued: {year: }", ["19:18 FP210"]),
        (BOOKS, DATE, "issued: [{year: 2018, month: }]", ["19:32 FP210"]),
        (BOOKS, DATE, 'issued: {date-parts: [[""]]}', ["19:26 FP210"]),
        (BOOKS, DATE, "issued:", ["19:10 FP210"]),
        (BOOKS, "references:", "references:\n-", ["2:2 FP204"]),
        (BRIDGE, "rights: excerpts", "rights: excerpts\nfollow_ups: survey", ["9:13 FP204"]),
        (BRIDGE, "rights: excerpts", "rights: excerpts\nfollow_ups: {survey: atlas}", ["9:22 FP204"]),
        (BRIDGE, "rights: excerpts", "rights: excerpts\nfollow_ups: {survey: }", ["9:22 FP210"]),
        (BRIDGE, "rights: excerpts", 'rights: excerpts\nfollow_ups: {survey: [""]}', ["9:23 FP210"]),
        (
            BRIDGE,
            "rights: excerpts",
            "rights: excerpts\nfollow_ups: {survey: [atlsa], x: []}",
            ["9:23 FP401", "9:31 FP401"],
        ),
        (BRIDGE, "rights: excerpts", "rights: excerpts\nfollow_ups: {survey: [atlas]}", []),
        ("topics.yaml", "- {id: unused", "- TODO\n- {id: unused", ["3:3 FP204"]),
        ("verdicts.yaml", "- {id: accurate", "- TODO\n- {id: accurate", ["1:3 FP204"]),
        ("pages/index.md", "---\n", "---\nTODO\n---\n", ["2:1 FP204"]),
    ],
)
def test_what_is_wrong_in_a_value_is_told_and_nothing_else(
    workshop: Workshop, file: str, old: str, new: str, found: list[str]
) -> None:
    """Whatever stands in place of a value: no traceback, and no finding that follows from another."""
    text = (workshop.content / file).read_text("utf-8")
    assert old in text
    workshop.write(file, text.replace(old, new, 1))
    assert [f"{d.where.line}:{d.where.column} {d.code}" for d in workshop.found()] == found


def test_a_draft_may_have_a_todo_for_the_words_of_a_selector(workshop: Workshop) -> None:
    """As in place of plain words."""
    idea = (workshop.content / "claims" / "idea.md").read_text("utf-8")
    workshop.write("claims/idea.md", re.sub(r"- ja: .*", '- ja: {exact: TODO, prefix: "a"}', idea))
    assert workshop.found() == ()


def test_nothing_follows_from_sources_that_cannot_be_read(workshop: Workshop) -> None:
    """Follow-ups that nobody can look up are not told."""
    workshop.replace(BRIDGE, "rights: excerpts", "rights: excerpts\nfollow_ups: {survey: [later]}")
    workshop.write("sources/later.yaml", "references: [\n")
    assert [d.code for d in workshop.found()] == ["FP106"]


def test_nothing_follows_from_a_transcript_that_cannot_be_read(workshop: Workshop) -> None:
    """What the transcript would have said of kinds and follow-ups is not told as missing."""
    rated = "rated_because: Its kind is misspelt.\nno_primary:"
    workshop.replace("claims/cost.md", "no_primary:", rated)
    workshop.replace("transcripts/bridge.en.md", "p3 kind=fact", "p3 kind=predicton")
    later = "references:\n- {id: later, type: book, title: Later, custom: {kind: primary, read: copy}}\n"
    workshop.replace("sources/books.yaml", "references:\n", later)
    (workshop.content / "permalinks.txt").unlink()  # it would miss the new source
    workshop.replace(BRIDGE, "rights: excerpts", "rights: excerpts\nfollow_ups: [later]")
    assert sorted(d.code for d in workshop.found()) == ["FP204", "FP209"]


JUNK: tuple[Any, ...] = (
    "",
    None,
    "TODO",
    "86400",
    [],
    {},
    [""],
    [None, "TODO"],
    {"a": ""},
    {"exact": ""},
    {"value": ""},
    {"words": ""},
)
SITE = read_top(SMALL, TOP).site


def _ways(data: Any, at: Path = ()) -> Iterator[Path]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ()):
        yield (*at, key)
        yield from _ways(value, (*at, key))


@given(st.sampled_from([LENGTH, BEAUTY, BOOKS]), st.data())
def test_nothing_that_stands_in_place_of_a_value_stops_a_check(file: str, chance: st.DataObject) -> None:
    """Up to three values are something else: each file is judged to its end."""
    text = (SMALL / file).read_text("utf-8")
    written = yaml.load(text.split("---\n")[1] if text.startswith("---") else text, yaml.BaseLoader)
    for _ in range(chance.draw(st.integers(1, 3))):
        *way, last = chance.draw(st.sampled_from(list(_ways(written))))
        holder = written
        for step in way:
            holder = holder[step]
        holder[last] = yaml.safe_load(yaml.safe_dump(chance.draw(st.sampled_from(JUNK))))
    front = yaml.safe_dump(written, allow_unicode=True)
    named = identified(file)
    assert named
    reading = parsed(named, (front if file == BOOKS else f"---\n{front}---\n").encode(), SITE)
    assert reading.claim or reading.sources or reading.unread
