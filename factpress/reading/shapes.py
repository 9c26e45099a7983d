"""What the shapes of `written` ask for: keys, the types of their values, and blanks for what is wrong."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from factpress.reading.yaml import Path


def keys(shape: Any) -> dict[str, Any]:
    """Return the keys of a shape as they are written, with the types of their values."""
    hints = get_type_hints(shape)
    written = shape.__pydantic_config__["alias_generator"]
    return {written(f.name): hints[f.name] for f in fields(shape)}


@cache
def needed(shape: Any) -> frozenset[str]:
    """Return the keys that a shape must have."""
    known = zip(keys(shape), fields(shape), strict=True)
    return frozenset(key for key, f in known if f.default is MISSING and f.default_factory is MISSING)


def kind_at(shape: Any, path: Path) -> Any:
    """Return the type that stands at a path of a shape, without "or nothing"."""
    for step in path:
        if is_dataclass(shape):
            shape = bare(keys(shape).get(str(step), str))
        else:
            shape = bare((get_args(shape) or (str,))[-1 if get_origin(shape) is dict else 0])
    return shape


def bare(hint: Any) -> Any:
    """Return a type without "or nothing"."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(a for a in get_args(hint) if a is not type(None))
    return hint


def blank(hint: Any) -> Any:
    """Return a value that the type accepts and later stages pass over."""
    if is_dataclass(hint):
        return {name: blank(inner) for name, inner in keys(hint).items() if name in needed(cast(Any, hint))}
    if get_origin(hint) is tuple:
        return []
    if get_origin(hint) is dict:
        return {}
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    return {date: "1970-01-01", Decimal: "1"}.get(hint, "")
