"""Make the bytes of an artifact: the one door to Jinja."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from factpress.diagnostics import Diagnostic, Place, Report
from factpress.interface import Interface
from factpress.model import Artifact

Hole = tuple[int, int]
"""Where the prose stands in a file: start and length in bytes; two zeros where there is none."""

Render = Callable[[Artifact, Any, Report], tuple[bytes, Hole]]
"""From an artifact and its view to bytes."""

PROSE = Markup("\0")
"""Stands for the prose while the page is made; `load` lets no such character in."""

BLANK = re.compile(r"\n[ \t]*(?=\n)")


def renderer(templates: Path, lang: str, words: Mapping[str, Any], compiled: Path) -> Render:
    """Return the function that renders artifacts with the templates of a folder; `compiled` keeps them as bytecode.

    The same artifact gives the same bytes. A template that fails is reported with its file and line, and gives none.
    """
    say = Interface(lang, words)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(compiled)),
    )
    # Jinja folds a filter over a constant when it compiles: interface words cost nothing on a page.
    environment.filters.update(t=say.say, count=say.count, date=say.date, autonym=say.autonym)

    def render(artifact: Artifact, view: Any, report: Report) -> tuple[bytes, Hole]:
        if artifact.template == "bytes":
            return bytes(view.data), (0, 0)
        if artifact.template == "json":
            return (json.dumps(view.data, ensure_ascii=False, indent=1) + "\n").encode(), (0, 0)
        try:
            template = environment.get_template(artifact.template)
            prose = PROSE if artifact.prose.html else ""
            text = template.render({f.name: getattr(view, f.name) for f in fields(view)}, prose=prose)
        except Exception as error:
            if not (where := _in_template(error, templates)):
                raise
            said = getattr(error, "message", None) or str(error)
            report(Diagnostic("FP609", where, f"{type(error).__name__}: {said}", f"it was making {artifact.path}"))
            return b"", (0, 0)
        head, *tails = (piece.encode() for piece in BLANK.sub("", text).split(PROSE))
        body = (artifact.prose.html or "").encode()
        return body.join((head, *tails)), (len(head), len(body)) if len(tails) == 1 else (0, 0)

    return render


def _in_template(error: Exception, templates: Path) -> Place | None:
    """Return the line of the template that raised an error, if one did."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Place(f"templates/{error.name or '?'}", error.lineno)
    if isinstance(error, jinja2.TemplateNotFound):
        return Place(f"templates/{error.name}")
    home = templates.resolve()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename).resolve()
        if file.is_relative_to(home):
            return Place(f"templates/{file.relative_to(home).as_posix()}", frame.lineno or 1)
    return None
