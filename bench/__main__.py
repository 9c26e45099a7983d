"""Measure Factpress: `python -m bench`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from bench.measure import STEPS, Bench, Pair, Run, bench, middle, pace, pairs, rounds, snapshot

SIZES = (100, 400, 1500)
CREW_SIZES = (50, 100, 150, 200, 300, 400, 800)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print tables of medians in Markdown."""
    chosen = _parser().parse_args(arguments)
    sizes = chosen.sizes or (CREW_SIZES if chosen.crew else SIZES)
    print(f"pace: ten million additions in {pace():.2f} s", end="\n\n")
    with ExitStack() as stack:
        product = stack.enter_context(snapshot())
        benches = [stack.enter_context(bench(product, claims, chosen.transcripts, chosen.seed)) for claims in sizes]
        if not chosen.crew:
            print(steps_table(benches, rounds(benches, chosen.rounds, chosen.patience, _jobs(chosen.jobs))), end="\n\n")
        print(crew_table(pairs(benches, chosen.rounds, chosen.patience)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("--sizes", type=_sizes, metavar="N,N,…", help="numbers of claims (default: 100,400,1500)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds; odd, for the median (default: 5)")
    parser.add_argument(
        "--patience", type=float, default=10, metavar="S", help="seconds to wait for a quiet machine (default: 10)"
    )
    parser.add_argument("--transcripts", type=int, default=10, metavar="N", help="talks of each size (default: 10)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the generator (default: 1)")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: the product's choice)")
    parser.add_argument("--crew", action="store_true", help="only one process against two, at 50 to 800 claims")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))


def _jobs(number: int) -> tuple[str, ...]:
    return ("--jobs", str(number)) if number else ()


def steps_table(benches: Iterable[Bench], found: dict[tuple[int, str], list[Run]]) -> str:
    """Return a row for each size and step."""
    lines = ["| claims | step | seconds | CPU seconds | peak MB | made | kept | others |", "|---:|---|" + "---:|" * 6]
    for here in benches:
        for step in STEPS:
            r = middle(found[here.claims, step])
            files = f"{r.made} | {r.kept}" if r.made or r.kept else " | "
            figures = f"{r.wall:.2f} | {r.cpu:.2f} | {r.peak / 1e6:.0f} | {files} | {r.others:.2f}"
            lines.append(f"| {here.claims} | {step} | {figures} |")
    return "\n".join(lines)


def crew_table(found: Iterable[Pair]) -> str:
    """Return a row for each size: one process against two."""
    lines = ["| claims | `--jobs 1` | `--jobs 2` | two to one | of the fastest | others |", "|---:" * 6 + "|"]
    lines += [
        f"| {p.claims} | {p.one:.2f} | {p.two:.2f} | {p.ratio:.2f} | {p.fastest:.2f} | {p.others:.2f} |" for p in found
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
