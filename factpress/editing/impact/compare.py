"""Compare what the content says with what it said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from factpress.building.crew import Crew
from factpress.building.files import survey
from factpress.editing.impact.pages import Pages, differences, renumbered
from factpress.editing.impact.revision import unpack
from factpress.meaning.rules.ledger import addresses
from factpress.model.diagnostics import Diagnostic, has_errors, ordered
from factpress.model.graph import Claim, Graph
from factpress.model.options import Options
from factpress.pipeline import build, understand
from factpress.reading.locations import located


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim whose verdict changed."""

    id: str
    title: str
    before: str
    now: str
    corrected: bool
    """The claim's corrections end with this step."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the talks is checked."""

    claims: int
    passages: int
    checked: int
    sources: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What readers will see differently. Lists are sorted; addresses are those of pages."""

    base: str
    errors_before: int
    """How many errors the other side has by today's rules: what cannot be read there is in no list."""
    errors_now: int
    before: Coverage
    now: Coverage
    verdicts: tuple[Verdict, ...]
    claims_added: tuple[str, ...]
    claims_gone: tuple[str, ...]
    claims_withdrawn: tuple[str, ...]
    claims_renamed: tuple[tuple[str, str], ...]
    """Old and new id of claims whose address leads to another that was not there before."""
    passages_added: tuple[str, ...]
    passages_gone: tuple[str, ...]
    sources_added: tuple[str, ...]
    sources_gone: tuple[str, ...]
    addresses_added: tuple[str, ...]
    addresses_gone: tuple[str, ...]
    """Addresses that lead nowhere now, redirects counted."""
    pages_changed: tuple[str, ...] | None
    """Pages on both sides whose words or links differ; none if one side has errors."""
    pages_renumbered: tuple[str, ...] | None
    """Pages of claims, not among those, that differ by the numbers of claims only, since these follow the talk."""
    surroundings_changed: bool | None
    """Whether what stands around every page differs: title, navigation, licence."""
    titles: dict[str, str]
    """Of claims on either side."""


def of(options: Options, base: str) -> tuple[Impact, tuple[Diagnostic, ...]]:
    """Compare the content with that of a revision; also return what is wrong with the change.

    Both sides are built with the templates and rules of today. Raises NoRevisionError, and OSError.
    """
    with TemporaryDirectory(prefix="factpress-") as folder:
        then = options._replace(content=Path(folder) / "content")
        unpack(options.content, base, then.content)
        before, wrong = _read(then)
        now, found = _read(options)
        wrong, there = (wrong, None) if has_errors(wrong) else _built(then, Path(folder) / "before")
        found, here = (found, None) if has_errors(found) else _built(options, Path(folder) / "now")
    pages = differences(there, here) if there and here else None
    shifted = renumbered(pages.text, before, now) if pages else ()
    renames = _renames(before, now)
    claims_before, claims_now = ({claim.id: claim for claim in graph.claims} for graph in (before, now))
    withdrawn = {claim.id for claim in now.withdrawn} & claims_before.keys()
    old, new = set(addresses(before)), set(addresses(now))
    moved = {old: new for old, new, _ in now.publishing.ledger if new}
    impact = Impact(
        base=base,
        errors_before=_errors(wrong),
        errors_now=_errors(found),
        before=_coverage(before),
        now=_coverage(now),
        verdicts=tuple(_verdicts(before, now)),
        claims_added=_but_unread(claims_now.keys() - claims_before.keys() - set(renames.values()), "claims", before),
        claims_gone=_but_unread(claims_before.keys() - claims_now.keys() - withdrawn - set(renames), "claims", now),
        claims_withdrawn=_sorted(withdrawn),
        claims_renamed=tuple(sorted(renames.items())),
        passages_added=_but_unread(_named(now) - _named(before), "transcripts", before),
        passages_gone=_but_unread(_named(before) - _named(now), "transcripts", now),
        sources_added=_but_unread(now.sources.keys() - before.sources.keys(), "sources", before),
        sources_gone=_but_unread(before.sources.keys() - now.sources.keys(), "sources", now),
        addresses_added=_but_unread(new - old, "", before),
        addresses_gone=_but_unread({address for address in old - new if moved.get(address) not in new}, "", now),
        pages_changed=tuple(page for page in pages.text if page not in shifted) if pages else None,
        pages_renumbered=tuple(shifted) if pages else None,
        surroundings_changed=pages.around if pages else None,
        titles={claim.id: claim.title for graph in (before, now) for _, claim in sorted(graph.by_id.items())},
    )
    faults = [*found, *located(_uncorrected(before, now), options.content)]
    return impact, ordered(faults)


def _read(options: Options) -> tuple[Graph, tuple[Diagnostic, ...]]:
    found: list[Diagnostic] = []
    graph = understand(options, survey(options.content), {}, None, Crew(), found).graph
    return graph, tuple(located(found, options.content))


def _built(options: Options, folder: Path) -> tuple[tuple[Diagnostic, ...], Pages | None]:
    """Build one side; return what is wrong with it, and its pages if they could be made."""
    built = build(options._replace(output=folder / "site"))
    return built.found, None if built.made is None else Pages.read(folder / "site")


def _errors(found: Iterable[Diagnostic]) -> int:
    return sum(diagnostic.severity == "error" for diagnostic in found)


def _coverage(graph: Graph) -> Coverage:
    return Coverage(len(graph.claims), len(graph.passages), len(graph.by_passage), len(graph.sources))


def _named(graph: Graph) -> set[str]:
    return {f"{talk}#{passage}" for talk, passage in graph.passages}


def _but_unread(names: Iterable[str], kind: str, there: Graph) -> tuple[str, ...]:
    """Return names that are missing on a side, sorted, but for those whose file could not be read there.

    Without a kind they are addresses.
    """
    return _sorted(name for name in names if not there.publishing.is_unread(*_file_of(name, kind)))


def _file_of(name: str, kind: str) -> tuple[str, str]:
    file = name.partition("#")[0]
    if kind:
        return kind, file
    folder, _, page = file.removesuffix(".html").rpartition("/")
    return folder or "pages", page


def _renames(before: Graph, now: Graph) -> dict[str, str]:
    """Return the new id of each claim whose address leads to that of a claim that was not there before."""
    moved = [(_file_of(old, ""), _file_of(new, "")) for old, new, _ in now.publishing.ledger if new]
    gone, added = before.by_id.keys() - now.by_id.keys(), now.by_id.keys() - before.by_id.keys()
    return {old: new for (a, old), (b, new) in moved if a == b == "claims" and old in gone and new in added}


def _pairs(before: Graph, now: Graph) -> Iterator[tuple[Claim, Claim]]:
    """Yield each claim that readers saw beside what it is now, whatever its name."""
    renames = _renames(before, now)
    for old in (*before.claims, *before.withdrawn):
        claim = now.by_id.get(renames.get(old.id, old.id))
        if claim and claim.status != "draft" != old.status:
            yield old, claim


def _changes(before: Graph, now: Graph) -> Iterator[tuple[Claim, Claim]]:
    """Yield the claims whose verdict is another, both being on the scale."""
    for old, claim in sorted(_pairs(before, now), key=lambda pair: pair[1].id):
        if old.verdict != claim.verdict and old.verdict in before.verdicts and claim.verdict in now.verdicts:
            yield old, claim


def _verdicts(before: Graph, now: Graph) -> Iterator[Verdict]:
    for old, claim in _changes(before, now):
        labels = before.verdicts[old.verdict].label, now.verdicts[claim.verdict].label
        yield Verdict(claim.id, claim.title, *labels, _is_corrected(old, claim))


def _is_corrected(old: Claim, claim: Claim) -> bool:
    """Tell whether the corrections added since lead from the old verdict to the new one."""
    added = sorted((c for c in claim.corrections if c not in old.corrections), key=lambda c: c.date)
    return bool(added) and (added[0].from_, added[-1].to) == (old.verdict, claim.verdict)


def _uncorrected(before: Graph, now: Graph) -> Iterator[Diagnostic]:
    for old, claim in _changes(before, now):
        if not _is_corrected(old, claim):
            message = f"the published verdict changes from '{old.verdict}' to '{claim.verdict}' without a correction"
            help = f"add to 'corrections:' an entry with date, 'from: {old.verdict}', 'to: {claim.verdict}' and why"
            yield Diagnostic("FP519", claim.location("verdict"), message, help)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]))
