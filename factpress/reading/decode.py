"""Decode YAML into the values of `model/content.py`: the one place where msgspec validates.

All faults of a file are reported at once. `msgspec.convert` reads what is right and stops at the first fault. Then the
data is walked value by value: every fault is reported, and a blank takes its place, so that the rest of the file can
still be judged. An error publishes nothing, so no reader ever sees a blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar, get_args, get_origin

from msgspec import Struct, ValidationError, convert

from factpress.model.content import Calculation
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.shapes import DATE_HELP, NUMBER_HELP, blank, inner, is_shape, keys, needed, wanted
from factpress.reading.todo import to_write
from factpress.reading.yaml import Front, Path
from factpress.text.todo import TODO, is_todo
from factpress.text.words import did_you_mean

T = TypeVar("T")

LOOKED_UP = frozenset(("transcript", "topics", "depends_on", "source"))
"""Keys of a claim that hold names: a draft has them too."""

UNWRITTEN_STEPS = ("words",)
"""Steps of a way that only our values have: the words of a quote stand directly below it in the file."""


def decode(shape: type[T], front: Front, report: Report, at: Path = (), data: Any = None, draft: bool = False) -> T:
    """Decode what stands at a path of a file into the shape; report each fault where it stands.

    `data` takes the place of what stands there, if it is given. What is still to be written is a fault unless the file
    is a draft.
    """
    data = front.value(at) if data is None else data
    if not front.has_empty and (draft or TODO not in front.text):
        with suppress(ValidationError):
            return convert(data, shape)
    walk = _Walk(front, at, draft, [])
    corrected = _whole(shape, data, walk)
    for diagnostic in walk.found:
        report(diagnostic)
    return convert(corrected, shape)


class _Walk(Struct, frozen=True):
    """What is walked, and the faults found so far."""

    front: Front
    at: Path
    """Where the decoded value stands in the file."""
    draft: bool
    found: list[Diagnostic]

    def location(self, way: Path) -> Location:
        """Return where a value stands, given the way to it from the decoded value."""
        return self.front.location((*self.at, *_written(way)))


def _written(way: Path, beside: tuple[str, ...] = UNWRITTEN_STEPS) -> Path:
    return tuple(step for step in way if step not in beside)


def _name(way: Path) -> str:
    words = [step if isinstance(step, str) else f"no. {step + 1}" for step in _written(way)]
    return f"'{' '.join(words)}'"


def _whole(shape: Any, data: Any, walk: _Walk) -> Any:
    if isinstance(walk.front.value(walk.at), dict) and isinstance(data, dict):
        return _mapping(shape, data, (), walk)
    help = 'write "key: value" lines'
    walk.found.append(Diagnostic("FP204", walk.location(()), "this must be a list of keys and values", help))
    return blank(shape)


def _corrected(hint: Any, value: Any, way: Path, walk: _Walk) -> Any:
    """Return a value with blanks for the faults in it, or nothing if all of it is one; each fault is reported."""
    if fault := _missing_words(hint, value, way, walk):
        walk.found.append(fault)
        return None
    if is_shape(hint) and isinstance(value, dict):
        return _mapping(hint, value, way, walk)
    if get_origin(hint) is tuple and isinstance(value, list):
        return [_or_blank(inner(hint), item, (*way, n), walk) for n, item in enumerate(value)]
    if get_origin(hint) is dict and isinstance(value, dict):
        return {key: _or_blank(inner(hint), item, (*way, key), walk) for key, item in value.items()}
    if _accepts(hint, value):
        return value
    walk.found.append(_wrong(hint, value, way, walk))
    walk.found.extend(_missing_inside(hint, value, way, walk))
    return None


def _or_blank(hint: Any, value: Any, way: Path, walk: _Walk) -> Any:
    corrected = _corrected(hint, value, way, walk)
    return blank(hint) if corrected is None else corrected


def _mapping(shape: Any, data: dict[str, Any], way: Path, walk: _Walk) -> dict[str, Any]:
    """Return a mapping with blanks for faulty values that must be there, and without other faulty values."""
    before = len(walk.found)
    corrected = {}
    for key, kind in keys(shape).items():
        value = _corrected(kind, data[key], (*way, key), walk) if key in data else None
        if key not in data and key in needed(shape):
            walk.found.append(_missing(kind, (*way, key), walk))
        if value is not None or key in needed(shape):
            corrected[key] = blank(kind) if value is None else value
    for key in [key for key in data if key not in keys(shape)]:
        walk.found.extend(_unknown(shape, data[key], (*way, key), walk))
    if shape is Calculation and len(walk.found) > before:
        corrected["formula"] = ""  # a calculation is not worked out if a part of it cannot be read
    return corrected


def _accepts(hint: Any, value: Any) -> bool:
    try:
        converted = convert(value, hint)
    except ValidationError:
        return False
    return not isinstance(converted, Decimal) or converted.is_finite()


def _missing_words(hint: Any, value: Any, way: Path, walk: _Walk) -> Diagnostic | None:
    """Return the fault of a value that is empty or still to be written."""
    if value is None or value == "":
        return Diagnostic("FP210", walk.location(way), f"{_name(way)} is empty", "write a value, or delete the key")
    if is_todo(value) and not walk.draft:
        way = _written(way, (*UNWRITTEN_STEPS, "exact"))
        waits = hint is str and not LOOKED_UP.intersection(map(str, way))
        return to_write(_name(way), walk.location(way), waits)
    return None


def _missing_inside(hint: Any, value: Any, way: Path, walk: _Walk) -> Iterator[Diagnostic]:
    """Yield what is empty or still to be written inside a value that cannot be used."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in pairs:
        if fault := _missing_words(hint, item, (*way, step), walk):
            yield fault
        else:
            yield from _missing_inside(hint, item, (*way, step), walk)


def _missing(hint: Any, way: Path, walk: _Walk) -> Diagnostic:
    example = "YYYY-MM-DD" if hint is date else "…"
    help = f'add a line "{way[-1]}: {example}"'
    return Diagnostic("FP201", walk.location(way[:-1]), f"{_name(way)} is missing", help)


def _unknown(shape: Any, value: Any, way: Path, walk: _Walk) -> Iterator[Diagnostic]:
    """Yield the faults of a value under a key that the shape does not have."""
    if fault := _missing_words(str, value, way, walk):
        yield fault
        return
    if shape.__struct_config__.forbid_unknown_fields:
        where = walk.front.key((*walk.at, *_written(way)))
        yield Diagnostic("FP202", where, f"no key {_name(way)} here", did_you_mean(str(way[-1]), keys(shape)))
    yield from _missing_inside(str, value, way, walk)


def _wrong(hint: Any, value: Any, way: Path, walk: _Walk) -> Diagnostic:
    """Return the fault of a value that its type does not accept."""
    where, name = walk.location(way), _name(way)
    if get_origin(hint) is Literal and isinstance(value, str):
        return Diagnostic("FP209", where, f"{name} cannot be '{value}'", did_you_mean(value, get_args(hint)))
    if get_origin(hint) is Literal:
        return Diagnostic("FP209", where, f"{name} must be one word", did_you_mean("", get_args(hint)))
    if hint is date and isinstance(value, str):
        return Diagnostic("FP205", where, f"{name} is no date: '{value}'", DATE_HELP)
    if hint is Decimal and isinstance(value, str):
        return Diagnostic("FP204", where, f"{name} is no number: '{value}'", NUMBER_HELP)
    kind, help = wanted(hint)
    return Diagnostic("FP204", where, f"{name} must be {kind}", help)
