"""Find when a second process pays: cold builds with `--jobs 1` and `--jobs 2` by turns. `python -m bench.workers`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from statistics import median

from bench.measure import Run, pace, run, wait
from bench.rounds import content, edited
from bench.tools import Project, ours, snapshot

SIZES = (50, 100, 150, 200, 300, 400, 800)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each size: one process against two; below 1, the second process pays."""
    parser = argparse.ArgumentParser(prog="python -m bench.workers", description=main.__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of claims")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="pairs of each size (default: 5)")
    parser.add_argument(
        "--patience", type=float, default=10, metavar="S", help="seconds to wait for quiet (default: 10)"
    )
    chosen = parser.parse_args(arguments)
    print(f"pace: ten million additions in {pace():.2f} s", end="\n\n")
    print("| claims | `--jobs 1` | `--jobs 2` | two to one | of the fastest | others |", "|---:" * 6 + "|", sep="\n")
    with snapshot() as product:
        for claims in chosen.sizes:
            with content(claims, 10, 1) as folder:
                both = [ours(product, jobs).project(folder, edited(folder)) for jobs in (1, 2)]
                print(f"| {claims} | {_row(_pairs(both, chosen.rounds, chosen.patience))} |", flush=True)


def _pairs(both: Sequence[Project], times: int, patience: float) -> list[tuple[Run, Run]]:
    """Build with one process and with two, each first as often as the other."""
    found = []
    for n in range(times):
        wait(patience)
        runs = {here.tool: _cold(here) for here in (both if n % 2 == 0 else both[::-1])}
        found.append((runs[both[0].tool], runs[both[1].tool]))
    return found


def _cold(here: Project) -> Run:
    here.clean()
    return run(here.tool.build(here), here.folder)


def _row(pairs: Sequence[tuple[Run, Run]]) -> str:
    """Return medians of the half of the pairs during which other programs did least, and what the fastest give."""
    calm = sorted(pairs, key=lambda pair: max(one.others for one in pair))[: (len(pairs) + 1) // 2]
    return " | ".join(
        f"{figure:.2f}"
        for figure in (
            median(one.wall for one, _ in calm),
            median(two.wall for _, two in calm),
            median(two.wall / one.wall for one, two in calm),
            min(two.wall for _, two in pairs) / min(one.wall for one, _ in pairs),
            median(max(one.others for one in pair) for pair in calm),
        )
    )


if __name__ == "__main__":
    main()
