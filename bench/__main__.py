"""Measure Factpress beside other generators: `python -m bench`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.measure import pace
from bench.rounds import ALIKE, Found, content, measure, tables
from bench.tools import install, ours, peers, snapshot, versions

SIZES = (1000,)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the same content with every tool, round by round, and print tables of medians in Markdown."""
    chosen = _parser().parse_args(arguments)
    known = peers()
    if unknown := sorted(set(chosen.tools) - known.keys() - {"none"}):
        print(f"no tool '{unknown[0]}'; there are {', '.join(known)}, and none for ours alone", file=sys.stderr)
        return 2
    names = [name for name in known if name in chosen.tools]
    install(names)
    known = peers()  # with the paths of what is there now
    print(_machine(), end="\n\n", flush=True)
    unlike = []
    with snapshot() as product:
        tools = [ours(product, chosen.jobs), *(known[name] for name in names)]
        for claims in chosen.sizes:
            with content(claims, chosen.transcripts, chosen.seed, names) as folder:
                found = measure(folder, Found(claims), tools, chosen.rounds, chosen.patience)
            print(tables(found, versions()), end="\n\n", flush=True)
            unlike += found.unlike()
    for tool in unlike:
        print(f"{tool}: its pages of claims differ from ours by more than {ALIKE:.0%}", file=sys.stderr)
    return 1 if unlike else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument(
        "--sizes", type=_numbers, default=SIZES, metavar="N,N,…", help="numbers of claims (default: 1000)"
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds; odd, for the median (default: 3)")
    parser.add_argument(
        "--tools",
        type=lambda text: text.split(","),
        default=list(peers()),
        metavar="A,B,…",
        help="peers beside ours: hugo, eleventy, pelican, mkdocs, or none (default: all)",
    )
    parser.add_argument("--transcripts", type=int, default=10, metavar="N", help="talks of each size (default: 10)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the generator (default: 1)")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes of ours (default: its own choice)")
    parser.add_argument(
        "--patience", type=float, default=3, metavar="S", help="seconds to wait for a quiet machine (default: 3)"
    )
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


def _machine() -> str:
    """Return a line about the machine, and how fast it is just now."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    model = next(models, platform.machine())
    python = platform.python_version()
    return f"{model}, {os.cpu_count()} cores, Python {python}; pace: ten million additions in {pace():.2f} s"


if __name__ == "__main__":
    sys.exit(main())
