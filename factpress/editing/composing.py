"""Write YAML as an editor would, and put files in their place whole."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

from factpress.reading.plain_yaml import NOTHING

PLAIN = re.compile(r"""(?!-(?!\w))[^\s?:,\[\]{}\#&*!|>'"%@`](?:[^:\#]|:(?=\S)|(?<!\s)\#)*(?<!\s)""")
"""Words that YAML reads as they stand, behind a key or a dash (YAML 1.2.2, 7.3.3)."""

WORD = re.compile(r"\w[\w-]*(?: \w[\w-]*)*")
"""Words that it also reads so inside brackets."""


def scalar(words: str) -> str:
    """Write words as a value on one line, in quotation marks where they need them."""
    if PLAIN.fullmatch(words) and words.isprintable() and words not in NOTHING:
        return words
    return _quoted(words)


def bracketed(values: dict[str, str]) -> str:
    """Write a mapping on one line."""
    return "{" + ", ".join(f"{key}: {inside(words)}" for key, words in values.items()) + "}"


def inside(words: str) -> str:
    """Write words as a value that also stands inside brackets."""
    return words if WORD.fullmatch(words) and words not in NOTHING else _quoted(words)


def _quoted(words: str) -> str:
    # What JSON calls a string, YAML reads alike (YAML 1.2.2, 1.2), but it breaks lines at more characters.
    said = json.dumps(words, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in said)


def comment(words: str) -> str:
    """Write words as a comment on one line, whatever characters are in them."""
    plain = "".join(char if char.isprintable() else " " for char in words)
    return "# " + " ".join(plain.split())


def slug(words: str, most: int = 6) -> str:
    """Return the first words as an id, without accents; nothing if fewer than half of the letters can be kept."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    kept = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain))
    if 2 * sum(map(len, kept)) < sum(char.isalnum() for char in words):
        return ""
    return "-".join(kept[:most])


def put(file: Path, text: str, new: bool = False) -> None:
    """Write a file whole or not at all. Raises FileExistsError if it is to be new and is not, and OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if new and file.exists():
        raise FileExistsError(errno.EEXIST, "is there already", str(file))
    beside = file.with_name(f".{file.name}.part")  # `survey` passes over names that begin with a dot
    try:
        beside.write_text(text, "utf-8", newline="\n")
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)
