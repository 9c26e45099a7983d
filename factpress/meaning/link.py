"""Resolve every reference, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from factpress.meaning.anchor import Anchored
from factpress.model.content import UNDECIDED
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Anchor, Claim, Edition, Graph, Names, Prose, Publishing
from factpress.text.todo import is_todo
from factpress.text.words import did_you_mean, nearest


def link(publishing: Publishing, anchored: Sequence[Anchored], drafts: bool, report: Report) -> Graph:
    """Join claims, passages, topics and sources; report references to what does not exist.

    Drafts are judged like the rest, and left out of the graph unless asked for.
    """
    anchors = {id: found for one in anchored for id, found in one.anchors.items()}
    passages = {(t.id, p.id): p for t in publishing.transcripts for s in t.sections for p in s.passages}

    def order(claim: Claim) -> tuple[str, int, int, str]:
        places = (
            (passages[a.transcript, a.passage].number, a.start)
            for a in anchors[claim.id]
            if a.transcript == claim.transcript
        )
        return claim.transcript, *min(places, default=(0, 0)), claim.id

    seen = [claim for claim in publishing.claims if claim.status != "draft" or drafts]
    listed = tuple(sorted((claim for claim in seen if claim.status != "withdrawn"), key=order))
    graph = Graph(
        publishing=publishing,
        claims=listed,
        by_id={claim.id: claim for claim in seen},
        withdrawn=tuple(claim for claim in seen if claim.status == "withdrawn"),
        anchors=anchors,
        hidden=frozenset(claim.id for claim in publishing.claims if claim.status == "draft" and not drafts),
        numbers={claim.id: n for n, claim in enumerate(listed, 1)},
        by_passage=_by_passage(listed, anchors),
        by_topic=_inverse(listed, lambda claim: claim.topics),
        by_source=_inverse(listed, lambda claim: (row.source for row in claim.evidence)),
        dependents=_inverse(listed, lambda claim: claim.depends_on),
        verdicts={verdict.id: verdict for verdict in publishing.verdicts}
        | {claim.verdict: UNDECIDED for claim in listed if is_todo(claim.verdict)},
        topics={topic.id: topic for topic in publishing.topics},
        sources={source.id: source for source in publishing.sources},
        transcripts={talk.id: talk for talk in publishing.transcripts},
        passages=passages,
    )
    for diagnostic in _of_quotes(anchored, graph):
        report(diagnostic)
    _references(graph, report)
    _circles(publishing.claims, report)
    return graph


def _of_quotes(anchored: Sequence[Anchored], graph: Graph) -> Iterator[Diagnostic]:
    """Yield what was found in quotes; how a quote is cut is told of listed claims only."""
    for one in anchored:
        yield from one.found
        yield from (diagnostic for id, cut in one.cut.items() if id in graph.numbers for diagnostic in cut)


def _by_passage(
    claims: Iterable[Claim], anchors: Mapping[str, tuple[Anchor, ...]]
) -> dict[tuple[str, str], tuple[Anchor, ...]]:
    found: dict[tuple[str, str], list[Anchor]] = {}
    for claim in claims:
        for anchor in anchors[claim.id]:
            found.setdefault((anchor.transcript, anchor.passage), []).append(anchor)
    return {key: tuple(value) for key, value in found.items()}


def _inverse(claims: Iterable[Claim], targets: Callable[[Claim], Iterable[str]]) -> dict[str, tuple[Claim, ...]]:
    found: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        for target in targets(claim):
            found.setdefault(target, {})[claim.id] = claim
    return {target: tuple(claims.values()) for target, claims in found.items()}


def names(graph: Graph) -> Names:
    """Return every name that a body can refer to."""
    passages: dict[str, list[str]] = {talk: [] for talk in graph.transcripts}
    for talk, passage in graph.passages:
        passages[talk].append(passage)
    return Names(
        claims=frozenset(graph.anchors),
        hidden=graph.hidden,
        sources=frozenset(graph.sources),
        passages={talk: frozenset(ids) for talk, ids in passages.items()},
        unread=graph.publishing.unread,
    )


def _references(graph: Graph, report: Report) -> None:
    publishing, known = graph.publishing, names(graph)
    for claim in publishing.claims:
        _claim(claim, graph, known, report)
        _body(publishing.bodies[claim.id], claim, known, report)
    for page in publishing.pages:
        _mentions(page.prose, publishing.site.front_transcript, known, False, report)
    for edition in (edition for talk in publishing.transcripts for edition in talk.editions):
        _follow_ups(edition, known, report)


def _body(prose: Prose, claim: Claim, known: Names, report: Report) -> None:
    """Report what a claim's body refers to and is not there, or cites and is not in the evidence."""
    _mentions(prose, claim.transcript, known, claim.id in known.hidden, report)
    cited = {row.source for row in claim.evidence}
    if not known.sources.issuperset(cited):
        return  # told already; the one cited may be the one misspelt
    for mention in prose.mentions:
        if mention.kind == "cite" and mention.target in known.sources and mention.target not in cited:
            help = f"add 'source: {mention.target}' to the evidence, or link: [words](source:{mention.target})"
            message = f"'{mention.target}' is cited, but is no evidence of this claim"
            report(Diagnostic("FP408", Location(prose.path, mention.line, mention.column), message, help))


def _claim(claim: Claim, graph: Graph, known_names: Names, report: Report) -> None:
    def unknown(code: str, path: tuple[str | int, ...], kind: str, name: str, known: Iterable[str]) -> None:
        if name and name not in known and not graph.publishing.is_unread(kind, name):
            message = f"no {kind.removesuffix('s')} '{name}'"
            report(Diagnostic(code, claim.location(*path), message, _which(kind, name, known)))

    if not is_todo(claim.verdict):
        unknown("FP203", ("verdict",), "verdicts", claim.verdict, graph.verdicts)
    for n, topic in enumerate(claim.topics):
        unknown("FP405", ("topics", n), "topics", topic, graph.topics)
    for n, row in enumerate(claim.evidence):
        unknown("FP401", ("evidence", n, "source"), "sources", row.source, graph.sources)
    for n, calculation in enumerate(claim.calculations):
        for name, value in calculation.inputs.items():
            unknown("FP401", ("calculations", n, "inputs", name, "source"), "sources", value.source, graph.sources)
    for n, correction in enumerate(claim.corrections):
        unknown("FP203", ("corrections", n, "from"), "verdicts", correction.from_, graph.verdicts)
        unknown("FP203", ("corrections", n, "to"), "verdicts", correction.to, graph.verdicts)
    for n, other in enumerate(claim.depends_on):
        _to_claim(other, claim.location("depends_on", n), known_names, claim.id in graph.hidden, report)


def _follow_ups(edition: Edition, known: Names, report: Report) -> None:
    for id, later in edition.follow_ups.items():
        _to_source(id, edition.location("follow_ups", id, "?"), known, report)
        for n, other in enumerate(later):
            _to_source(other, edition.location("follow_ups", id, n), known, report)


def _which(kind: str, name: str, known: Iterable[str]) -> str:
    """Return the help line for an unknown name; the scale is shown whole, as a near word may mean the opposite."""
    if kind == "sources" and not nearest(name, known):
        return "correct the id, or enter the source first: build.py new source URL"
    help = did_you_mean(name, known)
    return f"{help} The scale: {', '.join(known)}" if kind == "verdicts" and help.endswith("?") else help


def _to_claim(target: str, where: Location, known: Names, from_draft: bool, report: Report) -> None:
    if target in known.hidden and not from_draft:
        help = "publish it first, or leave the reference out"
        report(Diagnostic("FP402", where, f"claim '{target}' is a draft", help))
    elif target and target not in known.claims and not known.is_unread("claims", target):
        report(Diagnostic("FP402", where, f"no claim '{target}'", did_you_mean(target, known.claims)))


def _to_source(target: str, where: Location, known: Names, report: Report) -> None:
    if target and target not in known.sources and not known.is_unread("sources", target):
        report(Diagnostic("FP401", where, f"no source '{target}'", _which("sources", target, known.sources)))


def _mentions(prose: Prose, transcript: str, known: Names, from_draft: bool, report: Report) -> None:
    for mention in prose.mentions:
        target = mention.target
        if mention.kind in ("cite", "source") and target in known.sources:
            continue  # most are
        where = Location(prose.path, mention.line, mention.column)
        if mention.kind == "claim":
            _to_claim(target, where, known, from_draft, report)
        elif mention.kind == "passage":
            talk, _, passage = target.rpartition("/")
            if talk or transcript in known.passages:  # otherwise told where the transcript is named
                _to_passage(talk or transcript, passage, where, known, report)
        else:
            _to_source(target, where, known, report)


def _to_passage(talk: str, passage: str, where: Location, known: Names, report: Report) -> None:
    if talk not in known.passages:
        if talk and not known.is_unread("transcripts", talk):
            report(Diagnostic("FP404", where, f"no transcript '{talk}'", did_you_mean(talk, known.passages)))
    elif passage not in known.passages[talk] and not known.is_unread("transcripts", talk):
        help = did_you_mean(passage, known.passages[talk])
        report(Diagnostic("FP403", where, f"'{talk}' has no passage '{passage}'", help))


def _circles(claims: Iterable[Claim], report: Report) -> None:
    """Report claims whose verdicts rest on each other."""
    by_id = {claim.id: claim for claim in claims}
    done: set[str] = set()
    for start in by_id:
        trail: list[tuple[str, int]] = [(start, 0)]
        while trail:
            id, n = trail[-1]
            if id in done or n == len(by_id[id].depends_on):
                done.add(id)
                trail.pop()
                continue
            trail[-1] = (id, n + 1)
            other = by_id[id].depends_on[n]
            ring = [name for name, _ in trail]
            if other in ring:
                said = " -> ".join((*ring[ring.index(other) :], other))
                where = by_id[id].location("depends_on", n)
                report(
                    Diagnostic(
                        "FP407", where, f"a verdict may not rest on itself: {said}", "take one of these references out"
                    )
                )
            elif other in by_id and other not in done:
                trail.append((other, 0))
