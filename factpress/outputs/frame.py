"""What every page shares: head, navigation, foot."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar
from urllib.parse import quote, urlsplit

from factpress.look import Look
from factpress.model import Claim, Graph
from factpress.outputs.parts import Row, row
from factpress.written import Site, Verdict


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


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one page."""

    common: Common
    root: str
    """From the page to the site's root: empty, `../`, or the whole path where a page is served at any depth."""
    path: str
    title: str
    description: str
    nav: str
    """Which entry of the navigation is lit."""
    canonical: str
    edit: str
    """Address of the file on the repository's site, or empty."""
    report: str
    """Address of a new issue about this page, or empty."""


@dataclass(frozen=True)
class Shell:
    """What outputs need to name artifacts: the graph, the look, and parts that many pages show."""

    graph: Graph
    look: Look
    _rows: dict[str, Row] = field(default_factory=dict)

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
        if claim.id not in self._rows:
            self._rows[claim.id] = row(self.graph, claim)
        return self._rows[claim.id]

    def frame(self, path: str, title: str, description: str = "", nav: str = "", written: str = "") -> Frame:
        """Return the frame of a page; `written` is its file below the content folder."""
        site = self.common.site
        repository = site.repository
        home = repository.url.rstrip("/") if repository else ""
        return Frame(
            common=self.common,
            root="../" * path.count("/") if path != "404.html" else self.base_path,
            path=path,
            title=title,
            description=description or site.tagline,
            nav=nav,
            canonical=site.base_url + ("" if path == "index.html" else path),
            edit=f"{home}/edit/{repository.branch}/content/{written}" if repository and written else "",
            report=f"{home}/issues/new?title={quote(f'Error on {path}', safe='')}" if repository else "",
        )

    @cached_property
    def base_path(self) -> str:
        """Return where the site lies on its host, with slashes around it."""
        return urlsplit(self.common.site.base_url).path or "/"
