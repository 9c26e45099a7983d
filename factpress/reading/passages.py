"""The body of a transcript: headings and numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    said = block[0].rstrip()
    found: dict[str, str] = {}
    at = 1
    while at < len(said) - 1 and said.endswith("}"):
        part = PART.match(said, at, len(said) - 1)
        if not part:
            break
        name = "id" if part["id"] else "." + part["mark"] if part["mark"] else part["key"]
        column = part.end() - len(part[0].lstrip()) + 1
        if name not in ("id", *ATTRIBUTES):
            help = did_you_mean(name, ATTRIBUTES)
            report(Diagnostic("FP202", Location(path, line, column), f"no attribute '{name}' here", help))
        found[name] = part["id"] or part["quoted"] or part["value"] or "yes"
        at = part.end()
    if said[at:].strip() != "}" or not found:
        report(
            Diagnostic(
                "FP110", Location(path, line, at + 1), "this attribute line cannot be read", f"write it as {EXAMPLE}"
            )
        )
        return
    if "id" not in found:
        report(
            Diagnostic(
                "FP211", Location(path, line), "a passage without an id", f"begin the line with an id: {EXAMPLE}"
            )
        )
        return
    yield _judged(found, join_lines(block[1:]), path, line, len(block) > 1, report)


def _judged(found: dict[str, str], words: str, path: str, line: int, has_words: bool, report: Report) -> Paragraph:
    kind, time = found.get("kind", ""), found.get("t", "")
    kinds = Kind.__args__  # type: ignore[attr-defined]
    if kind and kind not in kinds:
        report(Diagnostic("FP209", Location(path, line), f"'kind' cannot be '{kind}'", did_you_mean(kind, kinds)))
    if time and not TIME.fullmatch(time):
        report(
            Diagnostic("FP204", Location(path, line), f"'t' is no time: '{time}'", "write minutes and seconds: t=06:12")
        )
    if not has_words:
        report(
            Diagnostic(
                "FP210",
                Location(path, line),
                f"passage {found['id']} holds no words",
                "write […] where words are left out",
            )
        )
    where = Location(path, line + has_words)
    speaker, reason = found.get("speaker", ""), found.get("reason", "")
    return Paragraph(False, found["id"], words, where, kind, time, speaker, ".gist" in found, reason)
