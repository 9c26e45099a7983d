"""Write the draft of a claim: the quoted words, and TODO for the rest."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import msgspec

from factpress.editing.composing import comment, flow_mapping, scalar, slug, write_file
from factpress.editing.new.positions import text_of
from factpress.editing.new.search import Statement
from factpress.editing.new.workspace import Workspace
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


class Submission(msgspec.Struct, frozen=True):
    """What a reader sent beside the quoted words."""

    claim: str = ""
    evidence: tuple[tuple[str, Stance], ...] = ()
    """Ids of known sources, with their stance."""
    unknown: tuple[str, ...] = ()
    """Addresses of documents that are no source yet."""
    notes: tuple[str, ...] = ()
    """The lines that the reader wrote about the evidence."""


def new_claim(workspace: Workspace, statement: Statement, id: str = "", submission: Submission | None = None) -> bool:
    """Write a claim file and print the next steps. Refuse an id that is taken. Raises OSError."""
    submission = submission or Submission()
    if id and workspace.is_taken("claims", id):
        help = "take another id, or leave --id out; an id that was once published is never used again"
        return workspace.refuse(Location(f"content/claims/{id}.md"), f"'{id}' is taken", help)
    id = id or workspace.free_id("claims", _suggested_id(workspace, statement))
    write_file(workspace.content / "claims" / f"{id}.md", "".join(_file(workspace, statement, submission)), new=True)
    path = workspace.display_path(f"content/claims/{id}.md")
    workspace.echo(f"{path}: a draft on {statement.passage.id} of {statement.transcript.id}")
    for other in _claims_with_same_words(workspace, statement):
        workspace.echo(f"    note: '{other}' quotes some of these words already")
    for n, step in enumerate(_next_steps(workspace, statement, submission), 1):
        workspace.echo(f"  {n}. {step}")
    return True


def _suggested_id(workspace: Workspace, statement: Statement) -> str:
    """Return an id made of the quoted words, or else of the ids of transcript and passage."""
    words = {lang: quote.selector.exact for lang, quote in statement.quotes.items() if quote}
    own = words.get(workspace.graph.publishing.site.language, "")
    fallback = f"{statement.transcript.id}-{statement.passage.id}"
    return next(filter(None, map(slug, (own, *words.values()))), fallback)


def _file(workspace: Workspace, statement: Statement, submission: Submission) -> Iterator[str]:
    publishing, today = workspace.graph.publishing, workspace.today.isoformat()
    yield "---\n"
    yield f"title: {TODO} the answer, in at most {LIMITS['title']} characters\n"
    yield from _claim_line(submission.claim)
    yield f"verdict: {TODO}  {comment(', '.join(verdict.id for verdict in publishing.verdicts))}\n"
    yield f"summary: {TODO} the short answer, one sentence of at most {LIMITS['summary']} characters\n"
    yield f"transcript: {statement.transcript.id}\n"
    yield "quotes:\n"
    yield from _quotes(statement)
    topics = ", ".join(topic.id for topic in publishing.topics)
    yield f"topics: []  {comment(topics)}\n" if topics else "topics: []\n"
    yield f"published: {today}\nverified: {today}\nauthors: [{TODO}]\n"
    yield from _evidence(submission)
    yield f"would_change: {TODO} what would change this verdict\n"
    yield "status: draft\n---\n"
    yield f"{TODO} the answer, why this verdict, and what is uncertain. It was said in"
    yield f" [this passage](passage:{statement.passage.id}).\n"


def _claim_line(submitted: str) -> Iterator[str]:
    """Yield the submitted claim if it is short enough, or else a TODO below it."""
    claim = " ".join(submitted.split())
    if claim and len(claim) <= LIMITS["claim"]:
        yield f"claim: {scalar(claim)}\n"
    else:
        yield f"{comment(claim)}\n" if claim else ""
        yield f"claim: {TODO} the claim restated without judging it, in at most {LIMITS['claim']} characters\n"


def _quotes(statement: Statement) -> Iterator[str]:
    lead = "  - "
    for lang, quote in statement.quotes.items():
        if quote:
            yield f"{lead}{lang}: {_selector(quote.selector)}\n"
        else:
            text = text_of(statement.transcript, statement.passage.id, lang)
            yield f"    {comment(f'{statement.passage.id} in {lang}: {text.words}')}\n"
            yield f"{lead}{lang}: {TODO} the same words\n"
        lead = "    "


def _selector(selector: Selector) -> str:
    parts = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    given = {key: words for key, words in parts.items() if words}
    return scalar(selector.exact) if len(given) == 1 else flow_mapping(given)


def _evidence(submission: Submission) -> Iterator[str]:
    yield from (f"{comment(note)}\n" for note in submission.notes)
    if not submission.evidence:
        yield EVIDENCE
        return
    yield "evidence:\n"
    for source, stance in submission.evidence:
        yield f"  - source: {source}\n    stance: {stance}\n    shows: {TODO} what it shows, with the figures\n"


def _claims_with_same_words(workspace: Workspace, statement: Statement) -> list[str]:
    """Return the ids of claims that quote some of the words."""
    found = set()
    for anchor in (anchor for anchors in workspace.graph.anchors.values() for anchor in anchors):
        same_passage = (anchor.transcript, anchor.passage) == (statement.transcript.id, statement.passage.id)
        quote = statement.quotes.get(anchor.lang) if same_passage else None
        if quote and anchor.start < quote.end and quote.start < anchor.end:
            found.add(anchor.claim)
    return sorted(found)


def _next_steps(workspace: Workspace, statement: Statement, submission: Submission) -> Iterator[str]:
    for lang, quote in statement.quotes.items():
        text = text_of(statement.transcript, statement.passage.id, lang)
        where = f"{workspace.display_path(text.where.path)}, line {text.where.line}"
        if quote and quote.guessed:
            yield f"Shorten the words behind '{lang}:' to what is quoted: they are the sentence of the same number."
        elif not quote and lang == statement.transcript.original.lang and OMISSION in text.words:
            yield (
                f"Add the original sentence to {where}, if it is not printed there yet, with {OMISSION} for what is"
                f" left out. Then copy its words behind '{lang}:'."
            )
        elif not quote and text.gist:
            passage = statement.passage.id
            yield f"Give {passage} in full in {where}, without .gist. Copy the same words behind '{lang}:'."
        elif not quote:
            yield f"Copy the same words behind '{lang}:'; the passage stands in the line above."
    # Anybody may have sent the address, and the editor will paste it into a shell: so quote it.
    yield from (f"Enter the source: build.py new source {shlex.quote(address)}" for address in submission.unknown)
    yield "Write what says TODO, choose topics and verdict, and list the evidence. docs/formats.md has every key."
    yield "Look at it: build.py serve. Then write 'status: published' and run build.py check --fix."
