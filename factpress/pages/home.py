"""The home page: bottom line, distribution, coverage, claims and the filters of their list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from factpress.model.artifact import Artifact, asset
from factpress.model.content import Topic, Verdict
from factpress.model.graph import Edition, Page
from factpress.pages.components import Row, Share, View, changed
from factpress.pages.context import Context, Head
from factpress.pages.coverage import Stretch, coverage, sections
from factpress.pages.data import Bytes


class Group(View, frozen=True):
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


class OtherTalk(View, frozen=True):
    """A talk besides the front one."""

    id: str
    title: str
    claims: int


class Home(View, frozen=True):
    """What the template `home.html` reads."""

    head: Head
    heading: str
    talk: str
    edition: Edition
    """The edition readers see first."""
    original: Edition
    updated: str
    shares: tuple[Share, ...]
    coverage: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    """All claims, in the order of the talks."""
    topics: tuple[tuple[Topic, int], ...]
    """With the number of their claims."""
    talks: tuple[OtherTalk, ...]
    scripts: tuple[str, ...]
    """Of the filters; none if there are few claims."""
    targets: str
    """The stylesheet of the filters without script."""
    prose: str = ""
    """The editor's text, as safe HTML."""

    @property
    def claims(self) -> int:
        """Return how many claims there are."""
        return len(self.rows)

    @property
    def passages(self) -> int:
        """Return how many passages the front talk has."""
        return sum(len(stretch.cells) for stretch in self.coverage)

    @property
    def checked(self) -> int:
        """Return how many of them have a claim."""
        return sum(cell.state == "checked" for stretch in self.coverage for cell in stretch.cells)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the claims by section of the front talk, then those of each other talk."""
        return (*_by_section(self), *_by_talk(self))


def home(context: Context) -> Iterator[Artifact]:
    """Name the home page, and the styles that filter its list by verdict without a script."""
    page = context.page("index")
    targets = asset("targets.css", _targets(context.common.verdicts)) if context.has_filters else None
    view = partial(_page, context, page, targets[0] if targets else "")
    yield Artifact("index.html", "home.html", view)
    if targets:
        yield Artifact(targets[0], "bytes", partial(Bytes, targets[1]))


def _targets(verdicts: tuple[Verdict, ...]) -> bytes:
    """Return styles that show the rows of one verdict after a click on its bar, which leads to `#f-<verdict>`."""
    # A file of its own: ids of verdicts are content, and the policy allows no style elements.
    rules = [
        f'.no-js #f-{v.id}:target ~ .side :is(.row:not([data-verdict="{v.id}"]), '
        f'.grp:not(:has([data-verdict="{v.id}"])))'
        for v in verdicts
    ]
    return f"@layer pages {{\n{(',' + chr(10)).join(rules)} {{ display: none; }}\n}}\n".encode()


def _page(context: Context, page: Page | None, targets: str) -> Home:
    graph = context.graph
    talk = graph.transcripts[context.common.transcript]
    title = page.title if page else talk.editions[0].title
    return Home(
        head=context.head("index.html", title, page.description if page else "", "claims", page.path if page else ""),
        heading=title,
        talk=talk.id,
        edition=talk.editions[0],
        original=talk.original,
        updated=max(map(changed, graph.claims)).isoformat() if graph.claims else "",
        shares=context.shares,
        coverage=coverage(sections(context, talk)),
        rows=tuple([context.rows[claim.id] for claim in graph.claims]),
        topics=tuple([(t, len(graph.by_topic[t.id])) for t in graph.publishing.topics if t.id in graph.by_topic]),
        talks=tuple(_talks(context)),
        scripts=context.theme.filters if targets else (),
        targets=targets,
        prose=page.prose.html if page else "",
    )


def _talks(context: Context) -> Iterator[OtherTalk]:
    counts = Counter(claim.transcript for claim in context.graph.claims)
    for talk in context.graph.transcripts.values():
        if talk.id != context.common.transcript:
            yield OtherTalk(talk.id, talk.editions[0].title, counts[talk.id])


def _by_section(page: Home) -> Iterator[Group]:
    by_passage: dict[str, list[Row]] = {}
    for row in page.rows:
        if row.transcript == page.talk:
            by_passage.setdefault(row.passage, []).append(row)
    for section in page.coverage:
        rows = tuple([row for cell in section.cells for row in by_passage.get(cell.id, ())])
        if rows:
            first, last = section.cells[0].number, section.cells[-1].number
            yield Group(f"g-{section.id}", section.id, section.number, section.title, first, last, rows)


def _by_talk(page: Home) -> Iterator[Group]:
    by_talk: dict[str, dict[str, list[Row]]] = {}
    for row in page.rows:
        by_talk.setdefault(row.transcript, {}).setdefault(row.passage, []).append(row)
    for talk in page.talks:
        if talk.id in by_talk:
            rows = tuple([row for found in by_talk[talk.id].values() for row in found])
            yield Group(f"g-{talk.id}", talk.id, 0, talk.title, 0, 0, rows)
