"""Folding, finding, suggesting, joining."""

import pytest

from factpress.text.folding import fold, occurrences
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
