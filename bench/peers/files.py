"""Read and write the files of projects: text with front matter, YAML, JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A file with front matter."""

    id: str
    front: dict[str, Any]
    body: str


def text(file: Path) -> Text:
    """Read a file with front matter."""
    _, front, body = file.read_text("utf-8").split("---\n", 2)
    return Text(file.stem, read_yaml(front), body)


def read_yaml(words: str) -> Any:
    """Read YAML, every scalar as text: dates and numbers stay as they were written."""
    return yaml.load(words, Loader=yaml.CBaseLoader)


def front_matter(values: dict[str, Any]) -> str:
    """Write front matter as an editor would, in block style."""
    written = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{written}---\n"


def write(file: Path, words: str) -> None:
    """Write a file and the folders that it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, "utf-8", newline="\n")


def write_json(file: Path, values: Any) -> None:
    """Write values as JSON, a line however long: at 100,000 claims an indented file is more than Node reads."""
    write(file, json.dumps(values, ensure_ascii=False) + "\n")
