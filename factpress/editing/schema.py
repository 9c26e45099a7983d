"""The content's files as JSON Schema, for editors' programs: `python -m factpress.editing.schema` writes `schema/`.

What a key means is taken from the tables of `docs/formats.md`. The schemas are of draft 7, which all programs know, and
describe files as other programs read YAML: there `10` is a number and `true` is no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

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
from factpress.model.ids import IDENTIFIER, LANGUAGE
from factpress.reading.shapes import inner, is_shape, keys, needed

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

OTHERS: dict[Any, Schema] = {date: {"format": "date", "type": "string"}, Decimal: {"type": ["number", "string"]}}

ROW = re.compile(r"\| (.+?) \| (.+?) \| (?:.*?) ?\| ?(.*?) ?\|")


def schemas(formats: str) -> dict[str, Schema]:
    """Return the schema of each kind of file, given the text of `docs/formats.md`.

    Raises KeyError where the document explains a key that a file does not have.
    """
    found = {}
    for name, (section, shape) in SHAPES.items():
        definitions: Schema = {}
        schema = {**_shape(shape, definitions), "$defs": definitions}
        if shape is ClaimFile:
            _claim(schema)
        if shape is SourceEntry:
            _source(schema)
        if "id" in schema["properties"]:
            schema["properties"]["id"]["pattern"] = f"^{IDENTIFIER.pattern}$"
        for way, words in _meanings(formats, section):
            _explain(schema, way, words)
        del schema["$defs"]
        if name in LISTS:
            schema = {"type": "array", "items": schema}
        if name == "sources":
            entries = {"type": "array", "items": schema}
            schema = {"type": "object", "properties": {"references": entries}, "required": ["references"]}
            schema["additionalProperties"] = False
        top = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"content/{section}"}
        found[name] = {
            **top,
            **{k: v for k, v in schema.items() if k != "title"},
            "$defs": dict(sorted(definitions.items())),
        }
    return found


def _shape(shape: Any, definitions: Schema) -> Schema:
    """Return the schema of a mapping; those of the mappings in it go into `definitions`.

    `msgspec.json.schema` sorts the words of an enumeration. Programs that help editors offer them in our order.
    """
    properties = {}
    for field, (key, hint) in zip(msgspec.structs.fields(shape), keys(shape).items(), strict=True):
        default = {"default": field.default} if field.default and isinstance(field.default, str) else {}
        properties[key] = {**default, **_value(hint, definitions)}
    schema = {
        "additionalProperties": False if shape.__struct_config__.forbid_unknown_fields else None,
        "description": shape.__doc__,
        "properties": properties,
        "required": [key for key in properties if key in needed(shape)],
        "type": "object",
    }
    return {key: value for key, value in schema.items() if value not in (None, [])}


def _value(hint: Any, definitions: Schema) -> Schema:
    """Return the schema of a value. An empty value is an error everywhere."""
    if is_shape(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = _shape(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) is tuple:
        return {"items": _value(inner(hint), definitions), "type": "array"}
    if get_origin(hint) is dict:
        return {"additionalProperties": _value(inner(hint), definitions), "type": "object"}
    if set(get_args(hint)) == {"false", "true"}:
        return {"enum": [False, True, "false", "true"]}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint)), "type": "string"}
    return OTHERS.get(hint, TEXT).copy()


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
