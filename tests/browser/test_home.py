"""The home page: bars, strip and filters, in a real browser."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SIZES

Generated = Callable[[int], Path]
Claims = list[dict[str, Any]]

MANY = 43

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(scope="module")
def home(generated: Generated) -> str:
    """Give the address of a home page with 43 claims."""
    return (generated(MANY) / "index.html").as_uri()


@pytest.fixture(scope="module")
def claims(generated: Generated) -> Claims:
    """Give its claims, as they are published."""
    found: Claims = json.loads((generated(MANY) / "data" / "claims.json").read_text("utf-8"))["claims"]
    return found


def _open(page: Page, address: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)


def _ids(claims: Claims) -> list[str]:
    return sorted(str(claim["id"]) for claim in claims)


def _shown(page: Page) -> list[str]:
    """Return the ids of the claims in the list that can be seen."""
    links = page.locator("#rows .row:visible .t a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return sorted(link.removeprefix("claims/").removesuffix(".html") for link in links)


def _lit(page: Page) -> set[str]:
    """Return the claims whose signs in the strip are not faded."""
    script = """cells => cells.filter(cell => !cell.matches('.off')).flatMap(cell => {
        const signs = [...cell.querySelectorAll('i')]
        return (cell.dataset.c ?? '').split(' ').filter((id, n) => id && !signs[n].matches('.off'))
    })"""
    found: list[str] = page.locator(".strip .sg").evaluate_all(script)
    return set(found)


def _choose(page: Page, choice: str) -> None:
    """Click a filter, in the sheet where there is no room beside the list."""
    link = page.locator(f'[data-f="{choice}"]')
    if not link.is_visible():
        page.locator(".sub .pop").click()
        link.click()
        page.locator(".sheet > .pop").click()
    else:
        link.click()


def _with(claims: Claims, verdicts: set[str], topic: str = "") -> Claims:
    return [c for c in claims if c["verdict"] in verdicts and (not topic or topic in c["topics"])]


@pytest.mark.parametrize("size", SIZES)
def test_a_bar_filters_list_and_strip_together(page: Page, home: str, claims: Claims, size: tuple[int, int]) -> None:
    """A click on a verdict leaves its claims in list and strip, and says how many; a second takes it back."""
    _open(page, home, size)
    expect(page.locator("#count")).to_have_text(f"{MANY}\u00a0claims, in the order of the talk")
    wanted = _ids(_with(claims, {"inaccurate"}))
    _choose(page, "verdict:inaccurate")
    assert _shown(page) == wanted
    assert _lit(page) == set(wanted)
    expect(page.locator("#count")).to_have_text(f"{len(wanted)} of {MANY} shown")
    expect(page.locator("#count")).to_have_attribute("role", "status")
    expect(page).to_have_url(f"{home}?verdict=inaccurate")
    expect(page.locator('[data-f="verdict:inaccurate"]')).to_have_attribute("aria-current", "true")
    _choose(page, "verdict:inaccurate")
    assert _shown(page) == _ids(claims)
    expect(page).to_have_url(home)


@pytest.mark.parametrize("size", SIZES)
def test_choices_of_a_kind_add_and_kinds_narrow(page: Page, home: str, claims: Claims, size: tuple[int, int]) -> None:
    """Either of two verdicts, and with them the topic; the address has it all and opens the same list."""
    topic = Counter(t for c in claims for t in c["topics"]).most_common(1)[0][0]
    wanted = _ids(_with(claims, {"inaccurate", "misleading"}, topic))
    assert 0 < len(wanted) < len(_with(claims, {"inaccurate", "misleading"}))
    _open(page, home, size)
    for choice in ("verdict:inaccurate", "verdict:misleading", f"topic:{topic}"):
        _choose(page, choice)
    assert _shown(page) == wanted
    address = f"{home}?verdict=inaccurate,misleading&topic={topic}"
    expect(page).to_have_url(address)
    page.goto("about:blank")
    page.goto(address)
    assert _shown(page) == wanted
    assert _lit(page) == set(wanted)


@pytest.mark.parametrize("size", SIZES)
def test_a_section_shows_its_claims(page: Page, home: str, claims: Claims, size: tuple[int, int]) -> None:
    """A filter by section leaves one group."""
    _open(page, home, size)
    inside = page.locator("#g-s2 .t a").evaluate_all("all => all.map(a => a.getAttribute('href').slice(7, -5))")
    _choose(page, "section:s2")
    assert _shown(page) == sorted(inside)
    assert page.locator(".grp:visible").count() == 1
    expect(page).to_have_url(f"{home}?section=s2")


@pytest.mark.parametrize("size", SIZES)
def test_words_filter_as_they_are_typed(page: Page, home: str, claims: Claims, size: tuple[int, int]) -> None:
    """Every word must stand in the row as it is printed, whatever its case; hits are marked."""
    name = claims[7]["title"].split()[0]
    _open(page, home, size)
    if not page.locator("#q").is_visible():
        page.locator(".sub .pop").click()
    page.locator("#q").press_sequentially(f"{name.upper()} PER")
    page.keyboard.press("Enter")  # closes the sheet
    assert _shown(page) == _ids([c for c in claims if name in c["title"] + c["summary"]])
    expect(page.locator("mark.hit:visible").first).to_have_text(name)
    expect(page).to_have_url(f"{home}?q={name.upper()}+PER")


@pytest.mark.parametrize("size", SIZES)
def test_back_goes_from_choice_to_choice_and_passes_over_letters(
    page: Page, home: str, claims: Claims, size: tuple[int, int]
) -> None:
    """A click is a step in the history, a letter is none; Back brings list, chips and words with it."""
    _open(page, home, size)
    _choose(page, "verdict:accurate")
    _choose(page, "verdict:half-true")
    if not page.locator("#q").is_visible():
        page.locator(".sub .pop").click()
    page.locator("#q").press_sequentially("per cent")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home}?verdict=accurate,half-true&q=per+cent")
    page.go_back()
    expect(page).to_have_url(f"{home}?verdict=accurate")
    assert _shown(page) == _ids(_with(claims, {"accurate"}))
    assert page.locator("#q").input_value() == ""
    assert page.locator("#chips .chip").count() == 1
    page.go_back()
    expect(page).to_have_url(home)
    assert _shown(page) == _ids(claims)
    page.go_forward()
    assert _shown(page) == _ids(_with(claims, {"accurate"}))


@pytest.mark.parametrize("size", SIZES)
def test_each_filter_in_force_has_a_chip_that_removes_it(
    page: Page, home: str, claims: Claims, size: tuple[int, int]
) -> None:
    """Chips name what is in force; the focus stays among them; the last button clears all."""
    _open(page, f"{home}?verdict=accurate,inaccurate&q=per", size)
    chips = page.locator("#chips .chip")
    expect(chips).to_have_text(["Accurate", "False", "“per”"])
    expect(chips.nth(1)).to_have_attribute("aria-label", "Remove: False")
    chips.nth(1).focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_text(["Accurate", "“per”"])
    expect(chips.nth(1)).to_be_focused()
    assert _shown(page) == _ids(_with(claims, {"accurate"}))
    page.locator(".res .clear").click()
    expect(chips).to_have_count(0)
    expect(page.locator("#count")).to_be_focused()
    assert _shown(page) == _ids(claims)
    expect(page).to_have_url(home)
    expect(page.locator(".res .clear")).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_found_says_so_and_leads_on(page: Page, home: str, size: tuple[int, int]) -> None:
    """An empty list says what to do: clear the filters, or look for the words everywhere."""
    _open(page, f"{home}?verdict=accurate&q=zebra+crossing", size)
    assert _shown(page) == []
    expect(page.locator("#count")).to_have_text(f"0 of {MANY} shown")
    empty = page.locator("#none")
    expect(empty).to_be_visible()
    assert _lit(page) == set()
    everywhere = empty.get_by_role("link", name="Search everything")
    assert everywhere.get_attribute("href", timeout=1000).endswith("search.html?q=zebra%20crossing")  # type: ignore[union-attr]
    empty.get_by_role("link", name="Clear all filters").click()
    expect(empty).to_be_hidden()
    expect(page).to_have_url(home)


def test_what_the_page_does_not_know_is_passed_over(page: Page, home: str, claims: Claims) -> None:
    """An address with a topic that is gone still shows the rest of what it says."""
    page.goto(f"{home}?topic=gone&verdict=accurate")
    assert _shown(page) == _ids(_with(claims, {"accurate"}))
    expect(page.locator("#chips .chip")).to_have_count(1)


def test_a_click_with_a_key_held_opens_the_link_as_usual(page: Page, home: str, claims: Claims) -> None:
    """Control and a click give a new tab, and the address there filters in the same way."""
    page.goto(home)
    with page.context.expect_page() as opened:
        page.locator('[data-f="verdict:half-true"]').click(modifiers=["ControlOrMeta"])
    assert _shown(page) == _ids(claims)
    other = opened.value
    expect(other).to_have_url(f"{home}?verdict=half-true")
    assert _shown(other) == _ids(_with(claims, {"half-true"}))


@pytest.mark.parametrize("size", SIZES)
def test_every_passage_is_a_segment_and_every_segment_a_link(
    page: Page, home: str, generated: Generated, size: tuple[int, int]
) -> None:
    """The strip has the passages of the talk in order, each with a word for what became of it."""
    _open(page, (generated(MANY) / "transcripts" / "talk-01.html").as_uri(), size)
    passages: list[str] = page.locator(".psg").evaluate_all("all => all.map(p => 'transcripts/talk-01.html#' + p.id)")
    page.goto(home)
    segments = page.locator(".strip .sg")
    assert segments.evaluate_all("all => all.map(a => a.getAttribute('href'))") == passages
    assert all(segments.evaluate_all("all => all.map(a => a.textContent.trim().length > 10)"))
    boxes = segments.evaluate_all("all => all.map(a => a.getBoundingClientRect()).map(b => [b.width, b.height])")
    assert min(width for width, _ in boxes) >= 24
    assert min(height for _, height in boxes) >= 24


def test_the_counts_say_what_they_do_not_mean(page: Page, home: str, claims: Claims) -> None:
    """Bars count the claims by verdict, and the sentence below says that they are no score."""
    page.goto(home)
    counts = Counter(claim["verdict"] for claim in claims)
    for verdict, count in counts.items():
        expect(page.locator(f'.ledger [data-f="verdict:{verdict}"] b')).to_have_text(str(count))
    expect(page.get_by_text("These counts are no score for the talk")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [0, 1, 5])
def test_few_claims_have_neither_bars_nor_filters(
    page: Page, generated: Generated, number: int, size: tuple[int, int]
) -> None:
    """Who can see all claims at a glance needs no filter; who sees none is told why."""
    _open(page, (generated(number) / "index.html").as_uri(), size)
    assert page.locator(".ledger, .facet, .res, #q").count() == 0
    assert page.locator("#rows .row").count() == number
    assert page.locator(".strip .sg").count() > 0
    assert page.get_by_text("No claim has been rated yet").count() == (number == 0)
    expect(page.locator("#h-list")).to_have_text("The claim" if number == 1 else "The claims")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", SIZES)
def test_five_hundred_claims_are_one_line_each_and_filter(
    page: Page, generated: Generated, size: tuple[int, int]
) -> None:
    """A long list stays a list: summaries show where they hold what was looked for."""
    home = (generated(500) / "index.html").as_uri()
    _open(page, home, size)
    assert page.locator("#rows .row").count() == 500
    assert page.locator("#rows .row p:visible").count() == 0
    _open(page, f"{home}?q=best+year&verdict=misleading", size)
    shown = len(_shown(page))
    assert 0 < shown < 500
    assert page.locator("#rows .row p:visible").count() == shown
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", SIZES)
def test_without_javascript_filters_are_links_that_lead_somewhere(
    browser: Browser, home: str, claims: Claims, size: tuple[int, int]
) -> None:
    """A bar shows its claims, a topic opens its page, a section its heading, the field the index of everything."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(home)
    page.locator('[data-f="verdict:unsupported"]').click()
    expect(page).to_have_url(f"{home}#f-unsupported")
    assert _shown(page) == _ids(_with(claims, {"unsupported"}))
    expect(page.locator("#h-list")).to_be_in_viewport()
    page.locator(".res .clear").click()
    assert _shown(page) == _ids(claims)
    _choose(page, "section:s3")
    expect(page.locator("#g-s3")).to_be_in_viewport()
    topic = claims[0]["topics"][0]
    page.goto(home)
    if not page.locator(f'[data-f="topic:{topic}"]').is_visible():
        page.locator(".sub .pop").click()
    page.locator(f'[data-f="topic:{topic}"]').click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith(f"topics/{topic}.html")
    context.close()


def _contrast(page: Page, selector: str) -> float:
    """Return the contrast of an element's words with what lies behind them (WCAG 2.2, 1.4.3)."""
    script = """element => {
        const draw = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
        const light = color => {
            draw.fillStyle = color
            draw.fillRect(0, 0, 1, 1)
            const [r, g, b] = [...draw.getImageData(0, 0, 1, 1).data].map(n => n / 255)
                .map(n => n <= .04045 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4)
            return .2126 * r + .7152 * g + .0722 * b
        }
        let behind = element
        while (/, 0\\)$|transparent/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement
        const both = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(light)
        return (Math.max(...both) + .05) / (Math.min(...both) + .05)
    }"""
    found: float = page.locator(selector).first.evaluate(script)
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_and_found_can_be_read(page: Page, home: str, size: tuple[int, int], scheme: Any) -> None:
    """Choices, chips and hits have enough contrast in both themes."""
    page.emulate_media(color_scheme=scheme)
    _open(page, f"{home}?verdict=accurate&topic=topic-01&q=per", size)
    for selector in (
        ".ledger [aria-current] span",
        ".facet [aria-current] span",
        ".facet b",
        ".chip",
        ".hit",
        ".caveat",
    ):
        assert _contrast(page, selector) >= 4.5, selector
