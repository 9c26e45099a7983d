"""The search page as it is made: what is on it, where, and what is left out."""

from __future__ import annotations

import re

import pytest

from factpress.pages import search
from factpress.pages.search import LAST
from factpress.pipeline import build
from tests.conftest import Workshop


def _page(workshop: Workshop) -> str:
    assert build(workshop.options()._replace(fresh=True)).made is not None
    return (workshop.site / "search.html").read_text("utf-8")


def _entries(page: str) -> list[str]:
    return re.findall(r'<h4 class="t[^"]*"><a href="([^"]+)"', page)


def test_every_claim_passage_and_source_is_an_entry_once(workshop: Workshop) -> None:
    """Drafts and withdrawn claims are not; a claim with two topics stands under the first and is named under both."""
    workshop.replace("claims/length.md", "topics: [length]", "topics: [length, cost]")
    page = _page(workshop)
    assert sorted(_entries(page)) == [
        *(f"claims/{id}.html" for id in ("beauty", "cost", "length", "record")),
        *(f"sources/{id}.html" for id in ("atlas", "ledger", "survey")),
        *(f"transcripts/bridge.html#{id}" for id in ("p1", "p2", "p3")),
    ]
    assert "too long" not in page
    cost = page[page.index('id="t-cost"') : page.index('id="passages"')]
    assert '<li><a href="claims/length.html">' in cost


def test_words_that_are_not_printed_are_not_found(workshop: Workshop) -> None:
    """Of an excerpt, what was left out is not there; a summary of ours is."""
    page = _page(workshop)
    passage = page[page.index("bridge.html#p1") : page.index("bridge.html#p2")]
    assert "He greets the audience." in passage
    assert "[…]" not in passage


def test_talks_that_are_too_long_are_left_out_and_the_page_says_so(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What claims quote is still there, and the way to the transcripts."""
    monkeypatch.setattr(search, "MOST_WORDS", 10)
    page = _page(workshop)
    assert "too long to be searched here" in page
    assert not [entry for entry in _entries(page) if entry.startswith("transcripts/")]
    assert 'data-f="kind:passages"' not in page
    assert '<a href="transcripts/bridge.html">A talk about a bridge</a>' in page
    assert '<p lang="ja">1.5兆円</p>' in page


@pytest.mark.parametrize(
    ("title", "letter", "place"),
    [
        ("Apollo", "A", "apollo"),
        ("“Éire” and more", "E", "eire and more"),
        ("2024 in sums", "0–9", "2024 in sums"),
        ("橋の話", LAST, "橋の話"),
        ("(…)", LAST, ""),
    ],
)
def test_a_title_stands_under_its_letter(title: str, letter: str, place: str) -> None:
    """Accents, quotation marks and case do not count; what is no Latin letter comes last."""
    assert search._place(title) == (letter, place)
