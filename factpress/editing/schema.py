"""The content's files as JSON Schema, for editors' programs: `python -m factpress.editing.schema` writes `schema/`.

What a key means is taken from the tables of `docs/formats.md`. The schemas are of draft 7, which all programs know, and
describe files as other programs read YAML: there `10` is a number and `true` is no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factpress.meaning.rules.wording import LIMITS
from factpress.model.content import (
    CSL_VARIABLES,
    ClaimFile,
    PageFile,
    Site,
    SourceEntry,
    Topic,
    TranscriptFile,
    Verdict,
)
from factpress.reading import decode
from factpress.reading.scan import IDENTIFIER
from factpress.reading.validate import LANGUAGE

Schema = dict[str, Any]
Way = tuple[str, ...]
"""The way to a key from the top of its file, lists left out; `*` is any other key."""

SHAPES: dict[str, tuple[str, type]] = {
    "site": ("site.yaml", Site),
    "verdicts": ("verdicts.yaml", Verdict),
    "topics": ("topics.yaml", Topic),
    "claim": ("claims/<id>.md", ClaimFile),
    "transcript": ("transcripts/<id>.<lang>.md", TranscriptFile),
    "sources": ("sources/*.yaml", SourceEntry),
    "page": ("pages/<id>.md", PageFile),
}
"""By the name of the schema: the section of `docs/formats.md`, and the shape of the file or of its entries."""

LISTS = ("verdicts", "topics")
TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
"""A text may look like a number: nobody has to put quotation marks round `2018`."""

ROW = re.compile(r"\| (.+?) \| (.+?) \| (?:.*?) ?\| ?(.*?) ?\|")


def schemas(formats: str) -> dict[str, Schema]:
    """Return the schema of each kind of file, given the text of `docs/formats.md`.

    Raises KeyError where the document explains a key that a file does not have.
    """
    found = {}
    for name, (section, shape) in SHAPES.items():
        schema = _relaxed(decode.schema(shape))
        if shape is ClaimFile:
            _claim(schema)
        if shape is SourceEntry:
            _source(schema)
        if "id" in schema["properties"]:
            schema["properties"]["id"]["pattern"] = f"^{IDENTIFIER.pattern}$"
        for way, words in _meanings(formats, section):
            _explain(schema, way, words)
        definitions = schema.pop("$defs", {})
        if name in LISTS:
            schema = {"type": "array", "items": schema}
        if name == "sources":
            entries = {"type": "array", "items": schema}
            schema = {"type": "object", "properties": {"references": entries}, "required": ["references"]}
            schema["additionalProperties"] = False
        top = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"content/{section}"}
        found[name] = {**top, **{k: v for k, v in schema.items() if k != "title"}, "$defs": definitions}
    return found


def _relaxed(node: Any) -> Any:
    """Return a schema in which texts may look like numbers, without names and defaults that say nothing."""
    if isinstance(node, list):
        return [_relaxed(item) for item in node]
    if not isinstance(node, dict):
        return node
    if set(node.get("enum", ())) == {"false", "true"}:
        return {"enum": [False, True, "false", "true"]}
    kept = {k: _named(v) if k == "properties" else _relaxed(v) for k, v in node.items() if not _says_nothing(k, v)}
    if "anyOf" in kept:
        return _chosen(node["anyOf"])
    plain = kept.get("type") == "string" and not kept.keys() & {"enum", "format"}
    return {**kept, **TEXT} if plain else kept


def _chosen(choices: list[Schema]) -> Schema:
    """Return the schema of a value that may be left out, or of a number, which pydantic also takes as text."""
    choices = [choice for choice in choices if choice != {"type": "null"}]  # an empty value is an error
    if len(choices) == 1:
        return choices[0]
    return {"type": [choice["type"] for choice in choices]}


def _named(properties: Schema) -> Schema:
    return {key: _relaxed(value) for key, value in properties.items()}


def _says_nothing(key: str, value: Any) -> bool:
    return key == "title" or (key == "default" and (not value or isinstance(value, dict)))


def _claim(schema: Schema) -> None:
    """Describe quotes as they are written, with languages for keys, and the limits of short texts."""
    quote = schema["$defs"]["Quote"]
    del quote["properties"]["words"], quote["required"]
    words = {"anyOf": [TEXT, {"$ref": "#/$defs/Selector"}]}
    quote["patternProperties"] = {f"^{LANGUAGE.pattern}$": words}
    schema["properties"]["quotes"]["minItems"] = 1
    for key, most in LIMITS.items():
        schema["properties"][key]["maxLength"] = most


def _source(schema: Schema) -> None:
    """Let any variable of CSL stand in an entry, and dates in all forms that CSL has."""
    properties = schema["properties"]
    for key in ("issued", "accessed"):
        properties[key] = {"type": [*TEXT["type"], "array", "object"]}
    for key in sorted(CSL_VARIABLES - properties.keys()):
        properties[key] = {}
    schema["additionalProperties"] = False


def _meanings(formats: str, section: str) -> Iterator[tuple[Way, str]]:
    """Yield what a section says of each key, with its type."""
    text = formats.partition(f"\n## `{section}`\n")[2].partition("\n## ")[0]
    for n, part in enumerate(re.split(r"^### ", text, flags=re.MULTILINE)):
        inside = tuple(re.findall(r"^`(.+?)`", part)) if n else ()
        rows = part.partition("| key | type | must | meaning |\n")[2].split("\n\n")[0].splitlines()
        for row in rows[1:]:
            cells = ROW.fullmatch(row)
            if not cells:
                raise ValueError(f"docs/formats.md: this row cannot be read: {row}")
            ways = re.findall(r"`(.+?)`", cells[1]) or ["*"]
            yield (*inside, *ways), ". ".join(_sentence(words) for words in (cells[3], cells[2]) if words) + "."


def _sentence(words: str) -> str:
    """Return the words of a cell without its Markdown, which programs show as it stands."""
    words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", words).replace("`", "")
    return words[0].upper() + words[1:].removesuffix(".")


def _explain(schema: Schema, way: Way, words: str) -> None:
    *above, key = way
    nodes = [schema]
    for step in above:
        nodes = [node["properties"][step] for node in _within(schema, nodes) if step in node.get("properties", {})]
    found = False
    for node in _within(schema, nodes):
        if key in node.get("properties", {}):
            node["properties"][key]["description"] = words
            found = True
        elif key == "*":
            others = [*node.get("patternProperties", {}).values()]
            others += [value for value in node.get("properties", {}).values() if not value]
            for other in others:
                other["description"] = words
            found = found or bool(others)
    if not found:
        raise KeyError(f"docs/formats.md explains {' '.join(way)}, which is no key")


def _within(schema: Schema, nodes: list[Schema]) -> Iterator[Schema]:
    """Yield the schemas of mappings that a value may be, through lists, choices and definitions."""
    for node in nodes:
        if "$ref" in node:
            yield from _within(schema, [schema["$defs"][node["$ref"].rpartition("/")[2]]])
        yield node
        choices = [*node.get("anyOf", ()), *(node[key] for key in ("items", "additionalProperties") if node.get(key))]
        yield from _within(schema, [*choices, *node.get("patternProperties", {}).values()])


def text(schema: Schema) -> str:
    """Return a schema as it is written to its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main(root: Path) -> None:
    """Write `schema/<name>.schema.json` for every kind of file."""
    folder = root / "schema"
    folder.mkdir(exist_ok=True)
    for name, schema in schemas((root / "docs" / "formats.md").read_text("utf-8")).items():
        (folder / f"{name}.schema.json").write_text(text(schema), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path.cwd())
