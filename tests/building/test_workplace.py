"""A site of numbers, built again and again: a page for each file that says its square, and one with their sum."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec import Struct

from factpress.building.cache import Cache
from factpress.building.fingerprint import fingerprint
from factpress.building.outputs import Outputs
from factpress.building.stages import Stage, Stages
from factpress.building.staging import Busy, NotOurs, staging
from factpress.building.workers import Workers
from factpress.building.workplace import Workplace, up_to_date


class Numbers(NamedTuple):
    """What is asked for."""

    content: Path
    templates: Path
    output: Path
    asked: tuple[Any, ...] = ()
    fresh: bool = False


class Page(NamedTuple):
    """A page that is named before it is made."""

    path: str
    template: str
    view: Callable[[], Any]
    text: Callable[[], str] = str


class Rendered(NamedTuple):
    """A page that is made."""

    data: bytes | None
    facts: list[int]
    found: tuple[str, ...]


class Shown(Struct, frozen=True):
    """What a page shows."""

    title: str
    number: int


class Site(NamedTuple):
    """A site of numbers on disk."""

    numbers: Numbers

    def write(self, name: str, text: str) -> None:
        """Write a number."""
        (self.numbers.content / name).write_text(text)

    def build(self, jobs: int = 1) -> dict[str, tuple[str, ...]]:
        """Build, and return which files were made, and why."""
        return up_to_date(self.numbers, lambda result, files: {}, partial(_line, self.numbers, jobs))

    def tree(self) -> dict[str, bytes]:
        """Return every file of the site."""
        site = self.numbers.output
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}

    @property
    def state(self) -> Path:
        """The folder beside the site."""
        return self.numbers.output.parent / f".{self.numbers.output.name}.factpress"


def _line(numbers: Numbers, jobs: int, here: Workplace) -> dict[str, tuple[str, ...]]:
    stages = Stages(Workers(jobs), Cache(here.here.cache, here.version.program, here.fresh))
    read: Stage[str, int] = Stage("read", lambda name: int((numbers.content / name).read_text()), int)
    names = list(here.digests)
    values = stages.each(read, names, lambda name: here.digests[name])
    pages = [
        Page(f"n/{name}.html", "square", partial(Shown, name, value * value))
        for name, value in zip(names, values, strict=True)
    ]
    pages.append(Page("sum.html", "sum", partial(Shown, "sum", sum(values))))
    outputs = Outputs(here, stages, fingerprint(values))
    outputs.make(pages, _render, lambda path, facts, found: None)
    why = outputs.reasons
    lost = [path for path, _ in outputs.facts(outputs.rows)]
    assert len(lost) == len(outputs.rows)
    stages.finish(forget=True)
    here.publish(outputs.rows, outputs.made, outputs.basis, b"done")
    return why


def _render(page: Page, view: Shown) -> Rendered:
    return Rendered(f"{page.template} {view.title} {view.number}\n".encode(), [view.number], ())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Give three numbers."""
    for folder in ("content", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "templates" / "page").write_text("one")
    here = Site(Numbers(tmp_path / "content", tmp_path / "templates", tmp_path / "site"))
    for name, number in (("a", "2"), ("b", "3"), ("c", "4")):
        here.write(name, number)
    return here


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_makes_what_differs(site: Site, jobs: int) -> None:
    """Everything at first, nothing if nothing changed, else the pages of which a field changed."""
    pages = ["n/a.html", "n/b.html", "n/c.html", "sum.html"]
    assert site.build(jobs) == dict.fromkeys(pages, ("new",))
    assert site.tree()["sum.html"] == b"sum sum 9\n"
    assert site.build(jobs) == {}
    site.write("b", "5")
    assert site.build(jobs) == dict.fromkeys(("n/b.html", "sum.html"), ("number",))
    site.write("b", "-5")
    assert list(site.build(jobs)) == ["sum.html"]
    (site.numbers.content / "c").unlink()
    assert list(site.build(jobs)) == ["sum.html"]
    assert list(site.tree()) == ["n/a.html", "n/b.html", "sum.html"]


def test_a_build_says_why(site: Site) -> None:
    """Missing and touched files come back; another template or version makes everything, and so does `fresh`."""
    site.build()
    (site.numbers.output / "sum.html").write_text("mine")
    (site.numbers.output / "n" / "a.html").unlink()
    assert site.build() == {"n/a.html": ("missing",), "sum.html": ("touched",)}
    (site.numbers.templates / "page").write_text("two")
    assert set(site.build().values()) == {("edition",)}
    asked = Site(site.numbers._replace(asked=("more",)))
    assert set(asked.build().values()) == {("edition",)}
    assert set(Site(asked.numbers._replace(fresh=True)).build().values()) == {("fresh",)}


def test_touched_files_of_the_content_make_nothing(site: Site) -> None:
    """A file with other times and the same bytes is the same; then its new times are known."""
    site.build()
    for name in "abc":
        os.utime(site.numbers.content / name, (1, 1))
    assert site.build() == {}
    assert site.build() == {}


def test_files_of_others_stay(site: Site) -> None:
    """Whatever somebody else puts into the site is carried over from one to the next, unless it stands in our way."""
    site.build()
    (site.numbers.output / "CNAME").write_text("example.org")
    (site.numbers.output / "n" / "d.html").mkdir()
    (site.numbers.output / "n" / "d.html" / "e").write_text("e")
    site.write("a", "7")
    site.build()
    assert site.tree()["CNAME"] == b"example.org"
    assert site.tree()["n/d.html/e"] == b"e"
    site.write("d", "8")
    site.build()
    assert site.tree()["n/d.html"] == b"square d 64\n"
    assert site.tree()["CNAME"] == b"example.org"


def _flipped(file: Path, share: float) -> None:
    data = bytearray(file.read_bytes())
    data[int(share * (len(data) - 1))] ^= 4
    file.write_bytes(data)


def _linked(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


SPOILT: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "random": lambda file: file.write_bytes(os.urandom(file.stat().st_size)),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "linked": _linked,
    **{f"bit at {n} of 20": partial(_flipped, share=n / 20) for n in range(21)},
}


@pytest.mark.parametrize("file", ["manifest", "cache"])
@pytest.mark.parametrize("spoil", sorted(SPOILT))
def test_what_is_remembered_may_be_damaged(site: Site, spoil: str, file: str) -> None:
    """The site comes out right after the next edit, with `fresh` and without, and damage costs only time."""
    for fresh in (False, True):
        site.build()
        SPOILT[spoil](site.state / file)
        site.write("b", "6")
        again = Site(site.numbers._replace(fresh=fresh))
        again.build()
        assert site.tree()["sum.html"] == b"sum sum 12\n"
        assert site.tree()["n/b.html"] == b"square b 36\n"
        site.write("b", "3")
        again.build()
        assert site.tree()["n/b.html"] == b"square b 9\n"
        assert len(site.tree()) == 4


def test_the_cache_may_come_from_another_build(site: Site) -> None:
    """An older cache, put back, lacks some results and has others: they are computed."""
    site.build()
    older = (site.state / "cache").read_bytes()
    site.write("b", "6")
    site.build()
    (site.state / "cache").write_bytes(older)
    (site.numbers.content / "a").unlink()
    site.build()
    assert site.tree() == {"n/b.html": b"square b 36\n", "n/c.html": b"square c 16\n", "sum.html": b"sum sum 10\n"}


def test_one_build_at_a_time(site: Site) -> None:
    """A second one is turned away."""
    with staging(site.numbers.output), pytest.raises(Busy, match="another build"):
        site.build()


def test_a_folder_of_others_is_refused(site: Site) -> None:
    """It stays as it was."""
    site.numbers.output.mkdir()
    (site.numbers.output / "photo.jpg").write_bytes(b"jpg")
    with pytest.raises(NotOurs, match="no build made"):
        site.build()
    assert site.tree() == {"photo.jpg": b"jpg"}
    shutil.rmtree(site.numbers.output)
    site.numbers.output.write_text("a file")
    with pytest.raises(NotADirectoryError):
        site.build()
