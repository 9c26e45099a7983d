"""A build changes the whole site or nothing, whatever happens to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factpress.building import staging, swap, workplace
from factpress.model.options import Options
from factpress.pipeline import build
from factpress.reading.file import load
from factpress.reading.scan import File
from tests.conftest import ROOT, SMALL, Workshop, tree


def test_a_failing_build_leaves_the_last_good_site(workshop: Workshop) -> None:
    """An error of any stage costs nobody the site, and nothing is left lying about."""
    workshop.build()
    before = tree(workshop.site)
    workshop.replace("claims/cost.md", "verdict: half-true", "verdict: wrong")
    result = workshop.build()
    assert result.code == 1
    assert "FP203" in result.err
    assert "The last good site stays." in result.err
    assert tree(workshop.site) == before
    assert not (workshop.site.parent / ".site.factpress" / "fresh").exists()


def test_a_page_that_fails_verification_is_not_published(workshop: Workshop) -> None:
    """A link in a page's text that leads nowhere is told where it was written and stops the build."""
    workshop.build()
    before = tree(workshop.site)
    workshop.replace("pages/methodology.md", "Read.", "Read [this](nowhere.html).")
    result = workshop.build()
    assert result.code == 1
    assert "content/pages/methodology.md:8:" in result.err
    assert "FP601" in result.err
    assert tree(workshop.site) == before


def test_a_broken_template_is_told_with_its_line(workshop: Workshop, tmp_path: Path) -> None:
    """A designer's slip is a finding with file and line, not a traceback."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    for old, new, line in (
        ("{{ topic.label }}</h1>", "{{ topic.labl }}</h1>", 3),
        ("{% endblock %}", "{% endblok %}", 0),
    ):
        text = (ROOT / "templates" / "topic.html").read_text("utf-8")
        assert old in text
        (tmp_path / "templates" / "topic.html").write_text(text.replace(old, new), "utf-8")
        result = workshop.build("--templates", str(tmp_path / "templates"))
        assert result.code == 1
        assert "FP609" in result.err
        assert f"topic.html:{line or ''}" in result.err
        assert "Traceback" not in result.err


def test_files_of_others_stay_and_ours_go(workshop: Workshop) -> None:
    """Somebody's CNAME survives every build; a page that is no longer made disappears, whatever made it."""
    workshop.build()
    (workshop.site / "CNAME").write_text("example.org\n", "utf-8")
    (workshop.site / "photos").mkdir()
    (workshop.site / "photos" / "bridge.jpg").write_bytes(b"jpg")
    (workshop.content / "claims" / "beauty.md").unlink()
    ledger = (workshop.content / "permalinks.txt").read_text("utf-8")
    workshop.write("permalinks.txt", ledger.replace("claims/beauty.html\n", ""))
    for options in ((), ("--fresh",)):
        assert workshop.build(*options).code == 0
        assert (workshop.site / "CNAME").read_text("utf-8") == "example.org\n"
        assert (workshop.site / "photos" / "bridge.jpg").read_bytes() == b"jpg"
        assert not (workshop.site / "claims" / "beauty.html").exists()


def test_a_page_touched_by_hand_is_made_again(workshop: Workshop) -> None:
    """What somebody changed or deleted in the built site comes back, and --explain says why."""
    workshop.build()
    before = tree(workshop.site)
    (workshop.site / "index.html").write_text("mine", "utf-8")
    (workshop.site / "sources.html").unlink()
    result = workshop.build("--explain")
    assert "index.html: touched" in result.out
    assert "sources.html: missing" in result.out
    assert tree(workshop.site) == before


def test_one_edit_makes_what_shows_it(workshop: Workshop) -> None:
    """A body's edit makes one page; --explain names the field that changed."""
    workshop.build()
    workshop.replace("claims/length.md", "The survey has it", "The survey surely has it")
    result = workshop.build("--explain")
    assert result.out.splitlines()[0] == "claims/length.html: prose"
    assert "1 made" in result.out
    workshop.replace("claims/length.md", "The bridge is 300 metres long\nclaim", "It is 300 metres long\nclaim")
    made = [line.split(":")[0] for line in workshop.build("--explain").out.splitlines()[:-1]]
    assert "transcripts/bridge.html" in made
    assert "topics/length.html" in made
    assert "sources/survey.html" in made
    assert "methodology.html" not in made
    assert "sources/ledger.html" not in made


def test_an_output_inside_a_link_is_the_linked_folder(workshop: Workshop, tmp_path: Path) -> None:
    """A link to a folder stays a link; the folder it names holds the site."""
    (tmp_path / "real").mkdir()
    workshop.site.symlink_to(tmp_path / "real")
    assert workshop.build().code == 0
    assert workshop.site.is_symlink()
    assert (tmp_path / "real" / "index.html").exists()


@pytest.mark.parametrize("exchange", [True, False], ids=["one-step", "two-renames"])
@pytest.mark.parametrize("step", ["rename", "exchange", "replace", "write", "unlink", "link", "drop", "empty"])
def test_killed_at_any_step_of_the_swap(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, step: str, exchange: bool
) -> None:
    """A build that dies at any step of the swap leaves a whole site, old or new, after at most the next run."""
    build(workshop.options())
    old = tree(workshop.site)
    workshop.replace("claims/length.md", "The survey has it", "The survey surely has it")
    build(Options(workshop.content, ROOT / "templates", workshop.site.parent / "other", jobs=1))
    new = tree(workshop.site.parent / "other")
    for when in ("before", "after"):
        child = os.fork()
        if not child:
            _die_at(monkeypatch, step, when, exchange)
            build(workshop.options())
            os._exit(0)
        os.waitpid(child, 0)
        if exchange:
            assert tree(workshop.site) in (old, new)
        with staging.staging(workshop.site):
            pass
        assert tree(workshop.site) in (old, new)
        build(workshop.options())
        assert tree(workshop.site) == new
        assert build(workshop.options()).made == {}
        workshop.replace("claims/length.md", "The survey surely has it", "The survey has it")
        build(workshop.options())
        assert tree(workshop.site) == old
        workshop.replace("claims/length.md", "The survey has it", "The survey surely has it")


def _die_at(monkeypatch: pytest.MonkeyPatch, step: str, when: str, exchange: bool) -> None:
    """Make the process end before or after the named step of the swap."""
    if not exchange:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    owner, name = {
        "rename": (Path, "rename"),
        "exchange": (swap, "exchange"),
        "replace": (Path, "replace"),
        "write": (Path, "write_bytes"),
        "unlink": (Path, "unlink"),
        "link": (os, "link"),
        "drop": (os, "unlink"),
        "empty": (os, "rmdir"),
    }[step]
    real = getattr(owner, name)

    def deadly(*arguments: object, **options: object) -> object:
        if when == "before":
            os._exit(9)
        result = real(*arguments, **options)
        os._exit(9)
        return result

    real_swap = swap.swap

    def deadly_swap(*arguments: Any) -> None:
        monkeypatch.setattr(owner, name, deadly)
        real_swap(*arguments)

    monkeypatch.setattr(workplace, "swap", deadly_swap)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment(tmp_path: Path, jobs: str) -> None:
    """A build killed outright at any moment leaves the old site or the new one, and the next run completes it."""
    shutil.copytree(SMALL, tmp_path / "content")
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "build",
        "--content",
        "content",
        "--output",
        "site",
        "--jobs",
        jobs,
    ]
    started = time.monotonic()
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    took = time.monotonic() - started
    claim = tmp_path / "content" / "claims" / "length.md"
    texts = [claim.read_text("utf-8"), claim.read_text("utf-8").replace("The survey has it", "It has it")]
    sites = []
    for text in texts:
        claim.write_text(text, "utf-8")
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        sites.append(tree(tmp_path / "site"))
    for n in range(8):
        claim.write_text(texts[n % 2], "utf-8")
        running = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(took * (0.3 + 0.1 * n))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        assert tree(tmp_path / "site") in sites
    for text, site in zip(texts, sites, strict=True):
        claim.write_text(text, "utf-8")
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        assert tree(tmp_path / "site") == site


def test_two_builds_of_one_site_do_not_meet(workshop: Workshop) -> None:
    """A second build says so and ends with code 2; the first is not disturbed."""
    with staging.staging(workshop.site):
        result = workshop.build()
    assert result.code == 2
    assert "another build is writing" in result.err


def test_a_damaged_manifest_only_costs_time(workshop: Workshop) -> None:
    """Whatever stands in the manifest, the site comes out right."""
    workshop.build()
    before = tree(workshop.site)
    state = workshop.site.parent / ".site.factpress"
    for data in (b"", b"nonsense", (state / "manifest").read_bytes()[:100]):
        (state / "manifest").write_bytes(data)
        assert workshop.build().code == 0
        assert tree(workshop.site) == before


def _leave(path: str, data: bytes) -> Callable[[Path], object]:
    def leave(state: Path) -> None:
        (state / path).parent.mkdir(parents=True, exist_ok=True)
        (state / path).write_bytes(data)

    return leave


@pytest.mark.parametrize(
    "spoil",
    [
        _leave("fresh/claims/length.html", b"mine"),
        _leave("old/index.html", b"mine"),
        _leave("manifest.next", b"nonsense"),
        _leave("manifest.next", b"1\nnonsense"),
        _leave("manifest.tmp", b"nonsense"),
        _leave("cache-journal", b"nonsense"),
    ],
)
def test_what_a_killed_build_left_is_in_nobodys_way(workshop: Workshop, spoil: Callable[[Path], object]) -> None:
    """Whatever lies beside the site, the next one comes out right."""
    workshop.build()
    before = tree(workshop.site)
    for words in ("It has it", "The survey has it"):
        spoil(workshop.site.parent / ".site.factpress")
        old = "The survey has it" if words == "It has it" else "It has it"
        workshop.replace("claims/length.md", old, words)
        assert workshop.build().code == 0
    assert tree(workshop.site) == before


@pytest.mark.parametrize("options", [(), ("--fresh",)])
def test_a_lost_cache_only_costs_time(workshop: Workshop, options: tuple[str, ...]) -> None:
    """Whatever happens to the results of earlier builds, the site comes out right, also where pages were kept."""
    cache = workshop.site.parent / ".site.factpress" / "cache"
    workshop.build()
    workshop.replace("claims/length.md", "The survey has it", "The survey surely has it")
    workshop.build()
    before = tree(workshop.site)
    for spoil in (
        Path.unlink,
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(bytes(len(file.read_bytes()))),
    ):
        spoil(cache)
        workshop.replace("claims/length.md", "surely has it", "has it")
        assert workshop.build(*options).code == 0
        spoil(cache)
        workshop.replace("claims/length.md", "The survey has it", "The survey surely has it")
        assert workshop.build(*options).code == 0
        assert tree(workshop.site) == before


@pytest.mark.parametrize("file", ["manifest", "cache"])
def test_one_wrong_bit_only_costs_time(workshop: Workshop, file: str) -> None:
    """An edit after it comes out right, with --fresh and without, and nothing is told that is not so."""
    remembered = workshop.site.parent / ".site.factpress" / file
    texts = ("The survey has it", "The survey surely has it")
    sites = []
    for old, new in (texts, texts[::-1]):
        workshop.replace("claims/length.md", old, new)
        assert workshop.build().code == 0
        sites.append(tree(workshop.site))
    for n in range(24):
        data = bytearray(remembered.read_bytes())
        data[len(data) * n // 24] ^= 1 << n % 8
        remembered.write_bytes(data)
        workshop.replace("claims/length.md", texts[n % 2], texts[1 - n % 2])
        result = workshop.build(*(["--fresh"] if n % 3 == 0 else []))
        assert (result.code, result.err) == (0, "")
        assert tree(workshop.site) == sites[n % 2]


def test_the_cache_does_not_grow_for_ever(workshop: Workshop) -> None:
    """What no build uses any more goes."""
    cache = workshop.site.parent / ".site.factpress" / "cache"
    workshop.build()
    small = cache.stat().st_size
    verdicts = ["half-true", "inaccurate"]
    for n in range(16):
        workshop.replace("claims/cost.md", f"verdict: {verdicts[n % 2]}", f"verdict: {verdicts[1 - n % 2]}")
        assert workshop.build().code == 0
        assert cache.stat().st_size < 2 * small
    assert workshop.build("--fresh", "--output", str(workshop.site.parent / "clean")).code == 0
    assert tree(workshop.site) == tree(workshop.site.parent / "clean")


def test_a_file_that_changes_while_the_site_is_built(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site has what stands there at the end, and no later build takes what was read first for it."""
    claim = (workshop.content / "claims" / "length.md").read_text("utf-8")
    texts = [claim, claim.replace("The survey has it", "It has it")]
    edits = iter(texts[::-1])

    def load_late(content: Path, file: File) -> bytes:
        if file.id == "length" and (text := next(edits, None)):
            workshop.write("claims/length.md", text)
        return load(content, file)

    monkeypatch.setattr("factpress.pipeline.load", load_late)
    assert build(workshop.options()).made
    other = workshop.options()._replace(output=workshop.site.parent / "other")
    assert build(other).made
    assert tree(workshop.site) == tree(other.output)
    workshop.write("claims/length.md", texts[1])
    assert build(workshop.options()).made == {"claims/length.html": ("prose",)}
