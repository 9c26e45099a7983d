"""What every page shares: head, navigation, foot."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from factpress.look import Look
from factpress.model import Graph
from factpress.written import Site, Verdict


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one page."""

    site: Site
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
class Shell:
    """What outputs need to name artifacts: the graph, the look, and which share is ours."""

    graph: Graph
    look: Look

    def frame(self, path: str, title: str, description: str = "", nav: str = "", written: str = "") -> Frame:
        """Return the frame of a page; `written` is its file below the content folder."""
        site = self.graph.publishing.site
        repository = site.repository
        home = repository.url.rstrip("/") if repository else ""
        root = "../" * path.count("/") if path != "404.html" else self.base_path
        address = site.base_url + ("" if path == "index.html" else path)
        return Frame(
            site=site,
            root=root,
            path=path,
            title=title,
            description=description or site.tagline,
            nav=nav,
            canonical=address,
            edit=f"{home}/edit/{repository.branch}/content/{written}" if repository and written else "",
            report=f"{home}/issues/new?title={quote(f'Error on {path}', safe='')}" if repository else "",
            transcript=site.front_transcript,
            pages=tuple((page.id, page.title) for page in self.graph.publishing.pages if page.id != "index"),
            verdicts=self.graph.publishing.verdicts,
            stylesheet=self.look.stylesheet,
            script=self.look.script,
            icon=self.look.icon,
            theme=self.look.theme,
            theme_hash=self.look.theme_hash,
        )

    @property
    def base_path(self) -> str:
        """Return where the site lies on its host, with slashes around it."""
        return urlsplit(self.graph.publishing.site.base_url).path or "/"
