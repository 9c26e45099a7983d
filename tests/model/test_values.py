"""Values can be written to the cache and read back."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.model import content, graph
from factpress.reading.file import parsed, read
from factpress.reading.scan import TOP, identified, scan
from factpress.reading.top import read_top
from tests.conftest import ROOT, SMALL

CONTENTS = [ROOT / "content", SMALL]


def _again(value: Any) -> Any:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=type(value))


@pytest.mark.parametrize("folder", CONTENTS, ids=["content", "small"])
def test_what_is_read_is_the_same_after_the_cache(folder: Any) -> None:
    """Every file of the content, and those at the top."""
    top = read_top(folder, TOP)
    paths = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    readings = [read(folder, file, top.site) for file in scan(paths, lambda found: None)]
    assert repr(_again(top)) == repr(top)
    for reading in readings:
        assert repr(_again(reading)) == repr(reading)
    assert any(reading.claim for reading in readings)
    assert any(reading.sources for reading in readings)
    assert any(reading.script for reading in readings)
    assert any(reading.page for reading in readings)


@given(st.sampled_from(["claims/length.md", "sources/books.yaml", "transcripts/bridge.en.md"]), st.data())
def test_what_is_read_of_a_broken_file_is_the_same_after_the_cache(path: str, data: st.DataObject) -> None:
    """Lines are lost, doubled or cut: what was found and what is unread travel too."""
    lines = (SMALL / path).read_text("utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        n = data.draw(st.integers(0, len(lines) - 1))
        lines[n : n + 1] = data.draw(st.sampled_from([[], [lines[n]] * 2, [lines[n][:-1]], [lines[n] + "TODO"]]))
    file = identified(path)
    assert file
    reading = parsed(file, "\n".join(lines).encode(), read_top(SMALL, TOP).site)
    assert _again(reading) == reading


def test_all_values_are_frozen() -> None:
    """Nobody changes what they were given."""
    for module in (content, graph):
        for value in vars(module).values():
            assert not is_dataclass(value)
            if isinstance(value, type) and issubclass(value, msgspec.Struct) and value is not msgspec.Struct:
                assert value.__struct_config__.frozen
