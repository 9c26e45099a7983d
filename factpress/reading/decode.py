"""Decode YAML into the shapes of `model`: the one door to pydantic.

All faults of a file are told at once. A value that is wrong is told and replaced by a blank of its type, so that the
rest of the file can still be judged; a run that told an error publishes nothing, so no blank is ever seen.

pydantic is the judge, but it is loaded only when something needs judging: what is plainly right is taken as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args, get_origin

from factpress.model.content import Quote
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.shapes import bare, blank, keys, kind_at, needed
from factpress.reading.todo import TODO, to_write, todos
from factpress.reading.yaml import Front, Path
from factpress.text.words import did_you_mean

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
WEB = re.compile(r"(?i:https?)://[^\s/?#]+\S*")
PARTIAL = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

LOOKED_UP = frozenset(("transcript", "topics", "depends_on", "source"))
"""Keys of a claim that hold names: a draft has them too."""

EXAMPLES = {"date": "write a date of the calendar as YYYY-MM-DD", "decimal": "write a number in digits: 1500 or 0.4"}


def decode(shape: type[T], front: Front, report: Report, at: Path = (), data: Any = None, draft: bool = False) -> T:
    """Decode the value at a path of a file into the shape; report each fault where it stands.

    What is still to be written is a fault unless the file is a draft.
    """
    data = _at(front.data, at) if data is None else data
    if TODO in front.text and not draft and isinstance(data, dict):
        data = _written(shape, front, report, at, data)
    empty = [path[len(at) :] for path in front.empty if path[: len(at)] == at]
    if not empty:
        try:
            value: T = _reader(cast(Any, shape))(data)
            return value
        except _DoubtError:
            pass
    data = json.loads(json.dumps(data)) if isinstance(data, dict) else {}
    if not isinstance(_at(front.data, at), dict):
        report(
            Diagnostic(
                "FP204", front.location(at), "this must be a list of keys and values", 'write "key: value" lines'
            )
        )
        return _read(shape, blank(shape))
    for path in empty:
        where = front.location(tuple(step for step in (*at, *path) if step != "words"))
        report(Diagnostic("FP210", where, f"{_name(path)} is empty", "write a value, or delete the key"))
        _mend(shape, data, path)
    return _judged(shape, front, report, at, data)


def _written(shape: type[T], front: Front, report: Report, at: Path, data: Any) -> Any:
    """Report what is still to be written, and put blanks in its place."""
    ways = tuple(todos(data))
    if ways:
        data = json.loads(json.dumps(data))
    for way in ways:
        said = tuple(step for step in way if step not in ("words", "exact"))
        waits = kind_at(shape, way) is str and not LOOKED_UP.intersection(map(str, said))
        report(to_write(_name(said), front.location((*at, *said)), waits))
        _mend(shape, data, way)
    return data


def _judged(shape: type[T], front: Front, report: Report, at: Path, data: Any) -> T:
    from pydantic import ValidationError

    for way in todos(data, such=_no_day):
        if kind_at(shape, way) is date:
            value = _at(data, way)
            report(
                Diagnostic(
                    "FP205", front.location((*at, *way)), f"{_name(way)} is no date: '{value}'", EXAMPLES["date"]
                )
            )
            _mend(shape, data, way)
    for _ in range(9):  # a blank that is put in can let the next fault show
        try:
            return _read(shape, data)
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_context=False):
                path = tuple(step for step in fault["loc"])
                report(_explain(shape, front, at, path, fault))
                _mend(shape, data, path, drop=fault["type"] == "unexpected_keyword_argument")
    raise AssertionError(f"{shape} does not accept its own blanks")


def _no_day(words: object) -> bool:
    # pydantic also takes a time of day, and 86400 for a day in 1970.
    return isinstance(words, str) and not DAY.fullmatch(words)


def _read(shape: type[T], data: Any) -> T:
    value: T = _adapter(cast(Any, shape)).validate_json(json.dumps(data))
    return value


class _DoubtError(Exception):
    """What is not plainly right is left to pydantic."""


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return a function that turns plain data into a value of the type, and raises at the slightest doubt."""
    hint = bare(hint)
    if is_dataclass(hint):
        return _shape_reader(cast(Any, hint))
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0])
        return lambda data: tuple([item(value) for value in _plainly(list, data)])
    if get_origin(hint) is dict:
        inner = _reader(get_args(hint)[1])
        return lambda data: {_plainly(str, key): inner(value) for key, value in _plainly(dict, data).items()}
    if get_origin(hint) is Literal:
        words = {word: word for word in get_args(hint)}
        return lambda data: _known(words.get(_plainly(str, data)))
    if hint is date:
        return lambda data: _known(_day(data) if DAY.fullmatch(_plainly(str, data)) else None)
    if hint is Decimal:
        return lambda data: _known(Decimal(data) if NUMBER.fullmatch(_plainly(str, data)) else None)
    return partial(_plainly, hint)


def _shape_reader(shape: Any) -> Callable[[Any], Any]:
    readers = {key: (f.name, _reader(hint)) for f, (key, hint) in zip(fields(shape), keys(shape).items(), strict=True)}
    must = {readers[key][0] for key in needed(shape)}
    closed = shape.__pydantic_config__["extra"] == "forbid"

    def read(data: Any) -> Any:
        given = {}
        for key, value in _plainly(dict, data).items():
            if key in readers:
                name, reader = readers[key]
                given[name] = reader(value)
            elif closed:
                raise _DoubtError
        if must - given.keys():
            raise _DoubtError
        return shape(**given)

    return read


def _plainly(kind: type[T], data: Any) -> T:
    if type(data) is not kind:
        raise _DoubtError
    return data


def _known(value: T | None) -> T:
    if value is None:
        raise _DoubtError
    return value


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def shallow(value: Any) -> dict[str, Any]:
    """Return a dataclass's fields by name, their values as they are."""
    return {f.name: getattr(value, f.name) for f in fields(value)}


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def schema(shape: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of a file kind (draft 2020-12)."""
    return _adapter(cast(Any, shape)).json_schema(mode="validation")


def _explain(shape: Any, front: Front, at: Path, path: Path, fault: Mapping[str, Any]) -> Diagnostic:
    full = tuple(step for step in (*at, *path) if step != "words")
    name, kind, value = _name(path), str(fault["type"]), fault["input"]
    if kind == "missing":
        example = "YYYY-MM-DD" if kind_at(shape, path) is date else "…"
        return Diagnostic(
            "FP201", front.location(full[:-1]), f"{name} is missing", f'add a line "{path[-1]}: {example}"'
        )
    if kind == "unexpected_keyword_argument":
        known = keys(kind_at(shape, path[:-1]))
        return Diagnostic("FP202", front.key(full), f"no key {name} here", did_you_mean(str(path[-1]), known))
    where = front.location(full)
    if kind == "literal_error":
        return Diagnostic(
            "FP209", where, f"{name} cannot be '{value}'", did_you_mean(str(value), get_args(kind_at(shape, path)))
        )
    if kind.startswith("date") and isinstance(value, str):
        return Diagnostic("FP205", where, f"{name} is no date: '{value}'", EXAMPLES["date"])
    if kind.startswith(("decimal", "finite")) and isinstance(value, str):
        return Diagnostic("FP204", where, f"{name} is no number: '{value}'", EXAMPLES["decimal"])
    wanted, example = _wanted(kind_at(shape, path))
    return Diagnostic("FP204", where, f"{name} must be {wanted}", example)


def _wanted(hint: Any) -> tuple[str, str]:
    if get_origin(hint) is tuple:
        return "a list", 'write "[one, two]", or each item on its own line after "- "'
    if is_dataclass(hint) or get_origin(hint) is dict:
        if hint is Quote:
            return "words by language", "write them on indented lines: 'ja: …', and 'en: …' for a rendering"
        inside = ", ".join(f"{key}: …" for key in keys(hint)) if is_dataclass(hint) else "name: …"
        return "keys with values", f"write them on indented lines: {inside}"
    if hint is date:
        return "a date", EXAMPLES["date"]
    if hint is Decimal:
        return "a number", EXAMPLES["decimal"]
    return "text", 'write it after the colon, in quotation marks if it holds ": "'


def _name(path: Path) -> str:
    words = [str(step) if isinstance(step, str) else f"no. {step + 1}" for step in path if step != "words"]
    return f"'{' '.join(words)}'"


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _mend(shape: Any, data: Any, path: Path, drop: bool = False) -> None:
    """Take out what is wrong, or put a blank in its place where something must stand."""
    sum = _at(data, path[:2]) if path[0] == "calculations" and len(path) > 2 else ()
    if isinstance(sum, dict) and isinstance(sum.get("formula"), str):
        sum["formula"] = ""  # a sum of which a part cannot be read is not worked out
    *way, last = path
    inside, data = kind_at(shape, tuple(way)), _at(data, tuple(way))
    if drop or (isinstance(data, dict) and is_dataclass(inside) and last not in needed(cast(Any, inside))):
        data.pop(last, None)
    else:
        data[last] = blank(kind_at(shape, path))


def web_address(address: str, where: Location, report: Report) -> None:
    """Report an address that is none."""
    if address and not WEB.fullmatch(address):
        help = "write the whole address, from https:// on"
        report(Diagnostic("FP406", where, f"no web address: '{address}'", help))


def partial_date(value: str, key: str, where: Location, report: Report) -> None:
    """Report what is neither a year, nor a month, nor a day of the calendar."""
    try:
        parts = [int(part) for part in value.split("-")] if PARTIAL.fullmatch(value) else []
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        if value:
            help = "write YYYY, YYYY-MM or YYYY-MM-DD"
            report(Diagnostic("FP205", where, f"'{key}' is no date: '{value}'", help))
