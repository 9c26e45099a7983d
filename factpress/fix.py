"""Make the changes that are safe without asking; none of them changes what a file says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from factpress.diagnostics import Diagnostic
from factpress.load import FOLDERS
from factpress.renumber import renumber
from factpress.reorder import in_order
from factpress.text import many


def fix(found: Iterable[Diagnostic], content: Path) -> tuple[str, ...]:
    """Change the files under the content folder and return what was done, in words."""
    found = tuple(found)
    mended = _mend(found, content) + renumber(found, content)
    ordered = _order(content / "claims")
    done = [f"mended {many(mended, 'finding')}"] if mended else []
    done += [f"put the keys of {many(ordered, 'file')} in order"] if ordered else []
    return tuple(done)


def _order(claims: Path) -> int:
    changed = 0
    for file in sorted(claims.glob(f"*{FOLDERS['claims']}")):
        try:
            text = file.read_bytes().decode()
        except UnicodeDecodeError:  # told
            continue
        if (ordered := in_order(text)) != text:
            file.write_text(ordered, "utf-8", newline="\n")
            changed += 1
    return changed


def _mend(found: Iterable[Diagnostic], content: Path) -> int:
    """Make the changes that findings offer and return how many.

    Words are replaced on their own line only, and only where they stand as they were read.
    """
    mended = 0
    files: dict[Path, list[Diagnostic]] = {}
    for diagnostic in found:
        if diagnostic.fix and diagnostic.where.path.startswith("content/"):
            files.setdefault(content / diagnostic.where.path.removeprefix("content/"), []).append(diagnostic)
    for file, diagnostics in files.items():
        lines = file.read_text("utf-8").split("\n")
        before = list(lines)
        # From the end, so that a change moves no place that is still to come.
        for diagnostic in sorted(diagnostics, key=lambda d: (d.where.line, d.where.column), reverse=True):
            mended += _apply(diagnostic, lines)
        if lines != before:
            file.write_text("\n".join(lines), "utf-8", newline="\n")
    return mended


def _apply(diagnostic: Diagnostic, lines: list[str]) -> bool:
    change = diagnostic.fix
    if change is None:
        return False
    if not change.old:
        notes = [line for line in lines if line.startswith("#") or not line.strip()]
        entries = {line for line in lines if line not in notes} | {change.new}
        lines[:] = [*(line for line in notes if line), *sorted(entries), ""]
        return True
    n, column = diagnostic.where.line - 1, diagnostic.where.column - 1
    at = lines[n].find(change.old, column)
    if at < 0 or any(mark in change.new and mark in lines[n][column:at] for mark in "'\""):
        return False
    if lines[n][column] in "'\"" and lines[n][column] in change.new:  # the value's own quotation marks
        return False
    lines[n] = lines[n][:at] + change.new + lines[n][at + len(change.old) :]
    return True
