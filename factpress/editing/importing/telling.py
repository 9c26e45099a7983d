"""Say what an import did to a transcript, and which claims it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from factpress.editing.importing.revising import Change, Revision
from factpress.editing.importing.shelf import Shelf
from factpress.editing.importing.speakers import Spoken
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Anchor
from factpress.text.words import many, shortened

SHOWN = 60
"""Letters of a passage by which its editor knows it again."""


@dataclass(frozen=True, slots=True)
class Before:
    """How things stood before an import."""

    have: Shelf
    path: str
    lang: str
    newer: bool
    """There was a version in this language."""
    same: bool
    """The file is the same to the byte."""
    title: str
    """Of the newer version, where it is another than that of the file."""


def told(before: Before, after: Shelf, revision: Revision, spoken: Spoken, report: Report) -> str:
    """Return what was done, for the editor; report what needs a decision."""
    lines = [_summary(before, after, revision)]
    if spoken.speakers:
        lines.append(f"  speakers: {', '.join(spoken.speakers)}")
    if spoken.doubtful:
        lines.append(f"  left in the words, as each comes once: {', '.join(f'{name}:' for name in spoken.doubtful)}")
    script = after.scripts[before.lang]
    if script.edition.original != "true":
        spine = next(one for one in after.scripts.values() if one.edition.original == "true")
        missing = [one.id for one in spine.paragraphs if one.id not in {p.id for p in revision.paragraphs}]
        lines += [f"  nothing here for: {', '.join(missing)}"] * bool(missing)
    if before.title:
        lines.append(f"  left out, as the title: {before.title}; if it is a heading, put the title above it")
    if before.newer:
        lines += _changes(before, after, revision, report)
    return "".join(line + "\n" for line in lines)


def _summary(before: Before, after: Shelf, revision: Revision) -> str:
    said = [one for one in revision.paragraphs if not one.heading]
    sections = len(revision.paragraphs) - len(said)
    counted = many(len(said), "passage") + (f" in {many(sections, 'section')}" if sections else "")
    path = f"{before.have.content}/{before.path}"
    if before.same:
        return f"{path}: nothing changed; {counted}"
    script = after.scripts[before.lang]
    role = "the original" if script.edition.original == "true" else "a rendering"
    if not before.newer:
        return f"{path}: written as {role}; {counted}"
    kinds = Counter(str(change.kind) for change in revision.changes if not change.paragraph.heading)
    became = ", ".join(f"{kinds[kind]} {kind}" for kind in ORDER if kinds[kind])
    return f"{path}: written; {counted}: {became}"


ORDER = ("the same", "changed", "moved", "new", "lost", "kept")


def _changes(before: Before, after: Shelf, revision: Revision, report: Report) -> Iterator[str]:
    old: list[Diagnostic] = []
    new: list[Diagnostic] = []
    was, now = before.have.anchored(old.append), after.anchored(new.append)
    quoting: dict[str, list[str]] = {}
    for anchor in (a for anchors in (was, now) for claim in anchors.values() for a in claim):
        if anchor.transcript == before.have.talk and anchor.lang == before.lang:
            names = quoting.setdefault(anchor.passage, [])
            names += [anchor.claim] if anchor.claim not in names else []
    for change in revision.changes:
        if change.kind != "the same":
            yield _line(change, quoting.get(change.paragraph.id, []))
    yield from _wandered(before, was, now)
    for path in before.have.unread:
        yield f"  not compared: content/{path} cannot be read; run check"
    lines = {one.id: one.where.line for one in after.scripts[before.lang].paragraphs}
    for change in revision.changes:
        if change.kind == "kept":
            report(_kept(change, Location("content/" + before.path, lines[change.paragraph.id]), before.have))
    known = {(one.code, one.where, one.message) for one in old}
    for diagnostic in new:
        if (diagnostic.code, diagnostic.where, diagnostic.message) not in known:
            report(diagnostic)


def _line(change: Change, quoted: list[str]) -> str:
    one = change.paragraph
    what = change.kind if not one.heading else f"{change.kind}, a heading"
    words = shortened(change.said or one.words, SHOWN)
    share = f", {change.score:.0f}% the same" if change.kind in ("changed", "moved") and 0 < change.score < 100 else ""
    share = share or (", told by its place only" if change.kind == "changed" and not change.score else "")
    share += f", now said by {one.speaker or 'nobody named'}" if change.other_voice else ""
    place = f", now after {change.after}" if change.kind == "moved" and change.after else ""
    place = place or (", now first" if change.kind == "moved" else "")
    by = f"; quoted by {', '.join(quoted)}" if quoted else ""
    return f"  {one.id} {what}{share}{place}{by}: {words}"


def _wandered(before: Before, was: dict[str, tuple[Anchor, ...]], now: dict[str, tuple[Anchor, ...]]) -> Iterator[str]:
    """Yield the quotes that stand in another passage than they did."""
    for claim, anchors in was.items():
        places = {(a.quote, a.transcript, a.lang): a.passage for a in now[claim]}
        for a in anchors:
            place = places.get((a.quote, a.transcript, a.lang), a.passage)
            if place != a.passage:
                yield f"  quote no. {a.quote + 1} of {claim} ({a.lang}) stands in {place} now, and not in {a.passage}"


def _kept(change: Change, where: Location, have: Shelf) -> Diagnostic:
    one = change.paragraph
    if one.heading:
        help = f"take the heading {one.id} out in every language, or leave it"
        return Diagnostic("FP705", where, f"the section {one.id} is not in the newer version", help)
    page = f"transcripts/{have.talk}.html#"
    help = f"say why in 'reason=\"…\"'; or delete the passage and write '{page}{one.id} -> {page}…' in permalinks.txt"
    why = "its address was published" if one.id in have.standing else "a link or another language has it"
    return Diagnostic("FP705", where, f"{one.id} is not in the newer version, and stays without words: {why}", help)
