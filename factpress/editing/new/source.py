"""Add an entry for a source: its address, and TODO for the rest."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from factpress.editing.composing import scalar, slug, write_file
from factpress.editing.loading import ignore
from factpress.editing.new.workspace import Workspace
from factpress.model.diagnostics import Location
from factpress.model.graph import Source
from factpress.reading.locations import locator
from factpress.reading.yaml import Front, read
from factpress.text.todo import TODO

FILE = "new"
"""The default file. An editor can move the entry, since all files of `sources/` are one list."""

FILE_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")
SECOND_LEVEL = {"ac", "co", "com", "go", "gov", "gr", "ne", "net", "or", "org"}
"""Labels that stand between a country and the registered name, as in `example.co.uk`."""


def new_source(workspace: Workspace, address: str, file: str = FILE, id: str = "") -> bool:
    """Add an entry for an address. Refuse an address that has one, and an id that is taken. Raises OSError."""
    path = f"content/sources/{file}.yaml"
    if workspace.graph.publishing.is_unread("sources", "") and workspace.report_errors_in("sources"):
        return False  # the broken file may have the address
    if known := find_by_address(workspace, address):
        where = locator(workspace.content)(known.where)
        return workspace.refuse(where, f"'{known.id}' has this address", f"write 'source: {known.id}' in the evidence")
    if id and workspace.is_taken("sources", id):
        return workspace.refuse(Location(path), f"the id '{id}' is taken", "take another, or leave --id out")
    return _add_entry(workspace, path, id or workspace.free_id("sources", _suggested_id(address)), address)


def find_by_address(workspace: Workspace, address: str) -> Source | None:
    """Return the source with this address. The addresses of its copy and its archived page count too."""
    wanted = _normalised(address)
    for source in workspace.graph.publishing.sources:
        known = (source.url, source.custom.copy, source.archive_location)
        if wanted in [_normalised(one) for one in known if one]:
            return source
    return None


def _normalised(address: str) -> tuple[str, str, str]:
    """Return the parts in which all addresses of one document agree."""
    parts = _split(address)
    return parts.netloc.lower().removeprefix("www."), unquote(parts.path).rstrip("/"), parts.query


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets without an IPv6 address
        return SplitResult("", "", address, "", "")


def _suggested_id(address: str) -> str:
    """Return an id made of the registered name and the last part of the path."""
    parts = _split(address)
    labels = parts.netloc.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.").split(".")
    labels = labels[:-1] or labels
    if len(labels) > 1 and labels[-1] in SECOND_LEVEL:
        labels = labels[:-1]
    last = next((part for part in reversed(unquote(parts.path).split("/")) if part), "")
    return "-".join(filter(None, (slug(labels[-1]), slug(FILE_SUFFIX.sub("", last))))) or "source"


def _add_entry(workspace: Workspace, path: str, id: str, address: str) -> bool:
    target = workspace.content / path.removeprefix("content/")
    before = target.read_text("utf-8") if target.exists() else "references:\n"
    old, entry = read(before, path, ignore), _entry(workspace, id, address)
    entries = _references(old)
    gap = "\n\n" if entries else "\n"
    text = before.rstrip() + gap + _indented(entry, _indentation(old, before) if old and entries else 2)
    new, alone = read(text, path, ignore), read(_indented(entry, 0), path, ignore)
    # However the file is written: its entries must stay the same, and the new one must be the last.
    if not (old and new and alone) or new.data != {"references": [*entries, *alone.data]}:
        help = "mend the file, or name another with --file"
        return workspace.refuse(Location(path), "an entry cannot be added here", help)
    write_file(target, text)
    workspace.echo(f"{workspace.display_path(path)}: '{id}'")
    workspace.echo("  1. Write type, title and author, and how you read it. Delete a key that you have no value for.")
    workspace.echo(f"  2. Name it in the evidence of a claim: source: {id}")
    return True


def _references(front: Front | None) -> list[object]:
    found = front.data.get("references") if front and isinstance(front.data, dict) else None
    return found if isinstance(found, list) else []


def _indentation(front: Front, text: str) -> int:
    """Return the number of spaces before the dash of the first entry."""
    line, _ = front.marks[("references", 0)]
    first = text.split("\n")[line - 1]
    return len(first) - len(first.lstrip(" "))


def _entry(workspace: Workspace, id: str, address: str) -> list[str]:
    return [
        f"- id: {id}",
        f"  type: {TODO}  # webpage, report, article-journal, article-newspaper, legislation, dataset …",
        f"  title: {TODO}",
        "  author:",
        f"    - literal: {TODO}",
        f"  URL: {scalar(address)}",
        f"  accessed: {workspace.today.isoformat()}",
        "  custom:",
        "    kind: secondary  # or primary",
        "    read: not-read  # or original, excerpt, copy",
    ]


def _indented(lines: list[str], spaces: int) -> str:
    return "".join(f"{' ' * spaces}{line}\n" for line in lines)
