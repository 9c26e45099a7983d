"""Talks with no claim, one claim and five hundred, in a real browser: every kind of page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import axe_faults

Generated = Callable[[int], Path]


def _kinds(site: Path) -> list[Path]:
    """Return a page of every kind that the site has."""
    rooms = [sorted((site / room).glob("*.html"))[:1] for room in ("claims", "transcripts", "sources", "topics")]
    return sorted(site.glob("*.html")) + [page for room in rooms for page in room]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", [0, 1])
def test_few_claims_leave_no_page_broken(sized: Page, generated: Generated, number: int, scheme: str) -> None:
    """Without a claim, and with one: no fault that axe knows, nothing sticks out, every list has words or a reason."""
    sized.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    site = generated(number)
    pages = _kinds(site)
    assert len(pages) >= 8
    for page in pages:
        if page.name == "404.html":  # its addresses begin at the root of the host
            continue
        sized.goto(page.as_uri())
        assert axe_faults(sized) == [], page.name
        assert sized.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.name
        assert len(sized.locator("main").inner_text()) > 40, page.name
        for part in sized.locator("main").locator(".rows, tbody, .ledger, .topics").all():
            assert part.locator(":scope > *").count() or part.locator("~ .empty").count(), page.name


def test_a_talk_without_claims_has_no_steps(sized: Page, generated: Generated) -> None:
    """Nor marks or notes, while its passages stand; the keys that would step do nothing."""
    talk = next((generated(0) / "transcripts").glob("*.html")).as_uri()
    sized.goto(talk)
    assert sized.locator("main mark, .note, [data-go]").count() == 0
    assert sized.locator(".psg").count() > 0
    sized.keyboard.press("j")
    sized.keyboard.press("k")
    assert sized.url == talk


def test_a_talk_with_one_claim_steps_to_it_and_stays(sized: Page, generated: Generated) -> None:
    """Whichever key is pressed, and its page has no neighbours."""
    site = generated(1)
    (claim,) = (site / "claims").glob("*.html")
    sized.goto(next((site / "transcripts").glob("*.html")).as_uri())
    for key in "jjk":
        sized.keyboard.press(key)
        assert sized.url.endswith(f"#claim-{claim.stem}")
    sized.goto(claim.as_uri())
    assert sized.locator("[rel=prev], [rel=next], .pager a").count() == 0


def test_five_hundred_claims_are_read_and_searched(sized: Page, generated: Generated) -> None:
    """The talk steps through all of them, an address in the middle is reached, and a search finds what it should."""
    site = generated(500)
    talk = next((site / "transcripts").glob("*.html")).as_uri()
    sized.goto(talk)
    sized.keyboard.press("j")
    expect(sized.locator("#pos")).to_have_text("1 of 500")
    middle = sized.locator("main mark[id^=claim-]").nth(300).get_attribute("id")
    sized.goto("about:blank")
    sized.goto(f"{talk}#{middle}")
    expect(sized.locator(f"#{middle}")).to_be_in_viewport()
    expect(sized.locator("#pos")).to_have_text("301 of 500")
    assert sized.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    name = sorted((site / "claims").glob("*.html"))[250]
    sized.goto(name.as_uri())
    title = sized.locator("h1").inner_text()
    sized.goto((site / "search.html").as_uri())
    sized.locator("#q").fill(title)
    expect(sized.locator(f".row:visible a[href='claims/{name.name}']").first).to_be_visible()
    assert 0 < sized.locator(".row:visible").count() < 500
    assert sized.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
