"""Folding, finding, suggesting, joining."""

import pytest

from factpress.text.folding import fold, occurrences
from factpress.text.similarity import aligned, most_similar, near_matches, similarity
from factpress.text.todo import is_todo, is_unspoken
from factpress.text.words import did_you_mean, join_lines, nearest


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ　１２", "abc 12"),
        ("ｶﾞ", "カ\u3099"),
        ("a \n\t b", "a b"),
        ("10²", "10²"),
        ("½", "½"),
        ("Straße", "strasse"),
        ("1.5兆", "1.5兆"),
        ("“x”", "“x”"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Width, case and white space are folded; superscripts, fractions and punctuation are not."""
    assert fold(text).text == folded


def test_a_letter_that_folds_to_two_maps_back_to_itself() -> None:
    """Both halves of a folded ß come from the one letter."""
    folded = fold("aßb")
    assert folded.text == "assb"
    assert folded.original(1, 2) == folded.original(2, 3) == folded.original(1, 3) == (1, 2)


def test_occurrences_may_overlap() -> None:
    """Every place counts, so that no ambiguity is missed."""
    assert occurrences("aa", "aaa") == (0, 1)
    assert occurrences("", "aaa") == ()


def test_an_unknown_word_suggests_the_nearest() -> None:
    """A slip gets one suggestion; a strange word the list; no list a plain word."""
    assert did_you_mean("mostly-accurat", ["accurate", "mostly-accurate"]) == "did you mean 'mostly-accurate'?"
    assert did_you_mean("zebra", ["b", "a"]) == "write one of: a, b"
    assert did_you_mean("zebra", []) == "there are none yet"
    assert did_you_mean("x", map(str, range(20))).endswith(" …")
    assert nearest("Apollo", ["apollo"]) == "apollo"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["a", " b "], "a b"),
        (["橋は", "長い"], "橋は長い"),
        (["橋は", "long"], "橋は long"),
        (["a", "", "b"], "a b"),
        ([], ""),
    ],
)
def test_lines_of_a_paragraph_join(lines: list[str], joined: str) -> None:
    """Words join with a space, wide characters with nothing."""
    assert join_lines(lines) == joined


def test_near_matches_have_exact_edges_and_come_in_order() -> None:
    """The nearest first, then by place; what differs by more letters is none."""
    text = "a bridqe, a bridge, a brigde"
    assert [text[start:end] for start, end in near_matches("bridge", text, 2)] == ["bridge", "bridqe", "brigde"]
    assert near_matches("tunnel", text, 1) == ()


def test_the_most_similar_part_of_a_text_is_found() -> None:
    """As long as the words; nothing if it is not similar enough."""
    found = most_similar("the bridge", "under the bridqe there", 60)
    assert found
    assert found[1] == (6, 16)
    assert most_similar("the bridge", "xyz", 60) is None


def test_equal_items_in_the_same_order_are_aligned() -> None:
    """What moved or is new stands alone."""
    assert aligned(["a", "b", "c"], ["b", "x", "c", "a"]) == [(1, 0), (2, 2)]
    assert similarity("abcd", "abcx") == 75


@pytest.mark.parametrize(
    ("words", "todo", "unspoken"),
    [("TODO", True, True), ("TODO: the year", True, True), ("TODO the year", True, False), ("TODOS", False, False)],
)
def test_a_todo_is_a_word_of_its_own(words: str, todo: bool, unspoken: bool) -> None:
    """In a talk it needs a colon or stands alone: people also say words that begin so."""
    assert is_todo(words) is todo
    assert is_unspoken(words) is unspoken
