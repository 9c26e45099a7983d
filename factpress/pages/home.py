"""The home page: bottom line, distribution, coverage, claims and the filters of their list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from factpress.model.artifact import Artifact, asset
from factpress.model.content import Topic, Verdict
from factpress.model.graph import Edition, Page, Prose
from factpress.pages.components import Row, heading
from factpress.pages.context import Frame, Shell
from factpress.pages.coverage import Stretch, strip
from factpress.pages.data import Bytes, changed

FEW = 5
"""Claims that a reader takes in at a glance: no bars and no filters."""


class Share(NamedTuple):
    """A verdict in the distribution."""

    verdict: Verdict
    claims: int
    percent: str
    """Of the most frequent one: the length of its bar."""


class Group(NamedTuple):
    """The claims of one section, or of another talk."""

    id: str
    key: str
    """What the filter by section calls it: the section's id, or the other talk's."""
    number: int
    """Of the section; 0 for another talk."""
    title: str
    first: int
    last: int
    """Numbers of the section's first and last passage; 0 for another talk."""
    rows: tuple[Row, ...]


class Home(NamedTuple):
    frame: Frame
    heading: str
    talk: str
    edition: Edition
    """The edition readers see first."""
    original: Edition
    passages: int
    checked: int
    claims: int
    updated: str
    shares: tuple[Share, ...]
    sections: tuple[Stretch, ...]
    groups: tuple[Group, ...]
    topics: tuple[tuple[Topic, int], ...]
    talks: tuple[tuple[str, str, int], ...]
    """Other talks: id, title, number of claims."""
    scripts: tuple[str, ...]
    """Of the filters; none if there are few claims."""
    targets: str
    """The stylesheet of the filters without script."""


def home(shell: Shell) -> Iterator[Artifact]:
    """Name the home page, and the styles that filter its list by verdict without a script."""
    page = next((p for p in shell.graph.publishing.pages if p.id == "index"), None)
    targets = asset("targets.css", _targets(shell.graph.publishing.verdicts)) if many(shell) else None
    yield Artifact("index.html", "home.html", partial(_page, shell, page, targets), page.prose if page else Prose())
    if targets:
        yield Artifact(targets[0], "bytes", partial(Bytes, targets[1]))


def many(shell: Shell) -> bool:
    """Tell whether there are so many claims that their list has filters."""
    return len(shell.graph.claims) > FEW


def _targets(verdicts: tuple[Verdict, ...]) -> bytes:
    """Return styles that show the rows of one verdict after a click on its bar, which leads to `#f-<verdict>`."""
    # A file of its own: ids of verdicts are content, and the policy allows no style elements.
    rules = [
        f'.no-js #f-{v.id}:target ~ .side :is(.row:not([data-verdict="{v.id}"]), '
        f'.grp:not(:has([data-verdict="{v.id}"])))'
        for v in verdicts
    ]
    return f"@layer pages {{\n{(',' + chr(10)).join(rules)} {{ display: none; }}\n}}\n".encode()


def _page(shell: Shell, page: Page | None, targets: tuple[str, bytes] | None) -> Home:
    graph = shell.graph
    talk = graph.transcripts[graph.publishing.site.front_transcript]
    sections = strip(shell, talk)
    cells = [cell for section in sections for cell in section.cells]
    title = page.title if page else talk.editions[0].title
    return Home(
        frame=shell.frame("index.html", title, page.description if page else "", "claims", page.path if page else ""),
        heading=title,
        talk=talk.id,
        edition=talk.editions[0],
        original=talk.original,
        passages=len(cells),
        checked=sum(cell.state == "checked" for cell in cells),
        claims=len(graph.claims),
        updated=max(map(changed, graph.claims), default=""),
        shares=shares(shell),
        sections=sections,
        groups=tuple(_groups(shell)),
        topics=tuple(
            (topic, len(graph.by_topic[topic.id])) for topic in graph.publishing.topics if topic.id in graph.by_topic
        ),
        talks=tuple(_talks(shell)),
        scripts=shell.look.filters if targets else (),
        targets=targets[0] if targets else "",
    )


def shares(shell: Shell) -> tuple[Share, ...]:
    """Return how often each verdict was given, in the order of the scale."""
    counts = Counter(claim.verdict for claim in shell.graph.claims)
    most = max(counts.values(), default=1)
    return tuple(
        Share(verdict, counts[verdict.id], f"{100 * counts[verdict.id] / most:.1f}")
        for verdict in shell.graph.publishing.verdicts
    )


def _groups(shell: Shell) -> Iterator[Group]:
    graph = shell.graph
    front = graph.publishing.site.front_transcript
    by_talk: dict[str, dict[str, list[Row]]] = {}
    for claim in graph.claims:
        found = shell.row(claim)
        by_talk.setdefault(found.transcript, {}).setdefault(found.passage, []).append(found)
    by_passage = by_talk.get(front, {})
    for section in graph.transcripts[front].sections:
        rows = tuple(r for p in section.passages for r in by_passage.get(p.id, ()))
        if rows:
            first, last = section.passages[0], section.passages[-1]
            title = heading(section)
            yield Group(f"g-{section.id}", section.id, section.number, title, first.number, last.number, rows)
    for talk in graph.transcripts.values():
        if talk.id != front and talk.id in by_talk:
            rows = tuple(chain(*by_talk[talk.id].values()))
            yield Group(f"g-{talk.id}", talk.id, 0, talk.editions[0].title, 0, 0, rows)


def _talks(shell: Shell) -> Iterator[tuple[str, str, int]]:
    counts = Counter(claim.transcript for claim in shell.graph.claims)
    for talk in shell.graph.transcripts.values():
        if talk.id != shell.graph.publishing.site.front_transcript:
            yield talk.id, talk.editions[0].title, counts[talk.id]
