"""Bad input: each case is data, and says on the line where it belongs what must be found there.

A folder of `cases/` lies over the small site. `# expect: FP203` in YAML and `<!-- expect: FP401 -->` elsewhere mark a
finding of that code on that line, `expect-above` on the line before, which may hold nothing else. Whatever is found and
not marked is a failure too.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from factpress.pipeline import check
from tests.conftest import Workshop

CASES = Path(__file__).parent / "cases"
EXPECT = re.compile(r"expect(-above)?: ((?:FP\d{3}[, ]*)+)")


def _expected(folder: Path) -> Counter[tuple[str, int, str]]:
    found: Counter[tuple[str, int, str]] = Counter()
    for file in folder.rglob("*"):
        if file.is_file():
            path = "content/" + file.relative_to(folder).as_posix()
            for n, line in enumerate(file.read_text("utf-8").split("\n"), 1):
                for above, marked in EXPECT.findall(line):
                    found.update((path, n - bool(above), code) for code in re.findall(r"FP\d{3}", marked))
    return found


@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir() if p.is_dir()))
def test_each_fault_is_told_once_where_it_is(workshop: Workshop, case: str) -> None:
    """A fault is reported with its code at its line, once; nothing else is reported."""
    shutil.copytree(CASES / case, workshop.content, dirs_exist_ok=True)
    found = workshop.found()
    assert Counter((d.where.path, d.where.line, d.code) for d in found) == _expected(workshop.content)
    for d in found:
        line = (
            (workshop.content / d.where.path.removeprefix("content/")).read_text("utf-8").split("\n")[d.where.line - 1]
        )
        assert 1 <= d.where.column <= len(line) + 1
        assert d.message
        assert d.help


def _bytes() -> list[Any]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / "bytes.yaml").read_text("utf-8"))
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", _bytes())
def test_bad_bytes(workshop: Workshop, case: dict[str, Any]) -> None:
    """A file whose bytes are wrong is reported with line and column, and costs nobody the last good site."""
    assert workshop.build().code == 0
    before = (workshop.site / "index.html").read_bytes()
    file = workshop.content / case["path"]
    file.parent.mkdir(parents=True, exist_ok=True)
    if "bytes" in case:
        file.write_bytes(case["bytes"].encode("latin-1").decode("unicode_escape").encode("latin-1"))
    elif "replace" in case:
        old, new = case["replace"]
        assert old in file.read_text("utf-8")
        workshop.replace(case["path"], old, new)
    elif "link" in case:
        file.unlink(missing_ok=True)
        file.symlink_to(case["link"])
    else:
        file.unlink()
    found = [f"{d.code} {d.where.line}:{d.where.column}" for d in workshop.found() if d.severity == "error"]
    assert found == case["expect"]
    two = check(workshop.options(jobs=2)).found
    assert two == workshop.found()
    built = workshop.build()
    assert built.code == 1
    assert "Traceback" not in built.err
    assert (workshop.site / "index.html").read_bytes() == before
