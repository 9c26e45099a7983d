"""Put the keys of a claim file in the order of `docs/formats.md`."""

from __future__ import annotations

from factpress.model.content import ClaimFile
from factpress.model.diagnostics import Diagnostic
from factpress.reading.delimiters import halves
from factpress.reading.shapes import keys
from factpress.reading.yaml import Front, marks, read


def reorder_keys(text: str) -> str:
    """Return a claim file with its keys in order.

    Whole lines move. The lines below a key and the comments directly above it move with it. A file with an unknown key
    stays as it is, and so does a file whose meaning the new order could change.
    """
    parts = halves(text)
    old = parse_yaml(parts.yaml) if parts else None
    wanted = list(keys(ClaimFile))
    if not parts or not old or not old.data or not isinstance(old.data, dict) or not old.data.keys() <= set(wanted):
        return text
    lines = parts.yaml.split("\n")[:-1]
    blocks = _blocks(lines, [marks(parts.yaml)[key, "?"] for key in old.data])
    first = blocks[0][0] if blocks else 0
    block_of = dict(zip(old.data, blocks, strict=False))
    ordered = [line for key in wanted if key in block_of for line in lines[slice(*block_of[key])]]
    yaml = "".join(f"{line}\n" for line in (*lines[:first], *ordered))
    new = parse_yaml(yaml)
    if not new or new.data != old.data or sorted(ordered) != sorted(lines[first:]):
        return text
    return f"---\n{yaml}{text[4 + len(parts.yaml) :]}"


def parse_yaml(yaml: str) -> Front | None:
    """Parse YAML. Return None if it has any fault."""
    found: list[Diagnostic] = []
    front = read(yaml, "", found.append)
    return None if found else front


def _blocks(lines: list[str], starts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines of each key: the first, from 0, and the one behind the last.

    Return an empty list if two keys share a line.
    """
    begins = []
    for line, column in starts:
        at = line - 1
        if column != 1:
            return []
        while at and lines[at - 1].startswith("#"):
            at -= 1
        begins.append(at)
    return list(zip(begins, [*begins[1:], len(lines)], strict=True))
