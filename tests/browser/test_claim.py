"""A claim's page, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.places import boxes

CITATION = ".prose .cite-ref >> nth=0"
ROW = "320 metres from the ground to the tip of the mast."
ADDRESS = "https://example.org/small-talk/claims/height.html"


def _open(page: Page, site: Path, name: str = "height") -> None:
    page.goto((site / "claims" / f"{name}.html").as_uri())


def _clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_answer_comes_before_everything_else(sized: Page, tower: Path) -> None:
    """Correction, headline, verdict and short answer stand in this order, and the answer is on the first screen."""
    _open(sized, tower)
    # Browsers differ in whether they break the line behind words that only listeners get.
    order = " ".join(sized.locator("main").evaluate("main => main.innerText").split())
    parts = [
        "Corrected",
        "The tower is 320 metres high",
        "Verdict: False",
        "The survey measured 320 metres",
        "What was said",
    ]
    places = [order.index(part) for part in parts]
    assert places == sorted(places)
    expect(sized.locator(".answer")).to_be_in_viewport()


def test_the_quote_stands_in_its_context(sized: Page, tower: Path) -> None:
    """The sentence before and the one after stand around the quoted words, each language under its own tag."""
    _open(sized, tower)
    english, japanese = sized.locator(".quote .l1"), sized.locator(".quote .l2")
    said = "… People come here from far away to see it. The tower is 400 metres high"
    after = ", and no other tower in the country comes near it. You see it from the sea. …"
    marked = "Claim 5, False: The tower is 400 metres high (end of quote) "
    assert english.text_content() == said.replace("The tower is 400 metres high", marked) + after
    assert "…遠くから人が来ます。" in str(japanese.text_content())
    expect(japanese).to_have_attribute("lang", "ja")
    expect(japanese.locator("mark")).to_have_text("塔の高さは400メートル")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_context_is_quieter_than_the_quote(sized: Page, tower: Path, scheme: str) -> None:
    """The quoted words have the colour of text, those around them that of the second voice."""
    sized.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    _open(sized, tower)
    colour = "e => getComputedStyle(e).color"
    quoted, around = (sized.locator(f".quote {part}").first.evaluate(colour) for part in ("mark", ".l1"))
    assert quoted == sized.locator("body").evaluate(colour) != around


def test_who_listens_hears_verdict_and_end_of_a_quote(sized: Page, tower: Path) -> None:
    """The verdict is said before the words and their end behind them, in the language of the site."""
    _open(sized, tower)
    for language in (".l1", ".l2"):
        words = sized.locator(f".quote {language} .vh")
        assert words.all_text_contents() == ["Claim 5, False: ", " (end of quote) "]
        assert words.evaluate_all("all => all.map(e => e.lang)") == ["en", "en"]


def test_a_citation_shows_its_source_without_leaving_the_words(sized: Page, tower: Path) -> None:
    """Title, what it shows, stance, how it was read and a link, on the screen; Escape leads back to the words."""
    _open(sized, tower)
    address, place = sized.url, sized.locator(CITATION)
    place.focus()
    expect(place).to_be_in_viewport()  # the page glides there, and a key would stop it on its way
    sized.keyboard.press("Enter")
    card = sized.get_by_role("dialog", name="Survey of the bridge <2019>")
    for words in (ROW, "p. 7", "Contradicts", "Original", "Open", "Archived", "Primary"):
        expect(card).to_contain_text(words)
    expect(card.get_by_role("link", name="Open")).to_have_attribute("href", "https://example.org/survey?a=1&b=2")
    expect(card).to_be_focused()
    assert sized.url == address
    # The page may still be on its way to the focused words.
    inside = """card => {
      const { left, right, top, bottom } = card.getBoundingClientRect()
      return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight + 1
    }"""
    sized.wait_for_function(inside, arg=card.element_handle())
    expect(place).to_be_in_viewport()
    sized.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(place).to_be_focused()


def test_on_a_desk_the_source_stands_at_its_citation(page: Page, quiet: None, tower: Path) -> None:
    """Where there is room it opens below the citation or above it, on a phone at the foot of the screen."""
    page.set_viewport_size({"width": 1280, "height": 900})
    _open(page, tower)
    for n in (0, 1, 2):
        citation = page.locator(".prose .cite-ref").nth(n)
        citation.click()
        at, card = boxes(citation, page.locator(".cited"))
        assert min(abs(card["y"] - at["y"] - at["height"]), abs(card["y"] + card["height"] - at["y"])) < 12
        page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(CITATION).click()
    (card,) = boxes(page.locator(".cited"))
    assert (card["x"], card["width"], round(card["y"] + card["height"])) == (0, 360, 740)


def test_one_source_after_another(sized: Page, tower: Path) -> None:
    """Another citation shows another source, and the button closes it."""
    _open(sized, tower)
    for n, title in ((0, "Survey of the bridge"), (2, "An atlas of bridges")):
        sized.locator(".prose .cite-ref").nth(n).click()
        card = sized.locator(".cited")
        expect(card.get_by_role("heading")).to_contain_text(title)
        card.get_by_role("button", name="Close").click()
        expect(card).to_be_hidden()


def test_figures_that_are_compared_are_drawn_to_scale(sized: Page, tower: Path) -> None:
    """Bars begin at zero, are as long as their figures, and are told apart without colour; others are not drawn."""
    _open(sized, tower)
    chart = sized.get_by_role("img", name="said height 400, measured 320 (m)")
    assert sized.locator(".chart").count() == 1
    claimed, found = boxes(chart.locator(".given"), chart.locator(".found"))
    assert found["width"] / claimed["width"] == pytest.approx(0.8, abs=0.02)
    assert claimed["x"] == pytest.approx(found["x"], abs=2)
    dashes = "e => getComputedStyle(e).strokeDasharray"
    assert chart.locator(".given").evaluate(dashes) != "none" == chart.locator(".found").evaluate(dashes)
    assert chart.locator("text").all_text_contents() == ["said height 400", "measured 320"]


def test_a_calculation_goes_step_by_step(sized: Page, tower: Path) -> None:
    """The figures, the formula in words, the formula with the figures, the result."""
    _open(sized, tower)
    sums = sized.get_by_role("figure", name="Visitors in a year of 365 days")
    steps = [" ".join(row.split()) for row in sums.get_by_role("row").all_inner_texts()]
    assert steps == [
        "visitors [3] 2,000,000 people",
        "days 365 days",
        "visitors ÷ days",
        "= 2,000,000 ÷ 365",
        "= Result 5,479 people a day",
    ]


def test_three_dates_are_told_apart(sized: Page, tower: Path) -> None:
    """When it was said, when the check was published, and when the sources were last read."""
    _open(sized, tower)
    dates = sized.locator(".chead + .read .facts time")
    assert dates.evaluate_all("all => all.map(e => e.dateTime)") == ["2026-01-02", "2026-02-01", "2026-03-01"]
    for word in ("Said", "Published", "Verified"):
        expect(sized.locator(".facts dt", has_text=word).last).to_be_visible()


def test_known_then_is_told_from_known_now(sized: Page, tower: Path) -> None:
    """Sources stand on the side of their dates, by numbers that open them as citations do."""
    _open(sized, tower)
    known = sized.locator("p", has_text="Known then, known now.")
    expect(known).to_have_text("Known then, known now. Out when this was said: [1] [3]. Published since: [2].")
    known.get_by_role("link", name="[2]").click()
    expect(sized.get_by_role("dialog")).to_contain_text("A height of 320 metres.")


def test_what_would_change_the_verdict_is_said(sized: Page, tower: Path) -> None:
    """Under a heading of its own."""
    _open(sized, tower)
    section = sized.locator("section", has=sized.get_by_role("heading", name="What would change this verdict"))
    expect(section.locator("p")).to_have_text("A newer survey.")


def test_ways_to_cite_say_the_same(sized: Page, tower: Path) -> None:
    """BibTeX, RIS and CSL-JSON hold title, authors, date and address; one is open at a time."""
    _open(sized, tower)
    for way in ("BibTeX", "RIS", "CSL-JSON"):
        sized.locator("summary", has_text=way).click()
        expect(sized.locator("[name=citing][open] pre")).to_have_count(1)
        shown = sized.locator("[name=citing][open] pre").inner_text()
        for words in ("A. Editor", "B. Editor", "The tower is 320 metres high, not 400: False", ADDRESS, "2026-03-01"):
            assert words in shown
    told = json.loads(shown)[0]
    assert told["issued"] == {"date-parts": [[2026, 2, 1]]}
    assert told["type"] == "webpage"


def test_quote_verdict_and_link_are_copied_together(sized: Page, tower: Path) -> None:
    """One button copies what was said in each language, by whom, the verdict with its reason, and the address."""
    sized.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _open(sized, tower)
    sized.get_by_role("button", name="Copy with verdict and link").click()
    expect(sized.locator("#say")).to_have_text("Copied")
    assert _clipboard(sized).split("\n") == [
        "“The tower is 400 metres high”",
        "“塔の高さは400メートル”",
        "(Mori)",
        "False: The survey measured 320 metres, with the mast.",
        ADDRESS,
    ]


def test_where_copying_is_forbidden_the_words_are_selected(sized: Page, tower: Path) -> None:
    """Then what would have been copied is shown and selected."""
    sized.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    _open(sized, tower)
    sized.get_by_role("button", name="Copy with verdict and link").click()
    expect(sized.locator("#share")).to_be_visible()
    assert "“The tower is 400 metres high”" in sized.evaluate("getSelection().toString()")


def test_an_error_is_reported_with_the_page_named(sized: Page, tower: Path) -> None:
    """The new issue has the page in its title and two questions in its text; the file is one link away."""
    _open(sized, tower)
    report = sized.locator("main").get_by_role("link", name="Report an error").get_attribute("href")
    asked = parse_qs(urlsplit(str(report)).query)
    assert asked["title"] == ["Error on claims/height.html"]
    assert "which source says so?" in asked["body"][0]
    edit = sized.locator("main").get_by_role("link", name="Edit this page")
    expect(edit).to_have_attribute(
        "href", "https://example.org/small-talk/repository/edit/main/content/claims/height.md"
    )


def test_related_claims_lead_on(sized: Page, site: Path) -> None:
    """A few others with their verdicts, never the claim itself; a click opens one."""
    _open(sized, site, "apollo-ten-percent-of-gdp")
    rows = sized.locator("section", has=sized.get_by_role("heading", name="Related claims")).locator(".row")
    assert 1 <= rows.count() <= 3
    titles = rows.locator(".t").all_inner_texts()
    assert sized.locator("h1").inner_text() not in titles
    for row in rows.all():
        expect(row.locator(".vd")).not_to_be_empty()
    rows.first.locator(".t a").click()
    expect(sized.locator("h1")).to_have_text(titles[0])


def test_a_passage_plays_from_its_claim(sized: Page, tower: Path) -> None:
    """The time of the passage leads to the recording."""
    _open(sized, tower)
    play = sized.get_by_role("link", name="Recording at 00:30")
    expect(play).to_have_attribute("href", "https://www.youtube.com/watch?v=tower&t=40")


def test_without_javascript_a_citation_leads_to_its_row(browser: Browser, tower: Path) -> None:
    """And the citation of the page is there in plain text; buttons that could do nothing are not."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    _open(page, tower)
    page.locator(CITATION).click()
    assert page.url.endswith("#e-1")
    expect(page.locator("#e-1")).to_be_in_viewport()
    expect(page.locator("#cite")).to_contain_text(ADDRESS)
    expect(page.locator("[name=citing]").first).to_be_hidden()
    expect(page.get_by_role("button", name="Copy with verdict and link")).to_be_hidden()
    context.close()


def test_on_paper_citations_are_numbers_and_sources_have_addresses(page: Page, quiet: None, tower: Path) -> None:
    """Numbers in the text are those of the evidence, whose links print where they lead; what one clicks is left out."""
    page.set_viewport_size({"width": 673, "height": 900})
    page.emulate_media(media="print")
    _open(page, tower)
    assert page.locator(CITATION).inner_text() == "[1, p. 7]"
    expect(page.locator("#e-1 th")).to_contain_text("1. Survey")
    printed = page.locator("#e-1 a[href^=http]").first.evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://example.org/survey?a=1&b=2" in printed
    for part in ("[name=citing] >> nth=0", ".acts >> nth=0", ".nav", ".foot"):
        expect(page.locator(part)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 673
