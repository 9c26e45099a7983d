"""Transcripts from files of other systems, and diagnostics for files that cannot be imported."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Result, Workshop, tree

INPUTS = ROOT / "tests" / "imports"
CASES = ROOT / "tests" / "cases"


def import_file(workshop: Workshop, file: Path | str, *options: str, kind: str = "transcript") -> Result:
    """Import a file of `tests/imports`, or one that a test wrote."""
    return workshop.run("import", str(INPUTS / file), "--as", kind, "--content", str(workshop.content), *options)


def body(workshop: Workshop, path: str) -> str:
    """Return the body of a transcript."""
    return (workshop.content / "transcripts" / path).read_text("utf-8").partition("\n---\n")[2]


def codes(workshop: Workshop) -> set[str]:
    """Return the codes of all diagnostics of a check."""
    return {diagnostic.code for diagnostic in workshop.found()}


def test_webvtt(workshop: Workshop) -> None:
    """Cues are merged by speaker, pause and sentence. Tags are removed, and entities are decoded."""
    result = import_file(workshop, "talk.vtt")
    assert (result.code, result.err) == (0, "")
    assert "written as the original; 3 passages" in result.out
    assert "speakers: Jane Doe, Bob Roe" in result.out
    assert body(workshop, "talk.en.md") == (
        '\n{#p1 t=00:00:01 speaker="Jane Doe"}\n'
        "Good morning, everybody. The bridge is three hundred metres long. It is the longest bridge in the world, as "
        "far as anybody knows. It cost 1.5 trillion yen & a lot of sweat.\n"
        '\n{#p2 t=00:00:20 speaker="Bob Roe"}\nAre you sure, Dr. Doe?\n'
        '\n{#p3 t=00:00:20 speaker="Jane Doe"}\nQuite sure. #MeToo is not the subject today.\n'
    )
    assert codes(workshop) == {"FP410"}


def test_a_rendering_follows_the_times_of_its_original(workshop: Workshop) -> None:
    """The second language is a rendering. Its sentences get the ids of the original's passages."""
    import_file(workshop, "talk.vtt")
    assert "written as a rendering; 3 passages" in import_file(workshop, "talk.ja.vtt").out
    assert "original: false" in (workshop.content / "transcripts" / "talk.ja.md").read_text("utf-8")
    assert body(workshop, "talk.ja.md") == (
        '\n{#p1 speaker="ジェーン・ドウ"}\n'
        "皆さん、おはようございます。橋は三百メートルです。知られている限り、世界一長い橋です。"
        "費用は 1.5兆円と多くの汗でした。\n"
        '\n{#p2 speaker="ボブ・ロウ"}\n確かですか。\n'
        '\n{#p3 speaker="ジェーン・ドウ"}\n確かです。\n'
    )
    assert codes(workshop) == {"FP410"}


def test_srt(workshop: Workshop) -> None:
    """SRT is parsed like WebVTT. A name before a colon is a speaker. A position on the screen is removed."""
    result = import_file(workshop, "hearing.srt", "--lang", "en")
    assert (result.code, result.err) == (0, "")
    assert body(workshop, "hearing.en.md") == (
        '\n{#p1 t=00:00:01 speaker="JANE DOE"}\nGood morning, everybody. The bridge is three hundred metres long.\n'
        '\n{#p2 t=00:00:04 speaker="BOB ROE"}\nJa.\n'
        '\n{#p3 t=00:00:04 speaker="JANE DOE"}\nNein. Quite sure.\n'
    )


def test_captions_that_roll_up_say_each_line_once(workshop: Workshop) -> None:
    """Automatic captions repeat the line above. Without full stops they are divided between cues."""
    import_file(workshop, "auto.en.vtt")
    assert body(workshop, "auto.en.md") == "\n{#p1 t=00:00:00}\nhello world this is a talk no no\n"
    cues = "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\n{'so ' * 20}\n\n" for n in range(99)
    )
    file = workshop.content.parent / "long.en.vtt"
    file.write_text(f"WEBVTT\n\n{cues}", "utf-8")
    assert "; 15 passages" in import_file(workshop, file).out


def test_a_page(workshop: Workshop) -> None:
    """The main part of a page is imported. Its headings become sections, its metadata the front matter."""
    result = import_file(workshop, "page.html")
    assert (result.code, result.err) == (0, "")
    whole = (workshop.content / "transcripts" / "page.en.md").read_text("utf-8")
    for line in (
        "title: The hearing",
        "published: 2026-01-02",
        "  publisher: Town Paper",
        "  url: https://example.org/hearing",
    ):
        assert f"\n{line}\n" in whole
    assert "\nspeaker: Jane Doe  # the author of the page\n" in whole
    passages = [part.split("\n")[1] if part.startswith("{") else part.strip() for part in whole.split("\n\n")[1:]]
    assert passages == [
        "Good morning, everybody. The bridge is three hundred metres long. And new.",
        "## Cost {#s1}",
        "It cost 1.5 trillion yen & a lot of sweat. We all paid for it, and we will for the next forty years; nobody "
        "asked us.",
        "Second paragraph of cost",
        "Third paragraph after two breaks",
        "bare text in a div",
        "inner",
        "after",
        "## Empty {#s2}",
        "## End {#s3}",
        "one",
        "two",
    ]
    assert codes(workshop) == {"FP410"}
    assert workshop.build().code == 0


def test_plain_text(workshop: Workshop) -> None:
    """Blank lines separate passages. A short line is a heading. Repeated names and names in capitals are speakers."""
    result = import_file(workshop, "interview.en.txt")
    assert "speakers: Jane Doe, Bob Roe" in result.out
    whole = (workshop.content / "transcripts" / "interview.en.md").read_text("utf-8")
    assert "title: An interview about the bridge\nspeaker: Jane Doe, Bob Roe\n" in whole
    assert body(workshop, "interview.en.md") == (
        '\n{#p1 speaker="Jane Doe"}\nGood morning. The bridge is three hundred metres long.\n'
        "\n{#p2}\nIt cost more than anybody thought.\n"
        "\n## The money {#s1}\n"
        '\n{#p3 speaker="Bob Roe"}\n(laughing) Who paid?\n'
        '\n{#p4 speaker="Jane Doe"}\nWe all did. Note: that is what I was told.\n'
        "\n## A second heading {#s2}\n"
        '\n{#p5 speaker="Bob Roe"}\nThank you.\n'
        "\n{#p6}\n(Applause)\n"
    )
    assert codes(workshop) == {"FP410"}


@pytest.mark.parametrize(
    "marked", ["Note: the bridge is long.", "Warning: https://example.org is gone.", "問題：橋は長い。"]
)
def test_a_word_before_a_colon_is_no_speaker(workshop: Workshop, marked: str) -> None:
    """A text that looks like a name and occurs once stays in the words, and the summary says so."""
    file = workshop.content.parent / "one.en.txt"
    file.write_text(f"{marked}\n\nThat is all there is to say about it.\n", "utf-8")
    result = import_file(workshop, file)
    assert (
        f"left in the words, as each comes once: {marked[: marked.find('：') if '：' in marked else marked.find(':')]}:"
        in result.out
    )
    assert f"{{#p1}}\n{marked}\n" in body(workshop, "one.en.md")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("[00:12] One is here.\n\n(1:02:03) Two is here.", ["00:00:12", "01:02:03"]),
        ("0:05 One is here.\n0:07 Two is here.\n0:09 Three is here.\n2:00 Four.", ["00:00:05", "00:02:00"]),
        ("10:30 was when we met.\n\nThe end came later.", []),
    ],
)
def test_times_in_plain_text(workshop: Workshop, text: str, times: list[str]) -> None:
    """Times in brackets count, and bare times that run through the text. Short lines with times are merged."""
    file = workshop.content.parent / "timed.en.txt"
    file.write_text(text, "utf-8")
    import_file(workshop, file)
    assert [row.split("t=")[1].rstrip("}") for row in body(workshop, "timed.en.md").split("\n") if "t=" in row] == times


def _cases(file: str) -> list[Any]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / file).read_text("utf-8"))
    return [pytest.param(case, id=case["name"]) for case in cases]


def _bytes(escaped: str) -> bytes:
    return escaped.encode("latin-1").decode("unicode_escape").encode("latin-1")


@pytest.mark.parametrize("case", _cases("heard.yaml"))
def test_words_speakers_and_times(workshop: Workshop, tmp_path: Path, case: dict[str, Any]) -> None:
    """The transcript has the words, speakers and times of the file, and passes a check."""
    file = tmp_path / case["file"]
    file.write_bytes(_bytes(case["bytes"]) if "bytes" in case else case["text"].encode())
    result = import_file(workshop, file, "--lang", "en")
    assert (result.code, result.err) == (0, "")
    assert body(workshop, "talk.en.md") == "\n" + case["expect"]
    assert codes(workshop) == {"FP410"}


@pytest.mark.parametrize("case", _cases("imports.yaml"))
def test_bad_files(workshop: Workshop, tmp_path: Path, case: dict[str, Any]) -> None:
    """Each fault is reported with file, line and help, and nothing is written."""
    before = tree(workshop.content)
    file = tmp_path / case["file"]
    letter, times = case.get("repeat", ("", 0))
    file.write_bytes(_bytes(case.get("bytes", "") + letter * times))
    options = () if "as" in case else ("--lang", "en")
    result = import_file(workshop, file, *options, kind=case.get("as", "transcript"))
    assert result.code == 1
    found = re.findall(rf"^{re.escape(str(file))}:(\d+:\d+): error (FP\d+) .+\n    help: .+$", result.err, re.MULTILINE)
    assert [f"{code} {place}" for place, code in found] == case["expect"]
    assert result.err.count("\n") == 2 * len(found)
    assert tree(workshop.content) == before


@pytest.mark.parametrize(
    ("file", "options", "message"),
    [
        ("hearing.srt", (), "does not tell its language; add --lang"),
        ("hearing.srt", ("--lang", "English"), "'English' is no language"),
        ("hearing.srt", ("--lang", "en", "--id", "../x"), "'../x' cannot be an id"),
        ("gone.vtt", (), "gone.vtt: no such file or directory"),
        (".", (), "is a directory"),
    ],
)
def test_what_an_import_asks_for(workshop: Workshop, file: str, options: tuple[str, ...], message: str) -> None:
    """If the file has no language or no id, the message asks for it, with exit code 2."""
    before = tree(workshop.content)
    result = import_file(workshop, file, *options)
    assert result.code == 2
    assert message in result.err
    assert tree(workshop.content) == before


def test_an_encoding_that_is_declared(workshop: Workshop, tmp_path: Path) -> None:
    """A page is decoded as it declares. A text is decoded by its byte order mark."""
    (tmp_path / "one.html").write_bytes('<html lang="ja"><meta charset="Shift_JIS"><p>橋は①長い。</p>'.encode("cp932"))
    import_file(workshop, tmp_path / "one.html")
    assert "橋は①長い。" in body(workshop, "one.ja.md")
    (tmp_path / "two.de.txt").write_bytes("Über die Brücke.".encode("utf-16"))
    import_file(workshop, tmp_path / "two.de.txt")
    assert "Über die Brücke." in body(workshop, "two.de.md")


def test_invisible_characters_are_removed(workshop: Workshop, tmp_path: Path) -> None:
    """Control characters and soft hyphens are removed, also as entities. Accents are composed."""
    (tmp_path / "one.html").write_text(
        '<html lang="fr"><p>Un&shy;e the&#x301; &#x1f;et\x0b\u200b un lait&nbsp;!</p>', "utf-8"
    )
    import_file(workshop, tmp_path / "one.html")
    assert "Une thé et un lait !" in body(workshop, "one.fr.md")
    assert codes(workshop) == {"FP410"}


@pytest.mark.parametrize("words", ["TODO", "TODO: what is said here"])
def test_words_that_are_still_to_be_written(workshop: Workshop, tmp_path: Path, words: str) -> None:
    """Words that a check would reject as unwritten are reported, and not imported."""
    (tmp_path / "one.en.txt").write_text(f"The bridge is long.\n\n{words}\n\nThat is all.\n", "utf-8")
    result = import_file(workshop, tmp_path / "one.en.txt")
    assert result.code == 1
    assert "FP518" in result.err
    assert not (workshop.content / "transcripts" / "one.en.md").exists()


def test_very_large_files_are_refused(workshop: Workshop, tmp_path: Path) -> None:
    """A file that is too large is reported without being read."""
    with (tmp_path / "all.html").open("wb") as file:
        file.truncate(1 << 40)
    result = import_file(workshop, tmp_path / "all.html", "--lang", "en")
    assert (result.code, "FP701" in result.err) == (1, True)


def test_deep_pages_are_read(workshop: Workshop, tmp_path: Path) -> None:
    """Ten thousand nested elements are no problem."""
    (tmp_path / "deep.html").write_text(f'<html lang="en"><body>{"<div><b>" * 5000}The bridge is long.', "utf-8")
    assert import_file(workshop, tmp_path / "deep.html").code == 0
    assert "The bridge is long." in body(workshop, "deep.en.md")


def test_a_page_that_names_no_main_part(workshop: Workshop, tmp_path: Path) -> None:
    """The element with most of the text in paragraphs is imported, and nothing beside it."""
    words = "The bridge is long, and it took many years to build it over the river. " * 9
    menu = "<div class=menu><ul><li><a href=a>Home</a></li><li><a href=b>Shop</a></li></ul></div>"
    (tmp_path / "old.html").write_text(
        f'<html lang="en"><body>{menu}<div class=post><p>{words}</p><p>And {words}</p></div></body></html>', "utf-8"
    )
    assert import_file(workshop, tmp_path / "old.html").code == 0
    assert "Home" not in body(workshop, "old.en.md")
    assert body(workshop, "old.en.md").count("{#p") == 2


def test_a_page_of_many_articles(workshop: Workshop, tmp_path: Path) -> None:
    """If every passage is an article, all of them are imported."""
    words = "The bridge is long, and it took many years to build it over the river. " * 4
    parts = "".join(f"<article><p>No. {n}: {words}</p></article>" for n in range(5))
    (tmp_path / "many.html").write_text(f'<html lang="en"><body><main>{parts}</main></body></html>', "utf-8")
    import_file(workshop, tmp_path / "many.html")
    assert body(workshop, "many.en.md").count("{#p") == 5


WORDS = "The bridge is long, and it took many years to build it over the river. " * 4


@pytest.mark.parametrize(
    "markup",
    [
        f"<main><h1>Talk</h1>{f'<p>{WORDS}</p>' * 5}<article class=teaser><p>Read on: {WORDS}</p></article></main>",
        f"<main><h1>Talk</h1>{f'<p>{WORDS}</p>' * 5}</main><article><p>Read on: {WORDS}</p></article>",
        f"<div><a href=a>Home</a></div><div id=talk>{f'<div><p>{WORDS}</p></div>' * 5}</div>",
        f"<div id=talk><section>{f'<p>{WORDS}</p>' * 2}</section><section>{f'<p>{WORDS}</p>' * 3}</section></div>",
    ],
)
def test_the_whole_of_the_main_part(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, markup: str
) -> None:
    """A teaser is not the main part, and neither is one of its sections."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "talk.html").write_text(f'<html lang="en"><body>{markup}</body></html>', "utf-8")
    import_file(workshop, tmp_path / "talk.html")
    passages = body(workshop, "talk.en.md").split("{#p")[1:]
    assert sum("The bridge is long" in words and "Read on" not in words for words in passages) == 5
    assert "Home" not in body(workshop, "talk.en.md")


def test_our_own_transcripts_are_refused(workshop: Workshop, tmp_path: Path) -> None:
    """One of our transcripts is refused, also a copy of it elsewhere."""
    path = workshop.content / "transcripts" / "bridge.en.md"
    before = tree(workshop.content)
    (tmp_path / "copy.en.md").write_bytes(path.read_bytes())
    for file in (path, tmp_path / "copy.en.md"):
        result = import_file(workshop, file)
        assert (result.code, "error FP703 this file is Factpress's own already" in result.err) == (1, True)
    assert tree(workshop.content) == before


def test_trafilatura_is_asked_where_it_is_installed(workshop: Workshop, tmp_path: Path) -> None:
    """With the extra `articles`, trafilatura finds the main part of a page that does not mark it."""
    pytest.importorskip("trafilatura")
    words = "The bridge is long, and it took many years to build it over the river. " * 5
    (tmp_path / "old.html").write_text(
        f'<html lang="en"><body><div class="menu"><p>Home</p></div><div class="post"><h2>Part</h2><p>{words}</p>'
        f"<p>And {words}</p></div></body></html>",
        "utf-8",
    )
    assert import_file(workshop, tmp_path / "old.html").code == 0
    assert "## Part {#s1}" in body(workshop, "old.en.md")


def test_cues_without_numbers_are_read(workshop: Workshop, tmp_path: Path) -> None:
    """Some programs write a byte order mark, carriage returns and tags, and no numbers."""
    cues = ("00:00:01,000 --> 00:00:02,000\r\n<i>JANE DOE:</i> One <b>bridge</b>.\r\n", "00:00:03,000 --> 00:00:04,000")
    file = tmp_path / "talk.en.srt"
    file.write_bytes(b"\xef\xbb\xbf" + f"{cues[0]}\r\n{cues[1]}\r\nBOB ROE: Two.\r\n\r\n".encode())
    assert import_file(workshop, file).code == 0
    assert body(workshop, "talk.en.md") == (
        '\n{#p1 t=00:00:01 speaker="JANE DOE"}\nOne bridge.\n\n{#p2 t=00:00:03 speaker="BOB ROE"}\nTwo.\n'
    )


def test_rows_and_notes_of_a_page(workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of a table is a paragraph. Footnotes and their marks are removed."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # which is asked where so little stands in an article
    file = tmp_path / "talk.html"
    file.write_text(
        "<html lang=en><article><p>Rivers are long.<sup><a href='#n'>1</a></sup></p><table>"
        "<tr><th>River</th><th>km</th></tr><tr><td>Rhine</td><td>1230</td></tr></table>"
        "<section class='footnotes'><ol><li id=n>Doe.</ol></section>",
        "utf-8",
    )
    assert import_file(workshop, file).code == 0
    assert re.sub(r"\{.*\}\n", "", body(workshop, "talk.en.md")).strip() == "Rivers are long.\n\nRiver km\n\nRhine 1230"
