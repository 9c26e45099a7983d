"""The house: which room may use which. Draw it anew when you move a wall."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "factpress"

FLOORS = (
    (
        "aside",
        "alike",
        "clock",
        "diagnostics",
        "exchange",
        "text",
        "todo",
        "language",
        "fences",
        "grams",
        "pack",
        "records",
        "written",
        "model",
    ),
    (
        "frontmatter",
        "lines",
        "compose",
        "markdown",
        "passages",
        "plain",
        "survey",
        "load",
        "decode",
        "shapes",
        "look",
        "places",
        "memory",
        "manifest",
    ),
    ("body", "transcripts", "validate", "anchor", "link", "calculate", "figures", "rules"),
    (
        "interface",
        "outputs",
        "plan",
        "render",
        "stamps",
        "staging",
        "write",
        "changes",
        "bodies",
        "readback",
        "verify",
        "make",
    ),
    ("crew", "options", "share", "understand", "publish", "prose", "pipeline"),
    (
        "show",
        "reorder",
        "renumber",
        "fix",
        "rebuild",
        "impact",
        "serving",
        "serve",
        "scaffold",
        "importers",
        "schema",
        "cli",
    ),
)

NEIGHBOURS = {
    # Words build on words.
    ("model", "diagnostics"),
    ("todo", "diagnostics"),
    ("grams", "text"),
    ("language", "text"),
    ("model", "written"),
    # Everything read from YAML comes through its one door, every file's bytes through another.
    ("frontmatter", "lines"),
    ("frontmatter", "plain"),
    ("compose", "lines"),
    ("load", "frontmatter"),
    ("load", "plain"),
    ("look", "plain"),
    ("look", "survey"),
    ("manifest", "survey"),
    ("load", "survey"),
    ("decode", "frontmatter"),
    ("decode", "shapes"),
    ("shapes", "frontmatter"),
    ("look", "frontmatter"),
    ("places", "frontmatter"),
    ("markdown", "survey"),
    # Meaning: a body and a transcript have rooms of their own; a rule works out formulas.
    ("validate", "body"),
    ("body", "figures"),
    ("validate", "transcripts"),
    ("rules", "calculate"),
    # Making: one room conducts the others.
    ("plan", "outputs"),
    ("render", "interface"),
    ("write", "staging"),
    ("changes", "staging"),
    ("bodies", "changes"),
    ("verify", "readback"),
    ("make", "readback"),
    ("make", "render"),
    ("make", "stamps"),
    ("make", "verify"),
    ("make", "staging"),
    ("make", "write"),
    # Running: the line, its short way, and how both end.
    ("share", "crew"),
    ("publish", "crew"),
    ("publish", "options"),
    ("prose", "crew"),
    ("prose", "options"),
    ("prose", "publish"),
    ("understand", "crew"),
    ("understand", "options"),
    ("understand", "share"),
    ("pipeline", "understand"),
    ("pipeline", "crew"),
    ("pipeline", "options"),
    ("pipeline", "publish"),
    ("pipeline", "share"),
    # Use: the command line calls what it needs.
    ("cli", "fix"),
    ("cli", "scaffold"),
    ("fix", "reorder"),
    ("fix", "renumber"),
    ("scaffold", "show"),
    ("cli", "rebuild"),
    ("cli", "impact"),
    ("cli", "importers"),
    ("importers", "show"),
    ("cli", "serve"),
    ("serve", "rebuild"),
    ("serve", "serving"),
    ("serve", "show"),
    ("impact", "rebuild"),
    ("cli", "show"),
}
"""The one-way doors between neighbours on a floor."""

DOORS = {
    "yaml": {"frontmatter"},
    "pydantic": {"decode"},
    "markdown_it": {"markdown"},
    "mdit_py_plugins": {"markdown"},
    "mdit_py_cjk_friendly": {"markdown"},
    "nh3": {"markdown"},
    "fuzzysearch": {"anchor"},
    "rapidfuzz": {"alike"},
    "jinja2": {"render"},
    "babel": {"interface"},
    "watchfiles": {"serve"},
    "bs4": {"importers"},
    "trafilatura": {"importers"},
    "webvtt": {"importers"},
}
"""Where each dependency is imported."""


def _rooms() -> dict[str, list[Path]]:
    rooms: dict[str, list[Path]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        if parts != ("__init__",):
            rooms.setdefault(parts[0], []).append(file)
    return rooms


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_every_room_stands_on_a_floor() -> None:
    """No room is forgotten in the drawing, and none is drawn that is not there."""
    assert sorted(room for floor in FLOORS for room in floor) == sorted(_rooms())


@pytest.mark.parametrize("room", sorted(_rooms()))
def test_arrows_point_down(room: str) -> None:
    """A room uses the floors below, and neighbours only through a door that is named."""
    floor = {name: n for n, names in enumerate(FLOORS) for name in names}
    for file in _rooms()[room]:
        for name in _imports(file):
            parts = name.split(".")
            if parts[0] != "factpress":
                continue
            other = parts[1]
            if other != room:
                assert floor[other] < floor[room] or (room, other) in NEIGHBOURS, f"{room} must not use {other}"


def test_each_dependency_has_one_door() -> None:
    """A library is imported in one room only."""
    for room, files in _rooms().items():
        for file in files:
            for name in _imports(file):
                first = name.split(".")[0]
                assert room in DOORS.get(first, {room}), f"{first} is not imported in {room}"


def test_no_file_is_two_rooms() -> None:
    """A file of more than 300 lines is probably two."""
    assert [
        file.name for files in _rooms().values() for file in files if len(file.read_text("utf-8").split("\n")) > 301
    ] == []
