"""Make the bytes of an artifact: the one door to Jinja."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Impossible
from markupsafe import Markup, escape

from factpress.building.files import templates as files_of
from factpress.building.pack import names, reader
from factpress.model.artifact import Artifact
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.rendering.interface import Interface

Hole = tuple[int, int]
"""Where the prose stands in a file: start and length in bytes; two zeros where there is none."""

Render = Callable[[Artifact, Any, Report], "tuple[bytes, Hole] | None"]
"""From an artifact and its view to bytes; nothing if its template fails, which is reported."""

HOLE = b"\0"
PROSE = Markup(HOLE.decode())
"""Stands for the prose while the page is made; `load` lets no such character in."""

PARTS = ("partials/components.html", "partials/head.html")
"""Files whose macros are filters."""

MOST_LETTERS = 300_000
"""Of the parts of a kind that are held: some 500 claims' rows, or what 2,000 sources say of themselves as evidence."""

MANY = 1_000
"""Pieces of a page that are joined; more are not held, as there are pages of ten megabytes."""

MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
BLANK = re.compile(rb"\n[ \t]*(?=\n)")


def compile_some(environment: Environment, rank: int, size: int) -> None:
    """Compile one process's share of the templates, by size; the other processes find them as bytecode."""
    files = [file for file in files_of(environment.home) if file.suffix == ".html"]
    for file in sorted(files, key=lambda file: (-file.stat().st_size, file))[rank::size]:
        with suppress(Exception):  # told when a page is made of it
            environment.get_template(file.relative_to(environment.home).as_posix())


def renderer(environment: Environment) -> Render:
    """Return the function that renders artifacts with the templates of an environment.

    The same artifact gives the same bytes. A template that fails is reported with its file and line, and gives none.
    """
    templates = environment.home

    def render(artifact: Artifact, view: Any, report: Report) -> tuple[bytes, Hole] | None:
        if artifact.template == "bytes":
            return bytes(view.data), (0, 0)
        if artifact.template == "json":
            return (json.dumps(view.data, ensure_ascii=False, indent=1) + "\n").encode(), (0, 0)
        try:
            template = environment.get_template(artifact.template)
            fields = _variables(view.__class__)
            given = dict(zip(fields, reader(fields)(view), strict=True), prose=PROSE if artifact.prose.html else "")
            pieces = list(_tight(template.generate(given)))
        except Exception as error:
            if not (where := _in_template(error, templates)):
                raise
            said = getattr(error, "message", None) or str(error)
            report(Diagnostic("FP609", where, f"{type(error).__name__}: {said}", f"it was making {artifact.path}"))
            return None
        body = (artifact.prose.html or "").encode()
        holes = [n for n, piece in enumerate(pieces) for _ in range(piece.count(HOLE))]
        start = sum(map(len, pieces[: holes[0]])) + pieces[holes[0]].index(HOLE) if len(holes) == 1 else 0
        return b"".join([piece.replace(HOLE, body) for piece in pieces]), (start, len(body) if start else 0)

    return render


@cache
def _variables(kind: Any) -> tuple[str, ...]:
    """Return what a view offers to a template: its fields, and its properties."""
    return (*names(kind), *(name for name in dir(kind) if isinstance(getattr(kind, name), property) and name[0] != "_"))


def _tight(pieces: Iterable[str]) -> Iterator[bytes]:
    """Encode the pieces of a page, without its blank lines."""
    blank = b""
    for piece in pieces:
        text = blank + piece.encode()
        full = text.rstrip(b" \t\n")
        blank = text[len(full) :]
        yield BLANK.sub(b"", full)
    yield BLANK.sub(b"", blank)


def prepare(templates: Path, lang: str, words: Mapping[str, Any], compiled: Path) -> Environment:
    """Return what templates of a folder are made into pages with; `compiled` keeps them as bytecode."""
    say = Interface(lang, words)
    environment = Environment(
        templates,
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
    for file in PARTS:
        for name in MACRO.findall((templates / file).read_text("utf-8")) if (templates / file).is_file() else ():
            environment.filters[name] = _part(environment, file, name)
    return environment


def _part(environment: Environment, file: str, name: str) -> Callable[..., str]:
    """Return a macro as a filter that makes the same part once, and forgets when it has made very many."""
    memo: dict[tuple[Any, ...], tuple[Any, str]] = {}
    held = 0

    def part(value: Any, *given: Any) -> str:
        nonlocal held
        # What is made once is told from others by its identity; it is kept, so that no other gets that identity.
        key = (value if value.__class__ is str or not getattr(value, "SHARED", False) else id(value), *given)
        if not (made := memo.get(key)):
            if file in environment.compiling:  # Jinja asks for the part of a constant while it compiles this very file
                raise Impossible
            if held > MOST_LETTERS:
                memo.clear()
                held = 0
            macro = getattr(environment.get_template(file).module, name)
            made = memo[key] = value, macro(value, *given)
            held += len(made[1])
        return made[1]

    return part


class _Generator(CodeGenerator):
    """Writes templates as Python that makes blocks as wholes, and calls `escaped` where Jinja's own calls `escape`."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what Jinja's own takes."""
        super().__init__(*given, **named)
        self.wholes: set[str] = set()
        """Names of the lists that gather a block."""
        self.loops: set[int] = set()
        """Which nodes are what a loop repeats, by identity."""

    def write_commons(self) -> None:
        """Name what is called often."""
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    def blockvisit(self, nodes: Any, frame: Any) -> None:
        """Gather the pieces of a block in a list, as Jinja does in macros: handing each up costs more.

        A loop hands them up when they are many.
        """
        whole = frame.buffer is None and not frame.toplevel
        if whole:
            self.buffer(frame)
            self.wholes.add(frame.buffer)
        super().blockvisit(nodes, frame)
        if whole:
            self.writeline(f"yield ''.join({frame.buffer})")
        elif frame.buffer in self.wholes and id(nodes) in self.loops:
            self.writeline(f"if len({frame.buffer}) > {MANY}:")
            self.indent()
            self.writeline(f"yield ''.join({frame.buffer})")
            self.writeline(f"{frame.buffer}.clear()")
            self.outdent()

    def visit_For(self, node: Any, frame: Any) -> None:
        """Note which nodes a loop repeats."""
        self.loops.add(id(node.body))
        super().visit_For(node, frame)

    def visit_Getattr(self, node: Any, frame: Any) -> None:
        """Read a field of a view as Python does: Jinja would try keys and undefined values besides."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write("escaped(")


class Environment(jinja2.Environment):
    """Jinja for pages by the thousand: the same bytes in a fraction of the time."""

    code_generator_class = _Generator

    def __init__(self, home: Path, **named: Any) -> None:
        """Take the folder of the templates, and what Jinja's own takes."""
        super().__init__(loader=jinja2.FileSystemLoader(home), **named)
        self.home = home
        self.loaded: dict[Any, Any] = {}
        """Templates by name; their files are not looked at again. Of one that cannot be read, what was wrong."""
        self.compiling: set[str | None] = set()
        """Files that are being compiled."""

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Return a template, always the same one. Raises what Jinja raises, and the same again."""
        if not (found := self.loaded.get(name)):
            try:
                found = super().get_template(name, parent, globals)
            except jinja2.TemplateError as error:
                found = error
            self.loaded[name] = found
        if isinstance(found, jinja2.TemplateError):
            raise found.with_traceback(None)
        return found

    def make_globals(self, d: Any) -> Any:
        """Return the names that all templates know: none has names of its own, which Jinja would look for."""
        return self.globals

    def _generate(self, source: Any, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        self.compiling.add(name)
        try:
            return super()._generate(source, name, filename, defer_init)
        finally:
            self.compiling.discard(name)

    @staticmethod
    def escaped(value: Any) -> str:
        """Return what `markupsafe.escape` does, without its object around every word."""
        kind = type(value)
        if kind is str:
            return (  # type: ignore[no-any-return]
                value.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace('"', "&#34;")
            )
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        return str(value) if kind is int else escape(value)


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
