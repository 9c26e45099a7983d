"""What all files say is put together alike, whoever reads them and when."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from factpress.meaning.assemble import assemble
from factpress.model.diagnostics import Diagnostic, ordered
from factpress.model.graph import Publishing, Reading
from factpress.reading.file import read
from factpress.reading.locations import locator
from factpress.reading.scan import TOP, scan
from factpress.reading.top import read_top
from tests.conftest import SMALL

PATHS = sorted(file.relative_to(SMALL).as_posix() for file in SMALL.rglob("*") if file.is_file())
HEAD = read_top(SMALL, TOP)
READINGS = [read(SMALL, file, HEAD.site) for file in scan(PATHS, lambda found: None)]


def _assembled(readings: list[Reading], base_url: str = "") -> tuple[Publishing, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return assemble(HEAD, readings, base_url, locator(SMALL), found.append), found


@given(st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_readings_changes_nothing(chance: Random, twice: bool) -> None:
    """Also if a file of sources is there twice, under another name."""
    readings = list(READINGS)
    if twice:
        again = next(reading for reading in readings if reading.sources)
        readings.append(Reading("sources/again.yaml", sources=again.sources))
    publishing, found = _assembled(readings)
    chance.shuffle(readings)
    other, told = _assembled(readings)
    assert (publishing, ordered(found)) == (other, ordered(told))
    assert [d.code for d in found] == ["FP207"] * len(found)
    assert bool(found) == twice


def test_the_site_can_be_built_at_another_address() -> None:
    """With a slash at its end, as in `site.yaml`."""
    assert _assembled(READINGS, "https://example.org/elsewhere")[0].site.base_url == "https://example.org/elsewhere/"
    assert _assembled(READINGS)[0].site.base_url == HEAD.site.base_url


def test_a_claim_of_which_a_file_is_unread_is_known_to_be_missing() -> None:
    """So that nobody reports a second time what is broken."""
    publishing, _ = _assembled([Reading("claims/x.md", unread=("claims:x",)), *READINGS])
    assert publishing.is_unread("claims", "x")
    assert not publishing.is_unread("claims", "length")
