"""Find where the front matter of a Markdown file ends."""

from __future__ import annotations

from msgspec import Struct


class Halves(Struct, frozen=True, gc=False):
    """A Markdown file cut at its two lines `---`."""

    yaml: str
    """Begins on line 2 of the file."""
    body: str
    body_line: int
    """The line of the file on which the body begins, from 1."""


def halves(text: str) -> Halves | None:
    """Cut a file at its two lines `---`; return nothing if they are not there."""
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end = len(text) - 4
    if end < 0:
        return None
    return Halves(text[4 : end + 1], text[end + 5 :], text.count("\n", 0, end + 1) + 2)
