"""The words of the field, as frozen values that we derive from what editors write.

A field whose name says all has no sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from factpress.diagnostics import Place
from factpress.written import ClaimFile, PageFile, Site, SourceEntry, Topic, TranscriptFile, Verdict


@dataclass(frozen=True, slots=True)
class Mention:
    """A link or citation in a body: `claim:x`, `source:x`, `passage:p1` or `[@x]`."""

    kind: Literal["claim", "source", "passage", "cite"]
    target: str
    where: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(ClaimFile):
    """A claim file, read. What other pages show of it is here; its body is in `Prose`."""

    id: str
    path: str
    """`claims/<id>.md`, below the content folder."""
    digest: str
    """Of the file's bytes."""
    marks: dict[tuple[str | int, ...], tuple[int, int]]
    """Line and column of each value of the front matter."""
    mentions: tuple[Mention, ...]

    def place(self, *path: str | int) -> Place:
        """Return where a value of the front matter stands, or what encloses it."""
        while path and path not in self.marks:
            path = path[:-1]
        return Place("content/" + self.path, *self.marks.get(path, (1, 1)))


@dataclass(frozen=True, slots=True)
class Prose:
    """A body, as safe HTML with its links resolved."""

    html: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(SourceEntry):
    """A source, and where it was entered."""

    SHARED: ClassVar = True

    path: str
    where: Place
    csl: tuple[tuple[str, Any], ...]
    """The entry as written, for exports."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a passage in one language."""

    lang: str
    words: str
    gist: bool
    """A summary of ours, not the speaker's words."""
    where: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered paragraph of the talk; the same id in two languages is the same passage."""

    id: str
    number: int
    """Its place in the talk, from 1; for readers, not an identifier."""
    kind: str
    time: str
    speaker: str
    texts: tuple[Text, ...]
    """In the order of the transcript's editions."""


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    number: int
    headings: tuple[tuple[str, str], ...]
    """Language and words."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(TranscriptFile):
    """One language of a transcript."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A talk in all its languages."""

    id: str
    editions: tuple[Edition, ...]
    """The site's language first, then the original, then others by name."""
    sections: tuple[Section, ...]

    @property
    def original(self) -> Edition:
        """Return the edition whose words are checked."""
        return next(e for e in self.editions if e.original == "true")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(PageFile):
    id: str
    path: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Publishing:
    """Everything editors wrote, decoded and each file right in itself."""

    site: Site
    verdicts: tuple[Verdict, ...]
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    transcripts: tuple[Transcript, ...]
    pages: tuple[Page, ...]
    claims: tuple[Claim, ...]
    """By id. One process of several holds only its own until they are pooled."""
    bodies: dict[str, Prose]
    """By claim, of the claims that this process read: bodies never travel."""
    ledger: tuple[tuple[str, str, int], ...]
    """`permalinks.txt`: each address, where it leads now (empty: it stands), and its line."""
    unread: frozenset[str]
    """What could not be read, as `claims:<id>` or `sources:*`."""

    def is_unread(self, kind: str, id: str) -> bool:
        """Tell whether something is missing because its file is broken: one cause, one diagnostic."""
        return f"{kind}:{id}" in self.unread or f"{kind}:*" in self.unread


@dataclass(frozen=True, slots=True)
class Anchor:
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


@dataclass(frozen=True, slots=True)
class Graph:
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


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site, named before it is made."""

    path: str
    template: str
    """A file of the templates folder; or `json` or `bytes`, which need none."""
    view: Callable[[], Any]
    """Draws up a frozen dataclass with all that the renderer may read, when its turn comes."""
    prose: str = ""
    """An editor's text as HTML, set in as it is where the template writes `prose`."""
