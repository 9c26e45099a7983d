"""Run the product's command line as an editor does, whole processes, and measure time, memory and files made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from timeit import timeit

ROOT = Path(__file__).parent.parent
OUT = Path(__file__).parent / "out"
"""On the disk that the real site is on: `/tmp` can be memory."""

MADE = re.compile(r"(\d+) made, (\d+) kept")
STEPS = ("cold build", "nothing changed", "one body edited", "one verdict edited", "check")


@dataclass(frozen=True, slots=True)
class Run:
    """One process and those that it started."""

    wall: float
    cpu: float
    """Seconds of user and system time, of all processes."""
    peak: int
    """Bytes of memory of the largest process."""
    made: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Bench:
    """A generated content folder and where its site goes."""

    claims: int
    folder: Path

    @property
    def content(self) -> Path:
        """Return the content folder."""
        return self.folder / "content"

    @property
    def site(self) -> Path:
        """Return the folder of the site."""
        return self.folder / "site"

    @property
    def edited(self) -> Path:
        """Return the claim that is edited: one from the middle."""
        files = sorted((self.content / "claims").glob("*.md"))
        return next(f for f in files[len(files) // 2 :] if "\ncorrections: []\n" in f.read_text("utf-8"))

    def clean(self) -> None:
        """Take away the site and what remembers it."""
        for folder in (self.site, self.folder / ".site.factpress"):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def bench(claims: int, transcripts: int = 10, seed: int = 1) -> Iterator[Bench]:
    """Generate a content folder of that many claims; it is gone afterwards."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=OUT) as folder:
        here = Bench(claims, Path(folder))
        numbers = ("--claims", str(claims), "--transcripts", str(transcripts), "--seed", str(seed))
        # In a process of its own: what the kernel calls a child's peak begins with the size of its parent.
        subprocess.run((sys.executable, "-m", "bench.generate", str(here.content), *numbers), cwd=ROOT, check=True)
        yield here


def pace() -> float:
    """Return the seconds of ten million additions, the best of three: how fast this machine is just now."""
    return min(timeit("x += 1", "x = 0", number=10_000_000) for _ in range(3))


def run(words: Sequence[str | Path]) -> Run:
    """Run `build.py` with these words to its end. Raises CalledProcessError unless its exit code is 0."""
    command = [sys.executable, str(ROOT / "build.py"), *map(str, words)]
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)  # the usage of this child and of all that it waited for
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    made = MADE.search(said)
    files = (int(made[1]), int(made[2])) if made else (0, 0)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * KIBIBYTE, *files)


KIBIBYTE = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`: bytes on macOS, KiB elsewhere."""


def cold(here: Bench, *more: str) -> Run:
    """Build with nothing there."""
    here.clean()
    return run(["build", "--fresh", "--content", here.content, "--output", here.site, *more])


def steps(here: Bench, n: int, jobs: Sequence[str] = ()) -> dict[str, Run]:
    """Take every step once, in the order of STEPS; n makes the edits differ from those of other rounds."""
    build: list[str | Path] = ["build", "--content", here.content, "--output", here.site, *jobs]
    found = {"cold build": cold(here, *jobs), "nothing changed": run(build)}
    edit_body(here.edited, n)
    found["one body edited"] = run(build)
    edit_verdict(here.edited, n)
    found["one verdict edited"] = run(build)
    found["check"] = run(["check", "--content", here.content, *jobs])
    return found


def edit_body(claim: Path, n: int) -> None:
    """Change the text of a claim, and nothing that other pages show of it."""
    with claim.open("a", encoding="utf-8") as file:
        file.write(f"\nThis was added in round {n}.\n")


def edit_verdict(claim: Path, n: int) -> None:
    """Change the verdict of a claim."""
    text = claim.read_text("utf-8")
    now = re.search(r"^verdict: (.+)$", text, re.MULTILINE)
    other = next(id for id in ("misleading", "half-true") if now and id != now[1])
    claim.write_text(re.sub(r"^verdict: .+$", f"verdict: {other}", text, count=1, flags=re.MULTILINE), "utf-8")


def rounds(benches: Sequence[Bench], times: int, jobs: Sequence[str] = ()) -> dict[tuple[int, str], list[Run]]:
    """Take every step of every size in each round: what slows the machine for a while slows all sizes alike."""
    found: dict[tuple[int, str], list[Run]] = {}
    for n in range(times):
        for here in benches:
            for step, one in steps(here, n, jobs).items():
                found.setdefault((here.claims, step), []).append(one)
    return found


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of runs."""
    return Run(
        median(r.wall for r in runs),
        median(r.cpu for r in runs),
        int(median(r.peak for r in runs)),
        int(median(r.made for r in runs)),
        int(median(r.kept for r in runs)),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Cold builds with one process and with two, of one size."""

    claims: int
    one: float
    """Median seconds with `--jobs 1`."""
    two: float
    ratio: float
    """Median of the pairs' ratios, two to one: below 1, the second process pays."""


def pairs(benches: Sequence[Bench], times: int) -> Iterator[Pair]:
    """Build each size with `--jobs 1` and `--jobs 2` by turns, each first as often as the other."""
    found: dict[int, list[tuple[float, float]]] = {}
    for n in range(times):
        for here in benches:
            order = ("1", "2") if n % 2 == 0 else ("2", "1")
            seconds = {jobs: cold(here, "--jobs", jobs).wall for jobs in order}
            found.setdefault(here.claims, []).append((seconds["1"], seconds["2"]))
    for claims, both in found.items():
        ratio = median(two / one for one, two in both)
        yield Pair(claims, median(one for one, _ in both), median(two for _, two in both), ratio)
