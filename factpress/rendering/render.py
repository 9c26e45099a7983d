"""From an artifact and its view to the bytes of a file, which are read back at once."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from factpress.model.artifact import Artifact
from factpress.model.diagnostics import Diagnostic, Location
from factpress.rendering.readback import NO_FACTS, Facts, facts
from factpress.rendering.templates import Environment
from factpress.rendering.verify import judge

PROSE = b"\0"
"""Stands for an author's text while the page around it is made; reading lets no such character in."""

MOST_HELD = 500_000
"""Letters of a page that are joined at a time."""

BLANK = re.compile(rb"\n[ \t]*(?=\n)")


class Rendered(NamedTuple):
    """A file of the site."""

    data: bytes | None
    """None if its template failed."""
    facts: Facts
    """What a page says of itself."""
    found: tuple[Diagnostic, ...]


def renderer(environment: Environment, plain: bool) -> Callable[[Artifact, Any], Rendered]:
    """Return the function that renders artifacts with their views.

    The same artifact gives the same bytes. A template that fails is reported with its file and line, and gives none.
    `plain` says that all templates are plainly written, so that pages can be read back the quick way.
    """

    def render(artifact: Artifact, view: Any) -> Rendered:
        found: list[Diagnostic] = []
        try:
            data = _bytes(environment, artifact, view)
        except Exception as error:
            if not (where := _in_template(error, environment.home)):
                raise
            said = getattr(error, "message", None) or str(error)
            help = f"it was making {artifact.path}"
            return Rendered(None, NO_FACTS, (Diagnostic("FP609", where, f"{type(error).__name__}: {said}", help),))
        if not artifact.path.endswith(".html"):
            return Rendered(data, NO_FACTS, ())
        said_of_itself = facts(data, plain and artifact.template.endswith(".html"))
        judge(artifact.path, said_of_itself, lambda path: data.decode(), found.append)
        return Rendered(data, said_of_itself, tuple(found))

    return render


def _bytes(environment: Environment, artifact: Artifact, view: Any) -> bytes:
    if artifact.template == "bytes":
        return bytes(view.data)
    if artifact.template == "json":
        return (json.dumps(view.data, ensure_ascii=False, indent=1) + "\n").encode()
    template = environment.get_template(artifact.template)
    given = {name: getattr(view, name) for name in _names(view.__class__)}
    prose = given.get("prose", "").encode()
    given["prose"] = Markup(PROSE.decode()) if prose else ""
    # An author's text is set in as it is: the blank lines that go are those of templates.
    return b"".join([piece.replace(PROSE, prose) for piece in _without_blank_lines(template.generate(given))])


@cache
def _names(view: Any) -> tuple[str, ...]:
    """Return the names that a template knows: the fields of a view, and what its properties work out from them."""
    inherited = [vars(base).items() for base in view.__mro__]
    return (*view.__struct_fields__, *(name for some in inherited for name, one in some if isinstance(one, property)))


def _joined(pieces: Iterable[str]) -> Iterator[str]:
    """Join small pieces, as each costs more than its letters. A page of ten megabytes is never held whole."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > MOST_HELD:
            yield "".join(held)
            held.clear()
            size = 0
    yield "".join(held)


def _without_blank_lines(pieces: Iterable[str]) -> Iterator[bytes]:
    blank = b""
    for piece in _joined(pieces):
        text = blank + piece.encode()
        full = text.rstrip(b" \t\n")
        blank = text[len(full) :]
        yield BLANK.sub(b"", full)
    yield BLANK.sub(b"", blank)


def _in_template(error: Exception, templates: Path) -> Location | None:
    """Return the line of the template that raised an error, if one did."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Location(f"templates/{error.name or '?'}", error.lineno)
    if isinstance(error, jinja2.TemplateNotFound):
        return Location(f"templates/{error.name}")
    home = templates.resolve()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename).resolve()
        if file.is_relative_to(home):
            return Location(f"templates/{file.relative_to(home).as_posix()}", frame.lineno or 1)
    return None
