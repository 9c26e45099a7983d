"""Find each claim's quoted words in its transcript, talk by talk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from factpress.meaning.matching import Edition, Span, edition_of, folded_once, match
from factpress.meaning.misquotes import absent, ambiguous
from factpress.meaning.rules.quoting import cut_quotes
from factpress.model.content import Quote, Selector
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Anchor, Publishing, Transcript
from factpress.text.folding import OMISSION
from factpress.text.ngrams import ngrams
from factpress.text.words import did_you_mean

WORTH_AN_INDEX = 50
"""Claims of one talk from which it is quicker to index the talk than to search it for each quote."""


class TalkQuotes(Struct, frozen=True):
    """What it takes to find the quotes of all claims about one talk."""

    claims: tuple[Quoting, ...]
    talks: tuple[Transcript, ...]
    """The talk, and others that these claims quote."""
    unread: tuple[str, ...]
    """Talks of which something could not be read."""


class Quoting(Struct, frozen=True):
    """What a claim quotes."""

    id: str
    path: str
    transcript: str
    quotes: tuple[Quote, ...]

    def location(self, *way: str | int) -> Location:
        """Return where a value of the claim's front matter stands."""
        return Location("content/" + self.path, way=way)


class Anchored(Struct, frozen=True):
    """Where the quotes of claims stand."""

    anchors: dict[str, tuple[Anchor, ...]]
    """By claim."""
    cut: dict[str, tuple[Diagnostic, ...]]
    """By claim: quotes that leave a negation or a hedge of their sentence out."""
    found: tuple[Diagnostic, ...]
    """Quotes that are not found exactly once."""


def quotes_by_talk(publishing: Publishing) -> tuple[TalkQuotes, ...]:
    """Return what is to be anchored, talk by talk."""
    talks = {talk.id: talk for talk in publishing.transcripts}
    unread = tuple(sorted(name for name in publishing.unread if name.startswith("transcripts:")))
    by_talk: dict[str, list[Quoting]] = {}
    for claim in publishing.claims:
        one = Quoting(claim.id, claim.path, claim.transcript, claim.quotes)
        by_talk.setdefault(claim.transcript, []).append(one)
    return tuple(
        TalkQuotes(tuple(claims), tuple(talks[id] for id in sorted(_quoted(claims)) if id in talks), unread)
        for claims in by_talk.values()
    )


def _quoted(claims: Iterable[Quoting]) -> set[str]:
    return {quote.transcript or claim.transcript for claim in claims for quote in claim.quotes}


def anchor(item: TalkQuotes) -> Anchored:
    """Find the quotes of all claims about one talk."""
    found: list[Diagnostic] = []
    talks = {talk.id: talk for talk in item.talks}
    editions = {(talk.id, e.lang): edition_of(talk, n) for talk in item.talks for n, e in enumerate(talk.editions)}
    if len(item.claims) > WORTH_AN_INDEX:
        editions = {key: replace(edition, index=ngrams(edition.text)) for key, edition in editions.items()}
    anchors = {claim.id: tuple(_claim(claim, talks, editions, item.unread, found.append)) for claim in item.claims}
    passages = {(talk.id, p.id): p for talk in item.talks for s in talk.sections for p in s.passages}
    cut = cut_quotes(item.claims, anchors, passages)
    return Anchored(anchors, cut, tuple(found))


def _claim(
    claim: Quoting,
    talks: Mapping[str, Transcript],
    editions: Mapping[tuple[str, str], Edition],
    unread: Collection[str],
    report: Report,
) -> Iterator[Anchor]:
    for n, quote in enumerate(claim.quotes):
        name = quote.transcript or claim.transcript
        if not quote.words:
            continue  # told when the file was read
        if talk := talks.get(name):
            tell = _of_what_is_there(report) if _is_unread(name, unread) else report
            found = tuple(_quote(claim, n, talk, editions, report, tell))
            _judge_languages(claim, n, talk, found, report)
            yield from found
        elif name and not _is_unread(name, unread):
            where = claim.location("quotes", n, "transcript") if quote.transcript else claim.location("transcript")
            report(Diagnostic("FP404", where, f"no transcript '{name}'", did_you_mean(name, talks)))


def _quote(
    claim: Quoting,
    n: int,
    talk: Transcript,
    editions: Mapping[tuple[str, str], Edition],
    report: Report,
    absent: Report,
) -> Iterator[Anchor]:
    """Yield where one quote stands in each language; what is not found is reported to `absent`."""
    languages = [edition.lang for edition in talk.editions]
    for lang, selector in claim.quotes[n].words.items():
        where = claim.location("quotes", n, lang)
        if lang not in languages:
            report(Diagnostic("FP209", where, f"'{talk.id}' has no language '{lang}'", did_you_mean(lang, languages)))
        elif selector.exact:
            edition = editions[talk.id, lang]
            for start, end in _find(edition, selector, where, absent):
                passage, first, _ = edition.passage(start)
                yield Anchor(claim.id, n, lang, talk.id, passage, start - first, end - first)


def _judge_languages(claim: Quoting, n: int, talk: Transcript, found: Collection[Anchor], report: Report) -> None:
    """Report a quote without the original words, or whose languages stand in different passages."""
    where, words, lang = claim.location("quotes", n), claim.quotes[n].words, talk.original.lang
    if lang not in words and all(selector.exact for selector in words.values()):
        help = f"add a line '{lang}: …' with the original words"
        report(Diagnostic("FP305", where, f"the words in '{lang}' are missing", help))
    if len({anchor.passage for anchor in found}) > 1:
        message = "the languages quote different passages: " + ", ".join(f"{a.lang} in {a.passage}" for a in found)
        report(Diagnostic("FP306", where, message, "quote the same statement in each"))


def _is_unread(talk: str, unread: Collection[str]) -> bool:
    return f"transcripts:{talk}" in unread or "transcripts:*" in unread


def _of_what_is_there(report: Report) -> Report:
    """Return a report without quotes not found: the passage may be the one that could not be read."""
    return lambda found: None if found.code in ("FP301", "FP303", "FP307") else report(found)


def _find(edition: Edition, selector: Selector, where: Location, report: Report) -> tuple[Span, ...]:
    """Return the one span of a quote, or report why there is none."""
    spans = match(edition.text, selector, folded_once, edition.index)
    if OMISSION in selector.exact:
        report(
            Diagnostic(
                "FP304",
                where,
                f"the quote holds an omission {OMISSION}",
                "quote the words on one side of it, or make two quotes",
            )
        )
    elif len(spans) > 1:
        report(ambiguous(edition, spans, where))
    elif not spans:
        report(absent(edition, selector, where))
    elif edition.passage(spans[0][0])[0] in edition.gists:
        passage = edition.passage(spans[0][0])[0]
        report(
            Diagnostic(
                "FP308",
                where,
                f"these words are our summary of {passage}, not the talk's",
                "give the passage in full, without .gist",
            )
        )
    else:
        return spans
    return ()
