"""Split a value into paragraphs. It may be HTML, or plain text in which `<` means "less than"."""

from __future__ import annotations

import re

from factpress.editing.importing.html import BLOCKS, html_paragraphs

INLINE = """
a abbr area audio b base bdi bdo big br button canvas cite code col colgroup data datalist del dfn em embed figcaption
font head i iframe img input ins kbd label legend link map mark meta meter noscript o:p object optgroup option output
param picture progress q rp rt ruby s samp script select slot small source span strike strong style sub sup svg td
template textarea th time title track tt u var video wbr
"""
"""Elements that do not end a paragraph, with old ones and one of Word."""

TAG = rf"</?(?:{'|'.join([*INLINE.split(), *sorted(BLOCKS - {'[document]'})])})(?:\s[^<>=]*\w\s*=[^<>]*|\s*/?)>"
COMMENT = r"<!--(?:(?!<!--|-->).)*-->"
MARKUP = re.compile(rf"{TAG}|{COMMENT}", re.I | re.S)
"""Matches `<b>` and `<p class=x>`, but neither `<n = 5>` nor `<b and c>`."""


def text_paragraphs(value: str, links: bool) -> list[str]:
    """Return the paragraphs of a value as text. With `links`, write links as Markdown."""
    if not MARKUP.search(value) and not re.search(r"&(?:\w+|#\w+);", value):
        return [part for lines in re.split(r"\n\s*\n", value) if (part := " ".join(lines.split()))]
    escaped = re.sub(rf"({MARKUP.pattern})|<", lambda found: found[1] or "&lt;", value, flags=MARKUP.flags)
    return html_paragraphs(re.sub(r"\n\s*\n", "<p>", escaped), links)
