"""Run the stages of a line: once, or for each item in several processes, and only if their input is another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from msgspec import msgpack

from factpress.building.cache import Cache
from factpress.building.timings import Timings
from factpress.building.workers import Workers

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")

Held = dict[tuple[str, bytes], Any]
"""Results by stage and key, for a process that builds again and again."""


class Stage(NamedTuple, Generic[T, R]):
    """A pure function of one value, and the type of its result: anything that msgspec can encode and decode."""

    name: str
    function: Callable[[T], R]
    result: Any
    weight: Callable[[T], float] = lambda _: 1
    """Milliseconds that an item takes, about: whether workers pay depends on it."""
    then: Callable[[R], R] = lambda result: result
    """What is done here with each result, wherever it comes from."""


class Stages:
    """Runs stages, with what one build has for it: a cache or none, workers, and a table of timings."""

    def __init__(self, workers: Workers, cache: Cache | None = None, held: Held | None = None) -> None:
        """Start a build. What is `held` is not read from the cache again; what this build does not use goes."""
        self.workers = workers
        self.cache = cache
        self.timings = Timings()
        self.computed: dict[str, int] = {}
        """How many results of each stage were computed now."""
        self._held = held if held is not None else {}
        self._holds = held is not None
        self._used: set[tuple[str, bytes]] = set()

    def run(self, function: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
        """Run a stage that is done as a whole."""
        start = perf_counter()
        try:
            return function(*given, **named)
        finally:
            self.timings.add(function.__name__, perf_counter() - start)

    def once(self, stage: Stage[T, R], item: T, key: Callable[[], bytes]) -> R:
        """Run a stage for one item, unless the cache has the result for its key."""
        return next(iter(self.each(stage, (item,), lambda _: key())))

    def each(self, stage: Stage[T, R], items: Sequence[T], key: Callable[[T], bytes]) -> list[R]:
        """Return the result for each item, in order.

        What the cache has for an item's key is taken from there; the other results are computed, by workers when that
        pays, and kept. Every result has gone through its encoded form, so it is the same wherever it came from.
        """
        start = perf_counter()
        decode = _decoder(stage)
        if not self.cache:
            found = {at: decode(data) for at, data in self._work(stage, items)}
            self._count(stage.name, start, len(items), 0)
            return [found[at] for at in range(len(items))]
        keys = [key(item) for item in items]
        known = {one: self._held[stage.name, one] for one in keys if (stage.name, one) in self._held}
        self.cache.keep(stage.name, known)
        loaded = self.cache.load(stage.name, [one for one in keys if one not in known])
        known |= {one: decode(data) for one, data in loaded.items()}
        rest = {one: item for one, item in zip(keys, items, strict=True) if one not in known}
        missing = list(rest)
        for at, data in self._work(stage, [*rest.values()]):
            self.cache.store(stage.name, missing[at], data)
            known[missing[at]] = decode(data)
        if self._holds:
            self._hold({(stage.name, one): value for one, value in known.items()})
        self._count(stage.name, start, len(rest), len(items) - len(rest))
        return [known[one] for one in keys]

    def stream(self, stage: Stage[T, R], items: Sequence[T]) -> Iterator[tuple[T, R]]:
        """Yield each item and its result, computed anew, as they come."""
        start = perf_counter()
        decode = msgpack.Decoder(stage.result).decode
        yield from ((items[at], decode(data)) for at, data in self._work(stage, items))
        self._count(stage.name, start, len(items), 0)

    def _work(self, stage: Stage[T, R], items: Sequence[T]) -> Iterator[tuple[int, bytes]]:
        return self.workers.map(partial(_encoded, stage.function), items, sum(map(stage.weight, items)))

    def _hold(self, values: Held) -> None:
        self._held.update(values)
        self._used.update(values)

    def finish(self, forget: bool) -> None:
        """Save the cache; forget what this build did not use, if asked to."""
        if self.cache:
            self.cache.save(forget)
        for unused in self._held.keys() - self._used if forget else ():
            del self._held[unused]

    def _count(self, stage: str, start: float, computed: int, skipped: int) -> None:
        self.computed[stage] = self.computed.get(stage, 0) + computed
        self.timings.add(stage, perf_counter() - start, computed, skipped)


def _decoder(stage: Stage[T, R]) -> Callable[[bytes], R]:
    decode, then = msgpack.Decoder(stage.result).decode, stage.then
    return lambda data: then(decode(data))


def _encoded(function: Callable[[Any], Any], item: Any) -> bytes:
    return msgpack.encode(function(item))
