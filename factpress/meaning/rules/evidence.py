"""Rules about what a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import MIDDLE, Claim, Graph


def has_evidence(graph: Graph, report: Report) -> None:
    """A rated claim shows what its verdict rests on, and some of it bears the way the verdict goes."""
    for claim, wanted in _rated(graph):
        where = claim.location("verdict")
        if not claim.evidence:
            help = "add an 'evidence:' list with source, stance and what the source shows"
            report(Diagnostic("FP501", where, f"rated '{claim.verdict}' with no evidence", help))
        elif not any(row.stance in wanted for row in claim.evidence):
            stances = " or ".join(f"'stance: {stance}'" for stance in wanted)
            help = f"add a source with {stances}, or choose another verdict"
            report(Diagnostic("FP507", where, f"rated '{claim.verdict}', but no evidence has {stances}", help))


def rests_on_enough(graph: Graph, report: Report) -> None:
    """A rated claim rests on two sources or more, one of them primary, and on none that nobody has opened."""
    for claim, _ in _rated(graph):
        rows = [graph.sources[row.source] for row in claim.evidence if row.source in graph.sources]
        if not rows or len(rows) < len(claim.evidence):
            continue  # told already: nothing is there, or a source is unknown
        where = claim.location("evidence")
        opened = [source for source in rows if source.custom.read != "not-read"]
        if len({source.id for source in opened}) < 2:
            help = "add a second source that does not draw on the first"
            message = f"this verdict rests on '{opened[0].id}' alone" if opened else "nobody has opened these sources"
            report(Diagnostic("FP508", where, message, help))
        primary = next((source.id for source in opened if source.custom.kind == "primary"), None)
        if primary is None and not claim.no_primary:
            help = "add one, or tell readers in 'no_primary:' why there is none and what stands in for it"
            report(Diagnostic("FP509", where, "none of these sources is primary", help))
        elif primary is not None and claim.no_primary:
            message = f"'no_primary' is given, but '{primary}' is primary"
            report(Diagnostic("FP509", claim.location("no_primary"), message, "take this line out"))
    for claim in graph.claims:
        for n, row in enumerate(claim.evidence):
            source = graph.sources.get(row.source)
            if source and source.custom.read == "not-read" and row.stance != "context":
                message = f"'{row.source}' is marked as not read, so it cannot be said to bear on the claim"
                help = "open it and write how it was read, or write 'stance: context'"
                report(Diagnostic("FP510", claim.location("evidence", n, "stance"), message, help))


def dates_agree(graph: Graph, report: Report) -> None:
    """No source is newer than the last reading of the sources, and no verdict older than all it rests on."""
    for claim in filter(_is_dated, graph.claims):
        issued = [_issued(graph, row.source) for row in claim.evidence]
        verified = claim.verified.isoformat()
        for n, day in enumerate(issued):
            if day > verified:
                help = "read the sources again and write the day in 'verified:', or correct the source's 'issued:'"
                message = f"'{claim.evidence[n].source}' was published after the sources were last read, on {verified}"
                report(Diagnostic("FP511", claim.location("evidence", n, "source"), message, help))
    for claim, wanted in _rated(graph):
        decided = max(_days(claim)[:-1]).isoformat()
        days = [_issued(graph, row.source) for row in claim.evidence if row.stance in wanted]
        if _is_dated(claim) and days and decided < min(days) <= claim.verified.isoformat():
            where = claim.location("corrections", len(claim.corrections) - 1, "date") if claim.corrections else None
            message = f"this verdict is dated {decided}, and all that bears it out was published later"
            help = f"name what it rested on then, or correct the date; the first of its sources is of {min(days)}"
            report(Diagnostic("FP512", where or claim.location("published"), message, help))


def follow_ups_are_read(graph: Graph, report: Report) -> None:
    """The sources of a claim were read again since a later one on the same matter came out."""
    for claim in filter(_is_dated, graph.claims):
        seen = {row.source for row in claim.evidence}  # one of them that is too new was told by `dates_agree`
        for n, later in _followed(graph, claim):
            if later not in seen and _issued(graph, later) > claim.verified.isoformat():
                seen.add(later)  # it may follow several sources, and is read once
                day = graph.sources[later].issued
                when = f"{'on' if day.count('-') == 2 else 'in'} {day}"
                message = (
                    f"'{claim.evidence[n].source}' was followed by '{later}' {when}, after the sources were last read"
                )
                help = "read the later source, and write the day in 'verified:'"
                report(Diagnostic("FP522", claim.location("evidence", n, "source"), message, help))


def _followed(graph: Graph, claim: Claim) -> Iterator[tuple[int, str]]:
    """Yield the number of each row of the evidence with the sources that followed it."""
    talk = graph.transcripts.get(claim.transcript)
    follow_ups = talk.follow_ups if talk else {}
    for n, row in enumerate(claim.evidence):
        yield from ((n, later) for later in follow_ups.get(row.source, ()))


def sources_are_used(graph: Graph, report: Report) -> None:
    """Every source bears on a claim, goes into a sum, is named on a page, or belongs to the follow-ups of a talk."""
    publishing = graph.publishing
    used = {row.source for claim in publishing.claims for row in claim.evidence}
    used |= {i.source for claim in publishing.claims for sum in claim.calculations for i in sum.inputs.values()}
    used |= {mention.target for page in publishing.pages for mention in page.prose.mentions}
    for talk in publishing.transcripts:
        used.update(talk.follow_ups, *talk.follow_ups.values())
    if any(name.startswith(("claims:", "pages:", "transcripts:")) for name in publishing.unread):
        return  # nobody knows what those use
    for source in publishing.sources:
        if source.id not in used:
            help = f"write 'source: {source.id}' in the evidence of a claim, or take this entry out"
            report(Diagnostic("FP516", source.where, f"no claim and no page uses '{source.id}'", help))


def _is_dated(claim: Claim) -> bool:
    return min(_days(claim)).year > 1970  # what is no date was told, and stands as 1970 now


def _days(claim: Claim) -> tuple[date, ...]:
    return claim.published, *(correction.date for correction in claim.corrections), claim.verified


def _rated(graph: Graph) -> Iterator[tuple[Claim, tuple[str, ...]]]:
    """Yield the rated claims, each with the stances of which its verdict needs one.

    Above the middle of the scale something must support the claim, below it contradict it; in the middle either does.
    """
    for claim in graph.claims:
        verdict = graph.verdicts.get(claim.verdict)
        if verdict and verdict.rank is not None:
            up, down = ("supports",), ("contradicts",)
            yield claim, up if verdict.rank > MIDDLE else down if verdict.rank < MIDDLE else up + down


def _issued(graph: Graph, id: str) -> str:
    """Return the first day on which a source may have been published, as YYYY-MM-DD; nothing if that is not known."""
    written = graph.sources[id].issued if id in graph.sources else ""
    return (written + "-01-01")[:10] if len(written) == 4 else written + "-01" * (len(written) == 7)
