"""Stages with numbers: nothing in this room knows what it builds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.building.cache import Cache
from factpress.building.fingerprint import fingerprint
from factpress.building.stages import Stage, Stages
from factpress.building.timings import Timings
from factpress.building.workers import Workers


def square(number: int) -> int:
    """Return a number times itself."""
    return number * number


SQUARE = Stage("square", square, int)


class OneByOne(Executor):
    """An executor that is not ours: it does at once what it is given."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.calls = 0

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Do it."""
        self.calls += 1
        future: Future[Any] = Future()
        try:
            future.set_result(function(*given, **named))
        except BaseException as error:
            future.set_exception(error)
        return future


def _workers() -> Iterator[Any]:
    yield pytest.param(Workers(1), id="one process")
    yield pytest.param(Workers(2), id="two processes")
    yield pytest.param(Workers(5), id="five processes")
    yield pytest.param(Workers(executor=ThreadPoolExecutor(3)), id="threads")
    yield pytest.param(Workers(executor=OneByOne()), id="somebody's own")


@pytest.mark.parametrize("workers", _workers())
@pytest.mark.parametrize("many", [0, 1, 7, 500])
def test_results_come_in_the_order_of_the_items(workers: Workers, many: int) -> None:
    """Whoever does the work, in however many processes."""
    assert Stages(workers).each(SQUARE, range(many), fingerprint) == [n * n for n in range(many)]


def test_an_executor_that_is_passed_in_does_all_the_work() -> None:
    """Nothing is forked then."""
    executor = OneByOne()
    Stages(Workers(8, executor)).each(SQUARE, range(100), fingerprint)
    assert executor.calls > 0


def _of_whom(_: int) -> int:
    time.sleep(0.001)
    return os.getpid()


def test_work_is_done_in_as_many_processes_as_it_is_worth() -> None:
    """A few items stay in this process; many, or what was asked for, go to others."""
    few = Stages(Workers()).each(Stage("who", _of_whom, int), range(20), fingerprint)
    assert set(few) == {os.getpid()}
    asked = Stages(Workers(3)).each(Stage("who", _of_whom, int), range(200), fingerprint)
    assert os.getpid() in asked
    assert 1 < len(set(asked)) <= 3


def test_a_worker_finds_what_is_in_memory() -> None:
    """Items need not be anything that goes through a pipe."""
    items = [lambda n=n: n for n in range(200)]
    assert Stages(Workers(2)).each(Stage("call", lambda item: item(), int), items, lambda _: b"") == [*range(200)]


def _full_disk(number: int) -> int:
    if number == 150:
        raise OSError(28, "No space left on device", "some/file")
    return number


@pytest.mark.parametrize("workers", _workers())
def test_a_fault_in_any_worker_is_raised_here(workers: Workers) -> None:
    """The path that failed is told as if there were one process."""
    with pytest.raises(OSError, match="some/file"):
        Stages(workers).each(Stage("fail", _full_disk, int), range(200), fingerprint)


PARENT = os.getpid()


def _end(number: int) -> int:
    if os.getpid() != PARENT:
        os._exit(9)
    return number


def test_a_worker_that_ends_early_is_told() -> None:
    """Nobody waits for ever."""
    with pytest.raises(ChildProcessError, match="ended early"):
        Stages(Workers(2)).each(Stage("end", _end, int), range(200), fingerprint)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_known_is_not_computed_again(tmp_path: Path, jobs: int) -> None:
    """A result is kept under its key; another key is computed, and what no build uses any more goes."""
    for items, computed in ((range(100), 100), (range(100), 0), (range(50, 150), 50), (range(50, 150), 0)):
        stages = Stages(Workers(jobs), Cache(tmp_path / "cache", "1"))
        assert stages.each(SQUARE, items, fingerprint) == [n * n for n in items]
        assert stages.computed["square"] == computed
        stages.finish(forget=True)
    stages = Stages(Workers(jobs), Cache(tmp_path / "cache", "1"))
    stages.each(SQUARE, range(100), fingerprint)
    assert stages.computed["square"] == 50


def test_a_stage_of_one_item_is_run_once(tmp_path: Path) -> None:
    """As long as its key is the same."""
    for number, key, computed in ((3, b"a", 1), (3, b"a", 0), (4, b"b", 1)):
        stages = Stages(Workers(), Cache(tmp_path / "cache", "1"))
        assert stages.once(SQUARE, number, partial(bytes, key)) == number * number
        assert stages.computed["square"] == computed
        stages.finish(forget=True)


def test_results_may_be_held(tmp_path: Path) -> None:
    """A process that builds again and again takes them from memory, and lets go of what it did not use."""
    held: dict[tuple[str, bytes], Any] = {}
    for items, computed in ((range(10), 10), (range(5, 15), 5), (range(5, 15), 0)):
        stages = Stages(Workers(), Cache(tmp_path / "cache", "1"), held)
        assert stages.each(SQUARE, items, fingerprint) == [n * n for n in items]
        assert stages.computed["square"] == computed
        stages.finish(forget=True)
        assert sorted(held.values()) == [n * n for n in items]


def test_timings_are_told_by_stage() -> None:
    """A row for each stage, how many items it worked on and skipped, and the whole at the end."""
    timings = Timings()
    timings.add("square", 0.001, 3, 2)
    timings.add("square", 0.001, 4)
    rows = [line.split() for line in timings.table().splitlines()]
    assert rows[0] == ["stage", "files", "ms", "share", "skipped"]
    assert (rows[1][:2], rows[1][-1]) == (["square", "7"], "2")
    assert [row[0] for row in rows[2:]] == ["the", "all"]


VALUES = st.recursive(
    st.text(max_size=20) | st.integers(-(2**60), 2**60) | st.none() | st.booleans(), lambda s: st.tuples(s, s)
)


@given(VALUES, VALUES)
def test_equal_values_have_equal_fingerprints(one: object, other: object) -> None:
    """And others have others."""
    assert (fingerprint(one) == fingerprint(other)) == (repr(one) == repr(other))
