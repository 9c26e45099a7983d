"""How long each stage took, for those who ask."""

from __future__ import annotations

from time import perf_counter


class Timings:
    """A row for each stage, in the order in which the stages ran."""

    def __init__(self) -> None:
        """Start the clock; the time before the first stage is the start of the program."""
        self.rows: dict[str, tuple[float, int, int]] = {}
        """By stage: seconds, items that were worked on, items that were skipped."""
        self.began = perf_counter()

    def add(self, stage: str, seconds: float, items: int = 0, skipped: int = 0) -> None:
        """Add to a stage's row."""
        before = self.rows.get(stage, (0.0, 0, 0))
        self.rows[stage] = before[0] + seconds, before[1] + items, before[2] + skipped

    def table(self) -> str:
        """Return a line for each stage: files, milliseconds, share, skipped."""
        whole = perf_counter() - self.began
        rest = whole - sum(seconds for seconds, _, _ in self.rows.values())
        lines = [f"{'stage':<12}{'files':>8}{'ms':>9}{'share':>7}{'skipped':>9}"]
        for stage, (seconds, items, skipped) in [*self.rows.items(), ("the rest", (rest, 0, 0))]:
            row = f"{stage:<12}{items or '':>8}{seconds * 1000:9.1f}{seconds / whole:7.1%}{skipped or '':>9}"
            lines.append(row.rstrip())
        return "\n".join([*lines, f"{'all':<12}{'':8}{whole * 1000:9.1f}"]) + "\n"
