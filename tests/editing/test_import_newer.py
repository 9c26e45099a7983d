"""Newer versions of a transcript: which passages keep their ids, and what is reported about the others."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.editing.importing.matching import longest_in_order, match_passages
from tests.conftest import ROOT, Result, Workshop

FIRST = {
    1: "Good morning, everybody, and thank you for coming to this hearing about the bridge.",
    2: "The bridge is three hundred metres long, and it is the longest bridge in the world.",
    3: "It cost one and a half trillion yen, which is more than anybody had thought it would.",
    4: "Nobody asked the people who live beside it, although they had written many letters.",
    5: "Now let us hear what the engineers have to say about the pillars and the ropes.",
}


def talk(workshop: Workshop, *paragraphs: str, lang: str = "en", id: str = "hearing") -> Result:
    """Import paragraphs as the transcript `hearing`."""
    file = workshop.content.parent / f"hearing.{lang}.txt"
    file.write_text("\n\n".join(paragraphs), "utf-8")
    return workshop.run(
        "import", str(file), "--as", "transcript", "--id", id, "--lang", lang, "--content", str(workshop.content)
    )


def ids(workshop: Workshop, lang: str = "en") -> list[str]:
    """Return the ids of its passages and headings, in order."""
    rows = (workshop.content / "transcripts" / f"hearing.{lang}.md").read_text("utf-8").split("\n")
    return [row.split("#")[-1].split("}")[0].split(" ")[0] for row in rows if row.startswith(("{#", "## "))]


def publish(workshop: Workshop) -> None:
    """Write every address into the ledger."""
    assert workshop.check("--fix").code == 0


def test_the_same_version_changes_no_byte(workshop: Workshop) -> None:
    """A second import of the same file changes nothing."""
    talk(workshop, *FIRST.values())
    before = (workshop.content / "transcripts" / "hearing.en.md").read_bytes()
    assert "nothing changed; 5 passages" in talk(workshop, *FIRST.values()).out
    assert (workshop.content / "transcripts" / "hearing.en.md").read_bytes() == before


def test_passages_keep_their_ids(workshop: Workshop) -> None:
    """Equal and similar words keep their id, at any position. New words get an id that was never used."""
    talk(workshop, *FIRST.values())
    publish(workshop)
    newer = (
        FIRST[5],
        FIRST[1],
        FIRST[2].replace("three hundred", "310"),
        "Altogether new words are said here.",
        FIRST[4],
    )
    result = talk(workshop, *newer)
    assert ids(workshop) == ["p5", "p1", "p2", "p3", "p6", "p4"]
    assert "6 passages: 2 the same, 1 changed, 1 moved, 1 new, 1 kept" in result.out
    assert "  p5 moved, now first: Now let us hear" in result.out
    assert "  p2 changed, 90% the same: The bridge is 310" in result.out
    assert "  p6 new: Altogether new words are said here." in result.out
    assert result.code == 0
    assert {d.code for d in workshop.found()} == {"FP410"}


def test_a_published_passage_is_not_dropped_in_silence(workshop: Workshop) -> None:
    """A lost passage that was published stays without words, and a warning says what to do."""
    talk(workshop, *FIRST.values())
    publish(workshop)
    result = talk(workshop, FIRST[1], FIRST[2], FIRST[4], FIRST[5])
    assert "hearing.en.md:16:1: warning FP705 p3 is not in the newer version, and stays without words" in result.err
    assert "transcripts/hearing.html#p3 -> transcripts/hearing.html#…" in result.err
    assert ids(workshop) == ["p1", "p2", "p3", "p4", "p5"]
    assert "{#p3}\n[…]\n" in (workshop.content / "transcripts" / "hearing.en.md").read_text("utf-8")
    assert workshop.found() == ()
    assert talk(workshop, FIRST[1], FIRST[2], FIRST[4], FIRST[5]).err == ""


def test_an_id_that_was_kept_is_for_its_own_words(workshop: Workshop) -> None:
    """New words never get the id of a lost passage, even if few passages are left."""
    talk(workshop, FIRST[1], FIRST[2], FIRST[3])
    publish(workshop)
    talk(workshop, FIRST[3])
    assert ids(workshop) == ["p1", "p2", "p3"]
    result = talk(workshop, FIRST[4], FIRST[5], FIRST[3])
    assert "by its place" not in result.out
    assert sorted(ids(workshop)) == ["p1", "p2", "p3", "p4", "p5"]
    assert "{#p3}\nIt cost" in (workshop.content / "transcripts" / "hearing.en.md").read_text("utf-8")


def test_an_excerpt_that_may_be_printed_now(workshop: Workshop) -> None:
    """When the rights allow it, omitted passages get their words by their position."""
    workshop.replace("transcripts/bridge.ja.md", "rights: excerpts", "rights: full")
    file = workshop.content.parent / "bridge.ja.txt"
    words = [
        "皆さん。",
        "では、橋は３００メートルで、**世界で一番**長い橋です。",
        "費用は1.5兆円でした。とても美しい橋です。",
    ]
    file.write_text("\n\n".join(words), "utf-8")
    result = workshop.run("import", str(file), "--as", "transcript", "--content", str(workshop.content))
    assert "  p1 changed, told by its place only: 皆さん。" in result.out


def test_who_speaks_is_corrected(workshop: Workshop) -> None:
    """A new speaker is a change. The summary names the claims that quote the words."""
    path = "transcripts/hearing.en.md"
    talk(workshop, f"JANE DOE: {FIRST[1]}", f"BOB ROE: {FIRST[2]}", f"JANE DOE: {FIRST[3]}")
    workshop.replace("claims/beauty.md", "quotes:", "quotes:\n  - en: longest bridge in\n    transcript: hearing")
    swapped = talk(workshop, f"BOB ROE: {FIRST[1]}", f"JANE DOE: {FIRST[2]}", f"JANE DOE: {FIRST[3]}")
    assert "3 passages: 1 the same, 2 changed" in swapped.out
    assert "  p1 changed, now said by BOB ROE: Good morning" in swapped.out
    assert "  p2 changed, now said by JANE DOE; quoted by beauty: The bridge is" in swapped.out
    result = talk(workshop, f"JANE DOE: {FIRST[1]}", f"JANE DOE: {FIRST[2]}", f"JANE DOE: {FIRST[3]}")
    assert "3 passages: 2 the same, 1 changed" in result.out
    assert '{#p1 speaker="JANE DOE"}\nGood' in (workshop.content / path).read_text("utf-8")
    assert 'speaker="BOB' not in (workshop.content / path).read_text("utf-8")


def test_another_voice_keeps_the_name_that_an_editor_gave_it(workshop: Workshop) -> None:
    """An unnamed speaker is not the speaker before. An editor can add the name."""
    paragraphs = (f"JANE DOE: {FIRST[1]}", f">> {FIRST[2]}", f"JANE DOE: {FIRST[3]}")
    assert "speakers: JANE DOE, ?" in talk(workshop, *paragraphs).out
    assert "\nspeaker: JANE DOE\n" in (workshop.content / "transcripts" / "hearing.en.md").read_text("utf-8")
    workshop.replace("transcripts/hearing.en.md", 'speaker="?"', 'speaker="Ann Poe"')
    assert "nothing changed" in talk(workshop, *paragraphs).out


def test_a_new_first_heading_is_reported(workshop: Workshop) -> None:
    """The first heading of a text is its title. If the transcript has another title, the summary says so."""
    talk(workshop, "A hearing", FIRST[1], "The length", FIRST[2])
    assert "left out, as the title" not in talk(workshop, "A hearing", FIRST[1], "The length", FIRST[2]).out
    result = talk(workshop, "The welcome", FIRST[1], "The length", FIRST[2])
    assert "  left out, as the title: The welcome; if it is a heading, put the title above it\n" in result.out
    assert (
        "s2 new, a heading: The welcome"
        in talk(workshop, "A hearing", "The welcome\n---", FIRST[1], "The length", FIRST[2]).out
    )


def test_a_lost_passage_that_nobody_refers_to_goes(workshop: Workshop) -> None:
    """A lost passage that was never published is removed, and its id is not reused."""
    talk(workshop, *FIRST.values())
    result = talk(workshop, FIRST[1], FIRST[2], FIRST[3], FIRST[4], "Altogether new words are said here.")
    assert "  p5 lost: Now let us hear" in result.out
    assert ids(workshop) == ["p1", "p2", "p3", "p4", "p6"]


def test_an_id_of_the_ledger_is_never_given_again(workshop: Workshop) -> None:
    """Published ids count as used, even if the passage is gone and has a redirect."""
    workshop.write(
        "permalinks.txt", "transcripts/hearing.html#p41 -> transcripts/hearing.html#p42\ntranscripts/bridge.html\n"
    )
    talk(workshop, *FIRST.values())
    assert ids(workshop)[0] == "p42"


def test_a_passage_that_a_text_links_to_stays(workshop: Workshop) -> None:
    """A passage with a link to it stays when it is lost."""
    talk(workshop, *FIRST.values())
    workshop.replace("claims/beauty.md", "An opinion is not rated.", "See [his words](passage:hearing/p3).")
    talk(workshop, FIRST[1], FIRST[2], FIRST[4], FIRST[5])
    assert "p3" in ids(workshop)
    assert {d.code for d in workshop.found()} == {"FP410"}


def test_the_claims_that_are_affected(workshop: Workshop) -> None:
    """The summary names claims that quote a changed passage. A quote that is gone is an error, as in a check."""
    workshop.replace("transcripts/bridge.ja.md", "rights: excerpts", "rights: full")
    file = workshop.content.parent / "bridge.ja.txt"
    words = [
        "皆さん、こんにちは。",
        "では、橋は３００メートルで、**世界で一番**長い橋です。本当です。",
        "費用は2.5兆円でした。とても美しい橋です。",
    ]
    file.write_text("\n\n".join(words), "utf-8")
    result = workshop.run("import", str(file), "--as", "transcript", "--content", str(workshop.content))
    assert "quoted by gone, idea, length, record: では、橋は３００メートルで" in result.out
    assert "; quoted by beauty, cost: 費用は2.5兆円でした" in result.out
    assert result.code == 1
    errors = [line for line in result.err.split("\n") if " error " in line]
    assert [line.split("/")[-1].split(" ")[0] for line in errors] == ["cost.md:8:9:"]
    assert {d.code for d in workshop.found() if d.severity == "error"} == {d.split(" ")[2] for d in errors}


def test_a_quote_that_moved(workshop: Workshop) -> None:
    """The summary names a quote that is in another passage now."""
    talk(workshop, *FIRST.values())
    workshop.replace("claims/beauty.md", "quotes:", "quotes:\n  - en: one and a half trillion\n    transcript: hearing")
    result = talk(workshop, FIRST[1], FIRST[2], f"{FIRST[4]} One and a half trillion, by the way.", FIRST[5])
    assert "quote no. 1 of beauty (en) stands in p4 now, and not in p3" in result.out
    assert result.code == 0


def test_what_editors_wrote_beside_the_words_stays(workshop: Workshop) -> None:
    """Front matter, kind, reason and the lines of unchanged words survive an import."""
    talk(workshop, *FIRST.values())
    path = "transcripts/hearing.en.md"
    workshop.replace(path, "rights: full", "rights: full\npublished: 2026-02-01")
    workshop.replace(path, "{#p1}", '{#p1 kind=aside reason="A greeting."}')
    workshop.replace(path, "people who live beside it, although", "people who live beside it,\nalthough")
    assert talk(workshop, *list(FIRST.values())[:4], "Altogether new words are said here.").code == 0
    whole = (workshop.content / path).read_text("utf-8")
    assert "\npublished: 2026-02-01 " in whole
    assert '{#p1 kind=aside reason="A greeting."}\nGood' in whole
    assert "beside it,\nalthough" in whole


def test_sections_keep_their_ids(workshop: Workshop) -> None:
    """Headings are compared like passages."""
    talk(workshop, "A hearing", FIRST[1], "The length", FIRST[2], "The cost of it", FIRST[3])
    result = talk(workshop, "A hearing", FIRST[1], "What it cost", FIRST[3], "The length", FIRST[2])
    assert ids(workshop) == ["p1", "s3", "p3", "s1", "p2"]
    assert "s3 new, a heading: What it cost" in result.out
    assert "s2 lost, a heading: The cost of it" in result.out


def test_an_excerpt_stays_one(workshop: Workshop) -> None:
    """An excerpt takes only those words from the newer version that were printed before."""
    file = workshop.content.parent / "bridge.ja.txt"
    words = [
        "皆さん、こんにちは。",
        "では、橋は３００メートルで、**世界で一番**長い橋です。本当です。",
        "費用は1.5兆円でした。え？とても美しい橋です。",
    ]
    file.write_text("\n\n".join(words), "utf-8")
    result = workshop.run("import", str(file), "--as", "transcript", "--content", str(workshop.content))
    assert "nothing changed; 3 passages" in result.out
    file.write_text("\n\n".join([*words[:2], "費用は1.6兆円でした。え？とても美しい橋です。"]), "utf-8")
    workshop.run("import", str(file), "--as", "transcript", "--content", str(workshop.content))
    assert "費用は1.6兆円でした。[…]とても美しい橋です。" in (workshop.content / "transcripts/bridge.ja.md").read_text(
        "utf-8"
    )


def test_the_real_talk(workshop: Workshop) -> None:
    """The full text of this repository's transcript gives the same excerpt, with all ids."""
    source = ROOT / "content" / "transcripts" / "genesis-catch-up.ja.md"
    workshop.write("transcripts/genesis-catch-up.ja.md", source.read_text("utf-8"))
    file = workshop.content.parent / "genesis-catch-up.ja.txt"
    parts = source.read_text("utf-8").partition("\n---\n")[2].split("\n\n")
    full = [
        part.split("\n")[1].replace("[…]", f"それから次の話です、第{n}の話。")
        if part.strip().startswith("{")
        else part.strip().removeprefix("## ").partition(" {#")[0]
        for n, part in enumerate(parts)
    ]
    file.write_text("\n\n".join(full), "utf-8")
    result = workshop.run("import", str(file), "--as", "transcript", "--content", str(workshop.content))
    assert "nothing changed; 46 passages in 11 sections" in result.out


def test_a_rendering_without_times_is_paired_by_order(workshop: Workshop) -> None:
    """Paragraphs are paired with those of the original, section by section."""
    talk(workshop, "A hearing", FIRST[1], "The length", FIRST[2], FIRST[3])
    result = talk(workshop, "公聴会", "おはようございます。", "長さ", "橋は長いです。", "費用は高いです。", lang="ja")
    assert result.code == 0
    assert ids(workshop, "ja") == ["p1", "s1", "p2", "p3"]
    assert {d.code for d in workshop.found()} == {"FP410"}


def test_a_rendering_that_does_not_fit_is_refused(workshop: Workshop) -> None:
    """If paragraphs cannot be paired, an error names the line and the passages of the original."""
    talk(workshop, *FIRST.values())
    result = talk(workshop, "おはようございます。", "橋は長いです。", lang="ja")
    assert result.code == 1
    assert ".ja.txt:1:1: error FP704 2 paragraphs here, where the original has 5 (p1 to p5)" in result.err
    assert "content/transcripts/hearing.en.md" in result.err
    assert not (workshop.content / "transcripts" / "hearing.ja.md").exists()


def test_a_rendering_may_leave_a_passage_out(workshop: Workshop) -> None:
    """`[…]` stands for a paragraph that the rendering does not have."""
    talk(workshop, FIRST[1], FIRST[2], FIRST[3])
    result = talk(workshop, "おはようございます。", "[…]", "費用は高いです。", lang="ja")
    assert (result.code, ids(workshop, "ja")) == (0, ["p1", "p3"])
    assert "nothing here for: p2" in result.out


def test_a_newer_rendering_keeps_its_places(workshop: Workshop) -> None:
    """Known paragraphs keep their passage. Those between them are paired if they fit, and reported if not."""
    talk(workshop, *FIRST.values())
    words = [
        "皆さん、おはようございます。",
        "橋は三百メートルあり、世界で一番長い。",
        "費用は一兆五千億円でした。",
        "誰も住民に尋ねませんでした。",
        "技術者の話を聞きましょう。",
    ]
    talk(workshop, *words, lang="ja")
    result = talk(workshop, words[0], words[1], "値段は思ったより高くつきました。", *words[3:], lang="ja")
    assert "p3 changed" in result.out
    assert ids(workshop, "ja") == ["p1", "p2", "p3", "p4", "p5"]
    result = talk(workshop, words[0], words[1], *words[3:], lang="ja")
    assert (ids(workshop, "ja"), result.code) == (["p1", "p2", "p4", "p5"], 0)
    assert "p3 lost" in result.out
    assert "nothing here for: p3" in result.out
    result = talk(workshop, words[0], words[1], "一つ。", "二つ。", *words[3:], lang="ja")
    assert ":5:1: error FP704 2 paragraphs here, where the original has 1 (p3)" in result.err


def test_a_broken_transcript_is_mended_first(workshop: Workshop) -> None:
    """A transcript with an error in a file is not changed."""
    talk(workshop, *FIRST.values())
    workshop.replace("transcripts/hearing.en.md", "{#p2}", "{#p1}")
    before = (workshop.content / "transcripts" / "hearing.en.md").read_bytes()
    result = talk(workshop, *FIRST.values())
    assert result.code == 1
    assert "error FP207 the id 'p1' is given twice" in result.err
    assert (workshop.content / "transcripts" / "hearing.en.md").read_bytes() == before


def test_a_claim_that_cannot_be_read_is_named(workshop: Workshop) -> None:
    """The summary says that its quotes were not compared."""
    talk(workshop, *FIRST.values())
    workshop.write("claims/odd.md", "---\ntranscript: hearing\n")
    result = talk(workshop, *FIRST.values(), "Altogether new words are said here.")
    assert "  not compared: content/claims/odd.md cannot be read; run check" in result.out


WORDS = "bridge river stone water road tower night morning letter engineer money pillar rope winter summer".split()  # noqa: SIM905


@given(st.integers(0, 10**6), st.integers(1, 30), st.lists(st.integers(0, 29), max_size=8))
def test_a_shuffled_text_keeps_every_id(seed: int, many: int, changed: list[int]) -> None:
    """Each passage is matched in any order, also if a word of it changed."""
    rng = random.Random(seed)
    old = [f"{n}: " + " ".join(rng.choices(WORDS, k=30)) for n in range(many)]
    order = rng.sample(range(many), many)
    new = [old[n].replace(" ", " also ", 1) if n in changed else old[n] for n in order]
    found = match_passages(old, new)
    assert [order[match.new] for match in found] == [match.old for match in found]
    assert len(found) == many


@given(st.lists(st.text("ab […]", max_size=12), max_size=12), st.lists(st.text("ab […]", max_size=12), max_size=12))
def test_matches_are_one_to_one(old: list[str], new: list[str]) -> None:
    """No passage is in two matches, and the longest run is in order."""
    found = match_passages(old, new)
    assert len({match.old for match in found}) == len(found) == len({match.new for match in found})
    run = longest_in_order(found)
    assert [match.old for match in run] == sorted(match.old for match in run)
    assert [match.new for match in run] == sorted(match.new for match in run)


@pytest.mark.parametrize("kind", ["transcripts/hearing.en.md"])
def test_a_disk_that_is_full_leaves_the_file_whole(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The new text goes into a temporary file, which then replaces the old one."""
    talk(workshop, *FIRST.values())
    before = (workshop.content / kind).read_bytes()

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device", str(workshop.content / kind))

    monkeypatch.setattr("os.replace", full)
    result = talk(workshop, FIRST[1])
    assert result.code == 2
    assert (workshop.content / kind).read_bytes() == before
    assert [f.name for f in (workshop.content / "transcripts").iterdir() if f.name.startswith(".")] == []
