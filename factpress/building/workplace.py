"""One build of a site: what the last one left, what differs now, and the way of the new site to its place."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from factpress.building.files import Listing, Stat, digest, digest_of_plain, listing
from factpress.building.manifest import Head, Output, Rows, dump, load, packed
from factpress.building.staging import Staging, staging
from factpress.building.swap import note, swap
from factpress.building.version import Version, version

T = TypeVar("T")

RACE = 2_000_000_000
"""Nanoseconds. A file that changed so shortly before it was listed could change again and keep its times: they are not
trusted, and the next build compares its bytes. Some file systems count in steps of two seconds."""

ATTEMPTS = 5
"""How often a build begins again because a file changed meanwhile, as when an editor saves twice."""

UNTRUSTED: Stat = (-1, -1, -1)


class ChangedError(OSError):
    """A file of the content is not what it was when the build began."""


class Project(Protocol):
    """What a site is made from, and where it goes.

    `asked` is what else the run was asked for, as plain values; `fresh` asks for every file, whatever was there.
    """

    @property
    def content(self) -> Path: ...
    @property
    def templates(self) -> Path: ...
    @property
    def output(self) -> Path: ...
    @property
    def asked(self) -> tuple[Any, ...]: ...
    @property
    def fresh(self) -> bool: ...


class Workplace:
    """What a build knows of its files."""

    def __init__(self, project: Project, here: Staging, last: Head | None, now: Version) -> None:
        """List the files of the content and of the site."""
        self.project, self.here, self.version = project, here, now
        self.fresh = project.fresh
        self.stale = "new" if not last else "fresh" if self.fresh else "" if last.version == now else "edition"
        """Why every file must be made again, as `--explain` says it; empty if only those that differ."""
        self._last = last
        moment = time.time_ns()
        self.content = listing(project.content)
        self._trusted = {path: _trusted(stat, moment) for path, stat in self.content.files.items()}
        self.site = listing(here.site, hidden=True) if here.site.exists() else Listing({})

    def forget(self) -> None:
        """Make every file again: what is known of them is lost."""
        self.fresh, self.stale = True, "fresh" if self._last else "new"

    def unchanged(self) -> bytes | None:
        """Return the result of the last build if it would come out again; otherwise nothing."""
        last = self._last
        if not last or self.stale or self.content.links:  # where a link leads is not seen from its times
            return None
        if last.state != _state(self.content.files, self.site.files):
            if self.digests != {path: row[3] for path, row in self.rows.content.items()}:
                return None
            if self.touched or set(self.rows.foreign) - set(self.foreign):
                return None
            self._note(last)
        return last.result

    @cached_property
    def rows(self) -> Rows:
        """What the last build knew of each file."""
        return self._last.rows() if self._last else Rows()

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """The digest of each file of the content; only files whose size or times differ are read."""
        before = self.rows.content
        found = {}
        for path, stat in self.content.files.items():
            row = before.get(path)
            same = row and row[:3] == stat
            found[path] = row[3] if row and same else digest((self.project.content / path).read_bytes())
        return found

    @cached_property
    def touched(self) -> frozenset[str]:
        """Files that the last build made and that are not as it left them."""
        site = self.site.files
        return frozenset(path for path, one in self.rows.outputs.items() if site.get(path, ())[:2] != one.stat)

    @cached_property
    def foreign(self) -> tuple[str, ...]:
        """Files of the site that others put there."""
        return tuple(path for path in self.site.files if path not in self.rows.outputs)

    def publish(self, outputs: Mapping[str, Output], made: Collection[str], basis: bytes, result: bytes) -> None:
        """Put the site in its place, and note how it was made; a site that stays as it is is not touched."""
        foreign = tuple(path for path in self.foreign if path not in outputs)
        rows = packed(Rows(self._content_rows(), dict(outputs), foreign, basis))
        site = {path: one.stat for path, one in outputs.items()}
        site |= {path: self.site.files[path][:2] for path in foreign}
        head = Head(self.version, _state(self._trusted, site), result, len(outputs), rows)
        if made or self.rows.outputs.keys() - outputs.keys():
            swap(self.here, dump(head), outputs.keys() - set(made), foreign)
        else:
            note(self.here, dump(head))

    def _content_rows(self) -> dict[str, tuple[int, int, int, bytes]]:
        return {path: (*stat, self.digests[path]) for path, stat in self._trusted.items()}

    def _note(self, last: Head) -> None:
        """Note the times of files that were only touched or copied over themselves."""
        rows = packed(Rows(self._content_rows(), self.rows.outputs, self.foreign, self.rows.basis))
        state = _state(self._trusted, self.site.files)
        note(self.here, dump(last._replace(state=state, packed=rows)))


def _trusted(stat: Stat, now: int) -> Stat:
    return UNTRUSTED if max(stat[1:]) > now - RACE else stat


def _state(content: Mapping[str, Stat], site: Mapping[str, tuple[int, ...]]) -> bytes:
    return digest_of_plain((content, [(path, *site[path][:2]) for path in sorted(site)]))


@contextmanager
def workplace(project: Project) -> Iterator[Workplace]:
    """Give a place to build in. Raises what `staging` raises, and OSError when a folder cannot be read."""
    with staging(project.output) as here:
        now = version(project.templates, project.asked)
        yield Workplace(project, here, load(here.manifest), now)


def up_to_date(project: Project, again: Callable[[bytes, int], T], build: Callable[[Workplace], T]) -> T:
    """Build a site, unless the last build would come out again; then return what `again` makes of its result."""
    for left in reversed(range(ATTEMPTS)):
        with workplace(project) as here:
            result = here.unchanged()
            if result is not None and here._last:
                return again(result, here._last.files)
            from factpress.building.outputs import LostError

            try:
                return build(here)
            except LostError:
                here.forget()
                return build(here)
            except ChangedError:
                if not left:
                    raise
    raise AssertionError
