"""Say in a few letters what each field of a view is: equal stamps, equal bytes.

Nothing is listed by hand: a stamp is worked out from the value, whatever it holds.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any

from factpress.building.pack import names, reader
from factpress.model.artifact import Artifact

Stamps = tuple[tuple[str, str], ...]


class Memo(dict[int, tuple[Any, bytes, tuple[str, ...]]]):
    """What values that many views share are, by identity; the value is kept so that its identity stays its own."""

    def __init__(self) -> None:
        """Begin with no value."""
        self.shown: set[str] = set()
        """Ids of the shared values that were met since this was last emptied."""


ATOMS = {str, int, bool, float, bytes, type(None)}
SHORT = 16
"""A text of so many letters is its own stamp."""


def stamps(artifact: Artifact, view: Any, memo: Memo) -> Stamps:
    """Return a stamp for each field of an artifact's view, its template and its prose."""
    fields = tuple(name for name in names(view.__class__) if name != "prose")
    named = [(name, stamp(value, memo)) for name, value in zip(fields, reader(fields)(view), strict=True)]
    return (("template", artifact.template), *named, ("prose", artifact.prose.digest))


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
def _shape(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]] | None, bool]:
    """Return a function that reads what tells a value of this class from others, and whether the values are shared."""
    fields = ("digest",) if "digest" in names(kind) else names(kind)
    return reader(fields) if fields else None, getattr(kind, "SHARED", False)


def _plain(value: Any, memo: Memo) -> Any:
    """Return a value as something that `marshal` spells."""
    kind = value.__class__
    if kind is tuple:
        return tuple([item if item.__class__ in ATOMS else _plain(item, memo) for item in value])
    if known := memo.get(id(value)):
        memo.shown.update(known[2])
        return known[1]
    read, shared = _shape(kind)
    if not read:
        return value if kind in ATOMS else _other(value, memo)
    if not shared:
        return [kind.__name__, *[item if item.__class__ in ATOMS else _plain(item, memo) for item in read(value)]]
    others, memo.shown = memo.shown, {getattr(value, "id", "")}
    plain = [kind.__name__, *[item if item.__class__ in ATOMS else _plain(item, memo) for item in read(value)]]
    known = memo[id(value)] = value, _spelled(plain), tuple(memo.shown)
    memo.shown = others
    memo.shown.update(known[2])
    return known[1]


def _other(value: Any, memo: Memo) -> Any:
    if isinstance(value, dict):
        return ["dict", *[(_plain(key, memo), _plain(item, memo)) for key, item in value.items()]]
    if isinstance(value, list):
        return ["list", *[_plain(item, memo) for item in value]]
    return [value.__class__.__name__, value.isoformat() if isinstance(value, date) else repr(value)]
