"""What the content already has of a talk, and who refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec.structs import replace as replaced

from factpress.building.files import survey
from factpress.meaning.anchor import anchor
from factpress.meaning.assemble import assemble
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Anchor, Publishing, Reading, Script, Top, Transcript
from factpress.reading.delimiters import halves
from factpress.reading.file import parsed, read
from factpress.reading.locations import locator
from factpress.reading.scan import File, scan, without_bad_links
from factpress.reading.top import read_top


@dataclass(frozen=True, slots=True)
class Shelf:
    """A talk in the languages that are there, and what may refer to it."""

    content: Path
    talk: str
    head: Top
    readings: tuple[Reading, ...]
    """Of its transcripts, of the claims that name it, and of the pages."""
    unread: tuple[str, ...]
    """Paths of claims that cannot be read."""

    @property
    def scripts(self) -> dict[str, Script]:
        """Return the talk by language."""
        return {r.script.edition.lang: r.script for r in self.readings if r.script}

    @property
    def published(self) -> frozenset[str]:
        """Return the ids of passages that were ever published, also of those that lead on by now."""
        return frozenset(id for id, _ in self._ledger())

    @property
    def standing(self) -> frozenset[str]:
        """Return the ids of passages that were published and do not lead on."""
        return frozenset(id for id, new in self._ledger() if not new)

    def _ledger(self) -> Iterator[tuple[str, str]]:
        for old, new, _ in self.head.ledger:
            page, _, id = old.partition("#")
            if page == f"transcripts/{self.talk}.html" and id:
                yield id, new

    @property
    def mentioned(self) -> frozenset[str]:
        """Return the ids of passages to which a claim or a page links."""
        found: set[str] = set()
        for reading in self.readings:
            prose = [(reading.body, reading.claim.transcript)] if reading.claim else []
            prose += [(reading.page.prose, self.head.site.front_transcript)] if reading.page else []
            for one, default in prose:
                targets = [m.target.rpartition("/") for m in one.mentions if m.kind == "passage"] if one else []
                found.update(id for talk, _, id in targets if (talk or default) == self.talk)
        return frozenset(found)

    def with_script(self, path: str, text: str, report: Report) -> Shelf | None:
        """Return the shelf as it will be with a file of the talk written anew; report why that cannot be."""
        reading = _reading(self, path, text, report)
        if not reading:
            return None
        others = tuple(one for one in self.readings if one.path != path)
        return replace(self, readings=(*others, reading))

    def anchored(self, report: Report) -> dict[str, tuple[Anchor, ...]]:
        """Return where the quotes of each claim stand; report those that do not."""
        publishing = self._publishing(lambda diagnostic: None)
        return anchor(publishing, publishing.claims, report)

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what is wrong between the languages of the talk."""
        found: list[Diagnostic] = []
        self._publishing(found.append)
        yield from (one for one in found if one.where.path.startswith(f"content/transcripts/{self.talk}."))

    def _publishing(self, report: Report) -> Publishing:
        return assemble(self.head, self.readings, "", locator(self.content), report)


def shelf(content: Path, talk: str, report: Report) -> Shelf | None:
    """Read what the content has of a talk; report what is wrong in the talk's own files and return nothing then.

    Other faults are a matter of `check`. Raises OSError.
    """
    files, head = _opened(content)
    readings: list[Reading] = []
    unread: list[str] = []
    wrong: list[Diagnostic] = []
    for file in files:
        if not _concerns(content, file, talk):
            continue
        reading = read(content, file, head.site)
        readings.append(reading)
        if file.folder == "claims" and not reading.claim and not file.lang:
            unread.append(file.path)
        if file.folder == "transcripts":
            wrong += [diagnostic for diagnostic in reading.found if diagnostic.severity == "error"]
    have = Shelf(content, talk, head, tuple(readings), tuple(unread))
    wrong = wrong or list(have.faults())
    for diagnostic in wrong:
        report(diagnostic)
    return None if wrong else have


def _opened(content: Path) -> tuple[tuple[File, ...], Top]:
    """Return the files, and what those at the top say; their faults are a matter of `check`. Raises OSError."""
    there = survey(content)
    paths = without_bad_links(content, there.files, there.links, lambda diagnostic: None)
    return scan(paths, lambda diagnostic: None), read_top(content, paths)


def talks(content: Path) -> tuple[Top, tuple[Transcript, ...]]:
    """Return what the files at the top say, and the talks that can be read. Raises OSError."""
    files, head = _opened(content)
    readings = [read(content, file, head.site) for file in files if file.folder == "transcripts"]
    return head, assemble(head, readings, "", locator(content), lambda diagnostic: None).transcripts


def _concerns(content: Path, file: File, talk: str) -> bool:
    """Tell whether a file may refer to the talk; most claims of a large site are about others."""
    if file.folder == "transcripts":
        return file.id == talk
    return file.folder == "pages" or (file.folder == "claims" and talk.encode() in (content / file.path).read_bytes())


def _reading(have: Shelf, path: str, text: str, report: Report) -> Reading | None:
    name, _, lang = Path(path).stem.partition(".")
    reading = parsed(File(path, "transcripts", name, lang), text.encode(), have.head.site)
    for found in reading.found:  # a passage that is TODO alone; the file that has it is not written
        report(replaced(found, where=Location("content/transcripts"), message=f"in {name}.{lang}.md {found.message}"))
    return None if reading.found else reading


def front_of(text: str) -> str:
    """Return the front matter of a file as it stands, with its fences."""
    cut = halves(text)
    return f"---\n{cut.yaml}---\n" if cut else ""
