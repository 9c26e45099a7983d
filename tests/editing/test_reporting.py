"""Diagnostics in a terminal: the line of the file, and a caret."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpress.editing.reporting import width, with_caret
from tests.conftest import ROOT, Workshop


@pytest.mark.parametrize(
    ("line", "column", "room", "shown"),
    [
        ("verdict: acurate", 10, 40, ("verdict: acurate", "         ^")),
        ("  - ja: 橋は３０メートル", 9, 40, ("  - ja: 橋は３０メートル", "        ^")),
        ("橋は30メートル", 3, 40, ("橋は30メートル", "    ^")),
        ("ﾊｼ: x", 3, 40, ("ﾊｼ: x", "  ^")),
        ("e\u0301a", 3, 40, ("e\u0301a", " ^")),
        ("\ttab\x1b[31m", 2, 40, (" tab\ufffd[31m", " ^")),
        ("end", 4, 40, ("end", "   ^")),
        ("end", 99, 40, ("end", "   ^")),
        ("abcdefghijklmnopqrstuvwxyz", 20, 10, ("…opqrstuv…", "      ^")),
        ("橋" * 30, 16, 20, ("…橋橋橋橋橋橋橋橋橋…", "           ^")),
    ],
)
def test_a_caret_stands_under_its_character(line: str, column: int, room: int, shown: tuple[str, str]) -> None:
    """Wide characters take two columns, accents none; control characters are not sent to a terminal."""
    assert with_caret(line, column, room) == shown


@given(st.text(alphabet="aB 橋は。ｶ３e\u0301…\t", min_size=1, max_size=80), st.data())
def test_what_is_shown_fits_and_points_at_the_same_character(line: str, data: st.DataObject) -> None:
    """A line of any length fits into the columns, and the caret is below the right character."""
    room = data.draw(st.integers(20, 60))
    column = data.draw(st.integers(1, len(line.rstrip()) or 1))
    shown, caret = with_caret(line, column, room)
    assert width(shown) <= room
    at = next(n for n in range(len(shown) + 1) if width(shown[:n]) == len(caret) - 1)
    meant = line.replace("\t", " ")[column - 1]
    assert meant in shown[at:] or not line.strip()
    assert meant == " " or shown[at:].lstrip("\u0301").startswith(meant) or meant == "\u0301"


def _in_terminal(workshop: Workshop, *words: str) -> str:
    """Run a check whose standard output is a terminal of 60 columns, and return what it prints."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "check", "--content", str(workshop.content), *words]
    env = {**os.environ, "COLUMNS": "60"}
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=env, cwd=ROOT) as process:
        os.close(theirs)
        output = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so where the terminal was closed
                break
            if not piece:
                break
            output += piece
        process.wait()
    os.close(ours)
    return output.decode().replace("\r\n", "\n")


def test_a_terminal_shows_the_line(workshop: Workshop) -> None:
    """It is between the message and its help. Everything else is the same as in a file."""
    workshop.replace("claims/cost.md", "verdict: half-true", "verdict: half-tru")
    workshop.replace("claims/length.md", "ja: 橋は300メートル", "ja: 橋は３０メートル")
    workshop.write("notes.md", "x\n")
    output = _in_terminal(workshop)
    assert "    verdict: half-tru\n             ^\n    help: did you mean 'half-true'? The scale: " in output
    assert "      - ja: 橋は３０メートル\n            ^\n    help: quote" in output
    assert "notes.md:1:1: warning FP109 nothing reads this file\n    x\n    ^\n    help:" in output
    kept = [line for line in output.splitlines() if not line.startswith("    ") or line.startswith("    help: ")]
    assert "".join(f"{line}\n" for line in kept) == workshop.check().out
    for format in ("json", "github", "sarif"):
        assert _in_terminal(workshop, "--format", format) == workshop.check("--format", format).out


def test_a_name_that_is_not_utf8(workshop: Workshop) -> None:
    """It is printed in every format, with any number of processes. In SARIF it is a URL."""
    (workshop.content / "claims" / os.fsdecode(b"a caf\xe9.md")).write_bytes(b"x")
    for jobs in ("1", "2"):
        assert "a caf\\udce9.md:1:1: error FP208 'a caf\\udce9'" in workshop.check("--jobs", jobs).out
    assert "claims/a caf\\udce9.md" in workshop.check("--format", "json").out
    assert "claims/a%20caf%E9.md" in workshop.check("--format", "sarif").out


def test_a_stream_that_has_not_all_characters(workshop: Workshop) -> None:
    """A character that the stream cannot encode is printed as its number."""
    workshop.replace("claims/length.md", "ja: 橋は300メートル", "ja: 橋は３０メートル")
    command = [sys.executable, str(ROOT / "build.py"), "check", "--content", str(workshop.content)]
    env = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=env, check=False)
    assert b"nearly: \\u6a4b\\u306f" in done.stdout
    assert done.stderr == b"1 error\n"


def test_a_place_that_cannot_be_shown(workshop: Workshop) -> None:
    """A missing file, wrong bytes or an empty line do not change the message."""
    (workshop.content / "topics.yaml").unlink()
    workshop.write("claims/empty.md", "")
    (workshop.content / "claims" / "bytes.md").write_bytes(b"---\ntitle: \xff\n")
    output = _in_terminal(workshop)
    assert "topics.yaml:1:1: error FP201 this file is missing\n    help: " in output
    assert "empty.md:1:1: error FP105 the file is empty\n    help: " in output
    assert "    title: \ufffd\n           ^\n    help: save the file as UTF-8\n" in output
