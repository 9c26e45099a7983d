"""Values are read as they are written, and every fault of a file is reported at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.model.content import ClaimFile, Input, PageFile, Site, SourceEntry, Topic, TranscriptFile, Verdict
from factpress.model.diagnostics import Diagnostic
from factpress.reading.decode import decode
from factpress.reading.shapes import inner, is_shape, keys, needed
from factpress.reading.yaml import Front, empties
from factpress.text.todo import is_todo

SHAPES = (ClaimFile, PageFile, Site, SourceEntry, Topic, TranscriptFile, Verdict)

TEXT = st.text(alphabet="a1-. \n橋é\u2028\x7f\U0001f600", min_size=1, max_size=6)
JUNK = st.recursive(
    st.sampled_from(["", None, "TODO", "86400", "NaN", "x"]),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(TEXT, inside, max_size=2),
    max_leaves=3,
)


def _read(shape: Any, data: Any, has_empty: bool = False) -> tuple[Any, list[Diagnostic]]:
    found: list[Diagnostic] = []
    text = "TODO" if "TODO" in repr(data) else ""
    return decode(shape, Front("content/x.yaml", data, text, has_empty=has_empty), found.append), found


@pytest.mark.parametrize("written", ["2026-02-28", "2024-02-29", "9999-12-31", "0001-01-01"])
def test_a_date_is_a_day_of_the_calendar(written: str) -> None:
    """Written as YYYY-MM-DD."""
    claim, found = _read(ClaimFile, RIGHT | {"published": written})
    assert str(claim.published) == written
    assert found == []


@pytest.mark.parametrize(
    "written",
    [
        *("2026-02-29", "0000-01-01", "10000-01-01", "2026-1-2", "20260102", "86400", "2026-01-02T00:00:00", "x"),
        *("2026-01-02 ", "２０２６-01-02", "-001-01-01", "2026-01-02Z", "2026-W01-1"),
    ],
)
def test_what_is_no_day_is_reported(written: str) -> None:
    """Nothing is guessed from another form."""
    _, found = _read(ClaimFile, RIGHT | {"published": written})
    assert [(d.code, d.message) for d in found] == [("FP205", f"'published' is no date: '{written}'")]
    assert "YYYY-MM-DD" in found[0].help


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", "0"),
        ("-0", "-0"),
        ("0.0020", "0.0020"),
        ("-1.50", "-1.50"),
        ("007", "7"),
        ("1e5", "1E+5"),
        ("+1", "1"),
        (".5", "0.5"),
        ("9" * 30 + "." + "1" * 30, "9" * 30 + "." + "1" * 30),
    ],
)
def test_a_number_keeps_its_digits(written: str, number: str) -> None:
    """To the last zero."""
    value, found = _read(Input, {"value": written})
    assert str(value.value) == number
    assert found == []


@pytest.mark.parametrize("written", ["NaN", "sNaN", "Infinity", "-inf", "1,5", "0x1", "--1", "ten", "1 000"])
def test_what_is_no_number_is_reported(written: str) -> None:
    """Also words that a computer takes for one."""
    value, found = _read(Input, {"value": written})
    assert [(d.code, d.message) for d in found] == [("FP204", f"'value' is no number: '{written}'")]
    assert value.value == 1


RIGHT: dict[str, Any] = {
    "title": "a",
    "claim": "b",
    "verdict": "c",
    "summary": "d",
    "transcript": "e",
    "quotes": [{"words": {"en": {"exact": "f"}}}],
    "published": "2026-01-02",
    "verified": "2026-01-02",
}


def test_all_faults_of_a_file_are_reported_at_once() -> None:
    """One of each kind; the rest of the file is read."""
    wrong = RIGHT | {"titel": "x", "status": "done", "topics": "x", "authors": ["g", ""]}
    wrong["evidence"] = [{"shows": "TODO"}]
    del wrong["summary"]
    claim, found = _read(ClaimFile, wrong, has_empty=True)
    assert sorted((d.code, d.message) for d in found) == [
        ("FP201", "'evidence no. 1 source' is missing"),
        ("FP201", "'evidence no. 1 stance' is missing"),
        ("FP201", "'summary' is missing"),
        ("FP202", "no key 'titel' here"),
        ("FP204", "'topics' must be a list"),
        ("FP209", "'status' cannot be 'done'"),
        ("FP210", "'authors no. 2' is empty"),
        ("FP518", "'evidence no. 1 shows' is still to be written"),
    ]
    assert (claim.title, claim.summary, claim.authors, claim.status) == ("a", "", ("g", ""), "published")


def test_a_word_that_is_none_is_reported_in_plain_words() -> None:
    """An editor does not see how a program writes a list."""
    _, found = _read(ClaimFile, RIGHT | {"status": ["draft"]})
    assert [(d.code, d.message, d.help) for d in found] == [
        ("FP209", "'status' must be one word", "write one of: draft, published, withdrawn")
    ]


def _right(hint: Any) -> st.SearchStrategy[Any]:
    """Return data as an editor writes it for a type."""
    if is_shape(hint):
        values = {key: _right(kind) for key, kind in keys(hint).items() if key != "rank"}
        must = {key: values.pop(key) for key in needed(hint)}
        return st.fixed_dictionaries(must, optional=values)
    if get_origin(hint) is tuple:
        return st.lists(_right(inner(hint)), max_size=2)
    if get_origin(hint) is dict:
        return st.dictionaries(TEXT, _right(inner(hint)), max_size=2)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if hint is date:
        return st.dates().map(str)
    if hint is Decimal:
        return st.decimals(-1000, 1000, places=2).map(str)
    return TEXT


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@given(st.data())
def test_what_is_right_is_read_alike_on_both_ways(shape: Any, data: st.DataObject) -> None:
    """The walk that finds all faults finds none, and gives what msgspec gives to the last digit."""
    written = data.draw(_right(shape))
    (quick, nothing), (walked, found) = _read(shape, written), _read(shape, written, has_empty=True)
    assert repr(quick) == repr(walked)
    assert nothing == found == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@given(st.data())
def test_whatever_stands_in_a_file_a_value_is_read_or_a_fault_reported(shape: Any, data: st.DataObject) -> None:
    """Junk in place of one value: the result is of the right type, and what could not be read is reported."""
    written = data.draw(_right(shape))
    key = data.draw(st.sampled_from([*written, "x"]))
    written[key] = junk = data.draw(JUNK)
    value, found = _read(shape, written, has_empty=any(True for _ in empties(written)))
    assert isinstance(value, shape)
    if junk in ("", None) or is_todo(junk):
        assert len(found) == 1
    assert len({(d.code, d.message) for d in found}) == len(found)
