"""Write YAML as an editor would, and write whole files."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

from factpress.reading.plain_yaml import NOTHING

PLAIN = re.compile(r"""(?!-(?!\w))[^\s?:,\[\]{}\#&*!|>'"%@`](?:[^:\#]|:(?=\S)|(?<!\s)\#)*(?<!\s)""")
"""Text that needs no quotation marks behind a key or a dash (YAML 1.2.2, 7.3.3)."""

FLOW_PLAIN = re.compile(r"\w[\w-]*(?: \w[\w-]*)*")
"""Text that needs no quotation marks inside brackets."""


def scalar(text: str) -> str:
    """Write a value on one line. Add quotation marks if YAML needs them."""
    if PLAIN.fullmatch(text) and text.isprintable() and text not in NOTHING:
        return text
    return _quoted(text)


def flow_mapping(values: dict[str, str]) -> str:
    """Write a mapping on one line, in braces."""
    return "{" + ", ".join(f"{key}: {flow_scalar(text)}" for key, text in values.items()) + "}"


def flow_scalar(text: str) -> str:
    """Write a value that may stand inside brackets or braces."""
    return text if FLOW_PLAIN.fullmatch(text) and text not in NOTHING else _quoted(text)


def _quoted(text: str) -> str:
    # Every JSON string is a YAML string (YAML 1.2.2, 1.2). But YAML ends a line at more characters than JSON.
    literal = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in literal)


def comment(text: str) -> str:
    """Write a comment on one line, whatever characters the text has."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return "# " + " ".join(printable.split())


def slug(text: str, most: int = 6) -> str:
    """Return an id made of the first words, without accents.

    Return an empty string if ASCII has fewer than half of the letters.
    """
    import unicodedata

    ascii = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii))
    if 2 * sum(map(len, words)) < sum(char.isalnum() for char in text):
        return ""
    return "-".join(words[:most])


def write_file(file: Path, text: str, new: bool = False) -> None:
    """Write a whole file or nothing. Raises OSError, and FileExistsError if `new` and the file exists."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if new and file.exists():
        raise FileExistsError(errno.EEXIST, "is there already", str(file))
    temporary = file.with_name(f".{file.name}.part")  # a build ignores names that begin with a dot
    try:
        temporary.write_text(text, "utf-8", newline="\n")
        os.replace(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)
