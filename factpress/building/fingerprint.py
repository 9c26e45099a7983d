"""Fingerprints: short hashes that are equal if and only if two values are."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any
from zlib import crc32

import msgspec

SIZE = 12
"""Bytes of a fingerprint: among ten million values, two are alike by chance once in 10^14 sites."""

_encode = msgspec.msgpack.Encoder().encode


def fingerprint(*values: Any) -> bytes:
    """Return the fingerprint of frozen values: whatever msgspec can encode."""
    return blake2b(_encode(values), digest_size=SIZE).digest()


def fingerprints(value: Any) -> tuple[bytes, tuple[tuple[str, int], ...]]:
    """Return the fingerprint of a Struct, and a checksum of each field, by name.

    The fingerprint decides; the checksums, which are shorter, say which field is another.
    """
    names = value.__struct_fields__
    encoded = [_encode(getattr(value, name)) for name in names]
    sums = tuple([(name, crc32(data)) for name, data in zip(names, encoded, strict=True)])
    return blake2b(b"".join(encoded), digest_size=SIZE).digest(), sums
