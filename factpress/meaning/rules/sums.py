"""Rules about calculations."""

from __future__ import annotations

from factpress.meaning.calculate import Unreadable, calculate, plain, rounded
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Graph


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
                    Diagnostic(
                        "FP204", claim.location("calculations", n, *path), "this number has too many digits", help
                    )
                )
            if far or not sum.formula:
                continue
            try:
                found = rounded(calculate(sum.formula, inputs), sum.result)
            except Unreadable as error:
                help = "write arithmetic with the inputs' names: claimed / peak * 100"
                report(Diagnostic("FP503", claim.location("calculations", n, "formula"), str(error), help))
                continue
            if found != sum.result:
                where = claim.location("calculations", n, "result")
                report(
                    Diagnostic(
                        "FP502",
                        where,
                        f"the formula gives {found:f}, not {sum.result:f}",
                        f"write 'result: {found:f}', or correct the inputs",
                    )
                )
