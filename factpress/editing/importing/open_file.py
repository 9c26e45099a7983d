"""Open a file of another system and decode its bytes."""

from __future__ import annotations

from pathlib import Path

from factpress.editing.importing.parsed import ImportedFile, clean_text
from factpress.editing.importing.sniffing import SEVEN_BIT, declared_encoding, looks_like_html
from factpress.model.diagnostics import Diagnostic, Location, Report

LARGEST = 32 * 1024 * 1024
"""Bytes. The page of a long transcript has less than one million. A page of this size takes about a minute."""

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
"""Unicode Standard, 23.8."""

BINARY = {
    b"%PDF": ("a PDF", "open it, copy the words into a text file and import that"),
    b"PK\x03\x04": ("a zip or an office document", "unpack it, or save it as HTML or plain text"),
    b"\xd0\xcf\x11\xe0": ("an office document", "save it as HTML or plain text"),
    b"{\\rtf": ("RTF", "save it as HTML or plain text"),
    b"\x1f\x8b": ("compressed", "unpack it first"),
    b"bplist": ("a web archive of Safari", "save the page as HTML"),
}
"""By their first bytes, kinds of files that hold no plain text, and what to do with them."""
WEB_ARCHIVE = ("a web archive (MHTML)", "save the page as 'Webpage, HTML only'")


def open_file(file: Path, report: Report) -> ImportedFile | None:
    """Read a file. Report why it is no text, and return None then. Raises OSError."""
    path = str(file)
    if path.startswith("content/"):  # in diagnostics, that means our content folder, wherever it is
        path = f"./{path}"
    size = file.stat().st_size
    if size > LARGEST:
        help = "import the talk or the feed in parts"
        report(Diagnostic("FP701", Location(path), f"the file has {size:,} bytes, more than {LARGEST:,}", help))
        return None
    data = file.read_bytes()
    if kind := _binary_kind(data):
        message = f"this is {kind[0]}, not HTML, WebVTT, SRT, JSON or plain text"
        report(Diagnostic("FP701", Location(path), message, kind[1]))
        return None
    text = _decode(data, path, report)
    if text is None:
        return None
    text = clean_text(text)
    if not text.strip():
        report(Diagnostic("FP105", Location(path), "the file is empty", "save it again; the words are not in it"))
        return None
    return ImportedFile(path, text)


def _binary_kind(data: bytes) -> tuple[str, str] | None:
    kind = next((kind for start, kind in BINARY.items() if data.startswith(start)), None)
    if not kind and b"multipart/related" in data[:1000] and b"MIME-Version:" in data[:1000]:
        return WEB_ARCHIVE
    return kind


def _decode(data: bytes, path: str, report: Report) -> str | None:
    """Decode by the byte order mark, as UTF-8, or as the page declares. Never guess."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    declared = declared_encoding(data) if encoding == "utf-8" and looks_like_html(path, data) else ""
    if declared in SEVEN_BIT and data.isascii():
        encoding = declared
    for name in dict.fromkeys((encoding, declared or encoding)):
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            start, before = error.start, data[: error.start].decode(name, "replace")
            message = f"byte 0x{data[start]:02x} is not {'UTF-8' if name == 'utf-8' else name}"
        else:
            if "\0" not in text:
                return text
            before = text[: text.index("\0")]
            message = "byte 0x00 is in no text; UTF-16 needs a byte order mark"
            break
    where = Location(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    help = "open it in the program that it comes from, and save it as UTF-8"
    report(Diagnostic("FP101", where, message, help))
    return None
