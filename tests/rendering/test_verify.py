"""Reading the built site back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from factpress.building.version import template_files
from factpress.model.diagnostics import Diagnostic
from factpress.rendering.readback import ADDRESS, Facts, all_plain, careful, facts, plainly_written, quick
from factpress.rendering.verify import broken_links, judge, tell
from tests.conftest import ROOT, SMALL

PAGES = sorted((SMALL.parent / "built").rglob("*.html"))
WHOLE = '<html lang="en"><title>T</title><h1 id="a">A</h1>{}</html>'


def _by_parser(page: str) -> Facts:
    soup = BeautifulSoup(page, "html.parser")
    links: dict[str, None] = {}
    for tag in soup.find_all(True):
        for key in tag.attrs:
            if key in ADDRESS and ":" not in str(tag[key]).split("/")[0] and not str(tag[key]).startswith("//"):
                links[str(tag[key])] = None
    return Facts(
        title=bool(soup.title and soup.title.string),
        lang=bool(soup.html and soup.html.get("lang")),
        headings=len(soup.find_all("h1")),
        ids=tuple(str(tag["id"]) for tag in soup.find_all(id=True)),
        links=tuple(links),
        asked=(),
    )


def _told(found: Facts) -> tuple[object, ...]:
    return found.title, found.lang, found.headings, found.ids, set(found.links)


@pytest.mark.parametrize("file", PAGES, ids=lambda p: str(p.relative_to(SMALL.parent / "built")))
def test_the_pattern_reads_what_a_parser_reads(file: Path) -> None:
    """On every page of the golden site the one pattern and an HTML parser see the same."""
    text = file.read_text("utf-8")
    found, wanted = facts(text.encode()), _by_parser(text)
    assert _told(found) == _told(wanted)
    assert quick(text.encode()) == careful(text)


@given(st.text(max_size=60))
def test_no_text_looks_like_a_tag(words: str) -> None:
    """Escaped words, whatever they say, are no links and no ids."""
    from markupsafe import escape

    page = WHOLE.format(f"<p title='{escape(words)}'>{escape(words)}</p>")
    found = facts(page.encode())
    assert (found.ids, found.links, found.headings) == (("a",), (), 1)


PIECES = r"""
    words > 1 ' "|</p>|</a>|<br/>|<P ID=q>|<p id='b>c' class="x">|<p\nid=d >|<h1>|<H1 id=e>|<title>\nT</title>|\n
    <a href="a.html">|<a title='">' href=b.html>|<a title="a>b\n<c" href="c&amp;d.html">|<A HREF='e.html'\n\n>
    <a data-href="n.html" title="href=5">|<img src="i.png" alt="">|<use href="#i-up"/>|<video src=v poster=w>
    <script>"<a href='n.html'>"\n</script>|<!-- <a href='n.html'>\n\n -->|<script src="s.js"></script>
    <style>\n<p id='n'>\n\n\n</STYLE>
"""
SOUP = st.lists(st.sampled_from([p.strip().replace(r"\n", "\n") for p in re.split("[|\n]", PIECES)]), max_size=12)


@given(SOUP)
def test_what_a_template_may_write(soup: list[str]) -> None:
    """Quotes, comments, scripts, brackets in attributes and broken lines are read as a parser reads them."""
    page = f"<!doctype html>\n<html lang=en>\n<p>{''.join(soup)}\n</html>\n"
    found, wanted = facts(page.encode()), _by_parser(page)
    assert _told(found) == _told(wanted)
    whole = "<!doctype html>\n<html lang='en'><title>T</title><body>" + "".join(soup)
    whole = whole.replace("'", '"', 2)
    assert quick(whole.encode()) in (None, careful(whole)) or not plainly_written("".join(soup))


def test_our_templates_are_plainly_written() -> None:
    """Our pages can be read back the quick way; a template that is written otherwise is seen."""
    assert all_plain(ROOT / "templates", template_files(ROOT / "templates"))
    odd = ("<a href='b'>", '<a HREF="b">', '<p\nid="a">', "<P>", "<a href=b>", "<!-- -->", '<video poster="c">')
    assert [template for template in odd if plainly_written(template)] == []


def _judge(pages: dict[str, str], files: tuple[str, ...] = ()) -> list[str]:
    found: list[Diagnostic] = []
    read = {path: facts(text.encode()) for path, text in pages.items()}
    for path, said in read.items():
        judge(path, said, pages.__getitem__, found.append)
    links = {"": {link for said in read.values() for link in said.links if link[0] not in "#?"}}
    for _, address, target, fragment in broken_links(
        links, pages.keys() | set(files), lambda path: read[path].ids, "/base/"
    ):
        for path in (path for path, said in read.items() if address in said.links):
            tell(path, address, target, fragment, pages.__getitem__, found.append)
    return [f"{d.code} {d.where.path}:{d.where.line}" for d in found]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<a href="b.html">x</a>', []),
        ('<a href="b.html#b">x</a><a href="#a">x</a><a href="?q=1">x</a>', []),
        ('<a href="/base/b.html">x</a><a href="/base/">x</a><a href="./">x</a>', []),
        ('<a href="https://example.org/none">x</a><a href="mailto:a@b">x</a>', []),
        ('<a href="%E6%A9%8B.html">x</a>', []),
        ('\n<a href="none.html">x</a>', ["FP601 site/index.html:2"]),
        ('<a href="/other/b.html">x</a>', ["FP601 site/index.html:1"]),
        ('<a href="../b.html">x</a>', ["FP601 site/index.html:1"]),
        ('<a href="b.html#none">x</a>', ["FP602 site/index.html:1"]),
        ('<svg><use href="#none"/></svg>', ["FP602 site/index.html:1"]),
        ('\n<p id="a">x</p>', ["FP603 site/index.html:2"]),
        ('<p title="id=5 and href=foo">x</p>', []),
        ('<object data="https://example.org/x"></object>', ["FP607 site/index.html:1"]),
        ("<h1>B</h1>", ["FP606 site/index.html:1"]),
        ('<img src="https://example.org/x.png" alt="">', ["FP607 site/index.html:1"]),
        ('<link rel="stylesheet" href="//example.org/x.css">', ["FP607 site/index.html:1"]),
        ('<link rel="canonical" href="https://example.org/">', []),
        ('<!-- <a href="none.html"> --><script>"<a href=\'none.html\'>"</script>', []),
    ],
)
def test_faults_of_a_page(inside: str, expected: list[str]) -> None:
    """Each fault has its code and its place; what is right is left alone."""
    other = '<html lang="en"><title>B</title><h1 id="b">B</h1></html>'
    assert _judge({"index.html": WHOLE.format(inside), "b.html": other, "橋.html": other}) == expected


def test_a_page_needs_title_and_language() -> None:
    """A page without title, language or heading is three faults."""
    found = _judge({"index.html": "<html><title> </title></html>"})
    assert found == ["FP604 site/index.html:1", "FP605 site/index.html:1", "FP606 site/index.html:1"]
