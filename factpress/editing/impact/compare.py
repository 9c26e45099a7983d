"""Compare what the content says with what another revision of it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from factpress.editing.impact.pages import Differences, SiteText, differences, read_site, renumbered
from factpress.editing.impact.revision import checkout
from factpress.editing.loading import load_graph
from factpress.meaning.rules.ledger import addresses
from factpress.model.diagnostics import Diagnostic, has_errors, ordered
from factpress.model.graph import Claim, Graph
from factpress.model.options import Options
from factpress.pipeline import build
from factpress.reading.locations import located


class VerdictChange(msgspec.Struct, frozen=True):
    """A claim whose verdict changed."""

    id: str
    title: str
    before: str
    now: str
    corrected: bool
    """The last of the claim's corrections leads to the new verdict."""


class Coverage(msgspec.Struct, frozen=True):
    """How much of the transcripts is checked."""

    claims: int
    passages: int
    checked: int
    sources: int


class Impact(msgspec.Struct, frozen=True):
    """What readers will see differently. Lists are sorted. Addresses are those of pages."""

    base: str
    errors_before: int
    """The errors of the other revision by today's rules. What cannot be read there is in no list."""
    errors_now: int
    before: Coverage
    now: Coverage
    verdicts: tuple[VerdictChange, ...]
    claims_added: tuple[str, ...]
    claims_gone: tuple[str, ...]
    claims_withdrawn: tuple[str, ...]
    claims_renamed: tuple[tuple[str, str], ...]
    """The old and new id of claims whose old address redirects to a new claim."""
    passages_added: tuple[str, ...]
    passages_gone: tuple[str, ...]
    sources_added: tuple[str, ...]
    sources_gone: tuple[str, ...]
    addresses_added: tuple[str, ...]
    addresses_gone: tuple[str, ...]
    """Addresses that have neither a page nor a redirect now."""
    pages_changed: tuple[str, ...] | None
    """Pages of both sites whose text or links differ. None if one content has errors."""
    pages_renumbered: tuple[str, ...] | None
    """Other claim pages on which only numbers of claims differ."""
    surroundings_changed: bool | None
    """Whether the text around every page differs: title, navigation, licence."""
    titles: dict[str, str]
    """By id, of the claims of both revisions."""


class Side(msgspec.Struct, frozen=True):
    """One of the two contents that are compared."""

    graph: Graph
    found: tuple[Diagnostic, ...]
    site: SiteText | None
    """None if the content has errors."""


def compare(options: Options, base: str) -> tuple[Impact, tuple[Diagnostic, ...]]:
    """Compare the content with that of a revision. Also return the diagnostics of the change.

    Both contents are built with the templates and rules of today. Raises NoRevisionError, and OSError.
    """
    with TemporaryDirectory(prefix="factpress-") as folder:
        old_options = options._replace(content=Path(folder) / "content")
        checkout(options.content, base, old_options.content)
        old = _read_and_build(old_options, Path(folder) / "before")
        new = _read_and_build(options, Path(folder) / "now")
    shown = differences(old.site, new.site) if old.site and new.site else None
    faults = [*new.found, *located(_uncorrected(old.graph, new.graph), options.content)]
    return _impact(base, old, new, shown), ordered(faults)


def _read_and_build(options: Options, folder: Path) -> Side:
    graph, found = load_graph(options)
    if has_errors(found):
        return Side(graph, found, None)
    result = build(options._replace(output=folder / "site"))
    return Side(graph, result.found, None if result.made is None else read_site(folder / "site"))


def _impact(base: str, old: Side, new: Side, shown: Differences | None) -> Impact:
    before, now = old.graph, new.graph
    numbers_only = renumbered(shown.pages, before, now) if shown else ()
    renames = _renames(before, now)
    claims_before, claims_now = ({claim.id: claim for claim in graph.claims} for graph in (before, now))
    withdrawn = {claim.id for claim in now.withdrawn} & claims_before.keys()
    addresses_before, addresses_now = set(addresses(before)), set(addresses(now))
    redirects = {old: new for old, new, _ in now.publishing.ledger if new}
    lost = {one for one in addresses_before - addresses_now if redirects.get(one) not in addresses_now}
    return Impact(
        base=base,
        errors_before=_count_errors(old.found),
        errors_now=_count_errors(new.found),
        before=_coverage(before),
        now=_coverage(now),
        verdicts=tuple(_verdict_changes(before, now)),
        claims_added=_readable(claims_now.keys() - claims_before.keys() - set(renames.values()), "claims", before),
        claims_gone=_readable(claims_before.keys() - claims_now.keys() - withdrawn - set(renames), "claims", now),
        claims_withdrawn=_sorted(withdrawn),
        claims_renamed=tuple(sorted(renames.items())),
        passages_added=_readable(_passages(now) - _passages(before), "transcripts", before),
        passages_gone=_readable(_passages(before) - _passages(now), "transcripts", now),
        sources_added=_readable(now.sources.keys() - before.sources.keys(), "sources", before),
        sources_gone=_readable(before.sources.keys() - now.sources.keys(), "sources", now),
        addresses_added=_readable(addresses_now - addresses_before, "", before),
        addresses_gone=_readable(lost, "", now),
        pages_changed=tuple(page for page in shown.pages if page not in numbers_only) if shown else None,
        pages_renumbered=tuple(numbers_only) if shown else None,
        surroundings_changed=shown.frame if shown else None,
        titles={claim.id: claim.title for graph in (before, now) for _, claim in sorted(graph.by_id.items())},
    )


def _count_errors(found: Iterable[Diagnostic]) -> int:
    return sum(diagnostic.severity == "error" for diagnostic in found)


def _coverage(graph: Graph) -> Coverage:
    return Coverage(len(graph.claims), len(graph.passages), len(graph.by_passage), len(graph.sources))


def _passages(graph: Graph) -> set[str]:
    return {f"{transcript}#{passage}" for transcript, passage in graph.passages}


def _readable(names: Iterable[str], kind: str, other: Graph) -> tuple[str, ...]:
    """Return names that one side lacks, sorted, without those whose file cannot be read on that side.

    Without a kind, the names are addresses.
    """
    return _sorted(name for name in names if not other.publishing.is_unread(*_file_of(name, kind)))


def _file_of(name: str, kind: str) -> tuple[str, str]:
    file = name.partition("#")[0]
    if kind:
        return kind, file
    folder, _, page = file.removesuffix(".html").rpartition("/")
    return folder or "pages", page


def _renames(before: Graph, now: Graph) -> dict[str, str]:
    """Return the new id of each claim whose address redirects to a claim that is new."""
    redirects = [(_file_of(old, ""), _file_of(new, "")) for old, new, _ in now.publishing.ledger if new]
    gone, added = before.by_id.keys() - now.by_id.keys(), now.by_id.keys() - before.by_id.keys()
    return {old: new for (a, old), (b, new) in redirects if a == b == "claims" and old in gone and new in added}


def _pairs(before: Graph, now: Graph) -> Iterator[tuple[Claim, Claim]]:
    """Yield each claim that was published, and what it is now, also under another id."""
    renames = _renames(before, now)
    for old in (*before.claims, *before.withdrawn):
        claim = now.by_id.get(renames.get(old.id, old.id))
        if claim and claim.status != "draft" != old.status:
            yield old, claim


def _changed_pairs(before: Graph, now: Graph) -> Iterator[tuple[Claim, Claim]]:
    """Yield the claims whose verdict changed, if the scale has both verdicts."""
    for old, claim in sorted(_pairs(before, now), key=lambda pair: pair[1].id):
        if old.verdict != claim.verdict and old.verdict in before.verdicts and claim.verdict in now.verdicts:
            yield old, claim


def _verdict_changes(before: Graph, now: Graph) -> Iterator[VerdictChange]:
    for old, claim in _changed_pairs(before, now):
        labels = before.verdicts[old.verdict].label, now.verdicts[claim.verdict].label
        yield VerdictChange(claim.id, claim.title, *labels, _is_corrected(old, claim))


def _is_corrected(old: Claim, claim: Claim) -> bool:
    """Tell whether the new corrections lead from the old verdict to the new one."""
    added = sorted((c for c in claim.corrections if c not in old.corrections), key=lambda c: c.date)
    return bool(added) and (added[0].from_, added[-1].to) == (old.verdict, claim.verdict)


def _uncorrected(before: Graph, now: Graph) -> Iterator[Diagnostic]:
    for old, claim in _changed_pairs(before, now):
        if not _is_corrected(old, claim):
            message = f"the published verdict changes from '{old.verdict}' to '{claim.verdict}' without a correction"
            help = f"add to 'corrections:' an entry with date, 'from: {old.verdict}', 'to: {claim.verdict}' and why"
            yield Diagnostic("FP519", claim.location("verdict"), message, help)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in order, with numbers in them compared as numbers."""
    return tuple(sorted(names, key=lambda name: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]))
