"""What the first bytes of a file say: whether it is a page, and in which encoding, as browsers take it."""

from __future__ import annotations

import codecs
import re

PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)*+<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.I | re.S
)
"""How a page begins, or a piece of one. What stands before is taken once (`*+`): comments can be grouped in 2ⁿ ways."""
TAG = re.compile(rb"</?[a-z]", re.I)

DECLARED = re.compile(
    rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)|<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)

# Browsers read these names as the encodings that the pages are really in (WHATWG Encoding Standard, 4.2).
READ_AS = {
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
KNOWN = frozenset(
    """
    utf-8 cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3
    iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r
    koi8-u mac-roman mac-cyrillic euc_jp gb18030 big5hkscs iso2022_jp_ext iso2022_kr hz
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Encodings of pages, as Python calls them. It knows others that are no text, and UTF-16 says so by its first bytes."""
SEVEN_BITS = frozenset(("iso2022_jp_ext", "iso2022_kr", "hz"))
"""Encodings in signs of ASCII, so that every text in one of them would pass for UTF-8."""


def looks_like_html(path: str, data: bytes) -> bool:
    """Tell whether a file begins as a page does, or is called one and has a tag."""
    called = path.lower().endswith((".html", ".htm", ".xhtml"))
    return bool(PAGE.match(data[:4000]) or (called and TAG.search(data[:4000])))


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page says it is in, by the name under which Python knows it; nothing if none."""
    found = DECLARED.search(data[:4000])
    label = (found[1] or found[2]).decode("ascii", "ignore").lower().removeprefix("x-") if found else ""
    try:
        name = codecs.lookup(label).name if label else ""
    except LookupError:
        return ""
    name = READ_AS.get(name, name)
    return name if name in KNOWN else ""
