"""Laws, each with a search for the exception."""

from __future__ import annotations

import re
import shutil
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factpress.meaning.calculate import Unreadable, calculate, rounded
from factpress.meaning.matching import describe, match
from factpress.model.content import Verdict
from factpress.model.options import Options
from factpress.pages.components import Mark, weave
from factpress.pipeline import build
from factpress.text.folding import fold, occurrences
from factpress.text.ngrams import ngrams, positions
from tests.conftest import ROOT, SMALL, tree

WORDS = st.text(alphabet="ab Ａ１0１¹²½ｶﾞßİ橋は。 \n\u3000…[]", min_size=1, max_size=40)


@given(WORDS, st.data())
def test_a_described_quote_anchors_where_it_stood(text: str, data: st.DataObject) -> None:
    """Whatever words are chosen, their selector finds them and nothing else."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = match(text, describe(text, start, end))
    assert found == ((start, end),)


@given(WORDS, st.data())
def test_folding_maps_back_inside_the_original(text: str, data: st.DataObject) -> None:
    """A span of the folded text comes from a span of the original that folds to words which hold it."""
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    a, b = folded.original(start, end)
    assert 0 <= a < b <= len(text)
    assert folded.text[start:end] in fold(text[a:b]).text


@given(WORDS)
def test_a_text_folds_as_its_letters_do(text: str) -> None:
    """What is folded at one go is what its letters give one by one."""
    letters = [
        (piece, n)
        for n, char in enumerate(text)
        if not (char.isspace() and n and text[n - 1].isspace())
        for piece in fold(char).text
    ]
    folded = fold(text)
    assert folded.text == "".join(piece for piece, _ in letters)
    assert folded.starts == (*(n for _, n in letters), len(text))
    assert all(e > s and text[s + 1 : e].strip() == "" for s, e in zip(folded.starts, folded.ends, strict=False))


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(allow_nan=False, allow_infinity=False))
def test_folding_never_makes_two_numbers_equal(a: object, b: object) -> None:
    """Two numbers that are written differently stay apart, superscripts and points included."""
    if str(a) != str(b):
        assert fold(str(a)).text != fold(str(b)).text
    assert fold("10²").text != fold("102").text
    assert fold("1.5兆").text != fold("15兆").text
    assert fold("１．５兆").text == fold("1.5兆").text


VERDICT = Verdict(id="a", label="A", meaning="", icon="bubble", tone="half")
SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), max_size=6)


@given(st.text(min_size=28, max_size=28), SPANS)
def test_weaving_keeps_every_letter_and_closes_every_mark(words: str, spans: list[tuple[int, int]]) -> None:
    """Marks nest, each letter lies in exactly the marks of its spans, and the text is whole."""
    marks = [Mark(str(n), n, "", VERDICT) for n in range(len(spans))]
    stack: list[Mark] = []
    at = 0
    for piece in weave(words, [(s, s + n, m, False) for (s, n), m in zip(spans, marks, strict=True)]):
        if piece.step in ("open", "again"):
            assert piece.mark is not None
            stack.append(piece.mark)
        elif piece.step == "close":
            assert stack.pop() is piece.mark
        else:
            for letter in range(at, at + len(piece.text)):
                covered = {m.id for (s, n), m in zip(spans, marks, strict=True) if s <= letter < s + n}
                assert covered == {m.id for m in stack}
            assert piece.text == words[at : at + len(piece.text)]
            at += len(piece.text)
    assert at == len(words)
    assert not stack


@given(st.text(alphabet="ab()+-*/ 0123.9,_'=", max_size=30))
def test_a_formula_gives_a_number_or_a_reason(formula: str) -> None:
    """No formula runs anything, raises anything else, or takes long."""
    try:
        value = calculate(formula, {"a": Decimal("1.5"), "b": Decimal(0)})
    except Unreadable:
        return
    assert abs(Fraction(rounded(value, Decimal("0.00"))) - value) <= Fraction(1, 200)


EDITS = {
    "body": ("claims/length.md", "The survey has it", "The survey surely has it"),
    "verdict": ("claims/cost.md", "verdict: half-true", "verdict: inaccurate"),
    "title": ("claims/record.md", "Longer bridges exist", "Many bridges are longer"),
    "summary": ("claims/beauty.md", "An opinion.\n", "Only an opinion.\n"),
    "source": ("sources/books.yaml", "The ledger", "The town's ledger"),
    "topic": ("topics.yaml", "Length", "Size"),
    "passage": ("transcripts/bridge.en.md", "He greets", "The speaker greets"),
    "quote": ("claims/cost.md", "en: 1.5 trillion yen", "en: cost 1.5 trillion yen"),
    "site": ("site.yaml", "Small Talk\n", "Little Talk\n"),
    "page": ("pages/methodology.md", "Read.", "Read twice."),
    "publish": ("claims/idea.md", "status: draft", "status: published"),
    "withdraw": ("claims/beauty.md", "verified: 2026-02-01", "verified: 2026-02-01\nstatus: withdrawn"),
    "scale": ("verdicts.yaml", "Half true", "Partly true"),
}


@pytest.mark.parametrize("jobs", [1, 2])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sets(st.sampled_from(sorted(EDITS)), max_size=3), min_size=1, max_size=4))
def test_incremental_equals_clean(jobs: int, steps: list[set[str]]) -> None:
    """After any edits, undone or done, in any order and number of processes, the site is what a clean build gives."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        shutil.copytree(SMALL, home / "content")
        options = Options(home / "content", ROOT / "templates", home / "site", jobs=jobs)
        build(options)
        for wanted in steps:
            shutil.copytree(SMALL, home / "content", dirs_exist_ok=True)
            for edit in sorted(wanted):
                path, old, new = EDITS[edit]
                text = (home / "content" / path).read_text("utf-8")
                (home / "content" / path).write_text(text.replace(old, new), "utf-8")
            assert build(options).made is not None
            build(Options(home / "content", ROOT / "templates", home / "clean", jobs=3 - jobs, fresh=True))
            assert tree(home / "site") == tree(home / "clean")
            assert build(options).made == {}


@pytest.mark.parametrize("key", ["title", "summary", "claim"])
def test_a_record_is_shown_as_a_clean_build_shows_it(key: str, tmp_path: Path) -> None:
    """Whichever claim has another text, every page that shows it is made again."""
    shutil.copytree(SMALL, tmp_path / "content")
    options = Options(tmp_path / "content", ROOT / "templates", tmp_path / "site")
    build(options)
    for file in sorted((tmp_path / "content" / "claims").glob("*.md")):
        text = file.read_text("utf-8")
        file.write_text(re.sub(rf'^({key}: "?)', r"\1So ", text, flags=re.MULTILINE), "utf-8")
        assert build(options).made is not None
        build(Options(tmp_path / "content", ROOT / "templates", tmp_path / "clean", fresh=True))
        assert tree(tmp_path / "site") == tree(tmp_path / "clean")


@given(st.text(alphabet="ab橋", max_size=60), st.data())
def test_noted_words_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    """Looking words up finds what looking through the text finds."""
    start = data.draw(st.integers(0, len(text)))
    words = text[start : start + data.draw(st.integers(1, 40))] or "ab"
    assert positions(words, text, ngrams(text)) == occurrences(words, text)
