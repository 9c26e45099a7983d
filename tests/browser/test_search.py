"""The search page: what it finds is what is there, letter for letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from factpress.model.graph import Claim, Graph
from factpress.model.options import Options
from factpress.pipeline import graph_of
from factpress.text.folding import fold
from tests.browser.conftest import SIZES
from tests.conftest import ROOT

Generated = Callable[[int], Path]


TERMS = (
    *("スーパーコンピューター", "核融合", "欧州", "アポロ計画", "予算", "中国", "データセット", "計画"),
    *("Apollo", "GPU", "Manhattan Project", "horizon europe", "NASA", "1970s", "10%", "10 per cent"),
    *("ＡＰＯＬＬＯ", "ｇｄｐ", "ﾊﾟｰｾﾝﾄ", "science budget"),
)
"""Words of the talk, some as nobody wrote them there; whether they are found is worked out from the content."""

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Give the real content, understood."""
    options = Options(ROOT / "content", ROOT / "templates", tmp_path_factory.mktemp("none"))
    return graph_of(options, [])


def _entries(graph: Graph) -> dict[str, tuple[list[str], list[Claim]]]:
    """Return by address what each entry holds, and the claims that it has to do with."""
    found: dict[str, tuple[list[str], list[Claim]]] = {}
    for claim in graph.claims:
        quotes = []
        for a in graph.anchors[claim.id]:
            texts = graph.passages[a.transcript, a.passage].texts
            quotes += [text.words[a.start : a.end] for text in texts if text.lang == a.lang]
        topics = [graph.topics[topic].label for topic in claim.topics]
        held = [claim.title, claim.claim, claim.summary, *quotes, *topics]
        found[f"claims/{claim.id}.html"] = held, [claim]
    for (talk, id), passage in graph.passages.items():
        printed = [text.words for text in passage.texts if text.words != "[…]"]
        about = [graph.by_id[a.claim] for a in graph.by_passage.get((talk, id), ())]
        found[f"transcripts/{talk}.html#{id}"] = printed, about
    for source in graph.sources.values():
        held = [source.title, *map(str, source.author), source.publisher]
        found[f"sources/{source.id}.html"] = held, list(graph.by_source.get(source.id, ()))
    return found


def _holding(graph: Graph, term: str) -> list[str]:
    words = fold(unicodedata.normalize("NFC", term)).text.split()
    return sorted(
        address
        for address, (held, _) in _entries(graph).items()
        if all(any(word in fold(text).text for text in held) for word in words)
    )


def _shown(page: Page) -> list[str]:
    """Return the addresses of the entries that can be seen."""
    links: list[str] = page.locator("#rows .row:not([hidden]) .t a").evaluate_all(
        "all => all.filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
    )
    return sorted(links)


def _open(page: Page, address: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)


@pytest.fixture(scope="module")
def search(site: Path) -> str:
    """Give the address of the search page."""
    return (site / "search.html").as_uri()


def test_the_terms_are_words_of_the_talk(graph: Graph) -> None:
    """The next test looks for what is there, in both languages; twenty empty lists would prove nothing."""
    assert len(TERMS) == 20
    found = {term for term in TERMS if _holding(graph, term)}
    assert len(found) >= 14
    assert sum(term.isascii() for term in found) >= 6
    assert sum(not term.isascii() for term in found) >= 6


@pytest.mark.parametrize("size", SIZES)
def test_the_results_are_exactly_the_entries_that_hold_the_term(
    page: Page, search: str, graph: Graph, size: tuple[int, int]
) -> None:
    """For each of twenty terms the page shows what the content says, no more and no less, and marks it."""
    _open(page, search, size)
    entries = len(_entries(graph))
    assert _shown(page) == sorted(_entries(graph))
    for term in TERMS:
        page.locator("#q").fill(term)
        wanted = _holding(graph, term)
        assert _shown(page) == wanted, term
        expect(page.locator("#count")).to_have_text(f"{len(wanted)} of {entries} shown")
        assert page.locator("#none").is_visible() == (not wanted)
        rows = page.locator("#rows .row:not([hidden])").evaluate_all(
            "rows => rows.map(row => [...row.querySelectorAll('.hit')].map(hit => hit.textContent))"
        )
        for row in rows:
            marked = [fold(text).text for text in row]
            for word in fold(term).text.split():
                assert any(word in text for text in marked), (term, row)
    page.locator("#q").fill("")
    assert page.locator(".hit").count() == 0
    assert _shown(page) == sorted(_entries(graph))


def test_a_text_is_whole_again_when_nothing_is_searched(page: Page, search: str) -> None:
    """Marks and cuts leave no trace."""
    page.goto(search)
    words = "all => all.map(p => p.textContent)"
    before = page.locator("#rows p").evaluate_all(words)
    for term in ("a", "Genesis", "計画", ""):
        page.locator("#q").fill(term)
    assert page.locator("#rows p").evaluate_all(words) == before


def test_the_page_folds_every_letter_as_the_build_does(page: Page, search: str) -> None:
    """Width, case and white space, for each character that Unicode has assigned, and for mixtures of them."""
    page.goto(search)
    letters = [chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000 and unicodedata.category(chr(n)) != "Cn"]
    folded = page.evaluate("all => all.map(Words.fold)", letters)
    assert [a for a, b in zip(letters, folded, strict=True) if fold(a).text != b] == []
    random = Random(1)
    odd = list("aAßẞſςΣİıK½²10.５％ｶﾞﾊﾟﬁŉ\u3000 \n\t\u2009橋ﾡￎ￣ꭰᏸǅ")
    texts = ["".join(random.choices(odd, k=12)) for _ in range(2000)]
    assert page.evaluate("all => all.map(Words.fold)", texts) == [fold(text).text for text in texts]


def test_a_hit_is_marked_where_it_stands(page: Page, search: str) -> None:
    """What is marked is the original's own characters, from the first to the last of the hit."""
    page.goto(search)
    random = Random(2)
    odd = list("aAßẞςΣİıﬁ５ｶﾞ \u3000橋𠮟𐐀é")
    script = """all => all.map(([text, word]) => {
        const p = document.createElement('p')
        p.textContent = text
        Words.mark(Words.part(p), Words.split(word))
        return [p.textContent, [...p.children].map(hit => hit.textContent)]
    })"""
    pairs: list[tuple[str, str]] = []
    while len(pairs) < 1500:
        text = "".join(random.choices(odd, k=14))
        start = random.randrange(13)
        word = text[start : start + random.randint(1, 4)]
        if word.strip() and not any(c.isspace() for c in word):
            pairs.append((text, word))
    for (text, word), (whole, marked) in zip(pairs, page.evaluate(script, pairs), strict=True):
        assert whole == text
        assert any(word in hit for hit in marked), (text, word, marked)
        assert all(fold(word).text in fold(hit).text for hit in marked)


@pytest.mark.parametrize("size", SIZES)
def test_a_result_leads_to_its_place(page: Page, search: str, site: Path, size: tuple[int, int]) -> None:
    """A passage is found and opened where it stands in the talk; a claim and a source open their pages."""
    _open(page, f"{search}?q=apollo&kind=passages", size)
    first = page.locator("#rows .row:visible .t a").first
    target = str(first.get_attribute("href"))
    first.click()
    expect(page).to_have_url((site / target.partition("#")[0]).as_uri() + "#" + target.partition("#")[2])
    expect(page.locator(f"#{target.partition('#')[2]}")).to_be_in_viewport()
    for kind in ("claims", "sources"):
        _open(page, f"{search}?q=apollo&kind={kind}", size)
        row = page.locator("#rows .row:visible").first
        title = str(row.locator(".t").text_content())
        row.locator(".t a").click()
        expect(page.locator("h1")).to_have_text(title)


@pytest.fixture(scope="module")
def many(generated: Generated) -> Path:
    """Give a generated site with filters."""
    return generated(43)


@pytest.fixture(scope="module")
def many_graph(many: Path) -> Graph:
    """Give its content, understood."""
    options = Options(many.parent / "content", ROOT / "templates", many.parent / "none")
    return graph_of(options, [])


def _kinds(addresses: Iterable[str]) -> set[str]:
    return {address.partition("/")[0] for address in addresses}


@pytest.mark.parametrize("size", SIZES)
def test_kind_verdict_and_topic_narrow_what_is_found(
    page: Page, many: Path, many_graph: Graph, size: tuple[int, int]
) -> None:
    """Of passages and sources, those remain that have to do with such a claim; the address says all of it."""
    address = (many / "search.html").as_uri()
    entries = _entries(many_graph)
    of_verdict = [a for a, (_, claims) in entries.items() if any(c.verdict == "misleading" for c in claims)]
    _open(page, f"{address}?verdict=misleading", size)
    assert _shown(page) == sorted(of_verdict)
    assert _kinds(of_verdict) == {"claims", "transcripts", "sources"}
    said = page.locator('[data-f="verdict:misleading"] b').text_content()
    assert said == str(len(of_verdict))
    if not (link := page.locator('[data-f="topic:topic-02"]')).is_visible():
        page.get_by_role("button", name="Filter").click()
    link.click()
    page.locator('[data-f="kind:passages"]').click()
    page.locator('[data-f="kind:claims"]').click()
    both = [
        a
        for a in of_verdict
        if any("topic-02" in c.topics for c in entries[a][1]) and a.partition("/")[0] in ("claims", "transcripts")
    ]
    assert _shown(page) == sorted(both)
    expect(page).to_have_url(f"{address}?kind=passages,claims&verdict=misleading&topic=topic-02")
    page.go_back()
    expect(page).to_have_url(f"{address}?kind=passages&verdict=misleading&topic=topic-02")
    assert _kinds(_shown(page)) == {"transcripts"}


@pytest.mark.parametrize("size", SIZES)
def test_typing_changes_the_address_and_back_leaves_the_page(
    page: Page, search: str, site: Path, graph: Graph, size: tuple[int, int]
) -> None:
    """A search can be shared while it is typed, and is one step in the history."""
    _open(page, (site / "index.html").as_uri(), size)
    page.goto(search)
    page.locator("#q").press_sequentially("horizon eu")
    expect(page).to_have_url(f"{search}?q=horizon+eu")
    page.reload()
    expect(page.locator("#q")).to_have_value("horizon eu")
    assert _shown(page) == _holding(graph, "horizon eu")
    page.go_back()
    expect(page).to_have_url((site / "index.html").as_uri())


def test_half_converted_japanese_is_not_searched(page: Page, search: str, graph: Graph) -> None:
    """While an input method is at work the list stays as it is; when the word is there it is found."""
    page.goto(search)
    everything = _shown(page)
    type_in = "(field, [text, done]) => { field.value = text; field.dispatchEvent(done ? new CompositionEvent("
    type_in += "'compositionend') : new InputEvent('input', { isComposing: true })) }"
    page.locator("#q").evaluate(type_in, ["ちゅうg", False])
    assert _shown(page) == everything
    page.locator("#q").evaluate(type_in, ["中国", True])
    assert _shown(page) == _holding(graph, "中国")


PAGES = ["index.html", "claims/apollo-comparison.html", "transcripts/genesis-catch-up.html", "sources.html"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_field_that_a_slash_reaches(page: Page, site: Path, search: str, name: str) -> None:
    """On a desk `/` goes to the field in the head, and what is sent from there is searched."""
    _open(page, (site / name).as_uri(), (1280, 900))
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("核 a/b")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{search}?q=%E6%A0%B8+a%2Fb")
    expect(page.locator("#q")).to_have_value("核 a/b")


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_a_sign_in_the_head_leads_to_the_field(page: Page, site: Path, search: str, name: str) -> None:
    """The sign and `/` open the search page with the field ready to type."""
    _open(page, (site / name).as_uri(), (360, 740))
    expect(page.locator("#find")).to_be_hidden()
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page).to_have_url(f"{search}#q")
    expect(page.locator("#q")).to_be_focused()
    page.go_back()
    page.locator("body").press("/")
    expect(page).to_have_url(f"{search}#q")


@pytest.mark.parametrize("size", SIZES)
def test_arrows_go_through_the_results_and_escape_clears(page: Page, search: str, size: tuple[int, int]) -> None:
    """Down leaves the field for the results, up comes back; Tab goes from the field to what follows it."""
    _open(page, search, size)
    page.keyboard.press("/")
    field, results = page.locator("#q"), page.locator("#rows .row:not([hidden]) .t a")
    expect(field).to_be_focused()
    page.keyboard.type("apollo")
    for n in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(results.nth(n)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    after = page.locator('[data-f="kind:claims"]') if size[0] > 1000 else page.get_by_role("button", name="Filter")
    expect(after).to_be_focused()
    field.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(page).to_have_url(search)
    expect(page.locator("#chips .chip")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_a_long_passage_shows_what_stands_around_the_hit(
    page: Page, many: Path, many_graph: Graph, size: tuple[int, int]
) -> None:
    """Of a passage of many lines, the words beside the hit are shown, and that others were left out."""
    long = [t.words for p in many_graph.passages.values() for t in p.texts if len(t.words) > 400 and "spent" in t.words]
    assert len(long) > 5
    _open(page, (many / "search.html").as_uri() + "?q=spent&kind=passages", size)
    found: list[str] = page.locator("#rows p.found").evaluate_all("all => all.map(p => p.textContent)")
    for words in long:
        before, after = words.split("spent", 1)
        shown = [text for text in found if f"{before[-30:]}spent{after[:30]}" in text]
        assert len(shown) == 1
        assert "…" in shown[0]
        assert len(shown[0]) < len(words)


@pytest.mark.parametrize("size", SIZES)
def test_without_javascript_the_page_is_an_index(
    browser: Browser, many: Path, many_graph: Graph, size: tuple[int, int]
) -> None:
    """Claims by topic, passages as they were spoken, sources and claims from A to Z, whole, with links to each part."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto((many / "search.html").as_uri())
    assert _shown_without_script(page) == sorted(_entries(many_graph))
    assert page.locator("#rows p:visible").count() == page.locator("#rows p").count()
    expect(page.get_by_text("Without JavaScript")).to_be_visible()
    by_topic = page.locator("#t-topic-02 a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    of_topic = [f"claims/{claim.id}.html" for claim in many_graph.by_topic["topic-02"]]
    assert sorted(by_topic) == sorted([*of_topic, "topics/topic-02.html"])
    titles = page.locator("#sources .row .t").all_inner_texts()
    assert titles == sorted(titles)
    assert page.locator("#sources .see a").count() == 43
    if not page.locator("#rail").is_visible():
        page.get_by_role("button", name="Filter").click()
    page.locator('[data-f="kind:sources"]').click()
    expect(page.locator("#h-sources")).to_be_in_viewport()
    page.locator('[data-f="verdict:accurate"]').click(force=True)
    expect(page).to_have_url((many / "index.html").as_uri() + "#f-accurate")
    context.close()


def _shown_without_script(page: Page) -> list[str]:
    return sorted(str(a.get_attribute("href")) for a in page.locator("#rows .row:visible .t a").all())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_japanese_is_called_japanese(page: Page, search: str, size: tuple[int, int], scheme: Any) -> None:
    """Every run of Japanese on the page says its language, marked or not."""
    page.emulate_media(color_scheme=scheme)
    _open(page, f"{search}?q=計画", size)
    script = """() => {
        const walk = document.createTreeWalker(document.querySelector('#rows'), NodeFilter.SHOW_TEXT), bare = []
        while (walk.nextNode()) {
            const { textContent: text, parentElement: home } = walk.currentNode
            if (/[\\u3040-\\u30ff]/.test(text) && home.closest('[lang]').lang != 'ja') bare.push(text)
        }
        return bare
    }"""
    assert page.evaluate(script) == []
    expect(page.locator("[lang=ja] .hit:visible").first).to_be_visible()
