"""Print what a change does to readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from factpress.editing.impact.compare import Impact

TOLD = ("claims/", "sources/", "transcripts/")
"""Pages that have a list of their own."""

SHOWN = 30
"""Lines of a list in Markdown; the rest is counted."""


def as_json(impact: Impact) -> str:
    """Return the impact as an object with the names of its fields."""
    return json.dumps(asdict(impact), ensure_ascii=False, indent=1) + "\n"


def markdown(impact: Impact) -> str:
    """Return the impact as GitHub's Markdown, for a job summary."""
    return "\n".join(_lines(impact)) + "\n"


def _lines(impact: Impact) -> Iterator[str]:
    before, now, told = impact.before, impact.now, tuple(_lists(impact))
    yield "## What this change does to readers\n"
    yield "| | before | now |\n|---|---:|---:|"
    yield f"| claims | {before.claims} | {now.claims} |"
    yield f"| passages with a checked claim | {before.checked} of {before.passages} | {now.checked} of {now.passages} |"
    yield f"| sources | {before.sources} | {now.sources} |"
    for side, errors in ((f"`{impact.base}`", impact.errors_before), ("This change", impact.errors_now)):
        if errors:
            is_one = errors == 1
            yield (
                f"\n**{side} has {errors} error{'' if is_one else 's'} by today's rules.** "
                "What cannot be read is in no list here, and pages were not compared."
            )
    yield from told
    if impact.surroundings_changed:
        yield "\nWhat stands around every page changes: title, navigation, foot or what the marks mean."
    if impact.pages_renumbered:
        many = len(impact.pages_renumbered)
        yield f"\nPages of claims that differ only in the numbers of claims, which follow the talk: {many}."
    elif impact.pages_changed is not None and not told and not impact.surroundings_changed:
        yield "\nReaders will see no difference. Both sides were built with the templates of today."


def _lists(impact: Impact) -> Iterator[str]:
    changed = [
        f"{_plain(v.title)} (`{v.id}`): {_plain(v.before)} → {_plain(v.now)}"
        + ("" if v.corrected else ", **without a correction**")
        for v in impact.verdicts
    ]
    yield from _list("Verdicts that change", changed)
    for title, ids in (
        ("Claims added", impact.claims_added),
        ("Claims withdrawn", impact.claims_withdrawn),
        ("Claims gone", impact.claims_gone),
    ):
        yield from _list(title, [f"{_plain(impact.titles[id])} (`{id}`)" for id in ids])
    renamed = [f"{_plain(impact.titles[new])} (`{old}` → `{new}`)" for old, new in impact.claims_renamed]
    yield from _list("Claims with another address", renamed)
    for title, names in (
        ("Passages added", impact.passages_added),
        ("Passages gone", impact.passages_gone),
        ("Sources added", impact.sources_added),
        ("Sources gone", impact.sources_gone),
        ("Other pages added", [address for address in impact.addresses_added if not address.startswith(TOLD)]),
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


def _plain(words: str) -> str:
    """Return words that GitHub shows as they are."""
    return re.sub(r"([\\`*_~\[\]<>&])", r"\\\1", words)
