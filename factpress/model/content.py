"""What editors write, as frozen values.

`decode` reads files into these shapes, and the JSON Schema follows from them. A field whose name says all has no
sentence. `model` has what we derive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from decimal import Decimal
from typing import Any, ClassVar, Literal

Stance = Literal["supports", "contradicts", "context"]
Status = Literal["draft", "published", "withdrawn"]
Kind = Literal["fact", "opinion", "prediction", "description", "aside"]
Reading = Literal["original", "excerpt", "copy", "not-read"]
Icon = Literal["disc-check", "ring-check", "half-disc", "triangle", "square-cross", "dashed-question", "bubble"]
Tone = Literal["accurate", "mostly", "half", "misleading", "false", "unsupported", "opinion"]

_WRITTEN = {"from_": "from", "url": "URL", "container_title": "container-title"}
CLOSED: dict[str, Any] = {"extra": "forbid", "strict": True, "alias_generator": lambda name: name.rstrip("_")}
"""Unknown keys are errors and nothing is guessed from another type (read by pydantic in `validate`)."""
CSL: dict[str, Any] = {**CLOSED, "extra": "ignore", "alias_generator": lambda name: _WRITTEN.get(name, name)}
"""A source may hold any CSL variable; `validate` knows their names."""


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
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Names of variables in CSL 1.0.2, appendix IV."""

BESIDE_WORDS = ("transcript", "left_out")
"""Keys of a quote that are no language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    __pydantic_config__: ClassVar = CLOSED
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    __pydantic_config__: ClassVar = CLOSED
    url: str
    branch: str = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`site.yaml`."""

    __pydantic_config__: ClassVar = CLOSED
    title: str
    tagline: str = ""
    base_url: str
    language: str
    publisher: Organisation
    repository: Repository | None = None
    licence: str = ""
    front_transcript: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One step of the scale, or a mark beside it."""

    SHARED: ClassVar = True
    __pydantic_config__: ClassVar = CLOSED
    id: str
    rank: Decimal | None = None
    """5 best to 1 worst; none for a mark that is off the scale."""
    label: str
    meaning: str
    icon: Icon
    tone: Tone


UNDECIDED = Verdict(
    id="TODO",
    label="No verdict yet",
    meaning="This is a draft: the evidence is still being read.",
    icon="dashed-question",
    tone="unsupported",
)
"""Stands in the preview of a draft in which the verdict is still to be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    __pydantic_config__: ClassVar = CLOSED
    id: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person or, as `literal`, a body (CSL 1.0.2, names)."""

    __pydantic_config__: ClassVar = CLOSED
    literal: str = ""
    family: str = ""
    given: str = ""

    def __str__(self) -> str:
        return self.literal or f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How we treated a source: `custom` in its entry."""

    __pydantic_config__: ClassVar = CLOSED
    kind: Literal["primary", "secondary"]
    read: Reading
    status: Literal["live", "moved", "retracted", "gone"] = "live"
    copy: str = ""
    """Address of the copy that was read."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One reference of a CSL-YAML list."""

    __pydantic_config__: ClassVar = CSL
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """The words of a quote, and those around them where they repeat (W3C Web Annotation, 4.2.4)."""

    __pydantic_config__: ClassVar = CLOSED
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The same words in one language or several."""

    __pydantic_config__: ClassVar = CLOSED
    transcript: str = ""
    """Empty: the claim's own."""
    words: dict[str, Selector]
    """By language, in the file's order."""
    left_out: str = ""
    """What the rest of the sentence says, for readers, where it holds a negation or hedge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    __pydantic_config__: ClassVar = CLOSED
    source: str
    stance: Stance
    """Towards the claim."""
    shows: str
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    __pydantic_config__: ClassVar = CLOSED
    value: Decimal
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    __pydantic_config__: ClassVar = CLOSED
    title: str
    inputs: dict[str, Input]
    formula: str
    result: Decimal
    """Rounded to the digits written."""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    __pydantic_config__: ClassVar = CLOSED
    date: Day
    from_: str
    to: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFile:
    """The front matter of `claims/<id>.md`."""

    __pydantic_config__: ClassVar = CLOSED
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
    calculations: tuple[Calculation, ...] = ()
    would_change: str = ""
    depends_on: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    status: Status = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    __pydantic_config__: ClassVar = CLOSED
    url: str
    offset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where a transcript appeared."""

    __pydantic_config__: ClassVar = CLOSED
    title: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptFile:
    """The front matter of `transcripts/<id>.<lang>.md`."""

    __pydantic_config__: ClassVar = CLOSED
    title: str
    speaker: str
    lang: str
    original: Literal["false", "true"]
    published: str = ""
    source: Publication = Publication()
    rights: Literal["full", "excerpts"]
    media: Recording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """The front matter of `pages/<id>.md`."""

    __pydantic_config__: ClassVar = CLOSED
    title: str
    description: str = ""
