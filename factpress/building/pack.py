"""Write frozen values as plain tuples and read them back.

`marshal` takes plain tuples several times faster than `pickle` takes dataclasses. Both ways follow from the type hints.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

Way = Callable[[Any], Any]


def pack(shape: Any, value: Any) -> Any:
    """Return a value of that type as tuples, text and numbers."""
    there, _ = _ways(shape)
    return there(value) if there else value


def unpack(shape: Any, data: Any) -> Any:
    """Return the value that was packed."""
    _, back = _ways(shape)
    return back(data) if back else data


@cache
def _ways(shape: Any) -> tuple[Way | None, Way | None]:
    """Return how a type is packed and unpacked; none where it stays as it is."""
    origin, inside = get_origin(shape), get_args(shape)
    if shape is date:
        return date.toordinal, date.fromordinal
    if shape is Decimal:
        return str, Decimal
    if is_dataclass(shape):
        return _fields(shape)
    if origin in (Union, types.UnionType):
        return _both(_ways(next(a for a in inside if a is not type(None))), _maybe)
    if origin is tuple and inside[-1:] == (Ellipsis,):
        return _both(_ways(inside[0]), _each)
    if origin is tuple:
        ways = tuple(map(_ways, inside))
        return _row(tuple(a for a, _ in ways)), _row(tuple(b for _, b in ways))
    if origin is dict:
        return _both(_ways(inside[1]), _values)
    return None, None


def _both(ways: tuple[Way | None, Way | None], make: Callable[[Way], Way]) -> tuple[Way | None, Way | None]:
    there, back = ways
    return make(there) if there else None, make(back) if back else None


def _maybe(way: Way) -> Way:
    return lambda value: None if value is None else way(value)


def _each(way: Way) -> Way:
    return lambda value: tuple(map(way, value))


def _values(way: Way) -> Way:
    return lambda value: {key: way(inner) for key, inner in value.items()}


def _row(ways: tuple[Way | None, ...]) -> Way | None:
    """Return a way for a tuple, of which only some places change."""
    at = tuple((n, way) for n, way in enumerate(ways) if way)
    if not at:
        return None

    def row(value: Any) -> Any:
        out = list(value)
        for n, way in at:
            out[n] = way(out[n])
        return tuple(out)

    return row


@cache
def names(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of a struct, a named tuple or a dataclass; none of other classes."""
    return (
        getattr(kind, "__struct_fields__", None)
        or getattr(kind, "_fields", None)
        or (tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ())
    )


@cache
def reader(names: tuple[str, ...]) -> Way:
    """Return a function that reads these fields of a value, as a tuple."""
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def _fields(shape: Any) -> tuple[Way, Way]:
    hints = get_type_hints(shape)
    names = tuple(f.name for f in fields(shape))
    ways = tuple(_ways(hints[name]) for name in names)
    there, back = (_row(tuple(way[n] for way in ways)) for n in (0, 1))
    read = reader(names)

    in_order = not any(f.kw_only for f in fields(shape))

    def make(row: Any) -> Any:
        row = back(row) if back else row
        return shape(*row) if in_order else shape(**dict(zip(names, row, strict=True)))

    return (lambda value: there(read(value))) if there else read, make
