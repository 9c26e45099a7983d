"""What every page of the site owes its readers, as far as its bytes say it: weight, and HTML that is valid."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from factpress.options import Options
from factpress.rebuild import build
from tests.conftest import ROOT, SMALL

KB = 1024
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


def test_no_page_has_a_style_or_script_in_its_tags(sites: tuple[Path, Path]) -> None:
    """The policy of the pages would not let it work."""
    found = [page for site in sites for page in site.rglob("*.html") if INLINE.search(page.read_bytes())]
    assert found == []


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
