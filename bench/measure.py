"""Run a command to its end, with all processes that it starts, and measure time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep
from timeit import timeit

PROC = Path("/proc")
KIBIBYTE = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`: bytes on macOS, KiB elsewhere."""
QUIET = 0.1
"""Cores that may be busy with something else when a run begins."""


@dataclass(frozen=True, slots=True)
class Run:
    """One command and the processes that it started."""

    wall: float
    cpu: float
    """Seconds of user and system time, of all processes."""
    largest: int
    """Bytes of memory of the largest process, as the kernel counted them."""
    memory: int
    """The most that all processes together held at a time, shared pages counted once (Linux only)."""
    others: float
    """Cores that were busy with something else meanwhile (Linux only)."""
    said: str = ""
    """What the command printed."""


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder. Raises CalledProcessError unless its exit code is 0."""
    words = [str(word) for word in command]
    start, busy = perf_counter(), _busy()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder, text=True)
    watch = Watch(process.pid)
    watch.start()
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)  # the usage of this child and of all that it waited for
    wall, cpu = perf_counter() - start, used.ru_utime + used.ru_stime
    others = max(0.0, _busy() - busy - cpu) / wall
    watch.over.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    process.communicate()
    if process.returncode:
        error = subprocess.CalledProcessError(process.returncode, words, said)
        error.add_note(said)
        raise error
    largest = used.ru_maxrss * KIBIBYTE
    return Run(wall, cpu, largest, watch.most or largest, others, said)


class Watch(Thread):
    """Look at the memory of a process and its descendants until told that it is over."""

    OFTEN = 0.02
    LIGHT = 0.03
    """The share of a core that looking may take: at half a gigabyte the kernel needs ten milliseconds to count."""
    BIRTHS = 0.1
    """Seconds after which new processes are looked for."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most, self.over = root, 0, Event()

    def run(self) -> None:
        """Keep the largest sum that was seen."""
        pause = looked = 0.0
        family = [self.root]
        while not self.over.wait(pause):
            if perf_counter() - looked > self.BIRTHS:
                family, looked = _family(self.root), perf_counter()
            start = perf_counter()
            self.most = max(self.most, sum(map(_memory, family)))
            pause = max(self.OFTEN, (perf_counter() - start) / self.LIGHT)


def _family(root: int) -> list[int]:
    """Return a process and its descendants."""
    children: dict[int, list[int]] = {}
    for pid, parent in _processes():
        children.setdefault(parent, []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, ())
    return found


def _processes() -> Iterator[tuple[int, int]]:
    """Yield every process and its parent."""
    for name in os.listdir(PROC) if PROC.exists() else ():
        if name.isdigit():
            try:
                stat = (PROC / name / "stat").read_text()
            except OSError:  # it has ended
                continue
            yield int(name), int(stat.rpartition(")")[2].split()[1])


def _memory(pid: int) -> int:
    """Return the bytes that a process holds, its share of what it has in common with others."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended, or this is no Linux
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def pace() -> float:
    """Return the seconds of ten million additions, the best of three: how fast this machine is just now."""
    return min(timeit("x += 1", "x = 0", number=10_000_000) for _ in range(3))


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
    stat = PROC / "stat"
    if not stat.exists():
        return 0.0
    ticks = [int(word) for word in stat.read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")  # less idle and waiting for the disk
