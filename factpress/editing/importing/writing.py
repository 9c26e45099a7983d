"""Write front matter and the bodies of transcripts, as an editor would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from factpress.editing.composing import comment, scalar
from factpress.model.graph import Paragraph
from factpress.text.words import join_lines

Value = str | Mapping[str, str] | tuple[str, ...] | tuple[Mapping[str, str], ...]
"""Text, a mapping, a list of texts on one line, or a list of mappings."""


def front_matter(values: Mapping[str, Value], notes: Mapping[str, str], lead: Iterable[str] = ()) -> str:
    """Return front matter: comments first, then each key, with its note as a comment behind it.

    An empty value stays empty, so that `check` asks the editor for it.
    """
    lines = [comment(text) for text in lead]
    for key, value in values.items():
        note = f"  {comment(notes[key])}" if notes.get(key) else ""
        if isinstance(value, str):
            lines.append(f"{key}: {_one_line(value)}{note}" if value else f"{key}:{note[1:]}")
        elif isinstance(value, Mapping):
            lines += [f"{key}:{note[1:]}", *(f"  {inner}: {_one_line(text)}" for inner, text in value.items())]
        elif value and isinstance(value[0], Mapping):
            lines.append(f"{key}:")
            for entry in value:
                rows = [f"{inner}: {_one_line(text)}" for inner, text in dict(entry).items()]
                lines += [f"  - {rows[0]}{note}", *(f"    {row}" for row in rows[1:])]
        else:
            lines.append(f"{key}: [{', '.join(json.dumps(one, ensure_ascii=False) for one in value)}]{note}")
    return "---\n" + "".join(line + "\n" for line in lines) + "---\n"


def _one_line(text: str) -> str:
    return scalar(" ".join(text.split()))


def transcript_body(paragraphs: Iterable[Paragraph], lines: Mapping[str, str]) -> str:
    """Return the headings and passages of a transcript.

    `lines` has, by id, the lines of passages that are in the file now. Words that are the same keep their lines.
    """
    blocks: list[str] = []
    for one in paragraphs:
        if one.heading:
            blocks.append(f"## {one.words} {{#{one.id}}}\n")
        else:
            old = lines.get(one.id, "")
            words = old if join_lines(old.split("\n")) == one.words else _guarded(one.words)
            blocks.append(f"{{{' '.join(_attributes(one))}}}\n{words}\n")
    return "".join("\n" + block for block in blocks)


def _attributes(one: Paragraph) -> Iterable[str]:
    yield f"#{one.id}"
    yield from (".gist",) * one.gist
    values = {"kind": one.kind, "t": one.time, "speaker": one.speaker, "reason": one.reason}
    for key, value in values.items():
        if value:
            value = value.replace('"', "”")
            quoted = re.search(r"[\s\"]", value) or key in ("speaker", "reason")
            yield f'{key}="{value}"' if quoted else f"{key}={value}"


def _guarded(words: str) -> str:
    # Without the space, this line would be a heading or an attribute line. A reader strips the space.
    return " " + words if words.startswith(("#", "{#", "{.")) else words


def timestamp(seconds: float | None) -> str:
    """Return a time in the recording as HH:MM:SS, or an empty string if it is unknown."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
