"""Give paragraphs of a transcript that have no id the next one, the same in all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factpress.model.diagnostics import Diagnostic, Location
from factpress.reading.bytes import clean
from factpress.reading.passages import paragraphs
from factpress.reading.scan import LEDGER, File
from factpress.reading.yaml import split

NUMBERED = re.compile(r"p([0-9]+)")
Gap = tuple[str, str]
"""The ids before and behind paragraphs that have none."""


@dataclass(frozen=True, slots=True)
class Script:
    """One language of a talk."""

    file: Path
    original: bool
    ids: frozenset[str]
    gaps: dict[Gap, list[int]]
    """The lines, from 1, of paragraphs without an id."""


def renumber(found: Iterable[Diagnostic], content: Path, files: Iterable[File]) -> int:
    """Number the paragraphs that were found without an id in some of the files, and return how many.

    A talk is left alone if anything else in it cannot be read, or if a rendering has other paragraphs without an id
    than the original: it would be a guess which belong together.
    """
    paths = {d.where.path for d in found if d.code == "FP211"}
    talks: dict[str, list[File]] = {}
    for file in files:
        if file.folder == "transcripts" and file.lang:
            talks.setdefault(file.id, []).append(file)
    touched = [id for id, files in talks.items() if any("content/" + file.path in paths for file in files)]
    return sum(_number(talk, [content / file.path for file in talks[talk]], content) for talk in touched)


def _number(talk: str, files: Iterable[Path], content: Path) -> int:
    scripts = [_script(file) for file in files]
    whole = [script for script in scripts if script]
    originals = [script for script in whole if script.original]
    if len(whole) < len(scripts) or len(originals) != 1:
        return 0
    gaps = originals[0].gaps
    if any(len(gaps.get(gap, ())) != len(lines) for script in whole for gap, lines in script.gaps.items()):
        return 0
    new = _unused(talk, whole, content)
    named = {gap: [next(new) for _ in lines] for gap, lines in gaps.items()}
    for script in whole:
        _write(script, named)
    return sum(len(lines) for script in whole for lines in script.gaps.values())


def _script(file: Path) -> Script | None:
    """Read a file; nothing if it has another fault than paragraphs without an id."""
    faults: list[Diagnostic] = []
    text = clean(file.read_bytes(), "", faults.append)
    cut = split(text, "", faults.append) if text else None
    if not text or not cut or not isinstance(cut.front.data, dict):
        return None
    read = list(paragraphs(cut.body, "", cut.body_line, faults.append))
    lines = text.split("\n")
    if any(d.code != "FP211" or lines[d.where.line - 1].startswith("#") for d in faults):
        return None
    steps = [(p.where, p.id) for p in read] + [(d.where, "") for d in faults]
    steps.sort(key=lambda step: step[0].line)
    ids = frozenset(id for _, id in steps if id)
    return Script(file, cut.front.data.get("original") == "true", ids, _gaps(steps))


def _gaps(steps: list[tuple[Location, str]]) -> dict[Gap, list[int]]:
    gaps: dict[Gap, list[int]] = {}
    for n, (where, id) in enumerate(steps):
        if not id:
            before = next((known for _, known in reversed(steps[:n]) if known), "")
            behind = next((known for _, known in steps[n:] if known), "")
            gaps.setdefault((before, behind), []).append(where.line)
    return gaps


def _unused(talk: str, scripts: list[Script], content: Path) -> Iterator[str]:
    """Yield ids that were never used: neither now nor in the ledger of addresses."""
    ledger = content / LEDGER
    published = ledger.read_text("utf-8") if ledger.is_file() else ""
    ids = {id for script in scripts for id in script.ids}
    ids |= set(re.findall(rf"transcripts/{re.escape(talk)}\.html#([\w.-]+)", published))
    number = max((int(found[1]) for id in ids if (found := NUMBERED.fullmatch(id))), default=0)
    while True:
        number += 1
        yield f"p{number}"


def _write(script: Script, named: dict[Gap, list[str]]) -> None:
    lines = script.file.read_text("utf-8").split("\n")
    new = {line: id for gap, places in script.gaps.items() for line, id in zip(places, named[gap], strict=True)}
    for line, id in sorted(new.items(), reverse=True):  # from the end, so that no place moves that is still to come
        said = lines[line - 1]
        if said.startswith("{"):
            lines[line - 1] = f"{{#{id} {said[1:].lstrip()}"
        else:
            lines.insert(line - 1, f"{{#{id}}}")
    script.file.write_text("\n".join(lines), "utf-8", newline="\n")
