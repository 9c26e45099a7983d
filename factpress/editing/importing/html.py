"""Pages of others: the one door to Beautiful Soup, and to trafilatura where that is installed."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from factpress.editing.importing.declared import looks_like_html
from factpress.editing.importing.heard import Block, Heard, Opened, day
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.values import WEB
from factpress.text.words import join_lines

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

MAIN = ("[itemprop~=articleBody]", "article", "main, [role=main]")
"""Elements by which pages say where their own words are; the narrowest first."""

FURNITURE = (
    "script, style, noscript, template, nav, aside, footer, button, select, textarea, datalist, svg, figcaption, "
    "dialog, iframe, audio, video, object, canvas, .footnotes, .reflist, [role=doc-endnotes], "
    "[hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=contentinfo]"
)
"""What is on a page and is nobody's words."""
HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.I)
RAISED = str.maketrans("0123456789+-–−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4
    h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody tfoot thead tr ul [document]
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Elements that part paragraphs (HTML Standard, 15.3)."""

CELLS = frozenset(("td", "th"))
"""A row of a table is a paragraph."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PROSE = ["p", "blockquote", "li"]
ENOUGH = 200
"""Letters from which an element can be the main part of a page."""

SPACE = re.compile(r"\s+")
WRAPPED = "\r"
"""Where a line of the file ends within a paragraph: a space, but none between letters of Japanese."""

SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s>]+)")
"""Browsers write it into pages that they save."""


def page(opened: Opened, report: Report) -> Heard | None:
    """Read the main part of a page as paragraphs and headings; nothing if the file is no page."""
    if not looks_like_html(opened.path, opened.text.encode()[:4000]):
        return None
    soup = _soup(opened, report)
    if not soup:
        return Heard(())
    facts = _facts(soup, opened.text)
    _clear(soup, facts["url"])
    title = _title(soup, facts)
    if soup.title:
        soup.title.decompose()
    main = _main(soup)
    blocks = tuple(_blocks(main)) if main else tuple(_extracted(soup)) or tuple(_blocks(_densest(soup)))
    named = next((block for block in blocks if block.heading and " ".join(block.words.split()) == title), None)
    said = tuple(block for block in blocks if block is not named)
    if not any(not block.heading for block in said):
        help = "open it in a browser, wait until the text shows, and save the page again as HTML"
        report(Diagnostic("FP703", Location(opened.path), "this page holds no paragraphs of text", help))
    return replace(_known(facts), blocks=said, title=title)


def scripts(opened: Opened, report: Report) -> list[tuple[int, str]]:
    """Return the JSON-LD of a page, each with its line (JSON-LD 1.1, 7)."""
    soup = _soup(opened, report)
    found = soup.select('script[type^="application/ld+json" i]') if soup else []
    return [(tag.sourceline or 1, _uncommented(tag.string or "")) for tag in found]


def has_microdata(opened: Opened) -> bool:
    """Tell whether a page has a ClaimReview as microdata, which is not read."""
    return bool(re.search(r"itemtype\s*=\s*[\"']?https?://schema\.org/ClaimReview", opened.text, re.I))


def paragraphs(markup: str, links: bool) -> list[str]:
    """Return the paragraphs of a piece of HTML; with their links to the web, if they are wanted, in Markdown."""
    soup = _parsed(markup)
    for tag in soup.select("script, style, template, noscript, sup:has(> a[href^='#'])"):
        tag.decompose()
    for tag in soup.select("a[href]") if links else ():
        url = str(tag["href"]).strip().replace(" ", "%20")
        if WEB.fullmatch(url) and not tag.a:
            words = tag.get_text(" " if tag.find(["br", *BLOCKS]) else "")
            tag.replace_with(f"[{words if words.strip() else url}](<{url}>)")
    for tag in soup.find_all("sup"):
        tag.replace_with(_raised(tag.get_text().strip()))
    return [" ".join(block.words.split()) for block in _blocks(soup)]


def _clear(soup: BeautifulSoup, url: str = "") -> None:
    """Take out what is nobody's words, also the marks of notes, and write numbers above the line as such."""
    for tag in soup.select(FURNITURE):
        tag.decompose()
    whole = _letters(soup)
    for tag in [*soup.find_all("form"), *soup.find_all(style=HIDDEN)]:
        if not tag.decomposed and 2 * _letters(tag) <= whole:  # some pages are one form, or hidden until a script runs
            tag.decompose()
    for tag in soup.find_all("sup"):
        link = tag.find("a", href=True, recursive=False)
        page, mark, _ = str(link["href"]).partition("#") if link else ("", "", "")
        tag.replace_with("" if mark and page in ("", url) else _raised(tag.get_text().strip()))


def _raised(words: str) -> str:
    """Return words that stand above the line, so that 10 with a small 6 is not 106; other words as they are."""
    if all(ord(letter) in RAISED for letter in words):
        return words.translate(RAISED)
    return f"^{words}" if re.fullmatch(r"[-+–−\w.,/]*\d[-+–−\w.,/]*", words) else words


def _parsed(markup: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # guesses that the text may be an address, a file name or XML
        return BeautifulSoup(markup, "html.parser")


def _soup(opened: Opened, report: Report) -> BeautifulSoup | None:
    from bs4.exceptions import ParserRejectedMarkup

    try:
        return _parsed(opened.text)
    except ParserRejectedMarkup as error:
        help = "open it in a browser and save the page again as HTML"
        where = Location(opened.path)
        report(Diagnostic("FP701", where, f"this page cannot be read: {str(error).splitlines()[-1].strip()}", help))
        return None


def _uncommented(script: str) -> str:
    # Some systems wrap their scripts in <!-- … --> or in CDATA.
    return re.sub(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*$", "", script)


def _title(soup: BeautifulSoup, facts: dict[str, str]) -> str:
    """Return the main heading, or the name by which others are to share the page, or the one on its tab."""
    found = soup.select_one("article h1, main h1") or soup.select_one("h1")
    named = found or (None if facts.get("og:title") else soup.title)
    return " ".join(named.get_text(" ").split()) if named else facts.get("og:title", "")


def _facts(soup: BeautifulSoup, text: str) -> dict[str, str]:
    """Return what a page says about itself: its meta data, language and address."""
    found: dict[str, str] = {}
    for tag in soup.select("meta[content]"):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        found.setdefault(name, " ".join(str(tag["content"]).split()))
    root = soup.find("html")
    link = soup.select_one("link[rel~=canonical][href]")
    time = soup.select_one("article time[datetime], main time[datetime]")
    saved = SAVED_FROM.search(text[:4000])
    return found | {
        "lang": str(root.get("lang") or root.get("xml:lang") or "") if root else "",
        "url": str(link["href"]) if link else found.get("og:url", "") or (saved[1] if saved else ""),
        "date": found.get("article:published_time", "") or found.get("datepublished", "") or _datetime(time),
    }


def _datetime(tag: Tag | None) -> str:
    return str(tag["datetime"]) if tag else ""


def _known(facts: dict[str, str]) -> Heard:
    author = facts.get("author", "")
    return Heard(
        (),
        lang=facts["lang"],
        speaker="" if "://" in author else author,
        published=day(facts["date"]),
        publisher=facts.get("og:site_name", ""),
        url=facts["url"] if WEB.fullmatch(facts["url"]) else "",
    )


def _main(soup: BeautifulSoup) -> Tag | None:
    """Return the element that the page itself calls its main part, if it holds enough.

    Of several, such as the passages of a transcript, none is the main part unless it holds the better half; nor is one
    that holds less than half of the paragraphs of `main`, such as a word on another page.
    """
    prose = _prose(soup)
    sizes = {names: [(_letters(tag), tag) for tag in soup.select(names)] for names in MAIN}
    most = max((prose[id(tag)] for _, tag in sizes[MAIN[-1]]), default=0)
    for names in MAIN:
        size, best = max(sizes[names], key=lambda pair: pair[0], default=(0, None))
        better = 2 * size > sum(size for size, _ in sizes[names]) and 2 * prose[id(best)] >= most
        if size >= ENOUGH and (names == MAIN[-1] or better):
            return best
    return None


def _letters(tag: Tag) -> int:
    return len(" ".join(tag.get_text(" ").split()))


def _prose(soup: BeautifulSoup) -> Counter[int]:
    """Return the letters that stand in paragraphs of each element, but not in their links, by its `id`."""
    found: Counter[int] = Counter()
    for tag in soup.find_all(PROSE):
        if not tag.find(PROSE):
            size = _letters(tag) - sum(map(_letters, tag.find_all("a")))
            found.update({id(parent): size for parent in tag.parents})
    return found


def _densest(soup: BeautifulSoup) -> Tag:
    """Return the innermost element that holds three quarters of the words in paragraphs, or the whole page."""
    prose = _prose(soup)
    best = soup.body or soup
    whole = prose[id(best)]
    inner: Tag | None = best if whole >= ENOUGH else None
    while inner:
        best = inner
        inner = next((tag for tag in best.find_all(True, recursive=False) if 4 * prose[id(tag)] > 3 * whole), None)
    return best


def _extracted(soup: BeautifulSoup) -> Iterator[Block]:
    """Yield the blocks that trafilatura takes for the main part; none where it, or a part of it, is not installed."""
    try:
        from trafilatura import extract
    except ImportError:
        return
    found = extract(str(soup), output_format="xml", include_comments=False, include_tables=False)
    for tag in _parsed(found or "").select("main head, main p, main item, main quote"):
        if not tag.find(["head", "p", "item", "quote"]) and (words := " ".join(tag.get_text(" ").split())):
            yield Block(words, 0, tag.name == "head")


def _blocks(main: Tag) -> Iterator[Block]:
    """Yield the paragraphs and headings of an element; a single <br> stays a line's end, two part paragraphs."""
    from bs4.element import NavigableString

    owner: dict[int, Tag] = {}
    words: list[str] = []
    last: Tag | None = None
    for node in main.descendants:
        if type(node) is NavigableString:
            block = _block_of(node, main, owner)
            if block is not last and str(node).strip():
                yield from _paragraphs("".join(words), last)
                words, last = [], block
            words.append(str(node) if block.name == "pre" else SPACE.sub(_space, str(node)))
        elif getattr(node, "name", "") == "br":
            words.append("\n")
        elif getattr(node, "name", "") in BLOCKS:
            words.append("\n\n")
        elif getattr(node, "name", "") in CELLS:
            words.append(" ")
    yield from _paragraphs("".join(words), last)


def _space(run: re.Match[str]) -> str:
    return WRAPPED if "\n" in run[0] else " "


def _block_of(node: PageElement, main: Tag, owner: dict[int, Tag]) -> Tag:
    """Return the nearest element around a node that parts paragraphs."""
    way: list[int] = []
    tag = node.parent
    while tag is not None and tag is not main and tag.name not in BLOCKS and id(tag) not in owner:
        way.append(id(tag))
        tag = tag.parent
    found = main if tag is None else owner.get(id(tag), tag)
    owner.update(dict.fromkeys(way, found))
    return found


def _paragraphs(text: str, block: Tag | None) -> Iterator[Block]:
    heading = block is not None and _is_heading(block)
    for part in re.split(r"\n\s*\n", text):
        lines = [join_lines(" ".join(row.split()) for row in line.split(WRAPPED)) for line in part.split("\n")]
        if words := "\n".join(filter(None, lines)):
            yield Block(words, (block.sourceline or 0) if block else 0, heading)


def _is_heading(tag: Tag) -> bool:
    return tag.name in HEADINGS or (tag.parent is not None and tag.parent.name in HEADINGS)
