"""Tell the editor what an import changed in a transcript, and which claims are affected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from factpress.editing.importing.existing import Existing
from factpress.editing.importing.speakers import Attribution
from factpress.editing.importing.versions import Change, Revision
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Anchor, Script
from factpress.text.words import many, shortened

SHOWN = 60
"""How many letters of a passage are printed."""

KINDS = ("the same", "changed", "moved", "new", "lost", "kept")
"""The order in which kinds of changes are counted."""


class Before(msgspec.Struct, frozen=True):
    """The content before an import, and how the imported file relates to it."""

    existing: Existing
    path: str
    lang: str
    is_update: bool
    """The content had a version in this language."""
    unchanged: bool
    """The new file equals the old one byte for byte."""
    dropped_title: str
    """The title of the imported file, if it differs from that of the old version."""


def summarise(before: Before, after: Existing, revision: Revision, attribution: Attribution, report: Report) -> str:
    """Return what was done. Report what the editor has to decide."""
    lines = [_counts(before, after, revision)]
    if attribution.speakers:
        lines.append(f"  speakers: {', '.join(attribution.speakers)}")
    if attribution.uncertain:
        names = ", ".join(f"{name}:" for name in attribution.uncertain)
        lines.append(f"  left in the words, as each comes once: {names}")
    script = after.scripts[before.lang]
    if script.edition.original != "true":
        original = next(one for one in after.scripts.values() if one.edition.original == "true")
        missing = [one.id for one in original.paragraphs if one.id not in {p.id for p in revision.paragraphs}]
        lines += [f"  nothing here for: {', '.join(missing)}"] * bool(missing)
    if before.dropped_title:
        lines.append(f"  left out, as the title: {before.dropped_title}; if it is a heading, put the title above it")
    if before.is_update:
        lines += _changes(before, after, revision, report)
    return "".join(line + "\n" for line in lines)


def _counts(before: Before, after: Existing, revision: Revision) -> str:
    passages = [one for one in revision.paragraphs if not one.heading]
    sections = len(revision.paragraphs) - len(passages)
    counted = many(len(passages), "passage") + (f" in {many(sections, 'section')}" if sections else "")
    path = f"{before.existing.content}/{before.path}"
    if before.unchanged:
        return f"{path}: nothing changed; {counted}"
    script = after.scripts[before.lang]
    role = "the original" if script.edition.original == "true" else "a rendering"
    if not before.is_update:
        return f"{path}: written as {role}; {counted}"
    kinds = Counter(str(change.kind) for change in revision.changes if not change.paragraph.heading)
    changes = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind])
    return f"{path}: written; {counted}: {changes}"


def _changes(before: Before, after: Existing, revision: Revision, report: Report) -> Iterator[str]:
    """Yield a line for each change. Report passages without words, and faults that the import caused."""
    old_faults: list[Diagnostic] = []
    new_faults: list[Diagnostic] = []
    old, new = before.existing.anchored(old_faults.append), after.anchored(new_faults.append)
    quoting = _claims_by_passage(before, old, new)
    for change in revision.changes:
        if change.kind != "the same":
            yield _line(change, quoting.get(change.paragraph.id, []))
    yield from _moved_quotes(old, new)
    for path in before.existing.unreadable:
        yield f"  not compared: content/{path} cannot be read; run check"
    _report_kept(before, after.scripts[before.lang], revision, report)
    known = {(one.code, one.where, one.message) for one in old_faults}
    for diagnostic in new_faults:
        if (diagnostic.code, diagnostic.where, diagnostic.message) not in known:
            report(diagnostic)


def _claims_by_passage(before: Before, *sides: dict[str, tuple[Anchor, ...]]) -> dict[str, list[str]]:
    """Return the claims that quote each passage of the imported language, before or after the import."""
    found: dict[str, list[str]] = {}
    for anchor in (a for anchors in sides for claim in anchors.values() for a in claim):
        if anchor.transcript == before.existing.id and anchor.lang == before.lang:
            claims = found.setdefault(anchor.passage, [])
            claims += [anchor.claim] if anchor.claim not in claims else []
    return found


def _line(change: Change, quoting: list[str]) -> str:
    one = change.paragraph
    kind = change.kind if not one.heading else f"{change.kind}, a heading"
    score = f", {change.score:.0f}% the same" if change.kind in ("changed", "moved") and 0 < change.score < 100 else ""
    score = score or (", told by its place only" if change.kind == "changed" and not change.score else "")
    speaker = f", now said by {one.speaker or 'nobody named'}" if change.other_speaker else ""
    place = f", now after {change.after}" if change.kind == "moved" and change.after else ""
    place = place or (", now first" if change.kind == "moved" else "")
    claims = f"; quoted by {', '.join(quoting)}" if quoting else ""
    return f"  {one.id} {kind}{score}{speaker}{place}{claims}: {shortened(change.words or one.words, SHOWN)}"


def _moved_quotes(old: dict[str, tuple[Anchor, ...]], new: dict[str, tuple[Anchor, ...]]) -> Iterator[str]:
    """Yield a line for each quote that is in another passage now."""
    for claim, anchors in old.items():
        passages = {(a.quote, a.transcript, a.lang): a.passage for a in new[claim]}
        for a in anchors:
            passage = passages.get((a.quote, a.transcript, a.lang), a.passage)
            if passage != a.passage:
                yield f"  quote no. {a.quote + 1} of {claim} ({a.lang}) stands in {passage} now, and not in {a.passage}"


def _report_kept(before: Before, script: Script, revision: Revision, report: Report) -> None:
    """Report the passages and headings that stay without words."""
    lines = {one.id: one.where.line for one in script.paragraphs}
    for change in revision.changes:
        if change.kind == "kept":
            report(_kept(change, Location("content/" + before.path, lines[change.paragraph.id]), before.existing))


def _kept(change: Change, where: Location, existing: Existing) -> Diagnostic:
    one = change.paragraph
    if one.heading:
        help = f"take the heading {one.id} out in every language, or leave it"
        return Diagnostic("FP705", where, f"the section {one.id} is not in the newer version", help)
    page = f"transcripts/{existing.id}.html#"
    help = f"say why in 'reason=\"…\"'; or delete the passage and write '{page}{one.id} -> {page}…' in permalinks.txt"
    why = "its address was published" if one.id in existing.not_redirected else "a link or another language has it"
    return Diagnostic("FP705", where, f"{one.id} is not in the newer version, and stays without words: {why}", help)
