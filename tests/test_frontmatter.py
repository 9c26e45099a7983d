"""YAML, quickly and carefully."""

from __future__ import annotations

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from factpress.diagnostics import Diagnostic
from factpress.frontmatter import _careful, _DoubtError, _empty, _plain, _Reader, marks, split

# Pieces that YAML gives a meaning to, and some words between them.
PIECES = [
    "a",
    "b: ",
    "c: ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    ": ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "'",
    '"',
    "|",
    ">",
    "#",
]
PIECES += [
    "&a ",
    "*a",
    "!!str ",
    "! ",
    "~",
    "null",
    "''",
    "---",
    "...",
    "%YAML 1.1\n",
    "<<: ",
    "橋",
    "1.50",
    "\t",
    "\\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("a: &b c\nd: *b")
@example("a: b\na: c")
@example("a:\n- b\n-\n")
@example("--- a\n--- b")
@example("? [a]\n: b")
@example("a: 'null'")
@example("")
def test_the_quick_reader_reads_what_the_careful_one_reads(text: str) -> None:
    """What is read without places is the same; whatever is not plain is left to the reader that can tell."""
    try:
        quick = _plain(text)
    except (yaml.YAMLError, _DoubtError):
        return
    found: list[Diagnostic] = []
    careful = _careful(text, _Reader("", 1, {}, found.append))
    assert quick == careful
    assert found == []
    assert list(_empty(careful, ())) == []


TEXT = "---\ntitle: 橋\nquotes:\n  - ja: あ\n    en: {exact: x}\n---\nBody\n"


def test_places_are_found_when_they_are_asked_for() -> None:
    """A value, its key, and what encloses a value that is missing have a line and a column."""
    cut = split(TEXT, "content/claims/a.md", lambda diagnostic: None)
    assert cut
    front = cut.front
    assert (cut.body, cut.body_line) == ("Body\n", 7)
    assert front.data == {"title": "橋", "quotes": [{"ja": "あ", "en": {"exact": "x"}}]}
    wanted = {("title",): (2, 8), ("quotes", 0, "en", "exact"): (5, 17), ("quotes", 0, "fr"): (4, 5)}
    assert {path: (front.place(path).line, front.place(path).column) for path in wanted} == wanted
    assert (front.key(("quotes", 0, "en")).line, front.key(("quotes", 0, "en")).column) == (5, 5)


def test_broken_yaml_has_no_places() -> None:
    """What cannot be read is told by the one who reads it, and once."""
    assert marks("a: [") == {}
