"""Rules about quotes and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from factpress.model.content import Quote
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Anchor, Claim, Graph, Passage
from factpress.text.folding import OMISSION
from factpress.text.language import Span, sentences, turns
from factpress.text.todo import is_todo

CLAUSE = re.compile(r"[、，；：]|[,;:](?=\s)")
"""Where a clause ends."""

NO_FACTS = ("prediction", "opinion", "aside")
"""Kinds of passages that are usually not rated."""


def excerpts_are_checked(graph: Graph, report: Report) -> None:
    """Of a transcript with `rights: excerpts`, the original's words stand only where a claim quotes them."""
    for talk in graph.transcripts.values():
        original = talk.original
        if original.rights != "excerpts" or not _all_anchored(graph):
            continue
        quoted: dict[str, list[tuple[int, int]]] = {}
        for claim in graph.publishing.claims:
            for a in graph.anchors.get(claim.id, ()):
                if (a.transcript, a.lang) == (talk.id, original.lang):
                    quoted.setdefault(a.passage, []).append((a.start, a.end))
        for section in talk.sections:
            for passage in section.passages:
                for text in passage.texts:
                    if text.lang != original.lang:
                        continue
                    for start, end in _pieces(text.words):
                        if not any(s < end and e > start for s, e in quoted.get(passage.id, ())):
                            where = Location(text.where.path, text.where.line, start + 1)
                            report(
                                Diagnostic(
                                    "FP506",
                                    where,
                                    "no claim quotes these words",
                                    f"leave out of an excerpt what is not checked: {OMISSION}",
                                )
                            )


def _all_anchored(graph: Graph) -> bool:
    """Tell whether every quote was read and found: before that, nobody knows what is quoted."""
    unread = any(name.startswith("claims:") for name in graph.publishing.unread)
    return not unread and all(_is_anchored(claim, graph) for claim in graph.publishing.claims)


def _is_anchored(claim: Claim, graph: Graph) -> bool:
    given = sum(bool(words.exact) for quote in claim.quotes for words in quote.words.values())
    return len(graph.anchors[claim.id]) == given


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between omissions."""
    at = 0
    for piece in words.split(OMISSION):
        if piece.strip():
            yield at, at + len(piece)
        at += len(piece) + len(OMISSION)


def only_facts_are_rated(graph: Graph, report: Report) -> None:
    """A rated claim quotes statements of fact, or tells readers why it is rated all the same."""
    for claim in graph.claims:
        verdict = graph.verdicts.get(claim.verdict)
        if not verdict or is_todo(claim.verdict):
            continue  # told already, or still to be decided
        rated, no_fact = verdict.rank is not None, next(_no_facts(claim, graph), None)
        if rated and no_fact and not claim.rated_because:
            passage = graph.passages[no_fact.transcript, no_fact.passage]
            message = f"rated '{claim.verdict}', but the words of '{passage.id}' are of kind '{passage.kind}'"
            help = (
                "choose a verdict beside the scale, or tell readers in 'rated_because:' why this is rated all the same"
            )
            report(Diagnostic("FP520", claim.location("quotes", no_fact.quote), message, help))
        elif claim.rated_because and not (rated and (no_fact or not _kinds_are_known(claim, graph))):
            why = "no words that are quoted are a prediction, an opinion or an aside"
            message = f"'rated_because' is given, but {why if rated else 'this verdict is no rating'}"
            report(Diagnostic("FP520", claim.location("rated_because"), message, "take this line out"))


def _no_facts(claim: Claim, graph: Graph) -> Iterator[Anchor]:
    """Yield where a claim quotes what can be neither right nor wrong."""
    for anchor in graph.anchors[claim.id]:
        if graph.passages[anchor.transcript, anchor.passage].kind in NO_FACTS:
            yield anchor


def _kinds_are_known(claim: Claim, graph: Graph) -> bool:
    talks = {claim.transcript, *(quote.transcript for quote in claim.quotes)}
    return _is_anchored(claim, graph) and not any(graph.publishing.is_unread("transcripts", talk) for talk in talks)


class Quotes(Protocol):
    """A claim with its quotes."""

    @property
    def id(self) -> str: ...
    @property
    def quotes(self) -> tuple[Quote, ...]: ...
    def location(self, *way: str | int) -> Location: ...


def cut_quotes(
    claims: Iterable[Quotes],
    anchors: Mapping[str, tuple[Anchor, ...]],
    passages: Mapping[tuple[str, str], Passage],
) -> dict[str, tuple[Diagnostic, ...]]:
    """Return for each claim where a quote leaves a negation or a hedge of its sentence out.

    This takes longer than all other rules, and says the same as long as the claim's quotes and its talk are the same.
    So it belongs to the stage that anchors a talk.
    """
    found: dict[tuple[str, str, str], tuple[Span, ...]] = {}
    cut = {claim.id: tuple(_cut(claim, anchors[claim.id], passages, found)) for claim in claims}
    return {id: faults for id, faults in cut.items() if faults}


def _cut(
    claim: Quotes,
    anchors: tuple[Anchor, ...],
    passages: Mapping[tuple[str, str], Passage],
    found: dict[tuple[str, str, str], tuple[Span, ...]],
) -> Iterator[Diagnostic]:
    """Yield where a quote leaves a turn of its sentence out; `found` holds the sentences of passages seen before."""
    for anchor in anchors:
        if claim.quotes[anchor.quote].left_out:
            continue
        words = _words(passages, anchor)
        key = (anchor.transcript, anchor.passage, anchor.lang)
        if key not in found:
            found[key] = tuple(sentences(words))
        first = max((start for start, _ in found[key] if start <= anchor.start), default=anchor.start)
        last = min((end for _, end in found[key] if end >= anchor.end), default=anchor.end)
        ours = [(a.start, a.end) for a in anchors if (a.transcript, a.passage, a.lang) == key]
        for start, end in turns(words, anchor.lang, first, last):
            if not any(s < end and start < e for s, e in ours):
                message = f"the quote leaves '{words[start:end]}' out of its sentence"
                help = f"quote '{_with(words, first, last, min(start, anchor.start), max(end, anchor.end))}'"
                help += ", or say in 'left_out:' what the rest of the sentence says"
                yield Diagnostic("FP517", claim.location("quotes", anchor.quote, anchor.lang), message, help)
                break


def _with(words: str, first: int, last: int, start: int, end: int) -> str:
    """Return the words of a sentence from the clause of one position to the clause of another."""
    start = max((mark.end() for mark in CLAUSE.finditer(words, first, start)), default=first)
    behind = CLAUSE.search(words, end, last)
    return " ".join(words[start : behind.start() if behind else last].split())


def _words(passages: Mapping[tuple[str, str], Passage], anchor: Anchor) -> str:
    texts = passages[anchor.transcript, anchor.passage].texts
    return next(text.words for text in texts if text.lang == anchor.lang)
