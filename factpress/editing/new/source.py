"""Begin a source: its address, and TODO for the rest."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from factpress.editing.composing import put, scalar, slug
from factpress.editing.new.desk import Desk
from factpress.model.diagnostics import Diagnostic, Location
from factpress.model.graph import Source
from factpress.reading.locations import locator
from factpress.reading.yaml import Front, read
from factpress.text.todo import TODO

FILE = "new"
"""Where a source goes that is given no other file; it can be moved, since all files of `sources/` are one list."""

ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")
SHORT = {"ac", "co", "com", "go", "gov", "gr", "ne", "net", "or", "org"}
"""Names that stand between a country and the name that is wanted: `example.co.uk`."""


def with_address(desk: Desk, address: str) -> Source | None:
    """Return the source that has the address, or was read or kept there."""
    wanted = _same(address)
    for source in desk.graph.publishing.sources:
        if wanted in [_same(known) for known in (source.url, source.custom.copy, source.archive_location) if known]:
            return source
    return None


def _same(address: str) -> tuple[str, str, str]:
    """Return what two addresses of one document have in common."""
    parts = _parts(address)
    return parts.netloc.lower().removeprefix("www."), unquote(parts.path).rstrip("/"), parts.query


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets that hold no IPv6 address
        return SplitResult("", "", address, "", "")


def source(desk: Desk, address: str, file: str = FILE, id: str = "") -> bool:
    """Write an entry for an address; refuse one that is there already. Raises OSError."""
    path = f"content/sources/{file}.yaml"
    if desk.graph.publishing.is_unread("sources", "") and desk.report_broken("sources"):
        return False  # the address may be in what cannot be read
    if known := with_address(desk, address):
        where = locator(desk.content)(known.where)
        return desk.refuse(where, f"'{known.id}' has this address", f"write 'source: {known.id}' in the evidence")
    if id and desk.taken("sources", id):
        return desk.refuse(Location(path), f"the id '{id}' is taken", "take another, or leave --id out")
    return _add(desk, path, id or desk.free("sources", _id(address)), address)


def _id(address: str) -> str:
    parts = _parts(address)
    names = parts.netloc.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.").split(".")
    names = names[:-1] or names
    if len(names) > 1 and names[-1] in SHORT:
        names = names[:-1]
    last = next((part for part in reversed(unquote(parts.path).split("/")) if part), "")
    return "-".join(filter(None, (slug(names[-1]), slug(ENDING.sub("", last))))) or "source"


def _add(desk: Desk, path: str, id: str, address: str) -> bool:
    target = desk.content / path.removeprefix("content/")
    before = target.read_text("utf-8") if target.exists() else "references:\n"
    old, entry = read(before, path, _silent), _entry(desk, id, address)
    entries = _references(old)
    gap = "\n\n" if entries else "\n"
    text = before.rstrip() + gap + _indented(entry, _depth(old, before) if old and entries else 2)
    new, alone = read(text, path, _silent), read(_indented(entry, 0), path, _silent)
    # Whatever the file looks like, its entries must be what they were, and the new one come last.
    if not (old and new and alone) or new.data != {"references": [*entries, *alone.data]}:
        return desk.refuse(
            Location(path), "an entry cannot be added here", "mend the file, or name another with --file"
        )
    put(target, text)
    desk.tell(f"{desk.shown(path)}: '{id}'")
    desk.tell("  1. Write type, title and author, and how you read it. Delete a key that you have no value for.")
    desk.tell(f"  2. Name it in the evidence of a claim: source: {id}")
    return True


def _silent(found: Diagnostic) -> None:
    """Take a finding that `check` will tell."""


def _references(front: Front | None) -> list[object]:
    found = front.data.get("references") if front and isinstance(front.data, dict) else None
    return found if isinstance(found, list) else []


def _depth(front: Front, text: str) -> int:
    """Return how many spaces stand before the dash of a file's first entry."""
    line, _ = front.marks[("references", 0)]
    lead = text.split("\n")[line - 1]
    return len(lead) - len(lead.lstrip(" "))


def _entry(desk: Desk, id: str, address: str) -> list[str]:
    return [
        f"- id: {id}",
        f"  type: {TODO}  # webpage, report, article-journal, article-newspaper, legislation, dataset …",
        f"  title: {TODO}",
        "  author:",
        f"    - literal: {TODO}",
        f"  URL: {scalar(address)}",
        f"  accessed: {desk.today.isoformat()}",
        "  custom:",
        "    kind: secondary  # or primary",
        "    read: not-read  # or original, excerpt, copy",
    ]


def _indented(lines: list[str], depth: int) -> str:
    return "".join(f"{' ' * depth}{line}\n" for line in lines)
