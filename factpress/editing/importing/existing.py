"""Read what the content already has: a transcript and everything that refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from factpress.editing.loading import assemble_readings, ignore, load_top, read_file, read_transcript
from factpress.meaning.anchor import anchor, quotes_by_talk
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Anchor, Publishing, Reading, Script, Top, Transcript
from factpress.reading.delimiters import halves
from factpress.reading.scan import File


class Existing(msgspec.Struct, frozen=True):
    """The files of a transcript, in all its languages, and the files that may refer to it."""

    content: Path
    id: str
    top: Top
    readings: tuple[Reading, ...]
    """Of the transcript's files, of claims that name it, and of pages."""
    unreadable: tuple[str, ...]
    """Paths of claims that cannot be read."""

    @property
    def scripts(self) -> dict[str, Script]:
        """Return the transcript's files by language."""
        return {reading.script.edition.lang: reading.script for reading in self.readings if reading.script}

    @property
    def published(self) -> frozenset[str]:
        """Return all passage ids that were ever published."""
        return frozenset(id for id, _ in self._ledger())

    @property
    def not_redirected(self) -> frozenset[str]:
        """Return the published passage ids whose address has no redirect."""
        return frozenset(id for id, target in self._ledger() if not target)

    def _ledger(self) -> Iterator[tuple[str, str]]:
        for old, new, _ in self.top.ledger:
            page, _, id = old.partition("#")
            if page == f"transcripts/{self.id}.html" and id:
                yield id, new

    @property
    def linked(self) -> frozenset[str]:
        """Return the ids of passages to which a claim or a page links."""
        found: set[str] = set()
        for reading in self.readings:
            bodies = [(reading.body, reading.claim.transcript)] if reading.claim else []
            bodies += [(reading.page.prose, self.top.site.front_transcript)] if reading.page else []
            for prose, default in bodies:
                targets = [m.target.rpartition("/") for m in prose.mentions if m.kind == "passage"] if prose else []
                found.update(id for transcript, _, id in targets if (transcript or default) == self.id)
        return frozenset(found)

    def with_file(self, path: str, text: str, report: Report) -> Existing | None:
        """Return the same with a new text for one of the transcript's files. Report why that is impossible."""
        reading = read_transcript(path, text, self.top.site)
        name = Path(path).name
        for fault in reading.found:  # such as a passage of nothing but TODO; the file is not written
            where, message = Location("content/transcripts"), f"in {name} {fault.message}"
            report(Diagnostic(fault.code, where, message, fault.help, fault.fix))
        if reading.found:
            return None
        others = tuple(one for one in self.readings if one.path != path)
        return msgspec.structs.replace(self, readings=(*others, reading))

    def anchored(self, report: Report) -> dict[str, tuple[Anchor, ...]]:
        """Return the positions of each claim's quotes. Report quotes without one."""
        found = [anchor(quotes) for quotes in quotes_by_talk(self._publishing(ignore))]
        for diagnostic in (diagnostic for one in found for diagnostic in one.found):
            report(diagnostic)
        return {id: anchors for one in found for id, anchors in one.anchors.items()}

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what is wrong between the languages of the transcript."""
        found: list[Diagnostic] = []
        self._publishing(found.append)
        yield from (one for one in found if one.where.path.startswith(f"content/transcripts/{self.id}."))

    def _publishing(self, report: Report) -> Publishing:
        return assemble_readings(self.content, self.top, self.readings, report)


def load_existing(content: Path, transcript: str, report: Report) -> Existing | None:
    """Read what the content has of a transcript. Report errors in its own files, and return None then.

    `check` reports all other faults. Raises OSError.
    """
    files, top = load_top(content)
    readings: list[Reading] = []
    unreadable: list[str] = []
    errors: list[Diagnostic] = []
    for file in files:
        if not _may_refer(content, file, transcript):
            continue
        reading = read_file(content, file, top.site)
        readings.append(reading)
        if file.folder == "claims" and not reading.claim and not file.lang:
            unreadable.append(file.path)
        if file.folder == "transcripts":
            errors += [diagnostic for diagnostic in reading.found if diagnostic.severity == "error"]
    existing = Existing(content, transcript, top, tuple(readings), tuple(unreadable))
    errors = errors or list(existing.faults())
    for diagnostic in errors:
        report(diagnostic)
    return None if errors else existing


def load_transcripts(content: Path) -> tuple[Top, tuple[Transcript, ...]]:
    """Return the values at the top of the content, and all transcripts that can be read. Raises OSError."""
    files, top = load_top(content)
    readings = [read_file(content, file, top.site) for file in files if file.folder == "transcripts"]
    return top, assemble_readings(content, top, readings, ignore).transcripts


def _may_refer(content: Path, file: File, transcript: str) -> bool:
    """Tell whether a file may refer to the transcript. Most claims of a large site do not contain its id."""
    if file.folder == "transcripts":
        return file.id == transcript
    if file.folder == "claims":
        return transcript.encode() in (content / file.path).read_bytes()
    return file.folder == "pages"


def front_matter_of(text: str) -> str:
    """Return the front matter of a file, with its delimiters, or an empty string."""
    parts = halves(text)
    return f"---\n{parts.yaml}---\n" if parts else ""
