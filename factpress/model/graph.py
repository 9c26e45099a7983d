"""The words of the field, as frozen values that we derive from what editors write.

A field whose name says all has no sentence.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from msgspec import Struct

from factpress.model.content import ClaimFile, PageFile, Site, SourceEntry, Topic, TranscriptFile, Verdict
from factpress.model.diagnostics import Diagnostic, Location

MIDDLE = 3
"""Of the ranks of verdicts, 5 best to 1 worst."""


class Derived(Struct, frozen=True, omit_defaults=True, gc=False):
    """A value that we derive. No value can hold itself, so the garbage collector need not look at any (`gc=False`)."""


class Mention(Derived, frozen=True):
    """A link or citation in a body: `claim:x`, `source:x`, `passage:p1` or `[@x]`."""

    kind: Literal["claim", "source", "passage", "cite"]
    target: str
    line: int
    column: int


class Claim(ClaimFile, frozen=True, kw_only=True):
    """A claim file, read. What other pages show of it is here; its body is in `Prose`."""

    id: str
    path: str
    """`claims/<id>.md`, below the content folder."""

    def location(self, *way: str | int) -> Location:
        """Return where a value of the front matter stands. Its line is looked up only when it is reported."""
        return Location("content/" + self.path, way=way)


class Prose(Derived, frozen=True):
    """A body, as safe HTML with its links resolved."""

    html: str = ""
    mentions: tuple[Mention, ...] = ()
    path: str = ""
    """The file in which the mentions stand."""


class Source(SourceEntry, frozen=True, kw_only=True):
    """A source, and where it was entered."""

    SHARED: ClassVar = True

    path: str
    where: Location
    csl: tuple[tuple[str, Any], ...]
    """The entry as written, for exports."""


class Text(Derived, frozen=True):
    """The words of a passage in one language."""

    lang: str
    words: str
    gist: bool
    """A summary of ours, not the speaker's words."""
    where: Location


class Passage(Derived, frozen=True):
    """A numbered paragraph of the talk; the same id in two languages is the same passage."""

    id: str
    number: int
    """Its place in the talk, from 1; for readers, not an identifier."""
    kind: str
    time: str
    speaker: str
    reason: str
    """Why nothing in it is checked, for readers."""
    texts: tuple[Text, ...]
    """In the order of the transcript's editions."""


class Section(Derived, frozen=True):
    id: str
    number: int
    headings: tuple[tuple[str, str], ...]
    """Language and words."""
    passages: tuple[Passage, ...]


class Edition(TranscriptFile, frozen=True, kw_only=True):
    """One language of a transcript."""

    path: str

    def location(self, *way: str | int) -> Location:
        """Return where a value of the front matter stands. Its line is looked up only when it is reported."""
        return Location("content/" + self.path, way=way)


class Transcript(Derived, frozen=True):
    """A talk in all its languages."""

    id: str
    editions: tuple[Edition, ...]
    """The site's language first, then the original, then others by name."""
    sections: tuple[Section, ...]

    @property
    def original(self) -> Edition:
        """Return the edition whose words are checked."""
        return next(e for e in self.editions if e.original == "true")

    @property
    def follow_ups(self) -> dict[str, tuple[str, ...]]:
        """Return the later sources by those that they follow, whichever language names them."""
        found: dict[str, tuple[str, ...]] = {}
        for edition in self.editions:
            for id, later in edition.follow_ups.items():
                found[id] = (*found.get(id, ()), *later)
        return found


class Page(PageFile, frozen=True, kw_only=True):
    id: str
    path: str
    prose: Prose


class Paragraph(Derived, frozen=True):
    """One passage of a transcript's file as written, or a heading (no words but the heading's)."""

    heading: bool
    id: str
    words: str
    where: Location
    """Of the words; of the attribute line when there are none."""
    kind: str = ""
    time: str = ""
    speaker: str = ""
    gist: bool = False
    reason: str = ""


class Script(Derived, frozen=True):
    """A transcript's file: one language of a talk."""

    talk: str
    edition: Edition
    paragraphs: tuple[Paragraph, ...]


class Reading(Derived, frozen=True):
    """What one file says, and what was found in it."""

    path: str
    """Below the content folder, with forward slashes."""
    claim: Claim | None = None
    body: Prose | None = None
    """The claim's."""
    sources: tuple[Source, ...] = ()
    script: Script | None = None
    page: Page | None = None
    unread: tuple[str, ...] = ()
    """What could not be read: `claims:<id>` or `sources:*`. For a transcript that is not whole, its path too."""
    found: tuple[Diagnostic, ...] = ()


class Top(Derived, frozen=True):
    """What the files at the top of the content folder say."""

    site: Site
    verdicts: tuple[Verdict, ...]
    topics: tuple[Topic, ...]
    ledger: tuple[tuple[str, str, int], ...]
    """`permalinks.txt`: each address, where it leads now (empty: it stands), and its line."""
    front: Location
    """Where the front transcript is named."""
    unread: tuple[str, ...] = ()
    """What could not be read, as `topics:*`."""
    found: tuple[Diagnostic, ...] = ()


class Publishing(Derived, frozen=True):
    """Everything editors wrote, decoded and each file right in itself."""

    site: Site
    verdicts: tuple[Verdict, ...]
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    transcripts: tuple[Transcript, ...]
    pages: tuple[Page, ...]
    claims: tuple[Claim, ...]
    """By id."""
    bodies: dict[str, Prose]
    """By claim."""
    ledger: tuple[tuple[str, str, int], ...]
    """`permalinks.txt`: each address, where it leads now (empty: it stands), and its line."""
    unread: frozenset[str]
    """What could not be read, as `claims:<id>` or `sources:*`."""

    def is_unread(self, kind: str, id: str) -> bool:
        """Tell whether something is missing because its file is broken: one cause, one diagnostic."""
        return f"{kind}:{id}" in self.unread or f"{kind}:*" in self.unread


class Anchor(Derived, frozen=True):
    """Where a quote stands."""

    claim: str
    quote: int
    """Which of the claim's quotes, from 0."""
    lang: str
    transcript: str
    passage: str
    start: int
    """In code points into the passage's words in that language."""
    end: int


class Names(Derived, frozen=True):
    """Every name that a body can refer to."""

    claims: frozenset[str]
    hidden: frozenset[str]
    """Drafts that are left out."""
    sources: frozenset[str]
    passages: dict[str, frozenset[str]]
    """By transcript."""
    unread: frozenset[str] = frozenset()

    def is_unread(self, kind: str, id: str) -> bool:
        """Tell whether something is missing because its file is broken: one cause, one diagnostic."""
        return f"{kind}:{id}" in self.unread or f"{kind}:*" in self.unread


class Graph(Derived, frozen=True):
    """The publishing with both directions of every link. Lists follow the order of the talk."""

    publishing: Publishing
    claims: tuple[Claim, ...]
    """Listed ones: published, and drafts when asked for."""
    by_id: dict[str, Claim]
    """Listed and withdrawn ones."""
    withdrawn: tuple[Claim, ...]
    anchors: dict[str, tuple[Anchor, ...]]
    """By claim, of drafts too."""
    hidden: frozenset[str]
    """Drafts that are left out."""
    numbers: dict[str, int]
    """Of listed claims, from 1, for readers."""
    by_passage: dict[tuple[str, str], tuple[Anchor, ...]]
    """By transcript and passage; listed claims only."""
    by_topic: dict[str, tuple[Claim, ...]]
    by_source: dict[str, tuple[Claim, ...]]
    dependents: dict[str, tuple[Claim, ...]]
    verdicts: dict[str, Verdict]
    topics: dict[str, Topic]
    sources: dict[str, Source]
    transcripts: dict[str, Transcript]
    passages: dict[tuple[str, str], Passage]
