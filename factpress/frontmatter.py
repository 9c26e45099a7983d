"""YAML with places: the one door to PyYAML.

Scalars are read as text, so that `no`, `1:30` and `0.0020` stay what the editor wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from factpress.diagnostics import Diagnostic, Place, Report

Path = tuple[str | int, ...]
"""The way to a value: `("evidence", 0, "source")`."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader takes a seventh of the time

HINTS = {
    "mapping values are not allowed": 'a value that holds ": " needs quotation marks: key: "a: b"',
    "did not find expected key": "indent the keys of one block alike, and put values that begin with a quotation mark"
    ' or a bracket in quotation marks: key: "…"',
    "cannot start any token": "indent with spaces, not tabs; a value that begins with @, ` or % needs quotation marks",
    "could not find expected ':'": 'every line is "key: value"; a longer text continues on indented lines',
    "unexpected end of stream": "a quotation mark or bracket is opened and never closed",
    "did not find expected ',' or": "a bracket is opened and never closed, or a comma is missing",
    "block sequence entries are not allowed": 'put the list on lines of its own under the key, each after "- "',
}


@dataclass(frozen=True, slots=True)
class Front:
    """What an editor wrote in YAML: text, lists and mappings, and where each stands."""

    path: str
    data: Any
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each value; under the path with "?" at its end, of its key."""
    empty: tuple[Path, ...] = ()
    """Ways to values that are not there or hold nothing."""

    def place(self, path: Path) -> Place:
        """Return where the value stands, or what encloses it."""
        while path and path not in self.marks:
            path = path[:-1]
        return Place(self.path, *self.marks.get(path, (1, 1)))

    def key(self, path: Path) -> Place:
        """Return where the value's key stands."""
        return self.place((*path, "?") if (*path, "?") in self.marks else path)


def read(text: str, path: str, report: Report, first_line: int = 1) -> Front | None:
    """Read one YAML document; report what is broken and return nothing then."""
    loader = Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        report(_broken(error, path, first_line))
        return None
    finally:
        loader.dispose()
    marks: dict[Path, tuple[int, int]] = {}
    found: list[Diagnostic] = []
    data = _Reader(path, first_line, marks, found.append).value(node, ()) if node else {}
    for diagnostic in found:
        report(diagnostic)
    return None if found else Front(path, data, marks, tuple(_empty(data, ())))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns nodes into values, and notes where each stands."""

    path: str
    first_line: int
    marks: dict[Path, tuple[int, int]]
    report: Report
    seen: set[int] = field(default_factory=set)

    def value(self, node: Any, at: Path) -> Any:
        if id(node) in self.seen:  # an alias is the anchored node itself
            help = "write the value out in both places"
            self.report(Diagnostic("FP106", self.place(node), "YAML anchors and aliases are not read", help))
            return None
        self.seen.add(id(node))
        where = self.place(node)
        self.marks[at] = (where.line, where.column)
        if isinstance(node, yaml.ScalarNode):
            empty = not node.style and node.value in ("", "~", "null")
            return None if empty else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*at, n)) for n, item in enumerate(node.value)]
        out: dict[str, Any] = {}
        for key, value in node.value:
            if self.takes(key, at, out):
                out[key.value] = self.value(value, (*at, key.value))
        return out

    def takes(self, key: Any, at: Path, before: dict[str, Any]) -> bool:
        """Tell whether a key can be used; note where it stands, or report it."""
        where = self.place(key)
        if not isinstance(key, yaml.ScalarNode):
            self.report(Diagnostic("FP106", where, "a key must be a word", 'write "key: value"'))
        elif key.value in before:
            line = self.marks[(*at, key.value, "?")][0]
            help = f"keep one; the other is on line {line}"
            self.report(Diagnostic("FP206", where, f"'{key.value}' is given twice", help))
        else:
            self.marks[(*at, key.value, "?")] = (where.line, where.column)
            return True
        return False

    def place(self, node: Any) -> Place:
        return Place(self.path, node.start_mark.line + self.first_line, node.start_mark.column + 1)


def _empty(data: Any, at: Path) -> Iterator[Path]:
    if data is None or data == "":
        yield at
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _empty(value, (*at, key))
    elif isinstance(data, list):
        for n, item in enumerate(data):
            yield from _empty(item, (*at, n))


def _broken(error: yaml.YAMLError, path: str, first: int) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    where = Place(path, mark.line + first, mark.column + 1) if mark else Place(path, first)
    hint = next((h for words, h in HINTS.items() if words in problem), "compare the line with the one above it")
    return Diagnostic("FP106", where, f"this is not YAML: {problem}", hint)


@dataclass(frozen=True, slots=True)
class Split:
    """A Markdown file cut at its fences."""

    front: Front
    body: str
    body_line: int
    """The line of the file on which the body begins, from 1."""


def split(text: str, path: str, report: Report) -> Split | None:
    """Cut a Markdown file into its front matter and its body."""
    fenced = 'a file begins with a line "---", then "key: value" lines, then a second line "---"'
    if not text.startswith("---\n"):
        report(Diagnostic("FP107", Place(path), "the front matter does not begin", fenced))
        return None
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end, text = len(text) - 4, text + "\n"
    if end < 0:
        report(Diagnostic("FP107", Place(path), "the front matter does not end", fenced))
        return None
    front = read(text[4 : end + 1], path, report, first_line=2)
    return Split(front, text[end + 5 :], text.count("\n", 0, end + 5) + 1) if front else None
