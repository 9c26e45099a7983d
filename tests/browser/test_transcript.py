"""A transcript's page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.places import boxes

STILL = 0.01
"""A page that moves less than that does not move (web.dev calls 0.1 good)."""

LAZY = ".flow > * { content-visibility: auto; contain-intrinsic-size: auto 60px; }"
"""As a site may draw long talks: what is out of sight has a height that is guessed."""


def _open(page: Page, site: Path, rest: str = "") -> None:
    page.goto((site / "transcripts" / "tower.html").as_uri() + rest)


def _top(page: Page, selector: str) -> float:
    """Return how far below the reading bar something begins."""
    box, bar = boxes(page.locator(selector), page.locator(".tbar"))
    return box["y"] - bar["y"] - bar["height"]


def _checked_only(page: Page) -> None:
    if not page.locator("#only").is_visible():
        page.get_by_role("button", name="Sections").click()
    page.locator("#only").check()
    page.keyboard.press("Escape")


@pytest.fixture(params=[False, True], ids=["drawn", "lazy"])
def lazy(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """Give a phone, once with a stylesheet of the site's own that draws only what is in sight."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 740})
    if request.param:
        style = "new CSSStyleSheet()"
        context.add_init_script(f"const own = {style}; own.replaceSync('{LAZY}'); document.adoptedStyleSheets = [own]")
    yield context
    context.close()


@pytest.mark.parametrize(("fragment", "said"), [("p10", "Passage 10"), ("claim-loan", "Half true: The city lent most")])
def test_a_link_arrives_at_its_passage_below_the_bar(
    lazy: BrowserContext, tower: Path, fragment: str, said: str
) -> None:
    """On a phone too, and where what is out of sight is not drawn; the place is marked and said."""
    page = lazy.new_page()
    page.goto((tower / "transcripts" / "tower.html").as_uri() + f"#{fragment}")
    expect(page.locator("#say")).to_contain_text(said)
    passage = f".psg:has(#{fragment})" if fragment.startswith("claim") else f"#{fragment}"
    assert -1 <= _top(page, passage) < 40
    number = page.locator(f"{passage} > .n").evaluate("e => getComputedStyle(e).color")
    assert number != page.locator("#p1 > .n").evaluate("e => getComputedStyle(e).color")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_place_of_arrival_is_marked(sized: Page, tower: Path, scheme: str) -> None:
    """A passage is tinted; of a claim its words are, and its note is open."""
    sized.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    colour = "e => getComputedStyle(e).backgroundColor"
    _open(sized, tower, "#p8")
    paper = sized.locator("body").evaluate(colour)
    assert sized.locator("#p8 > .lang").first.evaluate(colour) not in ("rgba(0, 0, 0, 0)", paper)
    _open(sized, tower, "?a#claim-waiting")
    assert sized.locator("#claim-waiting").evaluate(colour) not in ("rgba(0, 0, 0, 0)", paper)
    expect(sized.locator(".note[data-c=waiting] .nb")).to_be_visible()


def test_the_note_stands_beside_its_passage_or_under_it(page: Page, quiet: None, tower: Path) -> None:
    """Beside it, open, where there is room; under it, closed until asked for, where there is not."""
    page.set_viewport_size({"width": 1280, "height": 900})
    _open(page, tower)
    passage, note = boxes(page.locator("#p5"), page.locator(".note[data-c=waiting]"))
    assert note["x"] > passage["x"] + passage["width"] - 1
    assert abs(note["y"] - passage["y"]) < 24
    expect(page.locator(".note[data-c=waiting] .nb")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    address = page.url
    passage, note = boxes(page.locator("#p5"), page.locator(".note[data-c=waiting]"))
    assert note["y"] >= passage["y"] + passage["height"] - 1
    expect(page.locator(".note[data-c=waiting] .nb")).to_be_hidden()
    page.locator(".note[data-c=waiting] summary").click()
    expect(page.locator(".note[data-c=waiting] .nb")).to_be_visible()
    assert page.url == address


def test_sections_say_how_much_of_them_is_checked(sized: Page, tower: Path) -> None:
    """In words, and as a strip; they lead to their section."""
    _open(sized, tower)
    if not sized.locator("#toc").is_visible():
        sized.get_by_role("button", name="Sections").click()
    link = sized.locator("#toc").get_by_role("link", name="2 The lift 1 of 3 passages checked")
    expect(link).to_be_visible()
    link.click()
    expect(sized.locator("#s2")).to_be_in_viewport()
    assert -1 <= _top(sized, "#s2") < 40


def test_only_checked_passages_are_shown_if_wished(sized: Page, tower: Path) -> None:
    """Of each other passage one quiet line stays, which opens; checked ones stay as they are."""
    _open(sized, tower)
    height = "e => e.getBoundingClientRect().height"
    before = [sized.locator(p).evaluate(height) for p in ("#p3", "#p5")]
    _checked_only(sized)
    assert sized.locator("#p3").evaluate(height) < 40 < before[0]
    assert sized.locator("#p5").evaluate(height) == before[1]
    sized.locator("#p3 .l1").click()
    assert sized.locator("#p3").evaluate(height) >= before[0] - 1
    sized.locator("#p4 > .n").focus()
    sized.keyboard.press("Enter")
    expect(sized.locator("#p4 .l2")).to_be_visible()
    assert sized.locator("#p6").evaluate(height) < 40


def test_without_javascript_a_line_opens_by_its_number(browser: Browser, tower: Path) -> None:
    """Languages and checked passages only are chosen without script too, and notes open."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    _open(page, tower)
    _checked_only(page)
    height = "e => e.getBoundingClientRect().height"
    assert page.locator("#p3").evaluate(height) < 40
    page.locator("#p3 > .n").click()
    assert page.locator("#p3").evaluate(height) > 60
    page.get_by_role("radio", name="日本語").check(force=True)
    expect(page.locator("#p5 .l1")).to_be_hidden()
    expect(page.locator("#p5 .l2")).to_be_visible()
    page.locator(".note[data-c=waiting] summary").click()
    expect(page.locator(".note[data-c=waiting] .nb")).to_be_visible()
    context.close()


def test_a_short_text_says_how_to_read_the_page(sized: Page, tower: Path) -> None:
    """It is folded away until asked for."""
    _open(sized, tower)
    text = sized.locator(".how ul")
    expect(text).to_be_hidden()
    sized.get_by_text("How to read this page").click()
    expect(text).to_be_visible()


def test_the_number_of_a_passage_copies_its_address(sized: Page, tower: Path) -> None:
    """And goes there, and says so."""
    sized.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _open(sized, tower)
    sized.locator("#p8 > .n").click()
    expect(sized.locator("#say")).to_have_text("Passage 8: Link copied")
    assert sized.evaluate("navigator.clipboard.readText()") == sized.url
    assert sized.url.endswith("tower.html#p8")
    assert "Link copied" in sized.locator("#p8 > .n").evaluate("e => getComputedStyle(e, '::after').content")


def test_a_passage_plays_where_its_time_is_known(sized: Page, tower: Path) -> None:
    """The link leads into the recording, moved by its offset; a passage without a time has none."""
    _open(sized, tower)
    play = sized.locator("#p5").get_by_role("link", name="Recording at 01:05")
    expect(play).to_have_attribute("href", "https://www.youtube.com/watch?v=tower&t=75")
    assert sized.locator("#p6 .meta").count() == 0


def test_quotes_that_cross_are_told_apart(sized: Page, tower: Path) -> None:
    """Words in two quotes have two lines under them, and each quote its own number, which leads to its check."""
    _open(sized, tower)
    inner = sized.locator("#p2 .l1 mark mark")
    expect(inner).to_have_text("400 metres high")
    depth = "e => parseFloat(getComputedStyle(e).textUnderlineOffset)"
    assert inner.evaluate(depth) > sized.locator("#p2 .l1 > mark").first.evaluate(depth) + 3
    numbers = sized.locator("#p2 .l1 .ref")
    assert numbers.evaluate_all("all => all.map(e => e.getAttribute('aria-label').slice(0, 14))") == [
        "Claim 5, False",
        "Claim 6, False",
    ]
    numbers.last.click()
    expect(sized.locator("h1")).to_contain_text("come near it")


def test_who_listens_hears_the_verdict_before_the_words(sized: Page, tower: Path) -> None:
    """And the number behind them says it again, in the language of the site; copied words stay the speaker's."""
    _open(sized, tower)
    words = sized.locator("#p5 .l2")
    heard = words.locator(".vh")
    assert heard.text_content() == "Claim 7, Accurate: "
    expect(heard).to_have_attribute("lang", "en")
    expect(words.locator(".ref")).to_have_attribute("lang", "en")
    expect(words.locator("mark")).to_have_text("エレベーターは二分かかり、列は一時間かかります")
    copied = words.evaluate("e => (getSelection().selectAllChildren(e), getSelection().toString())")
    assert "Claim" not in copied


@pytest.mark.parametrize("way", ["key", "button"])
def test_the_claims_are_walked_through(sized: Page, tower: Path, way: str) -> None:
    """j or the button goes on, k or the other goes back; the passage comes to the top, the focus to its note."""
    _open(sized, tower)

    def go(key: str, name: str) -> None:
        if way == "key":
            sized.keyboard.press(key)
        else:
            sized.locator(".tbar").get_by_role("button", name=name).click()

    for claim, number in (("height", 1), ("rivals", 2), ("waiting", 3)):
        go("j", "Next claim")
        assert sized.url.endswith(f"#claim-{claim}")
        expect(sized.locator("#pos")).to_have_text(f"{number} of 4")
        expect(sized.locator(f".note[data-c={claim}] summary")).to_be_focused()
    sized.wait_for_timeout(600)
    assert -1 <= _top(sized, "#p5") < 40
    go("k", "Previous claim")
    assert sized.url.endswith("#claim-rivals")


def test_single_keys_can_be_turned_off_for_good(sized: Page, tower: Path) -> None:
    """? shows the keys and a switch, which is remembered; the focus returns."""
    _open(sized, tower)
    sized.locator("#p2 > .n").focus()
    sized.keyboard.press("?")
    keys = sized.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_be_visible()
    switch = keys.get_by_role("checkbox", name="Single-key shortcuts are on")
    expect(switch).to_be_checked()
    switch.uncheck()
    sized.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(sized.locator("#p2 > .n")).to_be_focused()
    for _ in range(2):
        sized.keyboard.press("j")
        sized.keyboard.press("?")
        expect(keys).to_be_hidden()
        assert "#" not in sized.url
        sized.reload()


def test_the_language_is_remembered_and_nothing_jumps(sized: Page, tower: Path) -> None:
    """The next time the page opens in it, without moving what is already there."""
    sized.add_init_script("""
        window.moved = 0
        new PerformanceObserver(list => { for (const shift of list.getEntries()) window.moved += shift.value })
          .observe({ type: 'layout-shift', buffered: true })
    """)
    _open(sized, tower)
    sized.get_by_role("radio", name="日本語").check(force=True)
    expect(sized.locator("#p5 .l1")).to_be_hidden()
    _open(sized, tower)
    expect(sized.locator("#p5 .l1")).to_be_hidden()
    expect(sized.locator("#p5 .l2")).to_be_visible()
    sized.wait_for_timeout(300)
    assert sized.evaluate("window.moved") < STILL


def test_on_paper_notes_are_numbered_and_below(page: Page, quiet: None, tower: Path) -> None:
    """The number at the words is that of the note under the passage; the page and the talk's source have addresses."""
    page.set_viewport_size({"width": 673, "height": 900})
    page.emulate_media(media="print")
    _open(page, tower)
    assert page.locator("#p5 .l1 .ref").inner_text().strip("\u2060 ") == "7"
    note = page.locator(".note[data-c=waiting]")
    expect(note.locator(".nb p").first).to_be_visible()
    number, words, passage = boxes(note.locator("small"), note.locator("strong"), page.locator("#p5"))
    assert number["x"] < words["x"]
    assert number["y"] >= passage["y"] + passage["height"]
    expect(page.get_by_text("https://example.org/small-talk/transcripts/tower.html")).to_be_visible()
    source = page.locator(".head .meta a").evaluate("e => getComputedStyle(e, '::after').content")
    assert "https://example.org/tower" in source
    expect(page.locator(".tbar")).to_be_hidden()
