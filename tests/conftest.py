"""What the tests share: a small site to change, and the product run as a user runs it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from factpress import cli
from factpress.model.diagnostics import Diagnostic
from factpress.model.options import Options
from factpress.pipeline import check

# A loaded machine is no fault of a law.
settings.register_profile("factpress", deadline=None)
settings.load_profile("factpress")

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "golden" / "content"


@dataclass(frozen=True)
class Result:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Workshop:
    """A copy of the small site that a test may change, and where it is built."""

    content: Path
    site: Path
    run: Callable[..., Result]

    def write(self, path: str, text: str) -> None:
        """Write a file of the content."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def replace(self, path: str, old: str, new: str) -> None:
        """Change words in a file of the content; they must be there."""
        text = (self.content / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def build(self, *options: str) -> Result:
        """Build the site."""
        return self.run("build", "--content", str(self.content), "--output", str(self.site), *options)

    def check(self, *options: str) -> Result:
        """Check the content."""
        return self.run("check", "--content", str(self.content), *options)

    def found(self) -> tuple[Diagnostic, ...]:
        """Return what a check finds."""
        return check(self.options()).found

    def options(self, jobs: int = 1, templates: Path = ROOT / "templates") -> Options:
        """Return what a build of the site is asked for."""
        return Options(self.content, templates, self.site, jobs=jobs)


@pytest.fixture
def workshop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workshop:
    """Give a copy of the small site."""
    shutil.copytree(SMALL, tmp_path / "content")

    def run(*arguments: str) -> Result:
        capsys.readouterr()
        code = cli.main(arguments, root=ROOT)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return Workshop(tmp_path / "content", tmp_path / "site", run)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, by path."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes the golden site anew."""
    parser.addoption("--write-golden", action="store_true", help="write tests/golden/built anew")
