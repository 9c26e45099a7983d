"""JSON Schemas of the files, and how editors' programs are told of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from factpress.editing.schema import SHAPES, schemas, text
from factpress.reading.delimiters import halves
from tests.conftest import ROOT, SMALL, Workshop

FORMATS = (ROOT / "docs" / "formats.md").read_text("utf-8")
FOUND = schemas(FORMATS)
KINDS = {"claims": "claim", "transcripts": "transcript", "pages": "page", "sources": "sources"}


class Loader(yaml.SafeLoader):
    """Reads YAML as the language server does (YAML 1.2): dates are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in rows if tag != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _files(content: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(content.rglob("*")):
        kind = KINDS.get(file.parent.name, file.stem if file.suffix == ".yaml" else "")
        if file.is_file() and kind and file.name != "README.md":
            yield kind, file


def _read(file: Path) -> Any:
    said = file.read_text("utf-8")
    cut = halves(said) if file.suffix == ".md" else None
    return yaml.load(cut.yaml if cut else said, Loader)


@pytest.mark.parametrize("name", SHAPES)
def test_schemas_are_as_they_are_written(name: str) -> None:
    """`make schema` would change nothing, and each is a right schema of its draft."""
    assert (ROOT / "schema" / f"{name}.schema.json").read_text("utf-8") == text(FOUND[name])
    jsonschema.Draft7Validator.check_schema(FOUND[name])
    assert {file.name.partition(".")[0] for file in (ROOT / "schema").iterdir()} == set(SHAPES)


def _keys(schema: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        for named in ("properties", "patternProperties"):
            for key, value in schema.get(named, {}).items():
                yield f"{at}/{key}", value
        for key, value in schema.items():
            yield from _keys(value, f"{at}/{key}")
    elif isinstance(schema, list):
        for value in schema:
            yield from _keys(value, at)


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_is_described(name: str) -> None:
    """A program can show what a key means, in the words of docs/formats.md."""
    keys = {way: value for way, value in _keys(FOUND[name]) if way != "/references"}
    assert keys
    assert [way for way, value in keys.items() if not value.get("description")] == []
    plain = FORMATS.replace("`", "").lower()
    for way, value in keys.items():
        first = value["description"].partition(". ")[0].removesuffix(".").lower()
        assert first in re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", plain), way


def test_a_key_that_is_no_more_is_told() -> None:
    """A row of the document for a key that files do not have stops `make schema`."""
    with pytest.raises(KeyError, match="explains taglines, which is no key"):
        schemas(FORMATS.replace("| `tagline` |", "| `taglines` |"))
    with pytest.raises(ValueError, match="this row cannot be read"):
        schemas(FORMATS.replace("| `tagline` | text |", "| `tagline` text |"))


@pytest.mark.parametrize("content", [ROOT / "content", SMALL], ids=["content", "small"])
def test_files_that_a_check_accepts_are_valid(content: Path) -> None:
    """In every folder."""
    seen = set()
    for kind, file in _files(content):
        found = list(jsonschema.Draft7Validator(FOUND[kind]).iter_errors(_read(file)))
        assert [f"{file.name}: {error.message}" for error in found] == []
        seen.add(kind)
    assert seen == set(SHAPES)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("site.yaml", "tagline:", "taglin:"),
        ("site.yaml", "publisher: {name: Small Talk, ", "publisher: {nam: Small Talk, "),
        ("verdicts.yaml", "icon: disc-check", "icon: disk-check"),
        ("topics.yaml", "label: Length", "labels: Length"),
        ("topics.yaml", "id: length", "id: The Length"),
        ("sources/books.yaml", "publisher: Roads Office", "publishers: Roads Office"),
        ("sources/books.yaml", "read: original", "read: originally"),
        ("claims/cost.md", "summary:", "sumary:"),
        ("claims/cost.md", "verified: 2026-02-01", "verified: 1 February"),
        ("claims/length.md", "title: ", "title: An answer that goes on and on, until nobody could read it in a list, "),
        ("claims/length.md", "stance: supports", "stance: support"),
        ("claims/record.md", "prefix: ", "before: "),
        ("transcripts/bridge.en.md", "rights: excerpts", "rights: extracts"),
        ("pages/methodology.md", "title:", "titel:"),
    ],
)
def test_what_a_check_rejects_in_a_file_is_invalid(workshop: Workshop, path: str, old: str, new: str) -> None:
    """Unknown keys, values that cannot be, dates that are none, texts too long."""
    workshop.replace(path, old, new)
    assert any(d.severity == "error" for d in workshop.found())
    file = workshop.content / path
    kind = next(kind for kind, found in _files(workshop.content) if found == file)
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    assert list(jsonschema.Draft7Validator(FOUND[kind], format_checker=checker).iter_errors(_read(file)))


def test_vs_code_finds_the_schemas() -> None:
    """Every YAML file of the content has one, and each that is named is there."""
    named = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert all((ROOT / schema).is_file() for schema in named)
    covered = {file for pattern in named.values() for file in ROOT.glob(pattern.removeprefix("/"))}
    assert covered == set((ROOT / "content").rglob("*.yaml"))
    recommended = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))["recommendations"]
    assert all(name in FORMATS for name in recommended)


def test_vs_code_marks_findings(workshop: Workshop) -> None:
    """The pattern of the task reads every finding that is printed, and nothing of the lines below."""
    task = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"][0]
    pattern = re.compile(task["problemMatcher"]["pattern"]["regexp"])
    workshop.replace("claims/cost.md", "verdict: half-true", "verdict: half-tru")
    workshop.write("notes.md", "x\n")
    read = [found.groups() for line in workshop.check().out.splitlines() if (found := pattern.match(line))]
    told = [(str(d.where.line), str(d.where.column), d.severity, d.code, d.message) for d in workshop.found()]
    assert [row[1:] for row in read] == told
    assert read[0][0] == str(workshop.content / "claims" / "cost.md")
