"""The bytes of a file as clean text."""

from __future__ import annotations

import re

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.text.folding import nfc

CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
CONTROL = re.compile(rf"[{re.escape(CONTROLS.decode())}]")


def decoded(data: bytes, path: str, report: Report) -> str | None:
    """Return a file's text; report where it is not UTF-8 and return nothing then."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        where = Location(path, before.count(b"\n") + 1, column)
        report(Diagnostic("FP101", where, f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8"))
        return None


def clean(data: bytes, path: str, report: Report) -> str | None:
    """Return a file's text, composed; report what is wrong with its bytes and return nothing then."""
    text = decoded(data, path, report)
    if text is None:
        return None
    found = _unclean(text, len(data.translate(None, CONTROLS)) < len(data))
    if found:
        code, at, message, help = found
        report(
            Diagnostic(code, Location(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), message, help)
        )
        return None
    return nfc(text)


def _unclean(text: str, controls: bool) -> tuple[str, int, str, str] | None:
    if text.startswith("\ufeff"):
        return "FP102", 0, "the file begins with a byte order mark", 'save it as "UTF-8" and not "UTF-8 with BOM"'
    if (at := text.find("\r")) >= 0:
        return "FP103", at, "lines end with carriage returns", 'save the file with "LF" line ends'
    if controls and (control := CONTROL.search(text)):
        return "FP104", control.start(), f"control character U+{ord(control[0]):04X}", "delete it"
    if not text.strip():
        return "FP105", 0, "the file is empty", "write its content, or delete it"
    return None
