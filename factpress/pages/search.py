"""The search page: every claim, passage and source as an entry.

A script hides what does not match; without it, the page is an index of the site. There is no index file, so the page
works from disk, and what it finds is exactly what stands there, in any language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import NamedTuple
from unicodedata import normalize

from factpress.model.artifact import Artifact
from factpress.model.content import Topic, Verdict
from factpress.model.graph import Claim, Passage, Source, Transcript
from factpress.pages.components import Row, quoted
from factpress.pages.context import Frame, Shell
from factpress.pages.home import many
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


class Entry(NamedTuple):
    """A claim."""

    row: Row
    claim: str
    quotes: tuple[tuple[str, str], ...]
    """Language and words."""


class Shelf(NamedTuple):
    """The claims of a topic."""

    id: str
    """Empty: the claims without a topic."""
    label: str
    entries: tuple[Entry, ...]
    """Those whose first topic it is, in the order of the talk."""
    also: tuple[Row, ...]
    """Those that stand under another topic."""


class Heard(NamedTuple):
    """A passage, in the words that its transcript shows."""

    id: str
    number: int
    texts: tuple[tuple[str, str], ...]
    """Language and words."""
    verdicts: str
    """Ids, of the claims about it."""
    topics: str


class Talk(NamedTuple):
    id: str
    title: str
    passages: tuple[Heard, ...]
    """None if all talks together have more words than the page can hold."""


class Listed(NamedTuple):
    """A source."""

    source: Source
    verdicts: str
    """Ids, of the claims that it was used for."""
    topics: str


class Letter(NamedTuple):
    """Titles that begin with a letter."""

    name: str
    """Empty: with what is neither a letter from A to Z nor a figure."""
    sources: tuple[Listed, ...]
    claims: tuple[Row, ...]
    """Their entries stand under their topics."""


class SearchPage(NamedTuple):
    frame: Frame
    scripts: tuple[str, ...]
    filters: bool
    """Whether there are claims enough to filter by verdict and topic."""
    verdicts: tuple[tuple[Verdict, int], ...]
    """With the number of entries: claims, and passages and sources that have to do with one."""
    topics: tuple[tuple[Topic, int], ...]
    claims: int
    passages: int
    """Of all talks, also if they are left out."""
    sources: int
    shelves: tuple[Shelf, ...]
    talks: tuple[Talk, ...]
    whole: bool
    """Whether the passages are there."""
    letters: tuple[Letter, ...]


def search(shell: Shell) -> Iterator[Artifact]:
    """Name the search page."""
    yield Artifact("search.html", "search.html", partial(_page, shell))


def _page(shell: Shell) -> SearchPage:
    graph = shell.graph
    words = sum(len(text.words) for passage in graph.passages.values() for text in passage.texts)
    whole = words <= MOST_WORDS
    talks = tuple(_talk(shell, talk, whole) for talk in graph.transcripts.values())
    sources = tuple(_listed(shell, source) for source in graph.sources.values())
    topics = [topic for topic in graph.publishing.topics if topic.id in graph.by_topic]
    of_verdict, of_topic = _counts(graph.claims, (*chain(*(talk.passages for talk in talks)), *sources))
    return SearchPage(
        frame=shell.frame("search.html", shell.say("Search"), shell.say(ABOUT), "search"),
        scripts=shell.look.filters,
        filters=many(shell),
        verdicts=tuple((verdict, of_verdict[verdict.id]) for verdict in graph.publishing.verdicts),
        topics=tuple((topic, of_topic[topic.id]) for topic in topics),
        claims=len(graph.claims),
        passages=len(graph.passages),
        sources=len(sources),
        shelves=tuple(_shelves(shell, topics)),
        talks=talks,
        whole=whole,
        letters=tuple(_letters(shell, sources)),
    )


def _counts(claims: Iterable[Claim], others: Iterable[Heard | Listed]) -> tuple[Counter[str], Counter[str]]:
    """Return how many entries have each verdict, and each topic."""
    verdicts = Counter(claim.verdict for claim in claims)
    topics = Counter(topic for claim in claims for topic in claim.topics)
    for other in others:
        verdicts.update(other.verdicts.split())
        topics.update(other.topics.split())
    return verdicts, topics


def _shelves(shell: Shell, topics: Iterable[Topic]) -> Iterator[Shelf]:
    graph = shell.graph
    for topic in topics:
        own = [claim for claim in graph.by_topic[topic.id] if claim.topics[0] == topic.id]
        also = [claim for claim in graph.by_topic[topic.id] if claim.topics[0] != topic.id]
        yield Shelf(topic.id, topic.label, _entries(shell, own), tuple(map(shell.row, also)))
    if others := [claim for claim in graph.claims if not claim.topics]:
        yield Shelf("", "", _entries(shell, others), ())


def _entries(shell: Shell, claims: Iterable[Claim]) -> tuple[Entry, ...]:
    graph = shell.graph
    return tuple(
        [
            Entry(shell.row(claim), claim.claim, tuple([(a.lang, quoted(graph, a)) for a in graph.anchors[claim.id]]))
            for claim in claims
        ]
    )


def _talk(shell: Shell, talk: Transcript, whole: bool) -> Talk:
    passages = [passage for section in talk.sections for passage in section.passages] if whole else []
    return Talk(talk.id, talk.editions[0].title, tuple(_heard(shell, talk, passage) for passage in passages))


def _heard(shell: Shell, talk: Transcript, passage: Passage) -> Heard:
    texts = tuple((text.lang, text.words) for text in passage.texts if text.words.replace(OMISSION, "").strip())
    claims = [shell.graph.by_id[id] for id in shell.claims_at.get((talk.id, passage.id), ())]
    return Heard(passage.id, passage.number, texts, *_kinds(claims))


def _kinds(claims: Sequence[Claim]) -> tuple[str, str]:
    """Return the verdicts of claims, and their topics, each once."""
    verdicts = dict.fromkeys(claim.verdict for claim in claims)
    return " ".join(verdicts), " ".join(dict.fromkeys(topic for claim in claims for topic in claim.topics))


def _listed(shell: Shell, source: Source) -> Listed:
    return Listed(source, *_kinds(shell.graph.by_source.get(source.id, ())))


def _letters(shell: Shell, sources: Iterable[Listed]) -> Iterator[Letter]:
    titles = [
        *((_place(listed.source.title), listed.source.id, listed, None) for listed in sources),
        *((_place(claim.title), claim.id, None, shell.row(claim)) for claim in shell.graph.claims),
    ]
    titles.sort(key=lambda title: title[:2])
    for letter, found in groupby(titles, lambda title: title[0][0]):
        here = list(found)
        listed = tuple([source for *_, source, _ in here if source])
        yield Letter("" if letter == LAST else letter, listed, tuple([row for *_, row in here if row]))


def _place(title: str) -> tuple[str, str]:
    """Return under which letter a title stands, and its place there: accents and what is no letter do not count."""
    plain = "".join([char for char in normalize("NFD", title.casefold()) if char.isalnum() or char == " "]).strip()
    first = plain[:1].upper()
    return (first if "A" <= first <= "Z" else "0–9" if first.isdigit() else LAST), plain
