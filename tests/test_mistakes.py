"""What an editor gets wrong on the first day, and the very words that say what to write."""

from __future__ import annotations

import pytest

from tests.conftest import Workshop

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
