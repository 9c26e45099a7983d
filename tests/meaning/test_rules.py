"""What the rules know of languages."""

from __future__ import annotations

import pytest

from factpress.text.language import denies, sentences, turns


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two! Three?", ["One.", " Two!", " Three?"]),
        (
            "It grew by 1.5 per cent vs. 2.0 in the U.S. by 2020. Yes.",
            ["It grew by 1.5 per cent vs. 2.0 in the U.S. by 2020.", " Yes."],
        ),
        ("He said (I was there. I saw it) that. Then", ["He said (I was there. I saw it) that.", " Then"]),
        ("“Is it? No.” So be it.", ["“Is it? No.”", " So be it."]),
        ("橋です。「道だ。橋ではない」と言う。はい", ["橋です。", "「道だ。橋ではない」と言う。", "はい"]),
        ("[…]橋です。[…]道です。", ["[…]", "橋です。", "[…]", "道です。"]),
        ("", []),
        ("No stop", ["No stop"]),
    ],
)
def test_sentences(text: str, cut: list[str]) -> None:
    """A stop ends a sentence, but not inside quotation marks, in a number or behind an initial."""
    assert [text[start:end] for start, end in sentences(text)] == cut
    assert "".join(text[start:end] for start, end in sentences(text)) == text


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        (
            "en",
            "It isn't, and nobody knows; as far as I know it may be.",
            ["isn't", "nobody", "as far as I know", "may"],
        ),
        ("en-GB", "A notable cannon in Norway knows Mayo; if you look at it.", []),
        ("ja", "橋は少ないかもしれません。", ["かもしれ", "ません"]),
        ("ja", "間違いなく少なくとも危ない橋です。", []),
        ("xx", "not", []),
    ],
)
def test_words_that_turn(lang: str, text: str, words: list[str]) -> None:
    """Whole words count where a language has spaces; a language that is not known has none."""
    assert [text[start:end] for start, end in turns(text, lang, 0, len(text))] == words


def test_words_that_deny() -> None:
    """A headline denies with a negation or with a word such as "only"."""
    assert denies("Not so; it is only half", "en") == {"not", "only"}
    assert denies("It is so", "en") == denies("Nein", "de") == frozenset()
