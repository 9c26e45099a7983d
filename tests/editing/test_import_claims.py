"""Fact-checks of other systems: which values of a review a draft has, and which are reported."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factpress import cli
from factpress.editing.importing.drafts import write_draft
from factpress.editing.importing.ratings import verdict_for
from factpress.editing.importing.reviews import FlatReview, review_from
from factpress.editing.importing.writing import front_matter
from factpress.model.content import Verdict
from factpress.model.options import Options
from factpress.pipeline import check
from factpress.reading.yaml import read
from tests.conftest import ROOT, SMALL, Result, Workshop, tree

INPUTS = ROOT / "tests" / "imports"
REVIEW = {"@type": "ClaimReview", "claimReviewed": "The bridge is blue.", "author": "Facts Org"}


TALK = """---
title: A talk
speaker: Jane Doe
lang: en
published: 2026-01-01
original: true
rights: full
source:
  publisher: Town
  url: https://example.org/{id}
---

{{#p1}}
The tower leans to the west.

"""
"""A transcript with one sentence."""


def import_file(workshop: Workshop, file: Path | str) -> Result:
    """Import a file of `tests/imports`, or one that a test wrote."""
    return workshop.run("import", str(INPUTS / file), "--as", "claims", "--content", str(workshop.content))


def claim(workshop: Workshop, id: str) -> str:
    """Return a claim file."""
    return (workshop.content / "claims" / f"{id}.md").read_text("utf-8")


def only_todos(workshop: Workshop) -> bool:
    """Tell whether all errors of a check are on lines with a TODO."""
    found = [d.where for d in workshop.found() if d.severity == "error"]
    files = [workshop.content / where.path.removeprefix("content/") for where in found]
    rows = [file.read_text("utf-8").split("\n")[where.line - 1] for file, where in zip(files, found, strict=True)]
    return bool(rows) and all("TODO" in row for row in rows)


def test_a_page(workshop: Workshop) -> None:
    """Of JSON-LD with references, each value is in the draft or reported. A broken script is reported with its line."""
    result = import_file(workshop, "check.html")
    assert result.code == 1
    assert "check.html:12:23: error FP706 this is not JSON" in result.err
    assert (
        "warning FP707 itemReviewed.author.jobTitle has no place in a claim file, in bridge-length-2026" in result.err
    )
    assert "such as 'Mayor'" in result.err
    assert "author.logo.url" in result.err
    assert (
        'the rating "Mostly False" (2 of 1 to 5) has no counterpart on the scale, in bridge-length-2026' in result.err
    )
    assert claim(workshop, "bridge-length-2026") == (
        "---\n"
        "# Imported from https://example.org/checks/bridge-length-2026/: The bridge is “300 metres” long\n"
        'title: "Is the bridge: 300 metres? #no"  # TODO give the answer, in at most 90 characters\n'
        "claim: The bridge is “300 metres” long\n"
        'verdict: TODO  # it was rated "Mostly False" (2 of 1 to 5)\n'
        "summary: It is not.\n"
        "transcript: # TODO the talk in which it was said: Jane Doe, 2026-01-01, https://example.org/a, https://example.org/b\n"
        "quotes: []  # TODO the words that are checked, as they stand in the transcript\n"
        "published: 2026-02-03\n"
        "verified: 2026-02-05\n"
        'authors: ["Example Facts"]\n'
        "status: draft\n"
        "---\n"
        "\nFirst \\[para\\] with \\*stars\\* \\& bold.\n"
        "\n1\\. Second !\\[x\\](y)\n"
        "\n\\# third\n"
        "\n[Example Facts](<https://example.org/checks/bridge-length-2026/>)\n"
    )
    assert only_todos(workshop)


def test_an_answer_of_the_api(workshop: Workshop) -> None:
    """Each review becomes a draft. Words of a transcript are quoted. A claim without a review is reported."""
    result = import_file(workshop, "api.json")
    assert result.code == 0
    assert "these claims have no claimReview, or one that says nothing: no. 3" in result.err
    assert "this is one page of a longer answer" in result.err
    assert "the language is de, and the site's is en, in it-cost-1-5-trillion-yen" in result.err
    assert "api.json:2:1: warning FP707 publisher.site has no place in a claim file, in cost-2" in result.err
    assert "transcript: bridge\nquotes:\n  - en: It cost 1.5 trillion yen\n    ja: TODO the same words\n" in claim(
        workshop, "cost-2"
    )
    assert 'verdict: inaccurate  # it was rated "False"\n' in claim(workshop, "cost-2")
    assert "# It was said: Sato, 2026-01-02\n" in claim(workshop, "cost-2")
    assert 'verdict: TODO  # it was rated "Pants on Fire"\n' in claim(workshop, "it-cost-1-5-trillion-yen")
    japanese = next(text for path, text in tree(workshop.content).items() if path.startswith("claims/review-"))
    assert 'verdict: half-true  # it was rated "half true"' in japanese.decode()
    assert only_todos(workshop)


def test_a_feed(workshop: Workshop) -> None:
    """Numbers of ratings are converted to our scale. A wrong date is reported. Equal reviews are imported once."""
    result = import_file(workshop, "feed.json")
    assert result.code == 0
    assert "2 drafts written" in result.out
    name = "a-very-long-claim-that-goes-on-and-on-about-the-bridge"
    assert "verdict: half-true  # it was rated 3 of 0 to 10\n" in claim(workshop, name)
    assert "published: # TODO the day: March 3, 2026\n" in claim(workshop, name)
    assert "feed.json:3:1: warning FP707 datePublished 'March 3, 2026' is no date" in result.err
    assert "datePublished '2026-02-30' is no date" in result.err
    assert (
        "the rating \"Accurate\" (1 of 1 to 5) is 'inaccurate' by its number; its name was taken, in same" in result.err
    )
    assert only_todos(workshop)


def test_a_finished_draft_passes(workshop: Workshop) -> None:
    """Without its TODOs, an imported claim is like any other."""
    import_file(workshop, "api.json")
    for path in tree(workshop.content):
        if path.startswith(("claims/it-cost", "claims/review-")):
            (workshop.content / path).unlink()
    workshop.replace("claims/cost-2.md", "summary: TODO the", "summary: The")
    workshop.replace("claims/cost-2.md", "TODO the same words", "費用は1.5兆円でした")
    assert {d.code for d in workshop.found()} == set()
    assert workshop.build("--drafts").code == 1  # it has no evidence yet
    assert workshop.build().code == 0


def test_files_that_are_there_stay(workshop: Workshop) -> None:
    """A second import writes nothing. An id that is taken gets a number. No other file changes."""
    before = tree(workshop.content)
    import_file(workshop, "api.json")
    after = tree(workshop.content)
    assert {path: after[path] for path in before} == before
    result = import_file(workshop, "api.json")
    assert result.code == 0
    assert "0 drafts written" in result.out
    assert result.err.count("warning FP708 this review is in claims/") == 3
    assert tree(workshop.content) == after


def test_id_and_language_are_for_transcripts(workshop: Workshop) -> None:
    """An option that would do nothing is refused."""
    result = workshop.run(
        "import", str(INPUTS / "api.json"), "--as", "claims", "--id", "x", "--content", str(workshop.content)
    )
    assert result.code == 2
    assert "--id and --lang are for --as transcript" in result.err


def test_nodes_that_refer_to_each_other(workshop: Workshop, tmp_path: Path) -> None:
    """A cycle in a graph is no problem."""
    graph = [
        {"@type": "ClaimReview", "@id": "#r", "claimReviewed": "The bridge sways.", "author": {"@id": "#o"}},
        {"@type": "Organization", "@id": "#o", "name": "Facts", "member": {"@id": "#p"}},
        {"@type": "Person", "@id": "#p", "worksFor": {"@id": "#o"}, "knows": {"@id": "#elsewhere"}},
    ]
    (tmp_path / "graph.json").write_text(json.dumps({"@graph": graph}), "utf-8")
    result = import_file(workshop, tmp_path / "graph.json")
    assert "1 draft written" in result.out
    assert 'authors: ["Facts"]' in claim(workshop, "the-bridge-sways")
    assert "author.member.knows.@id" in result.err


def test_the_talk_is_known_by_its_address(workshop: Workshop, tmp_path: Path) -> None:
    """A review with the address of one of our transcripts gets that transcript."""
    seen = [{"@type": "CreativeWork", "url": "https://example.org/talk", "name": "橋の話"}]
    review = {"@type": "ClaimReview", "claimReviewed": "The bridge sways.", "itemReviewed": {"appearance": seen}}
    (tmp_path / "one.json").write_text(json.dumps(review), "utf-8")
    assert "FP707 itemReviewed" not in import_file(workshop, tmp_path / "one.json").err
    assert "\ntranscript: bridge\nquotes: []  # TODO" in claim(workshop, "the-bridge-sways")
    assert "# It was said: 橋の話, https://example.org/talk\n" in claim(workshop, "the-bridge-sways")


@pytest.mark.parametrize(
    ("seen", "again", "written"),
    [
        ("https://example.org/two", "", "transcript: two\nquotes:\n  - en: The tower leans to the west\n"),
        ("https://example.org/two", "{#p2}\nThe tower leans to the west.\n", "transcript: two\nquotes: []  # TODO"),
        ("https://example.org/one", "{#p2}\nThe tower leans to the west.\n", "transcript: one\nquotes:\n  - en: The"),
        ("https://example.org/talk", "", "transcript: bridge\nquotes: []  # TODO"),
        ("", "{#p2}\nThe tower leans to the west.\n", "transcript: # TODO"),
        ("", "", "transcript: # TODO"),
    ],
)
def test_words_that_stand_in_several_talks(
    workshop: Workshop, tmp_path: Path, seen: str, again: str, written: str
) -> None:
    """The address of a review comes first. Words that occur in several places are not quoted."""
    for id, more in (("one", ""), ("two", again)):
        workshop.write(f"transcripts/{id}.en.md", TALK.format(id=id) + more)
    words = "The tower leans to the west"
    review = {"@type": "ClaimReview", "claimReviewed": words, "itemReviewed": {"appearance": {"url": seen}}}
    (tmp_path / "one.json").write_text(json.dumps(review), "utf-8")
    import_file(workshop, tmp_path / "one.json")
    assert f"\n{written}" in claim(workshop, "the-tower-leans-to-the-west")


def test_reviews_whose_addresses_end_alike(workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second import reads each claim file once. It finds a draft under any file name."""
    urls = [f"https://example.org/{n}/fact-check" for n in range(30)]
    (tmp_path / "feed.json").write_text(json.dumps([{**REVIEW, "url": url} for url in urls]), "utf-8")
    assert "30 drafts written" in import_file(workshop, tmp_path / "feed.json").out
    folder = workshop.content / "claims"
    (folder / "fact-check-7.md").rename(folder / "sky.md")
    read: list[str] = []
    really = Path.read_text

    def noted(file: Path, *how: str) -> str:
        read.append(file.name)
        return really(file, *how)

    monkeypatch.setattr(Path, "read_text", noted)
    result = import_file(workshop, tmp_path / "feed.json")
    assert "this review is in claims/sky.md already" in result.err
    assert (result.err.count("FP708"), "0 drafts written" in result.out) == (30, True)
    assert read.count("fact-check.md") == 1


def test_a_review_is_known_without_its_comment(workshop: Workshop, tmp_path: Path) -> None:
    """A draft without its first comment is found by its claim and by the link at its end."""
    reviews = [{**REVIEW, "url": "https://example.org/blue"}]
    (tmp_path / "feed.json").write_text(json.dumps(reviews), "utf-8")
    import_file(workshop, tmp_path / "feed.json")
    lead = "# Imported from https://example.org/blue: The bridge is blue.\n"
    workshop.replace("claims/blue.md", lead, "")
    workshop.replace("claims/blue.md", "\n[Facts Org](", "\nOur own words.\n\n[Facts Org](")
    reviews.append({**REVIEW, "url": "https://example.org/blue", "claimReviewed": "The bridge is green."})
    (tmp_path / "feed.json").write_text(json.dumps(reviews), "utf-8")
    result = import_file(workshop, tmp_path / "feed.json")
    assert "FP708 this review is in claims/blue.md already" in result.err
    assert result.out.endswith("claims: 1 draft written; write what is marked TODO\n  blue-2.md\n")


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("Rates <n = 5> were 3.", r"Rates \<n = 5\> were 3."),
        ("If a <b and c> d &amp; <i>e</i>, <![then f.", r"If a \<b and c\> d \& e, \<!\[then f."),
        ("One <!-- two --> three<o:p></o:p>.", "One three."),
        ("<p>It is.</p><aside>Correction: it is not.</aside>", "It is.\n\nCorrection: it is not."),
        ("<figure><img src=a><figcaption>The bridge</figcaption></figure>", "The bridge"),
        ("It is.<script>var a = 1;</script><sup><a href='#n'>1</a></sup>", "It is."),
        ('See <a href="https://e.org/a_b?c&amp;d">the <b>[1]</b> report</a>.',
         r"See [the \[1\] report](<https://e.org/a\_b?c\&d>)."),
        ("Wow!<a href=https://e.org>@mayor</a> <a href=http://e.org/x><img></a>",
         r"Wow\![\@mayor](<https://e.org>) [http://e.org/x](<http://e.org/x>)"),
        ("<a href='javascript:x'>One</a> <a href=/x>two</a> <a href='https://e.org'>th<br>ree</a>.",
         "One two [th ree](<https://e.org>)."),
    ],
)  # fmt: skip
def test_words_of_a_body(workshop: Workshop, tmp_path: Path, body: str, written: str) -> None:
    """HTML tags are removed and links stay. Text that only looks like a tag is imported."""
    review = {"@type": "ClaimReview", "claimReviewed": "The bridge sways.", "reviewBody": body}
    (tmp_path / "one.json").write_text(json.dumps(review), "utf-8")
    import_file(workshop, tmp_path / "one.json")
    assert claim(workshop, "the-bridge-sways").partition("\n---\n")[2] == f"\n{written}\n"
    assert only_todos(workshop)


def test_less_than_in_a_claim(workshop: Workshop, tmp_path: Path) -> None:
    """Text between < and > in a claim is part of it."""
    words = "Wages grow if x <y and z> w, says the mayor"
    (tmp_path / "one.json").write_text(json.dumps({"@type": "ClaimReview", "claimReviewed": words}), "utf-8")
    import_file(workshop, tmp_path / "one.json")
    assert f"\nclaim: {words}\n" in claim(workshop, "wages-grow-if-x-y-and-z-w-says-the-mayor").replace('"', "")


SCALE = tuple(
    Verdict(id=id, rank=Decimal(rank) if rank else None, label=label, meaning="x", icon="half-disc", tone="half")
    for id, rank, label in (
        ("accurate", 5, "Accurate"),
        ("mostly-accurate", 4, "Mostly accurate"),
        ("half-true", 3, "Half true"),
        ("misleading", 2, "Misleading"),
        ("inaccurate", 1, "False"),
        ("unsupported", None, "Unsupported"),
    )
)


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ({"alternateName": "FALSE"}, "inaccurate"),
        ({"alternateName": "Half-True"}, "half-true"),
        ({"alternateName": "mostly accurate"}, "mostly-accurate"),
        ({"alternateName": "Unsupported", "ratingValue": "1"}, "unsupported"),
        ({"alternateName": "Vrai"}, ""),
        ({"ratingValue": "4"}, "mostly-accurate"),
        ({"ratingValue": "1", "bestRating": "1", "worstRating": "6"}, "accurate"),
        ({"ratingValue": "100", "bestRating": "100", "worstRating": "0"}, "accurate"),
        ({"ratingValue": "2", "bestRating": "4", "worstRating": "1"}, "misleading"),
        ({"ratingValue": "1", "bestRating": "8", "worstRating": "0"}, ""),
        ({"ratingValue": "-1"}, ""),
        ({"ratingValue": "3", "bestRating": "3", "worstRating": "3"}, ""),
        ({"ratingValue": "NaN"}, ""),
        ({"ratingValue": "3", "bestRating": "NaN"}, ""),
        ({"ratingValue": "3", "worstRating": "sNaN"}, ""),
        ({"ratingValue": "5", "bestRating": "Infinity"}, ""),
        ({"ratingValue": "1e999999", "bestRating": "1e9999999", "worstRating": "-1e9999999"}, ""),
        ({"ratingValue": "5", "bestRating": "1e-999999", "worstRating": "0"}, ""),
        ({"ratingValue": "three"}, ""),
        ({}, ""),
    ],
)
def test_ratings(rating: dict[str, str], expected: str) -> None:
    """The name decides, then the nearest number. Halfway between two verdicts, the editor decides."""
    review = review_from(FlatReview({f"reviewRating.{key}": [value] for key, value in rating.items()}), 1)
    found = verdict_for(review, SCALE)
    assert (found.id if found else "") == expected


def test_one_bad_rating_does_not_stop_a_feed(workshop: Workshop, tmp_path: Path) -> None:
    """If the bounds are not numbers, the editor decides. The other reviews are imported."""
    rated = {"ratingValue": 5, "bestRating": float("inf")}
    reviews = [
        {"@type": "ClaimReview", "claimReviewed": "The bridge sways.", "reviewRating": rated},
        {"@type": "ClaimReview", "claimReviewed": "The bridge is blue.", "reviewRating": {"ratingValue": 5}},
    ]
    (tmp_path / "two.json").write_text(json.dumps(reviews), "utf-8")
    result = import_file(workshop, tmp_path / "two.json")
    assert (result.code, "2 drafts written" in result.out) == (0, True)
    assert "the rating 5 of 1 to Infinity has no counterpart on the scale, in the-bridge-sways" in result.err
    assert "\nverdict: TODO  # it was rated" in claim(workshop, "the-bridge-sways")


@given(st.text(min_size=1, max_size=60))
def test_what_is_written_is_read_again(words: str) -> None:
    """Any text that is written as a YAML value is the same when it is parsed."""
    wanted = " ".join(words.split())
    text = front_matter({"key": wanted}, {"key": "a note: # with signs"}, ["a lead: [x"]) if wanted else ""
    if wanted and wanted.isprintable():
        assert text.count("\n") == 4
        found = read(text.removeprefix("---\n").removesuffix("---\n"), "x", lambda diagnostic: None)
        assert found
        assert found.data == {"key": wanted}


LINKS = ["<a href='https://[x'>[^1]</a>", "[@a](<https://b>)"]
ODD = st.sampled_from(["2026-02-03", "# x", "![a](b)", "<p>", *LINKS, "\ud800", "a\u0000b", "\ufffe"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "url", "@id", "@type", "author", "text"]), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = ["claimReviewed", "url", "name", "author", "datePublished", "dateModified", "reviewRating", "itemReviewed",
        "reviewBody", "description", "publisher", "inLanguage", "claimReview"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_review_is_a_draft_that_passes_up_to_its_todos(
    tmp_path_factory: pytest.TempPathFactory, review: dict[str, Any]
) -> None:
    """Any review is imported without a crash. All faults of its draft are on lines with a TODO."""
    folder = tmp_path_factory.mktemp("any")
    shutil.copytree(SMALL, folder / "content")
    before = set(tree(folder / "content"))
    documents = {"ld": {"@type": "ClaimReview", **review}, "api": {"claims": [{**review, "claimReview": [review]}]}}
    for kind, document in documents.items():
        (folder / f"{kind}.json").write_text(json.dumps(document), "utf-8")
        words = ["import", str(folder / f"{kind}.json"), "--as", "claims", "--content", str(folder / "content")]
        assert cli.main(words, root=ROOT) in (0, 1)
    found = check(Options(folder / "content", ROOT / "templates", folder / "site", jobs=1)).found
    new = set(tree(folder / "content")) - before
    for d in found:
        path = d.where.path.removeprefix("content/")
        row = (folder / "content" / path).read_text("utf-8").split("\n")[d.where.line - 1]
        assert path in new
        assert "TODO" in row, (d, row)


def test_a_draft_needs_nothing() -> None:
    """A review without values becomes a draft."""
    assert write_draft(review_from(FlatReview(), 1), None, None).count("TODO") == 8


def test_items_of_a_feed_without_a_review_are_reported(workshop: Workshop, tmp_path: Path) -> None:
    """Items of a feed without a review are reported."""
    file = tmp_path / "feed.json"
    one = {"@type": "ClaimReview", "claimReviewed": "The bridge is blue today."}
    items = [{"@type": "DataFeedItem", "item": [one]}, {"@type": "DataFeedItem"}, {"item": {"@type": "ClaimReview"}}]
    file.write_text(json.dumps({"@type": "DataFeed", "dataFeedElement": items}), "utf-8")
    assert "these items of the feed have no ClaimReview: no. 2, 3" in import_file(workshop, file).err


@pytest.mark.parametrize(
    ("document", "written", "message"),
    [
        ({"claims": [{"text": "The bridge sways.", "claimReview": [{"title": "It does"}]}], "extra": REVIEW},
         ["it-does", "the-bridge-is-blue"], ""),
        ({"claims": [REVIEW]}, ["the-bridge-is-blue"], ""),
        ({"claims": [{"text": "The bridge sways.", "claimReview": ["x", {"title": "It does"}]}]},
         ["it-does"], "these claims have no claimReview, or one that says nothing: no. 1"),
        ([{"claims": [{"text": "The bridge sways.", "claimReview": {"title": "It does"}}], "nextPageToken": "a"},
          {"claims": [{"text": "The bridge sways.", "claimReview": [{"title": "It does not"}]}]}],
         ["it-does", "it-does-not"], "this is one page of a longer answer"),
        ({"claims": [{"text": "The bridge sways.", "a": 1, "a.b": 2, "claimReview": [{"title": "It does"}]}]},
         ["it-does"], "answer.a.b has no place"),
        ([{"@graph": [{"@id": "#o", "name": "Facts Org"}, {**REVIEW, "author": {"@id": "#o"}}]},
          {"@type": "Article", "publisher": {"@id": "#o", "logo": "l.png"}}],
         ["the-bridge-is-blue"], 'authors: ["Facts Org"]'),
        ([{**REVIEW, "@id": "#r", "author": "Facts Org"}, {"@id": "#r", "keywords": "bridges"}],
         ["the-bridge-is-blue"], "keywords has no place"),
        ([{**REVIEW, "@id": "#r"}, {**REVIEW, "@id": "#r", "claimReviewed": "The bridge sways."}],
         ["the-bridge-is-blue", "the-bridge-sways"], ""),
        ([REVIEW, {**REVIEW, "keywords": "bridges"}], ["the-bridge-is-blue"], "keywords has no place"),
    ],
)  # fmt: skip
def test_nothing_of_a_document_is_dropped(
    workshop: Workshop, tmp_path: Path, document: Any, written: list[str], message: str
) -> None:
    """Reviews are found in lists and beside them. The values of nodes with the same id are merged."""
    (tmp_path / "some.json").write_text(json.dumps(document), "utf-8")
    result = import_file(workshop, tmp_path / "some.json")
    assert result.code == 0
    assert result.out.split("\n")[1:-1] == [f"  {name}.md" for name in written]
    assert message in result.err + claim(workshop, written[0])


def test_values_of_a_feed_item(workshop: Workshop, tmp_path: Path) -> None:
    """If a review has no address or date, it gets those of its item. Other values are reported."""
    about = {"@type": "DataFeedItem", "dateCreated": "2026-01-05", "url": "https://example.org/blue"}
    items = [
        {**about, "item": REVIEW},
        {**about, "item": [{**REVIEW, "url": "https://example.org/b/sky"}], "name": "A"},
    ]
    (tmp_path / "feed.json").write_text(json.dumps({"@type": "DataFeed", "dataFeedElement": items}), "utf-8")
    result = import_file(workshop, tmp_path / "feed.json")
    assert "\npublished: 2026-01-05\n" in claim(workshop, "blue")
    assert "](<https://example.org/blue>)" in claim(workshop, "blue")
    assert "dataFeedItem.url has no place in a claim file, in sky\n" in result.err
    assert "dataFeedItem.name has no place in a claim file, in sky\n" in result.err


def test_microdata_beside_json(workshop: Workshop, tmp_path: Path) -> None:
    """Microdata is reported, also if other reviews are imported."""
    more = "<div itemscope itemtype='https://schema.org/ClaimReview'></div>"
    script = f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>'
    (tmp_path / "two.html").write_text(f"<html lang=en>{script}{more}", "utf-8")
    result = import_file(workshop, tmp_path / "two.html")
    assert (result.code, "warning FP707 a ClaimReview of this page is microdata" in result.err) == (0, True)


def test_people_who_know_each_other(workshop: Workshop, tmp_path: Path) -> None:
    """A node with many paths is read once, and at the paths that a draft needs."""
    names = [f"#{n}" for n in range(60)]
    people = [
        {"@id": name, "name": f"Person {name}", "colleague": [{"@id": other} for other in names]} for name in names
    ]
    review = {**REVIEW, "author": {"@id": "#1"}, "itemReviewed": {"author": {"@id": "#2"}}, "publisher": {"@id": "#1"}}
    (tmp_path / "graph.json").write_text(json.dumps({"@graph": [review, *people]}), "utf-8")
    import_file(workshop, tmp_path / "graph.json")
    assert 'authors: ["Person #1"]' in claim(workshop, "the-bridge-is-blue")
    assert "TODO the talk in which it was said: Person #2\n" in claim(workshop, "the-bridge-is-blue")


@pytest.mark.parametrize("before", ["", '<script type="application/ld+json"></script>', "<meta charset=utf-8>"])
def test_a_page_may_begin_with_any_tag(workshop: Workshop, tmp_path: Path, before: str) -> None:
    """The html tag is optional (HTML Standard, 13.1.2.4), and an empty script is ignored."""
    script = f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>'
    (tmp_path / "one.html").write_text(before + script, "utf-8")
    result = import_file(workshop, tmp_path / "one.html")
    assert (result.code, "1 draft written" in result.out) == (0, True)


@pytest.mark.parametrize(
    ("lang", "message"),
    [("English", ""), ("english", ""), ("en_US", ""), ({"@type": "Language", "name": "English"}, ""),
     ("de", "the language is de"), ("German", "the language is German"), ("Klingon", "the language is Klingon")],
)  # fmt: skip
def test_a_language_by_its_name(workshop: Workshop, tmp_path: Path, lang: Any, message: str) -> None:
    """The site's language matches by its code and by its names. Another language is reported."""
    (tmp_path / "one.json").write_text(json.dumps({**REVIEW, "inLanguage": lang}), "utf-8")
    result = import_file(workshop, tmp_path / "one.json")
    assert message in result.err
    assert ("the language is" in result.err) == bool(message)
