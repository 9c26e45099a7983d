"""Print an impact as JSON or as Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import msgspec

from factpress.editing.impact.compare import Impact

LISTED = ("claims/", "sources/", "transcripts/")
"""The folders of pages that have lists of their own."""

SHOWN = 30
"""How many items of a list are printed. The others are counted."""


def as_json(impact: Impact) -> str:
    """Return the impact as a JSON object. Its keys are the names of the fields."""
    return json.dumps(msgspec.to_builtins(impact), ensure_ascii=False, indent=1) + "\n"


def as_markdown(impact: Impact) -> str:
    """Return the impact as GitHub Markdown, for the summary of a job."""
    return "\n".join(_lines(impact)) + "\n"


def _lines(impact: Impact) -> Iterator[str]:
    before, now, lists = impact.before, impact.now, tuple(_lists(impact))
    yield "## What this change does to readers\n"
    yield "| | before | now |\n|---|---:|---:|"
    yield f"| claims | {before.claims} | {now.claims} |"
    yield f"| passages with a checked claim | {before.checked} of {before.passages} | {now.checked} of {now.passages} |"
    yield f"| sources | {before.sources} | {now.sources} |"
    for side, errors in ((f"`{impact.base}`", impact.errors_before), ("This change", impact.errors_now)):
        if errors:
            yield (
                f"\n**{side} has {errors} error{'' if errors == 1 else 's'} by today's rules.** "
                "What cannot be read is in no list here, and pages were not compared."
            )
    yield from lists
    if impact.surroundings_changed:
        yield "\nWhat stands around every page changes: title, navigation, foot or what the marks mean."
    if impact.pages_renumbered:
        count = len(impact.pages_renumbered)
        yield f"\nPages of claims that differ only in the numbers of claims, which follow the talk: {count}."
    elif impact.pages_changed is not None and not lists and not impact.surroundings_changed:
        yield "\nReaders will see no difference. Both sides were built with the templates of today."


def _lists(impact: Impact) -> Iterator[str]:
    changed = [
        f"{_escaped(v.title)} (`{v.id}`): {_escaped(v.before)} → {_escaped(v.now)}"
        + ("" if v.corrected else ", **without a correction**")
        for v in impact.verdicts
    ]
    yield from _list("Verdicts that change", changed)
    for title, ids in (
        ("Claims added", impact.claims_added),
        ("Claims withdrawn", impact.claims_withdrawn),
        ("Claims gone", impact.claims_gone),
    ):
        yield from _list(title, [f"{_escaped(impact.titles[id])} (`{id}`)" for id in ids])
    renamed = [f"{_escaped(impact.titles[new])} (`{old}` → `{new}`)" for old, new in impact.claims_renamed]
    yield from _list("Claims with another address", renamed)
    for title, names in (
        ("Passages added", impact.passages_added),
        ("Passages gone", impact.passages_gone),
        ("Sources added", impact.sources_added),
        ("Sources gone", impact.sources_gone),
        ("Other pages added", [address for address in impact.addresses_added if not address.startswith(LISTED)]),
        ("Addresses that vanish", impact.addresses_gone),
        ("Pages whose text changes", impact.pages_changed or ()),
    ):
        yield from _list(title, [f"`{name}`" for name in names])


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"\n### {title}: {len(items)}\n"
        yield from (f"- {item}" for item in items[:SHOWN])
        if len(items) > SHOWN:
            yield f"- and {len(items) - SHOWN} more"


def _escaped(text: str) -> str:
    """Return Markdown that GitHub shows as this text."""
    return re.sub(r"([\\`*_~\[\]<>&])", r"\\\1", text)
