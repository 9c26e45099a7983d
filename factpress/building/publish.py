"""Judge the whole, put it in its place and remember it."""

from __future__ import annotations

import marshal
from pathlib import Path
from urllib.parse import urlsplit

from factpress.building.changes import Changes
from factpress.building.crew import Crew
from factpress.building.files import digest
from factpress.building.make import Batch, Maker, complete
from factpress.building.manifest import Known, Past, dump, flat
from factpress.building.options import Built, Counts
from factpress.building.pack import pack, unpack
from factpress.building.records import NOTHING, Records, Ref, settle, sweep
from factpress.building.staging import Stage
from factpress.building.swap import note, swap
from factpress.model.diagnostics import Diagnostic, has_errors, ordered

Rows = dict[str, tuple[bytes, Ref]]
"""By content path: the digest of the file, and the record of what it says."""

Found = tuple[Diagnostic, ...]

Said = tuple[int, str, str]
"""How many claims there are, the address of the site, and its language."""


def records_of(stage: Stage, now: Changes, crew: Crew) -> Records:
    """Return the records of earlier builds, with a file for this process to add its own."""
    own = [f"records-{now.past.serial + (not now.kept)}-{rank}" for rank in range(crew.size)]
    return Records(stage.state, dict.fromkeys((*(name for name, _ in now.past.records), *own)), own[crew.rank])


def told_again(now: Changes) -> tuple[Said, Found]:
    """Return what the last build said, and what it found."""
    *said, found = marshal.loads(now.past.told)
    return (said[0], said[1], said[2]), unpack(Found, found) if found else ()


def told_language(now: Changes) -> str:
    """Return the language of the site as the last build made it; nothing before the first."""
    return str(marshal.loads(now.past.told)[2]) if now.past.told else ""


def _located(found: list[Diagnostic], content: Path) -> list[Diagnostic]:
    if not any(diagnostic.where.way for diagnostic in found):
        return found
    from factpress.reading.locations import located  # it loads what reads YAML

    return located(found, content)


def _digest(file: Path) -> bytes:
    # Of a file that nobody reads, such as a README: to see that it is the same.
    return digest(file.read_bytes()) if file.is_file() else b""


def _moved(known: Known, moved: dict[Ref, Ref]) -> Known:
    read = {path: (digest, moved[ref]) for path, (digest, ref) in known.read.items()}
    return Known(read, {path: moved[ref] for path, ref in known.made.items()}, moved[known.names], moved[known.top])


def publish(
    maker: Maker, now: Changes, batch: Batch, known: Known, said: Said, content: Path, read: int, anchored: int = 0
) -> Built:
    """Put what was made in the place of the site, unless something found is an error.

    `read` and `anchored` say for how many files and claims that was done.
    """
    claims, base_url, _ = said
    clock = maker.clock
    judged = clock("verify", complete, len(batch.why), len(batch.made) - len(batch.why))
    links = judged(batch, maker, now.foreign, urlsplit(base_url).path or "/", content)
    found = ordered(_located(maker.found, content))
    if has_errors(found):
        return Built(found)
    rows = {path: known.read.get(path) or (_digest(content / path), NOTHING) for path in now.content.files}
    made = {path: ref for path, (_, ref) in batch.made.items()}
    serial = now.past.serial + (not now.kept)
    known = Known(rows, made, known.names, known.top)
    records = maker.records
    records.flush()
    refs = [*(ref for _, ref in rows.values()), *made.values(), known.names, known.top]
    if settled := settle(records, refs, f"records-{serial + 1}-0"):
        records, moved = settled
        records.flush()
        serial, known = serial + 1, _moved(known, moved)
    past = Past(
        serial=serial,
        records=records.sizes(),
        content=now.times,
        site=flat({path: stat for path, (stat, _) in batch.made.items()}, 2),
        foreign=tuple(path for path in now.foreign if path not in batch.made),
        told=marshal.dumps((*said, pack(Found, found) if found else ())),
        rows=marshal.dumps((known.read, known.made, known.names, known.top)),
    )
    manifest = dump(past, now.edition)
    gone = now.past.made.keys() - batch.made.keys()
    if batch.why or gone:
        kept = batch.made.keys() - batch.why.keys()
        clock("put in place", swap, len(batch.why), len(kept))(
            maker.stage, manifest, batch.why.keys(), kept, gone, past.foreign
        )
    else:
        note(maker.stage, manifest)
    sweep(records)
    counts = Counts(read, anchored, len(batch.why), batch.bytes, batch.drawn, links)
    return Built(found, claims, batch.why, len(batch.made) - len(batch.why), counts)
