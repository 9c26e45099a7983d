"""The short way for what is plain, through the seams of markdown-it-py and with the same result to the last byte.

A paragraph is plain when none of its lines could begin anything else, and when it holds nothing but text, strong words,
citations and links whose form leaves no question. Whatever else it holds, the library's own rules read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_cjk_friendly import is_cjk

CITED = re.compile(r"@([^\s,;]+)(?:,\s*(.+))?")

OTHER = r"[-+=>#~]|`{3}|[*_](?:[ \t]|[*_ \t]*$)"
BEGINS = re.compile(rf"{OTHER}|[0-9]+[.)](?:[ \t]|$)|\[", re.MULTILINE)
"""How a block that may be no paragraph begins."""
BREAKS = re.compile(rf"{OTHER}|0*1[.)](?:[ \t]|$)|\[\^", re.MULTILINE)
"""How a line that may end a paragraph, or make it a heading, begins. Of numbers only 1 can; a year is no list."""

SPECIAL = re.compile(r"[\n\\`*_\[\]<&]|[!^](?=\[)")
"""Where text may end. Of the other characters that the library stops at, none begins anything in our Markdown."""
WORD = r"[^\\`*_\[\]<&]"
CITE = r"@[^\s,;\[\]]+(?:,\s*[^\s;\[\]][^;\[\]]*|\s*)"
PIECE = re.compile(
    rf"\[(?<![!^]\[)(?:({CITE}(?:;\s*{CITE})*)\]"
    rf"|({WORD}++)\]\(([^\s()<>\\&`*\x00-\x1f\x7f]+)\))"
    # Letters inside, or a full stop and white space after: such asterisks open and close whatever surrounds them.
    rf"|\*\*((?!\W){WORD}++(?:(?<!\W)|(?<=[.:,;!?])(?=\*\*(?:[ \n]|\Z))))\*\*(?!\*)"
)
"""A citation; a link, its words and its address; strong words."""
SIGNS = re.compile(r"[\\`*_\[\]<&]")
OURS = re.compile(r"(?:claim|source|passage):[a-z0-9/_-]+")


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


def written(cut: Sequence[str], cite: Callable[[str, str], str], address: Callable[[str], str]) -> str:
    """Write a plain paragraph, which `PIECE` has cut, as the library does."""
    out = [_words(cut[0])]
    for n in range(1, len(cut), 5):
        sources, label, href, strong, after = cut[n : n + 5]
        if sources:
            out[-1] = out[-1].rstrip(" ")  # a number never begins a line
            out.extend([cite(source, locator) for source, locator in cited(sources)])
        elif label:
            href = address(href if OURS.fullmatch(href) else normalizeLink(href))
            out.append(f'<a href="{escapeHtml(href)}">{_words(label)}</a>')
        else:
            out.append(f"<strong>{_words(strong)}</strong>")
        out.append(_words(after))
    return "".join(out)


def _words(text: str) -> str:
    if "\n" in text and not text.isascii():
        lines = text.split("\n")
        text = lines[0]
        for before, line in pairwise(lines):
            text += line if is_cjk(before[-1:]) and is_cjk(line[:1]) else "\n" + line
    return escapeHtml(text)


def plain(text: str) -> list[str] | None:
    """Cut a plain paragraph into text and, between, the groups of `PIECE`; return nothing where it is not plain."""
    if " \n" in text or "\n " in text or "\t" in text:
        return None
    cut = PIECE.split(text)
    return None if SIGNS.search("".join(cut[::5])) else cut


class _Lines(StateBlock):
    """The library's state, with its lines found by line instead of by character."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):  # as the library has it: nothing after the last line end is no line
            lines.pop()
        shifts = [len(line) - len(line.lstrip(" \t")) for line in lines]
        begins = [*accumulate((len(line) + 1 for line in lines), initial=0)][: len(lines)]
        ends = [at + len(line) for at, line in zip(begins, lines, strict=True)]
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
        if 0 <= columns[n] < indent or (columns[n] <= indent + 3 and BREAKS.match(src, begins[n] + shifts[n])):
            return False
        n += 1
    text = state.getLines(first, n, indent, False) if state.level else src[begins[first] : state.eMarks[n - 1]]
    state.line = n
    state.push("paragraph_open", "p", 1).map = [first, n]
    inline = state.push("inline", "", 0)
    inline.content = text.strip()
    inline.map = [first, n]
    cut = plain(inline.content)
    inline.children = [Token("plain", "", 0, meta={"cut": cut})] if cut else []
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
