"""Work out a formula exactly: numbers, names, + - * / ** and brackets, nothing else."""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
LONGEST = 500
"""Characters of a formula; Python's parser recurses over it."""
LARGEST = 2000
"""Bits of a number on the way, so that no formula can stop the build."""


class Unreadable(ValueError):
    """A formula that cannot be worked out; the message says why, for the editor."""


def calculate(formula: str, inputs: Mapping[str, Decimal]) -> Fraction:
    """Return the exact value of the formula. Raises Unreadable."""
    try:
        tree = ast.parse(formula.strip(), mode="eval") if len(formula) <= LONGEST else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        tree = None
    if tree is None:
        raise Unreadable("the formula is not arithmetic")
    return _value(tree.body, formula.strip(), inputs)


def rounded(value: Fraction, like: Decimal) -> Decimal:
    """Round half up to the digits that another number is written with."""
    digits = max(0, -int(like.as_tuple().exponent))
    scaled = abs(value) * 10**digits
    whole = int(scaled + Fraction(1, 2))
    # From digits, not by arithmetic: that would round to the context's 28 places.
    return Decimal((int(value < 0), tuple(map(int, str(whole))), -digits))


def plain(value: Decimal) -> bool:
    """Tell whether a number is of a size that somebody could have counted: 30 places on either side of the point."""
    return value.is_finite() and int(value.as_tuple().exponent) >= -30 and value.adjusted() <= 30


def _number(digits: str) -> Decimal:
    # From the text itself: a float would have rounded it.
    try:
        return Decimal(digits)
    except ArithmeticError:
        return Decimal("NaN")


def _value(node: ast.expr, formula: str, inputs: Mapping[str, Decimal]) -> Fraction:
    match node:
        case ast.Constant() if plain(digits := _number(ast.get_source_segment(formula, node) or "")):
            return Fraction(digits)
        case ast.Name(id=name) if name in inputs and plain(inputs[name]):
            return Fraction(inputs[name])
        case ast.Name(id=name):
            raise Unreadable(f"the formula uses '{name}', which is no input")
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, formula, inputs)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_value(left, formula, inputs), _value(right, formula, inputs))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            a, b = _value(left, formula, inputs), _value(right, formula, inputs)
            if isinstance(op, ast.Div) and not b:
                raise Unreadable("the formula divides by zero")
            return _small(OPERATORS[type(op)](a, b))
    raise Unreadable("the formula may hold numbers, names of inputs, + - * / ** and brackets")


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > 100:
        raise Unreadable("a power must be a whole number between -100 and 100")
    if not base and exponent < 0:
        raise Unreadable("the formula divides by zero")
    _small(base)
    return _small(Fraction(base ** int(exponent)))


def _small(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > LARGEST:
        raise Unreadable("the numbers grow too large")
    return value
