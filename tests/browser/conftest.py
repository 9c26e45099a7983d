"""A browser, and the real site built for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from factpress.options import Options
from factpress.rebuild import build
from tests.browser.chromium import chromium
from tests.conftest import ROOT


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
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real content."""
    output = tmp_path_factory.mktemp("built") / "site"
    built = build(Options(ROOT / "content", ROOT / "templates", output))
    assert built.made
    return output
