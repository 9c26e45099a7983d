"""What is wrong with an author's text, and how it is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

CODES = {
    "FP101": "not UTF-8",
    "FP102": "byte order mark",
    "FP103": "carriage returns",
    "FP104": "control character",
    "FP105": "empty file",
    "FP106": "broken YAML",
    "FP107": "front matter not fenced",
    "FP108": "link leaves the folder",
    "FP109": "file not expected here",
    "FP110": "broken attribute line",
    "FP201": "missing",
    "FP202": "unknown key",
    "FP203": "unknown verdict",
    "FP204": "wrong type",
    "FP205": "impossible date",
    "FP206": "key given twice",
    "FP207": "id given twice",
    "FP208": "unusable id",
    "FP209": "unknown value",
    "FP210": "empty value",
    "FP211": "paragraph without an id",
    "FP212": "translation not published",
    "FP301": "quote absent",
    "FP302": "quote ambiguous",
    "FP303": "quote nearly right",
    "FP304": "quote crosses an omission",
    "FP305": "original words missing",
    "FP306": "languages point to different passages",
    "FP307": "quote crosses passages",
    "FP308": "quote of a summary",
    "FP401": "unknown source",
    "FP402": "unknown claim",
    "FP403": "unknown passage",
    "FP404": "unknown transcript",
    "FP405": "unknown topic",
    "FP406": "unusable address",
    "FP407": "claims rest on each other",
    "FP408": "cited but not in the evidence",
    "FP409": "published address is gone",
    "FP410": "new address not in the ledger",
    "FP501": "no evidence",
    "FP502": "calculation does not come out",
    "FP503": "formula unreadable",
    "FP504": "claim too long",
    "FP505": "correction does not lead to the verdict",
    "FP506": "excerpt nobody checks",
    "FP507": "no evidence of the verdict's stance",
    "FP508": "one source only",
    "FP509": "no primary source",
    "FP510": "evidence that nobody has opened",
    "FP511": "source newer than the last reading",
    "FP512": "verdict older than its sources",
    "FP513": "headline or summary too long",
    "FP514": "headline repeats the falsehood",
    "FP515": "figure that nothing bears out",
    "FP516": "source nobody uses",
    "FP517": "quote cut at a negation or hedge",
    "FP518": "still to be written",
    "FP519": "verdict changed without a correction",
    "FP520": "rated, but no statement of fact",
    "FP521": "accessed, but not read",
    "FP522": "a newer source is known",
    "FP601": "link leads nowhere",
    "FP602": "fragment leads nowhere",
    "FP603": "id twice on a page",
    "FP604": "page without a title",
    "FP605": "page without a language",
    "FP606": "not one main heading",
    "FP607": "request to another host",
    "FP608": "one address, two outputs",
    "FP609": "broken template",
    "FP701": "file that cannot be imported",
    "FP702": "broken cue",
    "FP703": "nothing to import",
    "FP704": "rendering does not follow its original",
    "FP705": "passage not in the newer version",
    "FP706": "broken JSON",
    "FP707": "not carried over",
    "FP708": "file is there already",
}
"""Every code and its title; `docs/diagnostics.md` has the paragraph of each."""

WARNINGS = frozenset(
    """
    FP109 FP212 FP410 FP506 FP508 FP509 FP515 FP516 FP517 FP520 FP522 FP705 FP707 FP708
    """.split()  # noqa: SIM905 - a set of words in quotation marks would have one on each line
)
"""Codes that are reported but do not stop a build."""


class Location(Struct, frozen=True, omit_defaults=True, gc=False):
    """A point in a file that somebody wrote."""

    path: str
    """Begins with `content/`, `templates/` or `site/`, whatever those folders are called on this machine."""
    line: int = 1
    """From 1."""
    column: int = 1
    """From 1, in characters."""
    way: tuple[str | int, ...] = ()
    """The way to a value of the file's YAML, if its line is still to be looked up (`reading/locations.py`)."""


class Fix(Struct, frozen=True, omit_defaults=True, gc=False):
    """A change of the words at the place of a diagnostic. It is safe to make without asking."""

    old: str
    """The words that must stand on the line at or after the column; empty: add a line at the end of the file."""
    new: str


class Diagnostic(Struct, frozen=True, omit_defaults=True, gc=False):
    """One fault, reported once."""

    code: str
    where: Location
    message: str
    help: str = ""
    """What to write instead."""
    fix: Fix | None = None

    @property
    def severity(self) -> str:
        """`error` or `warning`."""
        return "warning" if self.code in WARNINGS else "error"


Report = Callable[[Diagnostic], None]


def ordered(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return each diagnostic once, in the order of files, lines and columns; with the first help, if it has several."""

    def fault(d: Diagnostic) -> tuple[str, int, int, str, str]:
        return d.where.path, d.where.line, d.where.column, d.code, d.message

    each = {fault(d): d for d in sorted(found, key=lambda d: (fault(d), d.help), reverse=True)}
    return tuple(each[key] for key in sorted(each))


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Tell whether anything found stops the build."""
    return any(d.severity == "error" for d in found)
