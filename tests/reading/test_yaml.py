"""YAML, quickly and carefully."""

from __future__ import annotations

from functools import cache

from hypothesis import example, given
from hypothesis import strategies as st

from factpress.model.diagnostics import Diagnostic
from factpress.reading.delimiters import halves
from factpress.reading.plain_yaml import read as plainest
from factpress.reading.yaml import _careful, _Reader, empties, marks, split
from tests.conftest import ROOT

CONTENT = ROOT / "content"

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


def _cut(text: str) -> list[str]:
    return text.split("¦")


# Beginnings of lines, keys and values near what is plain.
BEGINNINGS = _cut("¦¦  ¦    ¦ ¦- ¦- ¦  - ¦    - ¦-¦-  ¦- - ¦# ¦\t¦a¦--- ¦... ")
KEYS = _cut("¦a: ¦b: ¦c: ¦a:¦b:¦a:  ¦a :¦é: ¦'a': ¦a b: ¦? ¦1: ¦{a: b}: ")
KEYS += ["x" * 70 + ": "]
VALUES = _cut(
    "¦¦a¦b c¦橋 橋¦1.50¦-5¦-¦-a¦a: b¦a:b¦a:¦:a¦a #b¦a#b¦#a¦a ¦a\t¦~¦null¦'a'¦'a''b'¦'a¦'a' b¦''¦' '¦\"a\"¦"
    '"a\\n"¦"a¦"a" #¦""¦\'null\'¦it\'s¦[a, b]¦[a,b]¦[a, ]¦[ a]¦[a: b]¦[]¦{}¦[a¦[a], b¦[\'a\', "b, c"]¦'
    '[a # b]¦[-5, - a]¦{a: b}¦{a: 10, b: "% of GDP"}¦{a: b, a: c}¦{a:b}¦{a: }¦{a}¦{a: [b]}¦{a: b:c}¦'
    "{a: 'b'}c¦[a?b]¦[a&b, *c]¦[~]¦[a, , b]¦[a b , c]¦[]]¦[a{b]¦[a\u3000]¦|¦>¦&a b¦*a¦!a b¦%a¦@a¦`a¦,a¦]¦}¦?a¦"
    "? a¦!¦=¦<<¦\r¦\x85¦\u2028¦\ufeff¦\x07¦\u3000a¦a\xa0¦a  b¦---"
)
VALUES += ["a" * 1100, "'" + "a" * 1100 + "'", "[" + "a" * 1100 + "]"]

LINES = st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from(KEYS), st.sampled_from(VALUES)).map("".join)
GOOD = st.tuples(st.sampled_from(BEGINNINGS[:9]), st.sampled_from(KEYS[:6]), st.sampled_from(["", "a", "'b'", "[c]"]))
BORDER = st.lists(LINES | GOOD.map("".join), max_size=7).map(lambda lines: "\n".join([*lines, ""]))


@cache
def real_texts() -> list[str]:
    """Return the YAML of the content folder."""
    fenced = [halves(file.read_text("utf-8")) for file in sorted(CONTENT.rglob("*.md"))]
    texts = [cut.yaml for cut in fenced if cut]
    return texts + [file.read_text("utf-8") for file in sorted(CONTENT.rglob("*.yaml"))]


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """Lines of a real file in which letters or lines are taken out, doubled, swapped or put in."""
    lines = draw(st.sampled_from(real_texts())).splitlines(keepends=True)
    begin = draw(st.integers(0, len(lines) - 1))
    lines = lines[begin : begin + draw(st.integers(2, 30))]
    parts = lines if draw(st.booleans()) else list("".join(lines))
    for _ in range(draw(st.integers(1, 3))):
        n, m = draw(st.integers(0, len(parts) - 1)), draw(st.integers(0, len(parts) - 1))
        change = draw(st.sampled_from(["out", "double", "swap", "in"]))
        if change == "swap":
            parts[n], parts[m] = parts[m], parts[n]
        else:
            new = {"out": "", "double": parts[n] * 2, "in": parts[n] + draw(st.sampled_from(PIECES))}
            parts[n] = new[change]
    return "".join(parts)


@given(BORDER | mutants() | st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("a: &b c\nd: *b")
@example("a: b\na: c")
@example("a:\n- b\n-\n")
@example("--- a\n--- b")
@example("? [a]\n: b")
@example("a: 'null'")
@example("")
@example("a:\n- b\nc: d\n")
@example("- a:\n  - b\n  c: [d]\n")
@example("a:\nb: c\n")
@example("a: b\n  # c\n  d\n")
@example("a: b\n\n\n# c\nd: e\n")
def test_the_reader_by_lines_reads_what_the_library_reads(text: str) -> None:
    """It gives what the careful reader gives, in the same order, or nothing. It finds no fault and nothing empty."""
    quick = plainest(text)
    if quick is not None:
        assert repr(quick) == repr(_read_carefully(text))
        assert list(empties(quick)) == []


def _read_carefully(text: str) -> object:
    found: list[Diagnostic] = []
    read = _careful(text, _Reader("", 1, {}, found.append))
    assert found == []
    return read


def test_real_files_are_read_by_lines() -> None:
    """The short way is the way of most files, and says the same."""
    read = [plainest(text) for text in real_texts()]
    assert read.count(None) * 10 <= len(read)
    for quick, text in zip(read, real_texts(), strict=True):
        assert quick is None or repr(quick) == repr(_read_carefully(text))


TEXT = "---\ntitle: 橋\nquotes:\n  - ja: あ\n    en: {exact: x}\n---\nBody\n"


def test_locations_are_found_when_they_are_asked_for() -> None:
    """A value, its key, and what encloses a value that is missing have a line and a column."""
    cut = split(TEXT, "content/claims/a.md", lambda diagnostic: None)
    assert cut
    front = cut.front
    assert (cut.body, cut.body_line) == ("Body\n", 7)
    assert front.data == {"title": "橋", "quotes": [{"ja": "あ", "en": {"exact": "x"}}]}
    wanted = {("title",): (2, 8), ("quotes", 0, "en", "exact"): (5, 17), ("quotes", 0, "fr"): (4, 5)}
    assert {path: (front.location(path).line, front.location(path).column) for path in wanted} == wanted
    assert (front.key(("quotes", 0, "en")).line, front.key(("quotes", 0, "en")).column) == (5, 5)


def test_broken_yaml_has_no_locations() -> None:
    """What cannot be read is reported by `read`, and once."""
    assert marks("a: [") == {}
