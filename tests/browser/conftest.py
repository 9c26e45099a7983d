"""A browser, and sites built for it: the real one, and generated ones of any size."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import Page

from bench.generate import Size, generate
from factpress.model.options import Options
from factpress.pipeline import build
from tests.browser.chromium import chromium
from tests.conftest import ROOT, SMALL

SIZES = [pytest.param((360, 740), id="phone"), pytest.param((1280, 900), id="desk")]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that was found; without one, skip on a desk and fail in CI."""
    found = chromium()
    if found is None:
        said = "no Chromium: install one (Debian: apt-get install chromium), or set FACTPRESS_CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return {**browser_type_launch_args, **({"executable_path": found} if found else {})}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Show pages in the scheme that FACTPRESS_SCHEME names, where a test does not choose one."""
    return {**browser_context_args, "color_scheme": os.environ.get("FACTPRESS_SCHEME", "light")}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real content."""
    output = tmp_path_factory.mktemp("built") / "site"
    built = build(Options(ROOT / "content", ROOT / "templates", output))
    assert built.made
    return output


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Give a function that builds a generated talk with some number of claims, once."""

    @cache
    def build_with(claims: int) -> Path:
        home = tmp_path_factory.mktemp(f"generated-{claims}")
        generate(home / "content", Size(max(claims, 1), transcripts=1))
        if not claims:
            (home / "content" / "permalinks.txt").unlink()
            for file in (home / "content" / "claims").iterdir():
                file.unlink()
        assert build(Options(home / "content", ROOT / "templates", home / "site")).made
        return home / "site"

    return build_with


@pytest.fixture(scope="session")
def tower(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small site with a second talk, which has all that a claim and a transcript can have."""
    folder = tmp_path_factory.mktemp("tower")
    copytree(SMALL, folder / "content")
    copytree(Path(__file__).parent / "content", folder / "content", dirs_exist_ok=True)
    assert build(Options(folder / "content", ROOT / "templates", folder / "site")).made
    return folder / "site"


@pytest.fixture
def quiet(page: Page) -> Iterator[None]:
    """No page may write an error to the console, ask another host for anything, or break its own policy."""
    # Told when the test is over: a failure within a listener would end the connection to the browser.
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    # The browser's own word for the fade between two pages, if there was no time for it.
    page.on("pageerror", lambda error: faults.append(str(error)) if "Transition was" not in str(error) else None)
    page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
    yield
    assert faults == []


@pytest.fixture(params=SIZES)
def sized(page: Page, quiet: None, request: pytest.FixtureRequest) -> Page:
    """Give a quiet page on a phone, then on a desk."""
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})
    return page
