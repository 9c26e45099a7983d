"""What a change does to readers."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from factpress.editing.impact.compare import Impact, compare
from factpress.editing.impact.revision import NoRevisionError
from tests.conftest import Workshop


def _git(folder: Path, *words: str) -> None:
    named = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *named, *words], check=True, capture_output=True)


NEW_SOURCE = "- {id: map, type: map, title: A map, custom: {kind: primary, read: original}}\n"


@pytest.fixture
def under_git(workshop: Workshop) -> Workshop:
    """Return the small site in a Git repository with one commit."""
    _git(workshop.content.parent, "init", "-q", "-b", "main")
    _git(workshop.content.parent, "add", "content")
    _git(workshop.content.parent, "commit", "-q", "-m", "First")
    return workshop


def _append(workshop: Workshop, path: str, text: str) -> None:
    file = workshop.content / path
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def _impact(workshop: Workshop) -> tuple[Impact, list[str]]:
    impact, found = compare(workshop.options(), "main")
    return impact, [f"{d.code} {d.where.path}:{d.where.line}" for d in found]


def test_nothing_changed(under_git: Workshop) -> None:
    """No list has an entry, and the summary says so."""
    impact, found = _impact(under_git)
    assert found == []
    assert impact.before == impact.now
    assert not any(value for name, value in vars_of(impact).items() if isinstance(value, tuple))
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert (result.code, "Readers will see no difference." in result.out) == (0, True)


def vars_of(impact: Impact) -> dict[str, Any]:
    """Return the fields of an impact by name."""
    return {name: getattr(impact, name) for name in impact.__struct_fields__}


def test_a_verdict_that_changes_needs_a_correction(under_git: Workshop) -> None:
    """It is an error on the verdict's line until the corrections lead to the new verdict."""
    under_git.replace("claims/cost.md", "verdict: half-true", "verdict: inaccurate")
    impact, found = _impact(under_git)
    assert found == ["FP519 content/claims/cost.md:4"]
    assert [(v.id, v.before, v.now, v.corrected) for v in impact.verdicts] == [("cost", "Half true", "False", False)]
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert result.code == 1
    assert "without a correction" in result.out
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
    """The lists have claims, passages, sources and addresses."""
    content = under_git.content
    under_git.replace("claims/record.md", "depends_on: [length]", "status: withdrawn")
    under_git.replace("claims/length.md", "[The record](claim:record) rests on this, as", "As")
    (content / "claims" / "beauty.md").unlink()
    under_git.replace("claims/idea.md", "status: draft", "status: published")
    for lang, words in (("en", "Bye."), ("ja", "[…]")):
        path = f"transcripts/bridge.{lang}.md"
        under_git.write(path, (content / path).read_text("utf-8") + f"\n{{#p10}}\n{words}\n")
    with (content / "sources" / "books.yaml").open("a", encoding="utf-8") as file:
        file.write(NEW_SOURCE)
    impact, found = _impact(under_git)
    assert (impact.claims_added, impact.claims_gone, impact.claims_withdrawn) == (("idea",), ("beauty",), ("record",))
    assert (impact.passages_added, impact.sources_added) == (("bridge#p10",), ("map",))
    assert impact.addresses_gone == ("claims/beauty.html",)
    assert [code for code in found if code.startswith("FP409")]
    assert impact.pages_changed is None  # an error stands in the way of a build


def test_a_redirect_is_no_loss(under_git: Workshop) -> None:
    """An address with a redirect is not gone."""
    (under_git.content / "claims" / "beauty.md").unlink()
    under_git.replace("permalinks.txt", "claims/beauty.html", "claims/beauty.html -> claims/cost.html")
    assert _impact(under_git)[0].addresses_gone == ()


def test_a_claim_may_cite_a_new_source(under_git: Workshop) -> None:
    """Most changes that add evidence do so."""
    _append(under_git, "sources/books.yaml", NEW_SOURCE)
    row = "evidence:\n  - {source: map, stance: supports, shows: It is there.}"
    under_git.replace("claims/cost.md", "evidence:", row)
    impact, _ = _impact(under_git)
    assert (impact.errors_now, impact.sources_added) == (0, ("map",))
    assert {"claims/cost.html", "sources.html"} <= set(impact.pages_changed or ())
    assert impact.addresses_added == ("sources/map.html",)


def test_a_claim_with_another_name_is_the_same_claim(under_git: Workshop) -> None:
    """The ledger has a redirect, so the verdicts of both are compared."""
    content = under_git.content
    under_git.replace("claims/cost.md", "verdict: half-true", "verdict: inaccurate")
    (content / "claims" / "cost.md").rename(content / "claims" / "price.md")
    under_git.replace("permalinks.txt", "claims/cost.html", "claims/cost.html -> claims/price.html")
    impact, found = _impact(under_git)
    assert "FP519 content/claims/price.md:4" in found
    assert (impact.claims_added, impact.claims_gone, impact.claims_renamed) == ((), (), (("cost", "price"),))
    assert [(v.id, v.before, v.now) for v in impact.verdicts] == [("price", "Half true", "False")]
    result = under_git.run("impact", "--base", "main", "--content", str(content))
    assert "(`cost` → `price`)" in result.out


def test_a_withdrawn_claim_still_shows_its_verdict(under_git: Workshop) -> None:
    """If the verdict changes with the withdrawal, or with the return, it needs a correction too."""
    under_git.replace("claims/beauty.md", "verdict: not-rated", "status: withdrawn\nverdict: accurate")
    assert "FP519 content/claims/beauty.md:5" in _impact(under_git)[1]
    _git(under_git.content.parent, "commit", "-q", "-a", "-m", "Withdrawn")
    assert _impact(under_git)[1] == []
    under_git.replace("claims/beauty.md", "status: withdrawn\nverdict: accurate", "verdict: half-true")
    assert "FP519 content/claims/beauty.md:4" in _impact(under_git)[1]


def test_what_is_wrong_with_a_page_is_told(under_git: Workshop) -> None:
    """A broken link is found when the site is built, and is an error here too."""
    _append(under_git, "claims/cost.md", "\n[There](nowhere.html).\n")
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert result.code == 1
    assert "FP601" in result.err
    assert "**This change has 1 error by today's rules.**" in result.out


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("claims/cost.md", ("claims", "addresses")),
        ("sources/books.yaml", ("sources", "addresses")),
        ("transcripts/bridge.en.md", ("passages", "addresses")),
    ],
)
def test_what_cannot_be_read_has_not_gone(under_git: Workshop, path: str, kinds: tuple[str, ...]) -> None:
    """And it is not new after the repair. The summary names the side with errors."""
    text = (under_git.content / path).read_text("utf-8")
    under_git.write(path, "---\n[" if path.endswith(".md") else "[")
    impact, _ = _impact(under_git)
    assert impact.errors_now
    assert not impact.errors_before
    assert not [name for kind in kinds for name in getattr(impact, f"{kind}_gone")]
    _git(under_git.content.parent, "commit", "-q", "-a", "-m", "Broken")
    under_git.write(path, text)
    impact, _ = _impact(under_git)
    assert impact.errors_before
    assert not impact.errors_now
    assert not [name for kind in kinds for name in getattr(impact, f"{kind}_added")]
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert "**`main` has " in result.out


def test_other_differences_are_seen(under_git: Workshop) -> None:
    """A new page, a new target of a link with the same text, and a change around every page."""
    content = under_git.content
    _append(under_git, "claims/beauty.md", "\n[There](https://good.example).\n")
    _git(content.parent, "commit", "-q", "-a", "-m", "A link")
    under_git.replace("claims/beauty.md", "https://good.example", "https://other.example")
    assert _impact(under_git)[0].pages_changed == ("claims/beauty.html",)
    _git(content.parent, "checkout", "-q", "content")
    under_git.write("pages/press.md", "---\ntitle: Press\n---\nWrite to us.\n")
    _append(under_git, "permalinks.txt", "press.html\n")
    impact, _ = _impact(under_git)
    assert impact.addresses_added == ("press.html",)
    assert impact.surroundings_changed  # the foot leads to it
    result = under_git.run("impact", "--base", "main", "--content", str(content))
    assert "### Other pages added: 1" in result.out
    assert "What stands around every page changes" in result.out


def test_a_new_topic_and_another_icon_are_differences(under_git: Workshop) -> None:
    """The topic is a new page, the icon is on many pages."""
    _append(under_git, "topics.yaml", "- {id: new, label: New, description: What is new.}\n")
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert "- `topics/new.html`" in result.out
    _git(under_git.content.parent, "checkout", "-q", "content")
    text = (under_git.content / "verdicts.yaml").read_text("utf-8")
    icon = text.partition("icon: ")[2].split()[0].rstrip(",}")
    other = next(name for name in re.findall(r"icon: ([\w-]+)", text) if name != icon)
    under_git.write("verdicts.yaml", text.replace(f"icon: {icon}", f"icon: {other}", 1))
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert "no difference" not in result.out


def test_a_figure_that_changes_is_no_number_of_a_claim(under_git: Workshop) -> None:
    """The figure is not a number of a claim, although both change from 4 to 5."""
    _append(under_git, "claims/beauty.md", "\nIt took 4 years.\n")
    _git(under_git.content.parent, "commit", "-q", "-a", "-m", "Four")
    under_git.replace("claims/idea.md", "status: draft", "status: published")
    assert _impact(under_git)[0].pages_renumbered == ("claims/beauty.html",)
    under_git.replace("claims/beauty.md", "It took 4 years", "It took 5 years")
    impact, _ = _impact(under_git)
    assert "claims/beauty.html" in (impact.pages_changed or ())
    assert impact.pages_renumbered == ()


def test_links_and_rules_of_git_do_not_stand_in_the_way(under_git: Workshop) -> None:
    """The files of the other revision are those that a checkout would write."""
    content = under_git.content
    (content / "pages").mkdir(exist_ok=True)
    (content / "pages" / "away.md").symlink_to("/etc/hostname")
    under_git.write(".gitattributes", "claims/cost.md export-ignore\n")
    _git(content.parent, "add", "content")
    _git(content.parent, "commit", "-q", "-m", "A link away")
    (content / "pages" / "away.md").unlink()
    impact, _ = _impact(under_git)
    assert impact.errors_before == 1
    assert impact.claims_added == ()


def test_labels_and_titles_are_shown_as_they_are(under_git: Workshop) -> None:
    """Characters that GitHub would read as Markdown are escaped."""
    under_git.replace("verdicts.yaml", "label: Half true", "label: 'Half | <b>t</b> *x* ~~y~~ &lt;'")
    _git(under_git.content.parent, "commit", "-q", "-a", "-m", "A label")
    under_git.replace("claims/cost.md", "verdict: half-true", "verdict: inaccurate")
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert r"Half | \<b\>t\</b\> \*x\* \~\~y\~\~ \&lt; →" in result.out


def test_json_has_every_field(under_git: Workshop) -> None:
    """The keys of the object are the names of the fields."""
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content), "--format", "json")
    assert set(json.loads(result.out)) == set(Impact.__struct_fields__)


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("nowhere", "there is no revision 'nowhere' here"),
        ("", "no name of a revision"),
        ("--help", "no name of a revision"),
        ("empty", "nothing to compare with"),
    ],
)
def test_a_revision_that_cannot_be_had(under_git: Workshop, base: str, message: str) -> None:
    """The message says what to do. The exit code is that of a usage error."""
    _git(under_git.content.parent, "checkout", "-q", "--orphan", "empty")
    _git(under_git.content.parent, "rm", "-q", "-r", "--cached", "content")
    _git(under_git.content.parent, "commit", "-q", "--allow-empty", "-m", "Nothing")
    result = under_git.run("impact", f"--base={base}", "--content", str(under_git.content))
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_outside_a_repository(workshop: Workshop) -> None:
    """The message says that there is no earlier content."""
    with pytest.raises(NoRevisionError, match="in no Git repository"):
        compare(workshop.options(), "main")
    with pytest.raises(NoRevisionError, match="there is no folder"):
        compare(workshop.options()._replace(content=workshop.content / "nowhere"), "main")


def test_a_shallow_clone_says_what_to_fetch(under_git: Workshop, tmp_path: Path) -> None:
    """A checkout in CI has one commit and no other branch."""
    clone = tmp_path / "clone"
    _git(under_git.content.parent, "checkout", "-q", "-b", "change")
    source = under_git.content.parent.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth=1", source, str(clone)], check=True, capture_output=True)
    for base, advice in (
        ("main", "git fetch --depth=1 origin main:main"),
        ("origin/main", "git fetch --depth=1 origin main:refs/remotes/origin/main"),
        ("HEAD~1", "git fetch --unshallow"),
    ):
        with pytest.raises(NoRevisionError, match=advice):
            compare(under_git.options()._replace(content=clone / "content"), base)
    _git(clone, "fetch", "-q", "--depth=1", "origin", "main:main")
    assert compare(under_git.options()._replace(content=clone / "content"), "main")[1] == ()


def test_numbers_that_shift_are_no_change_of_text(under_git: Workshop) -> None:
    """A new first claim changes the numbers of all others. Only pages with new words are listed."""
    text = (under_git.content / "claims" / "idea.md").read_text("utf-8")
    under_git.write("claims/idea.md", text.replace("status: draft", "status: published"))
    under_git.replace("claims/cost.md", "The contract is lost", "That contract is lost")
    impact, _ = _impact(under_git)
    assert impact.pages_changed is not None
    assert impact.pages_renumbered
    assert "claims/cost.html" in impact.pages_changed
    assert not set(impact.pages_changed) & set(impact.pages_renumbered)
    result = under_git.run("impact", "--base", "main", "--content", str(under_git.content))
    assert "differ only in the numbers of claims, which follow the talk: " in result.out
