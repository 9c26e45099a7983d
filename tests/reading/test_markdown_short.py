"""The short ways through Markdown lead where the library's own rules lead."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factpress.model.diagnostics import Diagnostic
from factpress.model.graph import Prose
from factpress.reading.markdown import Surroundings, _parser, _prose
from factpress.reading.markdown.short import plain
from factpress.reading.yaml import split
from tests.conftest import ROOT

AROUND = Surroundings("content/claims/a.md", 10, "../", "talk", ("s", "t"))

# What bodies are mostly made of, so that long paragraphs stay plain.
PLAIN = [
    "a",
    "b c ",
    "橋",
    "。",
    "「",
    "」",
    "é",
    "“",
    "\n",
    "\n",
    "\n\n",
    " ",
    ".",
    ", ",
    ":",
    "!",
    '"',
    "'",
    ">",
    "²",
]
PLAIN += ["**bold**", "**太字**", "**x.** ", "**", "[@s]", " [@s; @t, p. 2]", "[@s,\nx]", "[@z_a]", "^", "²", "1990. "]
PLAIN += [
    "[x](claim:b)",
    "[x](source:A_b)",
    "[橋](https://é.org/ü?a=b)",
    "[x](passage:t/p1)",
    "[x](javascript:a)",
    "[@x y](https://e.org/a)",
    "[@x_y](u)",
]
# What takes a paragraph out of the short way, or comes near to it.
OTHER = ["*", "***", "_", "__", "`", "```", "~~~", "[", "]", "(", ")", "[@ s]", "[@s y]", "](claim:b)", "![", "[^1]"]
OTHER += ['[x](passage:p1 "t")', "^[n]", "[^1]: ", "[r]: u", "[r]", "\\", "\\*", "&amp;", "&#10;", "&#x3042;", "&", "<"]
OTHER += ["<https://e.org/x>", "> ", "# ", "## ", "- ", "+ ", "* ", "1. ", "1) ", "2. ", "---", "===", "- - -", "\t"]
OTHER += ["    ", "  \n", "\\\n", "\u3000", "\u00a0", "\u2028", "\x85", "\x1c", "|a|\n|-|\n", "\r\n", "\0", "_x_", "＊"]


def _both(body: str) -> tuple[tuple[Prose, list[Diagnostic]], ...]:
    read = []
    for short_ways in (True, False):
        found: list[Diagnostic] = []
        read.append((_prose(_parser(short_ways), body, AROUND, found.append), found))
    return tuple(read)


@settings(max_examples=400)
@given(st.one_of(st.lists(st.sampled_from(PLAIN), max_size=30), st.lists(st.sampled_from(PLAIN + OTHER), max_size=16)))
@example(["**a**", "**b**"])
@example(["a**b**c**d**e"])
@example(["**a.**", "b"])
@example(["**a.**", "\x85"])
@example(["***a**"])
@example(["*a **b** c*"])
@example(["あ\n", "**い**", "\nう\nえ"])
@example(["a ", "[@s]", " ", "[@t]"])
@example(["a\n", "[@s]"])
@example(["wow!", "[@s]"])
@example(["[^1](x)\n\n[^1]: y"])
@example(["[@s](x)"])
@example(["[@x y](https://e.org/a) *b*"])
@example(["- a\n  b\n- c\n\n  d\ne"])
@example(["> a\nb\n> c"])
@example(["a\n==="])
@example(["あ\nい\n---"])
@example(["a\n  "])
@example(["  - a\n\tb\n\n\t\tc"])
@example(["# [@s] **a**"])
@example(["a\n1. b\n\na\n2. b"])
@example(["a\n* b\n\na\n*b* c"])
def test_the_short_ways_change_nothing(pieces: list[str]) -> None:
    """HTML, mentions with their places, and diagnostics are the library's own, whatever a body holds."""
    short, long = _both("".join(pieces))
    assert short == long


def test_our_own_content_is_read_alike() -> None:
    """Every body of the real site comes out the same."""
    for file in sorted((ROOT / "content").glob("[cp]*/*.md")):
        cut = split(file.read_text("utf-8"), file.name, lambda diagnostic: None)
        if cut:
            short, long = _both(cut.body)
            assert short == long


@pytest.mark.parametrize(
    "text",
    [
        "Just words, 1.5% of them “quoted” > not: no",
        "**The figure.** It is [in this\npassage](passage:p1) and [@s, Figure 4; @t].",
        "これは**重要**です。\n次の行",
    ],
)
def test_what_is_plain_goes_the_short_way(text: str) -> None:
    """The usual paragraph does not wait for the library."""
    assert plain(text)


@pytest.mark.parametrize("open_ended", ["[@a", "[a](", "** a", "[", "**", "[a "])
def test_what_never_closes_is_left_to_the_library(open_ended: str) -> None:
    """The time to see it grows with the text only."""
    assert plain(open_ended * 5000) is None
