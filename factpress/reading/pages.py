"""Read a page of the editors' own."""

from __future__ import annotations

from msgspec.structs import asdict

from factpress.model.content import PageFile, Site
from factpress.model.diagnostics import Report
from factpress.model.graph import Page, Reading
from factpress.reading.decode import decode
from factpress.reading.document import Document
from factpress.reading.markdown import Surroundings, to_html
from factpress.reading.todo import judge_lines


def page(document: Document, site: Site, report: Report) -> Reading:
    """Return what the file of a page says."""
    path, front = document.file.path, document.front
    written = decode(PageFile, front, report)
    around = Surroundings(front.path, document.body_line, "", site.front_transcript)
    prose = to_html(document.body, around, report)
    judge_lines(document.body, front.path, document.body_line, report)
    return Reading(path, page=Page(**asdict(written), id=document.file.id, path=path, prose=prose))
