"""Work in several processes: the one door to `concurrent.futures`.

A worker is forked when there is work, so it finds all values of the parent in its memory, and nothing but results goes
through a pipe.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

LARGE = 1 << 18
"""Bytes of a block of memory that is given back at once."""

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_WORKER = 60
"""Milliseconds of work for which one more worker pays (`bench/README.md`, "Workers")."""

CHUNK = 8
"""Items that a worker takes at a time, to save trips through the pipe."""
AHEAD = 2
"""Chunks that wait for each worker: none is idle while this process does one itself, and few are left at the end."""
Chunk = tuple[int, int]
"""Where the items begin and end that a worker takes at a time."""
SINGLES = 32
"""Items at the beginning that it takes one by one: large ones come first, and none shall wait behind another."""


class Workers:
    """As many processes as the work is worth, or an executor that somebody passed in."""

    def __init__(self, jobs: int = 0, executor: Executor | None = None) -> None:
        """Use so many processes, this one included; 0 fits their number to the work. An executor does everything."""
        self.jobs = jobs
        self.executor = executor

    def map(self, function: Callable[[T], R], items: Sequence[T], work: float) -> Iterator[tuple[int, R]]:
        """Yield the place of each item and its result, as they come.

        `work` is how many milliseconds all of it takes, about. Raises what the function raises, and ChildProcessError
        when a worker ended early; what it said is on standard error.
        """
        count = min(self.jobs or _fitting(work), len(items))
        if self.executor:
            submit = self.executor.submit
            chunks = deque(_chunks(len(items)))
            return _gathered(lambda start, stop: submit(_each, function, items[start:stop]), chunks, len(chunks))
        if count < 2 or not hasattr(os, "fork"):
            return enumerate(map(function, items))
        return _forked(count, function, items)


def _fitting(work: float) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, int(work / WORTH_A_WORKER)))


def _chunks(many: int) -> Iterator[Chunk]:
    singles = min(many, SINGLES)
    yield from ((at, at + 1) for at in range(singles))
    yield from ((at, min(at + CHUNK, many)) for at in range(singles, many, CHUNK))


def _each(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [function(item) for item in items]


def _gathered(
    submit: Callable[[int, int], Future[list[R]]],
    chunks: deque[Chunk],
    ahead: int,
    here: Callable[[int], R] | None = None,
) -> Iterator[tuple[int, R]]:
    """Yield results as they come. While the first is not there, this process does the last that nobody has begun."""
    running: deque[tuple[int, Future[list[R]]]] = deque()

    def fill() -> None:
        while chunks and len(running) < ahead:
            chunk = chunks.popleft()
            running.append((chunk[0], submit(*chunk)))

    fill()
    while running:
        if here and chunks and not running[0][1].done():
            for at in range(*chunks.pop()):
                yield at, here(at)
                fill()
        else:
            start, future = running.popleft()
            fill()
            yield from enumerate(future.result(), start)


def _forked(count: int, function: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
    # Loading these takes as long as a small build.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    _return_large_blocks()
    sys.stdout.flush()
    sys.stderr.flush()
    pool = ProcessPoolExecutor(count - 1, get_context("fork"), initializer=_begin, initargs=(function, items))
    try:
        _start(pool)
        yield from _gathered(
            lambda start, stop: pool.submit(_of_parent, start, stop),
            deque(_chunks(len(items))),
            AHEAD * (count - 1),
            lambda at: function(items[at]),
        )
    except BrokenProcessPool as error:
        raise ChildProcessError("one of the processes ended early; there may be too little memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _return_large_blocks() -> None:
    """Let the memory of a large file go back to the system when the file is written.

    The C library of most Linux systems stops doing so after the first large block is freed, unless it is told where
    large begins: mallopt(3), M_MMAP_THRESHOLD.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(-3, LARGE)


_inherited: list[Any] = []
"""In a worker: the function and the items that it found in its memory when it was forked."""


def _start(pool: ProcessPoolExecutor) -> None:
    """Fork the workers, and keep interrupts from them: half of a result in the pipe would keep the parent waiting."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pool.submit(_of_parent, 0, 0)  # the first submission starts them
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(function: Callable[[Any], Any], items: Sequence[Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the pool when what is begun is done
    _inherited[:] = function, items


def _of_parent(start: int, stop: int) -> list[Any]:
    function, items = _inherited
    return _each(function, items[start:stop])
