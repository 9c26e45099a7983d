"""The house: which room may use which, and where each library comes in. Draw it anew when you move a wall."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "factpress"

KNOWS = {
    "model": set(),
    "text": set(),
    "building": set(),
    "reading": {"model", "text"},
    "meaning": {"model", "text"},
    "rendering": {"model", "text"},
    "pages": {"model", "text", "meaning"},
    "pipeline": {"model", "text", "building", "reading", "meaning", "rendering", "pages"},
    "preview": {"pipeline"},
    "editing": {"model", "text", "building", "reading", "meaning", "rendering", "pages", "pipeline"},
    "cli": {"model", "text", "building", "pipeline", "editing", "preview"},
}
"""Each room, and the others that it may use."""

DOORS = {
    "yaml": "reading/yaml.py",
    "markdown_it": "reading/markdown/",
    "mdit_py_plugins": "reading/markdown/",
    "mdit_py_cjk_friendly": "reading/markdown/",
    "nh3": "reading/markdown/",
    "fuzzysearch": "text/similarity.py",
    "rapidfuzz": "text/similarity.py",
    "jinja2": "rendering/",
    "babel": "rendering/interface.py",
    "sqlite3": "building/cache.py",
    "concurrent": "building/workers.py",
    "multiprocessing": "building/workers.py",
    "watchfiles": "preview/serve.py",
    "bs4": "editing/importing/html.py",
    "trafilatura": "editing/importing/html.py",
    "webvtt": "editing/importing/captions.py",
}
"""Where each library is imported."""

FILES = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py"))


def _room(file: str) -> str:
    return file.partition("/")[0].removesuffix(".py")


def _imports(file: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / file).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "factpress":
            found |= {f"factpress.{name.name}" for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


def test_the_house_has_ten_rooms() -> None:
    """Nothing else lies at the top, and each room says what it is for, what may enter and what leaves."""
    assert {_room(file) for file in FILES} - {"__init__"} == set(KNOWS)
    for room in KNOWS.keys() - {"pipeline", "cli"}:
        assert len(ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or "") > 100


@pytest.mark.parametrize("file", FILES)
def test_a_room_uses_only_what_it_knows(file: str) -> None:
    """Imports follow the table; so `building` could build another site."""
    used = {name.split(".")[1] for name in _imports(file) if name.startswith("factpress.")}
    assert used - {_room(file)} <= KNOWS.get(_room(file), set())


@pytest.mark.parametrize("file", FILES)
def test_each_dependency_has_one_door(file: str) -> None:
    """A library is imported in one place only."""
    for name in {name.split(".")[0] for name in _imports(file)} & DOORS.keys():
        assert file.startswith(DOORS[name])


@pytest.mark.parametrize("file", FILES)
def test_no_file_is_two_rooms(file: str) -> None:
    """A file of more than 300 lines is probably two."""
    assert len((PACKAGE / file).read_text("utf-8").splitlines()) <= 300
