"""Work out what the search page lists: how many entries have a verdict or a topic, and titles by letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bench.peers.files import Text, Values
from factpress.pages.search import MOST_WORDS


def kinds(claims: Iterable[Text]) -> Values:
    """Return the verdicts and topics of claims, each once: by these a passage or a source is found."""
    fronts = [claim.front for claim in claims]
    return {
        "verdicts": list(dict.fromkeys(front["verdict"] for front in fronts)),
        "topics": list(dict.fromkeys(topic for front in fronts for topic in front["topics"])),
    }


def search(
    claims: Sequence[Text],
    sources: Mapping[str, Values],
    talks: Mapping[str, Values],
    verdicts: Iterable[Values],
    topics: Iterable[Values],
) -> Values:
    """Return what the page shows besides the entries themselves."""
    passages = [passage for talk in talks.values() for passage in talk["passages"].values()]
    whole = sum(len(each["words"]) for passage in passages for each in passage["texts"]) <= MOST_WORDS
    found = [*(kinds([claim]) for claim in claims), *sources.values(), *(passages if whole else ())]
    by_verdict, by_topic = (Counter(id for entry in found for id in entry[key]) for key in ("verdicts", "topics"))
    return {
        "whole": whole,
        "passages": len(passages),
        "verdicts": {verdict["id"]: by_verdict[verdict["id"]] for verdict in verdicts},
        "topics": {topic["id"]: by_topic[topic["id"]] for topic in topics},
        "letters": list(_letters(claims, sources)),
    }


def _letters(claims: Iterable[Text], sources: Mapping[str, Values]) -> Iterator[Values]:
    titles = [(_plain(source["title"]), id, "sources") for id, source in sources.items()]
    titles += [(_plain(claim.front["title"]), claim.id, "claims") for claim in claims]
    for letter, group in groupby(sorted(titles), lambda title: title[0][0].upper()):
        found: Values = {"name": letter, "sources": [], "claims": []}
        for _, id, kind in group:
            found[kind].append(id)
        yield found


def _plain(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum() or char == " ")
