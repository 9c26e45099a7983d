"""What every kind of page owes every reader, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REAL = [
    "index.html",
    "transcripts/genesis-catch-up.html",
    "claims/apollo-comparison.html",
    "topics/budgets.html",
    "sources.html",
    "sources/kcds-ai-in-science.html",
    "methodology.html",
    "corrections.html",
    "about.html",
    "404.html",
]
SMALL = ["transcripts/tower.html", "claims/height.html", "claims/rivals.html", "claims/beauty.html", "claims/gone.html"]
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"


def _faults(page: Page) -> list[str]:
    # It would load the styles once more by itself, which our policy forbids.
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{fault['id']}: {node['html']} {node['failureSummary']}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", [*REAL, *SMALL])
def test_no_fault_that_axe_knows(
    browser: Browser, site: Path, tower: Path, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 AA and good practice, on every kind of page, with everything unfolded."""
    home = tower if name in SMALL else site
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    # This page is served at any depth, so its addresses begin at the root of the host.
    page.route(
        "**/line-by-line/**", lambda route: route.fulfill(path=home / route.request.url.split("/line-by-line/")[1])
    )
    page.goto((home / name).as_uri())
    page.evaluate(UNFOLD)
    assert page.evaluate("getComputedStyle(document.body).display") == "grid", "the styles are there"
    assert _faults(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_in_what_opens(sized: Page, tower: Path, scheme: Literal["light", "dark"]) -> None:
    """Nor while a source, the keys or the sections lie over the page, or passages are folded to lines."""
    sized.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    sized.goto((tower / "claims" / "height.html").as_uri())
    sized.locator(".prose .cite-ref").first.click()
    assert _faults(sized) == []
    sized.goto((tower / "transcripts" / "tower.html").as_uri() + "#claim-loan")
    sized.keyboard.press("?")
    assert _faults(sized) == []
    sized.keyboard.press("Escape")
    if not sized.locator("#toc").is_visible():
        sized.get_by_role("button", name="Sections").click()
    sized.locator("#only").check()
    assert _faults(sized) == []


@pytest.mark.parametrize("width", [320, 360, 640, 768, 1280, 1920])
@pytest.mark.parametrize("name", SMALL)
def test_long_words_stay_on_the_page(page: Page, quiet: None, tower: Path, width: int, name: str) -> None:
    """Long titles and words break, with everything unfolded; 640 pixels at 200% are 320."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((tower / name).as_uri())
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["transcripts/tower.html", "claims/rivals.html"])
def test_text_of_twice_the_size_stays_on_the_page(page: Page, quiet: None, tower: Path, name: str) -> None:
    """Who sets the text to 200% in a window of 640 pixels scrolls down only."""
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto((tower / name).as_uri())
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("name", ["transcripts/tower.html", "claims/height.html"])
def test_the_skip_link_comes_first(sized: Page, tower: Path, name: str) -> None:
    """The first stop of the Tab key leads past the head, and the next one is in the page's own text."""
    sized.goto((tower / name).as_uri())
    sized.keyboard.press("Tab")
    expect(sized.get_by_role("link", name="Skip to content")).to_be_focused()
    sized.keyboard.press("Enter")
    sized.keyboard.press("Tab")
    assert sized.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", ["transcripts/tower.html", "claims/height.html"])
def test_forced_colours_leave_marks_and_bars(browser: Browser, tower: Path, name: str) -> None:
    """Where the system chooses the colours, quotes keep their line and bars their fill."""
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((tower / name).as_uri())
    line = page.locator("mark").first.evaluate("e => getComputedStyle(e).textDecoration")
    assert "underline" in line
    text, ground = page.locator("mark").first.evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert text != ground
    for bar in page.locator(".chart .found").all():
        assert bar.evaluate("e => getComputedStyle(e).fill") != ground
    context.close()


def test_who_wants_no_motion_gets_none(page: Page, quiet: None, tower: Path) -> None:
    """Jumps are at once, and pages do not fade."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((tower / "transcripts" / "tower.html").as_uri())
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    top = page.locator("#p5").bounding_box()
    assert top is not None
    assert 0 < top["y"] < 200
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
