"""House rules: what a publishing must keep to beyond being readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factpress.calculate import Unreadable, calculate, plain, rounded
from factpress.diagnostics import Diagnostic, Fix, Place, Report
from factpress.model import Graph
from factpress.text import OMISSION

Rule = Callable[[Graph, Report], None]

CLAIM_LENGTH = 140
"""Characters of a claim restated: what still fits on a card and in a headline elsewhere."""


def has_evidence(graph: Graph, report: Report) -> None:
    """A rated claim shows what its verdict rests on."""
    for claim in graph.claims:
        verdict = graph.verdicts.get(claim.verdict)
        if verdict and verdict.rank is not None and not claim.evidence:
            help = "add an 'evidence:' list with source, stance and what the source shows"
            report(Diagnostic("FP501", claim.place("verdict"), f"rated '{claim.verdict}' with no evidence", help))


def calculations_come_out(graph: Graph, report: Report) -> None:
    """A calculation gives the result that is written, to the digits that are written."""
    for claim in graph.publishing.claims:
        for n, sum in enumerate(claim.calculations):
            inputs = {name: value.value for name, value in sum.inputs.items()}
            far: list[tuple[str, ...]] = [
                ("inputs", name, "value") for name, value in inputs.items() if not plain(value)
            ]
            far += [] if plain(sum.result) else [("result",)]
            for path in far:
                help = "choose a unit that needs at most 30 digits on either side of the point"
                report(
                    Diagnostic("FP204", claim.place("calculations", n, *path), "this number has too many digits", help)
                )
            if far or not sum.formula:
                continue
            try:
                found = rounded(calculate(sum.formula, inputs), sum.result)
            except Unreadable as error:
                help = "write arithmetic with the inputs' names: claimed / peak * 100"
                report(Diagnostic("FP503", claim.place("calculations", n, "formula"), str(error), help))
                continue
            if found != sum.result:
                where = claim.place("calculations", n, "result")
                report(
                    Diagnostic(
                        "FP502",
                        where,
                        f"the formula gives {found:f}, not {sum.result:f}",
                        f"write 'result: {found:f}', or correct the inputs",
                    )
                )


def claim_is_short(graph: Graph, report: Report) -> None:
    """The claim restated is one short sentence."""
    for claim in graph.publishing.claims:
        if len(claim.claim) > CLAIM_LENGTH:
            message = f"the claim has {len(claim.claim)} characters, {len(claim.claim) - CLAIM_LENGTH} too many"
            report(
                Diagnostic(
                    "FP504", claim.place("claim"), message, "restate it in one short sentence; details go into the body"
                )
            )


def corrections_lead_here(graph: Graph, report: Report) -> None:
    """Corrections, in order of date, lead from one verdict to the next and end at the present one."""
    for claim in graph.publishing.claims:
        if claim.verdict not in graph.verdicts:
            continue  # told by `link`
        dated = sorted(enumerate(claim.corrections), key=lambda c: c[1].date)
        ends = [*(c.from_ for _, c in dated[1:]), claim.verdict]
        for (n, correction), end in zip(dated, ends, strict=False):
            if correction.to and end and correction.to != end:
                where = claim.place("corrections", n, "to")
                report(
                    Diagnostic(
                        "FP505",
                        where,
                        f"this correction ends at '{correction.to}', what follows begins at '{end}'",
                        f"write 'to: {end}', or add the correction between them",
                    )
                )


def excerpts_are_checked(graph: Graph, report: Report) -> None:
    """Of a transcript with `rights: excerpts`, the original's words stand only where a claim quotes them."""
    for talk in graph.transcripts.values():
        original = talk.original
        if original.rights != "excerpts" or not _all_anchored(graph):
            continue
        quoted: dict[str, list[tuple[int, int]]] = {}
        for claim in graph.publishing.claims:
            for a in graph.anchors.get(claim.id, ()):
                if (a.transcript, a.lang) == (talk.id, original.lang):
                    quoted.setdefault(a.passage, []).append((a.start, a.end))
        for section in talk.sections:
            for passage in section.passages:
                for text in passage.texts:
                    if text.lang != original.lang:
                        continue
                    for start, end in _pieces(text.words):
                        if not any(s < end and e > start for s, e in quoted.get(passage.id, ())):
                            where = Place(text.where.path, text.where.line, start + 1)
                            report(
                                Diagnostic(
                                    "FP506",
                                    where,
                                    "no claim quotes these words",
                                    f"leave out of an excerpt what is not checked: {OMISSION}",
                                )
                            )


def _all_anchored(graph: Graph) -> bool:
    """Tell whether every quote was read and found: before that, nobody knows what is quoted."""
    quoted = all(len(graph.anchors[c.id]) == sum(len(q.words) for q in c.quotes) for c in graph.publishing.claims)
    return quoted and not any(name.startswith("claims:") for name in graph.publishing.unread)


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between omissions."""
    at = 0
    for piece in words.split(OMISSION):
        if piece.strip():
            yield at, at + len(piece)
        at += len(piece) + len(OMISSION)


def addresses_stand(graph: Graph, report: Report) -> None:
    """Every address that was ever published still leads somewhere, and new ones are written down."""
    known = {old for old, _, _ in graph.publishing.ledger}
    now = set(addresses(graph))
    for old, new, line in graph.publishing.ledger:
        where = Place("content/permalinks.txt", line)
        if old not in now and (new or old) not in now and not _is_unread(graph, new or old):
            what = f"{old} was published and is gone" if not new else f"{old} leads to {new}, which is gone"
            help = f"bring it back (a claim with 'status: withdrawn' keeps its page), or write '{old} -> other.html'"
            report(Diagnostic("FP409", where, what, help))
    if not known:
        return
    for address in sorted(now - known):
        help = f"add the line '{address}', or run check --fix"
        report(Diagnostic("FP410", Place("content/permalinks.txt"), f"{address} is new", help, Fix("", address)))


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


RULES: tuple[Rule, ...] = (
    has_evidence,
    calculations_come_out,
    claim_is_short,
    corrections_lead_here,
    excerpts_are_checked,
    addresses_stand,
)


def rules(graph: Graph, report: Report, judges: tuple[Rule, ...] = RULES) -> None:
    """Judge the graph by every rule of the house."""
    for judge in judges:
        judge(graph, report)
