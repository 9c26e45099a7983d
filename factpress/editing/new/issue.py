"""Read the issue form in which readers send in a claim.

GitHub renders a form as `### Label` headings, each followed by the answer; `_No response_` stands for none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from factpress.editing.new.claim import Sent
from factpress.editing.new.desk import Desk
from factpress.editing.new.source import with_address
from factpress.model.content import Stance
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.reading.bytes import clean

WHERE = "Passage or link"
WORDS = "The exact words"
CLAIM = "What is claimed"
EVIDENCE = "Evidence, with addresses"
STANCE = "How the evidence bears on the claim"
CONTACT = "How to reach you"
LABELS = (WHERE, WORDS, CLAIM, EVIDENCE, STANCE, CONTACT)
"""Those of `.github/ISSUE_TEMPLATE/claim.yml`; a test compares them."""

STANCES: dict[str, Stance] = {
    "It supports the claim": "supports",
    "It contradicts the claim": "contradicts",
    "It gives context": "context",
}
"""Answers to the one question that has some to choose from."""

NONE = "_No response_"
HEADING = re.compile(rf"^### ({'|'.join(map(re.escape, LABELS))})[ \t]*$", re.MULTILINE)
ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}\u3000-\u303f\uff00-\uffef]+")


@dataclass(frozen=True, slots=True)
class Issue:
    """A claim as it was sent in."""

    words: str
    passage: str
    """The id of the passage that is named; empty if none is, or more than one."""
    contact: str
    sent: Sent


def issue(desk: Desk, file: Path, report: Report) -> Issue | None:
    """Read the text of an issue; report what is missing. Raises OSError when the file cannot be read."""
    text = clean(file.read_bytes().replace(b"\r\n", b"\n"), str(file), report)
    if text is None:
        return None
    answers = _answers(text)
    if not answers.get(WORDS):
        help = f'it is an issue made with the form "Suggest a claim": a line "### {WORDS}", then the words'
        report(Diagnostic("FP201", Location(str(file)), f"the answer to '{WORDS}' is missing", help))
        return None
    evidence = answers.get(EVIDENCE, "")
    stance = STANCES.get(answers.get(STANCE, ""), "context")
    known: dict[str, Stance] = {}
    unknown: list[str] = []
    for address in addresses(evidence):
        source = with_address(desk, address)
        if source:
            known[source.id] = stance
        else:
            unknown.append(address)
    sent = Sent(answers.get(CLAIM, ""), tuple(known.items()), tuple(unknown), _notes(evidence))
    return Issue(answers[WORDS], _passage(desk, answers.get(WHERE, "")), answers.get(CONTACT, ""), sent)


def _answers(text: str) -> dict[str, str]:
    """Return the answers by label; an answer may hold headings that are none of ours."""
    _, *parts = HEADING.split(text)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {label: answer.strip() for label, answer in pairs if answer.strip() not in ("", NONE)}


def addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text, each once, without the signs that end a sentence."""
    found: dict[str, None] = {}
    for address in ADDRESS.findall(text):
        bare = address.rstrip(".,;:!?*_]")
        while bare.endswith(")") and bare.count(")") > bare.count("("):
            bare = bare[:-1].rstrip(".,;:!?*_]")
        found[bare] = None
    return tuple(found)


def _notes(text: str) -> tuple[str, ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    return ("Sent in as evidence:", *lines) if lines else ()


def _passage(desk: Desk, text: str) -> str:
    ids = {id for _, id in desk.graph.passages}
    named = ids & set(re.findall(r"[\w-]+", text))
    return named.pop() if len(named) == 1 else ""
