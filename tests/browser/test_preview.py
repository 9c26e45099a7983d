"""The preview in a browser: only a page that changed is loaded again."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.preview.test_serve import Preview, preview

__all__ = ["preview"]


def test_a_page_loads_itself_again_when_it_is_new(page: Page, preview: Preview) -> None:
    """An edit of another claim does not load it again. An edit of its own claim loads it once."""
    preview.output.get(timeout=30)
    loads: list[str] = []
    page.on("load", lambda page: loads.append(page.url))
    with page.expect_request(re.compile("/-/news")):
        page.goto(preview.address + "claims/length.html")
    other = preview.workshop.content / "claims" / "cost.md"
    other.write_text(other.read_text("utf-8") + "\nOne more word.\n", "utf-8")
    assert "1 made" in preview.change()
    page.wait_for_timeout(500)
    assert len(loads) == 1
    preview.workshop.replace("claims/length.md", "title: ", "title: Newly ")
    preview.change()
    expect(page).to_have_title(re.compile("Newly "))
    preview.workshop.replace("claims/length.md", "verdict: accurate", "verdict: acurate")
    preview.change()
    expect(page.get_by_text("This is the last good site")).to_be_visible()
    page.wait_for_timeout(500)
    assert len(loads) == 3


def test_a_page_that_is_not_there_looks_like_the_site(page: Page, preview: Preview) -> None:
    """It has its styles, and its links stay in the preview."""
    preview.output.get(timeout=30)
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
    page.goto(preview.address + "claims/nothing.html")
    assert missing == [preview.address + "claims/nothing.html"]
    page.get_by_role("link", name="Claims").first.click()
    expect(page).to_have_url(re.compile("/preview/index.html$"))
