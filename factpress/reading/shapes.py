"""What the values of `model/content.py` ask for: keys, the types of their values, and blanks for what is wrong."""

from __future__ import annotations

import types
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from msgspec.structs import fields

from factpress.model.content import Quote, Written

DATE_HELP = "write a date of the calendar as YYYY-MM-DD"
NUMBER_HELP = "write a number in digits: 1500 or 0.4"


@cache
def keys(shape: Any) -> dict[str, Any]:
    """Return the keys of a shape as they are written, with the types of their values."""
    return {f.encode_name: _without_none(f.type) for f in fields(shape)}


@cache
def needed(shape: Any) -> frozenset[str]:
    """Return the keys that a shape must have."""
    return frozenset(f.encode_name for f in fields(shape) if f.required)


def is_shape(hint: Any) -> bool:
    """Tell whether a type is a mapping with keys of its own."""
    return isinstance(hint, type) and issubclass(hint, Written)


def inner(hint: Any) -> Any:
    """Return the type of the items of a list, or of the values of a mapping with any keys."""
    return get_args(hint)[-1 if get_origin(hint) is dict else 0]


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(choice for choice in get_args(hint) if choice is not type(None))
    return hint


def blank(hint: Any) -> Any:
    """Return data that the type accepts and later stages pass over."""
    if is_shape(hint):
        return {key: blank(kind) for key, kind in keys(hint).items() if key in needed(hint)}
    if get_origin(hint) is tuple:
        return []
    if get_origin(hint) is dict:
        return {}
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    return {date: "1970-01-01", Decimal: "1"}.get(hint, "")


def wanted(hint: Any) -> tuple[str, str]:
    """Return in words what a type asks for, and how to write it."""
    if get_origin(hint) is tuple:
        return "a list", 'write "[one, two]", or each item on its own line after "- "'
    if hint is Quote:
        return "words by language", "write them on indented lines: 'ja: …', and 'en: …' for a rendering"
    if is_shape(hint) or get_origin(hint) is dict:
        inside = ", ".join(f"{key}: …" for key in keys(hint)) if is_shape(hint) else "name: …"
        return "keys with values", f"write them on indented lines: {inside}"
    if hint is date:
        return "a date", DATE_HELP
    if hint is Decimal:
        return "a number", NUMBER_HELP
    return "text", 'write it after the colon, in quotation marks if it holds ": "'
