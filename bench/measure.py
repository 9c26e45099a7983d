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
from time import perf_counter, sleep
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
    others: float = 0.0
    """Cores that were busy with something else meanwhile (Linux only)."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A generated content folder, where its site goes and what builds it."""

    claims: int
    folder: Path
    product: Path

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
def snapshot() -> Iterator[Path]:
    """Copy the product, so that whoever edits it meanwhile changes no figure; the copy is gone afterwards."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=OUT) as folder:
        for name in ("factpress", "templates", "content"):
            shutil.copytree(ROOT / name, Path(folder, name))
        shutil.copy(ROOT / "build.py", folder)
        run(Path(folder), ["check"])  # Python compiles it now, and not in the first run that counts
        yield Path(folder)


@contextmanager
def bench(product: Path, claims: int, transcripts: int = 10, seed: int = 1) -> Iterator[Bench]:
    """Generate a content folder of that many claims; it is gone afterwards."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=OUT) as folder:
        here = Bench(claims, Path(folder), product)
        numbers = ("--claims", str(claims), "--transcripts", str(transcripts), "--seed", str(seed))
        # In a process of its own: what the kernel calls a child's peak begins with the size of its parent.
        subprocess.run((sys.executable, "-m", "bench.generate", str(here.content), *numbers), cwd=ROOT, check=True)
        yield here


def pace() -> float:
    """Return the seconds of ten million additions, the best of three: how fast this machine is just now."""
    return min(timeit("x += 1", "x = 0", number=10_000_000) for _ in range(3))


def run(product: Path, words: Sequence[str | Path]) -> Run:
    """Run `build.py` with these words to its end. Raises CalledProcessError unless its exit code is 0."""
    command = [sys.executable, str(product / "build.py"), *map(str, words)]
    start, busy = perf_counter(), _busy()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=product, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)  # the usage of this child and of all that it waited for
    wall, cpu = perf_counter() - start, used.ru_utime + used.ru_stime
    others = max(0.0, _busy() - busy - cpu) / wall
    process.returncode = os.waitstatus_to_exitcode(status)
    process.communicate()
    if process.returncode:
        error = subprocess.CalledProcessError(process.returncode, command, said)
        error.add_note(said)
        raise error
    made = MADE.search(said)
    files = (int(made[1]), int(made[2])) if made else (0, 0)
    return Run(wall, cpu, used.ru_maxrss * KIBIBYTE, *files, others)


QUIET = 0.1
"""Cores that may be busy with something else when a build begins."""


def wait(patience: float) -> None:
    """Wait until other programs are quiet, at most that many seconds."""
    until = perf_counter() + patience
    while perf_counter() < until:
        busy = _busy()
        sleep(0.5)
        if (_busy() - busy) / 0.5 <= QUIET:
            return


def _busy() -> float:
    """Return the seconds that all cores together were not idle since the machine started."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0
    ticks = [int(word) for word in stat.read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")  # less idle and waiting for the disk


KIBIBYTE = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`: bytes on macOS, KiB elsewhere."""


def cold(here: Bench, *more: str) -> Run:
    """Build with nothing there."""
    here.clean()
    return run(here.product, ["build", "--fresh", "--content", here.content, "--output", here.site, *more])


def steps(here: Bench, n: int, jobs: Sequence[str]) -> dict[str, Run]:
    """Take every step once, in the order of STEPS; n makes the edits differ from those of other rounds."""
    build: list[str | Path] = ["build", "--content", here.content, "--output", here.site, *jobs]
    found = {"cold build": cold(here, *jobs), "nothing changed": run(here.product, build)}
    edit_body(here.edited, n)
    found["one body edited"] = run(here.product, build)
    edit_verdict(here.edited, n)
    found["one verdict edited"] = run(here.product, build)
    found["check"] = run(here.product, ["check", "--content", here.content, *jobs])
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


def rounds(
    benches: Sequence[Bench], times: int, patience: float, jobs: Sequence[str]
) -> dict[tuple[int, str], list[Run]]:
    """Take every step of every size in each round: what slows the machine for a while slows all sizes alike."""
    found: dict[tuple[int, str], list[Run]] = {}
    for n in range(times):
        for here in benches:
            wait(patience)
            for step, one in steps(here, n, jobs).items():
                found.setdefault((here.claims, step), []).append(one)
    return found


def calm(runs: Sequence[Run]) -> Sequence[Run]:
    """Return the half of the runs during which other programs did least."""
    return sorted(runs, key=lambda r: r.others)[: (len(runs) + 1) // 2]


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of the calm runs."""
    runs = calm(runs)
    return Run(
        median(r.wall for r in runs),
        median(r.cpu for r in runs),
        int(median(r.peak for r in runs)),
        int(median(r.made for r in runs)),
        int(median(r.kept for r in runs)),
        median(r.others for r in runs),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Cold builds with one process and with two, of one size: medians of the calm half of the rounds."""

    claims: int
    one: float
    """Seconds with `--jobs 1`."""
    two: float
    """Seconds with `--jobs 2`."""
    ratio: float
    """Of the two builds of a round, two to one: below 1, the second process pays."""
    fastest: float
    """Of the fastest build of each kind, two to one: what is left when nothing else disturbs."""
    others: float


def pairs(benches: Sequence[Bench], times: int, patience: float) -> Iterator[Pair]:
    """Build each size with `--jobs 1` and `--jobs 2` by turns, each first as often as the other."""
    found: dict[int, list[tuple[Run, Run]]] = {here.claims: [] for here in benches}
    for n in range(times):
        for here in benches:
            wait(patience)
            order = ("1", "2") if n % 2 == 0 else ("2", "1")
            runs = {jobs: cold(here, "--jobs", jobs) for jobs in order}
            found[here.claims].append((runs["1"], runs["2"]))
    return (_pair(claims, both) for claims, both in found.items())


def _pair(claims: int, both: Sequence[tuple[Run, Run]]) -> Pair:
    kept = sorted(both, key=lambda pair: max(run.others for run in pair))[: (len(both) + 1) // 2]
    return Pair(
        claims,
        median(one.wall for one, _ in kept),
        median(two.wall for _, two in kept),
        median(two.wall / one.wall for one, two in kept),
        min(two.wall for _, two in both) / min(one.wall for one, _ in both),
        median(max(run.others for run in pair) for pair in kept),
    )
