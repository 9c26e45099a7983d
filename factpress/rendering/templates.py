"""Templates: the door to Jinja, with its code tuned through its own extension points."""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Mapping, Sequence
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Impossible
from markupsafe import Markup, escape

from factpress.rendering.interface import Interface

try:  # the function in C that `escape` calls: it takes a third of the time of five replacements
    from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]
except ImportError:

    def escape_text(s: str, /) -> str:
        """Return a text without characters that have a meaning in HTML."""
        return str(escape(s))


COMPONENTS = ("partials/components.html", "partials/head.html")
"""Files whose macros are filters."""

MOST_LETTERS = 300_000
"""Of the components of a kind that are held: some 500 claims' rows, or the evidence of 2,000 sources."""

MANY = 1_000
"""Pieces of a page that are joined; more are not held, as there are pages of ten megabytes."""

MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")


def prepare(templates: Path, lang: str, words: Mapping[str, Any]) -> Environment:
    """Return what makes pages with the templates of a folder, in a language of the interface."""
    interface = Interface(lang, words)
    environment = Environment(
        templates,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    # Jinja works out a filter over a constant when it compiles: interface words cost nothing on a page.
    environment.filters.update(t=interface.say, count=interface.count, date=interface.date, autonym=interface.autonym)
    for file in COMPONENTS:
        for name in MACRO.findall((templates / file).read_text("utf-8")) if (templates / file).is_file() else ():
            environment.filters[name] = _component(environment, file, name)
    return environment


def compiled(environment: Environment, name: str) -> bytes:
    """Return the code of a template; nothing if it cannot be compiled, which is told when a page is made of it."""
    try:
        environment.get_template(name)
    except jinja2.TemplateError:
        return b""
    return environment.code.get(name, b"")


def use(environment: Environment, names: Sequence[str], codes: Sequence[bytes]) -> None:
    """Give an environment the code of templates, so that it need not compile them."""
    environment.code.update((name, code) for name, code in zip(names, codes, strict=True) if code)


def _component(environment: Environment, file: str, name: str) -> Callable[..., str]:
    """Return a macro as a filter that makes the same component once, and forgets when it has made very many."""
    memo: dict[tuple[Any, ...], tuple[Any, str]] = {}
    held = 0

    def component(value: Any, *given: Any) -> str:
        nonlocal held
        # What is made once is told from others by its identity; it is kept, so that no other gets that identity.
        key = (value if value.__class__ is str or not getattr(value, "SHARED", False) else id(value), *given)
        if not (made := memo.get(key)):
            if file in environment.compiling:  # Jinja asks for the component of a constant while it compiles this file
                raise Impossible
            if held > MOST_LETTERS:
                memo.clear()
                held = 0
            macro = getattr(environment.get_template(file).module, name)
            made = memo[key] = value, macro(value, *given)
            held += len(made[1])
        return made[1]

    return component


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
        """Gather the pieces of a block in a list, as Jinja does in macros: to hand each one up costs more.

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
        self.code: dict[str, bytes] = {}
        """Compiled templates by name."""
        self.compiling: set[str | None] = set()
        """Files that are being compiled."""

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Return a template, always the same one. Raises what Jinja raises, and the same again."""
        if not (found := self.loaded.get(name)):
            try:
                found = self._template(str(name))
            except jinja2.TemplateError as error:
                found = error
            self.loaded[name] = found
        if isinstance(found, jinja2.TemplateError):
            raise found.with_traceback(None)
        return found

    def _template(self, name: str) -> Any:
        if name not in self.code:
            assert self.loader
            source, filename, _ = self.loader.get_source(self, name)
            self.code[name] = marshal.dumps(self.compile(source, name, filename))
        return self.template_class.from_code(self, marshal.loads(self.code[name]), self.globals)

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
            return escape_text(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        return str(value) if kind is int else escape(value)
