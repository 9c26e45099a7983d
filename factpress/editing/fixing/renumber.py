"""Give the next ids to paragraphs of a transcript that have none, the same ids in all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from factpress.model.diagnostics import Diagnostic, Location
from factpress.reading.bytes import clean
from factpress.reading.passages import paragraphs
from factpress.reading.scan import LEDGER, File
from factpress.reading.yaml import split

NUMBERED = re.compile(r"p([0-9]+)")
Gap = tuple[str, str]
"""The ids before and after some paragraphs that have none."""


class Edition(msgspec.Struct, frozen=True):
    """One language of a transcript, with its paragraphs that have no id."""

    file: Path
    original: bool
    ids: frozenset[str]
    gaps: dict[Gap, list[int]]
    """The lines of paragraphs without an id, from 1."""


def add_missing_ids(found: Iterable[Diagnostic], content: Path, files: Iterable[File]) -> int:
    """Add ids to the paragraphs that diagnostics name. Return how many. Raises OSError.

    A transcript stays as it is if one of its files has another fault, or if a rendering has different gaps than the
    original: then it would be a guess which paragraphs belong together.
    """
    paths = {d.where.path for d in found if d.code == "FP211"}
    transcripts: dict[str, list[File]] = {}
    for file in files:
        if file.folder == "transcripts" and file.lang:
            transcripts.setdefault(file.id, []).append(file)
    affected = [id for id, group in transcripts.items() if any("content/" + file.path in paths for file in group)]
    return sum(_number(id, [content / file.path for file in transcripts[id]], content) for id in affected)


def _number(transcript: str, files: Iterable[Path], content: Path) -> int:
    parsed = [_parse(file) for file in files]
    editions = [edition for edition in parsed if edition]
    originals = [edition for edition in editions if edition.original]
    if len(editions) < len(parsed) or len(originals) != 1:
        return 0
    gaps = originals[0].gaps
    if any(len(gaps.get(gap, ())) != len(lines) for edition in editions for gap, lines in edition.gaps.items()):
        return 0
    unused = _unused_ids(transcript, editions, content)
    new_ids = {gap: [next(unused) for _ in lines] for gap, lines in gaps.items()}
    for edition in editions:
        _write(edition, new_ids)
    return sum(len(lines) for edition in editions for lines in edition.gaps.values())


def _parse(file: Path) -> Edition | None:
    """Parse a file. Return None if it has any other fault than paragraphs without an id."""
    faults: list[Diagnostic] = []
    text = clean(file.read_bytes(), "", faults.append)
    parts = split(text, "", faults.append) if text else None
    if not text or not parts or not isinstance(parts.front.data, dict):
        return None
    parsed = list(paragraphs(parts.body, "", parts.body_line, faults.append))
    lines = text.split("\n")
    if any(d.code != "FP211" or lines[d.where.line - 1].startswith("#") for d in faults):
        return None
    steps = [(p.where, p.id) for p in parsed] + [(d.where, "") for d in faults]
    steps.sort(key=lambda step: step[0].line)
    ids = frozenset(id for _, id in steps if id)
    return Edition(file, parts.front.data.get("original") == "true", ids, _gaps(steps))


def _gaps(steps: list[tuple[Location, str]]) -> dict[Gap, list[int]]:
    gaps: dict[Gap, list[int]] = {}
    for n, (where, id) in enumerate(steps):
        if not id:
            before = next((known for _, known in reversed(steps[:n]) if known), "")
            after = next((known for _, known in steps[n:] if known), "")
            gaps.setdefault((before, after), []).append(where.line)
    return gaps


def _unused_ids(transcript: str, editions: list[Edition], content: Path) -> Iterator[str]:
    """Yield ids that neither a file nor the ledger of published addresses has."""
    ledger = content / LEDGER
    published = ledger.read_text("utf-8") if ledger.is_file() else ""
    ids = {id for edition in editions for id in edition.ids}
    ids |= set(re.findall(rf"transcripts/{re.escape(transcript)}\.html#([\w.-]+)", published))
    number = max((int(match[1]) for id in ids if (match := NUMBERED.fullmatch(id))), default=0)
    while True:
        number += 1
        yield f"p{number}"


def _write(edition: Edition, new_ids: dict[Gap, list[str]]) -> None:
    rows = edition.file.read_text("utf-8").split("\n")
    ids = {line: id for gap, lines in edition.gaps.items() for line, id in zip(lines, new_ids[gap], strict=True)}
    for line, id in sorted(ids.items(), reverse=True):  # from the end, so that the other lines keep their numbers
        row = rows[line - 1]
        if row.startswith("{"):
            rows[line - 1] = f"{{#{id} {row[1:].lstrip()}"
        else:
            rows.insert(line - 1, f"{{#{id}}}")
    edition.file.write_text("\n".join(rows), "utf-8", newline="\n")
