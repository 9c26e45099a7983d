"""Put the keys of a claim file in the order of `docs/formats.md`."""

from __future__ import annotations

from factpress.model.content import ClaimFile
from factpress.model.diagnostics import Diagnostic
from factpress.reading.delimiters import halves
from factpress.reading.shapes import keys
from factpress.reading.yaml import Front, marks, read


def in_order(text: str) -> str:
    """Return a claim file with its keys in order.

    Lines are moved and none is changed: what stands under a key goes with it, and so do comments directly above it. A
    file stays as it is if it has a key that is not known, or if another order could change what it says.
    """
    cut = halves(text)
    old = whole(cut.yaml) if cut else None
    wanted = list(keys(ClaimFile))
    if not cut or not old or not old.data or not isinstance(old.data, dict) or not old.data.keys() <= set(wanted):
        return text
    lines = cut.yaml.split("\n")[:-1]
    blocks = _blocks(lines, [marks(cut.yaml)[key, "?"] for key in old.data])
    first = blocks[0][0] if blocks else 0
    found = dict(zip(old.data, blocks, strict=False))
    ordered = [line for key in wanted if key in found for line in lines[slice(*found[key])]]
    yaml = "".join(f"{line}\n" for line in (*lines[:first], *ordered))
    new = whole(yaml)
    if not new or new.data != old.data or sorted(ordered) != sorted(lines[first:]):
        return text
    return f"---\n{yaml}{text[4 + len(cut.yaml) :]}"


def whole(yaml: str) -> Front | None:
    """Read YAML; nothing if anything in it is wrong."""
    found: list[Diagnostic] = []
    front = read(yaml, "", found.append)
    return None if found else front


def _blocks(lines: list[str], starts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the first line of each key's block and the one behind it, from 0; nothing if keys share a line."""
    begins = []
    for line, column in starts:
        at = line - 1
        if column != 1:
            return []
        while at and lines[at - 1].startswith("#"):
            at -= 1
        begins.append(at)
    return list(zip(begins, [*begins[1:], len(lines)], strict=True))
