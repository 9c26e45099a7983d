"""Begin a claim: the words that are checked, and TODO for the rest."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from factpress.editing.composing import bracketed, comment, put, scalar, slug
from factpress.editing.new.desk import Desk
from factpress.editing.new.seek import Said
from factpress.editing.new.spots import text_of
from factpress.meaning.rules.wording import LIMITS
from factpress.model.content import Selector, Stance
from factpress.model.diagnostics import Location
from factpress.text.folding import OMISSION
from factpress.text.todo import TODO

EVIDENCE = """\
# evidence:  # two sources or more; `build.py new source URL` enters one
#   - source: its id
#     stance: contradicts  # or supports, or context: how it bears on the claim
#     shows: What it shows, with the figures.
#     locator: Table 1
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a reader sent in with the words."""

    claim: str = ""
    evidence: tuple[tuple[str, Stance], ...] = ()
    """Sources that are known, and how they bear on the claim."""
    unknown: tuple[str, ...] = ()
    """Addresses that no source has yet."""
    notes: tuple[str, ...] = ()
    """Lines about the evidence, as they were written."""


def claim(desk: Desk, said: Said, id: str = "", sent: Sent | None = None) -> bool:
    """Write a claim's file and say what to do next; refuse an id that is taken. Raises OSError."""
    sent = sent or Sent()
    if id and desk.taken("claims", id):
        help = "take another id, or leave --id out; an id that was once published is never used again"
        return desk.refuse(Location(f"content/claims/{id}.md"), f"'{id}' is taken", help)
    id = id or desk.free("claims", _id(desk, said))
    put(desk.content / "claims" / f"{id}.md", "".join(_file(desk, said, sent)), new=True)
    desk.tell(f"{desk.shown(f'content/claims/{id}.md')}: a draft on {said.passage.id} of {said.talk.id}")
    for other in _who_quotes(desk, said):
        desk.tell(f"    note: '{other}' quotes some of these words already")
    for n, step in enumerate(_steps(desk, said, sent), 1):
        desk.tell(f"  {n}. {step}")
    return True


def _id(desk: Desk, said: Said) -> str:
    known = {lang: words.selector.exact for lang, words in said.words.items() if words}
    own = known.get(desk.graph.publishing.site.language, "")
    return next(filter(None, map(slug, (own, *known.values()))), f"{said.talk.id}-{said.passage.id}")


def _file(desk: Desk, said: Said, sent: Sent) -> Iterator[str]:
    publishing, today = desk.graph.publishing, desk.today.isoformat()
    short = " ".join(sent.claim.split())
    yield "---\n"
    yield f"title: {TODO} the answer, in at most {LIMITS['title']} characters\n"
    if short and len(short) <= LIMITS["claim"]:
        yield f"claim: {scalar(short)}\n"
    else:
        yield f"{comment(short)}\n" if short else ""
        yield f"claim: {TODO} the claim restated without judging it, in at most {LIMITS['claim']} characters\n"
    yield f"verdict: {TODO}  {comment(', '.join(verdict.id for verdict in publishing.verdicts))}\n"
    yield f"summary: {TODO} the short answer, one sentence of at most {LIMITS['summary']} characters\n"
    yield f"transcript: {said.talk.id}\n"
    yield "quotes:\n"
    yield from _quote(said)
    topics = ", ".join(topic.id for topic in publishing.topics)
    yield f"topics: []  {comment(topics)}\n" if topics else "topics: []\n"
    yield f"published: {today}\nverified: {today}\nauthors: [{TODO}]\n"
    yield from _evidence(sent)
    yield f"would_change: {TODO} what would change this verdict\n"
    yield "status: draft\n---\n"
    yield f"{TODO} the answer, why this verdict, and what is uncertain. It was said in"
    yield f" [this passage](passage:{said.passage.id}).\n"


def _quote(said: Said) -> Iterator[str]:
    lead = "  - "
    for lang, words in said.words.items():
        if words:
            yield f"{lead}{lang}: {_written(words.selector)}\n"
        else:
            text = text_of(said.talk, said.passage.id, lang)
            yield f"    {comment(f'{said.passage.id} in {lang}: {text.words}')}\n"
            yield f"{lead}{lang}: {TODO} the same words\n"
        lead = "    "


def _written(selector: Selector) -> str:
    parts = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    around = {key: words for key, words in parts.items() if words}
    return scalar(selector.exact) if len(around) == 1 else bracketed(around)


def _evidence(sent: Sent) -> Iterator[str]:
    yield from (f"{comment(note)}\n" for note in sent.notes)
    if not sent.evidence:
        yield EVIDENCE
        return
    yield "evidence:\n"
    for source, stance in sent.evidence:
        yield f"  - source: {source}\n    stance: {stance}\n    shows: {TODO} what it shows, with the figures\n"


def _who_quotes(desk: Desk, said: Said) -> list[str]:
    """Return the claims that quote some of the words."""
    there = [a for anchors in desk.graph.anchors.values() for a in anchors if a.transcript == said.talk.id]
    found = set()
    for anchor in there:
        words = said.words.get(anchor.lang) if anchor.passage == said.passage.id else None
        if words and anchor.start < words.end and words.start < anchor.end:
            found.add(anchor.claim)
    return sorted(found)


def _steps(desk: Desk, said: Said, sent: Sent) -> Iterator[str]:
    for lang, words in said.words.items():
        text = text_of(said.talk, said.passage.id, lang)
        where = f"{desk.shown(text.where.path)}, line {text.where.line}"
        if words and words.guessed:
            yield f"Shorten the words behind '{lang}:' to what is quoted: they are the sentence of the same number."
        elif not words and lang == said.talk.original.lang and OMISSION in text.words:
            yield (
                f"Add the original sentence to {where}, if it is not printed there yet, with {OMISSION} for what is"
                f" left out. Then copy its words behind '{lang}:'."
            )
        elif not words and text.gist:
            yield f"Give {said.passage.id} in full in {where}, without .gist. Copy the same words behind '{lang}:'."
        elif not words:
            yield f"Copy the same words behind '{lang}:'; the passage stands in the line above."
    # Quoted, since it was sent in by anybody and will be pasted into a shell.
    yield from (f"Enter the source: build.py new source {shlex.quote(address)}" for address in sent.unknown)
    yield "Write what says TODO, choose topics and verdict, and list the evidence. docs/formats.md has every key."
    yield "Look at it: build.py serve. Then write 'status: published' and run build.py check --fix."
