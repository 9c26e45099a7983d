"""The command line, as an editor meets it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from bench.generate import Size, generate
from factpress import cli
from tests.conftest import ROOT, Workshop

FINDING = {
    "type": "object",
    "additionalProperties": False,
    "required": ["code", "severity", "path", "line", "column", "message", "help"],
    "properties": {
        "code": {"pattern": "^FP[1-6][0-9]{2}$"},
        "severity": {"enum": ["error", "warning"]},
        "path": {"type": "string"},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "message": {"type": "string", "minLength": 3},
        "help": {"type": "string"},
    },
}


def _break(workshop: Workshop) -> None:
    workshop.replace("claims/cost.md", "verdict: half-true", "verdict: half-tru")
    workshop.replace("claims/length.md", "ja: 橋は300メートル", "ja: 橋は３０メートル")
    workshop.write("notes.md", "x\n")


def test_every_error_of_every_file_in_one_run(workshop: Workshop) -> None:
    """One run tells all, each with path, line, column, code and help, errors with exit code 1."""
    _break(workshop)
    result = workshop.check()
    assert result.code == 1
    lines = [line for line in result.out.splitlines() if not line.startswith("    help: ")]
    assert [line.removeprefix(str(workshop.content)) for line in lines] == [
        "/claims/cost.md:4:10: error FP203 no verdict 'half-tru'",
        "/claims/length.md:8:9: error FP303 not in the transcript as written; nearly: 橋は３００メートル",
        "/notes.md:1:1: warning FP109 nothing reads this file",
    ]
    assert result.err == "2 errors, 1 warning\n"


def test_a_check_of_the_folder_one_is_in(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes no site, so none can lie in the way."""
    monkeypatch.chdir(workshop.content)
    assert cli.main(["check", "--content", "."], root=workshop.content) == 0


def test_findings_as_json(workshop: Workshop) -> None:
    """A program reads a list of objects, empty when all is well."""
    assert json.loads(workshop.check("--format", "json").out) == []
    _break(workshop)
    found = json.loads(workshop.check("--format", "json").out)
    jsonschema.validate(found, {"type": "array", "minItems": 3, "items": FINDING})


def test_findings_for_github(workshop: Workshop) -> None:
    """GitHub shows them beside the lines; what would end a command early is escaped."""
    _break(workshop)
    first = workshop.check("--format", "github").out.splitlines()[0]
    assert first.startswith("::error file=")
    assert ",line=4,col=10,title=FP203 unknown verdict::no verdict 'half-tru'%0Adid you mean" in first


def test_findings_as_sarif(workshop: Workshop) -> None:
    """A SARIF log names each rule once and counts columns in characters."""
    _break(workshop)
    log = json.loads(workshop.check("--format", "sarif").out)
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["FP109", "FP203", "FP303"]
    assert [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in run["results"]] == [4, 8, 1]


def test_warnings_do_not_fail(workshop: Workshop) -> None:
    """A warning is told, and the exit code is 0."""
    workshop.write("notes.md", "x\n")
    assert workshop.check().code == 0
    assert workshop.build().code == 0


def test_fix_mends_what_is_safe(workshop: Workshop) -> None:
    """Curly quotation marks become the transcript's and new addresses are written down; meaning is left alone."""
    workshop.replace("transcripts/bridge.en.md", "It cost 1.5", "It 'just' cost 1.5")
    workshop.replace("claims/cost.md", "en: 1.5 trillion yen", "en: It ‘just’ cost 1.5 trillion")
    workshop.replace("permalinks.txt", "sources/survey.html\n", "")
    workshop.replace("claims/length.md", "verdict: accurate", "verdict: acurate")
    result = workshop.check("--fix")
    assert "mended 2 findings" in result.err
    assert result.code == 1
    assert "en: It 'just' cost 1.5 trillion" in (workshop.content / "claims" / "cost.md").read_text("utf-8")
    assert "sources/survey.html\n" in (workshop.content / "permalinks.txt").read_text("utf-8")
    assert "verdict: acurate" in (workshop.content / "claims" / "length.md").read_text("utf-8")
    assert [d.code for d in workshop.found()] == ["FP203"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "x"],
        ["check", "--format", "xml"],
        ["build", "--base-url", "x"],
    ],
)
def test_wrong_usage_is_code_2(arguments: list[str]) -> None:
    """What the command line does not know is told on one screen, with code 2."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_missing_folder_is_code_2(workshop: Workshop, tmp_path: Path) -> None:
    """A system's fault names the path and is code 2."""
    result = workshop.run("check", "--content", str(tmp_path / "nowhere"))
    assert result.code == 2
    assert str(tmp_path / "nowhere") in result.err
    result = workshop.build("--templates", str(tmp_path / "nowhere"))
    assert result.code == 2
    assert "nowhere" in result.err


def test_the_output_is_a_folder_of_its_own(workshop: Workshop, tmp_path: Path) -> None:
    """A folder that holds the content, lies in it, or holds somebody's files is refused, and stays as it was."""
    for output in (workshop.content, workshop.content / "site", tmp_path):
        assert workshop.build("--output", str(output)).code == 2
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"jpg")
    result = workshop.build("--output", str(tmp_path / "photos"))
    assert result.code == 2
    assert "holds files that no build made" in result.err
    assert [f.name for f in (tmp_path / "photos").iterdir()] == ["one.jpg"]
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "CNAME").write_text("example.org", "utf-8")
    assert workshop.build("--output", str(tmp_path / "pages")).code == 0


def test_build_is_the_default_and_needs_no_working_directory(tmp_path: Path) -> None:
    """`python build.py` builds, from any folder, the content beside it."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--output", str(tmp_path / "out")],
        cwd="/",
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / "index.html").exists()


def test_base_url_replaces_the_one_of_the_site(workshop: Workshop) -> None:
    """The address given on the command line stands in sitemap, robots.txt, canonical links and the 404 page."""
    assert workshop.build("--base-url", "https://news.example/checks").code == 0
    assert "https://news.example/checks/sitemap.xml" in (workshop.site / "robots.txt").read_text("utf-8")
    assert "<loc>https://news.example/checks/claims/cost.html</loc>" in (workshop.site / "sitemap.xml").read_text(
        "utf-8"
    )
    assert 'href="/checks/index.html"' in (workshop.site / "404.html").read_text("utf-8")
    home = (workshop.site / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://news.example/checks/">' in home


def test_drafts_are_shown_when_asked_for(workshop: Workshop) -> None:
    """A draft has no page and no mark until --drafts, and is marked then."""
    workshop.build()
    assert not (workshop.site / "claims" / "idea.html").exists()
    workshop.build("--drafts")
    assert "Draft." in (workshop.site / "claims" / "idea.html").read_text("utf-8")
    workshop.build()
    assert not (workshop.site / "claims" / "idea.html").exists()


def test_a_published_claim_may_not_lean_on_a_draft(workshop: Workshop) -> None:
    """A reference to a draft is told, since its page is not there."""
    workshop.replace("claims/cost.md", "verified: 2026-02-01", "verified: 2026-02-01\ndepends_on: [idea]")
    assert [(d.code, d.message) for d in workshop.found()] == [("FP402", "claim 'idea' is a draft")]


def test_an_output_that_leads_in_a_circle(workshop: Workshop, tmp_path: Path) -> None:
    """The system's word is enough."""
    (tmp_path / "loop").symlink_to("loop")
    result = workshop.run("build", "--content", str(workshop.content), "--output", str(tmp_path / "loop"))
    assert result.code == 2
    assert "loop" in result.err


@pytest.mark.parametrize("port", ["70000", "-1", "web"])
def test_a_port_that_is_none(workshop: Workshop, port: str) -> None:
    """It is refused before anything is built."""
    with pytest.raises(SystemExit) as ended:
        workshop.run("serve", f"--port={port}")
    assert ended.value.code == 2


def test_an_interrupted_build_is_silent(tmp_path: Path) -> None:
    """Whatever its processes are at."""
    generate(tmp_path / "content", Size(300, transcripts=2))
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "build",
        "--content",
        str(tmp_path / "content"),
        "--output",
        str(tmp_path / "site"),
        "--jobs",
        "2",
    ]
    for seconds in (0.1, 0.3, 0.5):
        shutil.rmtree(tmp_path / ".site.factpress", ignore_errors=True)
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        while not (tmp_path / ".site.factpress" / "lock").exists():
            time.sleep(0.01)
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=30)
        assert b"Traceback" not in err
        assert running.returncode in (130, -signal.SIGINT, 0)
