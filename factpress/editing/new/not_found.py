"""Explain why words are in no transcript, and find the most similar ones."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from factpress.editing.new.positions import Position, location_of, passage_of, text_of
from factpress.editing.new.workspace import Workspace
from factpress.meaning.matching import edition_of
from factpress.meaning.misquotes import absent, nearest
from factpress.model.content import Selector
from factpress.model.diagnostics import Diagnostic, Location
from factpress.model.graph import Transcript
from factpress.text.folding import OMISSION, fold, occurrences
from factpress.text.language import sentences

CLOSENESS = {"FP303": 3, "FP304": 2, "FP307": 2, "FP301": 1}
"""The codes for absent words. A higher number means that the words are closer to the transcript."""


class Candidate(msgspec.Struct, frozen=True):
    """The most similar words in one language of a transcript."""

    diagnostic: Diagnostic
    """Why the exact words are absent there."""
    position: Position | None
    similarity: float
    """From 0 to 1."""


def explain_not_found(workspace: Workspace, words: str, passage: str) -> Diagnostic:
    """Return a diagnostic that explains why no transcript has the words.

    `passage` is the id of the passage that should have them, or empty.
    """
    transcripts = workspace.graph.publishing.transcripts
    if not transcripts:
        help = "begin one: build.py new transcript"
        return Diagnostic("FP301", Location("content/transcripts"), "there is no transcript yet", help)
    first_file = Location("content/" + transcripts[0].original.path)
    if not any(map(str.isalnum, words)):
        return Diagnostic("FP301", first_file, "these are no words", _advice(workspace))
    part = max(words.split(OMISSION), key=len)
    best = max(
        _candidates(transcripts, part), key=lambda c: (part != words or CLOSENESS[c.diagnostic.code], c.similarity)
    )
    where = location_of(workspace, best.position) if best.position else first_file
    sentence = f"; the nearest sentence: {_sentence_at(best.position)}" if best.position else ""
    if OMISSION in words:
        help = "quote the words on one side of it, or make two quotes"
        return Diagnostic("FP304", where, f"the quote holds an omission {OMISSION}", help)
    if best.diagnostic.code == "FP303":
        return Diagnostic("FP303", where, f"not in the talk as written{sentence}", "quote its words exactly")
    if best.diagnostic.code != "FP301":
        return Diagnostic(best.diagnostic.code, where, best.diagnostic.message, best.diagnostic.help)
    if passage and (shortened := next((t for t in transcripts if _omits_words(t, passage)), None)):
        where = text_of(shortened, passage, shortened.original.lang).where
        help = f"if they were said there, add their sentence to this line, with {OMISSION} for what is left out"
        return Diagnostic("FP301", where, f"these words are not printed in {passage}{sentence}", help)
    return Diagnostic("FP301", where, f"these words are in no transcript{sentence}", _advice(workspace))


def _candidates(transcripts: tuple[Transcript, ...], words: str) -> Iterator[Candidate]:
    """Yield the most similar words of each language of each transcript."""
    for transcript in transcripts:
        for n, edition in enumerate(transcript.editions):
            text = edition_of(transcript, n)
            diagnostic = absent(text, Selector(exact=words), Location(""))
            similar, _ = nearest(text, words)
            at = _find_across_omissions(text.text, words) if diagnostic.code == "FP304" else text.text.find(similar)
            if not similar or at < 0:
                yield Candidate(diagnostic, None, 0)
                continue
            from difflib import SequenceMatcher  # loaded only if words are wrong

            passage, first, _ = text.passage(at)
            position = Position(transcript, edition.lang, passage, at - first, at - first + len(similar))
            yield Candidate(diagnostic, position, SequenceMatcher(None, similar, words).ratio())


def _find_across_omissions(text: str, words: str) -> int:
    """Return where words begin in a text, if its omissions are left out of the comparison."""
    folded = fold(text.replace(OMISSION, ""))
    start = folded.text.find(fold(words).text)
    at = folded.original(start, start + 1)[0]
    for omission in occurrences(OMISSION, text):
        at += len(OMISSION) if omission <= at else 0
    return at


def _sentence_at(position: Position) -> str:
    words = position.text.words
    return next(words[start:end].strip() for start, end in sentences(words) if position.start < end)


def _omits_words(transcript: Transcript, passage: str) -> bool:
    """Tell whether the original of a passage has an omission."""
    exists = any(passage == one.id for section in transcript.sections for one in section.passages)
    texts = passage_of(transcript, passage).texts if exists else ()
    return any(text.lang == transcript.original.lang and OMISSION in text.words for text in texts)


def _advice(workspace: Workspace) -> str:
    originals = [transcript.original for transcript in workspace.graph.publishing.transcripts]
    files = [workspace.display_path(f"content/{one.path}") for one in originals if one.rights == "excerpts"]
    copy = "copy the words from a transcript"
    if not files:
        return copy
    return (
        f"{copy}; if it leaves them out ({OMISSION}), add their sentence to their passage in {' or '.join(files[:3])};"
        " where a rendering only sums the passage up (.gist), give it in full there"
    )
