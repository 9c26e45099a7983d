"""Detect from the first bytes of a file whether it is HTML, and which encoding it declares, as browsers do."""

from __future__ import annotations

import codecs
import re

PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)*+<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.I | re.S
)
"""The beginning of a page, or of a part of one.

`*+` never goes back: there are 2ⁿ ways to group the comments before the first tag.
"""
TAG = re.compile(rb"</?[a-z]", re.I)

DECLARED = re.compile(
    rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)|<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)

# Pages that declare the first are really in the second (WHATWG Encoding Standard, 4.2).
ALIASES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
ENCODINGS = frozenset(
    """
    utf-8 cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3
    iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r
    koi8-u mac-roman mac-cyrillic euc_jp gb18030 big5hkscs iso2022_jp_ext iso2022_kr hz
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Encodings of pages, under their names in Python.

Python has others that are no text encodings. UTF-16 is missing because its first bytes show it.
"""
SEVEN_BIT = frozenset(("iso2022_jp_ext", "iso2022_kr", "hz"))
"""Encodings that use ASCII bytes only. Every text in one of them is also valid UTF-8."""


def looks_like_html(path: str, data: bytes) -> bool:
    """Tell whether a file begins like a page, or has the name of a page and any tag."""
    named = path.lower().endswith((".html", ".htm", ".xhtml"))
    return bool(PAGE.match(data[:4000]) or (named and TAG.search(data[:4000])))


def declared_encoding(data: bytes) -> str:
    """Return Python's name of the encoding that a page declares, or an empty string."""
    found = DECLARED.search(data[:4000])
    label = (found[1] or found[2]).decode("ascii", "ignore").lower().removeprefix("x-") if found else ""
    try:
        name = codecs.lookup(label).name if label else ""
    except LookupError:
        return ""
    name = ALIASES.get(name, name)
    return name if name in ENCODINGS else ""
