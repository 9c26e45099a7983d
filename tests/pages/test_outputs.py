"""What pages show of a claim and a talk: recordings, calculations, quotes in their context."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.model.content import Calculation, Input, Recording, Verdict
from factpress.pages.calculations import compares, steps
from factpress.pages.components import Mark
from factpress.pages.evidence import known_then
from factpress.pages.excerpts import Words, around
from factpress.pages.recording import recording_at
from tests.conftest import Workshop

MARK = Mark("a", 1, "", Verdict(id="a", label="A", meaning="", icon="bubble", tone="half"))


@pytest.mark.parametrize(
    ("url", "offset", "time", "address"),
    [
        ("https://www.youtube.com/watch?v=a", "", "06:12", "https://www.youtube.com/watch?v=a&t=372"),
        ("https://www.youtube.com/watch?v=a&t=9s", "00:10", "0:02", "https://www.youtube.com/watch?v=a&t=12"),
        ("https://youtu.be/a", "-00:30", "01:00:00", "https://youtu.be/a?t=3570"),
        ("https://example.org/talk.mp3", "", "06:12", "https://example.org/talk.mp3#t=372"),
        ("https://example.org/talk?x=1#old", "1:00:00", "0:01", "https://example.org/talk?x=1#t=3601"),
        ("https://notyoutube.com/a", "-01:00", "0:30", "https://notyoutube.com/a#t=0"),
        ("https://example.org/talk.mp3", "00:10", "", ""),
    ],
)
def test_a_recording_plays_from_a_time(url: str, offset: str, time: str, address: str) -> None:
    """The time and the offset are added; where a host wants the time in the query, it stands there."""
    assert recording_at(Recording(url=url, offset=offset), time) == address


def test_without_a_recording_nothing_plays() -> None:
    """A time alone leads nowhere."""
    assert recording_at(None, "06:12") == ""


def test_an_offset_that_is_no_time_is_told(workshop: Workshop) -> None:
    """It is reported where it stands, with what to write instead."""
    front = "rights: excerpts\n"
    media = 'media: {url: "https://example.org/talk.mp3", offset: 12s}\n'
    workshop.replace("transcripts/bridge.ja.md", front, front + media)
    (found,) = [d for d in workshop.found() if d.code == "FP204"]
    assert "'offset' is no time: '12s'" in found.message
    assert found.where.column > 40


def _calculation(formula: str, *inputs: tuple[str, str, str, str]) -> Calculation:
    named = {name: Input(value=Decimal(value), unit=unit, source=source) for name, value, unit, source in inputs}
    return Calculation(title="", inputs=named, formula=formula, result=Decimal(1))


SAID, FOUND = ("said_height", "1400", "m", ""), ("found", "0350.5", "m", "survey")


@pytest.mark.parametrize(
    ("formula", "inputs", "drawn"),
    [
        ("said_height / found", (SAID, FOUND), True),
        ("(found / said_height - 1) * 100", (SAID, FOUND), True),
        ("said_height-found", (SAID, FOUND), True),
        ("said_height + found", (SAID, FOUND), False),
        ("said_height / 10 / found", (SAID, FOUND), False),
        ("said_height / found", (SAID, ("found", "3", "km", "")), False),
        ("said_height / found", (("said_height", "1", "", ""), ("found", "3", "", "")), False),
        ("said_height / found", (SAID, ("found", "-3", "m", "")), False),
        ("said_height / found - other", (SAID, FOUND, ("other", "1", "m", "")), False),
        ("founder / said_height", (("founder", "1", "m", ""), ("said_height", "0", "m", "")), True),
    ],
)
def test_a_calculation_is_drawn_where_it_compares_two_figures(
    formula: str, inputs: tuple[tuple[str, str, str, str], ...], drawn: bool
) -> None:
    """Two inputs of one unit, none below zero, of which one is divided by the other or taken from it."""
    calculation = _calculation(formula, *inputs)
    assert compares(calculation) == drawn
    assert bool(steps(calculation, {}).bars) == drawn


def test_a_calculation_is_shown_in_steps() -> None:
    """Names become words and figures, signs those of print; numbers of the formula stay."""
    shown = steps(_calculation("(said_height / found - 1) * 2**2", SAID, FOUND), {"survey": 3})
    assert shown.formula == "(said height ÷ found − 1) × 2^2"
    assert shown.figures == "(1,400 ÷ 350.5 − 1) × 2^2"
    assert [(bar.label, bar.percent, bar.given) for bar in shown.bars] == [
        ("said height", "100.00", True),
        ("found", "25.04", False),
    ]
    assert [term.number for term in shown.terms] == [0, 3]


@given(st.text(alphabet="aB .!?。「」[…]\n", max_size=60), st.data())
def test_a_quote_keeps_its_words_in_its_context(words: str, data: st.DataObject) -> None:
    """Whatever is cut off around a quote, the marked words are the quoted ones, and nothing is added but `…`."""
    words, spans = words.strip(), []
    for _ in range(data.draw(st.integers(0, 3))):
        if words:
            start = data.draw(st.integers(0, len(words) - 1))
            end = data.draw(st.integers(start + 1, len(words)))
            spans.append((start, end, MARK, False))
    said = Words("en", 1, True, False, words, tuple(spans))
    shown = around(said)
    whole = sorted(words[start:end] for start, end, *_ in spans)
    assert sorted(shown.words[start:end] for start, end, *_ in shown.spans) == whole
    assert len(shown.words.replace("…", "").strip()) <= len(words)


@pytest.mark.parametrize(
    ("words", "quote", "shown"),
    [
        ("One. Two. Three. Four. Five.", "Three", "… Two. Three. Four. …"),
        ("One. Two. Three.", "Two", "One. Two. Three."),
        ("One. Two. Three. Four. Five. Six. Seven.", "One, Seven", "One. Two. … Six. Seven."),
        ("一。二。三。四。五。", "三", "…二。三。四。…"),
        ("一。[…]二。三。四。", "二", "[…]二。三。…"),
        ("一。二。[…]三。", "一", "一。二。…"),
        ("一。二。[…]三。", "二", "一。二。[…]"),
    ],
)
def test_the_sentence_before_and_the_one_after_stand_around_a_quote(words: str, quote: str, shown: str) -> None:
    """What is farther off is cut; at an omission only the omission stands."""
    spans = tuple((words.index(part), words.index(part) + len(part), MARK, False) for part in quote.split(", "))
    assert around(Words("en", 1, True, False, words, spans)).words == shown


def test_the_page_counts_sources_and_the_primary_ones_that_were_opened(workshop: Workshop) -> None:
    """A source with two rows is one source, and one that nobody opened does not count as primary."""
    rows = (
        "  - {source: survey, stance: supports, shows: It.}\n"
        "  - {source: sealed, stance: context, shows: Nobody has seen it.}\n"
        "  - source: atlas\n"
    )
    workshop.replace("claims/length.md", "  - source: atlas\n", rows)
    unread = "references:\n- {id: sealed, type: book, title: Sealed, custom: {kind: primary, read: not-read}}\n"
    workshop.replace("sources/books.yaml", "references:\n", unread)
    assert workshop.build().code == 0
    assert "3\u00a0sources</a>, 1 primary" in (workshop.site / "claims" / "length.html").read_text("utf-8")


def test_the_page_says_why_a_prediction_is_rated(workshop: Workshop) -> None:
    """The editor's reason stands in the section with the quotation, behind it, and in the data."""
    for kind in (
        ("transcripts/bridge.en.md", "p3 kind=fact", "p3 kind=prediction"),
        (
            "claims/cost.md",
            "no_primary:",
            "rated_because: It rests on <a sum>.\nno_primary:",
        ),
    ):
        workshop.replace(*kind)
    assert workshop.build().out.count("FP520") == 0
    page = (workshop.site / "claims" / "cost.html").read_text("utf-8")
    section = page[page.index("What was said") : page.index("Copy with verdict and link")]
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", section)).strip()
    assert said.endswith("Why this is rated: It rests on &lt;a sum&gt;.")
    data = json.loads((workshop.site / "data" / "claims.json").read_text("utf-8"))
    reasons = {claim["id"]: claim["rated_because"] for claim in data["claims"]}
    assert {id: why for id, why in reasons.items() if why} == {"cost": "It rests on <a sum>."}


@pytest.mark.parametrize(
    ("issued", "said_on", "then"),
    [
        ("2025-11-30", "2025-11-30", True),
        ("2025-12-01", "2025-11-30", False),
        ("2024", "2025-11-30", True),
        ("2026", "2025-11", False),
        ("2025-10-31", "2025-11", True),
        ("2025-11-02", "2025-11", None),
        ("2025", "2025-11-30", None),
        ("2025-11", "2025-11", None),
        ("", "2025-11-30", None),
        ("2025-11-30", "", None),
    ],
)
def test_dates_decide_what_was_known_then(issued: str, said_on: str, then: bool | None) -> None:
    """A source counts for neither side if its date, or that of the talk, is not exact enough."""
    assert known_then(issued, said_on) is then


def test_the_page_tells_known_then_from_known_now(workshop: Workshop) -> None:
    """Sources are named by their numbers, on the side on which their dates put them."""
    workshop.replace("transcripts/bridge.ja.md", "published: 2026-01-02", "published: 2020-01-02")
    assert workshop.build().code == 0
    page = (workshop.site / "claims" / "length.html").read_text("utf-8")
    known = page[page.index("Known then, known now.") :]
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", known[: known.index("</p>")]))
    assert said.strip() == "Known then, known now. Out when this was said: [1]. Published since: [2]."
