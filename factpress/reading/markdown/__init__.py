"""Markdown bodies: the one door to markdown-it-py, its plugins and nh3."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from html import escape
from sys import intern
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Mention, Prose
from factpress.reading.markdown.short import cited, tune, written

CITATION = re.compile(r"\[(@[^\]\[]+)\]")
OWN = re.compile(r"(claim|source|passage):(.+)")
SAFE = re.compile(r"(?:https?://|mailto:)\S|#|(?!//)[^:]*(?:[/?#]|$)", re.IGNORECASE)
"""A web or mail address, a fragment, or a path that names no scheme and no host."""

TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "section", "strong"}
TAGS |= {"h2", "h3", "h4", "h5", "h6", "sup", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "*": {"id", "class"}}


class Surroundings(Struct, frozen=True, gc=False):
    """What a body's links are relative to."""

    path: str
    """The file, for diagnostics."""
    line: int
    """The line of the file on which the body begins."""
    root: str
    """From the page to the site's root: empty, or `../`."""
    transcript: str
    """The talk that `passage:p1` means."""
    cited: tuple[str, ...] = ()
    """Sources in the order of the evidence table; a citation shows its number."""


def to_html(body: str, around: Surroundings, report: Report) -> Prose:
    """Render a body as safe HTML and list what it mentions."""
    return _prose(_parser(), body, around, report)


def _prose(parser: MarkdownIt, body: str, around: Surroundings, report: Report) -> Prose:
    env: dict[str, Any] = {"around": around, "report": report, "lines": body.split("\n"), "mentions": []}
    html = _cleaner().clean(parser.render(body, env)).strip()
    return Prose(html, tuple(env["mentions"]), around.path)


Find = Callable[[str], tuple[int, int]]
"""Finds words: line and column."""


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto"})


@cache
def _parser(short_ways: bool = True) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False}).use(cjk_friendly).use(footnote_plugin)
    # Headings are linkable; "h-" keeps them apart from the page's own ids.
    md.use(anchors_plugin, min_level=2, max_level=4, slug_func=lambda title: "h-" + _slug(title))
    # Every address passes here and is judged in `_links`, where an editor can be told about it.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.after("link", "unread", _unread)
    md.core.ruler.push("links", _links)
    for kind in ("citation", "plain", "unread"):
        md.add_render_rule(kind, lambda _, tokens, i, options, env: str(tokens[i].content))
    if short_ways:  # a test compares them with the library's own
        tune(md)
    return md


def _slug(title: str) -> str:
    return re.sub(r"\W+", "-", title.casefold()).strip("-") or "section"


def _citation(state: StateInline, silent: bool) -> bool:
    """Read `[@source, locator; @other]`, as Pandoc has it."""
    found = CITATION.match(state.src, state.pos)
    parts = cited(found[1]) if found else ()
    if not found or not parts:
        return False
    if not silent:
        for part in parts:
            state.push("citation", "", 0).meta = {"cited": part}
    state.pos = found.end()
    return True


def _unread(state: StateInline, silent: bool) -> bool:
    """Note what begins as a citation and is none, nor a link."""
    if not state.src.startswith("[@", state.pos):
        return False
    if not silent:
        state.push("unread", "", 0).content = "["
    state.pos += 1
    return True


def _links(state: StateCore) -> None:
    """Resolve the links and citations of all blocks, and report what cannot be published."""
    env: Any = state.env
    for block in state.tokens:
        if block.tag == "h1":  # the page has its own
            block.tag = "h2"
        if block.children:
            find = _finder(block, env)
            for n, token in enumerate(block.children):
                if token.type == "citation" and n and block.children[n - 1].type == "text":
                    before = block.children[n - 1]
                    before.content = before.content.rstrip(" ")  # a number never begins a line
                _resolve(token, find, env)


def _resolve(token: Token, find: Find, env: Any) -> None:
    around: Surroundings = env["around"]
    if token.type == "plain":
        token.content = written(token.meta["cut"], partial(_cite, find, env), partial(_address, find, env))
    elif token.type == "citation":
        token.content = _cite(find, env, *token.meta["cited"])
    elif token.type == "link_open":
        token.attrs["href"] = _address(find, env, str(token.attrs["href"]))
    elif token.type == "unread":
        help = "write [@source, p. 4] or [@one; @other]; words that are no citation: \\[@…]"
        where = Location(around.path, *find("[@"))
        env["report"](Diagnostic("FP401", where, "this citation cannot be read", help))
    elif token.type == "image":
        where = Location(around.path, *find("!["))
        env["report"](Diagnostic("FP406", where, "images are not published", "link to the page that shows it"))


def _finder(block: Token, env: Any) -> Find:
    """Return a function that finds words in the block's lines, each time after the last."""
    around: Surroundings = env["around"]
    first, last = block.map or (0, 1)
    lines: Sequence[str] = env["lines"]
    at = [first, 0]

    def find(words: str) -> tuple[int, int]:
        for n in range(at[0], max(last, first + 1)):
            column = lines[n].find(words, at[1] if n == at[0] else 0) if n < len(lines) else -1
            if column >= 0:
                at[:] = [n, column + len(words)]
                return around.line + n, column + 1
        return around.line + at[0], at[1] + 1

    return find


def _cite(find: Find, env: Any, source: str, locator: str) -> str:
    around: Surroundings = env["around"]
    env["mentions"].append(Mention("cite", intern(source), *find("@" + source)))
    words = f", {escape(locator)}" if locator else ""
    if source in around.cited:
        number = around.cited.index(source) + 1
        return f'<a class="cite-ref" href="#e-{number}">[{number}{words}]</a>'
    return f'<a class="cite-ref" href="{around.root}sources/{escape(source)}.html">[{escape(source)}{words}]</a>'


def _address(find: Find, env: Any, href: str) -> str:
    around: Surroundings = env["around"]
    own = OWN.fullmatch(href)
    where = find(href)
    if not own:
        if not SAFE.match(href):
            help = "write https://…, mailto:…, a relative path, claim:<id>, source:<id> or passage:<id>"
            env["report"](Diagnostic("FP406", Location(around.path, *where), f"a link may not lead to '{href}'", help))
        return href
    kind, target = own[1], own[2]
    env["mentions"].append(Mention(kind, intern(target), *where))  # type: ignore[arg-type]  # the pattern names the kinds
    if kind == "passage":
        transcript, _, passage = target.rpartition("/")
        return f"{around.root}transcripts/{transcript or around.transcript}.html#{passage}"
    return f"{around.root}{kind}s/{target}.html"
