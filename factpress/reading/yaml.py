"""Read YAML with the place of each value: the one door to PyYAML.

Scalars are read as text, so that `no`, `1:30` and `0.0020` stay what the editor wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from sys import intern
from typing import Any

import yaml
from msgspec import Struct

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.bytes import CONTROL
from factpress.reading.delimiters import halves
from factpress.reading.plain_yaml import NOTHING, SHORT
from factpress.reading.plain_yaml import read as plainest

Path = tuple[str | int, ...]
"""The way to a value: `("evidence", 0, "source")`."""

Marks = dict[Path, tuple[int, int]]
"""Line and column of each value; under the path with "?" at its end, of its key."""

# The C loader takes a seventh of the time. This one does not ask which scalars are numbers or dates.
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

KEY = re.compile(r"[ -]*[^\s:'\"\[{][^:]*")
"""A line up to the colon of its key."""

DEEPEST = 50
"""Lists and mappings within each other; Python recurses over them."""

BREAKS = "\x85\u2028\u2029"
"""Characters that end a line for YAML and for nobody else."""

DEEPER = "keys of one block stand under each other; a line that is indented deeper belongs to the value above it"

HINTS = {
    "found a tab character": "a tab stands here; indent with spaces",
    "did not find expected '-' indicator": 'what belongs to a list stands under each other: each "- " under the first,'
    " and the keys of an entry under its first key",
    "mapping values are not allowed": 'a value that holds ": " needs quotation marks: key: "a: b"',
    "did not find expected key": "indent the keys of one block alike, and put values that begin with a quotation mark"
    ' or a bracket in quotation marks: key: "…"',
    "cannot start any token": "indent with spaces, not tabs; a value that begins with @, ` or % needs quotation marks",
    "did not find expected whitespace": 'a value that begins with ! needs quotation marks: key: "!a"',
    "expected alphabetic or numeric": 'a value that begins with *, & or ! needs quotation marks: key: "*a*"',
    "could not find expected ':'": 'every line is "key: value"; a longer text continues on indented lines',
    "unexpected end of stream": "a quotation mark or bracket is opened and never closed",
    "did not find expected ',' or": "a bracket is opened and never closed, or a comma is missing",
    "block sequence entries are not allowed": 'put the list on lines of its own under the key, each after "- "',
}


class Front(Struct, frozen=True, gc=False):
    """What an editor wrote in YAML: text, lists and mappings, and where each stands."""

    path: str
    data: Any
    text: str = ""
    """The YAML, to find places in it when they are asked for."""
    first_line: int = 1
    """The line of the file on which the YAML begins, from 1."""
    has_empty: bool = False
    """Some value is not there or holds nothing."""

    @property
    def marks(self) -> Marks:
        """Where each value stands. It is found when first asked for, as most files are right."""
        return marks(self.text, self.first_line)

    def value(self, path: Path) -> Any:
        """Return the value at a path."""
        value = self.data
        for step in path:
            value = value[step]
        return value

    def location(self, path: Path) -> Location:
        """Return where the value stands, or what encloses it."""
        marks = self.marks
        while path and path not in marks:
            path = path[:-1]
        return Location(self.path, *marks.get(path, (1, 1)))

    def later(self, path: Path) -> Location:
        """Return a place whose line and column are looked up only when it is reported."""
        return Location(self.path, way=path)

    def key(self, path: Path) -> Location:
        """Return where the value's key stands."""
        return self.location((*path, "?") if (*path, "?") in self.marks else path)


def read(text: str, path: str, report: Report, first_line: int = 1) -> Front | None:
    """Read one YAML document; report what is broken and return nothing then."""
    if (data := plainest(text)) is not None:
        return Front(path, data, text, first_line)
    found: list[Diagnostic] = []
    data = _careful(text, _Reader(path, first_line, {}, found.append))
    for diagnostic in found:
        report(diagnostic)
    return None if found else Front(path, data, text, first_line, any(True for _ in empties(data)))


def empties(data: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the ways to values that are not there or hold nothing."""
    if data is None or data == "":
        yield at
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from empties(value, (*at, key))
    elif isinstance(data, list):
        for n, item in enumerate(data):
            yield from empties(item, (*at, n))


@lru_cache(maxsize=8)  # several places of one file are asked for in a row
def marks(text: str, first_line: int = 1) -> Marks:
    """Return where each value of a YAML text stands, and its key; nothing where the text is broken."""
    reader = _Reader("", first_line, {}, lambda diagnostic: None)
    _careful(text, reader)
    return reader.marks


def span(text: str, path: Path) -> tuple[int, int]:
    """Return where the value at a path of a YAML text begins, and where it ends."""
    node: Any = yaml.compose(text, Loader)
    for step in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else enumerate(node.value)
        node = next(value for key, value in pairs if getattr(key, "value", key) == step)
    return node.start_mark.index, node.end_mark.index


def _careful(text: str, reader: _Reader) -> Any:
    """Read one document and note where everything stands; what is broken is reported."""
    try:
        if refused := next(_refused(text, reader), None):
            reader.report(refused)
            return None
        node = yaml.compose(text, Loader)
    except yaml.YAMLError as error:
        reader.report(_broken(error, text, reader.path, reader.first_line))
        return None
    return reader.value(node, ()) if node else {}


def _refused(text: str, reader: _Reader) -> Iterator[Diagnostic]:
    """Find what YAML gives a meaning to and that is not read here."""
    for end in BREAKS:
        if (at := text.find(end)) >= 0:
            where = Location(reader.path, text.count("\n", 0, at) + reader.first_line, at - text.rfind("\n", 0, at))
            help = "delete it, or begin a new line there"
            yield Diagnostic("FP104", where, f"invisible line end U+{ord(end):04X}", help)
    depth = 0
    for event in yaml.parse(text, Loader):
        where = reader.location(event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            message = f"lists and mappings lie more than {DEEPEST} deep"
            yield Diagnostic("FP106", where, message, "write fewer within each other")
        elif getattr(event, "anchor", None):
            help = "write the value out in both places; put a value that begins with & or * in quotation marks"
            yield Diagnostic("FP106", where, "YAML anchors and aliases are not read", help)
        elif getattr(event, "tag", None):
            help = "put a value that begins with ! in quotation marks"
            yield Diagnostic("FP106", where, "YAML tags are not read", help)


class _Reader(Struct, frozen=True):
    """Turns nodes into values, and notes where each stands."""

    path: str
    first_line: int
    marks: Marks
    report: Report

    def value(self, node: Any, at: Path) -> Any:
        where = self.location(node)
        self.marks[at] = (where.line, where.column)
        if isinstance(node, yaml.ScalarNode):
            if hidden := CONTROL.search(node.value):
                message = f"control character U+{ord(hidden[0]):04X}, written with a backslash"
                self.report(Diagnostic("FP104", where, message, "delete it"))
            if not node.style and node.value in NOTHING:
                return None
            return intern(node.value) if len(node.value) <= SHORT else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*at, n)) for n, item in enumerate(node.value)]
        out: dict[str, Any] = {}
        for key, value in node.value:
            if self.takes(key, at, out):
                out[key.value] = self.value(value, (*at, key.value))
        return out

    def takes(self, key: Any, at: Path, before: dict[str, Any]) -> bool:
        """Tell whether a key can be used; note where it stands, or report it."""
        where = self.location(key)
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

    def location(self, node: Any) -> Location:
        return Location(self.path, node.start_mark.line + self.first_line, node.start_mark.column + 1)


def _broken(error: yaml.YAMLError, text: str, path: str, first: int) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    where = Location(path, mark.line + first, mark.column + 1) if mark else Location(path, first)
    hint = next((h for words, h in HINTS.items() if words in problem), "compare the line with the one above it")
    if mark and "mapping values" in problem and KEY.fullmatch(text.split("\n")[mark.line][: mark.column]):
        hint = DEEPER  # the colon is that of a key, so the value with a colon is the one above
    return Diagnostic("FP106", where, f"this is not YAML: {problem}", hint)


class Split(Struct, frozen=True, gc=False):
    """A Markdown file cut into its front matter and its body."""

    front: Front
    body: str
    body_line: int
    """The line of the file on which the body begins, from 1."""


def split(text: str, path: str, report: Report) -> Split | None:
    """Cut a Markdown file into its front matter and its body."""
    cut = halves(text)
    if not cut:
        help = 'a file begins with a line "---", then "key: value" lines, then a second line "---"'
        what = "end" if text.startswith("---\n") else "begin"
        report(Diagnostic("FP107", Location(path), f"the front matter does not {what}", help))
        return None
    front = read(cut.yaml, path, report, first_line=2)
    return Split(front, cut.body, cut.body_line) if front else None
