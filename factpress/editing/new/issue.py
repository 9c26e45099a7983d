"""Parse the issue form with which readers suggest a claim.

GitHub turns each field of a form into a heading `### Label` with the answer below. An empty answer is `_No response_`.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from factpress.editing.new.claim import Submission
from factpress.editing.new.source import find_by_address
from factpress.editing.new.workspace import Workspace
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
"""The labels of `.github/ISSUE_TEMPLATE/claim.yml`. A test compares them."""

STANCES: dict[str, Stance] = {
    "It supports the claim": "supports",
    "It contradicts the claim": "contradicts",
    "It gives context": "context",
}
"""The options of the field `STANCE`."""

NO_ANSWER = "_No response_"
HEADING = re.compile(rf"^### ({'|'.join(map(re.escape, LABELS))})[ \t]*$", re.MULTILINE)
ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}\u3000-\u303f\uff00-\uffef]+")


class Issue(msgspec.Struct, frozen=True):
    """The answers of an issue that suggests a claim."""

    words: str
    passage: str
    """The id of a passage. Empty if the issue names none, or several."""
    contact: str
    submission: Submission


def parse_issue(workspace: Workspace, file: Path, report: Report) -> Issue | None:
    """Parse the text of an issue. Report a missing answer. Raises OSError if the file cannot be read."""
    text = clean(file.read_bytes().replace(b"\r\n", b"\n"), str(file), report)
    if text is None:
        return None
    answers = _answers(text)
    if not answers.get(WORDS):
        help = f'it is an issue made with the form "Suggest a claim": a line "### {WORDS}", then the words'
        report(Diagnostic("FP201", Location(str(file)), f"the answer to '{WORDS}' is missing", help))
        return None
    passage = _passage(workspace, answers.get(WHERE, ""))
    return Issue(answers[WORDS], passage, answers.get(CONTACT, ""), _submission(workspace, answers))


def _answers(text: str) -> dict[str, str]:
    """Return the answers by label. An answer may contain headings that are not labels."""
    _, *parts = HEADING.split(text)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {label: answer.strip() for label, answer in pairs if answer.strip() not in ("", NO_ANSWER)}


def _submission(workspace: Workspace, answers: dict[str, str]) -> Submission:
    evidence = answers.get(EVIDENCE, "")
    stance = STANCES.get(answers.get(STANCE, ""), "context")
    known: dict[str, Stance] = {}
    unknown: list[str] = []
    for address in web_addresses(evidence):
        source = find_by_address(workspace, address)
        if source:
            known[source.id] = stance
        else:
            unknown.append(address)
    return Submission(answers.get(CLAIM, ""), tuple(known.items()), tuple(unknown), _notes(evidence))


def web_addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text, each once, without the punctuation that follows them."""
    found: dict[str, None] = {}
    for match in ADDRESS.findall(text):
        address = match.rstrip(".,;:!?*_]")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?*_]")
        found[address] = None
    return tuple(found)


def _notes(text: str) -> tuple[str, ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    return ("Sent in as evidence:", *lines) if lines else ()


def _passage(workspace: Workspace, text: str) -> str:
    ids = {id for _, id in workspace.graph.passages}
    named = ids & set(re.findall(r"[\w-]+", text))
    return named.pop() if len(named) == 1 else ""
