"""What a command loads before it does anything. Most of a small build's time would be this."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from tests.conftest import ROOT, SMALL

LIBRARIES = {"yaml", "msgspec", "markdown_it", "nh3", "jinja2", "babel", "bs4", "fuzzysearch", "rapidfuzz", "webvtt"}
SLOW = LIBRARIES | {"dataclasses", "inspect", "json", "multiprocessing", "decimal", "ctypes"}
"""Also modules of Python that take as long as a small build may."""


def _loaded(*words: str) -> set[str]:
    """Run a command in a process of its own and return the modules that it loaded."""
    code = (
        "import sys; from pathlib import Path; from factpress.cli import main\n"
        f"try: code = main({list(words)!r}, root=Path({str(ROOT)!r}))\n"
        "except SystemExit as end: code = end.code\n"
        "loaded = sorted(sys.modules); import json\n"
        "print(); print(json.dumps([code, loaded]))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    code_of_exit, modules = json.loads(said.stdout.splitlines()[-1])
    assert code_of_exit in (0, None)
    return {name.partition(".")[0] for name in modules}


def _folders(tmp_path: Path) -> tuple[str, ...]:
    return ("--content", str(SMALL), "--output", str(tmp_path / "site"), "--jobs", "1")


def test_help_and_a_build_with_nothing_to_do_load_nothing_slow(tmp_path: Path) -> None:
    """They need no library, and no slow module of Python."""
    assert _loaded("--help") & SLOW == set()
    assert _loaded("new", "claim", "--help") & SLOW == set()
    _loaded("build", *_folders(tmp_path))
    assert _loaded("build", *_folders(tmp_path)) & SLOW == set()


def test_a_check_loads_only_what_reads(tmp_path: Path) -> None:
    """It renders nothing, and asks nobody about what is right."""
    used = _loaded("check", "--content", str(SMALL), "--jobs", "1") & LIBRARIES
    assert used == {"yaml", "msgspec", "markdown_it", "nh3"}


@pytest.mark.skipif(sys.gettrace() is not None, reason="a debugger or coverage makes everything slow")
def test_help_takes_little_over_what_it_stands_on() -> None:
    """Against Python with argparse and pathlib, as a ratio: the best of several, as the machine may be busy."""

    def best(*command: str) -> float:
        times = []
        for _ in range(7):
            start = perf_counter()
            subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            times.append(perf_counter() - start)
        return min(times)

    stands_on = "import argparse, pathlib, typing, functools, contextlib, shutil"
    assert best("build.py", "--help") < 1.8 * best("-c", stands_on)
