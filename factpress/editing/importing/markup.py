"""Words of a value that may be a piece of HTML, or text in which < means less."""

from __future__ import annotations

import re

from factpress.editing.importing.html import BLOCKS, paragraphs

ELEMENTS = """
a abbr area audio b base bdi bdo big br button canvas cite code col colgroup data datalist del dfn em embed figcaption
font head i iframe img input ins kbd label legend link map mark meta meter noscript o:p object optgroup option output
param picture progress q rp rt ruby s samp script select slot small source span strike strong style sub sup svg td
template textarea th time title track tt u var video wbr
"""
"""Elements of HTML that part no paragraphs, old ones and one of Word's too."""

TAG = rf"</?(?:{'|'.join([*ELEMENTS.split(), *sorted(BLOCKS - {'[document]'})])})(?:\s[^<>=]*\w\s*=[^<>]*|\s*/?)>"
COMMENT = r"<!--(?:(?!<!--|-->).)*-->"
MARKUP = re.compile(rf"{TAG}|{COMMENT}", re.I | re.S)
"""What is no words: `<b>`, `<p class=x>`; but not `<n = 5>`, and not `<b and c>`."""


def words(value: str, links: bool) -> list[str]:
    """Return the paragraphs of a value; with their links, if they are wanted, as Markdown writes them."""
    if not MARKUP.search(value) and not re.search(r"&(?:\w+|#\w+);", value):
        return [part for lines in re.split(r"\n\s*\n", value) if (part := " ".join(lines.split()))]
    guarded = re.sub(rf"({MARKUP.pattern})|<", lambda found: found[1] or "&lt;", value, flags=MARKUP.flags)
    return paragraphs(re.sub(r"\n\s*\n", "<p>", guarded), links)
