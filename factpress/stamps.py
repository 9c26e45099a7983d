"""A short hash of each field of a view, so that a later build can tell what changed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from factpress.model import Artifact

Stamps = tuple[tuple[str, str], ...]

Memo = dict[int, tuple[Any, str]]
"""Stamps of values that many views share, by identity; the value is kept so that its identity stays its own."""


def stamps(artifact: Artifact, view: Any, memo: Memo) -> Stamps:
    """Return a short hash of each field of an artifact's view: equal hashes, equal bytes."""
    kind: Any = type(view)
    named = tuple((name, stamp(getattr(view, name), memo)) for name in _names(kind))
    return (("template", artifact.template), *named, ("prose", artifact.prose.digest))


def stamp(value: Any, memo: Memo) -> str:
    """Return a short hash of a value.

    A value that carries its file's digest is that digest; one whose class says SHARED is spelled once.
    """
    words: list[str] = []
    _spell(value, words, memo)
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


def _spell(value: Any, words: list[str], memo: Memo) -> None:
    kind: Any = type(value)
    if kind is str:
        words.append(value)  # no text holds NUL: `load` lets none in
    elif kind is tuple:
        words.append(f"[{len(value)}")
        for item in value:
            _spell(item, words, memo)
    elif names := _names(kind):
        words.append(kind.__name__)
        if getattr(kind, "SHARED", False):
            if id(value) not in memo:
                inner: list[str] = []
                for name in names:
                    _spell(getattr(value, name), inner, memo)
                memo[id(value)] = value, blake2b("\0".join(inner).encode(), digest_size=9).hexdigest()
            words.append(memo[id(value)][1])
        else:
            for name in names:
                _spell(getattr(value, name), words, memo)
    else:
        words.append(f"{kind.__name__} {value!r}")
