"""The cache gives back what was stored, or nothing: never anything else, whatever happened to its file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factpress.building.cache import Cache

SQUARES = {bytes([n]): str(n * n).encode() * n for n in range(1, 60)}


def _saved(file: Path, version: str = "1") -> Path:
    cache = Cache(file, version)
    for key, data in SQUARES.items():
        cache.store("square", key, data)
    cache.save()
    return file


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    """Results are found by stage and key; those of another stage are not."""
    cache = Cache(_saved(tmp_path / "cache"), "1")
    assert cache.load("square", SQUARES) == SQUARES
    assert cache.load("square", [b"\2", b"none"]) == {b"\2": SQUARES[b"\2"]}
    assert cache.load("cube", SQUARES) == {}


def test_what_nobody_used_is_forgotten(tmp_path: Path) -> None:
    """A result that a build neither loads, keeps nor stores goes when the cache is saved, unless nothing shall go."""
    file = _saved(tmp_path / "cache")
    cache = Cache(file, "1")
    cache.load("square", [b"\1"])
    cache.keep("square", [b"\2"])
    cache.save(forget=False)
    assert Cache(file, "1").load("square", SQUARES) == SQUARES
    cache = Cache(file, "1")
    cache.load("square", [b"\1"])
    cache.keep("square", [b"\2"])
    cache.store("square", b"\3", b"nine")
    cache.save()
    assert Cache(file, "1").load("square", SQUARES) == {b"\1": b"1", b"\2": b"44", b"\3": b"nine"}


def test_what_was_not_saved_is_lost(tmp_path: Path) -> None:
    """A build that ends early leaves the cache as it was."""
    file = _saved(tmp_path / "cache")
    cache = Cache(file, "1")
    cache.store("square", b"\1", b"wrong")
    cache.close()
    assert Cache(file, "1").load("square", [b"\1"]) == {b"\1": b"1"}


def _linked(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to(file.with_name("elsewhere"))


def _foreign(file: Path) -> None:
    file.unlink()
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE results (stage TEXT, key BLOB, data BLOB)")
    database.execute("INSERT INTO results VALUES ('square', x'01', x'00')")
    database.commit()
    database.close()


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"no database"),
        lambda file: file.write_bytes(os.urandom(9000)),
        lambda file: file.write_bytes(bytes(9000)),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        _linked,
        _foreign,
    ],
)
def test_a_spoilt_cache_is_no_cache(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    """What is no cache of ours is empty, and after the next build it is one; what a link leads to is not touched."""
    file = _saved(tmp_path / "cache")
    spoil(file)
    elsewhere = tmp_path / "elsewhere"
    before = elsewhere.read_bytes() if elsewhere.exists() else b""
    cache = Cache(file, "1")
    assert cache.load("square", SQUARES) == {}
    cache.save()
    assert Cache(_saved(file), "1").load("square", SQUARES) == SQUARES
    assert not file.is_symlink()
    assert (elsewhere.read_bytes() if elsewhere.exists() else b"") == before


def test_another_version_and_a_fresh_build_read_nothing(tmp_path: Path) -> None:
    """Results of another program mean nothing; `fresh` does not even look."""
    file = _saved(tmp_path / "cache")
    assert Cache(file, "1", fresh=True).load("square", SQUARES) == {}
    assert Cache(_saved(file), "2").load("square", SQUARES) == {}


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gives_a_wrong_result(tmp_path: Path, at: float, bit: int) -> None:
    """One wrong bit anywhere costs some results or all, and no error."""
    file = tmp_path / "cache"
    file.unlink(missing_ok=True)
    data = bytearray(_saved(file).read_bytes())
    data[int(at * len(data))] ^= 1 << bit
    file.write_bytes(data)
    cache = Cache(file, "1")
    found = cache.load("square", SQUARES)
    assert found.items() <= SQUARES.items()
    cache.store("square", b"\1", b"1")
    cache.save()
    assert Cache(file, "1").load("square", SQUARES).items() <= SQUARES.items()
