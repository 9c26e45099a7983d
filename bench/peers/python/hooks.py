"""The hooks of MkDocs' project."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from shown import FILTERS, data, here


@pass_context
def page_here(context: Context) -> dict[str, Any]:
    """Return what the templates know of the page that is made."""
    page = context["page"]
    if page is None:
        return here("404.html", {"title": "Page not found"}, "", "")
    return here(page.url, page.meta, page.content, page.file.src_uri)


def on_env(env: Environment, **_: object) -> Environment:
    """Give the templates what they use."""
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(FILTERS)
    env.globals.update(data=data, page_here=page_here)
    return env
