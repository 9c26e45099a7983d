"""What is plainly right is read without pydantic, and as pydantic would read it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from factpress.model.content import ClaimFile, PageFile, Site, SourceEntry, Topic, TranscriptFile, Verdict
from factpress.reading.decode import _DoubtError, _read, _reader
from factpress.reading.shapes import bare, keys
from tests.conftest import ROOT, SMALL

SHAPES = (ClaimFile, PageFile, Site, SourceEntry, Topic, TranscriptFile, Verdict)

TEXT = st.text(alphabet="a1-. \n橋é\u2028\x7f\U0001f600", max_size=6)
DAYS: tuple[str, ...] = (
    "2026-02-28",
    "2026-02-29",
    "2024-02-29",
    "0000-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-1-2",
    "20260102",
)
DAYS += ("86400", "2026-01-02T00:00:00", "2026-01-02 ", "２０２６-01-02", "-001-01-01", "2026-01-02Z", "")
NUMBERS: tuple[str, ...] = (
    "0",
    "-0",
    "0.0020",
    "-1.50",
    "1e5",
    "+1",
    ".5",
    "5.",
    "1_000",
    "NaN",
    "Infinity",
    "１",
    " 1",
    "1\n",
    "",
)
NUMBERS += ("007", "9" * 30 + "." + "1" * 30, "1,5", "0x1", "--1")
JUNK = st.one_of(TEXT, st.lists(TEXT, max_size=2), st.dictionaries(TEXT, TEXT, max_size=2))


STRANGE = ({"extra": "x"}, {"from_": "x"}, {"url": "x"})


def _mostly(right: st.SearchStrategy[Any], wrong: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 15).flatmap(lambda n: wrong if n == 15 else right)


def _like(hint: Any) -> st.SearchStrategy[Any]:
    """Return data as an editor may write it for a type: mostly right."""
    return _mostly(_right(hint), JUNK)


def _right(hint: Any) -> st.SearchStrategy[Any]:
    hint = bare(hint)
    if is_dataclass(hint):
        known = zip(fields(hint), keys(hint).items(), strict=True)
        values = {key: (f, _like(inner)) for f, (key, inner) in known}
        must = {k: v for k, (f, v) in values.items() if f.default is MISSING and f.default_factory is MISSING}
        may: dict[str, Any] = {k: v for k, (_, v) in values.items() if k not in must}
        strange = _mostly(st.just({}), st.sampled_from(STRANGE))
        return st.builds(lambda a, b: {**b, **a}, st.fixed_dictionaries(must, optional=may), strange)
    if get_origin(hint) is tuple:
        return st.lists(_like(get_args(hint)[0]), max_size=2)
    if get_origin(hint) is dict:
        return st.dictionaries(TEXT, _like(get_args(hint)[1]), max_size=2)
    if get_origin(hint) is Literal:
        return _mostly(st.sampled_from(get_args(hint)), st.sampled_from(("Draft", "", "x")))
    if hint is date:
        return _mostly(st.dates().map(str), st.sampled_from(DAYS))
    if hint is Decimal:
        return _mostly(st.decimals(-1000, 1000, places=2).map(str), st.sampled_from(NUMBERS))
    return TEXT


def _by_hand(shape: Any, data: Any) -> Any:
    try:
        return _reader(shape)(data)
    except _DoubtError:
        return None


@given(st.data())
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_what_is_plainly_right_is_what_pydantic_reads(shape: Any, data: st.DataObject) -> None:
    """The quick reader takes nothing that pydantic refuses, and gives the same value to the last digit."""
    written = data.draw(_right(shape))
    value = _by_hand(shape, written)
    if value is not None:
        assert repr(value) == repr(_read(shape, written))


@pytest.mark.parametrize("hint", [date, Decimal, str, Literal["draft", "published"], tuple[str, ...], dict[str, str]])
@given(data=st.data())
def test_each_kind_of_value_is_what_pydantic_reads(hint: Any, data: st.DataObject) -> None:
    """Dates and numbers are where readers differ."""
    written = data.draw(_right(hint) | JUNK | st.sampled_from((*DAYS, *NUMBERS)))
    value = _by_hand(hint, written)
    if value is not None:
        assert repr(value) == repr(_read(hint, written))


@pytest.mark.parametrize(("hint", "written"), [(date, DAYS[0]), (Decimal, "0.0020"), (Decimal, "-1.50"), (str, "x")])
def test_what_is_right_is_not_doubted(hint: Any, written: str) -> None:
    """pydantic is asked about what is unusual only."""
    assert repr(_by_hand(hint, written)) == repr(_read(hint, written))


def test_content_without_faults_needs_no_pydantic() -> None:
    """A check of a right site does not wait for a library to load."""
    code = (
        "import sys; from pathlib import Path; from factpress.model.options import Options;"
        "from factpress.pipeline import check;"
        f"found = check(Options(Path({str(SMALL)!r}), Path('templates'), Path('site'), jobs=1)).found;"
        "assert not [d for d in found if d.severity == 'error'], found; sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_shape_that_is_wrong_is_left_to_pydantic() -> None:
    """The quick reader has no opinion on what is wrong."""
    assert _by_hand(Topic, {"id": "a"}) is None
    with pytest.raises(ValidationError):
        _read(Topic, {"id": "a"})
