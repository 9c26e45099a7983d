"""What editors write, as frozen values.

`reading/decode.py` turns files into these values. The JSON Schemas are made from them too. A field whose name says all
has no sentence. `graph.py` has what we derive.
"""

from __future__ import annotations

from datetime import date as Day
from decimal import Decimal
from typing import ClassVar, Literal

from msgspec import Struct

Stance = Literal["supports", "contradicts", "context"]
Status = Literal["draft", "published", "withdrawn"]
Kind = Literal["fact", "opinion", "prediction", "description", "aside"]
ReadAs = Literal["original", "excerpt", "copy", "not-read"]
Icon = Literal["disc-check", "ring-check", "half-disc", "triangle", "square-cross", "dashed-question", "bubble"]
Tone = Literal["accurate", "mostly", "half", "misleading", "false", "unsupported", "opinion"]


CSL_VARIABLES = frozenset(
    """
    abstract accessed annote archive archive-place archive_collection archive_location author authority
    available-date call-number chair chapter-number citation-key citation-label citation-number collection-editor
    collection-number collection-title compiler composer container-author container-title container-title-short
    contributor curator custom dimensions director division DOI edition editor editorial-director event event-date
    event-place event-title executive-producer genre guest host id illustrator interviewer ISBN ISSN issue issued
    journalAbbreviation jurisdiction keyword language locator medium narrator note number number-of-pages
    number-of-volumes organizer original-author original-date original-publisher original-publisher-place
    original-title page page-first part part-title performer PMCID PMID printing producer publisher publisher-place
    recipient references reviewed-author reviewed-genre reviewed-title scale script-writer section series-creator
    shortTitle source status submitted supplement title title-short translator type URL version volume volume-title
    year-suffix
    """.split()  # noqa: SIM905 - a list of words in quotation marks would be three times as long
)
"""Names of variables in CSL 1.0.2, appendix IV."""

BESIDE_WORDS = ("transcript", "left_out")
"""Keys of a quote that are no language."""


class Written(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A mapping in an editor's file. Unknown keys are errors.

    No value can hold itself, so the garbage collector need not look at any (`gc=False`).
    """


def _must_be_finite(number: Decimal) -> None:
    # `Decimal` takes "NaN" and "Infinity" for numbers; an error here is reported as one of the file.
    if not number.is_finite():
        raise ValueError(f"{number} is no number")


class Organisation(Written, frozen=True, kw_only=True):
    name: str
    url: str = ""


class Repository(Written, frozen=True, kw_only=True):
    url: str
    branch: str = "main"


class Site(Written, frozen=True, kw_only=True):
    """`site.yaml`."""

    title: str
    tagline: str = ""
    base_url: str
    language: str
    publisher: Organisation
    repository: Repository | None = None
    licence: str = ""
    front_transcript: str


class Verdict(Written, frozen=True, kw_only=True):
    """One step of the scale, or a mark beside it."""

    SHARED: ClassVar = True
    id: str
    rank: Decimal | None = None
    """5 best to 1 worst; none for a mark that is off the scale."""
    label: str
    meaning: str
    icon: Icon
    tone: Tone

    def __post_init__(self) -> None:
        if self.rank is not None:
            _must_be_finite(self.rank)


UNDECIDED = Verdict(
    id="TODO",
    label="No verdict yet",
    meaning="This is a draft: the evidence is still being read.",
    icon="dashed-question",
    tone="unsupported",
)
"""Stands in the preview of a draft in which the verdict is still to be written."""


class Topic(Written, frozen=True, kw_only=True):
    id: str
    label: str
    description: str = ""


class Name(Written, frozen=True, kw_only=True):
    """A person or, as `literal`, a body (CSL 1.0.2, names)."""

    literal: str = ""
    family: str = ""
    given: str = ""

    def __str__(self) -> str:
        return self.literal or f"{self.given} {self.family}".strip()


class Handling(Written, frozen=True, kw_only=True):
    """How we treated a source: `custom` in its entry."""

    kind: Literal["primary", "secondary"]
    read: ReadAs
    status: Literal["live", "moved", "retracted", "gone"] = "live"
    copy: str = ""
    """Address of the copy that was read."""
    note: str = ""


class SourceEntry(
    Written,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=False,
    rename={"url": "URL", "container_title": "container-title"},
):
    """One reference of a CSL-YAML list."""

    id: str
    type: str
    title: str
    author: tuple[Name, ...] = ()
    issued: str = ""
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    publisher: str = ""
    container_title: str = ""
    url: str = ""
    accessed: str = ""
    archive_location: str = ""
    language: str = ""
    """Of the title, where it is another than the site's."""
    custom: Handling


class Selector(Written, frozen=True, kw_only=True):
    """The words of a quote, and those around them where they repeat (W3C Web Annotation, 4.2.4)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Quote(Written, frozen=True, kw_only=True):
    """The same words in one language or several."""

    transcript: str = ""
    """Empty: the claim's own."""
    words: dict[str, Selector]
    """By language, in the file's order."""
    left_out: str = ""
    """What the rest of the sentence says, for readers, where it holds a negation or hedge."""


class Evidence(Written, frozen=True, kw_only=True):
    source: str
    stance: Stance
    """Towards the claim."""
    shows: str
    locator: str = ""


class Input(Written, frozen=True, kw_only=True):
    value: Decimal
    unit: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        _must_be_finite(self.value)


class Calculation(Written, frozen=True, kw_only=True):
    title: str
    inputs: dict[str, Input]
    formula: str
    result: Decimal
    """Rounded to the digits written."""
    unit: str = ""

    def __post_init__(self) -> None:
        _must_be_finite(self.result)


class Correction(Written, frozen=True, kw_only=True, rename={"from_": "from"}):
    date: Day
    from_: str
    to: str
    why: str


class ClaimFile(Written, frozen=True, kw_only=True):
    """The front matter of `claims/<id>.md`."""

    title: str
    claim: str
    verdict: str
    summary: str
    transcript: str
    quotes: tuple[Quote, ...]
    topics: tuple[str, ...] = ()
    published: Day
    verified: Day
    authors: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    no_primary: str = ""
    """Why none of the sources is primary, for readers."""
    rated_because: str = ""
    """Why a claim is rated that quotes a prediction, an opinion or an aside, for readers."""
    calculations: tuple[Calculation, ...] = ()
    would_change: str = ""
    depends_on: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    status: Status = "published"


class Recording(Written, frozen=True, kw_only=True):
    url: str
    offset: str = ""


class Publication(Written, frozen=True, kw_only=True):
    """Where a transcript appeared."""

    title: str = ""
    publisher: str = ""
    url: str = ""


class TranscriptFile(Written, frozen=True, kw_only=True):
    """The front matter of `transcripts/<id>.<lang>.md`."""

    title: str
    speaker: str
    lang: str
    original: Literal["false", "true"]
    published: str = ""
    source: Publication = Publication()
    rights: Literal["full", "excerpts"]
    media: Recording | None = None
    follow_ups: dict[str, tuple[str, ...]] = {}
    """By a source's id: later sources on the same matter."""


class PageFile(Written, frozen=True, kw_only=True):
    """The front matter of `pages/<id>.md`."""

    title: str
    description: str = ""
