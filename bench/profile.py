"""Time each stage of a cold build in one process, by calling the stages as `factpress.pipeline` does.

Run as `python -m bench.profile`: as a script this file would hide Python's own `profile`.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.measure import ROOT, Bench, bench
from factpress import manifest, write
from factpress.anchor import anchor
from factpress.diagnostics import Diagnostic, has_errors
from factpress.link import link
from factpress.load import load
from factpress.look import look
from factpress.make import Batch, complete
from factpress.manifest import Made, Manifest, stamps
from factpress.model import Artifact, Graph
from factpress.plan import plan
from factpress.render import renderer
from factpress.rules import rules
from factpress.validate import validate
from factpress.verify import facts

TEMPLATES = ROOT / "templates"


@dataclass(frozen=True, slots=True)
class Clock:
    """What each stage took, in seconds."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of a block to a stage."""
        start = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - start


def walk(content: Path, output: Path, collect: bool) -> dict[str, float]:
    """Walk the line once and return the seconds of each stage; `collect` leaves the garbage collector on."""
    if not collect:
        gc.disable()
    clock = Clock()
    found: list[Diagnostic] = []
    graph = _understood(content, clock, found)
    with write.stage(output) as stage:
        batch = _made(graph, stage, clock, found)
        with clock.stage("complete, verify"):
            complete(batch, Manifest({}), stage, "/bench/", found.append)
        with clock.stage("swap"):
            write.swap(stage, manifest.dump(Manifest(batch.made), "bench"))
    if has_errors(found):
        raise RuntimeError(f"the content has faults, the first is {found[0]}")
    return clock.seconds


def _understood(content: Path, clock: Clock, found: list[Diagnostic]) -> Graph:
    with clock.stage("load"):
        read = load(content, found.append)
    with clock.stage("validate"):
        publishing = validate(read, found.append)
    with clock.stage("anchor"):
        anchors = anchor(publishing, found.append)
    with clock.stage("link"):
        graph = link(publishing, anchors, False, found.append)
    with clock.stage("rules"):
        rules(graph, found.append)
    return graph


def _made(graph: Graph, stage: write.Stage, clock: Clock, found: list[Diagnostic]) -> Batch:
    """Make every artifact; each is timed by itself, since none but the one in hand is ever kept."""
    with clock.stage("look, edition"):
        dress = look(TEMPLATES, graph.publishing.site.language, found.append)
        manifest.edition(ROOT / "factpress", TEMPLATES)
        render = renderer(TEMPLATES, graph.publishing.site.language, dress.words)
    batch = Batch({}, {})
    for artifact in _timed(clock, plan(graph, dress, found.append)):
        with clock.stage("stamps"):
            now = stamps(artifact)
        with clock.stage("render"):
            data = render(artifact, found.append)
        with clock.stage("write"):
            size = write.put(stage, artifact.path, data)
        with clock.stage("facts"):
            read = _facts(stage.next / artifact.path)
        batch.made[artifact.path] = Made(artifact.path, now, size, read)
        batch.why[artifact.path] = ("new",)
    return batch


def _timed(clock: Clock, artifacts: Iterator[Artifact]) -> Iterator[Artifact]:
    while True:
        with clock.stage("plan"):
            artifact = next(artifacts, None)
        if artifact is None:
            return
        yield artifact


def _facts(file: Path) -> tuple[object, ...]:
    return astuple(facts(file.read_text("utf-8"))) if file.suffix == ".html" else ()


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
    lines = [f"| stage | {' | '.join(columns)} | µs a claim |", "|---|" + "---:|" * (len(columns) + 1)]
    for name in first:
        cells = " | ".join(f"{column[name]:,.0f}" for column in columns.values())
        lines.append(f"| {name} | {cells} | {1000 * first[name] / claims:,.0f} |")
    sums = [sum(column.values()) for column in columns.values()]
    lines.append(f"| all | {' | '.join(f'{s:,.0f}' for s in sums)} | {1000 * sums[0] / claims:,.0f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the stage table."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--claims", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(arguments)
    with bench(chosen.claims) as here:
        columns = {
            "ms": profile(here, chosen.rounds),
            "ms, collector off": profile(here, chosen.rounds, collect=False),
        }
    print(table(columns, chosen.claims))


if __name__ == "__main__":
    main()
