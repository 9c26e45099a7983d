"""Take every step of every tool in each round: what slows the machine for a while slows all of them alike."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.measure import Run, run, wait
from bench.tools import GONE, OUT, ROOT, Project, Tool

COLD, NOTHING, BODY, VERDICT, CHECK = "cold", "nothing changed", "one body edited", "one verdict edited", "check"
ALIKE = 0.05
"""How far the mean page of a claim may be from ours: else the tools do not make the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured on content of one size: for each tool and step the runs, one a round."""

    claims: int
    runs: dict[tuple[str, str], list[Run]] = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)
    """Mean bytes of a claim's page."""

    def add(self, tool: str, step: str, one: Run) -> None:
        """Note a run."""
        self.runs.setdefault((tool, step), []).append(one)

    def middle(self, tool: str, step: str, what: str) -> float:
        """Return the median of a field of the runs."""
        return median(float(getattr(one, what)) for one in self.runs[tool, step])

    def ratio(self, tool: str, other: str, step: str, what: str) -> float:
        """Return the median, over the rounds, of one tool's figure to another's of the same round."""
        both = zip(self.runs[tool, step], self.runs[other, step], strict=True)
        return median(float(getattr(one, what)) / float(getattr(two, what)) for one, two in both)

    def unlike(self) -> list[str]:
        """Return the tools whose pages of claims are not as large as the first one's."""
        own = next(iter(self.pages.values()))
        return [tool for tool, size in self.pages.items() if abs(size / own - 1) > ALIKE]


@contextmanager
def content(claims: int, transcripts: int, seed: int, names: Sequence[str] = ()) -> Iterator[Path]:
    """Generate content of that many claims and the projects of the peers named; all is gone afterwards."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=OUT) as folder:
        numbers = ("--claims", str(claims), "--transcripts", str(transcripts), "--seed", str(seed))
        # In processes of their own: what the kernel calls a child's peak begins with the size of its parent.
        _python("bench.generate", f"{folder}/content", *numbers)
        if names:
            _python("bench.peers", f"{folder}/content", folder, *names)
        try:
            yield Path(folder)
        finally:
            shutil.rmtree(GONE, ignore_errors=True)


def _python(module: str, *words: str) -> None:
    subprocess.run((sys.executable, "-m", module, *words), cwd=ROOT, check=True)


def edited(folder: Path) -> str:
    """Return the id of the claim that is edited: one from the middle, never corrected."""
    files = sorted((folder / "content" / "claims").glob("*.md"))
    return next(f.stem for f in files[len(files) // 2 :] if "\ncorrections: []\n" in f.read_text("utf-8"))


def measure(folder: Path, found: Found, tools: Iterable[Tool], times: int, patience: float) -> Found:
    """Take all steps of all tools in each round."""
    claim = edited(folder)
    projects = [tool.project(folder, claim) for tool in tools]
    for n in range(times):
        # Each comes first as often as the others: the disk is still busy with what the last one wrote.
        first = n % len(projects)
        for here in (*projects[first:], *projects[:first]):
            wait(patience)
            for step, one in _steps(here, n):
                found.add(here.tool.name, step, one)
            found.pages[here.tool.name] = here.page_size()
    order = [here.tool.name for here in projects]
    return Found(found.claims, found.runs, {name: found.pages[name] for name in order})


def _steps(here: Project, n: int) -> Iterator[tuple[str, Run]]:
    """Take every step once; n makes the edits differ from those of other rounds."""
    tool = here.tool
    here.clean()
    yield COLD, run(tool.build(here), here.folder)
    if not tool.peer:
        yield NOTHING, run(tool.build(here), here.folder)
    edit_body(here.edited, n)
    yield BODY, run(tool.rebuild(here), here.folder)
    if f"in round {n}." not in here.page.read_text("utf-8"):
        raise RuntimeError(f"{tool.name} did not publish the edit")
    if not tool.peer:
        edit_verdict(here.edited)
        yield VERDICT, run(tool.rebuild(here), here.folder)
        yield CHECK, run([*tool.build(here)[:2], "check", "--content", here.folder / "content"], here.folder)


def edit_body(claim: Path, n: int) -> None:
    """Change the text of a claim, and nothing that other pages show of it."""
    with claim.open("a", encoding="utf-8") as file:
        file.write(f"\nThis was added in round {n}.\n")


def edit_verdict(claim: Path) -> None:
    """Change the verdict of a claim, to one that asks for no evidence."""
    text = claim.read_text("utf-8")
    now = re.search(r"^verdict: (.+)$", text, re.MULTILINE)
    other = next(id for id in ("unsupported", "not-rated") if now and id != now[1])
    claim.write_text(re.sub(r"^verdict: .+$", f"verdict: {other}", text, count=1, flags=re.MULTILINE), "utf-8")


def tables(found: Found, versions: Mapping[str, str]) -> str:
    """Return what was found as two tables in Markdown: all tools, and the steps of ours alone."""
    return "\n\n".join((_all_tools(found, versions), _own_steps(found)))


def _all_tools(found: Found, versions: Mapping[str, str]) -> str:
    lines = [
        f"| {found.claims:,} claims | cold, s | to Hugo | CPU s | to Hugo | all memory, MB | largest, MB "
        "| edit, s | to Hugo | CPU s | bytes a claim's page | others busy |",
        "|---|" + "---:|" * 11,
    ]
    for tool, size in found.pages.items():
        cells = [
            f"{tool} {versions.get(tool, '')}".strip(),
            f"{found.middle(tool, COLD, 'wall'):.2f}",
            _to_hugo(found, tool, COLD, "wall"),
            f"{found.middle(tool, COLD, 'cpu'):.2f}",
            _to_hugo(found, tool, COLD, "cpu"),
            f"{found.middle(tool, COLD, 'memory') / 1e6:.0f}",
            f"{found.middle(tool, COLD, 'largest') / 1e6:.0f}",
            f"{found.middle(tool, BODY, 'wall'):.2f}",
            _to_hugo(found, tool, BODY, "wall"),
            f"{found.middle(tool, BODY, 'cpu'):.2f}",
            f"{size:,.0f}",
            f"{found.middle(tool, COLD, 'others'):.2f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _to_hugo(found: Found, tool: str, step: str, what: str) -> str:
    if ("hugo", step) not in found.runs:
        return "–"
    return f"{found.ratio(tool, 'hugo', step, what):.3g}"


MADE = re.compile(r"(\d+) made, (\d+) kept")


def _own_steps(found: Found) -> str:
    lines = ["| ours, step | s | CPU s | all memory, MB | made | kept | others busy |", "|---|" + "---:|" * 6]
    for (tool, step), runs in found.runs.items():
        if tool == "factpress":
            made = MADE.search(runs[-1].said)
            figures = [f"{found.middle(tool, step, what):.2f}" for what in ("wall", "cpu")]
            figures.append(f"{found.middle(tool, step, 'memory') / 1e6:.0f}")
            figures += made.groups() if made else ("", "")
            lines.append(f"| {step} | {' | '.join(figures)} | {found.middle(tool, step, 'others'):.2f} |")
    return "\n".join(lines)
