"""Say in a few letters what each field of a view is: equal stamps, equal bytes.

Nothing is listed by hand: a stamp is worked out from the value, whatever it holds.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from factpress.model import Artifact

Stamps = tuple[tuple[str, str], ...]

Memo = dict[int, tuple[Any, bytes]]
"""What values that many views share are, by identity; the value is kept so that its identity stays its own."""

ATOMS = {str, int, bool, float, bytes, type(None)}
SHORT = 16
"""A text of so many letters is its own stamp."""


def stamps(artifact: Artifact, view: Any, memo: Memo) -> Stamps:
    """Return a stamp for each field of an artifact's view, its template and its prose."""
    names, read = _shape(view.__class__)
    named = [(name, stamp(value, memo)) for name, value in zip(names, read(view), strict=True)]
    return (("template", artifact.template), *named, ("prose", stamp(artifact.prose, memo)))


def stamp(value: Any, memo: Memo) -> str:
    """Return a stamp of a value: itself if it is short, otherwise a hash.

    A value that carries its file's digest is that digest; one whose class says SHARED is worked out once.
    """
    kind = value.__class__
    if kind is str:
        return "'" + value if len(value) <= SHORT else _hash(value.encode("utf-8", "surrogatepass")).hex()
    if kind is int or kind is bool or value is None or value == ():
        return f"={value}"
    if kind is bytes:
        return "b" + _hash(value).hex()
    plain = _plain(value, memo)
    return "s" + (plain if plain.__class__ is bytes else _spelled(plain)).hex()


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=9).digest()


def _spelled(plain: Any) -> bytes:
    # Version 2 of the format has no references, so that only what a value is counts, and not which object it is.
    return _hash(marshal.dumps(plain, 2))


@cache
def _shape(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the names of a class's fields, and a function that reads them all."""
    names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    if len(names) < 2:
        return names, lambda value: tuple(getattr(value, name) for name in names)
    return names, attrgetter(*names)


def _plain(value: Any, memo: Memo) -> Any:
    """Return a value as something that `marshal` spells."""
    kind = value.__class__
    if kind in ATOMS:
        return value
    if kind is tuple or kind is list:
        return (kind is list, *[item if item.__class__ in ATOMS else _plain(item, memo) for item in value])
    if known := memo.get(id(value)):
        return known[1]
    names, read = _shape(kind)
    if not names:
        return _other(value, memo)
    if digest := getattr(value, "digest", None):
        return kind.__name__, digest
    plain = (kind.__name__, *[item if item.__class__ in ATOMS else _plain(item, memo) for item in read(value)])
    if not getattr(kind, "SHARED", False):
        return plain
    memo[id(value)] = value, _spelled(plain)
    return memo[id(value)][1]


def _other(value: Any, memo: Memo) -> Any:
    if isinstance(value, dict):
        return "dict", *[(_plain(key, memo), _plain(item, memo)) for key, item in value.items()]
    return value.__class__.__name__, value.isoformat() if isinstance(value, date) else repr(value)
