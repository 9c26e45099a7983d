"""Calculations as steps, and as bars where they compare two figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from factpress.model.content import Calculation, Input
from factpress.pages.components import View

NAME = re.compile(r"\b[^\W\d]\w*")
SIGNS = (("**", "^"), ("*", "×"), ("/", "÷"), ("-", "−"))


class Term(View, frozen=True):
    """An input of a calculation."""

    label: str
    value: str
    unit: str
    source: str
    number: int
    """Its row in the evidence table; 0 if it is not there."""


class Bar(View, frozen=True):
    """A figure drawn to scale, from zero."""

    label: str
    value: str
    percent: str
    """Of the longer bar."""
    given: bool
    """It has no source: it is what was said, or what goes without saying."""


class Steps(View, frozen=True):
    """A calculation as readers follow it."""

    title: str
    terms: tuple[Term, ...]
    formula: str
    figures: str
    """The formula with the figures set in."""
    result: str
    unit: str
    bars: tuple[Bar, ...]


def steps(calculation: Calculation, numbers: Mapping[str, int]) -> Steps:
    """Return a calculation in steps; `numbers` has the rows of its sources in the evidence table."""
    inputs = calculation.inputs
    terms = [
        Term(label(name), figure(value.value), value.unit, value.source, numbers.get(value.source, 0))
        for name, value in inputs.items()
    ]
    return Steps(
        calculation.title,
        tuple(terms),
        _signs(NAME.sub(lambda name: label(name[0]), calculation.formula)),
        _signs(NAME.sub(lambda name: figure(inputs[name[0]].value), calculation.formula)),
        figure(calculation.result),
        calculation.unit,
        tuple(_bars(inputs)) if compares(calculation) else (),
    )


def compares(calculation: Calculation) -> bool:
    """Tell whether a calculation is drawn: it has two inputs of one unit and divides or subtracts one by the other."""
    if len(calculation.inputs) != 2:
        return False
    (one, first), (two, second) = calculation.inputs.items()
    drawn = first.unit == second.unit != "" and min(first.value, second.value) >= 0 < max(first.value, second.value)
    return drawn and bool(re.search(rf"\b(?:{one}\s*[-/]\s*{two}|{two}\s*[-/]\s*{one})\b", calculation.formula))


def _bars(inputs: Mapping[str, Input]) -> list[Bar]:
    most = max(value.value for value in inputs.values())
    return [
        Bar(label(name), figure(value.value), f"{value.value / most * 100:.2f}", not value.source)
        for name, value in inputs.items()
    ]


def label(name: str) -> str:
    """Return the name of an input as words."""
    return name.replace("_", " ")


def figure(value: Decimal) -> str:
    """Write a number with its digits as given and its thousands apart."""
    return f"{value:,f}".replace("-", "−")


def _signs(formula: str) -> str:
    for typed, sign in SIGNS:
        formula = formula.replace(typed, sign)
    return formula
