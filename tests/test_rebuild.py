"""A build after a build comes to what a first build comes to, also in corners."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from factpress.model.options import Options
from factpress.pipeline import build, check
from tests.conftest import ROOT, Workshop, tree


def _clean(workshop: Workshop, templates: Path = ROOT / "templates") -> dict[str, bytes]:
    other = workshop.site.parent / "clean"
    assert build(Options(workshop.content, templates, other, jobs=1, fresh=True)).made is not None
    return tree(other)


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_fault_is_told_whoever_reads_the_file(workshop: Workshop, jobs: int) -> None:
    """Several processes find what one finds, in whichever body it stands."""
    for file in sorted((workshop.content / "claims").glob("*.md")):
        file.write_text(file.read_text("utf-8") + "\n[x](claim:nowhere-at-all) [y](passage:p99)\n", "utf-8")
    one = check(workshop.options()).found
    assert len(one) == 2 * len(list((workshop.content / "claims").glob("*.md")))
    assert check(workshop.options(jobs)).found == one
    assert build(workshop.options(jobs)).found == one


def test_a_template_that_lost_the_place_of_a_body_gets_it_back(workshop: Workshop, tmp_path: Path) -> None:
    """A body is set in anew when its page had no single place for it."""
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    right = (templates / "claim.html").read_text("utf-8")
    build(workshop.options(templates=templates))
    for wrong in (right.replace("{{ prose }}", "{{ prose }}{{ prose }}"), right.replace("{{ prose }}", "")):
        for text in (wrong, right, wrong):
            (templates / "claim.html").write_text(text, "utf-8")
            build(workshop.options(templates=templates))
            assert tree(workshop.site) == _clean(workshop, templates)
        workshop.replace("claims/length.md", "The survey has it", "The survey has it now")
        build(workshop.options(templates=templates))
        assert tree(workshop.site) == _clean(workshop, templates)
        workshop.replace("transcripts/bridge.en.md", "He greets", "He greets, and")
        workshop.replace("claims/length.md", "The survey has it now", "The survey has it")
        (templates / "claim.html").write_text(right, "utf-8")
        build(workshop.options(templates=templates))
        assert tree(workshop.site) == _clean(workshop, templates)
        workshop.replace("transcripts/bridge.en.md", "He greets, and", "He greets")


def test_files_that_nobody_reads_may_change(workshop: Workshop) -> None:
    """A README among the claims, touched or changed, makes no page and no fault."""
    workshop.write("claims/README.md", "For editors.\n")
    build(workshop.options())
    for text in ("For editors.\n", "For all editors.\n"):
        workshop.write("claims/README.md", text)
        assert build(workshop.options()).made == {}


def test_a_link_to_the_page_itself_by_name_is_followed(workshop: Workshop) -> None:
    """A fragment that is not there is told however the page is named."""
    workshop.replace("claims/length.md", "The survey has it", "The [survey](length.html#nowhere) has it")
    assert [d.code for d in build(workshop.options()).found] == ["FP602"]


def test_a_warning_is_told_again(workshop: Workshop) -> None:
    """What was found in files that are not read again is said as long as it holds, with new faults too."""
    workshop.write("notes.txt", "Not for readers.\n")
    first = build(workshop.options()).found
    assert [d.code for d in first] == ["FP109"]
    assert build(workshop.options()).found == first
    workshop.replace("claims/length.md", "The survey has it", "The survey surely has it")
    assert build(workshop.options()).found == first
    workshop.replace("claims/length.md", "The survey surely", "The [survey](claim:nowhere) surely")
    assert [d.code for d in build(workshop.options()).found] == ["FP402", "FP109"]
    (workshop.content / "notes.txt").unlink()
    workshop.replace("claims/length.md", "[survey](claim:nowhere)", "survey")
    assert build(workshop.options()).found == ()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_quote_leaves_out_is_told_again(workshop: Workshop, jobs: int) -> None:
    """It is judged when the quote is looked for, and told until the claim or its talk changes."""

    def codes() -> list[str]:
        return [d.code for d in build(workshop.options(jobs)).found if d.where.path == "content/claims/length.md"]

    assert codes() == []
    workshop.replace("transcripts/bridge.en.md", "The bridge is 300", "Perhaps the bridge is 300")
    assert codes() == ["FP517"]
    workshop.replace("claims/cost.md", "verdict: half-true", "verdict: inaccurate")
    assert codes() == ["FP517"]
    workshop.replace("claims/length.md", "The survey has it", "The survey surely has it")
    assert codes() == ["FP517"]
    workshop.replace("claims/length.md", "    en: The bridge", "    left_out: A doubt.\n    en: The bridge")
    assert codes() == []
    workshop.replace("claims/length.md", "    left_out: A doubt.\n", "")
    assert codes() == ["FP517"]
    workshop.replace("transcripts/bridge.en.md", "Perhaps the bridge is 300", "The bridge is 300")
    assert codes() == []


def test_a_follow_up_that_comes_in_is_told(workshop: Workshop) -> None:
    """The claims that it concerns have not changed themselves."""
    build(workshop.options())
    workshop.replace("sources/books.yaml", "issued: 2021", "issued: 2026-03-02")
    workshop.replace("claims/length.md", "  - source: atlas", "  - source: ledger")
    workshop.replace("claims/cost.md", "source: atlas", "source: survey")
    workshop.replace("claims/cost.md", "no_primary", "would_change")
    workshop.replace("transcripts/bridge.ja.md", "rights:", "follow_ups: {survey: [atlas]}\nrights:")
    told = [(d.where.path, d.where.line, d.code) for d in build(workshop.options()).found]
    claims = ("content/claims/cost.md", 15), ("content/claims/length.md", 15), ("content/claims/record.md", 16)
    assert told == [(*place, "FP522") for place in claims]
    workshop.replace("transcripts/bridge.ja.md", "[atlas]", "[ledger]")
    assert [d.code for d in build(workshop.options()).found] == ["FP516"]


def test_a_site_without_a_ledger_is_remembered(workshop: Workshop) -> None:
    """The files at the top are read again only if one of them came, went or changed."""
    (workshop.content / "permalinks.txt").unlink()
    build(workshop.options())
    workshop.replace("claims/cost.md", "verdict: half-true", "verdict: inaccurate")
    assert build(workshop.options()).counts.read == 1
    workshop.write("permalinks.txt", "old.html -> index.html\n")
    assert "old.html" in (build(workshop.options()).made or {})
    (workshop.content / "permalinks.txt").unlink()
    assert build(workshop.options()).made is not None
    assert tree(workshop.site) == _clean(workshop)


def test_another_language_of_the_interface_makes_everything(workshop: Workshop, tmp_path: Path) -> None:
    """Words of the interface are part of every page, also of one that shows nothing else of the site."""
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    (templates / "strings").mkdir(exist_ok=True)
    (templates / "strings" / "de.yaml").write_text("Sources: Quellen\n", "utf-8")
    build(workshop.options(templates=templates))
    workshop.replace("site.yaml", "language: en", "language: de")
    made = build(workshop.options(templates=templates)).made
    assert made is not None
    assert all("language" in why for why in made.values())
    assert tree(workshop.site) == _clean(workshop, templates)


def test_a_template_may_include_a_file_of_any_kind(workshop: Workshop, tmp_path: Path) -> None:
    """What changes in it is seen on the next build; what an editor's program leaves beside it is not."""
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    note, base = templates / "partials" / "note.txt", templates / "base.html"
    note.write_text("One.", "utf-8")
    base.write_text(base.read_text("utf-8").replace("</main>", '{% include "partials/note.txt" %}</main>'), "utf-8")
    options = workshop.options()._replace(templates=templates)
    assert build(options).made
    (templates / "base.html~").write_text("left", "utf-8")
    (templates / ".base.html.swp").write_bytes(b"\xff")
    (templates / ".#base.html").symlink_to("me@host.1")
    (templates / ".git").mkdir()
    (templates / ".git" / "index.html").write_bytes(b"\xff")
    assert build(options).made == {}
    note.write_text("Two.", "utf-8")
    assert build(options).made
    assert build(options._replace(fresh=True, jobs=2)).made
    assert "Two.</main>" in (workshop.site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("path", ["claim.html", "static/js/theme.js", "static/css/50-util.css", "strings/en.yaml"])
def test_a_template_that_is_no_text(workshop: Workshop, tmp_path: Path, path: str, jobs: int) -> None:
    """It is told where the wrong byte stands."""
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    (templates / "strings").mkdir(exist_ok=True)
    (templates / path).write_bytes(b"/* caf\xe9 */\n")
    (templates / "static" / "picture.png").write_bytes(b"\xff\xd8")
    (templates / "logo.png").write_bytes(b"\xff\xd8")
    found = build(workshop.options()._replace(templates=templates, jobs=jobs)).found
    errors = [(d.code, d.where.path, d.where.column) for d in found if d.severity == "error"]
    assert errors == [("FP101", f"templates/{path}", 7)]
