"""Formulas are worked out exactly, and nothing else is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from factpress.meaning.calculate import Unreadable, calculate, rounded


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
