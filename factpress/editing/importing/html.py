"""Parse HTML pages. Only this module imports Beautiful Soup, and trafilatura if that is installed."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from factpress.editing.importing.parsed import ImportedFile, ParsedTranscript, Segment, iso_day
from factpress.editing.importing.sniffing import looks_like_html
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.values import WEB
from factpress.text.words import join_lines

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

MAIN = ("[itemprop~=articleBody]", "article", "main, [role=main]")
"""Selectors for the main part of a page, the narrowest first."""

NOT_TEXT = (
    "script, style, noscript, template, nav, aside, footer, button, select, textarea, datalist, svg, figcaption, "
    "dialog, iframe, audio, video, object, canvas, .footnotes, .reflist, [role=doc-endnotes], "
    "[hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=contentinfo]"
)
"""Selectors for parts of a page that are no words of a transcript."""
HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.I)
SUPERSCRIPTS = str.maketrans("0123456789+-–−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4
    h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody tfoot thead tr ul [document]
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Elements that end a paragraph (HTML Standard, 15.3)."""

CELLS = frozenset(("td", "th"))
"""They do not end a paragraph: a row of a table is one."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PROSE = ["p", "blockquote", "li"]
ENOUGH = 200
"""Letters that the main part of a page has at least."""

SPACE = re.compile(r"\s+")
WRAPPED = "\r"
"""Stands for a line break of the file inside a paragraph. It becomes a space, but not between Japanese letters."""

SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s>]+)")
"""A comment that browsers write into pages that they save."""


def parse_page(file: ImportedFile, report: Report) -> ParsedTranscript | None:
    """Parse the main part of a page. Return None for other files. Report a page without paragraphs."""
    if not looks_like_html(file.path, file.text.encode()[:4000]):
        return None
    soup = _parse_or_report(file, report)
    if not soup:
        return ParsedTranscript(())
    metadata = _metadata(soup, file.text)
    _remove_other_parts(soup, metadata["url"])
    title = _title(soup, metadata)
    if soup.title:
        soup.title.decompose()
    main = _main(soup)
    found = tuple(_segments(main)) if main else tuple(_extracted(soup)) or tuple(_segments(_densest(soup)))
    heading = next((segment for segment in found if segment.heading and " ".join(segment.words.split()) == title), None)
    segments = tuple(segment for segment in found if segment is not heading)
    if not any(not segment.heading for segment in segments):
        help = "open it in a browser, wait until the text shows, and save the page again as HTML"
        report(Diagnostic("FP703", Location(file.path), "this page holds no paragraphs of text", help))
    return replace(_from_metadata(metadata), segments=segments, title=title)


def json_ld_scripts(file: ImportedFile, report: Report) -> list[tuple[int, str]]:
    """Return the JSON-LD scripts of a page, each with its line (JSON-LD 1.1, 7)."""
    soup = _parse_or_report(file, report)
    found = soup.select('script[type^="application/ld+json" i]') if soup else []
    return [(tag.sourceline or 1, _without_comment_marks(tag.string or "")) for tag in found]


def has_microdata(file: ImportedFile) -> bool:
    """Tell whether a page has a ClaimReview as microdata, which we do not parse."""
    return bool(re.search(r"itemtype\s*=\s*[\"']?https?://schema\.org/ClaimReview", file.text, re.I))


def html_paragraphs(markup: str, links: bool) -> list[str]:
    """Return the paragraphs of a piece of HTML as text. With `links`, write links to web addresses as Markdown."""
    soup = _parse(markup)
    for tag in soup.select("script, style, template, noscript, sup:has(> a[href^='#'])"):
        tag.decompose()
    for tag in soup.select("a[href]") if links else ():
        url = str(tag["href"]).strip().replace(" ", "%20")
        if WEB.fullmatch(url) and not tag.a:
            words = tag.get_text(" " if tag.find(["br", *BLOCKS]) else "")
            tag.replace_with(f"[{words if words.strip() else url}](<{url}>)")
    for tag in soup.find_all("sup"):
        tag.replace_with(_superscript(tag.get_text().strip()))
    return [" ".join(segment.words.split()) for segment in _segments(soup)]


def _remove_other_parts(soup: BeautifulSoup, url: str = "") -> None:
    """Remove what is no words of a transcript, and the marks of footnotes. Turn other `sup` into superscripts."""
    for tag in soup.select(NOT_TEXT):
        tag.decompose()
    whole = _count_letters(soup)
    for tag in [*soup.find_all("form"), *soup.find_all(style=HIDDEN)]:
        # Some pages are one form, or are hidden until a script runs: keep an element with most of the text.
        if not tag.decomposed and 2 * _count_letters(tag) <= whole:
            tag.decompose()
    for tag in soup.find_all("sup"):
        link = tag.find("a", href=True, recursive=False)
        page, mark, _ = str(link["href"]).partition("#") if link else ("", "", "")
        tag.replace_with("" if mark and page in ("", url) else _superscript(tag.get_text().strip()))


def _superscript(words: str) -> str:
    """Return a raised number in superscript letters, so that 10 with a raised 6 is not 106. Keep words."""
    if all(ord(letter) in SUPERSCRIPTS for letter in words):
        return words.translate(SUPERSCRIPTS)
    return f"^{words}" if re.fullmatch(r"[-+–−\w.,/]*\d[-+–−\w.,/]*", words) else words


def _parse(markup: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns if the text looks like an address, a file name or XML
        return BeautifulSoup(markup, "html.parser")


def _parse_or_report(file: ImportedFile, report: Report) -> BeautifulSoup | None:
    from bs4.exceptions import ParserRejectedMarkup

    try:
        return _parse(file.text)
    except ParserRejectedMarkup as error:
        help = "open it in a browser and save the page again as HTML"
        message = f"this page cannot be read: {str(error).splitlines()[-1].strip()}"
        report(Diagnostic("FP701", Location(file.path), message, help))
        return None


def _without_comment_marks(script: str) -> str:
    # Some systems wrap their scripts in <!-- … --> or in CDATA.
    return re.sub(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*$", "", script)


def _title(soup: BeautifulSoup, metadata: dict[str, str]) -> str:
    """Return the main heading, or the title for sharing, or the title of the page."""
    found = soup.select_one("article h1, main h1") or soup.select_one("h1")
    named = found or (None if metadata.get("og:title") else soup.title)
    return " ".join(named.get_text(" ").split()) if named else metadata.get("og:title", "")


def _metadata(soup: BeautifulSoup, text: str) -> dict[str, str]:
    """Return what a page says about itself: its meta elements, language, address and date."""
    found: dict[str, str] = {}
    for tag in soup.select("meta[content]"):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        found.setdefault(name, " ".join(str(tag["content"]).split()))
    root = soup.find("html")
    link = soup.select_one("link[rel~=canonical][href]")
    time = soup.select_one("article time[datetime], main time[datetime]")
    saved = SAVED_FROM.search(text[:4000])
    published = found.get("article:published_time", "") or found.get("datepublished", "")
    return found | {
        "lang": str(root.get("lang") or root.get("xml:lang") or "") if root else "",
        "url": str(link["href"]) if link else found.get("og:url", "") or (saved[1] if saved else ""),
        "date": published or (str(time["datetime"]) if time else ""),
    }


def _from_metadata(metadata: dict[str, str]) -> ParsedTranscript:
    author = metadata.get("author", "")
    return ParsedTranscript(
        (),
        lang=metadata["lang"],
        speaker="" if "://" in author else author,
        published=iso_day(metadata["date"]),
        publisher=metadata.get("og:site_name", ""),
        url=metadata["url"] if WEB.fullmatch(metadata["url"]) else "",
    )


def _main(soup: BeautifulSoup) -> Tag | None:
    """Return the element that the page marks as its main part, if it has enough text.

    Of several elements, the largest must have more than half of their text. And it must have at least half of the text
    in paragraphs of `main`: some pages mark a teaser as an article.
    """
    prose = _count_prose(soup)
    sizes = {selector: [(_count_letters(tag), tag) for tag in soup.select(selector)] for selector in MAIN}
    most = max((prose[id(tag)] for _, tag in sizes[MAIN[-1]]), default=0)
    for selector in MAIN:
        size, best = max(sizes[selector], key=lambda pair: pair[0], default=(0, None))
        dominant = 2 * size > sum(size for size, _ in sizes[selector]) and 2 * prose[id(best)] >= most
        if size >= ENOUGH and (selector == MAIN[-1] or dominant):
            return best
    return None


def _count_letters(tag: Tag) -> int:
    return len(" ".join(tag.get_text(" ").split()))


def _count_prose(soup: BeautifulSoup) -> Counter[int]:
    """Return, by the `id()` of each element, the letters in its paragraphs that are not in links."""
    found: Counter[int] = Counter()
    for tag in soup.find_all(PROSE):
        if not tag.find(PROSE):
            size = _count_letters(tag) - sum(map(_count_letters, tag.find_all("a")))
            found.update({id(parent): size for parent in tag.parents})
    return found


def _densest(soup: BeautifulSoup) -> Tag:
    """Return the innermost element with three quarters of the text in paragraphs, or the whole page."""
    prose = _count_prose(soup)
    best = soup.body or soup
    whole = prose[id(best)]
    inner: Tag | None = best if whole >= ENOUGH else None
    while inner:
        best = inner
        inner = next((tag for tag in best.find_all(True, recursive=False) if 4 * prose[id(tag)] > 3 * whole), None)
    return best


def _extracted(soup: BeautifulSoup) -> Iterator[Segment]:
    """Yield the main part that trafilatura finds. Yield nothing if it is not installed."""
    try:
        from trafilatura import extract
    except ImportError:
        return
    found = extract(str(soup), output_format="xml", include_comments=False, include_tables=False)
    for tag in _parse(found or "").select("main head, main p, main item, main quote"):
        if not tag.find(["head", "p", "item", "quote"]) and (words := " ".join(tag.get_text(" ").split())):
            yield Segment(words, 0, tag.name == "head")


def _segments(root: Tag) -> Iterator[Segment]:
    """Yield the paragraphs and headings of an element. One `br` ends a line, two end a paragraph."""
    from bs4.element import NavigableString

    blocks: dict[int, Tag] = {}
    words: list[str] = []
    last: Tag | None = None
    for node in root.descendants:
        if type(node) is NavigableString:
            block = _block_around(node, root, blocks)
            if block is not last and str(node).strip():
                yield from _paragraphs("".join(words), last)
                words, last = [], block
            words.append(str(node) if block.name == "pre" else SPACE.sub(_collapsed, str(node)))
        elif getattr(node, "name", "") == "br":
            words.append("\n")
        elif getattr(node, "name", "") in BLOCKS:
            words.append("\n\n")
        elif getattr(node, "name", "") in CELLS:
            words.append(" ")
    yield from _paragraphs("".join(words), last)


def _collapsed(space: re.Match[str]) -> str:
    return WRAPPED if "\n" in space[0] else " "


def _block_around(node: PageElement, root: Tag, blocks: dict[int, Tag]) -> Tag:
    """Return the nearest element around a node that ends paragraphs. `blocks` keeps the results by `id()`."""
    path: list[int] = []
    tag = node.parent
    while tag is not None and tag is not root and tag.name not in BLOCKS and id(tag) not in blocks:
        path.append(id(tag))
        tag = tag.parent
    found = root if tag is None else blocks.get(id(tag), tag)
    blocks.update(dict.fromkeys(path, found))
    return found


def _paragraphs(text: str, block: Tag | None) -> Iterator[Segment]:
    heading = block is not None and _is_heading(block)
    for part in re.split(r"\n\s*\n", text):
        lines = [join_lines(" ".join(row.split()) for row in line.split(WRAPPED)) for line in part.split("\n")]
        if words := "\n".join(filter(None, lines)):
            yield Segment(words, (block.sourceline or 0) if block else 0, heading)


def _is_heading(tag: Tag) -> bool:
    return tag.name in HEADINGS or (tag.parent is not None and tag.parent.name in HEADINGS)
