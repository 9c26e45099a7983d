"""What a change does to readers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from factpress.impact import Impact, NoRevisionError, of
from tests.conftest import Workshop


def _git(folder: Path, *words: str) -> None:
    named = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *named, *words], check=True, capture_output=True)


@pytest.fixture
def under_git(workshop: Workshop) -> Workshop:
    """Give the small site with a first commit."""
    _git(workshop.content.parent, "init", "-q", "-b", "main")
    _git(workshop.content.parent, "add", "content")
    _git(workshop.content.parent, "commit", "-q", "-m", "First")
    return workshop


def _impact(workshop: Workshop) -> tuple[Impact, list[str]]:
    impact, found = of(workshop.options(), "main")
    return impact, [f"{d.code} {d.where.path}:{d.where.line}" for d in found]


def test_nothing_changed(under_git: Workshop) -> None:
    """No list has an entry, and the summary says so."""
    impact, found = _impact(under_git)
    assert found == []
    assert impact.before == impact.now
    assert not any(value for name, value in vars_of(impact).items() if isinstance(value, tuple))
    told = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert (told.code, "Readers will see no difference." in told.out) == (0, True)


def vars_of(impact: Impact) -> dict[str, Any]:
    """Return the fields of an impact by name."""
    return {name: getattr(impact, name) for name in impact.__dataclass_fields__}


def test_a_verdict_that_changes_needs_a_correction(under_git: Workshop) -> None:
    """It is an error at the verdict's line until the corrections lead there."""
    under_git.replace("claims/cost.md", "verdict: half-true", "verdict: inaccurate")
    impact, found = _impact(under_git)
    assert found == ["FP519 content/claims/cost.md:4"]
    assert [(v.id, v.before, v.now, v.corrected) for v in impact.verdicts] == [("cost", "Half true", "False", False)]
    told = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert told.code == 1
    assert "without a correction" in told.out
    entry = "corrections:\n  - {date: 2026-03-01, from: half-true, to: inaccurate, why: A slip.}\n---"
    under_git.replace("claims/cost.md", "after it.\n---", f"after it.\n{entry}")
    impact, found = _impact(under_git)
    assert (found, impact.verdicts[0].corrected) == ([], True)
    assert impact.pages_changed is not None
    assert {"claims/cost.html", "corrections.html", "index.html"} <= set(impact.pages_changed)
    assert "claims/length.html" not in impact.pages_changed


def test_a_draft_may_change_its_mind(under_git: Workshop) -> None:
    """Nobody saw its verdict."""
    under_git.replace("claims/idea.md", "verdict: accurate", "verdict: half-true")
    assert _impact(under_git)[1] == []


def test_what_comes_and_goes_is_listed(under_git: Workshop) -> None:
    """Claims, passages, sources and addresses."""
    content = under_git.content
    under_git.replace("claims/record.md", "depends_on: [length]", "status: withdrawn")
    under_git.replace("claims/length.md", "[The record](claim:record) rests on this, as", "As")
    (content / "claims" / "beauty.md").unlink()
    under_git.replace("claims/idea.md", "status: draft", "status: published")
    for lang, words in (("en", "Bye."), ("ja", "[…]")):
        path = f"transcripts/bridge.{lang}.md"
        under_git.write(path, (content / path).read_text("utf-8") + f"\n{{#p10}}\n{words}\n")
    with (content / "sources" / "books.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: map, type: map, title: A map, custom: {kind: primary, read: original}}\n")
    impact, found = _impact(under_git)
    assert (impact.claims_added, impact.claims_gone, impact.claims_withdrawn) == (("idea",), ("beauty",), ("record",))
    assert (impact.passages_added, impact.sources_added) == (("bridge#p10",), ("map",))
    assert impact.addresses_gone == ("claims/beauty.html",)
    assert [code for code in found if code.startswith("FP409")]
    assert impact.pages_changed is None  # an error stands in the way of a build


def test_a_redirect_is_no_loss(under_git: Workshop) -> None:
    """An address that leads on has not vanished."""
    (under_git.content / "claims" / "beauty.md").unlink()
    under_git.replace("permalinks.txt", "claims/beauty.html", "claims/beauty.html -> claims/cost.html")
    assert _impact(under_git)[0].addresses_gone == ()


def test_json_has_every_field(under_git: Workshop) -> None:
    """Machines get the names of the fields."""
    told = under_git.run("impact", "--base", "main", "--content", str(under_git.content), "--format", "json")
    assert set(json.loads(told.out)) == set(Impact.__dataclass_fields__)


@pytest.mark.parametrize(
    ("base", "said"),
    [("nowhere", "git fetch"), ("--help", "no name of a revision"), ("empty", "nothing to compare with")],
)
def test_a_revision_that_cannot_be_had(under_git: Workshop, base: str, said: str) -> None:
    """The message says what to do; it is a fault of usage, not a finding."""
    _git(under_git.content.parent, "checkout", "-q", "--orphan", "empty")
    _git(under_git.content.parent, "rm", "-q", "-r", "--cached", "content")
    _git(under_git.content.parent, "commit", "-q", "--allow-empty", "-m", "Nothing")
    told = under_git.run("impact", f"--base={base}", "--content", str(under_git.content))
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_outside_a_repository(workshop: Workshop) -> None:
    """There is no earlier content, and that is said."""
    with pytest.raises(NoRevisionError, match="in no Git repository"):
        of(workshop.options(), "main")


def test_a_shallow_clone_says_what_to_fetch(under_git: Workshop, tmp_path: Path) -> None:
    """As in CI, where a checkout has one commit and no branch beside."""
    clone = tmp_path / "clone"
    _git(under_git.content.parent, "checkout", "-q", "-b", "change")
    source = under_git.content.parent.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth=1", source, str(clone)], check=True, capture_output=True)
    with pytest.raises(NoRevisionError, match="git fetch --depth=1 origin main:main"):
        of(under_git.options()._replace(content=clone / "content"), "main")
    _git(clone, "fetch", "-q", "--depth=1", "origin", "main:main")
    assert of(under_git.options()._replace(content=clone / "content"), "main")[1] == ()


def test_numbers_that_shift_are_no_change_of_text(under_git: Workshop) -> None:
    """A claim that comes first gives all others a new number; pages with new words are listed."""
    text = (under_git.content / "claims" / "idea.md").read_text("utf-8")
    under_git.write("claims/idea.md", text.replace("status: draft", "status: published"))
    under_git.replace("claims/cost.md", "The contract is lost", "That contract is lost")
    impact, _ = _impact(under_git)
    assert impact.pages_changed is not None
    assert impact.pages_renumbered
    assert "claims/cost.html" in impact.pages_changed
    assert not set(impact.pages_changed) & set(impact.pages_renumbered)
    told = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert "differ only in the numbers of claims, which follow the talk: " in told.out
