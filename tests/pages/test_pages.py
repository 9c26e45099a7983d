"""What every page of the site owes its readers, as far as its bytes say it: weight, and HTML that is valid."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bench.generate import Size, generate
from factpress.model.options import Options
from factpress.pipeline import build
from tests.conftest import ROOT, SMALL

KB = 1024
KANA = re.compile("[\u3040-\u30ff]")
ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
ALONE = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
INLINE = re.compile(rb"<[^>]*\s(?:style|on\w+)=|<style")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the real content, and the small site with the talk of the browser's tests."""
    folder = tmp_path_factory.mktemp("sites")
    shutil.copytree(SMALL, folder / "content")
    shutil.copytree(ROOT / "tests" / "browser" / "content", folder / "content", dirs_exist_ok=True)
    built = folder / "real", folder / "small"
    for content, site in zip((ROOT / "content", folder / "content"), built, strict=True):
        assert build(Options(content, ROOT / "templates", site)).made
    return built


def _weight(*files: Path) -> int:
    """Return the size of files as a reader gets them: each packed by itself."""
    return sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files)


def _all_told(page: Path) -> int:
    """Return the weight of a page with everything that it loads."""
    text = page.read_text("utf-8")
    head = text[: text.index("</head>")]
    loaded = re.findall(r'<(?:script|link)[^>]* (?:src|href)="((?:\.\./)*assets/[^"]+)"', head)
    assert len(loaded) >= 3
    return _weight(page, *{(page.parent / address).resolve() for address in loaded})


def test_styles_and_scripts_are_light(sites: tuple[Path, Path]) -> None:
    """All styles come to 20 KB at most, and all scripts to 10 KB."""
    assets = sites[0] / "assets"
    assert 0 < _weight(*assets.glob("*.css")) <= 20 * KB
    assert 0 < _weight(*assets.glob("*.js")) <= 10 * KB


def test_the_home_page_is_light(sites: tuple[Path, Path]) -> None:
    """With all that it loads it comes to 60 KB at most."""
    assert _all_told(sites[0] / "index.html") <= 60 * KB


def test_a_transcript_is_light(sites: tuple[Path, Path]) -> None:
    """With all that it loads it comes to 80 KB at most."""
    for page in (sites[0] / "transcripts").glob("*.html"):
        assert _all_told(page) <= 80 * KB


def test_a_site_of_one_generated_talk_is_light(tmp_path: Path) -> None:
    """With 43 claims: all styles 20 KB, all scripts 10 KB, the home page with all that any page loads 60 KB."""
    generate(tmp_path / "content", Size(43, transcripts=1))
    build(Options(tmp_path / "content", ROOT / "templates", tmp_path / "site"))
    site = tmp_path / "site"
    assert 0 < _weight(*site.glob("assets/*.css")) <= 20_000
    assert 0 < _weight(*site.glob("assets/*.js")) <= 10_000
    assert 0 < _weight(site / "index.html", *site.glob("assets/*")) <= 60_000


def test_no_page_has_a_style_or_script_in_its_tags(sites: tuple[Path, Path]) -> None:
    """The policy of the pages would not let it work."""
    found = [page for site in sites for page in site.rglob("*.html") if INLINE.search(page.read_bytes())]
    assert found == []


class _Languages(HTMLParser):
    """Gathers Japanese words, in text and in what is read out for a picture or link, that do not say their language."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.runs = 0
        self.unmarked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        lang = told.get("lang") or (self.stack[-1][1] if self.stack else "")
        if tag not in ALONE:
            self.stack.append((tag, lang))
        for name in ("alt", "aria-label", "placeholder", "title"):
            self._hear(told.get(name) or "", lang)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ALONE:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1][0] not in ("script", "style", "title"):
            self._hear(data, self.stack[-1][1])

    def _hear(self, words: str, lang: str) -> None:
        if ASIAN.search(words):
            self.runs += 1
            if lang not in ("ja", "zh") or (KANA.search(words) and lang != "ja"):
                self.unmarked.append(words.strip()[:60])


def test_all_japanese_says_that_it_is_japanese(sites: tuple[Path, Path]) -> None:
    """On every page, each run of it stands in an element of that language, so that it is spoken and set as such."""
    runs, unmarked = 0, []
    for page in sites[0].rglob("*.html"):
        heard = _Languages()
        heard.feed(page.read_text("utf-8"))
        runs += heard.runs
        unmarked += [f"{page.relative_to(sites[0])}: {words}" for words in heard.unmarked]
    assert runs > 100
    assert unmarked == []


def test_every_page_forbids_what_is_not_its_own(sites: tuple[Path, Path]) -> None:
    """Each has a strict policy in its head: nothing of another host, and nothing unsafe."""
    for page in [page for site in sites for page in site.rglob("*.html")]:
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page.read_text("utf-8"))
        if policy is None:
            assert 'http-equiv="refresh"' in page.read_text("utf-8"), page  # it only leads to the new address
            continue
        assert policy[1].startswith("default-src 'none'"), page
        assert "unsafe" not in policy[1], page
        assert "://" not in policy[1], page
        assert "*" not in policy[1], page


def _checker() -> Path | None:
    """Return the HTML checker of the npm package vnu-jar: the one named, ours, or the machine's."""
    named = os.environ.get("FACTPRESS_VNU")
    homes = [ROOT / "node_modules"]
    if npm := shutil.which("npm"):
        homes.append(
            Path(subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False).stdout.strip())
        )
    jars = [Path(named)] if named else [home / "vnu-jar" / "build" / "dist" / "vnu.jar" for home in homes]
    return next((jar for jar in jars if jar.is_file()), None)


def test_every_page_is_valid_html(sites: tuple[Path, Path]) -> None:
    """The checker of the W3C finds no error on any page. Styles are left out: it knows no modern ones."""
    java, checker = shutil.which("java"), _checker()
    if not java or not checker:
        pytest.skip("no Java or no vnu-jar: npm install vnu-jar, or set FACTPRESS_VNU to the path of vnu.jar")
    command = [java, "-jar", str(checker), "--errors-only", "--skip-non-html", "--format", "json", *map(str, sites)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    told = [f"{m.get('url', '')}:{m.get('lastLine', 0)}: {m['message']}" for m in json.loads(said)["messages"]]
    assert told == []
