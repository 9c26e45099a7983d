"""Rules about what was published before: addresses and corrections."""

from __future__ import annotations

from collections.abc import Iterator

from factpress.model.diagnostics import Diagnostic, Fix, Location, Report
from factpress.model.graph import Graph


def corrections_lead_here(graph: Graph, report: Report) -> None:
    """Corrections, in order of date, lead from one verdict to the next and end at the present one."""
    for claim in graph.publishing.claims:
        if claim.verdict not in graph.verdicts:
            continue  # told by `link`
        dated = sorted(enumerate(claim.corrections), key=lambda c: c[1].date)
        ends = [*(c.from_ for _, c in dated[1:]), claim.verdict]
        for (n, correction), end in zip(dated, ends, strict=False):
            if correction.to and end and correction.to != end:
                where = claim.location("corrections", n, "to")
                report(
                    Diagnostic(
                        "FP505",
                        where,
                        f"this correction ends at '{correction.to}', what follows begins at '{end}'",
                        f"write 'to: {end}', or add the correction between them",
                    )
                )


def addresses_stand(graph: Graph, report: Report) -> None:
    """Every address that was ever published still leads somewhere, and new ones are written down."""
    known = {old for old, _, _ in graph.publishing.ledger}
    now = set(addresses(graph))
    drafts = {f"claims/{claim.id}.html" for claim in graph.publishing.claims if claim.status == "draft"}
    for old, new, line in graph.publishing.ledger:
        where = Location("content/permalinks.txt", line)
        if old not in now and (new or old) not in now and not _is_unread(graph, new or old):
            what = f"{old} was published and is gone" if not new else f"{old} leads to {new}, which is gone"
            help = f"bring it back (a claim with 'status: withdrawn' keeps its page), or write '{old} -> other.html'"
            if not new and old in drafts:
                what = f"{old} was published, and its claim is a draft"
                help = "write 'status: published' or 'withdrawn'; if readers never had the page, take this line out"
            report(Diagnostic("FP409", where, what, help))
    if not known:
        return
    for address in sorted(now - known):
        help = f"add the line '{address}', or run check --fix"
        report(Diagnostic("FP410", Location("content/permalinks.txt"), f"{address} is new", help, Fix("", address)))


def _is_unread(graph: Graph, address: str) -> bool:
    folder, slash, name = address.partition("#")[0].removesuffix(".html").rpartition("/")
    return graph.publishing.is_unread(folder if slash else "pages", name)


def addresses(graph: Graph) -> Iterator[str]:
    """Yield every address that readers may keep: pages and passages, without drafts."""
    yield from ("index.html", "search.html", "sources.html", "corrections.html")
    for page in graph.publishing.pages:
        yield f"{page.id}.html"
    for talk in graph.transcripts.values():
        yield f"transcripts/{talk.id}.html"
        for section in talk.sections:
            for passage in section.passages:
                yield f"transcripts/{talk.id}.html#{passage.id}"
    for claim in (*graph.claims, *graph.withdrawn):
        if claim.status != "draft":
            yield f"claims/{claim.id}.html"
    yield from (f"topics/{id}.html" for id in graph.topics)
    yield from (f"sources/{id}.html" for id in graph.sources)
