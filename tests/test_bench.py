"""The bench: content from a seed, projects of other generators, measurements."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from bench.generate import Size, generate
from bench.measure import Run, run
from bench.peers import jinja
from bench.peers.__main__ import PEERS
from bench.peers.content import Content, read
from bench.peers.files import Values
from bench.rounds import BODY, COLD, Found, edit_body, edit_verdict, tables
from factpress import cli
from tests.conftest import ROOT, tree

CLAIMS = 30

PROJECTS = {
    "hugo": {
        "hugo.yaml",
        "layouts/baseof.html",
        "layouts/claims/page.html",
        "data/rows.json",
        "data/talks/talk-03.json",
    },
    "eleventy": {
        "eleventy.config.js",
        "layouts/claim.html",
        "content/sources.11ty.js",
        "data.json",
        "assets/targets.css",
    },
    "pelican": {"pelicanconf.py", "shown.py", "theme/templates/article.html", "content/pages/sources/source-00010.md"},
    "mkdocs": {"mkdocs.yml", "hooks.py", "shown.py", "theme/claim.html", "content/sources/source-00010.md"},
}
"""Some files of each project, besides the claims and pages that all of them have."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a generated content folder."""
    content = tmp_path_factory.mktemp("bench") / "content"
    generate(content, Size(CLAIMS, transcripts=3))
    return content


@pytest.fixture(scope="module")
def content(folder: Path) -> Content:
    """Give the content as the peers' projects are made from."""
    return read(folder)


def test_a_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Who has the seed has the content."""
    generate(tmp_path / "again", Size(CLAIMS, transcripts=3))
    generate(tmp_path / "other", Size(CLAIMS, transcripts=3, seed=2))
    assert tree(tmp_path / "again") == tree(folder)
    assert tree(tmp_path / "other") != tree(folder)


@pytest.mark.parametrize(("claims", "transcripts"), [(CLAIMS, 3), (CLAIMS, 50), (1, 1)])
def test_generated_content_is_without_fault(
    claims: int, transcripts: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is measured is a build, and not the finding of faults."""
    generate(tmp_path / "content", Size(claims, transcripts))
    code = cli.main(["check", "--content", str(tmp_path / "content")], root=ROOT)
    assert code == 0
    assert f"{claims} claim" in (said := "".join(capsys.readouterr()))
    assert said.strip().endswith("nothing found")


@pytest.mark.parametrize("peer", PEERS)
def test_a_project_has_a_file_for_each_claim(peer: str, content: Content, tmp_path: Path) -> None:
    """Each tool gets the same claims and pages, its templates and its settings."""
    PEERS[peer](content, tmp_path)
    made = tree(tmp_path).keys()
    assert {f"content/claims/{claim.id}.md" for claim in content.claims} <= made
    assert len([path for path in made if path.startswith("content/claims/") and path.endswith(".md")]) == CLAIMS
    assert {Path(path).stem for path in made if path.endswith(".md")} >= {"about", "corrections", "methodology"}
    assert made >= PROJECTS[peer]


def test_peers_show_what_we_show(folder: Path, content: Content, tmp_path: Path) -> None:
    """What is worked out for the peers is what the product works out: the order, the quotes, the topics."""
    assert cli.main(["build", "--content", str(folder), "--output", str(tmp_path / "site")], root=ROOT) == 0
    ours = {
        claim["id"]: claim for claim in json.loads((tmp_path / "site/data/claims.json").read_text("utf-8"))["claims"]
    }
    assert {claim.id for claim in content.claims} == ours.keys()
    for claim in content.claims:
        spans = {(said["passage"], *span) for said in claim.front["said"] for span in said["spans"]}
        assert spans == {(quote["passage"], quote["start"], quote["end"]) for quote in ours[claim.id]["quotes"]}
        passages = content.talks[claim.front["transcript"]]["passages"]
        page = (tmp_path / f"site/claims/{claim.id}.html").read_text("utf-8")
        shown = [claim.front["section"]["title"], *(f'href="../claims/{id}.html"' for id in claim.front["related"])]
        assert all(words in page for words in (f"Claim {claim.front['number']}", *shown))
        assert "[@" not in claim.body
        shown = list(_quoted(claim.front, passages))
        shown += [f'<td colspan="2">{each["figures"]}</td>' for each in claim.front.get("calculations", ())]
        known = {"Out when this was said:": claim.front["known_then"], "Published since:": claim.front["known_since"]}
        shown += [f'{said} <a class="cite-ref" href="#e-{numbers[0]}">' for said, numbers in known.items() if numbers]
        assert all(words in page for words in shown)
    page = (tmp_path / "site/search.html").read_text("utf-8")
    counts = content.search["verdicts"] | content.search["topics"]
    assert all(re.search(rf':{id}"><span>[^<]+</span><b>{count}</b>', page) for id, count in counts.items())
    letters = re.findall(r'<h3 class="g0">(\w)</h3>', page)
    assert [letter["name"] for letter in content.search["letters"]] == letters


def _quoted(front: Values, passages: Values) -> Iterator[str]:
    """Yield what a claim's page shows of a passage before and after its quote."""
    for said in front["said"]:
        texts = passages[said["passage"]]["texts"]
        for text, (start, end), shown in zip(texts, said["spans"], said["around"], strict=True):
            yield f">{shown['before']}{text['words'][shown['from'] : start]}<span"
            yield f"</span>{text['words'][end : shown['to']]}{shown['after']}</p>"


def test_templates_for_jinja_can_be_read() -> None:
    """A slip in a template of Eleventy, Pelican or MkDocs is seen before they are installed."""
    environment = Environment(loader=FileSystemLoader(jinja.TEMPLATES))
    environment.filters.update(dict.fromkeys(("day", "cut", "json"), str))
    for name in environment.list_templates():
        environment.get_template(name)


def test_a_run_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    """Time and memory are those of all processes; a command that fails is told with what it said."""
    hold = "import time; held = bytearray(b'x' * 60_000_000); time.sleep(0.5)"
    found = run(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"], tmp_path
    )
    assert found.wall > 0.5
    assert found.memory > 60_000_000
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run([sys.executable, "-c", "print('no such page'); raise SystemExit(3)"], tmp_path)
    assert failed.value.returncode == 3
    assert "no such page" in failed.value.output


def test_an_edit_changes_one_thing(folder: Path, tmp_path: Path) -> None:
    """The text, or the verdict."""
    claim = tmp_path / "claim.md"
    before = next((folder / "claims").glob("*.md")).read_text("utf-8")
    claim.write_text(before, "utf-8")
    edit_body(claim, 7)
    assert claim.read_text("utf-8") == before + "\nThis was added in round 7.\n"
    edit_verdict(claim)
    changed = set(claim.read_text("utf-8").splitlines()) - set(before.splitlines())
    assert sorted(changed) in (["This was added in round 7.", f"verdict: {v}"] for v in ("unsupported", "not-rated"))


def test_the_table_compares_rounds_with_hugo() -> None:
    """A ratio is the median of the rounds' own ratios, and a page of another size is told."""
    found = Found(10, pages={"factpress": 1000.0, "hugo": 1040.0, "mkdocs": 700.0})
    for tool, times in {"factpress": (1.0, 8.0, 1.0), "hugo": (2.0, 16.0, 4.0), "mkdocs": (4.0, 32.0, 8.0)}.items():
        for step in (COLD, BODY):
            for seconds in times:
                found.add(tool, step, Run(seconds, seconds, 1, 1, 0.0))
    shown = tables(found, {"hugo": "1.2"})
    assert "| factpress | 1.00 | 0.5 | 1.00 | 0.5 |" in shown
    assert "| hugo 1.2 | 4.00 | 1 |" in shown
    assert found.unlike() == ["mkdocs"]
