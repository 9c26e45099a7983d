"""The manifest's rows: each file of the content as it was read, and each file of the site as it was made."""

from __future__ import annotations

from msgspec import Struct, ValidationError, msgpack

Stat = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class Output(Struct, frozen=True, array_like=True, gc=False):
    """A file of the site."""

    stat: Stat
    text: bytes
    """Fingerprint of the author's text that stands in it and nowhere else."""
    key: bytes
    """Fingerprint of all that it was made from; also of its facts in the cache."""


class Rows(Struct, frozen=True, array_like=True):
    """All that is known of files."""

    content: dict[str, tuple[int, int, int, bytes]] = {}
    """By path: size, two times, and the digest of the bytes."""
    outputs: dict[str, Output] = {}
    foreign: tuple[str, ...] = ()
    """Files of the site that others put there."""
    basis: bytes = b""
    """Fingerprint of all values from which pages are drawn, texts aside."""


def decode(data: bytes) -> Rows:
    """Return the rows; none if they cannot be read."""
    try:
        return msgpack.decode(data, type=Rows)
    except ValidationError:
        return Rows()


encode = msgpack.encode
