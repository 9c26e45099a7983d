"""What outputs need to name artifacts, and what every page shares: its head, navigation and foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import ClassVar
from urllib.parse import quote, urlsplit

import msgspec

from factpress.model.artifact import Theme
from factpress.model.content import Site, Verdict
from factpress.model.graph import Graph, Page
from factpress.pages.components import Mark, Reference, Row, Share, View, heading, mark, reference, row
from factpress.pages.excerpts import Excerpt, excerpts

FEW = 5
"""Claims that a reader takes in at a glance: no bars and no filters."""


class Common(View, frozen=True):
    """What is the same on all pages."""

    SHARED: ClassVar = True
    site: Site
    pages: tuple[tuple[str, str], ...]
    """Id and title of the editors' pages, for navigation and foot."""
    verdicts: tuple[Verdict, ...]
    stylesheet: str
    script: str
    icon: str
    theme: str
    theme_hash: str

    @property
    def transcript(self) -> str:
        """Return the front transcript's id."""
        return self.site.front_transcript

    @property
    def base_path(self) -> str:
        """Return where the site lies on its host, with slashes around it."""
        return urlsplit(self.site.base_url).path or "/"


class Head(View, frozen=True):
    """What stands around one page: its head, its place in the navigation, the links in its foot."""

    common: Common
    path: str
    title: str
    description: str
    nav: str
    """Which entry of the navigation is lit."""
    file: str
    """The file below the content folder that the page is written in, or empty."""

    @property
    def root(self) -> str:
        """Return the way to the site's root: empty, `../`, or the whole path where a page is served at any depth."""
        return "../" * self.path.count("/") if self.path != "404.html" else self.common.base_path

    @property
    def current(self) -> str:
        """Return `aria-current` of the lit entry: `page` if it leads to this page, `true` if the page lies below it."""
        front = f"transcripts/{self.common.transcript}.html"
        targets = {"claims": "index.html", "transcript": front, "sources": "sources.html"}
        return "page" if targets.get(self.nav, self.path) == self.path else "true"

    @property
    def canonical(self) -> str:
        """Return the page's whole address."""
        return self.common.site.base_url + ("" if self.path == "index.html" else self.path)

    @property
    def edit(self) -> str:
        """Return the address of the file on the repository's site, or nothing."""
        repository = self.common.site.repository
        if not repository or not self.file:
            return ""
        return f"{repository.url.rstrip('/')}/edit/{repository.branch}/content/{self.file}"

    @property
    def report(self) -> str:
        """Return the address of a new issue about this page, or nothing."""
        if not (repository := self.common.site.repository):
            return ""
        page = "%2F".join(map(quote, self.path.split("/")))
        return f"{repository.url.rstrip('/')}/issues/new?title=Error%20on%20{page}"


class Talk(View, frozen=True):
    """What pages of claims show of a talk."""

    id: str
    title: str
    """Of the original."""
    speaker: str
    said_on: str
    url: str
    """Where the original was published, or empty."""


Text = Callable[[str], str]


class Context(msgspec.Struct, frozen=True, dict=True, eq=False):
    """The graph, the theme, and the values that many views share: each is made once."""

    graph: Graph
    theme: Theme
    text: Text
    """Returns the body of a claim as safe HTML."""

    def say(self, english: str) -> str:
        """Return interface words in the site's language."""
        return str(self.theme.words.get(english) or english)

    def head(self, path: str, title: str, description: str = "", nav: str = "", file: str = "") -> Head:
        """Return the head of a page."""
        return Head(self.common, path, title, description or self.common.site.tagline, nav, file)

    def page(self, id: str) -> Page | None:
        """Return an editors' page."""
        return next((page for page in self.graph.publishing.pages if page.id == id), None)

    @cached_property
    def common(self) -> Common:
        """Return what is the same on all pages."""
        publishing, theme = self.graph.publishing, self.theme
        pages = tuple((page.id, page.title) for page in publishing.pages if page.id != "index")
        assets = theme.stylesheet, theme.script, theme.icon
        return Common(publishing.site, pages, publishing.verdicts, *assets, theme.theme, theme.theme_hash)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Return the row of each listed or withdrawn claim."""
        return {id: row(self.graph, claim) for id, claim in self.graph.by_id.items()}

    @cached_property
    def marks(self) -> dict[str, Mark]:
        """Return the mark of each listed claim."""
        return {claim.id: mark(self.graph, claim) for claim in self.graph.claims}

    @cached_property
    def references(self) -> dict[str, Reference]:
        """Return what pages show of each source."""
        return {id: reference(source) for id, source in self.graph.sources.items()}

    @cached_property
    def talks(self) -> dict[str, Talk]:
        """Return what pages of claims show of each talk."""
        found = {}
        for id, talk in self.graph.transcripts.items():
            first, original = talk.editions[0], talk.original
            said_on = original.published or first.published
            found[id] = Talk(id, original.title, first.speaker, said_on, original.source.url)
        return found

    @cached_property
    def excerpts(self) -> dict[tuple[str, str], Excerpt]:
        """Return each passage as pages show it, by talk and passage."""
        return {at: excerpt for talk in self.graph.transcripts.values() for at, excerpt in excerpts(talk).items()}

    @cached_property
    def quotes(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the quoted words of each claim with their language, in the order of its anchors."""
        words = {(*at, text.lang): text.words for at, passage in self.graph.passages.items() for text in passage.texts}
        return {
            id: tuple(
                [(a.lang, words[a.transcript, a.passage, a.lang][a.start : a.end]) for a in self.graph.anchors[id]]
            )
            for id in self.graph.by_id
        }

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
    def shares(self) -> tuple[Share, ...]:
        """Return how often each verdict was given, in the order of the scale."""
        counts = Counter(claim.verdict for claim in self.graph.claims)
        most = max(counts.values(), default=1)
        verdicts = self.graph.publishing.verdicts
        return tuple([Share(v, counts[v.id], f"{100 * counts[v.id] / most:.1f}") for v in verdicts])

    @property
    def has_filters(self) -> bool:
        """Tell whether there are so many claims that their lists have filters."""
        return len(self.graph.claims) > FEW
