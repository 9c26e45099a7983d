"""Make all safe repairs: those that diagnostics offer, missing passage ids, and the order of keys."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from factpress.editing.composing import flow_scalar, scalar
from factpress.editing.fixing.renumber import add_missing_ids
from factpress.editing.fixing.reorder import parse_yaml, reorder_keys
from factpress.editing.loading import list_files
from factpress.model.diagnostics import Diagnostic, Fix
from factpress.model.ids import IDENTIFIER
from factpress.reading.delimiters import halves
from factpress.reading.scan import LEDGER, File
from factpress.reading.yaml import marks, span
from factpress.text.words import many

Place = tuple[int, int]
"""A line and a column, from 1."""


def fix(found: Iterable[Diagnostic], content: Path) -> tuple[str, ...]:
    """Repair the files of the content folder. Return a sentence for each kind of repair. Raises OSError."""
    found = tuple(found)
    files = list_files(content)
    repaired = _apply_fixes(found, content) + add_missing_ids(found, content, files)
    reordered = _reorder_claims(content, files)
    done = [f"mended {many(repaired, 'finding')}"] if repaired else []
    done += [f"put the keys of {many(reordered, 'file')} in order"] if reordered else []
    return tuple(done)


def _reorder_claims(content: Path, files: Iterable[File]) -> int:
    """Put the keys of claim files in order. Return how many files changed."""
    changed = 0
    for file in files:
        if file.folder != "claims" or file.lang or not IDENTIFIER.fullmatch(file.id):
            continue
        try:
            text = (content / file.path).read_bytes().decode()
        except UnicodeDecodeError:  # `check` reports it
            continue
        changed += _write_if_changed(content / file.path, text, reorder_keys(text))
    return changed


def _write_if_changed(file: Path, before: str, text: str) -> bool:
    if text != before:
        file.write_text(text, "utf-8", newline="\n")
    return text != before


def _apply_fixes(found: Iterable[Diagnostic], content: Path) -> int:
    """Make the changes that diagnostics offer. Return how many were made."""
    applied = 0
    offers: dict[str, list[tuple[Place, Fix]]] = {}
    for d in found:
        if d.fix and d.where.path.startswith("content/"):
            offers.setdefault(d.where.path.removeprefix("content/"), []).append(((d.where.line, d.where.column), d.fix))
    for path, fixes in offers.items():
        before = text = (content / path).read_text("utf-8")
        if path == LEDGER:
            text = _with_addresses(text, sorted(change.new for _, change in fixes))
            applied += len(fixes)
        else:
            # Start at the end of the file, so that a change does not move the places of the others.
            for place, change in sorted(fixes, key=lambda pair: pair[0], reverse=True):
                changed = _with_value(text, place, change)
                applied += changed != text
                text = changed
        _write_if_changed(content / path, before, text)
    return applied


def _with_addresses(text: str, addresses: Iterable[str]) -> str:
    """Return the ledger with new addresses, each behind the line that sorts before it.

    The old lines keep their order, and a comment stays above its line.
    """
    blocks: list[list[str]] = [[]]  # a line, with the comments above it
    for line in text.split("\n"):
        blocks[-1].append(line)
        if line.strip() and not line.lstrip().startswith("#"):
            blocks.append([])
    *entries, rest = blocks
    in_order = sorted((block[-1], n) for n, block in enumerate(entries))
    first = 0 if entries and len(entries[0]) > 1 else -1
    added: dict[int, list[str]] = {}
    for address in addresses:
        at = bisect(in_order, (address, 0))
        added.setdefault(in_order[at - 1][1] if at else first, []).append(address)
    lines = added.get(-1, [])
    for n, block in enumerate(entries):
        lines += block + added.get(n, [])
    return "\n".join(lines + (rest or [""]))


def _with_value(text: str, place: Place, change: Fix) -> str:
    """Return a file with a new value at a place. Return it unchanged if that cannot be written.

    The result is parsed again: the value must be the new one, and all other values must be the same.
    """
    parts = halves(text)
    front = parse_yaml(parts.yaml) if parts else None
    if not parts or not front:
        return text
    keys = next((keys for keys, mark in marks(parts.yaml, 2).items() if mark == place and keys[-1:] != ("?",)), ())
    parent: Any = front.data
    for key in keys[:-1]:
        parent = parent[key]
    if keys and isinstance(parent[keys[-1]], dict):  # a selector
        parent, keys = parent[keys[-1]], (*keys, "exact")
    if not keys or not isinstance(parent, dict) or str(parent.get(keys[-1])).strip("\n") != change.old:
        return text
    parent[keys[-1]] = change.new
    start, end = span(parts.yaml, keys)
    rest = ("\n" if parts.yaml[start:end].endswith("\n") else "") + parts.yaml[end:]
    for written in (scalar(change.new), flow_scalar(change.new)):
        new = parse_yaml(parts.yaml[:start] + written + rest)
        if new and new.data == front.data:
            return f"---\n{new.text}{text[4 + len(parts.yaml) :]}"
    return text
