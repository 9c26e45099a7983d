"""Bodies: our own links, citations, safety, and Japanese."""

from __future__ import annotations

import pytest

from factpress.model.diagnostics import Diagnostic
from factpress.reading.markdown import Surroundings, to_html

AROUND = Surroundings("content/claims/a.md", 10, "../", "talk", ("first", "second"))


def _html(body: str) -> str:
    found: list[Diagnostic] = []
    html = to_html(body, AROUND, found.append).html
    assert found == []
    return html or ""


@pytest.mark.parametrize(
    ("body", "html"),
    [
        # Emphasis beside Japanese punctuation, which CommonMark alone leaves as asterisks.
        ("**「予算」**は", "<strong>「予算」</strong>は"),
        ("これは**重要。**です", "<strong>重要。</strong>です"),
        ("**GDPの10%（年間）**を", "<strong>GDPの10%（年間）</strong>を"),
        ("*「月」*へ", "<em>「月」</em>へ"),
        ("plain **bold** text", "plain <strong>bold</strong> text"),
        # An address stands alone: nothing after it is swallowed.
        ("https://e.org/予算。次の文", "https://e.org/予算。次の文"),
        ("<https://e.org/x>", '<a href="https://e.org/x">https://e.org/x</a>'),
    ],
)
def test_japanese_and_english(body: str, html: str) -> None:
    """Emphasis closes where a Japanese writer closes it, and English is as ever."""
    assert html in _html(body)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[x](claim:b)", '<a href="../claims/b.html">x</a>'),
        ("[x](source:s)", '<a href="../sources/s.html">x</a>'),
        ("[x](passage:p14)", '<a href="../transcripts/talk.html#p14">x</a>'),
        ("[x](passage:other/p1)", '<a href="../transcripts/other.html#p1">x</a>'),
        ("[x](page.html#y)", '<a href="page.html#y">x</a>'),
        ("[x](mailto:a@b.c)", '<a href="mailto:a@b.c">x</a>'),
        ("So it is [@second].", 'So it is<a class="cite-ref" href="#e-2">[2]</a>.'),
        ("[@first, Table 1 & 2]", '<a class="cite-ref" href="#e-1">[1, Table 1 &amp; 2]</a>'),
        ("[@first; @second, p. 2]", '[1]</a><a class="cite-ref" href="#e-2">[2, p. 2]</a>'),
        (r"\[@ first]", "[@ first]"),
        ("[@first,\nTable\n3]", ">[1, Table 3]</a>"),
        ("# Big", "<h2>Big</h2>"),
        ("[@other]", '<a class="cite-ref" href="../sources/other.html">[other]</a>'),
        ("`[@first]`", "<code>[@first]</code>"),
        ("a[^1]\n\n[^1]: note", 'class="footnotes"'),
        ("## 予算 & more", '<h2 id="h-予算-more">予算 &amp; more</h2>'),
    ],
)
def test_links_and_citations(body: str, html: str) -> None:
    """Our schemes lead to pages, a citation shows its row of the evidence."""
    assert html in _html(body)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "JaVaScRiPt:x",
        "vbscript:x",
        "data:text/html,x",
        "ftp://e.org",
        "tel:1",
        "blob:x",
        "//e.org",
        "file:///x",
    ],
)
def test_addresses_that_are_refused(address: str) -> None:
    """Only web, mail, relative and our own addresses pass; the editor is told where the other stands."""
    found: list[Diagnostic] = []
    html = to_html(f"one\n\ntwo [x]({address})", AROUND, found.append).html
    assert [(d.code, d.where.line, d.where.column) for d in found] == [("FP406", 12, 9)]
    assert "javascript:" not in (html or "").lower()


def test_markup_stays_text() -> None:
    """HTML in a body is shown, not run."""
    html = _html('<script>alert(1)</script> <b onclick="x">b</b> <!-- c -->')
    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


def test_mentions_have_their_place() -> None:
    """Each mention is found at its own line and column, also when the same stands twice."""
    mentions = to_html("橋は [x](claim:b)\n[y](claim:b) [@first]", AROUND, lambda d: None).mentions
    assert [(m.kind, m.target, m.line, m.column) for m in mentions] == [
        ("claim", "b", 10, 8),
        ("claim", "b", 11, 5),
        ("cite", "first", 11, 15),
    ]
