"""A reader's way through the site, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES
from tests.browser.places import boxes

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.mark.parametrize("size", SIZES)
def test_from_a_highlight_to_its_claim_and_back(page: Page, site: Path, size: tuple[int, int]) -> None:
    """From the home page into the talk, from underlined words to their check, and back to the passage."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto((site / "index.html").as_uri())
    page.locator(".strip .st-checked").first.click()
    expect(page).to_have_url((site / "transcripts" / "genesis-catch-up.html").as_uri() + "#p1")
    words = page.locator("mark#claim-apollo-comparison")
    expect(words).to_be_visible()
    said = words.inner_text()
    page.locator("#p1 a.ref").first.click()
    expect(page).to_have_url((site / "claims" / "apollo-comparison.html").as_uri())
    expect(page.locator("h1")).to_be_visible()
    marked = page.locator(".quote mark").first
    expect(marked).to_have_text(said)
    page.get_by_role("link", name="Passage 1", exact=True).first.click()
    expect(page.locator("#p1")).to_be_in_viewport()
    (passage,) = boxes(page.locator("#p1"))
    assert 0 <= passage["y"] < size[1] / 3


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fragment", ["p30", "claim-grant-shifts"])
def test_a_shared_link_shows_its_passage(page: Page, site: Path, size: tuple[int, int], fragment: str) -> None:
    """Who arrives by a link to a passage or a quote sees it at the top, not under the bar."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto((site / "transcripts" / "genesis-catch-up.html").as_uri() + "#" + fragment)
    target = page.locator(f"#{fragment}")
    expect(target).to_be_in_viewport()
    box, bar = boxes(target, page.locator(".tbar"))
    assert bar["y"] + bar["height"] <= box["y"] + 1 < size[1] / 2


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "transcripts/genesis-catch-up.html",
        "claims/apollo-comparison.html",
        "claims/horizon-europe.html",
        "topics/budgets.html",
        "sources.html",
        "sources/kcds-ai-in-science.html",
        "search.html",
        "methodology.html",
        "corrections.html",
        "about.html",
    ],
)
def test_no_page_scrolls_sideways(page: Page, site: Path, width: int, name: str) -> None:
    """From a small phone to a wide desk, nothing sticks out."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_everything_is_there(browser: object, site: Path) -> None:
    """Marks, notes, claims and links are in the page itself."""
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto((site / "transcripts" / "genesis-catch-up.html").as_uri() + "#claim-horizon-europe")
    expect(page.locator("#claim-horizon-europe")).to_be_in_viewport()
    expect(page.locator(".note[data-c=horizon-europe] summary").first).to_be_visible()
    page.locator("#p29 a.ref[data-c=horizon-europe]").first.click()
    expect(page.locator("h1")).to_contain_text("Horizon Europe")
    context.close()


def test_keys_step_through_the_claims(page: Page, site: Path) -> None:
    """j and k move to the next claim and back; the address follows, so that the place can be shared."""
    address = (site / "transcripts" / "genesis-catch-up.html").as_uri()
    page.goto(address)
    for key, claim in (("j", "apollo-comparison"), ("j", "energy-secretary-integrates"), ("k", "apollo-comparison")):
        page.keyboard.press(key)
        expect(page).to_have_url(f"{address}#claim-{claim}")
