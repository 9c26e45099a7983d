"""The short way of an edit that changes nothing but bodies of claims."""

from __future__ import annotations

import marshal
from dataclasses import replace
from pathlib import Path

from factpress.building.changes import Changes, page
from factpress.building.crew import Crew
from factpress.building.files import digest
from factpress.building.make import Maker, set_in
from factpress.building.manifest import Known
from factpress.building.memory import Memory, recollect, remember
from factpress.building.options import Built
from factpress.building.pack import unpack
from factpress.building.publish import publish, records_of, told_again
from factpress.building.records import Records
from factpress.building.staging import Stage
from factpress.building.timings import Clock
from factpress.meaning.link import body
from factpress.model.diagnostics import Diagnostic, has_errors, ordered
from factpress.model.graph import Names, Prose
from factpress.reading.body import body_of
from factpress.reading.bytes import clean
from factpress.reading.delimiters import halves


def only_prose(content: Path, stage: Stage, now: Changes, clock: Clock) -> Built | None:
    """Set the bodies that changed into their pages; nothing if anything else changed."""
    past = now.past
    known = past.known
    if past.stale or now.touched or now.gone or now.content.links or not now.new <= known.read.keys():
        return None
    records = records_of(stage, now, Crew())
    found: list[Diagnostic] = []
    said, told = told_again(now)
    read = clock("validate", _read_again)
    learned = [read(content, path, records, known, said[2]) for path in sorted(now.new)]
    memories = [memory for memory in learned if memory]
    if len(memories) < len(learned):
        return None
    names: Names = unpack(Names, marshal.loads(records[known.names]))
    for reading in (memory.reading for memory in memories):
        found += reading.found
        body(reading.prose or Prose(), reading.pieces.claims[0], names, found.append)
    if has_errors(found):
        return Built(ordered((*told, *found)))
    maker = Maker(past, now.touched, stage, records, lambda _: None, [*told, *found], clock)
    batch = set_in({page(m.reading.path): m.reading.prose for m in memories if m.reading.prose}, maker)
    if not batch:
        return None
    rows = {m.reading.path: (m.reading.digest, remember(records, m, set_in=True)) for m in memories}
    return publish(maker, now, batch, Known(known.read | rows, {}, known.names, known.top), said, content, len(rows))


def _read_again(content: Path, path: str, records: Records, known: Known, lang: str) -> Memory | None:
    """Return a claim with its new body; nothing if it is no claim, or its front matter changed."""
    _, ref = known.read[path]
    memory = recollect(records, ref, body=True) if path.startswith("claims/") and ref[2] else None
    if not memory or not memory.reading.prose or memory.reading.found:
        return None
    found: list[Diagnostic] = []
    data = (content / path).read_bytes()
    text = clean(data, "content/" + path, found.append)
    cut = halves(text) if text else None
    if not cut or digest(cut.yaml.encode()) != memory.reading.front:
        return None
    claim = memory.reading.pieces.claims[0]
    prose = body_of(claim, "content/" + path, cut.body, cut.body_line, lang, found.append)
    return replace(memory, reading=replace(memory.reading, digest=digest(data), prose=prose, found=tuple(found)))
