"""Finding quotes: exactly once, or a word of advice."""

from __future__ import annotations

import pytest

from factpress.meaning.matching import describe, match
from factpress.model.content import Selector
from tests.conftest import Workshop

TEXT = "アポロ計画はGDPの10%を費やし、Apollo  spent 10 per cent. アポロ計画は終わった。"


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (Selector(exact="GDPの10%"), ["GDPの10%"]),
        (Selector(exact="ＧＤＰの１０％"), ["GDPの10%"]),
        (Selector(exact="apollo spent"), ["Apollo  spent"]),
        (Selector(exact="アポロ計画は"), ["アポロ計画は", "アポロ計画は"]),
        (Selector(exact="アポロ計画は", suffix="終"), ["アポロ計画は"]),
        (Selector(exact="アポロ計画は", prefix=". "), ["アポロ計画は"]),
        (Selector(exact="100%"), []),
        (Selector(exact="GDPの1０%"), ["GDPの10%"]),
    ],
)
def test_match(selector: Selector, found: list[str]) -> None:
    """Exact words count; width, case and white space may differ; prefix and suffix choose."""
    assert [TEXT[a:b] for a, b in match(TEXT, selector)] == found


def test_describe_is_short_where_words_are_unique() -> None:
    """No prefix or suffix is added when none is needed."""
    at = TEXT.index("GDP")
    assert describe(TEXT, at, at + 3) == Selector(exact="GDP")
    assert describe(TEXT, 0, 6).suffix


def test_offsets_are_code_points_into_the_passage(workshop: Workshop) -> None:
    """An offset in claims.json cuts the exact words from the passage, beyond the basic plane too."""
    import json

    workshop.replace("transcripts/bridge.en.md", "It cost", "🌉𠮷 It cost")
    workshop.build()
    claims = json.loads((workshop.site / "data" / "claims.json").read_text("utf-8"))["claims"]
    quote = next(q for c in claims if c["id"] == "cost" for q in c["quotes"] if q["lang"] == "en")
    passage = "🌉𠮷 It cost 1.5 trillion yen. It is a very beautiful bridge."
    assert passage[quote["start"] : quote["end"]] == quote["exact"] == "1.5 trillion yen"


def test_a_near_miss_is_an_error_with_the_words(workshop: Workshop) -> None:
    """A figure off by a point is no match; the message gives the transcript's words."""
    workshop.replace("claims/cost.md", "ja: 1.5兆円", "ja: 費用は15兆円でした")
    found = workshop.found()
    assert [(d.code, d.where.line) for d in found] == [("FP303", 8)]
    assert "費用は1.5兆円でした" in found[0].message
    assert found[0].fix is None


def test_an_ambiguous_quote_says_how_to_choose(workshop: Workshop) -> None:
    """The help of an ambiguous quote, written into the file, solves it."""
    workshop.replace("claims/cost.md", "en: 1.5 trillion yen", "en: It")
    found = workshop.found()
    assert [d.code for d in found] == ["FP302"]
    advice = found[0].help.split("say which: ")[1].split(" is the one")[0]
    workshop.replace("claims/cost.md", "en: It", f"en: {advice}")
    assert workshop.found() == ()
