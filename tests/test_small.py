"""Small rooms: arithmetic, the interface's language, the crew."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.building.crew import Crew, fitting, together
from factpress.building.stamps import Memo, stamp
from factpress.meaning.calculate import Unreadable, calculate, rounded
from factpress.rendering.interface import Interface
from tests.conftest import Workshop


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a / b", Fraction(25)),
        ("(a + b) * 2 - 1", Fraction("19.8")),
        ("-b ** 2", Fraction("-0.16")),
        ("0.1 + 0.2", Fraction("0.3")),
    ],
)
def test_arithmetic_is_exact(formula: str, value: Fraction) -> None:
    """A tenth is a tenth."""
    assert calculate(formula, {"a": Decimal(10), "b": Decimal("0.4")}) == value


@pytest.mark.parametrize(
    "formula",
    ["", "a.b", "f(1)", "a if a else 1", "'a' * 9", "True + 1", "a // 2", "1e999 * 1", "9**99**99", "(" * 400],
)
def test_what_is_no_arithmetic_is_refused(formula: str) -> None:
    """Nothing but arithmetic is worked out, and nothing can run away."""
    with pytest.raises(Unreadable):
        calculate(formula, {"a": Decimal(1)})


@pytest.mark.parametrize(
    ("value", "like", "result"),
    [
        ("1/3", "0.00", "0.33"),
        ("2.5", "0", "3"),
        ("-2.5", "1", "-3"),
        ("0.002", "0.0000", "0.0020"),
        ("198.84", "1", "199"),
    ],
)
def test_results_round_as_they_are_written(value: str, like: str, result: str) -> None:
    """Half is rounded up, to the digits of the result that is given."""
    assert str(rounded(Fraction(value), Decimal(like))) == result


def test_the_interface_speaks_the_language_of_the_site(workshop: Workshop) -> None:
    """Words, plurals and dates follow the language; what is not translated stays English."""
    polish = Interface(
        "pl", {"Claims": "Twierdzenia", "claim": {"one": "twierdzenie", "few": "twierdzenia", "many": "twierdzeń"}}
    )
    assert polish.say("Claims") == "Twierdzenia"
    assert polish.say("Sources") == "Sources"
    assert [polish.count(n, "claim", "claims") for n in (1, 3, 5)] == [
        "1\u00a0twierdzenie",
        "3\u00a0twierdzenia",
        "5\u00a0twierdzeń",
    ]
    assert Interface("ja", {}).date("2026-11-24") == "2026/11/24"
    english = Interface("en", {})
    assert [english.date(d) for d in ("2026", "2026-11", "2026-11-24")] == [
        "2026",
        "Nov\u00a02026",
        "24\u00a0Nov\u00a02026",
    ]
    assert english.autonym("ja") == "日本語"


def _walk(crew: Crew) -> tuple[tuple[int, ...], list[str]]:
    names = [f"claim-{n}" for n in range(50)]
    mine = [name for name in names if crew.owns(name)]
    shares = crew.swap((crew.rank, mine))
    assert crew.swap("again") == ("again",) * crew.size
    assert crew.gather("last") == (() if crew.rank else ("last",) * crew.size)
    return tuple(rank for rank, _ in shares), sorted(name for _, share in shares for name in share)


@pytest.mark.parametrize("jobs", [1, 2, 3, 5])
def test_a_crew_shares_everything_once(jobs: int) -> None:
    """Each name belongs to one process, and every process hears from all."""
    ranks, names = together(jobs, _walk)
    assert ranks == tuple(range(jobs))
    assert names == sorted(f"claim-{n}" for n in range(50))


def _fall(crew: Crew) -> None:
    if crew.rank:
        raise SystemExit
    crew.swap(None)


def test_a_crew_that_loses_a_process_says_so() -> None:
    """The first process does not wait for ever."""
    with pytest.raises(ChildProcessError, match="ended early"):
        together(2, _fall)


def _full_disk(crew: Crew) -> None:
    if crew.rank:
        raise OSError(28, "No space left on device", "some/file")
    crew.swap(None)


def test_a_system_fault_in_any_process_reaches_the_first() -> None:
    """The path that failed is told as if there were one process."""
    with pytest.raises(OSError, match="some/file"):
        together(3, _full_disk)


def test_few_claims_need_one_process() -> None:
    """A small site is not worth a fork."""
    assert fitting(40) == 1
    assert fitting(1_000_000) >= 1


def test_equal_values_have_equal_stamps() -> None:
    """A stamp tells values apart by what they are, not by how they were built."""
    assert stamp(("a", "b"), Memo()) == stamp(tuple("ab"), Memo())
    assert stamp(("ab",), Memo()) != stamp(("a", "b"), Memo())
    assert stamp(("a", ("b",)), Memo()) != stamp((("a",), "b"), Memo())
    assert stamp(1, Memo()) != stamp("1", Memo())
    assert stamp(True, Memo()) != stamp(1, Memo())
    assert stamp(["a"], Memo()) != stamp(("a",), Memo())
    assert stamp(Decimal("1.0"), Memo()) != stamp(Decimal(1), Memo())
    assert stamp({"a": (1,)}, Memo()) != stamp({"a": (2,)}, Memo())


@given(
    st.recursive(st.text(max_size=20) | st.integers() | st.none() | st.dates(), lambda s: st.tuples(s, s)), st.data()
)
def test_a_stamp_is_the_same_in_every_process(value: object, data: st.DataObject) -> None:
    """A stamp does not depend on which objects a value is made of, and tells it from others."""
    other = data.draw(
        st.just(pickle.loads(pickle.dumps(value))) | st.text(max_size=20) | st.tuples(st.none(), st.none())
    )
    assert (stamp(value, Memo()) == stamp(other, Memo())) == (value == other)
