"""What every view is: plain values, drawn alike each time, with the editor's text where there is one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from factpress.model.artifact import Artifact
from factpress.pages.components import View
from factpress.pages.context import Context
from factpress.pages.plan import OUTPUTS
from factpress.pipeline import build
from tests.conftest import Workshop


def _views(workshop: Workshop) -> dict[str, View]:
    """Return the views of all files of the small site, by path."""
    found: dict[str, View] = {}

    def draw(context: Context) -> Iterator[Artifact]:
        found.update({artifact.path: artifact.view() for output in OUTPUTS for artifact in output(context)})
        return iter(())

    build(workshop.options()._replace(outputs=(draw,), fresh=True, jobs=1))
    return found


def test_every_view_is_plain_and_drawn_alike(workshop: Workshop) -> None:
    """The bytes of a view are its page's key: msgspec can encode every view, and the same content gives the same."""
    one, other = ({path: msgspec.msgpack.encode(view) for path, view in _views(workshop).items()} for _ in range(2))
    assert one == other
    assert {"index.html", "search.html", "claims/length.html", "transcripts/bridge.html", "data/claims.json"} <= set(
        one
    )


def test_a_view_changes_with_what_its_page_shows(workshop: Workshop) -> None:
    """The summary of a claim is in the views of the pages that list it, and in no others."""
    before = _views(workshop)
    workshop.replace("claims/length.md", "summary: ", "summary: Indeed, ")
    after = _views(workshop)
    changed = {path for path in before if msgspec.msgpack.encode(before[path]) != msgspec.msgpack.encode(after[path])}
    assert {"claims/length.html", "index.html", "search.html", "topics/length.html"} <= changed
    assert not {"methodology.html", "sources.html", "sources/ledger.html", "sitemap.xml"} & changed


def test_lines_that_move_change_no_view(workshop: Workshop) -> None:
    """A view holds what is shown, and not where in its file it was written."""
    before = _views(workshop)
    workshop.replace("sources/books.yaml", "references:\n", "# A comment.\n\nreferences:\n")
    assert _views(workshop) == before


def test_views_carry_the_text_of_their_editors(workshop: Workshop) -> None:
    """As safe HTML, in the field that the template writes as it is."""
    views = _views(workshop)
    for path in ("index.html", "methodology.html"):
        assert "<p>" in getattr(views[path], "prose", "")
