"""Read the talks of a generated content folder, and note on each passage which claims quote it and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from bench.peers.files import Text, Values, text
from bench.peers.search import kinds
from factpress.text.language import sentences

Talks = Mapping[str, Values]
Said = Sequence[Values]
"""The passages that a claim quotes, each with the place of its words in every language."""

WIDEST = 24
"""Steps of width in the strip of a talk."""
LONGEST_SPAN = 30
"""Passages that a block of notes may run down."""

SECTION = re.compile(r"## (.+) \{#(\w+)\}")
PASSAGE = re.compile(r"\{#(\w+)([^}]*)\}\n(.+)")
ATTRIBUTE = re.compile(r"(\w+)=(\S+)")
QUOTED = re.compile("そして([^。]+)。")
"""How the generator lets a quote into a passage. Found so, and not by searching all passages, the work is linear."""


def talks(folder: Path) -> dict[str, Values]:
    """Return each talk: its editions, its sections and its passages by id."""
    files: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*.md")):  # `en` before `ja`: the site's language first
        files.setdefault(file.name.split(".")[0], []).append(file)
    return {id: _talk(id, editions) for id, editions in files.items()}


def _talk(id: str, files: Iterable[Path]) -> Values:
    editions = [text(file) for file in files]
    sections: dict[str, Values] = {}
    passages: dict[str, Values] = {}
    for slot, edition in enumerate(editions, 1):
        here: Values = {}
        words = {"lang": edition.front["lang"], "slot": slot, "original": edition.front["original"] == "true"}
        for block in edition.body.strip().split("\n\n"):
            if heading := SECTION.fullmatch(block):
                here = sections.setdefault(heading[2], _section(heading[2], len(sections) + 1))
                here["headings"].append({**words, "words": heading[1]})
            elif found := PASSAGE.fullmatch(block):
                passage = passages.setdefault(found[1], _passage(found[1], len(passages) + 1, here))
                passage.update(ATTRIBUTE.findall(found[2]))
                passage["texts"].append({**words, "words": found[3]})
    for passage in passages.values():
        sections[passage["section"]["id"]]["passages"].append(passage["id"])
    fronts = [edition.front for edition in editions]
    return {"id": id, "editions": fronts, "sections": list(sections.values()), "passages": passages}


def _section(id: str, number: int) -> Values:
    return {"id": id, "number": number, "headings": [], "passages": [], "claims": [], "checked": 0}


def _passage(id: str, number: int, section: Values) -> Values:
    heading = {"id": section["id"], "title": section["headings"][0]["words"]}
    return {"id": id, "number": number, "section": heading, "texts": [], "notes": []}


def quoted(talks: Talks) -> dict[tuple[str, str], Values]:
    """Return the passage of each quoted sentence of the original, by talk and words."""
    return {
        (id, words): passage
        for id, talk in talks.items()
        for passage in talk["passages"].values()
        for words in QUOTED.findall(passage["texts"][-1]["words"])
    }


def places(claim: Text, quoted: Mapping[tuple[str, str], Values]) -> Said:
    """Return the passages that the claim quotes, in the order of the talk."""
    found = []
    for quote in claim.front["quotes"]:
        passage = quoted[claim.front["transcript"], quote["ja"]]
        spans = [_span(each["words"], quote[each["lang"]]) for each in passage["texts"]]
        found.append({"passage": passage["id"], "number": passage["number"], "spans": spans})
    return sorted(found, key=lambda place: (place["number"], place["spans"]))


def _span(words: str, quote: str) -> list[int]:
    start = words.index(quote)
    return [start, start + len(quote)]


def around(words: str, start: int, end: int) -> Values:
    """Return from where to where a quote is shown, with a sentence before and one after, and the signs for what is cut.

    Where a sentence ends is a matter of the product's own table, and no part of what is compared.
    """
    found = list(sentences(words))
    quoted = [n for n, (first, last) in enumerate(found) if first < end and start < last]
    before, after = max(0, quoted[0] - 1), min(len(found) - 1, quoted[-1] + 1)
    to = found[after][1]
    cut = "" if after + 1 == len(found) else " …" if words[to].isspace() else "…"
    return {"from": found[before][0], "to": to, "before": "…" if before else "", "after": cut}


def mark(talks: Talks, claims: Iterable[tuple[Text, Said]]) -> None:
    """Note on each passage its checks, its state, its width in the strip, and where its words are cut by the marks."""
    ordered: dict[str, list[str]] = {id: [] for id in talks}
    marks: dict[tuple[str, str], list[tuple[Text, bool, Sequence[Sequence[int]]]]] = {}
    for claim, places in claims:
        id = claim.front["transcript"]
        ordered[id].append(claim.id)
        for n, place in enumerate(places):
            marks.setdefault((id, place["passage"]), []).append((claim, n == 0, place["spans"]))
    for id, talk in talks.items():
        talk["claims"] = ordered[id]
        sections = {section["id"]: section for section in talk["sections"]}
        beside = {claim: (before, after) for before, claim, after in _threes(ordered[id])}
        for passage in talk["passages"].values():
            here = marks.get((id, passage["id"]), [])
            passage["state"] = "checked" if here else passage["kind"]
            passage["notes"] = [
                {"id": claim.id, "previous": beside[claim.id][0], "following": beside[claim.id][1]}
                for claim, _, _ in here
            ]
            passage.update(kinds(claim for claim, _, _ in here))
            for n, each in enumerate(passage["texts"]):
                spans = [(all[n][0], all[n][1], claim.id, first and n == 0) for claim, first, all in here]
                each["cuts"] = list(_cuts(len(each["words"]), spans))
            section = sections[passage["section"]["id"]]
            section["claims"] += [claim.id for claim, first, _ in here if first]
            section["checked"] += bool(here)
        talk["checked"] = sum(section["checked"] for section in talk["sections"])
        _measure(talk)


def _threes(ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(("", *ids[:-1]), ids, (*ids[1:], ""), strict=True) if ids else iter(())


def _cuts(length: int, spans: Iterable[tuple[int, int, str, bool]]) -> Iterator[Values]:
    """Yield the stretches of a text, those of a claim and those between; `first` carries the claim's anchor."""
    at = 0
    for start, end, claim, first in sorted(spans):
        yield {"from": at, "to": start, "claim": "", "first": False}
        yield {"from": start, "to": end, "claim": claim, "first": first}
        at = end
    yield {"from": at, "to": length, "claim": "", "first": False}


def _measure(talk: Values) -> None:
    """Give passages and sections their width in the strip, and notes the passages that they may run down."""
    lengths = {id: max(len(each["words"]) for each in p["texts"]) for id, p in talk["passages"].items()}
    unit = max(lengths.values()) / WIDEST
    for section in talk["sections"]:
        passages = [talk["passages"][id] for id in section["passages"]]
        for passage in passages:
            passage["width"] = max(1, round(lengths[passage["id"]] / unit))
        section["width"] = min(WIDEST, max(1, round(sum(passage["width"] for passage in passages) / 4)))
        noted = [n for n, passage in enumerate(passages) if passage["notes"]]
        for n, following in pairwise((*noted, len(passages))):
            passages[n]["span"] = min(following - n, LONGEST_SPAN)
