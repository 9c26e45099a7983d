"""Templates: what our ways around Jinja must not change."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any, ClassVar

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from msgspec import Struct

from factpress.model.artifact import Artifact
from factpress.model.options import Options
from factpress.pipeline import build
from factpress.rendering.render import renderer
from factpress.rendering.templates import compiled, prepare, use
from tests.conftest import ROOT, SMALL, Workshop

Show = Callable[[str, Any], str]


class View(Struct, frozen=True):
    value: Any
    prose: str = ""


class Shared(Struct, frozen=True):
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
    (home / "partials" / "components.html").write_text(
        "{% macro bold(v, end='') %}<b>{{ v.words or v }}{{ end }}</b>{% endmacro %}", "utf-8"
    )
    render = renderer(prepare(home, "en", {}), plain=False)

    def shown(template: str, value: Any) -> str:
        made = render(Artifact("a.txt", template, lambda: None), View(value))
        said = "".join(f"{d.code} {d.where.path}:{d.where.line}" for d in made.found)
        return said if made.data is None else made.data.decode()

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


def test_parts_are_made_again_when_many_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held of them is bounded, and what was let go comes out the same."""
    monkeypatch.setattr("factpress.rendering.templates.MOST_LETTERS", 100)
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "components.html").write_text(
        "{% macro bold(v) %}<b>{{ v.words }}</b>{% endmacro %}", "utf-8"
    )
    (tmp_path / "list.html").write_text("{% for v in value %}{{ v|bold }}{% endfor %}", "utf-8")
    values = [Shared(f"{n}&") for n in range(50)]
    render = renderer(prepare(tmp_path, "en", {}), plain=False)
    for _ in range(2):
        made = render(Artifact("a.txt", "list.html", lambda: None), View(values))
        assert made.data == "".join(f"<b>{n}&amp;</b>" for n in range(50)).encode()


def test_a_field_that_is_not_there_is_told(show: Show) -> None:
    """A misspelt field is a finding at its line."""
    assert show("wrong.html", Shared("a")) == "FP609 templates/wrong.html:2"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("broken", ["base.html", "claim.html", "partials/components.html", "partials/head.html"])
def test_one_broken_template_is_one_error(workshop: Workshop, tmp_path: Path, broken: str, jobs: int) -> None:
    """However many pages need it; what such pages lack is not told besides."""
    templates = tmp_path / "templates"
    copytree(ROOT / "templates", templates)
    (templates / broken).write_text((templates / broken).read_text("utf-8") + "{% if %}", "utf-8")
    found = build(workshop.options()._replace(templates=templates, jobs=jobs)).found
    errors = [(d.code, d.where.path) for d in found if d.severity == "error"]
    assert errors == [("FP609", f"templates/{broken}")]


LOOPS = """{% block list %}
<ul>

  {% for v in value recursive %}
  <li>{{ v[0] }}
	
    {% for w in v[0] if w != "2" %} <i>{{ w }}</i>

    {% else %}
    -
    {% endfor %}
  {% if v[1] %}<ul>{{ loop(v[1]) }}</ul>{% endif %}
  {% else %}

  none{% endfor %}

</ul>
{% for v in value %}
  {% for w in v[0] %}
  {{ w }}{% if loop.last %}.{% endif %}

  {% endfor %}
{% endfor %}

{% endblock %}
{{ prose }}


end
"""


@pytest.mark.parametrize("many", [0, 1, 40, 3_000])
def test_loops_give_what_jinja_gives(tmp_path: Path, many: int) -> None:
    """However long a list, the bytes are those of Jinja without blank lines, and the prose stands in its place."""
    (tmp_path / "loops.html").write_text(LOOPS, "utf-8")
    value = tuple((str(n), ((f"{n} & 橋", ()),) if n % 7 == 0 else ()) for n in range(many))
    plain = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    whole = plain.from_string(LOOPS).render(value=value, prose=Markup("<p>Prose.</p>"))
    artifact = Artifact("a.txt", "loops.html", lambda: None)
    made = renderer(prepare(tmp_path, "en", {}), plain=False)(artifact, View(value, "<p>Prose.</p>"))
    assert made.data == re.sub(r"\n[ \t]*(?=\n)", "", whole).encode()


def test_prose_is_set_in_as_it_is(tmp_path: Path) -> None:
    """Its blank lines are the author's, and stay; those of the template go."""
    (tmp_path / "page.html").write_text("<main>\n\n{{ prose }}\n\n</main>\n", "utf-8")
    view = View(None, "<pre>a\n\n\nb</pre>")
    made = renderer(prepare(tmp_path, "en", {}), plain=False)(Artifact("a.txt", "page.html", lambda: None), view)
    assert made.data == b"<main>\n<pre>a\n\n\nb</pre>\n</main>\n"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Give a list to which the name of each template is added when it is compiled."""
    found: list[str | None] = []
    of_jinja = jinja2.Environment._generate

    def generate(self: jinja2.Environment, source: Any, name: str | None, *others: Any, **named: Any) -> str:
        found.append(name)
        return of_jinja(self, source, name, *others, **named)

    monkeypatch.setattr(jinja2.Environment, "_generate", generate)
    return found


def test_what_was_compiled_need_not_be_again(tmp_path: Path, names: list[str | None]) -> None:
    """An environment takes the code from another; a template that cannot be compiled stops nobody here."""
    for n in range(6):
        (tmp_path / f"{n}.html").write_text("{{ value }}" * n, "utf-8")
    (tmp_path / "wrong.html").write_text("{% if %}", "utf-8")
    files = [*(f"{n}.html" for n in range(6)), "wrong.html"]
    first, second = (prepare(tmp_path, "en", {}) for _ in range(2))
    codes = [compiled(first, file) for file in files]
    assert codes[-1] == b""
    use(second, files, codes)
    for file in files[:-1]:
        second.get_template(file)
    assert sorted(filter(None, names)) == files[:-1]
    with pytest.raises(jinja2.TemplateSyntaxError):
        second.get_template("wrong.html")


def test_each_template_is_compiled_once(tmp_path: Path, names: list[str | None]) -> None:
    """Parts that parts are made of were folded while their file was compiled, which compiled it again, 33 times."""
    assert build(Options(SMALL, ROOT / "templates", tmp_path / "site", jobs=1)).made
    assert "partials/components.html" in names
    assert len(names) == len(set(names))
