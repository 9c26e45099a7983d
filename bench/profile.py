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

from bench.measure import ROOT, Bench, bench, pace
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

COLLECTOR = "of which the garbage collector"


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
            kind: Callable[[str, Any], Any] = kinds.get(stage, self.around)
            self.seconds[stage] = 0.0
            setattr(room, name, kind(stage, getattr(room, name)))


def walk(content: Path, output: Path) -> dict[str, float]:
    """Build once, with nothing there, and return the seconds of each stage."""
    clock = Clock()
    clock.put_in()
    collected = _clock_collector()
    start = perf_counter()
    built = pipeline.build(pipeline.Options(content, ROOT / "templates", output, jobs=1, fresh=True))
    whole = perf_counter() - start
    if built.made is None:
        raise RuntimeError(f"the content has faults, the first is {built.found[0]}")
    return {**clock.seconds, "the rest": whole - sum(clock.seconds.values()), COLLECTOR: sum(collected)}


def _clock_collector() -> list[float]:
    """Return a list that grows by the seconds of each run of the garbage collector."""
    started, seconds = [0.0], list[float]()

    def told(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            started[0] = perf_counter()
        else:
            seconds.append(perf_counter() - started[0])

    gc.callbacks.append(told)
    return seconds


def profile(here: Bench, rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each stage, of cold builds each in a process of its own."""
    runs: list[dict[str, float]] = []
    for _ in range(rounds):
        here.clean()
        start = perf_counter()
        subprocess.run([sys.executable, "-c", "import factpress.pipeline"], cwd=ROOT, check=True)
        imports = perf_counter() - start
        # A new process each time: caches and the collector's generations begin empty, as in a build.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            runs.append({"start, imports": imports, **pool.submit(walk, here.content, here.site).result()})
    return {name: 1000 * median(run[name] for run in runs) for name in runs[0]}


def table(milliseconds: Mapping[str, float], claims: int) -> str:
    """Return the stages as a Markdown table."""
    stages = {name: value for name, value in milliseconds.items() if name != COLLECTOR}
    whole = sum(stages.values())
    lines = ["| stage | ms | µs a claim | share |", "|---|---:|---:|---:|"]
    for name, value in {**stages, "all": whole, COLLECTOR: milliseconds[COLLECTOR]}.items():
        lines.append(f"| {name} | {value:,.0f} | {1000 * value / claims:,.0f} | {value / whole:.0%} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the stage table."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--claims", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(arguments)
    print(f"pace: ten million additions in {pace():.2f} s", end="\n\n")
    with bench(ROOT, chosen.claims) as here:
        print(table(profile(here, chosen.rounds), chosen.claims))


if __name__ == "__main__":
    main()
