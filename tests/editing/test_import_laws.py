"""Laws of importing transcripts, tested with random files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factpress import cli
from factpress.editing.importing.captions import parse_webvtt
from factpress.editing.importing.chunking import Chunk, merge_into_passages, split_into_chunks
from factpress.editing.importing.parsed import ImportedFile, Segment
from factpress.editing.importing.versions import assign_ids
from factpress.model.graph import Paragraph
from factpress.model.options import Options
from factpress.pipeline import check
from factpress.text.folding import OMISSION
from tests.conftest import ROOT, SMALL

SNIPPETS = """
WEBVTT | 1 | 00:01.000 --> 00:02.000 | 00:00:01,000 --> 00:00:02,000 | --> | <v Bob> | </v> | <p> | </p> | <h2>
<article> | <!-- | <script type='application/ld+json'> | </ | &#0; | &shy; | &#x301; | # | {#p1} | {.gist} | […]
--- | === | Bob: | JANE DOE: | { | } | ** | ![a](b) | <br> | <li> | <title> | <pre> | NOTE x | STYLE | {\\an8} | –
[00:12] | 12:30 | >> | >> JANE DOE:
橋は長い。 | Is it? | a\u0301 | \ufeff | \r | \u2028 | " | \\ | : | # x | １ | “ | - | > | ``` | 1.
"""
PIECES = st.lists(
    st.sampled_from([piece.strip(" ") for row in SNIPPETS.strip("\n").split("\n") for piece in row.split("|")])
    | st.sampled_from(["\n", "\n\n", " ", "The bridge is long. "])
    | st.text(max_size=8),
    max_size=25,
).map("".join)
FILES = {
    ".txt": "",
    ".vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    ".srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    ".html": "<html lang=en>",
}


@given(PIECES, st.sampled_from(list(FILES)), st.booleans())
@example("1\n\n[…]", ".txt", False)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file(tmp_path_factory: pytest.TempPathFactory, text: str, ending: str, begun: bool) -> None:
    """A file is rejected with a diagnostic, or becomes a valid transcript that a second import does not change."""
    folder = tmp_path_factory.mktemp("any")
    content = folder / "content"
    shutil.copytree(SMALL, content)
    file = folder / f"talk{ending}"
    file.write_bytes((FILES[ending] * begun + text).encode("utf-8", "surrogatepass"))
    words = ["import", str(file), "--as", "transcript", "--lang", "en", "--content", str(content)]
    code = cli.main(words, root=ROOT)
    made = content / "transcripts" / "talk.en.md"
    assert (code == 0) == made.exists()
    if made.exists():
        options = Options(content, ROOT / "templates", folder / "site", jobs=1)
        assert {d.code for d in check(options).found} == {"FP410"}
        before = made.read_bytes()
        assert cli.main(words, root=ROOT) == 0
        assert made.read_bytes() == before


POOL = ["bridge", "RIVER", "sTOnE", "1234567", "橋は長い", "Über", "ψυχή", "мост", "xylophones", "quick", "jazz", "vow"]


@given(st.lists(st.lists(st.sampled_from(POOL), min_size=8, unique=True), min_size=2, max_size=3))
def test_an_id_is_for_good(versions: list[list[str]]) -> None:
    """Over several published versions, every id stays, and belongs to one paragraph only."""
    old: tuple[Paragraph, ...] = ()
    meant: dict[str, str] = {}
    for version in versions:
        new = [Chunk(words, 1) for words in version]
        found = assign_ids(old, new, meant, meant, False, False).paragraphs
        assert meant.keys() <= {one.id for one in found}
        assert len({one.id for one in found}) == len(found)
        assert [one.words for one in found if one.words != OMISSION] == version
        for one in found:
            if one.words != OMISSION:
                assert meant.setdefault(one.id, one.words) == one.words
        old = found


CUES = st.lists(
    st.tuples(
        st.sampled_from(["Bob", "Jane", ""]),
        st.text(st.sampled_from("ab .!?橋。"), min_size=1, max_size=60).filter(lambda words: words.strip() != ""),
        st.integers(0, 15),
    ),
    min_size=1,
    max_size=30,
)


@given(CUES)
def test_no_word_is_lost(cues: list[tuple[str, str, int]]) -> None:
    """Passages have all words of the cues, in order. A passage has one speaker."""
    at = 0.0
    segments = []
    for n, (speaker, words, pause) in enumerate(cues):
        at += pause
        segments.append(Segment(words, n, speaker=speaker, start=at, end=at + 1))
        at += 1
    found = merge_into_passages(split_into_chunks(tuple(segments), True), True)
    letters = ["".join(one.words.split()) for one in found]
    assert "".join(letters) == "".join("".join(words.split()) for _, words, _ in cues)
    expected: list[str] = []
    for segment in segments:
        expected += [segment.speaker] if expected[-1:] != [segment.speaker] else []
    found_speakers: list[str] = []
    for one in found:
        found_speakers += [one.speaker] if found_speakers[-1:] != [one.speaker] else []
    assert found_speakers == expected
    assert [one.start for one in found] == sorted(one.start or 0.0 for one in found)


@given(
    st.lists(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="<>&-"), min_size=1), min_size=1)
)
def test_words_of_webvtt_come_through(words: list[str]) -> None:
    """The words of each cue are parsed unchanged."""
    text = "WEBVTT\n\n" + "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:59:00.000\n{w}\n\n" for n, w in enumerate(words)
    )
    parsed = parse_webvtt(ImportedFile("talk.vtt", text), lambda diagnostic: None)
    assert parsed
    assert [segment.words for segment in parsed.segments] == words


def test_importers_have_one_door_for_each_library() -> None:
    """Beautiful Soup and trafilatura are imported in one file, webvtt-py in another."""
    folder = ROOT / "factpress" / "editing" / "importing"

    def users(*libraries: str) -> list[str]:
        named = tuple(f"{verb} {library}" for library in libraries for verb in ("import", "from"))
        return [f.name for f in sorted(Path(folder).glob("*.py")) if any(n in f.read_text("utf-8") for n in named)]

    assert users("bs4", "trafilatura") == ["html.py"]
    assert users("webvtt") == ["captions.py"]
