"""The short way for what is plain, through the seams of markdown-it-py and with the same result to the last byte.

A paragraph is plain when none of its lines could begin anything else, and when it holds nothing but text, strong words,
citations and links whose form leaves no question. Whatever else it holds, the library's own rules read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_cjk_friendly import is_cjk

CITED = re.compile(r"@([^\s,;]+)(?:,\s*(.+))?")

OTHER = r"[-+=>#~]|`{3}|[*_](?:[ \t]|[*_ \t]*$)|[0-9]+[.)]"
BEGINS = re.compile(rf"{OTHER}|\[", re.MULTILINE)
"""How a block that may be no paragraph begins."""
BREAKS = re.compile(rf"{OTHER}|\[\^", re.MULTILINE)
"""How a line that may end a paragraph, or make it a heading, begins."""

SPECIAL = re.compile(r"[\n\\`*_\[\]<&]|[!^](?=\[)")
"""Where text may end. Of the other characters that the library stops at, none begins anything in our Markdown."""
WORD = r"[^\\`*_\[\]<&]"
PIECE = re.compile(
    r"\[(?<![!^]\[)(?:(@[^\]\[]+)\]"
    rf"|({WORD}+)\]\(([^\s()<>\\&`*\x00-\x1f\x7f]+)\))"
    # Letters inside, or a full stop and white space after: such asterisks open and close whatever surrounds them.
    rf"|\*\*((?!\W){WORD}*?(?:(?<!\W)|(?<=[.:,;!?])(?=\*\*(?:[ \n]|\Z))))\*\*(?!\*)"
)
"""A citation, strong words, or a link."""
SIGNS = re.compile(r"[\\`*_\[\]<&]")
OURS = re.compile(r"(?:claim|source|passage):[a-z0-9/_-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a plain paragraph, and the text before it."""

    before: str
    """A number never begins a line, so no space stands before a citation."""
    cited: tuple[tuple[str, str], ...]
    """Sources and locators."""
    strong: str
    label: str
    href: str


def tune(md: MarkdownIt) -> None:
    """Let what is plain go the short way."""
    md.core.ruler.at("normalize", _normalize)
    md.core.ruler.at("block", _block)
    md.core.ruler.at("inline", _inline)
    md.core.ruler.at("text_join", _text_join)
    md.block.ruler.before("table", "plain", _paragraph)
    md.inline.ruler.at("text", _text)


def cited(words: str) -> tuple[tuple[str, str], ...]:
    """Return sources and locators of `@source, locator; @other`; nothing if a part is no citation."""
    found = [CITED.fullmatch(" ".join(part.split())) for part in words.split(";")]
    return tuple((part[1], part[2] or "") for part in found if part) if all(found) else ()


def html(pieces: Sequence[Piece], cite: Callable[[str, str], str], address: Callable[[str], str]) -> str:
    """Write a plain paragraph as the library does."""
    out = []
    for piece in pieces:
        out.append(_words(piece.before))
        if piece.strong:
            out.append(f"<strong>{_words(piece.strong)}</strong>")
        elif piece.label:
            out.append(f'<a href="{escapeHtml(address(piece.href))}">{_words(piece.label)}</a>')
        else:
            out.extend(cite(source, locator) for source, locator in piece.cited)
    return "".join(out)


def _words(text: str) -> str:
    if "\n" in text and not text.isascii():
        lines = text.split("\n")
        text = lines[0]
        for before, line in pairwise(lines):
            text += line if is_cjk(before[-1:]) and is_cjk(line[:1]) else "\n" + line
    return escapeHtml(text)


def _pieces(text: str, md: MarkdownIt) -> tuple[Piece, ...] | None:
    """Cut a plain paragraph into pieces; return nothing where it is not plain."""
    if " \n" in text or "\n " in text or "\t" in text:
        return None
    cut = PIECE.split(text)
    if any(map(SIGNS.search, cut[::5])):
        return None
    pieces = []
    for before, sources, label, href, strong in zip(*[iter([*cut, "", "", "", ""])] * 5, strict=True):
        parts = cited(sources) if sources else ()
        if sources and not parts:
            return None
        if href and not OURS.fullmatch(href):
            href = md.normalizeLink(href)
        pieces.append(Piece(before.rstrip(" ") if parts else before, parts, strong, label, href))
    return tuple(pieces)


class _Lines(StateBlock):
    """The library's state, with its lines found by line instead of by character."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):  # as the library has it: nothing after the last line end is no line
            lines.pop()
        shifts = [len(line) - len(line.lstrip(" \t")) for line in lines]
        begins, ends, at = [], [], 0
        for line in lines:
            begins.append(at)
            at += len(line)
            ends.append(at)
            at += 1
        columns = [n and len(line[:n].expandtabs(4)) for line, n in zip(lines, shifts, strict=True)]
        self.bMarks, self.eMarks = [*begins, len(src)], [*ends, len(src)]
        self.tShift, self.sCount = [*shifts, 0], [*columns, 0]
        self.bsCount = [0] * len(self.bMarks)
        self.lineMax = len(lines)


def _normalize(state: StateCore) -> None:
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _block(state: StateCore) -> None:
    if state.src:
        lines = _Lines(state.src, state.md, state.env, state.tokens)
        state.md.block.tokenize(lines, 0, lines.lineMax)


def _paragraph(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Take a paragraph none of whose lines could begin anything else."""
    src, begins, shifts, columns, indent = state.src, state.bMarks, state.tShift, state.sCount, state.blkIndent
    if state.is_code_block(first) or BEGINS.match(src, begins[first] + shifts[first]):
        return False
    n = first + 1
    while n < state.lineMax and not state.isEmpty(n):
        if 0 <= columns[n] <= indent + 3 and BREAKS.match(src, begins[n] + shifts[n]):
            return False
        n += 1
    state.line = n
    state.push("paragraph_open", "p", 1).map = [first, n]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(first, n, indent, False).strip()
    inline.map = [first, n]
    pieces = _pieces(inline.content, state.md)
    inline.children = [Token("plain", "", 0, meta={"pieces": pieces})] if pieces else []
    state.push("paragraph_close", "p", -1)
    return True


def _inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and not token.children:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _text(state: StateInline, silent: bool) -> bool:
    found = SPECIAL.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _text_join(state: StateCore) -> None:
    if "\\" in state.src or "&" in state.src:  # only escapes and entities leave pieces to join
        text_join(state)
