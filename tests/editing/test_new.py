"""Files that `new` starts."""

from __future__ import annotations

import re
import shlex
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from factpress.editing.new import issue as form
from factpress.editing.new.search import Statement, search
from factpress.editing.new.workspace import Workspace, open_workspace
from factpress.meaning.matching import edition_of, match
from factpress.model.diagnostics import Diagnostic
from tests.conftest import ROOT, Result, Workshop

WALK = {
    "ja": (
        "true",
        "一つ目の文です。橋は五百年前に建てられました。「行こう。」と彼は言いました。",
        "短い。しかし橋は長い。",
    ),
    "en": ("false", "This is one. The bridge was built 500 years ago. “Let us go,” he said.", "It is short but long."),
}


def _walk(workshop: Workshop) -> None:
    """Add a full transcript. In w1 both languages have the same number of sentences, in w2 they do not."""
    for lang, (original, first, second) in WALK.items():
        front = f"title: Walk\nspeaker: S\nlang: {lang}\noriginal: {original}\nrights: full\n"
        workshop.write(f"transcripts/walk.{lang}.md", f"---\n{front}---\n\n{{#w1}}\n{first}\n\n{{#w2}}\n{second}\n")


def _new(workshop: Workshop, *words: str) -> Result:
    return workshop.run("new", *words, "--content", str(workshop.content))


def _claim(workshop: Workshop, result: Result) -> tuple[str, dict[str, object]]:
    """Return the text and the front matter of the new claim."""
    assert result.code == 0, result.err
    name = re.search(r"claims/([\w-]+)\.md: a draft", result.out)
    assert name
    text = (workshop.content / "claims" / f"{name[1]}.md").read_text("utf-8")
    return text, yaml.load(text.split("---\n")[1], yaml.BaseLoader)


def _diagnostics(workshop: Workshop) -> list[Diagnostic]:
    """Return the diagnostics of a check, without those for new addresses and for unused sources."""
    return [d for d in workshop.found() if d.code not in ("FP410", "FP516")]


def test_words_of_the_original_begin_a_draft(workshop: Workshop) -> None:
    """The file has the words, their passage and today's date, and passes a check."""
    text, front = _claim(workshop, _new(workshop, "claim", "--quote", "費用は1.5兆円でした"))
    assert front["transcript"] == "bridge"
    assert front["quotes"] == [{"ja": "費用は1.5兆円でした", "en": "TODO the same words"}]
    assert front["status"] == "draft"
    assert date.fromisoformat(str(front["published"])) == date.fromisoformat(str(front["verified"])) <= date.today()
    assert "(passage:p3)" in text
    assert "# p3 in en: It cost 1.5 trillion yen. It is a very beautiful bridge." in text
    assert _diagnostics(workshop) == []


def test_a_draft_is_published_when_nothing_says_todo(workshop: Workshop) -> None:
    """If it is published unchanged, a check reports each TODO once and nothing else."""
    _claim(workshop, _new(workshop, "claim", "--quote", "費用は1.5兆円でした", "--id", "dear"))
    workshop.replace("claims/dear.md", "status: draft", "status: published")
    found = _diagnostics(workshop)
    assert {d.code for d in found} == {"FP518"}
    lines = (workshop.content / "claims" / "dear.md").read_text("utf-8").split("\n")
    assert [lines[d.where.line - 1][d.where.column - 1 :][:4] for d in found] == ["TODO"] * 8
    assert sum(line.count("TODO") for line in lines) == 8


def test_the_preview_shows_a_draft_without_a_verdict(workshop: Workshop) -> None:
    """With --drafts there is a page that says so. Without it, there is no page."""
    _claim(workshop, _new(workshop, "claim", "--quote", "費用は1.5兆円でした", "--id", "dear"))
    assert workshop.build("--drafts").code == 0
    assert "No verdict yet" in (workshop.site / "claims" / "dear.html").read_text("utf-8")
    assert workshop.build().code == 0
    assert not (workshop.site / "claims" / "dear.html").exists()
    assert "No verdict yet" not in (workshop.site / "methodology.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("quote", "ja", "en"),
    [
        ("橋は五百年前に建てられました", "橋は五百年前に建てられました", "The bridge was built 500 years ago"),
        ("五百年前", "五百年前", "The bridge was built 500 years ago"),
        ("橋は五百年前に建てられました。", "橋は五百年前に建てられました。", "The bridge was built 500 years ago."),
        (
            "一つ目の文です。橋は五百年前",
            "一つ目の文です。橋は五百年前",
            "This is one. The bridge was built 500 years ago",
        ),
        ("built 500 years ago", "橋は五百年前に建てられました", "built 500 years ago"),
        ("BUILT  500 years ago", "橋は五百年前に建てられました", "built 500 years ago"),
        ("“built 500 years ago”", "橋は五百年前に建てられました", "built 500 years ago"),
        ('"Let us go," he said', "「行こう。」と彼は言いました", "“Let us go,” he said"),
        ("短い", "短い", "TODO the same words"),
        ("short but", "TODO the same words", "short but"),
    ],
)
def test_sentences_of_the_same_number_stand_for_each_other(workshop: Workshop, quote: str, ja: str, en: str) -> None:
    """If both languages have the same number of sentences, the draft has the words of both."""
    _walk(workshop)
    _, front = _claim(workshop, _new(workshop, "claim", "--quote", quote))
    assert front["quotes"] == [{"ja": ja, "en": en}]
    assert _diagnostics(workshop) == []


def test_words_that_repeat_get_what_stands_around_them(workshop: Workshop) -> None:
    """The draft has the shortest selector that finds the right words, and passes a check."""
    _walk(workshop)
    result = _new(workshop, "claim", "--quote", "橋は")
    assert result.code == 1
    assert "FP302 these words stand 3 times" in result.err
    assert "or say which is meant: --passage p2" in result.err
    assert re.search(r"    w1, \S+/transcripts/walk\.ja\.md:10:9: 一つ目の文です。\*\*橋は\*\*五百年前", result.err)
    _, front = _claim(workshop, _new(workshop, "claim", "--quote", "橋は", "--passage", "walk.html#w1"))
    assert front["quotes"] == [
        {
            "ja": {"exact": "橋は", "prefix": "文です。", "suffix": "五百年前"},
            "en": "The bridge was built 500 years ago",
        }
    ]
    assert _diagnostics(workshop) == []


def test_words_of_equal_passages(workshop: Workshop) -> None:
    """If no selector can tell two passages apart, there is no draft."""
    for lang, original in (("ja", "true"), ("en", "false")):
        front = f"title: Walk\nspeaker: S\nlang: {lang}\noriginal: {original}\nrights: full\n"
        workshop.write(f"transcripts/walk.{lang}.md", f"---\n{front}---\n\n{{#w1}}\nHai!\n\n{{#w2}}\nHai!\n")
    for words in (("Hai",), ("Hai", "--passage", "w1")):
        result = _new(workshop, "claim", "--quote", *words)
        assert result.code == 1
        assert "error FP302" in result.err


def test_a_misspelt_quote_is_answered_with_the_nearest_sentence(workshop: Workshop) -> None:
    """The message has its line and column. Nothing is written."""
    before = sorted((workshop.content / "claims").iterdir())
    result = _new(workshop, "claim", "--quote", "It is a very beautifull bridge")
    assert result.code == 1
    assert re.search(
        r"transcripts/bridge\.en\.md:22:1: error FP303 not in the talk as written; "
        r"the nearest sentence: It is a very beautiful bridge\.\n    help: quote its words exactly\n",
        result.err,
    )
    assert sorted((workshop.content / "claims").iterdir()) == before


@pytest.mark.parametrize(
    ("quote", "code", "message"),
    [
        (
            "橋は３０００メートルで",
            "FP303",
            "not in the talk as written; the nearest sentence: 橋は３００メートルで、**世界で一番**長い橋です。",
        ),
        ("費用は1.5兆円でした。とても美しい橋です", "FP304", "the quote runs over an omission […]"),
        ("費用は1.5兆円でした。[…]とても", "FP304", "the quote cuts into an omission […]"),
        ("…]とても美しい", "FP304", "the quote cuts into an omission […]"),
        ("費用は兆円。[…]とても", "FP304", "the quote holds an omission […]"),
        ("['']", "FP301", "these are no words"),
        ("「」", "FP301", "these are no words"),
        ("the best. It cost", "FP307", "the quote runs over the end of a passage"),
        ("greets the audience", "FP308", "these words are our summary of p1, not the talk's"),
        ("この文はどこにもなく、誰も言っていない", "FP301", "these words are in no transcript"),
        ("。", "FP301", "these are no words"),
    ],
)
def test_words_that_cannot_be_quoted(workshop: Workshop, quote: str, code: str, message: str) -> None:
    """Each message has the reason. Nothing is written."""
    before = sorted((workshop.content / "claims").iterdir())
    result = _new(workshop, "claim", "--quote", quote)
    assert result.code == 1
    assert f"error {code} {message}" in result.err
    assert result.out == ""
    assert sorted((workshop.content / "claims").iterdir()) == before


@pytest.mark.parametrize(
    ("quote", "where"),
    [("でした。とても美しい橋です", "22:9"), ("高く、とても長い", "25:3"), ("高く、[…]とても美しい橋です", "22:16")],
)
def test_an_omission_is_reported_where_the_words_are(workshop: Workshop, quote: str, where: str) -> None:
    """The position is not that of similar words."""
    workshop.replace(
        "transcripts/bridge.ja.md", "橋です。\n", "橋です。\n\n{#p4}\n橋は高く、[…]とても長いです。高く、とても永い。\n"
    )
    assert f"bridge.ja.md:{where}: error FP304" in _new(workshop, "claim", "--quote", quote).err


def test_a_passage_that_no_talk_has(workshop: Workshop) -> None:
    """The error lists the existing ones."""
    result = _new(workshop, "claim", "--quote", "とても美しい橋です", "--passage", "p77")
    assert (result.code, result.out) == (1, "")
    assert "error FP403 no talk has a passage 'p77'\n    help: write one of: p1, p2, p3" in result.err
    result = _new(workshop, "claim", "--quote", "とても美しい橋です", "--passage", "bridge.html#p77")
    assert "error FP403 'bridge' has no passage 'p77'\n    help: write one of: p1, p2, p3" in result.err
    result = _new(workshop, "claim", "--quote", "とても美しい橋です", "--passage", "bride#p3")
    assert "error FP404 no transcript 'bride'\n    help: did you mean 'bridge'?" in result.err


def test_words_that_an_excerpt_leaves_out(workshop: Workshop) -> None:
    """The message has the file to add them to, and the line if the passage is known."""
    words = ("claim", "--quote", "ここでは何も印刷されていません")
    assert "if it leaves them out ([…]), add their sentence to their passage in" in _new(workshop, *words).err
    result = _new(workshop, *words, "--passage", "p1")
    assert re.search(r"transcripts/bridge\.ja\.md:14:1: error FP301 these words are not printed in p1", result.err)
    assert "add their sentence to this line, with […] for what is left out" in result.err


def test_a_rendering_whose_original_is_not_printed(workshop: Workshop) -> None:
    """The draft says where to add the original words. After that, they can be quoted."""
    workshop.replace("transcripts/bridge.en.md", "He greets the audience.", "Good morning, bridge lovers.")
    workshop.replace("transcripts/bridge.en.md", " .gist", "")
    result = _new(workshop, "claim", "--quote", "bridge lovers", "--id", "lovers")
    assert re.search(r"1\. Add the original sentence to \S+bridge\.ja\.md, line 14", result.out)
    _, front = _claim(workshop, result)
    assert front["quotes"] == [{"ja": "TODO the same words", "en": "bridge lovers"}]
    assert _diagnostics(workshop) == []
    workshop.replace("transcripts/bridge.ja.md", "{#p1}\n[…]", "{#p1}\nおはようございます、橋の愛好家の皆さん。[…]")
    assert [d.code for d in _diagnostics(workshop)] == ["FP506"]
    workshop.replace("claims/lovers.md", "ja: TODO the same words", "ja: おはようございます、橋の愛好家の皆さん")
    assert _diagnostics(workshop) == []


def test_ids_are_never_taken_twice(workshop: Workshop) -> None:
    """This includes ids that were ever published. Without --id, a free number is added."""
    quote = ("claim", "--quote", "a very beautiful bridge")
    for _, name in zip(range(2), ("a-very-beautiful-bridge", "a-very-beautiful-bridge-2"), strict=True):
        assert f"claims/{name}.md: a draft" in _new(workshop, *quote).out
    for taken in ("beauty", "longest"):
        result = _new(workshop, *quote, "--id", taken)
        assert result.code == 1
        assert f"'{taken}' is taken" in result.err
    assert "'beauty' quotes some of these words already" in _new(workshop, *quote).out


def test_broken_transcripts_are_reported_first(workshop: Workshop) -> None:
    """The broken file may have the words."""
    workshop.replace("transcripts/bridge.en.md", "{#p3 kind=fact}", "{#p3 kind=fact")
    result = _new(workshop, "claim", "--quote", "It cost 1.5 trillion yen")
    assert result.code == 1
    assert "bridge.en.md:20:2: error FP110" in result.err


def test_no_transcript_yet(workshop: Workshop) -> None:
    """The message has the next step."""
    for file in (workshop.content / "transcripts").iterdir():
        file.unlink()
    result = _new(workshop, "claim", "--quote", "words")
    assert result.code == 1
    assert "there is no transcript yet\n    help: begin one: build.py new transcript" in result.err


ISSUE = """### Passage or link

https://example.org/transcripts/bridge.html#p3

### The exact words

費用は1.5兆円でした

### What is claimed

The bridge: it cost
1.5 trillion yen # or so.

### Evidence, with addresses

See [the survey](https://example.org/survey?a=1&b=2), Table 1.
### My own heading
Also https://www.example.net/budget_(2019). And 予算（https://example.net/yen）。

### How the evidence bears on the claim

It contradicts the claim

### How to reach you

reader@example.org
"""


def test_an_issue_becomes_a_draft(workshop: Workshop) -> None:
    """The file has words, claim and known sources. New addresses become steps. The contact is only printed."""
    workshop.write("../issue.md", ISSUE.replace("\n", "\r\n"))
    result = _new(workshop, "claim", "--from-issue", str(workshop.content / ".." / "issue.md"))
    text, front = _claim(workshop, result)
    assert front["claim"] == "The bridge: it cost 1.5 trillion yen # or so."
    assert front["quotes"] == [{"ja": "費用は1.5兆円でした", "en": "TODO the same words"}]
    assert front["evidence"] == [
        {"source": "survey", "stance": "contradicts", "shows": "TODO what it shows, with the figures"}
    ]
    assert "# See [the survey](https://example.org/survey?a=1&b=2), Table 1.\n# ### My own heading\n" in text
    steps = [shlex.split(step)[0] for step in re.findall(r"build\.py new source (.+)", result.out)]
    assert steps == ["https://www.example.net/budget_(2019)", "https://example.net/yen"]
    assert "reader@example.org" in result.out
    assert "reader@example.org" not in text
    assert _diagnostics(workshop) == []


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (("### How to reach you\n\nreader@example.org\n", ""), None),
        (("reader@example.org", "_No response_"), None),
        (("It contradicts the claim", "_No response_"), None),
        (("https://example.org/transcripts/bridge.html#p3", "somewhere near the end"), None),
        (("The bridge: it cost", "x" * 200), None),
        (("費用は1.5兆円でした", "_No response_"), "FP201 the answer to 'The exact words' is missing"),
        (("### The exact words", "### Words"), "FP201 the answer to 'The exact words' is missing"),
        (("費用は1.5兆円でした", "費用は15兆円でした"), "FP303 not in the talk as written"),
        (("1.5 trillion yen # or so.", "one\u2028status: published\x85evidence: []"), None),
        (("Also ", "Also \x1b[31m "), "FP104 control character"),
        (("Also ", "Also https://[x https://a.example/$(ls);ls&ls "), None),
    ],
)
def test_issues_as_they_come(workshop: Workshop, change: tuple[str, str], answer: str | None) -> None:
    """From missing, wrong or hostile answers comes a valid draft, or a diagnostic."""
    text = ISSUE.replace(*change)
    assert text != ISSUE
    workshop.write("../issue.md", text)
    result = _new(workshop, "claim", "--from-issue", str(workshop.content / ".." / "issue.md"), "--id", "sent")
    assert "Traceback" not in result.err
    if answer:
        assert result.code == 1
        assert answer in result.err
        assert not (workshop.content / "claims" / "sent.md").exists()
    else:
        _, front = _claim(workshop, result)
        assert front["status"] == "draft"
        steps = re.findall(r"build\.py (new source .+)", result.out)
        assert all(shlex.join(shlex.split(step)) == step for step in steps)
        assert _diagnostics(workshop) == []


def test_the_form_has_the_labels_that_are_read() -> None:
    """The issue form and its parser have the same labels, order and choices."""
    body = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "claim.yml").read_text("utf-8"))["body"]
    fields = [part for part in body if part["type"] != "markdown"]
    assert tuple(field["attributes"]["label"] for field in fields) == form.LABELS
    assert [field["attributes"]["options"] for field in fields if field["type"] == "dropdown"] == [list(form.STANCES)]
    required = [field["attributes"]["label"] for field in fields if field["validations"]["required"]]
    assert required == [form.WHERE, form.WORDS, form.CLAIM]
    assert not any("render" in field["attributes"] for field in fields)  # the answer would come in a fence


def test_a_source_is_begun(workshop: Workshop) -> None:
    """The first entry makes a new file, the next goes behind it. A check reports only their TODOs."""
    result = _new(workshop, "source", "https://www.roads.example.co.uk/reports/Bridge_of%20Sighs.html?x=1#top")
    assert result.code == 0
    assert "sources/new.yaml: 'example-bridge-of-sighs'" in result.out
    assert _new(workshop, "source", "https://example.org/予算", "--id", "budget").code == 0
    assert _new(workshop, "source", "https://[x", "--file", "odd").code == 0
    entries = yaml.load((workshop.content / "sources" / "new.yaml").read_text("utf-8"), yaml.BaseLoader)["references"]
    assert [entry["id"] for entry in entries] == ["example-bridge-of-sighs", "budget"]
    assert entries[0]["URL"] == "https://www.roads.example.co.uk/reports/Bridge_of%20Sighs.html?x=1#top"
    assert entries[0]["custom"] == {"kind": "secondary", "read": "not-read"}
    assert entries[0]["accessed"] == date.today().isoformat()
    assert {d.code for d in _diagnostics(workshop)} == {"FP518"}
    assert len(_diagnostics(workshop)) == 9


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/survey?a=1&b=2",
        "http://www.example.org/survey/?a=1&b=2#p4",
        "https://EXAMPLE.org/archive/survey",
        "HTTPS://Example.org/survey?a=1&b=2",
        "https://example.org/copy",
    ],
)
def test_an_address_that_is_there_names_its_entry(workshop: Workshop, address: str) -> None:
    """The address of a copy or of an archived page counts too. Nothing is written."""
    result = _new(workshop, "source", address)
    assert result.code == 1
    assert re.search(
        r"sources/books\.yaml:\d+:7: '(survey|ledger)' has this address\n    help: write 'source:", result.err
    )
    assert not (workshop.content / "sources" / "new.yaml").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("references:\n  - id: a\n    type: x\n", "\n  - id: b\n"),
        ("# ours\nreferences:\n- {id: a, type: x}", "\n- id: b\n"),
        ("references:\n    - id: a\n      type: x\n    # last\n\n\n", "    # last\n\n    - id: b\n"),
        ("references:\n- id: a\n  note: |\n    line\n", "    line\n\n- id: b\n"),
    ],
)
def test_a_file_of_sources_keeps_its_manner(workshop: Workshop, before: str, after: str) -> None:
    """Indentation, comments and other entries stay as they are."""
    workshop.write("sources/own.yaml", before)
    assert _new(workshop, "source", "https://example.net/b", "--file", "own.yaml", "--id", "b").code == 0
    text = (workshop.content / "sources" / "own.yaml").read_text("utf-8")
    assert text.startswith(before.rstrip())
    assert after in text
    entries = yaml.load(text, yaml.BaseLoader)["references"]
    assert [entry["id"] for entry in entries] == ["a", "b"]


@pytest.mark.parametrize("before", ["references: [{id: a}]\n", "references:\n  - id: a\nother: b\n"])
def test_a_file_with_no_place_for_an_entry_stays(workshop: Workshop, before: str) -> None:
    """The message says so, and no byte of the file changes."""
    workshop.write("sources/own.yaml", before)
    result = _new(workshop, "source", "https://example.net/b", "--file", "own")
    assert result.code == 1
    assert "own.yaml:1:1: an entry cannot be added here" in result.err
    assert (workshop.content / "sources" / "own.yaml").read_text("utf-8") == before


def test_sources_that_cannot_be_read_come_first(workshop: Workshop) -> None:
    """A broken file may have the address. So it is reported, and nothing is written."""
    workshop.write("sources/own.yaml", "references: [\n")
    result = _new(workshop, "source", "https://example.net/b")
    assert result.code == 1
    assert "own.yaml:2:1: error FP106" in result.err
    assert not (workshop.content / "sources" / "new.yaml").exists()
    assert _new(workshop, "source", "https://example.net/b", "--file", "own").code == 1


def test_a_transcript_is_begun_in_two_languages(workshop: Workshop) -> None:
    """There is an original, and a rendering in the site's language. A check reports only their TODOs."""
    assert _new(workshop, "transcript", "--id", "walk").code == 0
    assert {d.code for d in _diagnostics(workshop)} == {"FP518"}
    files = sorted((workshop.content / "transcripts").glob("walk.*"))
    assert [file.name for file in files] == ["walk.en.md", "walk.ja.md"]
    for file in files:
        text = file.read_text("utf-8")
        text = re.sub(r"^published: .*\n", "", text, flags=re.MULTILINE)
        file.write_text(re.sub(r"TODO.*(?= \{)|TODO.*", "https://example.org/x", text), "utf-8")
    assert _diagnostics(workshop) == []
    result = _new(workshop, "transcript", "--id", "walk", "--lang", "fr")
    assert result.code == 1
    assert "'walk' is taken" in result.err
    assert _new(workshop, "transcript", "--lang", "en").code == 0
    assert _new(workshop, "transcript").code == 0
    names = sorted(file.name for file in (workshop.content / "transcripts").glob("talk*"))
    assert names == ["talk-2.en.md", "talk-2.ja.md", "talk.en.md"]


def test_a_transcript_needs_languages_that_can_be_named(workshop: Workshop) -> None:
    """Nothing is written if the language of the site is not valid."""
    workshop.replace("site.yaml", "language: en", "language: ../en")
    result = _new(workshop, "transcript", "--id", "walk")
    assert (result.code, result.out) == (1, "")
    assert "site.yaml:1:1: no language '../en'" in result.err
    assert not any((workshop.content / "transcripts").glob("walk*"))


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["claim"],
        ["claim", "--quote", "x", "--from-issue", "y"],
        ["claim", "--quote", "x", "--id", "No Id"],
        ["claim", "--quote", "  "],
        ["source", "example.org"],
        ["source", "https://example.org", "--file", "../x"],
        ["transcript", "walk"],
        ["transcript", "--lang", "Japanese"],
        ["page", "x"],
    ],
)
def test_wrong_usage_of_new_is_code_2(workshop: Workshop, words: list[str]) -> None:
    """The command ends with a usage message."""
    with pytest.raises(SystemExit) as end:
        _new(workshop, *words)
    assert end.value.code == 2


def test_a_missing_issue_is_code_2(workshop: Workshop) -> None:
    """A missing file is a system error. The message has its path."""
    result = _new(workshop, "claim", "--from-issue", "nowhere.md")
    assert result.code == 2
    assert "nowhere.md: no such file" in result.err


@pytest.fixture(scope="module")
def repository() -> Workspace:
    """Return the content of this repository as a workspace."""
    found: list[Diagnostic] = []
    return open_workspace(ROOT / "content", "content", date(2026, 1, 2), found.append, lambda line: None)


def _stand_once(statement: Statement) -> bool:
    """Tell whether each quote's selector finds its position and no other."""
    for n, edition in enumerate(statement.transcript.editions):
        words = statement.quotes.get(edition.lang)
        if words:
            text = edition_of(statement.transcript, n)
            first = next(start for id, start, _ in text.passages if id == statement.passage.id)
            if match(text.text, words.selector) != ((first + words.start, first + words.end),):
                return False
    return True


def test_every_quote_of_this_repository_is_found_again(repository: Workspace) -> None:
    """Each quote is found in its language and passage, and its selector finds nothing else."""
    graph = repository.graph
    for anchor in [anchor for anchors in graph.anchors.values() for anchor in anchors]:
        texts = graph.passages[anchor.transcript, anchor.passage].texts
        words = next(text.words for text in texts if text.lang == anchor.lang)[anchor.start : anchor.end]
        statement = search(repository, words, anchor.passage)
        assert statement, (anchor.claim, words)
        assert (statement.transcript.id, statement.passage.id) == (anchor.transcript, anchor.passage)
        assert _stand_once(statement)


@given(data=st.data())
def test_any_words_of_a_passage_are_found_or_reported(repository: Workspace, data: st.DataObject) -> None:
    """For any words of a transcript, there is one position, or a diagnostic at a place that exists."""
    talk = repository.graph.publishing.transcripts[0]
    passage = data.draw(st.sampled_from([p for section in talk.sections for p in section.passages]))
    text = data.draw(st.sampled_from(passage.texts))
    start = data.draw(st.integers(0, len(text.words) - 1))
    words = text.words[start : start + data.draw(st.integers(1, 60))]
    found: list[Diagnostic] = []
    here = replace(repository, report=found.append)
    statement = search(here, words, passage.id)
    assert bool(statement) != bool(found)
    if statement:
        assert _stand_once(statement)
        assert text.lang in statement.quotes
    else:
        assert found[0].code in ("FP301", "FP302", "FP303", "FP304", "FP308")
        lines = (ROOT / found[0].where.path).read_text("utf-8").split("\n")
        assert 1 <= found[0].where.column <= len(lines[found[0].where.line - 1]) + 1
