"""What each kind of edit costs, counted: figures that do not depend on the machine.

Seconds are for `bench/`. A figure that grows here says that a build has begun to do what nobody asked for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from factpress.model.options import Counts, Result
from factpress.pipeline import build
from tests.conftest import Workshop
from tests.test_laws import EDITS

SHOWN_EVERYWHERE = 19
"""Pages with a head and a foot, which name the site and the verdicts."""

COSTS = {
    # Files read, talks in which quotes are looked for, and the files that are made, or how many.
    "body": (1, 0, ["claims/length.html"]),
    "quote": (1, 1, ["claims/cost.html", "data/claims.json", "search.html", "transcripts/bridge.html"]),
    "summary": (1, 0, 7),
    "title": (1, 0, 11),
    "verdict": (1, 0, 12),
    "publish": (1, 0, 16),
    "withdraw": (1, 0, 9),
    "page": (1, 0, ["methodology.html"]),
    "source": (1, 0, 6),
    "passage": (1, 1, ["index.html", "search.html", "transcripts/bridge.html"]),
    "topic": (4, 0, 10),
    "site": (4, 0, SHOWN_EVERYWHERE),
    "scale": (4, 0, SHOWN_EVERYWHERE),
}


def _size(folder: Path, paths: dict[str, tuple[str, ...]]) -> int:
    return sum((folder / path).stat().st_size for path in paths)


def _check(built: Result, workshop: Workshop, most_links: int) -> None:
    assert built.made is not None
    assert built.counts.made == len(built.made)
    assert built.counts.bytes == _size(workshop.site, built.made)
    assert 0 < built.counts.links <= most_links


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("edit", sorted(EDITS))
def test_an_edit_costs_what_it_changes(workshop: Workshop, edit: str, jobs: int) -> None:
    """Only what changed is read and anchored; only pages that show it are made, written and judged."""
    first = build(workshop.options(jobs))
    _check(first, workshop, 119)
    workshop.replace(*EDITS[edit])
    built = build(workshop.options(jobs))
    read, anchored, made = COSTS[edit]
    assert built.made is not None
    assert (built.counts.read, built.counts.anchored) == (read, anchored)
    assert (sorted(built.made) if isinstance(made, list) else len(built.made)) == made
    _check(built, workshop, 19 if edit in ("body", "page") else first.counts.links)


def test_a_first_build_reads_and_makes_everything_once(workshop: Workshop) -> None:
    """As many files as there are, and no more."""
    built = build(workshop.options())
    files = [file for file in workshop.content.rglob("*") if file.is_file()]
    assert built.counts.read == len(files)
    assert built.counts.made == sum(1 for file in workshop.site.rglob("*") if file.is_file())


def test_nothing_changed_costs_nothing(workshop: Workshop) -> None:
    """Nothing is read or made again, also when files were only touched or copied over themselves."""
    build(workshop.options())
    assert build(workshop.options()).counts == Counts()
    for file in workshop.content.rglob("*.md"):
        file.write_bytes(file.read_bytes())
    built = build(workshop.options())
    assert (built.counts, built.made) == (Counts(), {})


def test_an_edit_undone_is_an_edit(workshop: Workshop) -> None:
    """Going back to what stood there before costs what going forward did."""
    build(workshop.options())
    path, old, new = EDITS["verdict"]
    workshop.replace(path, old, new)
    there = build(workshop.options()).counts
    workshop.replace(path, new, old)
    back = build(workshop.options()).counts
    assert (there.read, there.anchored, there.made) == (back.read, back.anchored, back.made)


def test_pages_are_drawn_only_if_something_they_are_drawn_from_changed(workshop: Workshop) -> None:
    """A body draws its own page and no other; what other pages may show draws all of them, and makes those that do."""
    first = build(workshop.options()).counts
    assert first.drawn == first.made
    workshop.replace(*EDITS["body"])
    assert build(workshop.options()).counts.drawn == 1
    workshop.replace(*EDITS["verdict"])
    built = build(workshop.options()).counts
    assert built.drawn == first.made > built.made


def test_a_page_that_lost_an_id_has_its_links_followed(workshop: Workshop) -> None:
    """What an edit takes away is looked for on the pages that were not made again."""
    workshop.replace("claims/length.md", "The survey has it", "## Found\n\nThe survey has it")
    workshop.replace("pages/methodology.md", "Read.", "Read [this](claims/length.html#h-found).")
    assert build(workshop.options()).made is not None
    workshop.replace("claims/length.md", "## Found", "## Lost")
    built = build(workshop.options())
    assert [(d.code, d.where.path) for d in built.found] == [("FP602", "content/pages/methodology.md")]
    assert built.made is None
