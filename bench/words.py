"""Sentences without meaning and with the shape of a fact-check, and names that occur once."""

# ruff: noqa: SIM905 - a list of quoted words would be three times as long

from __future__ import annotations

from collections.abc import Callable
from random import Random

NOUNS = (
    "budget laboratory programme reactor ministry satellite harbour reservoir survey census railway grant fund archive "
    "turbine telescope committee university contract patent subsidy tariff forecast vaccine sensor pipeline"
).split()
NOUNS_JA = (
    "予算 研究所 計画 原子炉 省庁 衛星 港湾 貯水池 調査 国勢調査 鉄道 助成金 基金 記録 望遠鏡 委員会 大学 契約".split()
)
QUALITIES = "federal regional public annual revised early joint civil foreign modest large separate formal".split()
PLACES = "the north, the coast, the capital, the delta, the islands, the border region, the old port".split(", ")

SENTENCES = (
    "The {quality} {noun} of {place} grew by {share} per cent between {year} and {later}.",
    "In {year} the {noun} received {amount} million euros for its {quality} {other}.",
    "No {quality} {noun} of that size had been recorded in {place} before {year}.",
    "The {noun} names the {quality} {other}, but gives no figure for {place} after {later}.",
    "Its authors count the {other} twice, which makes the {noun} look {share} per cent larger than it was.",
    "What was voted for the {noun} in {year} differs from what the {quality} {other} spent in {later}.",
    "One {quality} {other} was announced in {place}; the {noun} itself came {share} months later.",
    "Measured against every other {noun}, {place} stands in the middle and not at the top.",
)
SENTENCES_JA = (
    "{place}の{noun}は{year}年から{later}年までに{share}%増えました。",
    "{year}年に{noun}は{other}のために{amount}億円を受け取りました。",
    "{later}年より前に、これほどの{noun}が記録されたことはありません。",
    "しかし、{noun}と{other}を同じものとして数えることはできないのです。",
    "つまり、{noun}について言えば、{place}は真ん中あたりに位置しています。",
)
PLACES_JA = "北部 沿岸 首都 三角州 島々 国境地帯 旧港".split()

SYLLABLES = "ba de ki lo mu na pe ri so tu va ze gi fo ju ka le mi no ru".split()
KANA = "アイウエオカキクケコサシスセソタチツテト"
NAMES = len(SYLLABLES) ** 4
SPREAD = 70207
"""Has no factor in common with NAMES, so that neighbouring numbers get unlike names and no two the same."""


def name(n: int) -> str:
    """Return a name of eight letters that no other number has."""
    return "".join(SYLLABLES[digit] for digit in _digits(n)).capitalize()


def name_ja(n: int) -> str:
    """Return a name of four kana that no other number has."""
    return "".join(KANA[digit] for digit in _digits(n))


def _digits(n: int) -> list[int]:
    if n >= NAMES:
        raise ValueError(f"there are {NAMES} names, none for number {n}")
    spread, base = (n + 1) * SPREAD % NAMES, len(SYLLABLES)
    return [spread // base**k % base for k in range(4)]


def sentence(random: Random) -> str:
    """Return an English sentence."""
    words = _figures(random) | {"noun": random.choice(NOUNS), "other": random.choice(NOUNS)}
    words |= {"quality": random.choice(QUALITIES), "place": random.choice(PLACES)}
    return random.choice(SENTENCES).format(**words)


def sentence_ja(random: Random) -> str:
    """Return a Japanese sentence."""
    words = _figures(random) | {"noun": random.choice(NOUNS_JA), "other": random.choice(NOUNS_JA)}
    return random.choice(SENTENCES_JA).format(**words, place=random.choice(PLACES_JA))


def _figures(random: Random) -> dict[str, str]:
    year = random.randint(1950, 2015)
    amount = f"{random.randint(10, 9999) / 10}"
    return {"year": f"{year}", "later": f"{year + 9}", "share": f"{random.randint(2, 95)}", "amount": amount}


def sentences(random: Random, words: int, make: Callable[[Random], str] = sentence) -> list[str]:
    """Return sentences until they have that many words."""
    found: list[str] = []
    while sum(len(one.split()) for one in found) < words:
        found.append(make(random))
    return found
