"""Write front matter and transcripts as an editor would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from factpress.editing.composing import comment, scalar
from factpress.model.graph import Paragraph
from factpress.text.words import join_lines

Value = str | Mapping[str, str] | tuple[str, ...] | tuple[Mapping[str, str], ...]
"""Words, keys with words, a list on one line, or a list of keys with words."""


def front(values: Mapping[str, Value], notes: Mapping[str, str], lead: Iterable[str] = ()) -> str:
    """Write front matter: comments first, and one behind each key that has a note.

    An empty value is left to the editor: `check` asks for it.
    """
    lines = [comment(words) for words in lead]
    for key, value in values.items():
        note = f"  {comment(notes[key])}" if notes.get(key) else ""
        if isinstance(value, str):
            lines.append(f"{key}: {_line(value)}{note}" if value else f"{key}:{note[1:]}")
        elif isinstance(value, Mapping):
            lines += [f"{key}:{note[1:]}", *(f"  {inner}: {_line(words)}" for inner, words in value.items())]
        elif value and isinstance(value[0], Mapping):
            lines.append(f"{key}:")
            for entry in value:
                rows = [f"{inner}: {_line(words)}" for inner, words in dict(entry).items()]
                lines += [f"  - {rows[0]}{note}", *(f"    {row}" for row in rows[1:])]
        else:
            lines.append(f"{key}: [{', '.join(json.dumps(one, ensure_ascii=False) for one in value)}]{note}")
    return "---\n" + "".join(line + "\n" for line in lines) + "---\n"


def _line(words: str) -> str:
    return scalar(" ".join(words.split()))


def body(paragraphs: Iterable[Paragraph], as_they_stood: Mapping[str, str]) -> str:
    """Write the headings and passages of a transcript; words that did not change keep their lines."""
    blocks: list[str] = []
    for one in paragraphs:
        if one.heading:
            blocks.append(f"## {one.words} {{#{one.id}}}\n")
        else:
            lines = as_they_stood.get(one.id, "")
            words = lines if join_lines(lines.split("\n")) == one.words else _guarded(one.words)
            blocks.append(f"{{{' '.join(_attributes(one))}}}\n{words}\n")
    return "".join("\n" + block for block in blocks)


def _attributes(one: Paragraph) -> Iterable[str]:
    yield f"#{one.id}"
    yield from (".gist",) * one.gist
    values = {"kind": one.kind, "t": one.time, "speaker": one.speaker, "reason": one.reason}
    for key, value in values.items():
        if value:
            value = value.replace('"', "”")
            yield (
                f'{key}="{value}"' if re.search(r"[\s\"]", value) or key in ("speaker", "reason") else f"{key}={value}"
            )


def _guarded(words: str) -> str:
    # A line that begins so would be a heading or an attribute line; the space is no part of the words.
    return " " + words if words.startswith(("#", "{#", "{.")) else words


def clock(seconds: float | None) -> str:
    """Write a time in the recording as hours, minutes and seconds; nothing if there is none."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
