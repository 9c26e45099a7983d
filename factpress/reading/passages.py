"""Read the body of a transcript: headings and passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from factpress.model.content import Kind
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Paragraph
from factpress.text.words import did_you_mean, join_lines

HEADING = re.compile(r"##[ \t]+(.*?)[ \t]*(?:\{#([^\s{}]*)\})?[ \t]*")
PART = re.compile(
    r'\s*(?:#(?P<id>[\w.-]+)|\.(?P<mark>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"]+)))(?=\s|$)'
)

TIME = re.compile(r"\d+:[0-5]\d(?::[0-5]\d)?")
EXAMPLE = "{#p14 kind=fact}"
ATTRIBUTES = ("kind", "t", "speaker", "reason", ".gist")
KINDS = get_args(Kind)


def paragraphs(body: str, path: str, first: int, report: Report) -> Iterator[Paragraph]:
    """Yield headings and passages in order; what has no id is reported and left out."""
    for line, block in _blocks(body, first):
        where = Location(path, line)
        if block[0].startswith("#"):
            heading = HEADING.fullmatch(block[0])
            if heading and heading[1] and heading[2]:
                yield Paragraph(True, heading[2], heading[1], where)
            else:
                report(Diagnostic("FP211", where, "a heading without an id", 'write "## Words of the heading {#s4}"'))
        elif block[0].startswith("{"):
            yield from _passage(block, path, line, report)
        else:
            help = f"put a line such as {EXAMPLE} above it, with an id that was never used"
            report(Diagnostic("FP211", where, "a paragraph without an id", help))


def _blocks(body: str, first: int) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for n, line in enumerate([*body.split("\n"), ""]):
        starts = line.startswith(("{#", "{.", "#"))
        if block and (not line.strip() or starts):
            yield first + n - len(block), block
            block = []
        if line.strip():
            block.append(line)
            if line.startswith("#"):
                yield first + n, block
                block = []


def _passage(block: list[str], path: str, line: int, report: Report) -> Iterator[Paragraph]:
    attributes = _attributes(block[0].rstrip(), path, line, report)
    if attributes is not None and "id" not in attributes:
        help = f"begin the line with an id: {EXAMPLE}"
        report(Diagnostic("FP211", Location(path, line), "a passage without an id", help))
    elif attributes is not None:
        _judge(attributes, len(block) > 1, Location(path, line), report)
        yield Paragraph(
            heading=False,
            id=attributes["id"],
            words=join_lines(block[1:]),
            where=Location(path, line + (len(block) > 1)),
            kind=attributes.get("kind", ""),
            time=attributes.get("t", ""),
            speaker=attributes.get("speaker", ""),
            gist=".gist" in attributes,
            reason=attributes.get("reason", ""),
        )


def _attributes(written: str, path: str, line: int, report: Report) -> dict[str, str] | None:
    """Return what an attribute line says, by name; report what cannot be read, and return nothing then."""
    found: dict[str, str] = {}
    at, end = 1, len(written) - 1
    while written.endswith("}") and at < end and (part := PART.match(written, at, end)):
        name = "id" if part["id"] else "." + part["mark"] if part["mark"] else part["key"]
        if name not in ("id", *ATTRIBUTES):
            where = Location(path, line, part.end() - len(part[0].lstrip()) + 1)
            report(Diagnostic("FP202", where, f"no attribute '{name}' here", did_you_mean(name, ATTRIBUTES)))
        found[name] = part["id"] or part["quoted"] or part["value"] or "yes"
        at = part.end()
    if written[at:].strip() == "}" and found:
        return found
    help = f"write it as {EXAMPLE}"
    report(Diagnostic("FP110", Location(path, line, at + 1), "this attribute line cannot be read", help))
    return None


def _judge(attributes: dict[str, str], has_words: bool, where: Location, report: Report) -> None:
    """Report values that an attribute cannot have, and a passage without words."""
    kind, time = attributes.get("kind", ""), attributes.get("t", "")
    if kind and kind not in KINDS:
        report(Diagnostic("FP209", where, f"'kind' cannot be '{kind}'", did_you_mean(kind, KINDS)))
    if time and not TIME.fullmatch(time):
        report(Diagnostic("FP204", where, f"'t' is no time: '{time}'", "write minutes and seconds: t=06:12"))
    if not has_words:
        message, help = f"passage {attributes['id']} holds no words", "write […] where words are left out"
        report(Diagnostic("FP210", where, message, help))
