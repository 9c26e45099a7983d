"""YAML that we write has the same values when it is parsed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factpress.editing.composing import comment, flow_mapping, scalar, slug, write_file
from factpress.reading.plain_yaml import NOTHING
from factpress.reading.yaml import read

TRICKY = st.text(alphabet="ab:# -'\"[]{},&*!|>%@`?~\\\n\t\u2028\x85\xa0橋。１0.=<\U000e0001", min_size=1, max_size=30)
ANY = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)


def _read(text: str) -> object:
    found: list[object] = []
    front = read(text, "x.yaml", found.append)
    assert found == []
    assert front
    return front.data


@given(TRICKY | ANY | st.sampled_from([*sorted(NOTHING - {""}), "no", "1:30", "- a", "-a", "a: b", "a #b", "%a"]))
def test_a_value_is_read_as_it_was_written(words: str) -> None:
    """This holds behind a key, in a list and in brackets, for our parser and for PyYAML. A value takes one line."""
    text = f"a: {scalar(words)}\nb:\n  - {scalar(words)}\nc: {flow_mapping({'d': words, 'e': words})}\n"
    assert text.count("\n") == 4
    assert _read(text) == {"a": words, "b": [words], "c": {"d": words, "e": words}}
    assert yaml.load(text, yaml.BaseLoader) == _read(text)


@given(TRICKY | ANY)
def test_a_comment_says_nothing(words: str) -> None:
    """Any text becomes one comment on one line."""
    assert _read(f"a: b\n{comment(words)}\nc: d {comment(words)}\n") == {"a": "b", "c": "d"}


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Apollo spent 10 per cent of GDP", "apollo-spent-10-per-cent-of"),
        ("That's a naïve “thing”.", "thats-a-naive-thing"),
        ("アポロ計画はGDPの10%を費やしました", ""),
        ("", ""),
        ("…", ""),
    ],
)
def test_ids_of_words(words: str, id: str) -> None:
    """An id has the first six words. There is none if most letters would be lost."""
    assert slug(words) == id


def test_a_file_is_put_whole_or_not_at_all(tmp_path: Path) -> None:
    """A new file never replaces another."""
    write_file(tmp_path / "a" / "b.md", "one\n", new=True)
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "a" / "b.md", "two\n", new=True)
    assert [(f.name, f.read_text("utf-8")) for f in (tmp_path / "a").iterdir()] == [("b.md", "one\n")]
    write_file(tmp_path / "a" / "b.md", "two\n")
    assert (tmp_path / "a" / "b.md").read_text("utf-8") == "two\n"
