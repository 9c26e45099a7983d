"""Say why words are in no talk, and where the nearest stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factpress.editing.new.desk import Desk
from factpress.editing.new.spots import Spot, passage_of, place, text_of
from factpress.meaning.anchor import absent, edition_of, nearest
from factpress.model.content import Selector
from factpress.model.diagnostics import Diagnostic, Location
from factpress.model.graph import Transcript
from factpress.text.folding import OMISSION, fold, occurrences
from factpress.text.language import sentences

CLOSE = {"FP303": 3, "FP304": 2, "FP307": 2, "FP301": 1}
"""What `anchor` says of words that are not there: the nearer they are, the higher."""


@dataclass(frozen=True, slots=True)
class Near:
    """What a language of a talk has in place of the words."""

    told: Diagnostic
    spot: Spot | None
    alike: float
    """From 0 to 1."""


def missing(desk: Desk, words: str, within: str) -> Diagnostic:
    """Return why words are in no talk; `within` is the passage in which they should be, or empty."""
    talks = desk.graph.publishing.transcripts
    if not talks:
        help = "begin one: build.py new transcript"
        return Diagnostic("FP301", Location("content/transcripts"), "there is no transcript yet", help)
    if not any(map(str.isalnum, words)):
        return Diagnostic("FP301", Location("content/" + talks[0].original.path), "these are no words", _advice(desk))
    piece = max(words.split(OMISSION), key=len)
    near = max(_everywhere(talks, piece), key=lambda near: (piece != words or CLOSE[near.told.code], near.alike))
    where = place(desk, near.spot) if near.spot else Location("content/" + talks[0].original.path)
    sentence = f"; the nearest sentence: {_sentence(near.spot)}" if near.spot else ""
    if OMISSION in words:
        help = "quote the words on one side of it, or make two quotes"
        return Diagnostic("FP304", where, f"the quote holds an omission {OMISSION}", help)
    if near.told.code == "FP303":
        return Diagnostic("FP303", where, f"not in the talk as written{sentence}", "quote its words exactly")
    if near.told.code != "FP301":
        return Diagnostic(near.told.code, where, near.told.message, near.told.help)
    if within and (talk := next((talk for talk in talks if _leaves_out(talk, within)), None)):
        where = text_of(talk, within, talk.original.lang).where
        help = f"if they were said there, add their sentence to this line, with {OMISSION} for what is left out"
        return Diagnostic("FP301", where, f"these words are not printed in {within}{sentence}", help)
    return Diagnostic("FP301", where, f"these words are in no transcript{sentence}", _advice(desk))


def _everywhere(talks: tuple[Transcript, ...], words: str) -> Iterator[Near]:
    for talk in talks:
        for n, edition in enumerate(talk.editions):
            text = edition_of(talk, n)
            told = absent(text, Selector(exact=words), Location(""))
            near, _ = nearest(text, words)
            at = _over_omission(text.text, words) if told.code == "FP304" else text.text.find(near)
            if not near or at < 0:
                yield Near(told, None, 0)
                continue
            from difflib import SequenceMatcher  # loaded only when words are wrong

            passage, first, _ = text.passage(at)
            spot = Spot(talk, edition.lang, passage, at - first, at - first + len(near))
            yield Near(told, spot, SequenceMatcher(None, near, words).ratio())


def _over_omission(text: str, words: str) -> int:
    """Return where words begin that stand in a text when its omissions are taken out."""
    bare = fold(text.replace(OMISSION, ""))
    start = bare.text.find(fold(words).text)
    at = bare.original(start, start + 1)[0]
    for omission in occurrences(OMISSION, text):
        at += len(OMISSION) if omission <= at else 0
    return at


def _sentence(spot: Spot) -> str:
    words = text_of(spot.talk, spot.passage, spot.lang).words
    return next(words[start:end].strip() for start, end in sentences(words) if spot.start < end)


def _leaves_out(talk: Transcript, passage: str) -> bool:
    known = any(passage == one.id for section in talk.sections for one in section.passages)
    texts = passage_of(talk, passage).texts if known else ()
    return any(text.lang == talk.original.lang and OMISSION in text.words for text in texts)


def _advice(desk: Desk) -> str:
    talks = desk.graph.publishing.transcripts
    files = [desk.shown(f"content/{talk.original.path}") for talk in talks if talk.original.rights == "excerpts"]
    copy = "copy the words from a transcript"
    if not files:
        return copy
    return (
        f"{copy}; if it leaves them out ({OMISSION}), add their sentence to their passage in {' or '.join(files[:3])};"
        " where a rendering only sums the passage up (.gist), give it in full there"
    )
