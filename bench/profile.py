"""Time each stage of a cold build in one process.

The build is `pipeline.build` itself; the functions that it calls are replaced by the same with a clock around them. Run
it as `python -m bench.profile`: as a script this file would hide Python's own `profile`.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.measure import ROOT, Bench, bench
from factpress import make, manifest, pipeline, write

STAGES = (
    ("load", pipeline, "load"),
    ("validate", pipeline, "validate"),
    ("anchor", pipeline, "anchor"),
    ("link", pipeline, "link"),
    ("rules", pipeline, "rules"),
    ("look, edition, renderer", pipeline, "look"),
    ("look, edition, renderer", manifest, "edition"),
    ("look, edition, renderer", pipeline, "renderer"),
    ("plan", pipeline, "plan"),
    ("stamps", make, "stamps"),
    ("render", pipeline, "renderer"),
    ("write", make, "put"),
    ("facts", make, "facts"),
    ("complete, verify", pipeline, "complete"),
    ("swap", manifest, "dump"),
    ("swap", write, "swap"),
)
"""What is shown, and where the build looks the function up. `plan` yields and `renderer` returns a function: of these
the steps and the calls are timed."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What each stage took, in seconds."""

    seconds: dict[str, float] = field(default_factory=dict)

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, its time added to a stage."""

        def timed(*given: Any, **named: Any) -> Any:
            start = perf_counter()
            try:
                return function(*given, **named)
            finally:
                self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - start

        return timed

    def steps(self, stage: str, function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """Return the function, the time of each step of what it yields added to a stage."""

        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            advance = self.around(stage, function(*given, **named).__next__)
            while True:
                try:
                    yield advance()
                except StopIteration:
                    return

        return timed

    def calls(self, stage: str, function: Callable[..., Callable[..., Any]]) -> Callable[..., Callable[..., Any]]:
        """Return the function, the time of each call of what it returns added to a stage."""
        return lambda *given, **named: self.around(stage, function(*given, **named))

    def put_in(self) -> None:
        """Put a clock around every stage. The process cannot build without it any more."""
        kinds: dict[str, Callable[[str, Any], Any]] = {"plan": self.steps, "render": self.calls}
        for stage, room, name in STAGES:
            kind = kinds.get(stage, self.around)
            self.seconds[stage] = 0.0
            setattr(room, name, kind(stage, getattr(room, name)))


def walk(content: Path, output: Path, collect: bool) -> dict[str, float]:
    """Build once and return the seconds of each stage; `collect` leaves the garbage collector on."""
    if not collect:
        gc.disable()
    clock = Clock()
    clock.put_in()
    start = perf_counter()
    built = pipeline.build(pipeline.Options(content, ROOT / "templates", output, jobs=1, fresh=True))
    whole = perf_counter() - start
    if built.made is None:
        raise RuntimeError(f"the content has faults, the first is {built.found[0]}")
    return {**clock.seconds, "the rest": whole - sum(clock.seconds.values())}


def profile(here: Bench, rounds: int, collect: bool = True) -> dict[str, float]:
    """Return the median milliseconds of each stage, of cold builds each in a process of its own."""
    runs: list[dict[str, float]] = []
    for _ in range(rounds):
        here.clean()
        start = perf_counter()
        subprocess.run([sys.executable, "-c", "import factpress.pipeline"], cwd=ROOT, check=True)
        imports = perf_counter() - start
        # A new process each time: caches and the collector's generations begin empty, as in a build.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            runs.append({"start, imports": imports, **pool.submit(walk, here.content, here.site, collect).result()})
    return {name: 1000 * median(run[name] for run in runs) for name in runs[0]}


def table(columns: Mapping[str, Mapping[str, float]], claims: int) -> str:
    """Return the stages as a Markdown table, in milliseconds and in microseconds a claim."""
    first = next(iter(columns.values()))
    lines = [f"| stage | {' | '.join(columns)} | µs a claim | share |", "|---|" + "---:|" * (len(columns) + 2)]
    whole = sum(first.values())
    for name in (*first, "all"):
        values = [column.get(name, sum(column.values())) for column in columns.values()]
        cells = " | ".join(f"{value:,.0f}" for value in values)
        lines.append(f"| {name} | {cells} | {1000 * values[0] / claims:,.0f} | {values[0] / whole:.0%} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the stage table."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--claims", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(arguments)
    with bench(ROOT, chosen.claims) as here:
        columns = {
            "ms": profile(here, chosen.rounds),
            "ms, collector off": profile(here, chosen.rounds, collect=False),
        }
    print(table(columns, chosen.claims))


if __name__ == "__main__":
    main()
