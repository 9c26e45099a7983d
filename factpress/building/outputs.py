"""The files of a site: which of them must be made, why, and what is to be known of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property, partial
from typing import Any, Protocol
from zlib import crc32

from msgspec import Struct, msgpack

from factpress.building.fingerprint import fingerprint, fingerprints
from factpress.building.manifest import Output
from factpress.building.stages import Stage, Stages
from factpress.building.swap import Stat, show, write
from factpress.building.workplace import Workplace

FACTS = "page"
"""Under this name the cache holds the record of each file of the site, by the file's key."""

See = Callable[[str, bytes, bytes], None]
"""Takes the path of a file that was made, its facts and its findings, both as they are encoded."""

GLANCE = 0.1
"""Milliseconds that it takes to see that a file need not be made."""


class Planned(Protocol):
    """A file that is named before it is made.

    `view` draws up a Struct with all that its bytes depend on; `text` returns the author's text that it shows and no
    other file does.
    """

    @property
    def path(self) -> str: ...
    @property
    def template(self) -> str: ...
    @property
    def view(self) -> Callable[[], Any]: ...
    @property
    def text(self) -> Callable[[], str]: ...


class Rendered(Protocol):
    """What a renderer returns: bytes, or none if they could not be made.

    `facts` are what is to be known of the file when others are judged, `found` is what is wrong with it: anything that
    msgspec can encode.
    """

    @property
    def data(self) -> bytes | None: ...
    @property
    def facts(self) -> Any: ...
    @property
    def found(self) -> Any: ...


class Record(Struct, frozen=True, array_like=True):
    """What is kept of a file that was made."""

    key: bytes
    """Fingerprint of all that it was made from."""
    fields: tuple[tuple[str, int], ...]
    """Name and checksum of each field of its view, and of what else it was made from."""
    facts: bytes
    """As they are encoded."""


class Made(Struct, frozen=True, array_like=True):
    """What a worker says of one file; no record and no finding means that the file can stay."""

    text: bytes
    stat: Stat | None = None
    record: Record | None = None
    found: bytes = b""
    """As they are encoded; nothing if there are none."""


class LostError(LookupError):
    """The cache no longer has what is known of a file that is kept: all files must be made again."""


class Outputs:
    """The files of the site to come."""

    def __init__(self, here: Workplace, stages: Stages, basis: bytes, language: str = "") -> None:
        """Begin with none; `basis` is the fingerprint of everything but texts from which views are drawn.

        `language` is the one in which templates speak.
        """
        self.here, self.stages, self.basis, self.language = here, stages, basis, language
        self.rows: dict[str, Output] = {}
        self.made: dict[str, int] = {}
        """Files that were made now, with their sizes."""
        self.drawn = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many files were made, how many bytes they have, and how many views were drawn up."""
        return len(self.made), sum(self.made.values()), self.drawn

    def read(self, path: str) -> str:
        """Return the text of a file of the site to come."""
        folders = self.here.here
        return ((folders.fresh if path in self.made else folders.site) / path).read_text("utf-8")

    @property
    def gone(self) -> set[str]:
        """Files that were in the last site, whoever put them there, and are not in this one."""
        last = self.here.rows
        return (last.outputs.keys() | set(last.foreign)) - self.files

    @property
    def files(self) -> set[str]:
        """All files of the site to come."""
        return self.rows.keys() | set(self.here.foreign)

    def make(
        self,
        planned: Iterable[Planned],
        render: Callable[[Any, Any], Rendered],
        seen: See,
        first: Collection[str] = (),
        shown: Callable[[str], Any] = id,
    ) -> None:
        """Make the files that differ from the last build's, and keep the others.

        `seen` hears of each file that was made. Files that are named `first` are put into the present site at once, and
        then `shown` is called.
        """
        candidates = [one for one in planned if not self._stands(one)]
        candidates.sort(key=lambda one: one.path not in first)
        stage = Stage("render", partial(_make, self.here, render, self.language), Made, self._weight)
        for one, made in self.stages.stream(stage, candidates):
            self._take(one.path, made, seen)
            if one.path in first and made.stat and not self.here.stale and show(self.here.here, one.path):
                shown(one.path)
        self.drawn = len(candidates)
        self.rows = dict(sorted(self.rows.items()))
        self.made = dict(sorted(self.made.items()))

    def _weight(self, one: Planned) -> float:
        return 1 if self.here.stale or one.path not in self.here.rows.outputs else GLANCE

    def _stands(self, one: Planned) -> bool:
        """Keep a file if nothing that its view is drawn from has changed; tell whether that is so."""
        here, last = self.here, self.here.rows.outputs.get(one.path)
        if not last or here.stale or here.rows.basis != self.basis or one.path in here.touched:
            return False
        if last.text != fingerprint(one.text()):
            return False
        self._keep(one.path, last)
        return True

    def _keep(self, path: str, row: Output) -> None:
        self.rows[path] = row
        if self.stages.cache:
            self.stages.cache.keep(FACTS, (row.key,))

    def _take(self, path: str, made: Made, seen: See) -> None:
        if made.record and made.stat:
            key = made.record.key
            self.rows[path] = Output(made.stat, made.text, key)
            self.made[path] = made.stat[0]
            if self.stages.cache:
                self.stages.cache.store(FACTS, key, msgpack.encode(made.record))
            seen(path, made.record.facts, made.found)
        elif made.found:
            seen(path, b"", made.found)
        else:
            last = self.here.rows.outputs[path]
            self._keep(path, Output(last.stat, made.text, last.key))

    def facts(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the facts of files of the site to come."""
        yield from self._facts({path: self.rows[path].key for path in paths})

    def facts_before(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the facts that files had in the last site."""
        last = self.here.rows.outputs
        yield from self._facts({path: last[path].key for path in paths if path in last})

    def _facts(self, keys: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
        records = self._records(keys.values())
        for path, key in keys.items():
            if key not in records:
                raise LostError(path)
            yield path, records[key].facts

    def _records(self, keys: Iterable[bytes]) -> dict[bytes, Record]:
        if not self.stages.cache:
            return {}
        decode = msgpack.Decoder(Record).decode
        return {key: decode(data) for key, data in self.stages.cache.load(FACTS, keys).items()}

    @cached_property
    def reasons(self) -> dict[str, tuple[str, ...]]:
        """Why each file was made: `new`, `fresh`, `edition`, `missing`, `touched`, or the fields that differ."""
        here, last = self.here, self.here.rows.outputs
        if here.stale:
            return {path: (here.stale if path in last else "new",) for path in self.made}
        before = self._records(last[path].key for path in self.made if path in last)
        now = self._records(self.rows[path].key for path in self.made)
        return {path: self._reasons(path, before, now) for path in self.made}

    def _reasons(self, path: str, before: dict[bytes, Record], now: dict[bytes, Record]) -> tuple[str, ...]:
        here, last = self.here, self.here.rows.outputs.get(path)
        if not last:
            return ("new",)
        if path in here.touched:
            return ("touched" if (here.here.site / path).is_file() else "missing",)
        then = dict(before[last.key].fields) if last.key in before else {}
        return tuple(name for name, value in now[self.rows[path].key].fields if then.get(name) != value)


def _make(here: Workplace, render: Callable[[Any, Any], Rendered], language: str, one: Planned) -> Made:
    """Make one file, unless all fields of its view are those from which it was made the last time."""
    view = one.view()
    text, last = fingerprint(one.text()), here.rows.outputs.get(one.path)
    of_view, fields = fingerprints(view)
    key = fingerprint(one.path, one.template, language, of_view)
    if last and not here.stale and last.key == key and one.path not in here.touched:
        return Made(text)
    rendered = render(one, view)
    found = msgpack.encode(rendered.found) if rendered.found else b""
    if rendered.data is None:
        return Made(text, None, None, found)
    stat = write(here.here, one.path, rendered.data)
    besides = ("template", crc32(one.template.encode())), ("language", crc32(language.encode()))
    return Made(text, stat, Record(key, (*besides, *fields), msgpack.encode(rendered.facts)), found)
