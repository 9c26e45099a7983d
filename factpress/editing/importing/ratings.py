"""Which verdict of our scale a rating of another system is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from factpress.editing.importing.reviews import Review
from factpress.model.content import Verdict
from factpress.text.folding import fold

BEST, WORST = "5", "1"
"""Where a rating does not give them (schema.org, bestRating and worstRating)."""


def verdict(review: Review, scale: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict of the same name; otherwise, by its place between worst and best, the nearest of the scale.

    Nothing where the name is unknown and there is no number, or the number lies between two verdicts.
    """
    return _by_name(review.rating, scale) or _by_number(review, scale)


def contradicts(review: Review, scale: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict that the number of a rating gives, if its name gives another one with a rank."""
    named, counted = _by_name(review.rating, scale), _by_number(review, scale)
    return counted if named and named.rank is not None and counted and counted is not named else None


def shown(review: Review) -> str:
    """Return a rating as it was: its name, and its number with the bounds."""
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
    except ArithmeticError:  # no numbers, bounds that are equal, and numbers beyond what Python reckons with
        return None
    if not 0 <= share <= 1:
        return None
    low, high = (one.rank or Decimal() for one in (ranked[0], ranked[-1]))
    rank = low + share * (high - low)
    near = sorted(ranked, key=lambda v: abs((v.rank or Decimal()) - rank))[:2]
    if len(near) == 2 and abs((near[0].rank or Decimal()) - rank) == abs((near[1].rank or Decimal()) - rank):
        return None
    return near[0]
