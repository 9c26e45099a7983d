"""Open a file of others: its bytes as text, or a word on why they are none."""

from __future__ import annotations

from pathlib import Path

from factpress.editing.importing.declared import SEVEN_BITS, declared_encoding, looks_like_html
from factpress.editing.importing.heard import Opened, plain
from factpress.model.diagnostics import Diagnostic, Location, Report

LARGEST = 32 * 1024 * 1024
"""Bytes. The page of a long talk has less than one million; a page this large is read in about a minute."""

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
"""Byte order marks, each of which names its encoding (Unicode Standard, 23.8)."""

NO_TEXT = {
    b"%PDF": ("a PDF", "open it, copy the words into a text file and import that"),
    b"PK\x03\x04": ("a zip or an office document", "unpack it, or save it as HTML or plain text"),
    b"\xd0\xcf\x11\xe0": ("an office document", "save it as HTML or plain text"),
    b"{\\rtf": ("RTF", "save it as HTML or plain text"),
    b"\x1f\x8b": ("compressed", "unpack it first"),
    b"bplist": ("a web archive of Safari", "save the page as HTML"),
}
"""How files begin that people take for text."""


def opened(file: Path, report: Report) -> Opened | None:
    """Read a file; report why it is no text and return nothing then. Raises OSError."""
    path = str(file)
    if path.startswith("content/"):  # that is what our own content is called, wherever it lies
        path = f"./{path}"
    size = file.stat().st_size
    if size > LARGEST:
        help = "import the talk or the feed in parts"
        report(Diagnostic("FP701", Location(path), f"the file has {size:,} bytes, more than {LARGEST:,}", help))
        return None
    data = file.read_bytes()
    kind = next((said for mark, said in NO_TEXT.items() if data.startswith(mark)), None)
    if not kind and b"multipart/related" in data[:1000] and b"MIME-Version:" in data[:1000]:
        kind = "a web archive (MHTML)", "save the page as 'Webpage, HTML only'"
    if kind:
        report(
            Diagnostic(
                "FP701", Location(path), f"this is {kind[0]}, not HTML, WebVTT, SRT, JSON or plain text", kind[1]
            )
        )
        return None
    text = _decoded(data, path, report)
    if text is None:
        return None
    text = plain(text)
    if not text.strip():
        report(Diagnostic("FP105", Location(path), "the file is empty", "save it again; the words are not in it"))
        return None
    return Opened(path, text)


def _decoded(data: bytes, path: str, report: Report) -> str | None:
    """Decode by the byte order mark, as UTF-8, or as the page declares; never by a guess."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    declared = declared_encoding(data) if encoding == "utf-8" and looks_like_html(path, data) else ""
    if declared in SEVEN_BITS and data.isascii():
        encoding = declared
    for name in dict.fromkeys((encoding, declared or encoding)):
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            start, before = error.start, data[: error.start].decode(name, "replace")
            what = f"byte 0x{data[start]:02x} is not {'UTF-8' if name == 'utf-8' else name}"
        else:
            if "\0" not in text:
                return text
            before = text[: text.index("\0")]
            what = "byte 0x00 is in no text; UTF-16 needs a byte order mark"
            break
    where = Location(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    help = "open it in the program that it comes from, and save it as UTF-8"
    report(Diagnostic("FP101", where, what, help))
    return None
