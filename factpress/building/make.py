"""Make what changed, keep the rest, and judge the whole."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factpress.building.manifest import Past
from factpress.building.records import Records, Ref
from factpress.building.staging import Stage
from factpress.building.stamps import Memo, Stamps, stamps
from factpress.building.swap import put
from factpress.building.timings import OFF, Clock
from factpress.model.artifact import Artifact
from factpress.model.diagnostics import Diagnostic
from factpress.model.graph import Prose
from factpress.rendering.readback import facts
from factpress.rendering.verify import judge, tell, verify

if TYPE_CHECKING:
    from factpress.rendering.render import Hole, Render

Stat = tuple[int, ...]

CLAIMS = "claims/"
"""Where the pages of claims are."""

Made = tuple[Stamps, "Hole", bytes, tuple[str, ...]]
"""The record of a file: from what it was made, where its prose stands, `marshal` of its ids and links; and of a claim's
page the ids of what it shows that other pages show too."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of artifacts."""

    made: dict[str, tuple[Stat, Ref]] = field(default_factory=dict)
    """Every file, by path."""
    why: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of the files that were made now: the reasons."""
    links: dict[str, set[str]] = field(default_factory=dict)
    """Of the pages that were made now: their addresses within the site, by the pages' folder."""
    lost: dict[str, set[str]] = field(default_factory=dict)
    """Ids that pages had and have no more."""
    unset: set[str] = field(default_factory=set)
    """Pages that have prose and no single place for it."""
    drawn: int = 0
    """Views that were drawn up."""

    @property
    def bytes(self) -> int:
        """Return how many bytes were written."""
        return sum(self.made[path][0][0] for path in self.why)


@dataclass(frozen=True, slots=True)
class Maker:
    """What it takes to make files."""

    past: Past
    touched: frozenset[str]
    """Files of the site that are not as we left them."""
    stage: Stage
    records: Records
    bodies: Callable[[str], str | None]
    """Returns what was read of a page's prose in this build."""
    found: list[Diagnostic]
    """What is wrong with what was made; more is added to it."""
    clock: Clock = OFF
    plain: bool = False
    """Whether the templates are plainly written, so that pages can be read back the quick way."""
    changed: frozenset[str] | None = None
    """Claims that changed, if nothing but what is shown of them can have changed in the page of another claim."""

    def before(self, path: str) -> Made | None:
        """Return how a file was made the last time."""
        ref = self.past.known.made.get(path)
        found: Made | None = marshal.loads(self.records[ref]) if ref else None
        return found

    def reasons(self, path: str, now: Stamps, before: Made | None) -> tuple[str, ...]:
        """Return why a file must be made: names of fields that changed, or a word; nothing if it can stay."""
        if before is None:
            return ("new",)
        if self.past.stale:
            return (self.past.stale,)
        if path in self.touched:
            return ("touched" if (self.stage.site / path).is_file() else "missing",)
        then = dict(before[0])
        return tuple(name for name, value in now if then.get(name) != value)

    def stands(self, path: str, before: Made | None) -> bool:
        """Tell whether a file need not be looked at: the page of a claim that shows nothing of those that changed."""
        if self.changed is None or not before or path in self.touched or not path.startswith(CLAIMS):
            return False
        return path[len(CLAIMS) :].removesuffix(".html") not in self.changed and self.changed.isdisjoint(before[3])

    def keep(self, path: str, batch: Batch) -> None:
        """Let a file stay as it is."""
        batch.made[path] = self.past.made[path], self.past.known.made[path]

    def put(
        self,
        path: str,
        data: bytes,
        now: Stamps,
        hole: Hole,
        shown: tuple[str, ...],
        why: tuple[str, ...],
        before: Made | None,
        batch: Batch,
    ) -> None:
        """Write a file, read it back, and note what is to be known of it."""
        stat = self.clock("write", put)(self.stage, path, data)
        batch.why[path] = why
        said = b""
        if path.endswith(".html"):
            plain = self.plain and now[0][1].endswith(".html")
            found = self.clock("read back", facts)(data, plain)
            judge(path, found, lambda path: data.decode(), self.found.append)
            _add(batch.links, path, found.links)
            said = marshal.dumps((found.ids, found.links))
            if before and before[2] and (lost := set(marshal.loads(before[2])[0]) - set(found.ids)):
                batch.lost[path] = lost
        batch.made[path] = stat, self.records.add(marshal.dumps((now, hole, said, shown)))


def make(artifacts: Iterable[Artifact], maker: Maker, render: Render, done: Callable[[str, bool], None]) -> Batch:
    """Render and write the artifacts that the last build did not make alike.

    `done` is told each path, and whether there is a place in it from which its prose can be taken again.
    """
    batch = Batch()
    memo = Memo()
    views = 0
    clock = maker.clock
    drawn, stamped, rendered = clock("plan", _draw), clock("stamp", stamps), clock("render", render)
    for artifact in artifacts:
        before = maker.before(artifact.path)
        hole = before[1] if before else (0, 0)
        if maker.stands(artifact.path, before):
            maker.keep(artifact.path, batch)
            done(artifact.path, bool(hole[1]))
            continue
        view = drawn(artifact)
        views += 1
        memo.shown = set()
        now = stamped(artifact, view, memo)
        shown = tuple(sorted(memo.shown)) if artifact.path.startswith(CLAIMS) else ()
        if why := maker.reasons(artifact.path, now, before):
            if not (made := rendered(_with_prose(artifact, before, maker), view, maker.found.append)):
                done(artifact.path, False)
                continue
            data, hole = made
            maker.put(artifact.path, data, now, hole, shown, why, before, batch)
        else:
            maker.keep(artifact.path, batch)
        if artifact.prose.html != "" and not hole[1]:
            batch.unset.add(artifact.path)
        done(artifact.path, bool(hole[1]))
    return replace(batch, drawn=views)


def _draw(artifact: Artifact) -> Any:
    return artifact.view()


def _with_prose(artifact: Artifact, before: Made | None, maker: Maker) -> Artifact:
    """Return an artifact with its prose, taken from the page of the last build if nobody has read it since."""
    if artifact.prose.html is not None:
        return artifact
    html = maker.bodies(artifact.path)
    if html is None and before:
        start, size = before[1]
        html = (maker.stage.site / artifact.path).read_bytes()[start : start + size].decode()
    return replace(artifact, prose=replace(artifact.prose, html=html))


def set_in(bodies: dict[str, Prose], maker: Maker) -> Batch | None:
    """Set new bodies into the pages, by path, as they are; nothing if one of them has no place for it.

    Whatever else there is stays.
    """
    batch = Batch()
    for path, prose in bodies.items():
        before = maker.before(path)
        if not before or not before[1][1] or not prose.html:
            return None
        start, size = before[1]
        old, new = (maker.stage.site / path).read_bytes(), prose.html.encode()
        data = old[:start] + new + old[start + size :]
        now = tuple((name, prose.digest if name == "prose" else value) for name, value in before[0])
        maker.put(path, data, now, (start, len(new)), before[3], ("prose",), before, batch)
    for path in maker.past.made.keys() - batch.made.keys():
        maker.keep(path, batch)
    return batch


def join(batches: Iterable[Batch]) -> Batch:
    """Put the shares of all processes together, in the order of paths."""
    batches = tuple(batches)
    links: dict[str, set[str]] = {}
    for batch in batches:
        for folder, addresses in batch.links.items():
            links.setdefault(folder, set()).update(addresses)
    return Batch(
        dict(sorted((path, made) for batch in batches for path, made in batch.made.items())),
        dict(sorted((path, why) for batch in batches for path, why in batch.why.items())),
        links,
        {path: ids for batch in batches for path, ids in batch.lost.items()},
        {path for batch in batches for path in batch.unset},
        sum(batch.drawn for batch in batches),
    )


def complete(batch: Batch, maker: Maker, foreign: Iterable[str], base_path: str, content: Path) -> int:
    """Judge every link of what was made, and those that led to what is gone; return how many addresses that were.

    `content` is where bodies lie, to show what was written there.
    """
    files = batch.made.keys() | set(foreign)
    gone = (maker.past.made.keys() | set(maker.past.foreign)) - files
    links = {folder: set(addresses) for folder, addresses in batch.links.items()}
    if gone or batch.lost:
        for path, found in _said(batch, maker, lambda path: path not in batch.why):
            _add(links, path, found[1])

    @cache
    def ids(path: str) -> frozenset[str] | None:
        said = marshal.loads(maker.records[batch.made[path][1]])[2] if path in batch.made else b""
        return frozenset(marshal.loads(said)[0]) if said else None

    faults = list(verify(links, files, ids, base_path))
    if faults:
        read = _reader(batch, maker)
        by_folder: dict[str, list[tuple[str, str, str]]] = {}
        for folder, *fault in faults:
            by_folder.setdefault(folder, []).append((fault[0], fault[1], fault[2]))
        for path, found in _said(batch, maker, lambda path: path.rpartition("/")[0] in by_folder):
            for address, target, fragment in by_folder[path.rpartition("/")[0]]:
                if address in found[1]:
                    tell(path, address, target, fragment, read, maker.found.append, content, files)
    return sum(map(len, links.values()))


def _add(links: dict[str, set[str]], path: str, addresses: Iterable[str]) -> None:
    """Add to the links of a folder those of a page that lead to other files."""
    elsewhere = (address for address in addresses if address and address[0] not in "#?")
    links.setdefault(path.rpartition("/")[0], set()).update(elsewhere)


def _said(
    batch: Batch, maker: Maker, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Yield the ids and links of pages."""
    for path, (_, ref) in batch.made.items():
        if path.endswith(".html") and wanted(path):
            yield path, marshal.loads(marshal.loads(maker.records[ref])[2])


def _reader(batch: Batch, maker: Maker) -> Callable[[str], str]:
    """Return a function that reads a page of the site to come."""
    stage = maker.stage
    return lambda path: ((stage.fresh if path in batch.why else stage.site) / path).read_text("utf-8")
