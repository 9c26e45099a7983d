"""Templates: what our ways around Jinja must not change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from factpress.diagnostics import Diagnostic
from factpress.model import Artifact
from factpress.options import Options
from factpress.rebuild import build
from factpress.render import renderer
from tests.conftest import ROOT, SMALL

Show = Callable[[str, Any], str]


@dataclass(frozen=True)
class View:
    value: Any


@dataclass(frozen=True)
class Shared:
    SHARED: ClassVar = True
    words: str


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Give a function that renders a template of this folder with one value."""
    home = tmp_path_factory.mktemp("templates")
    (home / "partials").mkdir()
    (home / "plain.html").write_text("[{{ value }}]<p title='{{ value }}'>", "utf-8")
    (home / "part.html").write_text("{{ value|bold }}{{ value|bold('!') }}", "utf-8")
    (home / "wrong.html").write_text("\n{{ value.wrods }}", "utf-8")
    (home / "partials" / "parts.html").write_text(
        "{% macro bold(v, end='') %}<b>{{ v.words or v }}{{ end }}</b>{% endmacro %}", "utf-8"
    )
    render = renderer(home, "en", {}, home)

    def shown(template: str, value: Any) -> str:
        found: list[Diagnostic] = []
        data, _ = render(Artifact("a.html", template, lambda: None), View(value), found.append)
        return "".join(f"{d.code} {d.where.path}:{d.where.line}" for d in found) or data.decode()

    return shown


@given(st.text(alphabet="ab &<>'\"é橋;#") | st.integers() | st.dates() | st.none() | st.booleans())
def test_words_are_escaped_as_jinja_escapes_them(show: Show, value: object) -> None:
    """Whatever stands in a view, a page has the bytes that markupsafe gives."""
    assert show("plain.html", value) == f"[{escape(value)}]<p title='{escape(value)}'>"


def test_a_part_follows_its_value(show: Show) -> None:
    """A part that is made once for a value is not shown for another, and not in another form."""
    values = [Shared(f"{n}&") for n in range(3)]
    for value in (*values, *values):
        assert show("part.html", value) == "<b>{0}&amp;</b><b>{0}&amp;!</b>".format(value.words[:-1])


def test_a_field_that_is_not_there_is_told(show: Show) -> None:
    """A misspelt field is a finding at its line."""
    assert show("wrong.html", Shared("a")) == "FP609 templates/wrong.html:2"


def test_each_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that parts are made of were folded while their file was compiled, which compiled it again, 33 times."""
    compiled: list[str | None] = []
    of_jinja = jinja2.Environment._generate

    def generate(self: jinja2.Environment, source: Any, name: str | None, *others: Any, **named: Any) -> str:
        compiled.append(name)
        return of_jinja(self, source, name, *others, **named)

    monkeypatch.setattr(jinja2.Environment, "_generate", generate)
    assert build(Options(SMALL, ROOT / "templates", tmp_path / "site")).made
    assert "partials/parts.html" in compiled
    assert len(compiled) == len(set(compiled))
