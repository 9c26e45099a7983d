"""How long each stage took, for who asks."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Clock:
    """Notes the time of the functions that go through it; one that is off gives them back as they are."""

    def __init__(self, on: bool = True) -> None:
        """Start; what passes before the first stage is the start of the program."""
        self.on = on
        self.rows: dict[str, list[float]] = {}
        """By stage: seconds, files, files skipped."""
        self.began = perf_counter()

    def __call__(self, stage: str, function: Callable[P, T], files: int = 0, skipped: int = 0) -> Callable[P, T]:
        """Return the function, its time added to a stage that handles so many files; none given: each call is one."""
        if not self.on:
            return function
        row = self.rows.setdefault(stage, [0.0, 0, 0])
        row[1] += files
        row[2] += skipped

        def timed(*given: P.args, **named: P.kwargs) -> T:
            start = perf_counter()
            try:
                return function(*given, **named)
            finally:
                row[0] += perf_counter() - start
                row[1] += not files

        return timed

    def table(self) -> str:
        """Return a line for each stage: files, milliseconds, share, skipped."""
        whole = perf_counter() - self.began
        rows = [*self.rows.items(), ("the rest", [whole - sum(row[0] for row in self.rows.values()), 0, 0])]
        lines = [f"{'stage':<12}{'files':>8}{'ms':>9}{'share':>7}{'skipped':>9}"]
        for stage, (seconds, files, skipped) in rows:
            counted = f"{files:8.0f}" if files else " " * 8
            lines.append(f"{stage:<12}{counted}{seconds * 1000:9.1f}{seconds / whole:7.1%}{skipped or '':>9}")
        return "\n".join([*lines, f"{'all':<12}{'':8}{whole * 1000:9.1f}"]) + "\n"


OFF = Clock(on=False)
