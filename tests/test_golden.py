"""The small site, whole: any change of output shows as a difference in `golden/built/`.

Assets are left out: they are copies under a name that holds their hash, and the pages name them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from factpress.model.options import Options
from factpress.pipeline import build
from tests.building.test_stages import OneByOne
from tests.conftest import ROOT, SMALL, tree

GOLDEN = SMALL.parent / "built"


def _pages(site: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(site).items() if not path.startswith("assets/")}


def test_the_small_site_is_as_it_was(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every byte of the small site is the one in tests/golden/built; `make golden` accepts a change."""
    build(Options(SMALL, ROOT / "templates", tmp_path / "site"))
    if request.config.getoption("--write-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(tmp_path / "site", GOLDEN, ignore=shutil.ignore_patterns("assets"))
    found, wanted = _pages(tmp_path / "site"), tree(GOLDEN)
    assert found.keys() == wanted.keys()
    assert [path for path in wanted if found[path] != wanted[path]] == []


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"},
    ],
    ids=["seed-1", "seed-4711"],
)
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_same_input_same_bytes(tmp_path: Path, surroundings: dict[str, str], jobs: str) -> None:
    """Hash seed, time zone, locale, working directory and number of processes change no byte."""
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "build",
        "--content",
        str(SMALL),
        "--output",
        "out",
        "--jobs",
        jobs,
    ]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **surroundings}, check=True, capture_output=True)
    assert _pages(tmp_path / "out") == tree(GOLDEN)


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, OneByOne])
def test_any_executor_gives_the_same_bytes(tmp_path: Path, kind: type[Executor]) -> None:
    """The work may be done by whatever has the interface of `concurrent.futures`."""
    options = Options(SMALL, ROOT / "templates", tmp_path / "site", executor=kind())
    assert build(options).made
    assert _pages(tmp_path / "site") == tree(GOLDEN)
