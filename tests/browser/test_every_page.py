"""What every kind of page owes every reader, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.places import boxes

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


def axe_faults(page: Page) -> list[str]:
    """Return what axe has to say against a page."""
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
    assert axe_faults(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_in_what_opens(sized: Page, tower: Path, scheme: Literal["light", "dark"]) -> None:
    """Nor while a source, the keys or the sections lie over the page, or passages are folded to lines."""
    sized.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    sized.goto((tower / "claims" / "height.html").as_uri())
    sized.locator(".prose .cite-ref").first.click()
    assert axe_faults(sized) == []
    sized.goto((tower / "transcripts" / "tower.html").as_uri() + "#claim-loan")
    sized.keyboard.press("?")
    assert axe_faults(sized) == []
    sized.keyboard.press("Escape")
    if not sized.locator("#toc").is_visible():
        sized.get_by_role("button", name="Sections").click()
    sized.locator("#only").check()
    assert axe_faults(sized) == []


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
    (passage,) = boxes(page.locator("#p5"))
    assert 0 < passage["y"] < 200
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize(
    "name", ["index.html", "transcripts/genesis-catch-up.html", "claims/apollo-ten-percent-of-gdp.html"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_moves_while_a_page_opens(sized: Page, site: Path, name: str, scheme: Literal["light", "dark"]) -> None:
    """What has been painted stays where it is, by the browser's own count, with a cold start and with a filter."""
    sized.emulate_media(color_scheme=scheme)
    sized.add_init_script("""
        window.moved = []
        new PerformanceObserver(list => window.moved.push(...list.getEntries().map(shift => shift.value)))
          .observe({ type: 'layout-shift', buffered: true })
    """)
    for query in ("", "?verdict=false&q=Apollo"):
        sized.goto((site / name).as_uri() + query)
        sized.wait_for_timeout(400)
        assert sized.evaluate("window.moved") == []
    # The browser counts, so that an empty list means something.
    sized.evaluate("document.querySelector('main').style.marginTop = '200px'")
    sized.wait_for_function("window.moved.length > 0")


@pytest.mark.parametrize("name", ["index.html", "transcripts/tower.html", "claims/height.html", "search.html"])
def test_the_tab_key_goes_through_the_page_in_reading_order(sized: Page, tower: Path, name: str) -> None:
    """Each stop comes after the last one in the page, can be seen, and has an outline."""
    sized.emulate_media(reduced_motion="reduce")
    sized.goto((tower / name).as_uri())
    sized.evaluate("window.stops = []")
    for _ in range(40):
        sized.keyboard.press("Tab")
        told = sized.evaluate("""() => {
            const at = document.activeElement, last = window.stops.at(-1)
            if (at == document.body || window.stops.includes(at)) return null
            window.stops.push(at)
            const { width, height, top, bottom } = at.getBoundingClientRect(), style = getComputedStyle(at)
            // A hidden radio button has its outline on its label.
            const ring = [style, getComputedStyle(at.parentElement)].some(s => s.outlineStyle != 'none')
            const after = !last || last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING
            return [!!after, width > 0 && height > 0 && bottom > 0 && top < innerHeight, ring, at.outerHTML]
        }""")
        if told is None:
            break
        assert told[:3] == [True, True, True], told[3]
    assert sized.evaluate("window.stops.length") > 12


@pytest.mark.parametrize(
    ("name", "opener"),
    [
        ("index.html", "What the marks mean"),
        ("transcripts/genesis-catch-up.html", "What the marks mean"),
        ("claims/apollo-comparison.html", "Keyboard shortcuts"),
        ("index.html", "Search and filter"),
        ("search.html", "Filter"),
    ],
)
def test_what_a_button_opens_gives_the_focus_back(sized: Page, site: Path, name: str, opener: str) -> None:
    """Opened by the Enter key and closed by Escape, each leaves the reader at its button."""
    sized.goto((site / name).as_uri())
    button = sized.get_by_role("button", name=opener, exact=True)
    if opener.endswith("ilter") and not button.is_visible():
        expect(sized.locator("#rail")).to_be_visible()  # on a desk it is no sheet, and always there
        return
    button.focus()
    sized.keyboard.press("Enter")
    assert sized.locator("[popover]:popover-open").count() == 1
    sized.keyboard.press("Tab")
    expect(sized.locator("[popover]:popover-open :focus")).to_be_visible()
    sized.keyboard.press("Escape")
    assert sized.locator("[popover]:popover-open").count() == 0
    expect(button).to_be_focused()


def test_keys_that_were_turned_off_are_turned_on_again(sized: Page, site: Path) -> None:
    """The list of keys is in the foot of every page too, so its switch is never out of reach."""
    sized.goto((site / "index.html").as_uri())
    keys = sized.get_by_role("dialog", name="Keyboard shortcuts")
    for on in (False, True):
        sized.get_by_role("button", name="Keyboard shortcuts").click()
        keys.get_by_role("checkbox").set_checked(on)
        sized.keyboard.press("Escape")
        sized.goto((site / "claims" / "apollo-comparison.html").as_uri())
        sized.keyboard.press("?")
        expect(keys).to_be_visible(visible=on)
        sized.keyboard.press("Escape")


def test_forced_colours_leave_the_home_page_its_bars_and_strip(browser: Browser, site: Path) -> None:
    """Each bar and each cell of a checked passage is told from the ground."""
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for fill in page.locator(".ledger .fill").all():
        seen = fill.evaluate(
            "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.backgroundImage, s.borderStyle] }"
        )
        assert seen[0] not in (ground, "rgba(0, 0, 0, 0)") or seen[1] != "none" or seen[2] != "none"
    assert page.locator(".ledger .fill").count() == 7
    context.close()
