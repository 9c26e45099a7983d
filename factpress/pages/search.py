"""The search page: every claim, passage and source as an entry.

A script hides what does not match; without it, the page is an index of the site. There is no index file, so the page
works from disk, and what it finds is exactly what stands there, in any language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, groupby
from unicodedata import normalize

from factpress.model.artifact import Artifact
from factpress.model.content import Topic, Verdict
from factpress.model.graph import Claim, Passage, Transcript
from factpress.pages.components import Reference, Row, View
from factpress.pages.context import Context, Head
from factpress.pages.excerpts import Excerpt
from factpress.text.folding import OMISSION

ABOUT = "Every claim, passage and source of this site, to search and to look up."

LAST = "~"
"""Stands for all letters that come after Z."""

MOST_WORDS = 1_000_000
"""Characters of passages that the page can hold, in all languages together.

Measured in Chromium on two slow cores, with generated talks: at 0.8 million (1,000 claims) the page has 2.5 MB, 0.28
zipped, opens in 0.3 s and answers the first letter typed in 0.4 s, the others in 0.15; at 2.4 million (3,000 claims) it
is 7.5 MB, and the first letter takes 1.4 s. Without passages 3,000 claims and their sources take 0.6 s.
"""


class ClaimEntry(View, frozen=True):
    """A claim."""

    row: Row
    claim: str
    quotes: tuple[tuple[str, str], ...]
    """Language and words."""


class PassageEntry(View, frozen=True):
    """A passage, in the words that its transcript shows."""

    passage: Excerpt
    verdicts: str
    """Ids, of the claims about it."""
    topics: str

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Return language and words; none where the words are left out."""
        return [(t.lang, t.words) for t in self.passage.texts if t.words.replace(OMISSION, "").strip()]


class SourceEntry(View, frozen=True):
    """A source."""

    source: Reference
    verdicts: str
    """Ids, of the claims that it was used for."""
    topics: str


class TalkEntries(View, frozen=True):
    """The passages of a talk."""

    id: str
    title: str
    passages: tuple[PassageEntry, ...]
    """None if all talks together have more words than the page can hold."""


class TopicEntries(View, frozen=True):
    """The claims of a topic."""

    id: str
    """Empty: the claims without a topic."""
    label: str
    entries: tuple[ClaimEntry, ...]
    """Those whose first topic it is, in the order of the talk."""
    also: tuple[Row, ...]
    """Those that stand under another topic."""


class Letter(View, frozen=True):
    """Titles that begin with a letter."""

    name: str
    """Empty: with what is neither a letter from A to Z nor a figure."""
    sources: tuple[SourceEntry, ...]
    claims: tuple[Row, ...]
    """Their entries stand under their topics."""


class SearchPage(View, frozen=True):
    """What the template `search.html` reads."""

    head: Head
    scripts: tuple[str, ...]
    has_filters: bool
    """Whether there are claims enough to filter by verdict and topic."""
    topics: tuple[Topic, ...]
    """Those that claims have."""
    claims: tuple[ClaimEntry, ...]
    passages: int
    """Of all talks, also if they are left out."""
    talks: tuple[TalkEntries, ...]
    whole: bool
    """Whether the passages are there."""
    sources: tuple[SourceEntry, ...]

    @property
    def verdict_counts(self) -> list[tuple[Verdict, int]]:
        """Return the verdicts with their entries: claims, and passages and sources that have to do with one."""
        counts = Counter(entry.row.verdict.id for entry in self.claims)
        counts.update(chain.from_iterable(entry.verdicts.split() for entry in self.others()))
        return [(verdict, counts[verdict.id]) for verdict in self.head.common.verdicts]

    @property
    def topic_counts(self) -> list[tuple[Topic, int]]:
        """Return the topics with the number of their entries."""
        counts = Counter(id for entry in self.claims for id, _ in entry.row.topics)
        counts.update(chain.from_iterable(entry.topics.split() for entry in self.others()))
        return [(topic, counts[topic.id]) for topic in self.topics]

    @property
    def by_topic(self) -> list[TopicEntries]:
        """Return the claims by topic."""
        return list(_by_topic(self.claims, self.topics))

    @property
    def letters(self) -> list[Letter]:
        """Return the sources and claims from A to Z."""
        return list(_letters(self.sources, self.claims))

    def others(self) -> Iterator[PassageEntry | SourceEntry]:
        """Yield the entries of passages and sources."""
        return chain(*(talk.passages for talk in self.talks), self.sources)


def search(context: Context) -> Iterator[Artifact]:
    """Name the search page."""
    yield Artifact("search.html", "search.html", partial(_page, context))


def _page(context: Context) -> SearchPage:
    graph = context.graph
    words = sum(len(text.words) for passage in graph.passages.values() for text in passage.texts)
    whole = words <= MOST_WORDS
    return SearchPage(
        head=context.head("search.html", context.say("Search"), context.say(ABOUT), "search"),
        scripts=context.theme.filters,
        has_filters=context.has_filters,
        topics=tuple([topic for topic in graph.publishing.topics if topic.id in graph.by_topic]),
        claims=tuple([_claim(context, claim) for claim in graph.claims]),
        passages=len(graph.passages),
        talks=tuple([_talk(context, talk, whole) for talk in graph.transcripts.values()]),
        whole=whole,
        sources=tuple([_source(context, id) for id in graph.sources]),
    )


def _claim(context: Context, claim: Claim) -> ClaimEntry:
    return ClaimEntry(context.rows[claim.id], claim.claim, context.quotes[claim.id])


def _talk(context: Context, talk: Transcript, whole: bool) -> TalkEntries:
    passages = [passage for section in talk.sections for passage in section.passages] if whole else []
    return TalkEntries(talk.id, talk.editions[0].title, tuple([_passage(context, talk, p) for p in passages]))


def _passage(context: Context, talk: Transcript, passage: Passage) -> PassageEntry:
    at = talk.id, passage.id
    return PassageEntry(context.excerpts[at], *_ids([context.graph.by_id[id] for id in context.claims_at.get(at, ())]))


def _source(context: Context, id: str) -> SourceEntry:
    return SourceEntry(context.references[id], *_ids(context.graph.by_source.get(id, ())))


def _ids(claims: Iterable[Claim]) -> tuple[str, str]:
    """Return the verdicts of claims, and their topics, each once."""
    verdicts = {claim.verdict: None for claim in claims}
    return " ".join(verdicts), " ".join({topic: None for claim in claims for topic in claim.topics})


def _by_topic(claims: Iterable[ClaimEntry], topics: Iterable[Topic]) -> Iterator[TopicEntries]:
    own: dict[str, list[ClaimEntry]] = {}
    also: dict[str, list[Row]] = {}
    for entry in claims:
        first, *more = [id for id, _ in entry.row.topics] or [""]
        own.setdefault(first, []).append(entry)
        for id in more:
            also.setdefault(id, []).append(entry.row)
    for topic in topics:
        yield TopicEntries(topic.id, topic.label, tuple(own.get(topic.id, ())), tuple(also.get(topic.id, ())))
    if "" in own:
        yield TopicEntries("", "", tuple(own[""]), ())


def _letters(sources: Iterable[SourceEntry], claims: Iterable[ClaimEntry]) -> Iterator[Letter]:
    titles: list[tuple[tuple[str, str], str, SourceEntry | Row]] = [
        *((_place(entry.source.title), entry.source.id, entry) for entry in sources),
        *((_place(entry.row.title), entry.row.id, entry.row) for entry in claims),
    ]
    titles.sort(key=lambda title: title[:2])
    for letter, found in groupby(titles, lambda title: title[0][0]):
        here = [entry for *_, entry in found]
        listed = tuple([entry for entry in here if isinstance(entry, SourceEntry)])
        rows = tuple([entry for entry in here if isinstance(entry, Row)])
        yield Letter("" if letter == LAST else letter, listed, rows)


def _place(title: str) -> tuple[str, str]:
    """Return under which letter a title stands, and its place there: accents and what is no letter do not count."""
    plain = "".join([char for char in normalize("NFD", title.casefold()) if char.isalnum() or char == " "]).strip()
    first = plain[:1].upper()
    return (first if "A" <= first <= "Z" else "0–9" if first.isdigit() else LAST), plain
