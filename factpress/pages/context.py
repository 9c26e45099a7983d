"""What every page shares: head, navigation, foot."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, NamedTuple
from urllib.parse import quote, urlsplit

from factpress.model.artifact import Theme
from factpress.model.content import Site, Verdict
from factpress.model.graph import Claim, Graph
from factpress.pages.components import Mark, Row, heading, mark, row


@dataclass(frozen=True, slots=True)
class Common:
    """What is the same on all pages."""

    SHARED: ClassVar = True
    site: Site
    transcript: str
    """The front transcript's id."""
    pages: tuple[tuple[str, str], ...]
    """Id and title of the editors' pages, for navigation and foot."""
    verdicts: tuple[Verdict, ...]
    stylesheet: str
    script: str
    icon: str
    theme: str
    theme_hash: str


class Frame(NamedTuple):
    """The surroundings of one page."""

    common: Common
    root: str
    """From the page to the site's root: empty, `../`, or the whole path where a page is served at any depth."""
    path: str
    title: str
    description: str
    nav: str
    """Which entry of the navigation is lit."""
    current: str
    """Its `aria-current`: `page` if it leads to this page, `true` if the page lies below it."""
    canonical: str
    edit: str
    """Address of the file on the repository's site, or empty."""
    report: str
    """Address of a new issue about this page, or empty."""


@dataclass(frozen=True)
class Shell:
    """What outputs need to name artifacts: the graph, the look, and parts that many pages show."""

    graph: Graph
    look: Theme
    _rows: dict[str, Row] = field(default_factory=dict)
    _marks: dict[str, Mark] = field(default_factory=dict)
    reviews: dict[tuple[str, str], str] = field(default_factory=dict)
    """What the reviews of a talk's claims with a verdict have in common, by talk and verdict, as it is written."""

    @cached_property
    def common(self) -> Common:
        """Return what is the same on all pages."""
        publishing, look = self.graph.publishing, self.look
        return Common(
            site=publishing.site,
            transcript=publishing.site.front_transcript,
            pages=tuple((page.id, page.title) for page in publishing.pages if page.id != "index"),
            verdicts=publishing.verdicts,
            stylesheet=look.stylesheet,
            script=look.script,
            icon=look.icon,
            theme=look.theme,
            theme_hash=look.theme_hash,
        )

    def say(self, english: str) -> str:
        """Return interface words in the site's language."""
        return str(self.look.words.get(english) or english)

    def row(self, claim: Claim) -> Row:
        """Return a claim's row, always the same one."""
        if not (found := self._rows.get(claim.id)):
            found = self._rows[claim.id] = row(self.graph, claim)
        return found

    def mark(self, id: str) -> Mark:
        """Return the mark of a listed claim, always the same one."""
        if not (found := self._marks.get(id)):
            found = self._marks[id] = mark(self.graph, self.graph.by_id[id])
        return found

    @cached_property
    def claims_at(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return the ids of the claims about each passage, by talk and passage, in the order of the talk."""
        return {at: tuple(dict.fromkeys(a.claim for a in found)) for at, found in self.graph.by_passage.items()}

    @cached_property
    def sections(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return the section of each passage, by talk and passage: its id and the words of its heading."""
        return {
            (talk.id, passage.id): (section.id, heading(section))
            for talk in self.graph.publishing.transcripts
            for section in talk.sections
            if section.headings
            for passage in section.passages
        }

    @cached_property
    def topic_numbers(self) -> dict[str, list[int]]:
        """Return the numbers of each topic's claims, in order."""
        numbers = self.graph.numbers
        return {id: [numbers[claim.id] for claim in found] for id, found in self.graph.by_topic.items()}

    @cached_property
    def languages(self) -> dict[str, tuple[dict[str, int], str]]:
        """Return for each talk the place of its languages on a page, from 1, and the one whose words are checked."""
        return {
            id: ({edition.lang: n for n, edition in enumerate(talk.editions, 1)}, talk.original.lang)
            for id, talk in self.graph.transcripts.items()
        }

    def frame(self, path: str, title: str, description: str = "", nav: str = "", written: str = "") -> Frame:
        """Return the frame of a page; `written` is its file below the content folder."""
        site, (edit, report) = self.common.site, self._repository
        return Frame(
            self.common,
            "../" * path.count("/") if path != "404.html" else self.base_path,
            path,
            title,
            description or site.tagline,
            nav,
            "page" if self._doors.get(nav, path) == path else "true",
            site.base_url + ("" if path == "index.html" else path),
            edit + written if edit and written else "",
            report + "%2F".join(map(quote, path.split("/"))) if report else "",
        )

    @cached_property
    def _doors(self) -> dict[str, str]:
        """Return the pages to which entries of the navigation lead that stand for other pages too."""
        front = f"transcripts/{self.common.transcript}.html"
        return {"claims": "index.html", "transcript": front, "sources": "sources.html"}

    @cached_property
    def _repository(self) -> tuple[str, str]:
        """Return the addresses to which a file's name and a page's path are added, or two empty words."""
        if not (repository := self.common.site.repository):
            return "", ""
        home = repository.url.rstrip("/")
        return f"{home}/edit/{repository.branch}/content/", f"{home}/issues/new?title=Error%20on%20"

    @cached_property
    def base_path(self) -> str:
        """Return where the site lies on its host, with slashes around it."""
        return urlsplit(self.common.site.base_url).path or "/"
