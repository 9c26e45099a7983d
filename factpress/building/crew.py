"""Walk one line in several processes.

Every process runs the same function over its own share of the files. Only small records are swapped; a body stays
where it was read and its page is rendered there, because pickling it would cost what the second process gains.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fallen:
    """What a process says in place of its value when the system failed it."""

    error: OSError


WORTH_A_PROCESS = 50
"""Files for which one more process pays: with twice that, two take 0.8 of the time of one; with fewer, the fork and the
swap cost what they save (`bench/README.md`, "When a second process pays")."""


LARGE = 1 << 18
"""Bytes of a block of memory that is given back at once."""

TURN = 8
"""Bytes of a number in the pipe that counts turns."""


@dataclass(frozen=True, slots=True)
class Crew:
    """One process's view of all."""

    rank: int = 0
    """From 0; that one speaks for all."""
    size: int = 1
    links: tuple[Connection, ...] = ()
    """To every other process for the first, to the first for the others."""
    counter: tuple[int, int] = (-1, -1)
    """The two ends of a pipe that holds one number, the next turn: who has read it is alone until it writes another."""

    def owns(self, name: str) -> bool:
        """Tell whether a file, by its name, is this process's to read or to make."""
        return self.size == 1 or crc32(name.encode(errors="surrogateescape")) % self.size == self.rank

    def turn(self) -> int:
        """Take the next of the turns that all processes share, from 0."""
        number = int.from_bytes(os.read(self.counter[0], TURN), "big")
        os.write(self.counter[1], (number + 1).to_bytes(TURN, "big"))
        return number

    def swap(self, value: T) -> tuple[T, ...]:
        """Give every process the values of all, in the order of ranks."""
        if self.size == 1:
            return (value,)
        mine = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        if self.rank:
            self.links[0].send_bytes(mine)
            return tuple(_whole(self.links[0].recv_bytes()) for _ in range(self.size))
        all_bytes = [mine, *(link.recv_bytes() for link in self.links)]
        values = tuple(map(_whole, all_bytes))
        for link in self.links:
            for one in all_bytes:
                link.send_bytes(one)
        return values

    def gather(self, value: T) -> tuple[T, ...]:
        """Give the first process the values of all, in the order of ranks; the others get none."""
        if self.rank:
            self.links[0].send_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            return ()
        return (value, *(_whole(link.recv_bytes()) for link in self.links))


def _whole(data: bytes) -> Any:
    value = pickle.loads(data)
    if isinstance(value, Fallen):
        raise value.error
    return value


def together(jobs: int, walk: Callable[[Crew], T]) -> T:
    """Run the walk in that many processes and return what the first one returns.

    Raises ChildProcessError when another process ended early; what it said is on standard error.
    """
    if jobs <= 1 or not hasattr(os, "fork"):
        return walk(Crew())
    from multiprocessing.connection import Pipe  # half of what this module takes to load

    _return_large_blocks()
    sys.stdout.flush()
    sys.stderr.flush()
    counter = os.pipe()
    os.write(counter[1], bytes(TURN))
    links: list[Connection] = []
    pids: list[int] = []
    for rank in range(1, jobs):
        ours, theirs = Pipe()
        pid = os.fork()
        if not pid:
            _walk_and_leave(walk, Crew(rank, jobs, (theirs,), counter), (ours, *links))
        theirs.close()
        links.append(ours)
        pids.append(pid)
    try:
        return walk(Crew(0, jobs, tuple(links), counter))
    except (EOFError, ConnectionError) as error:
        raise ChildProcessError("one of the processes ended early; there may be too little memory") from error
    finally:
        for link in links:
            link.close()
        for end in counter:
            os.close(end)
        for pid in pids:
            os.waitpid(pid, 0)


def _return_large_blocks() -> None:
    """Let what a large page took go back to the system when it is gone.

    The C library of most Linux systems stops doing so after the first large block is freed, unless it is told where
    large begins: mallopt(3), M_MMAP_THRESHOLD.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(-3, LARGE)


def _walk_and_leave(walk: Callable[[Crew], Any], crew: Crew, others: tuple[Connection, ...]) -> None:
    code = 1
    try:
        for link in others:
            link.close()
        walk(crew)
        code = 0
    except (EOFError, ConnectionError, KeyboardInterrupt):
        pass  # the first process has ended, and says why
    except OSError as error:
        crew.links[0].send_bytes(pickle.dumps(Fallen(error)))
    except BaseException:  # a forked process must end here, whatever happens
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def fitting(files: int) -> int:
    """Return how many processes a number of files is worth on this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, files // WORTH_A_PROCESS))
