"""The fact-check that this repository publishes: what no rule for every site can ask."""

from __future__ import annotations

import os
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from factpress.model.diagnostics import Diagnostic
from factpress.model.graph import Claim, Graph
from factpress.model.options import Options
from factpress.pipeline import check, graph_of
from factpress.text.folding import OMISSION
from tests.conftest import ROOT

CONTENT = ROOT / "content"
TALK = Path(os.environ.get("FACTPRESS_TALK") or ROOT.parent / "shared" / "source" / "transcript.ja.txt")
"""The talk as it was published. We may quote it and not reprint it, so it lies outside the repository."""
UNCHECKED = ["p3", "p11", "p25", "p31", "p45"]


@cache
def _graph() -> tuple[Graph, tuple[Diagnostic, ...]]:
    found: list[Diagnostic] = []
    options = Options(CONTENT, ROOT / "templates", ROOT / "site", jobs=1)
    return graph_of(options, found), tuple(found)


def _claims() -> list[object]:
    return [pytest.param(claim, id=claim.id) for claim in _graph()[0].claims]


def _body(claim: Claim) -> str:
    return (CONTENT / claim.path).read_text("utf-8").split("\n---\n", 1)[1]


def test_nothing_is_found() -> None:
    """Neither errors nor warnings."""
    assert _graph()[1] == ()


def test_every_passage_is_accounted_for() -> None:
    """A passage is checked, or it has a kind, a gist and the reason why there is nothing to check."""
    graph = _graph()[0]
    passages = [passage for section in graph.transcripts["genesis-catch-up"].sections for passage in section.passages]
    assert [passage.id for passage in passages] == [f"p{n}" for n in range(1, 47)]
    checked = {id for _, id in graph.by_passage}
    assert [passage.id for passage in passages if passage.id not in checked] == UNCHECKED
    gists = [passage.id for passage in passages if any(text.gist for text in passage.texts)]
    assert gists == UNCHECKED
    assert [passage.id for passage in passages if passage.reason] == UNCHECKED
    assert {passage.kind for passage in passages if passage.id in UNCHECKED} <= {"opinion", "description", "aside"}


@pytest.mark.parametrize("claim", _claims())
def test_a_claim_is_whole(claim: Claim) -> None:
    """Each has words of two languages, topics, what would change it, and a text of 150 to 450 words that links on."""
    assert claim.topics
    assert claim.would_change
    assert all({"ja", "en"} == quote.words.keys() for quote in claim.quotes)
    body = _body(claim)
    plain = re.sub(r"\[@[^\]]*\]|\]\([^)]*\)", "", body)
    assert 150 <= len(plain.split()) <= 450
    assert [other for other in claim.depends_on if f"(claim:{other})" not in body] == []
    assert "(passage:p" in body
    verdict = _graph()[0].verdicts[claim.verdict]
    if verdict.rank is not None:
        assert len({row.source for row in claim.evidence}) >= 2


def test_every_claim_is_linked() -> None:
    """A reader can come to each claim from another one's text, or go on from it."""
    graph = _graph()[0]
    links = {claim.id: set(re.findall(r"\(claim:([a-z0-9-]+)\)", _body(claim))) for claim in graph.claims}
    led_to = set().union(*links.values())
    assert [id for id, leads_to in links.items() if not leads_to and id not in led_to] == []


@pytest.mark.skipif(not TALK.exists(), reason="the talk lies outside the repository; FACTPRESS_TALK names its file")
def test_every_quote_stands_in_the_talk() -> None:
    """Every quoted word, and every printed one, is in the published talk, to the character and in its order."""
    graph, text = _graph()[0], TALK.read_text("utf-8")
    paragraphs = text.split("\n")
    for claim in graph.claims:
        for quote in claim.quotes:
            assert text.count(quote.words["ja"].exact) == 1, (claim.id, quote.words["ja"].exact)
    for section in graph.transcripts["genesis-catch-up"].sections:
        assert dict(section.headings)["ja"] in paragraphs
        for passage in section.passages:
            words = next(words.words for words in passage.texts if words.lang == "ja")
            pieces = words.split(OMISSION)
            if words == OMISSION:
                continue
            whole = re.compile(".+".join(map(re.escape, pieces)))
            assert sum(bool(whole.fullmatch(paragraph)) for paragraph in paragraphs) == 1, passage.id


def test_the_examples_for_editors_work(tmp_path: Path) -> None:
    """What content/README.md gives as an example of each kind of thing is right as it stands."""
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    readme = (content / "README.md").read_text("utf-8")
    claim, selector, source, topic, passage, page = re.findall(r"^```\w+\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    plain = "    en: Apollo spent 10 per cent of GDP\n"
    assert plain in claim
    (content / "claims" / "apollo-peak.md").write_text(claim.replace(plain, selector), "utf-8")
    (content / "sources" / "example.yaml").write_text(source, "utf-8")
    (content / "pages" / "funding.md").write_text(page, "utf-8")
    for name, end in (
        ("topics.yaml", topic),
        ("transcripts/genesis-catch-up.en.md", "\n" + passage),
        ("transcripts/genesis-catch-up.ja.md", "\n{#p47}\n[…]\n"),
    ):
        with (content / name).open("a", encoding="utf-8") as file:
            file.write(end)
    found = check(Options(content, ROOT / "templates", tmp_path / "site", drafts=True)).found
    assert {diagnostic.code for diagnostic in found} == {"FP410"}  # new addresses, which an editor writes down last
