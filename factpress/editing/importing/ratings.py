"""Convert a rating of another system into a verdict of our scale."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from factpress.editing.importing.reviews import Review
from factpress.model.content import Verdict
from factpress.text.folding import fold

BEST, WORST = "5", "1"
"""The bounds of a rating that does not give them (schema.org, bestRating and worstRating)."""


def verdict_for(review: Review, scale: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict with the name of the rating, or else the one nearest to its number between worst and best.

    Return None if the name is unknown and there is no number, or if the number is halfway between two verdicts.
    """
    return _by_name(review.rating, scale) or _by_number(review, scale)


def contradicting_verdict(review: Review, scale: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict of the rating's number if the rating's name is a different verdict with a rank."""
    by_name, by_number = _by_name(review.rating, scale), _by_number(review, scale)
    return by_number if by_name and by_name.rank is not None and by_number and by_number is not by_name else None


def display_rating(review: Review) -> str:
    """Return a rating as the other system shows it: its name, and its number with the bounds."""
    number = f"{review.value} of {review.worst or WORST} to {review.best or BEST}" if review.value else ""
    name = f'"{review.rating}"' if review.rating else ""
    return f"{name} ({number})" if name and number else name or number


def _by_name(name: str, scale: Sequence[Verdict]) -> Verdict | None:
    wanted = _letters(name)
    return next((v for v in scale if wanted and wanted in (_letters(v.label), _letters(v.id))), None)


def _letters(name: str) -> str:
    return "".join(c for c in fold(name).text if c.isalnum())


def _by_number(review: Review, scale: Sequence[Verdict]) -> Verdict | None:
    ranked = sorted((v for v in scale if v.rank is not None), key=lambda v: v.rank or Decimal())
    try:
        value, best, worst = (Decimal(n) for n in (review.value, review.best or BEST, review.worst or WORST))
        finite = value.is_finite() and best.is_finite() and worst.is_finite()
        share = (value - worst) / (best - worst) if finite and ranked else Decimal(-1)
    except ArithmeticError:  # not a number, equal bounds, or a number that is too large for Python
        return None
    if not 0 <= share <= 1:
        return None
    low, high = (one.rank or Decimal() for one in (ranked[0], ranked[-1]))
    rank = low + share * (high - low)
    near = sorted(ranked, key=lambda v: abs((v.rank or Decimal()) - rank))[:2]
    if len(near) == 2 and abs((near[0].rank or Decimal()) - rank) == abs((near[1].rank or Decimal()) - rank):
        return None
    return near[0]
