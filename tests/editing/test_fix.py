"""What `check --fix` repairs, and what it leaves alone."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from factpress.editing.fixing.fix import _with_addresses
from factpress.editing.fixing.reorder import reorder_keys
from factpress.model.content import ClaimFile
from factpress.reading.shapes import keys
from tests.conftest import ROOT, SMALL, Workshop, tree

CLAIM = """\
# A note about the file.

# Above the title.
title: >-
  Folded over
  two lines
claim: The bridge is long.  # behind it
verdict: accurate

summary: |
  # no comment, but text

  after an empty line
transcript: bridge
quotes:
  - ja: 長い橋です
    # within
topics: [length]
published: 2026-02-01
# Two
# lines.
verified: 2026-02-01
evidence:
- source: survey  # at the margin
  stance: supports
  shows: It is.
# status: published
status: draft
"""

BODY = "---\nTitle: no key.\n\nclaim: none either\n"


def _blocks() -> list[str]:
    """Return the lines of each key, with the comments directly above it."""
    text, blocks = CLAIM.removeprefix("# A note about the file.\n\n"), []
    for key in ("claim:", "verdict:", "summary:", "transcript:", "quotes:", "topics:", "published:", "# Two", "evid"):
        before, found, rest = text.partition("\n" + key)
        blocks.append(before + "\n")
        text = found[1:] + rest
    before, found, rest = text.partition("# status")
    return [*blocks, before, found + rest]


@given(st.randoms(use_true_random=False))
def test_keys_are_put_in_order_with_all_that_belongs_to_them(chance: random.Random) -> None:
    """From any order: no line and no value changes, and a second run changes nothing."""
    blocks = _blocks()
    chance.shuffle(blocks)
    mixed = "---\n# A note about the file.\n\n" + "".join(blocks) + BODY
    ordered = reorder_keys(mixed)
    assert ordered == "---\n" + CLAIM + BODY
    assert reorder_keys(ordered) == ordered


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no fences\n",
        "---\n---\n",
        "---\nverdict: a\ntitle: b\n",
        "---\nverdict: a\nbadkey: c\ntitle: b\n---\n",
        "---\nverdict: a\ntitle: b\ntitle: c\n---\n",
        "---\n{verdict: a, title: b}\n---\n",
        "---\nverdict: [\ntitle: b\n---\n",
        "---\nverdict: &a x\ntitle: *a\n---\n",
        "---\n- title\n---\n",
    ],
)
def test_what_cannot_be_put_in_order_stays(text: str) -> None:
    """A file that is broken, has unknown keys or is written on one line keeps every byte."""
    assert reorder_keys(text) == text


def test_the_order_is_that_of_the_documents() -> None:
    """docs/formats.md lists the keys of a claim in the same order."""
    table = (ROOT / "docs" / "formats.md").read_text("utf-8").split("## `claims/<id>.md`")[1].split("\n\n")[1]
    assert [row.split("`")[1] for row in table.split("\n")[2:]] == list(keys(ClaimFile))


def test_fix_puts_claims_reorder_keys(workshop: Workshop) -> None:
    """It prints how many files it changed. It changes no file that is in order."""
    text = (workshop.content / "claims" / "cost.md").read_text("utf-8")
    title = next(line for line in text.split("\n") if line.startswith("title:"))
    workshop.write("claims/cost.md", text.replace(title + "\n", "").replace("\n---\n", f"\n{title}\n---\n", 1))
    assert workshop.check("--fix").err.startswith("put the keys of 1 file in order\n")
    assert tree(workshop.content) == tree(SMALL)
    assert "order" not in workshop.check("--fix").err


def _talk(workshop: Workshop, ja: str, en: str = "") -> None:
    front = "title: Walk\nspeaker: S\nlang: {}\noriginal: {}\nrights: full\n"
    workshop.write("transcripts/walk.ja.md", f"---\n{front.format('ja', 'true')}---\n{ja}")
    if en:
        workshop.write("transcripts/walk.en.md", f"---\n{front.format('en', 'false')}---\n{en}")


def _ids(workshop: Workshop, lang: str) -> list[str]:
    text = (workshop.content / "transcripts" / f"walk.{lang}.md").read_text("utf-8")
    return [line for line in text.split("\n") if line.startswith("{")]


def test_new_passages_get_the_next_ids_in_all_languages(workshop: Workshop) -> None:
    """No id was ever published. Words and attributes stay the same, also those of the other passages."""
    moved = "transcripts/walk.html#p7 -> transcripts/bridge.html\n"
    workshop.replace("permalinks.txt", "topics/cost.html\n", moved + "topics/cost.html\n")
    _talk(
        workshop,
        "新しい。\n\n## 見出し {#s1}\n\n{#p1}\n一。\n\n二。\n\n{kind=opinion}\n三。\n\n{#p2}\n四。\n\n{ .gist}\n五。\n",
        "New.\n\n## Heading {#s1}\n\n{#p1}\nOne.\n\n{kind=opinion t=00:01}\nTwo\nlines.\n\nThree.\n\n{#p2}\nFour.\n",
    )
    result = workshop.check("--fix")
    assert "mended 10 findings\nmended 4 findings\n" in result.err
    assert _ids(workshop, "ja") == ["{#p8}", "{#p1}", "{#p9}", "{#p10 kind=opinion}", "{#p2}", "{#p11 .gist}"]
    assert _ids(workshop, "en") == ["{#p8}", "{#p1}", "{#p9 kind=opinion t=00:01}", "{#p10}", "{#p2}"]
    assert [d.code for d in workshop.found()] == []
    assert "transcripts/walk.html#p11\n" in (workshop.content / "permalinks.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("{#p1}\n一。\n\n二。\n", "{#p1}\nOne.\n\nTwo.\n\nThree.\n"),
        ("{#p1}\n一。\n", "{#p1}\nOne.\n\nTwo.\n"),
        ("{#p1}\n一。\n\n二。\n\n{#p2}\n三。\n", "{#p1}\nOne.\n\n{#p2}\nThree.\n\nTwo.\n"),
        ("{#p1}\n一。\n\n{#p2}\n二。\n\n三。\n", "{#p1}\nOne.\n\nTwo.\n"),
        ("{#p1}\n一。\n\n二。\n", "## No id\n\n{#p1}\nOne.\n\nTwo.\n"),
        ("{#p1}\n一。\n\n二。\n", "{#p1\nOne.\n\nTwo.\n"),
    ],
)
def test_paragraphs_that_could_be_either_are_left(workshop: Workshop, ja: str, en: str) -> None:
    """If the languages differ, or if a file has another fault, no byte changes."""
    _talk(workshop, ja, en)
    before = {k: v for k, v in tree(workshop.content).items() if "walk" in k}
    codes = Counter(d.code for d in workshop.found() if d.code != "FP410")
    assert codes["FP211"]
    workshop.check("--fix")
    assert {k: v for k, v in tree(workshop.content).items() if "walk" in k} == before


def test_a_rendering_may_leave_new_passages_out(workshop: Workshop) -> None:
    """It may leave out any passage of the original."""
    _talk(workshop, "{#p1}\n一。\n\n二。\n", "{#p1}\nOne.\n")
    workshop.check("--fix")
    assert _ids(workshop, "ja") == ["{#p1}", "{#p2}"]
    assert _ids(workshop, "en") == ["{#p1}"]


def test_bad_bytes_stop_no_fix(workshop: Workshop) -> None:
    """A file that cannot be read is reported, and the others are repaired."""
    _talk(workshop, "{#p1}\n一。\n\n二。\n")
    (workshop.content / "transcripts" / "walk.en.md").write_bytes(b"\xff")
    (workshop.content / "claims" / "bytes.md").write_bytes(b"\xff")
    workshop.replace("permalinks.txt", "sources/survey.html\n", "")
    result = workshop.check("--fix")
    assert result.code == 1
    assert "mended" in result.err
    assert _ids(workshop, "ja") == ["{#p1}"]


MARKED = [
    ('"It is" a very beautiful', "“It is” a very beautiful", '"\\"It is\\" a very beautiful"'),
    ('"It is" a very beautiful', '"“It is” a very beautiful"', '"\\"It is\\" a very beautiful"'),
    ('"It is a very beautiful bridge"', "“It is a very beautiful bridge”", '"\\"It is a very beautiful bridge\\""'),
    ("'Tis a very beautiful", "’Tis a very beautiful", '"\'Tis a very beautiful"'),
    ("It's a very beautiful", "'It’s a very beautiful'", "It's a very beautiful"),
    ("It is so: a very beautiful", "It is so:a very beautiful", '"It is so: a very beautiful"'),
    ("It is - a very beautiful", "It is – a very beautiful  # here", "It is - a very beautiful  # here"),
    ("- a very beautiful", "– a very beautiful", '"- a very beautiful"'),
    ('very "beautiful" bridge', "|\n      very “beautiful” bridge", 'very "beautiful" bridge'),
    ('very "beautiful" bridge', "very\n      “beautiful” bridge", 'very "beautiful" bridge'),
    (
        '"very beautiful" bridge',
        '{exact: “very beautiful” bridge, prefix: "a "}',
        '{exact: "\\"very beautiful\\" bridge", prefix: "a "}',
    ),
    (
        "very, very beautiful",
        '{exact: "very,very beautiful", prefix: "a "}',
        '{exact: "very, very beautiful", prefix: "a "}',
    ),
    ("very - very beautiful", "{exact: very – very beautiful}", "{exact: very - very beautiful}"),
    (
        'a "very beautiful" bridge',
        "\n      exact: a “very beautiful” bridge",
        '\n      exact: a "very beautiful" bridge',
    ),
]


@pytest.mark.parametrize(("words", "quoted", "repaired"), MARKED)
def test_words_of_a_quote_are_written_as_yaml_reads_them(
    workshop: Workshop, words: str, quoted: str, repaired: str
) -> None:
    """The value becomes the transcript's words, whatever characters they have. Nothing else changes."""
    workshop.replace("transcripts/bridge.en.md", "It is a very beautiful bridge.", f"Now, a {words} is what I say.")
    text = (workshop.content / "claims" / "beauty.md").read_text("utf-8")
    workshop.replace("claims/beauty.md", "en: a very beautiful bridge", f"en: {quoted}".replace(": \n", ":\n"))
    workshop.check("--fix")
    text = text.replace("en: a very beautiful bridge", f"en: {repaired}".replace(": \n", ":\n"))
    assert (workshop.content / "claims" / "beauty.md").read_text("utf-8") == text
    assert [d.code for d in workshop.found()] == []


def test_only_files_that_are_read_are_mended(workshop: Workshop, tmp_path: Path) -> None:
    """Targets of links outside, a README, a hidden file and a translation stay. Folders and dead links do no harm."""
    claims = workshop.content / "claims"
    mixed = "---\nclaim: b\ntitle: a\n---\n"
    for name in ("claims/README.md", "claims/.x.md", "claims/x.ja.md", "claims/My Claim.md", "../out.md"):
        workshop.write(name, mixed)
    front = "---\ntitle: W\nspeaker: S\nlang: {}\noriginal: {}\nrights: full\n---\n{{#p1}}\na\n\nb\n"
    workshop.write("transcripts/walk.ja.md", front.format("ja", "true"))
    workshop.write("../walk.en.md", front.format("en", "false"))
    (claims / "out.md").symlink_to(tmp_path / "out.md")
    (claims / "dead.md").symlink_to("nowhere.md")
    (claims / "folder.md").mkdir()
    (workshop.content / "transcripts" / "walk.en.md").symlink_to(tmp_path / "walk.en.md")
    assert "mended 1 finding\n" in workshop.check("--fix").err
    assert {(claims / n).read_text("utf-8") for n in ("README.md", ".x.md", "x.ja.md", "My Claim.md", "out.md")} == {
        mixed
    }
    assert (tmp_path / "walk.en.md").read_text("utf-8") == front.format("en", "false")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# All.\nb.html\n# Moved.\nd.html -> b.html\n",
            "# All.\nb.html\na.html\nc.html\n# Moved.\nd.html -> b.html\n",
        ),
        ("b.html\n\n# Last.", "a.html\nb.html\nc.html\n\n# Last."),
        ("d.html\nb.html", "a.html\nd.html\nb.html\nc.html\n"),
    ],
)
def test_a_note_of_the_ledger_stays_above_its_line(before: str, after: str) -> None:
    """A new address goes behind the one that sorts before it. Nothing else moves."""
    assert _with_addresses(before, ["a.html", "c.html"]) == after


def test_claims_of_this_repository_are_reorder_keys() -> None:
    """So the diff of a repair shows nothing else."""
    for file in sorted((ROOT / "content" / "claims").glob("*.md")):
        text = file.read_text("utf-8")
        assert reorder_keys(text) == text, file.name
        assert yaml.safe_load(text.split("\n---\n")[0])
