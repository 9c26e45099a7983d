"""Make the changes that are safe without asking; none of them changes what a file says."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from factpress.building.files import survey
from factpress.editing.composing import inside, scalar
from factpress.editing.fixing.renumber import renumber
from factpress.editing.fixing.reorder import in_order, whole
from factpress.model.diagnostics import Diagnostic, Fix
from factpress.model.ids import IDENTIFIER
from factpress.reading.delimiters import halves
from factpress.reading.scan import LEDGER, File, scan, without_bad_links
from factpress.reading.yaml import marks, span
from factpress.text.words import many


def fix(found: Iterable[Diagnostic], content: Path) -> tuple[str, ...]:
    """Change the files under the content folder and return what was done, in words."""
    found = tuple(found)
    there = survey(content)
    paths = without_bad_links(content, there.files, there.links, lambda diagnostic: None)
    read = scan(paths, lambda diagnostic: None)
    mended = _mend(found, content) + renumber(found, content, read)
    ordered = _order(content, read)
    done = [f"mended {many(mended, 'finding')}"] if mended else []
    done += [f"put the keys of {many(ordered, 'file')} in order"] if ordered else []
    return tuple(done)


def _order(content: Path, read: Iterable[File]) -> int:
    changed = 0
    for file in read:
        if file.folder != "claims" or file.lang or not IDENTIFIER.fullmatch(file.id):
            continue
        try:
            text = (content / file.path).read_bytes().decode()
        except UnicodeDecodeError:  # told
            continue
        changed += _put(content / file.path, text, in_order(text))
    return changed


def _put(file: Path, before: str, text: str) -> bool:
    if text != before:
        file.write_text(text, "utf-8", newline="\n")
    return text != before


def _mend(found: Iterable[Diagnostic], content: Path) -> int:
    """Make the changes that findings offer and return how many."""
    mended = 0
    offers: dict[str, list[tuple[tuple[int, int], Fix]]] = {}
    for d in found:
        if d.fix and d.where.path.startswith("content/"):
            offers.setdefault(d.where.path.removeprefix("content/"), []).append(((d.where.line, d.where.column), d.fix))
    for path, changes in offers.items():
        before = text = (content / path).read_text("utf-8")
        if path == LEDGER:
            text = _entered(text, sorted(change.new for _, change in changes))
            mended += len(changes)
        else:
            # From the end, so that a change moves no place that is still to come.
            for at, change in sorted(changes, key=lambda c: c[0], reverse=True):
                reworded = _reworded(text, at, change)
                mended += reworded != text
                text = reworded
        _put(content / path, before, text)
    return mended


def _entered(text: str, addresses: Iterable[str]) -> str:
    """Return the ledger with new addresses, each behind the one that comes before it.

    What is there keeps its order, and a note the line below it.
    """
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        blocks[-1].append(line)
        if line.strip() and not line.lstrip().startswith("#"):
            blocks.append([])
    *entries, rest = blocks
    places = sorted((block[-1], n) for n, block in enumerate(entries))
    first = 0 if entries and len(entries[0]) > 1 else -1
    behind: dict[int, list[str]] = {}
    for address in addresses:
        at = bisect(places, (address, 0))
        behind.setdefault(places[at - 1][1] if at else first, []).append(address)
    lines = behind.get(-1, [])
    for n, block in enumerate(entries):
        lines += block + behind.get(n, [])
    return "\n".join(lines + (rest or [""]))


def _reworded(text: str, at: tuple[int, int], change: Fix) -> str:
    """Return a file with other words in the value that stands at a line and column; as it is if they cannot be written.

    What is written is read again: that value must be the new words, and all others what they were.
    """
    cut = halves(text)
    front = whole(cut.yaml) if cut else None
    if not cut or not front:
        return text
    way = next((way for way, mark in marks(cut.yaml, 2).items() if mark == at and way[-1:] != ("?",)), ())
    holder: Any = front.data
    for step in way[:-1]:
        holder = holder[step]
    if way and isinstance(holder[way[-1]], dict):  # a selector
        holder, way = holder[way[-1]], (*way, "exact")
    if not way or not isinstance(holder, dict) or str(holder.get(way[-1])).strip("\n") != change.old:
        return text
    holder[way[-1]] = change.new
    start, end = span(cut.yaml, way)
    behind = ("\n" if cut.yaml[start:end].endswith("\n") else "") + cut.yaml[end:]
    for words in (scalar(change.new), inside(change.new)):
        new = whole(cut.yaml[:start] + words + behind)
        if new and new.data == front.data:
            return f"---\n{new.text}{text[4 + len(cut.yaml) :]}"
    return text
