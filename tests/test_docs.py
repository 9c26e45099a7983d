"""The documents say what the product does."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from factpress import cli
from factpress.model import content as written
from factpress.model.diagnostics import CODES
from factpress.reading import shapes
from factpress.reading.scan import FOLDERS, REQUIRED
from tests.conftest import ROOT, SMALL

DOCS = ROOT / "docs"


def test_every_code_has_its_paragraph() -> None:
    """docs/diagnostics.md has each code, with its title, in order, with cause, fix and reason."""
    text = (DOCS / "diagnostics.md").read_text("utf-8")
    assert dict(re.findall(r"^## (FP\d{3}) (.+)$", text, re.MULTILINE)) == CODES
    for section in re.split(r"^## FP", text, flags=re.MULTILINE)[1:]:
        assert all(f"**{word}.**" in section for word in ("Cause", "Fix", "Why")), section[:40]


def test_every_code_is_given_somewhere() -> None:
    """No code is documented that nothing reports."""
    code = "".join(f.read_text("utf-8") for f in (ROOT / "factpress").rglob("*.py") if f.name != "diagnostics.py")
    assert [c for c in CODES if f'"{c}"' not in code] == []


@pytest.mark.parametrize(
    "shape",
    [
        written.Site,
        written.Verdict,
        written.Topic,
        written.SourceEntry,
        written.Handling,
        written.ClaimFile,
        written.Evidence,
        written.Calculation,
        written.Input,
        written.Correction,
        written.Selector,
        written.TranscriptFile,
        written.PageFile,
    ],
)
def test_every_key_is_explained(shape: type) -> None:
    """docs/formats.md names every key of every file."""
    text = (DOCS / "formats.md").read_text("utf-8")
    assert [key for key in shapes.keys(shape) if f"`{key}`" not in text] == []


def test_every_file_kind_is_explained() -> None:
    """docs/formats.md names every file and folder that is read."""
    text = (DOCS / "formats.md").read_text("utf-8")
    assert [name for name in (*FOLDERS, *REQUIRED, "permalinks.txt") if name not in text] == []


def test_every_option_is_in_the_readme() -> None:
    """The README's table of commands has every option of every command."""
    text = (ROOT / "README.md").read_text("utf-8")
    kinds = ("new claim", "new source", "new transcript")
    commands = ("build", "check", "serve", "impact", "import", *kinds)
    options = re.findall(r"(--[a-z-]+)", "".join(map(cli.help_of, commands)))
    assert [kind for kind in kinds if f"`{kind}" not in text] == []
    assert sorted({o for o in options if o != "--help" and o not in text}) == []


def test_links_between_documents_lead_somewhere() -> None:
    """No relative link or picture in a Markdown document is broken."""
    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    broken = []
    for name in listed:
        if name.startswith(("content/", "tests/")):
            continue
        targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", (ROOT / name).read_text("utf-8"))
        near = (ROOT / name).parent
        broken += [f"{name}: {target}" for target in targets if "://" not in target and not (near / target).exists()]
    assert broken == []


def test_locks_name_no_registry() -> None:
    """The hashed requirements hold no address, every package has a hash, and no lock that names hosts is tracked."""
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not {"uv.lock", "pylock.toml"} & set(tracked)


def _commands() -> list[str]:
    """Return the commands that the documents tell people to type."""
    found = []
    for name in ("README.md", "CONTRIBUTING.md", "docs/editing.md", "docs/publishing.md", "content/README.md"):
        text = (ROOT / name).read_text("utf-8")
        blocks = re.findall(r"^```(?:sh)?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", text)
        found += [line for line in lines if re.match(r"make [a-z]|(?:\.venv/bin/)?python build\.py \w", line)]
    return sorted({line.partition("#")[0].strip() for line in found})


def test_commands_in_the_docs_work(tmp_path: Path) -> None:
    """What a document tells people to type can be typed: targets exist, and commands end well in a clone."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--no-local", str(ROOT), str(clone)], check=True, capture_output=True)
    subprocess.run(["git", "-C", str(clone), "branch", "-f", "main"], check=False, capture_output=True)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    ran = []
    for command in _commands():
        program, *words = shlex.split(command)
        if program == "make":
            assert set(words) <= targets, command
            continue
        words = words[1:]
        parsed = cli._parser().parse_args([word.strip("…").replace("REV", "main") for word in words])
        assert callable(parsed.run)
        if words[0] in ("build", "check", "impact") and not any(word.isupper() for word in words):
            done = subprocess.run(
                [sys.executable, "build.py", *words], cwd=clone, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            ran.append(words[0])
    assert {"build", "check", "impact"} <= set(ran)


def test_the_first_path_of_an_editor() -> None:
    """docs/editing.md has small pictures, names codes that there are, and has the commands of the way in order."""
    text = (DOCS / "editing.md").read_text("utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\((images/[^)]+)\)", text)
    assert len(pictures) >= 3
    assert [name for name in pictures if (DOCS / name).stat().st_size >= 60 * 1024] == []
    assert set(re.findall(r"FP\d{3}", text)) <= CODES.keys()
    way = [
        "make install",
        "serve",
        "new claim --quote",
        "new source",
        "check --drafts",
        "check --fix",
        "check --strict",
    ]
    places = [text.index(step, text.index("## On a laptop")) for step in (*way, "impact --base main", "git push")]
    assert places == sorted(places)


def test_the_output_in_the_docs_works(tmp_path: Path) -> None:
    """What docs/architecture.md shows to a site's owner can be pasted into build.py as it is."""
    example = re.findall(r"```python\n(.*?)```", (DOCS / "architecture.md").read_text("utf-8"), re.DOTALL)
    assert len(example) == 1
    head = "import sys\nfrom pathlib import Path\n\nfrom factpress.cli import main\n"
    (tmp_path / "build.py").write_text(head + example[0], "utf-8")
    command = [sys.executable, "build.py", "--content", str(SMALL), "--templates", str(ROOT / "templates")]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
    counts = json.loads((tmp_path / "site" / "data" / "verdicts.json").read_text("utf-8"))
    assert sum(counts.values()) == 4
