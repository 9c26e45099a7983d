"""The settings of Pelican's project."""

from __future__ import annotations

import json
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from shown import FILTERS, data, here

LISTED = {**data["lists"], "404": ("Page not found", data["site"]["tagline"])}


@pass_context
def page_here(context: Context) -> dict[str, Any]:
    """Return what the templates know of the page that is made."""
    if article := context.get("article"):
        return here(article.save_as, json.loads(article.record), article.content, f"claims/{article.slug}.md")
    if page := context.get("page"):
        return here(page.save_as, page.metadata, page.content, f"pages/{page.slug}.md")
    if tag := context.get("tag"):
        topic = data["topics"][tag.name]
        return here(f"topics/{tag.name}.html", {**topic, "title": topic["label"]}, "", "")
    name = context["page_name"].removesuffix(".html")
    title, description = LISTED[name]
    return here(f"{name}.html", {"title": title, "description": description, "nav": name}, "", "")


def records(articles: list[Any]) -> list[dict[str, Any]]:
    """Return the claims as the data file has them."""
    url = data["site"]["base_url"]
    fronts = {article.slug: json.loads(article.record) for article in articles}
    return [
        {"id": id, **{key: front[key] for key in data["keys"]}, "url": f"{url}claims/{id}.html"}
        for id, front in fronts.items()
    ]


SITENAME = "The Bench"
SITEURL = "https://example.org/bench"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
OUTPUT_PATH = "public"
ARTICLE_PATHS = ["claims"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["extra"]
EXTRA_PATH_METADATA = {f"extra/{name}": {"path": name} for name in ("robots.txt", ".nojekyll")}
IGNORE_FILES: list[str] = []
USE_FOLDER_AS_CATEGORY = False
FORMATTED_FIELDS: list[str] = []
WITH_FUTURE_DATES = True
ARTICLE_URL = ARTICLE_SAVE_AS = "claims/{slug}.html"
TAG_URL = TAG_SAVE_AS = "topics/{slug}.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["sources", "search", "404", "claims", "sitemap"]
CLAIMS_SAVE_AS = "data/claims.json"
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
TYPOGRIFY = False
MARKDOWN = {"output_format": "html5"}
THEME = "theme"
THEME_STATIC_DIR = "assets"
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_GLOBALS = {"data": data, "page_here": page_here, "records": records}
JINJA_FILTERS = FILTERS
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
CACHE_PATH = "cache"
