"""Pages of others: the one door to Beautiful Soup, and to trafilatura where that is installed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from factpress.decode import WEB
from factpress.diagnostics import Diagnostic, Place, Report
from factpress.importers.heard import Block, Heard, Opened

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)*+<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.I | re.S
)
"""How a page begins, or a piece of one. What stands before is taken once (`*+`): comments can be grouped in 2ⁿ ways."""

# Browsers read these names as the encodings that the pages are really in (WHATWG Encoding Standard, 4.2).
READ_AS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}

MAIN = ("[itemprop~=articleBody]", "article", "main, [role=main]")
"""Elements by which pages say where their own words are; the narrowest first."""

FURNITURE = (
    "script, style, noscript, template, nav, aside, footer, form, button, select, iframe, svg, figcaption, dialog, "
    "sup:has(> a[href^='#']), .footnotes, .reflist, [role=doc-endnotes], "
    "[hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=contentinfo]"
)
"""What is on a page and is nobody's words."""

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
ENOUGH = 200
"""Letters from which an element can be the main part of a page."""

SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s>]+)")
"""Browsers write it into pages that they save."""


def looks_like_html(data: bytes) -> bool:
    """Tell whether a file begins as a page does."""
    return bool(PAGE.match(data[:4000]))


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page says it is in, by the name under which Python knows it; nothing if none."""
    import codecs

    from bs4.dammit import EncodingDetector

    name = (EncodingDetector.find_declared_encoding(data[:4000], is_html=True) or "").strip().lower()
    try:
        return codecs.lookup(READ_AS.get(name, name)).name if name else ""
    except LookupError:
        return ""


def page(opened: Opened, report: Report) -> Heard | None:
    """Read the main part of a page as paragraphs and headings; nothing if the file is no page."""
    if not looks_like_html(opened.text.encode()[:4000]):
        return None
    soup = _soup(opened, report)
    if not soup:
        return Heard(())
    facts = _facts(soup, opened.text)
    title = _title(soup, facts)
    for tag in soup.select(FURNITURE):
        tag.decompose()
    main = _main(soup)
    blocks = tuple(_blocks(main)) if main else tuple(_extracted(soup)) or tuple(_blocks(_densest(soup)))
    said = tuple(block for block in blocks if block.words != title)
    if not any(not block.heading for block in said):
        help = "open it in a browser, wait until the text shows, and save the page again as HTML"
        report(Diagnostic("FP703", Place(opened.path), "this page holds no paragraphs of text", help))
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
        url = str(tag["href"]).strip()
        if WEB.fullmatch(url) and not tag.a:
            words = tag.get_text(" " if tag.find(["br", *BLOCKS]) else "")
            tag.replace_with(f"[{words if words.strip() else url}](<{url}>)")
    return [" ".join(block.words.split()) for block in _blocks(soup)]


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
        where = Place(opened.path)
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
    day = re.match(r"\d{4}-\d\d-\d\d", facts["date"])
    author = facts.get("author", "")
    return Heard(
        (),
        lang=facts["lang"],
        speaker="" if "://" in author else author,
        published=day[0] if day else "",
        publisher=facts.get("og:site_name", ""),
        url=facts["url"] if WEB.fullmatch(facts["url"]) else "",
    )


def _main(soup: BeautifulSoup) -> Tag | None:
    """Return the element that the page itself calls its main part, if it holds enough.

    Of several, such as the passages of a transcript, none is the main part unless it holds the better half.
    """
    sizes = {names: [(_letters(tag), tag) for tag in soup.select(names)] for names in MAIN}
    for names in MAIN:
        size, best = max(sizes[names], key=lambda pair: pair[0], default=(0, None))
        if size >= ENOUGH and (names == MAIN[-1] or 2 * size > sum(size for size, _ in sizes[names])):
            return best
    return None


def _letters(tag: Tag) -> int:
    return len(" ".join(tag.get_text(" ").split()))


def _densest(soup: BeautifulSoup) -> Tag:
    """Return the element with the most words in paragraphs right below it, or the whole page."""
    sizes: dict[int, int] = {}
    parents: dict[int, Tag] = {}
    for tag in soup.find_all(["p", "blockquote", "li"]):
        if tag.parent is not None:
            parents[id(tag.parent)] = tag.parent
            sizes[id(tag.parent)] = sizes.get(id(tag.parent), 0) + _letters(tag)
    best = max(sizes, key=lambda key: sizes[key], default=0)
    return parents[best] if sizes.get(best, 0) >= ENOUGH else soup.body or soup


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
            words.append(str(node) if block.name == "pre" else re.sub(r"\s+", " ", str(node)))
        elif getattr(node, "name", "") == "br":
            words.append("\n")
        elif getattr(node, "name", "") in BLOCKS:
            words.append("\n\n")
        elif getattr(node, "name", "") in CELLS:
            words.append(" ")
    yield from _paragraphs("".join(words), last)


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
        lines = [" ".join(line.split()) for line in part.split("\n")]
        if words := "\n".join(filter(None, lines)):
            yield Block(words, (block.sourceline or 0) if block else 0, heading)


def _is_heading(tag: Tag) -> bool:
    return tag.name in HEADINGS or (tag.parent is not None and tag.parent.name in HEADINGS)
