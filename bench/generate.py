"""Write a content folder of any size: claims, talks in two languages, sources, topics, pages and the ledger.

The same numbers give the same bytes. The shape follows `content/`: see `bench/README.md`.

Over 300 lines: it writes one file of every kind, and each kind is a screenful.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from pathlib import Path
from random import Random
from textwrap import dedent, fill

from bench.words import NOUNS, QUALITIES, name, name_ja, sentence, sentence_ja, sentences

VERDICTS = (
    ("accurate", 5, "Accurate", "disc-check", "accurate"),
    ("mostly-accurate", 4, "Mostly accurate", "ring-check", "mostly"),
    ("half-true", 3, "Half true", "half-disc", "half"),
    ("misleading", 2, "Misleading", "triangle", "misleading"),
    ("inaccurate", 1, '"False"', "square-cross", '"false"'),
    ("unsupported", 0, "Unsupported", "dashed-question", "unsupported"),
    ("not-rated", 0, "Not rated", "bubble", "opinion"),
)
"""Id, rank (0: none), label, icon and tone."""
RATED = tuple(id for id, rank, *_ in VERDICTS if rank)
KINDS = ("fact", "opinion", "prediction", "description", "aside")
PRIMARY = (0, 2)
"""Of five sources."""
STANCES = ("supports", "contradicts", "context")
LOCATORS = ("Table 2", "Article", "pp. 12-13", "Abstract", "Summary", "Figure 4")
LEADS = ("The figure", "The record", "The comparison", "What was known", "The dispute", "What remains open")
LARGEST_FILE = 500
"""Sources in one file."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is written."""

    claims: int
    transcripts: int = 10
    seed: int = 1

    @property
    def talks(self) -> int:
        """Return the number of talks; each has a claim."""
        return max(1, min(self.transcripts, self.claims))

    @property
    def sources(self) -> int:
        """Return the number of sources; claims that cite three each can use them all."""
        return max(min(10, 3 * self.claims), self.claims // 5)

    @property
    def topics(self) -> int:
        """Return the number of topics: of some 75 claims each, while the list can still be read."""
        return min(40, max(5, self.claims // 75))

    def random(self, kind: str, n: int = 0) -> Random:
        """Return the source of randomness of one thing, so that its text does not depend on what else is written."""
        return Random(f"{self.seed} {kind} {n}")

    def claims_of(self, talk: int) -> range:
        """Return the numbers of a talk's claims."""
        return range(talk * self.claims // self.talks, (talk + 1) * self.claims // self.talks)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage of a talk."""

    id: str
    kind: str
    en: str
    ja: str
    claims: tuple[int, ...] = ()
    """Whose first quotes stand here."""


def generate(folder: Path, size: Size) -> None:
    """Write the content folder; files that are there already are overwritten."""
    talks = [tuple(_passages(size, talk)) for talk in range(size.talks)]
    ledger = "".join(f"{address}\n" for address in sorted(_addresses(size, talks)))
    for path, text in chain(_files(size, talks), [("permalinks.txt", ledger)]):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")


def claim_id(n: int) -> str:
    """Return the id of a claim."""
    return f"{name(n).lower()}-{n:05}"


def _files(size: Size, talks: Sequence[tuple[Spoken, ...]]) -> Iterator[tuple[str, str]]:
    yield "site.yaml", SITE
    yield "verdicts.yaml", "".join(map(_verdict, VERDICTS))
    yield "topics.yaml", "".join(map(_topic, range(size.topics)))
    yield from ((f"pages/{id}.md", _page(size, id)) for id in PAGES)
    yield from _source_files(size)
    for talk, passages in enumerate(talks):
        yield f"transcripts/{_talk_id(talk)}.en.md", _transcript(talk, "en", passages)
        yield f"transcripts/{_talk_id(talk)}.ja.md", _transcript(talk, "ja", passages)
        at = {n: passage.id for passage in passages for n in passage.claims}
        yield from ((f"claims/{claim_id(n)}.md", _claim(size, n, talk, at[n])) for n in size.claims_of(talk))


def _addresses(size: Size, talks: Sequence[tuple[Spoken, ...]]) -> Iterator[str]:
    yield from ("search.html", "sources.html")
    yield from (f"{id}.html" for id in PAGES)
    yield from (f"claims/{claim_id(n)}.html" for n in range(size.claims))
    yield from (f"sources/{_source_id(n)}.html" for n in range(size.sources))
    yield from (f"topics/{_topic_id(n)}.html" for n in range(size.topics))
    for talk, passages in enumerate(talks):
        yield f"transcripts/{_talk_id(talk)}.html"
        yield from (f"transcripts/{_talk_id(talk)}.html#{passage.id}" for passage in passages)


# The files at the top and the pages.

SITE = dedent("""\
    title: The Bench
    tagline: Talks that nobody gave, checked claim by claim.
    base_url: https://example.org/bench/
    language: en
    publisher:
      name: The Bench
      url: https://example.org/bench/
    repository:
      url: https://example.org/bench/repository
      branch: main
    licence: CC BY 4.0
    front_transcript: talk-01
""")
PAGES = {"index": "The talks, checked", "methodology": "How we check", "corrections": "Corrections", "about": "About"}


def _verdict(row: tuple[str, int, str, str, str]) -> str:
    id, rank, label, icon, tone = row
    rank_line = f"  rank: {rank}\n" if rank else ""
    meaning = "What the record shows, and nothing that was left out would change how a fair reader takes it."
    return f"- id: {id}\n{rank_line}  label: {label}\n  meaning: {meaning}\n  icon: {icon}\n  tone: {tone}\n"


def _topic_id(n: int) -> str:
    return f"topic-{n + 1:02}"


def _topic(n: int) -> str:
    noun, quality = NOUNS[n % len(NOUNS)], QUALITIES[n // len(NOUNS)]
    description = f"What was said and what is known of each {quality} {noun}."
    return f"- id: {_topic_id(n)}\n  label: The {quality} {noun}\n  description: {description}\n"


def _page(size: Size, id: str) -> str:
    random = size.random(f"page {id}")
    head = f"---\ntitle: {PAGES[id]}\ndescription: What the page {id} is for.\n---\n"
    parts = [" ".join(sentences(random, 50)) for _ in range(1 if id == "index" else 8)]
    parts.insert(0, "Start with [how we check](methodology.html).")
    return head + "\n\n".join(map(_wrapped, parts)) + "\n"


# Sources.


def _source_id(n: int) -> str:
    return f"source-{n + 1:05}"


def _source_files(size: Size) -> Iterator[tuple[str, str]]:
    each = min(LARGEST_FILE, -(-size.sources // 4))
    for file, first in enumerate(range(0, size.sources, each), 1):
        entries = (_source(size, n) for n in range(first, min(first + each, size.sources)))
        yield f"sources/sources-{file:02}.yaml", "references:\n" + "\n".join(entries)


def _source(size: Size, n: int) -> str:
    random = size.random("source", n)
    title, publisher = _title(random), f"The {_thing(random)}"
    lines = [
        f"- id: {_source_id(n)}",
        f"  type: {random.choice(('webpage', 'report', 'article-newspaper', 'legislation'))}",
        f"  title: {title}, no. {n + 1}",
        f"  author:\n    - literal: {publisher}",
        f"  issued: {random.randint(2015, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        f"  publisher: {publisher}",
        f"  URL: https://example.org/library/{_source_id(n)}",
        "  accessed: 2026-11-24",
        f"  custom:\n      kind: {'primary' if n % 5 in PRIMARY else 'secondary'}",
        f"    read: {random.choice(('original', 'excerpt', 'copy'))}",
        "    status: live",
        *([f"    note: {_title(random)}; the year is ours."] if n % 5 == 0 else []),
    ]
    return "".join(f"  {line}\n" for line in lines)


def _title(random: Random) -> str:
    return f"The {_thing(random)} and the {_thing(random)}"


def _thing(random: Random) -> str:
    return f"{random.choice(QUALITIES)} {random.choice(NOUNS)}"


# Talks.


def _talk_id(n: int) -> str:
    return f"talk-{n + 1:02}"


def _passages(size: Size, talk: int) -> Iterator[Spoken]:
    """Yield the passages: each claim's own or its neighbour's, that of a second quote, and some of neither."""
    random = size.random("talk", talk)
    waiting: list[int] = []
    at = 0
    for n in size.claims_of(talk):
        waiting.append(n)
        if n % 5 == 0 and n + 1 in size.claims_of(talk):  # two claims in one passage
            continue
        quoted = [[_words(m, first=True) for m in waiting]]
        quoted += [[_words(m, first=False)] for m in waiting if m % 3 == 0]
        quoted += [[]] * (random.random() < 0.4)
        for k, pairs in enumerate(quoted):
            at += 1
            kind = "fact" if pairs else random.choice(KINDS)
            yield _spoken(random, f"p{at}", kind, pairs, () if k else tuple(waiting))
        waiting = []


def _words(n: int, first: bool) -> tuple[str, str]:
    """Return the quoted words of a claim, in English and Japanese; they occur once."""
    share = f"{n % 89 + 3}.{n % 9 + 1}"
    noun = NOUNS[n % len(NOUNS)]
    if first:
        return (
            f"{name(n)} spent {share} per cent of its {noun} on one project",
            f"{name_ja(n)}は予算の{share}%を費やしました",
        )
    return f"the {noun} of {name(n)} was the first of its kind", f"{name_ja(n)}が最初に始めたものです"


def _spoken(random: Random, id: str, kind: str, pairs: Iterable[tuple[str, str]], claims: tuple[int, ...]) -> Spoken:
    en, ja = [sentence(random)], [sentence_ja(random)]
    for said, original in pairs:
        en += [f"And so {said}.", sentence(random)]
        ja += [f"そして{original}。", sentence_ja(random)]
    en += sentences(random, 25)
    ja += [sentence_ja(random), sentence_ja(random)]
    return Spoken(id, kind, " ".join(en), "".join(ja), claims)


def _transcript(talk: int, lang: str, passages: Sequence[Spoken]) -> str:
    titles = {"en": f"Talk no. {talk + 1}, in full", "ja": f"第{talk + 1}回の講演"}
    parts = [
        f"---\ntitle: {titles[lang]}\nspeaker: {name(talk)}\nlang: {lang}\n"
        f"original: {'true' if lang == 'ja' else 'false'}\npublished: 2025-11\n"
        f"source:\n  title: {titles['ja']}\nrights: full\n---\n"
    ]
    for n, passage in enumerate(passages):
        if n % 8 == 0:
            words = {"en": f"Part {n // 8 + 1} of the talk", "ja": f"第{n // 8 + 1}部"}
            parts.append(f"## {words[lang]} {{#s{n // 8 + 1}}}\n")
        minute, second = divmod(n * 23, 60)
        attributes = f"kind={passage.kind}" if lang == "en" else f"t={minute:02}:{second:02}"
        parts.append(f"{{#{passage.id} {attributes}}}\n{passage.en if lang == 'en' else passage.ja}\n")
    return "\n".join(parts)


# Claims.


def _claim(size: Size, n: int, talk: int, passage: str) -> str:
    random = size.random("claim", n)
    others = [random.randrange(size.sources) for _ in range(random.randint(0, 2))]
    cited = list(dict.fromkeys([*((3 * n + k) % size.sources for k in range(3)), *others]))
    shown = [sentence(random) for _ in cited]
    front = (
        *_answer(size, random, n, talk),
        *_evidence(random, n, cited, shown),
        *(_calculation(random, cited) if n % 3 == 0 else ()),
        f"would_change: Any {_thing(random)} that gives another figure for {name(n)}.",
        f"depends_on: [{claim_id(random.randrange(n)) if n % 10 == 9 else ''}]",  # on one before it: no circles
        *_corrections(n),
        "status: published",
    )
    return "\n".join(("---", *front, "---", *_body(size, random, n, passage, cited, shown))) + "\n"


def verdict(n: int) -> str:
    """Return the verdict of a claim."""
    return VERDICTS[n % 13 % len(VERDICTS)][0]


def _answer(size: Size, random: Random, n: int, talk: int) -> Iterator[str]:
    noun, share = NOUNS[n % len(NOUNS)], random.randint(2, 60)
    yield f"title: {name(n)} spent {share} per cent of its {noun}, not more"
    yield f"claim: {name(n)} put a {random.choice(QUALITIES)} part of its {noun} into one project."
    yield f"verdict: {verdict(n)}"
    yield f"summary: The {noun} was {share} per cent in its best year, a {random.choice(QUALITIES)} part of the whole."
    yield f"transcript: {_talk_id(talk)}"
    yield "quotes:"
    for first in (True, False) if n % 3 == 0 else (True,):
        en, ja = _words(n, first)
        yield f"  - ja: {ja}\n    en: {en}"
    yield f"topics: [{', '.join(_topic_id(t) for t in sorted({n % size.topics, random.randrange(size.topics)}))}]"
    yield f"published: 2026-{random.randint(1, 10):02}-{random.randint(1, 28):02}"
    yield "verified: 2026-11-24"
    yield "authors: [The Bench]"


def _evidence(random: Random, n: int, cited: Sequence[int], shown: Sequence[str]) -> Iterator[str]:
    yield "evidence:"
    for k, (source, shows) in enumerate(zip(cited, shown, strict=True)):
        stance = random.choice(STANCES) if k else "supports" if n % 13 % len(VERDICTS) < 3 else "contradicts"
        yield f"  - source: {_source_id(source)}\n    stance: {stance}"
        yield f"    shows: {shows}\n    locator: {random.choice(LOCATORS)}"


def _calculation(random: Random, cited: Sequence[int]) -> Iterator[str]:
    part, whole = (Decimal(random.randint(11, 9999)) / 10 for _ in range(2))
    result = (part / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    yield "calculations:\n  - title: The part as a share of the whole\n    inputs:"
    for label, value, source in (("part", part, cited[0]), ("whole", whole, cited[1])):
        yield f'      {label}: {{value: {value}, unit: "million EUR", source: {_source_id(source)}}}'
    yield f'    formula: part / whole * 100\n    result: {result}\n    unit: "%"'


def _corrections(n: int) -> Iterator[str]:
    if n % 25:
        yield "corrections: []"
    else:
        before = next(id for id in RATED if id != verdict(n))
        yield f"corrections:\n  - date: 2026-11-20\n    from: {before}\n    to: {verdict(n)}"
        yield "    why: A reader sent us the table that we had not seen."


def _body(
    size: Size, random: Random, n: int, passage: str, cited: Sequence[int], shown: Sequence[str]
) -> Iterator[str]:
    """Yield some 300 to 500 words: the answer with links, then paragraphs that cite the evidence in turn."""
    other = claim_id(random.randrange(size.claims))
    yield _wrapped(
        f"{sentence(random)} That is said [in this passage](passage:{passage}), and it can be compared with "
        f"[another check](claim:{other}). {sentence(random)}"
    )
    for k in range(random.randint(4, 6)):
        source = _source_id(cited[k % len(cited)])
        said = [shown[k % len(cited)], *sentences(random, 45)]
        said[0] = f"**{LEADS[k]}.** {said[0][:-1]} [@{source}, {random.choice(LOCATORS)}]."
        said.append(f"{shown[k % len(cited)][:-1]} [@{source}].")
        yield "\n" + _wrapped(" ".join(said))
    if n % 4 == 0:
        yield "\n" + "\n".join(f"- {sentence(random)}" for _ in range(3))
    if n % 6 == 0:
        yield "\n" + _wrapped(f"In the original the words are 「{_words(n, first=True)[1]}」. {sentence(random)}")


def _wrapped(text: str) -> str:
    """Break the lines as an editor would, but not inside a citation."""
    held = "".join(part.replace(" ", "\0") if k % 2 else part for k, part in enumerate(_brackets(text)))
    return fill(held, 112, break_long_words=False, break_on_hyphens=False).replace("\0", " ")


def _brackets(text: str) -> Iterator[str]:
    """Yield what is outside and inside of `[@…]` by turns."""
    outside, *rest = text.split("[@")
    yield outside
    for piece in rest:
        inside, _, outside = piece.partition("]")
        yield f"[@{inside}]"
        yield outside


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a content folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=1500)
    parser.add_argument("--transcripts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    generate(chosen.folder, Size(chosen.claims, chosen.transcripts, chosen.seed))


if __name__ == "__main__":
    main()
