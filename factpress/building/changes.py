"""What differs from the last build, found without reading what is the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from factpress.building.aside import aside
from factpress.building.files import Survey, digest, survey
from factpress.building.manifest import Edition, Flat, Past, flat, recall
from factpress.building.records import Ref
from factpress.building.staging import Stage

RACE = 2_000_000_000
"""Nanoseconds. A file that changed so shortly before it was looked at could change again and keep its times: they are
not trusted, and the next build compares its bytes. Some file systems count in steps of two seconds."""


UNTRUSTED = (-1, -1, -1)

WORTH_A_PROCESS = 16_000
"""Bytes of the times of a site's files, sixteen a file, from which a second process looks at them."""


class Changes(NamedTuple):
    """What differs, and what stays."""

    edition: Edition
    past: Past
    content: Survey
    times: Flat
    """Of the content's files, as the next build may trust them."""
    kept: dict[str, tuple[bytes, Ref]]
    """Files of the content that need not be read: digest, and the record of what they say."""
    new: frozenset[str]
    """Files of the content that must be read."""
    gone: frozenset[str]
    touched: frozenset[str]
    """Files of the site that are not as we left them."""
    foreign: tuple[str, ...]
    """Files of the site that others put there."""

    @property
    def nothing(self) -> bool:
        """Tell whether the last build would come out again."""
        lost = self.past.foreign != self.foreign and set(self.past.foreign) - set(self.foreign)
        return not (self.past.stale or self.new or self.gone or self.touched or lost or self.content.links)


def changes(content: Path, stage: Stage, edition: Edition, fresh: bool) -> Changes:
    """Compare the content and the site with what the last build left."""
    now = time.time_ns()
    past = recall(stage.manifest, edition, fresh)
    site: Callable[[], Any] = partial(_site, stage, past)
    if len(past.site[2]) > WORTH_A_PROCESS:
        site = aside(site)
    found = survey(content)
    times = flat(found.files, 3)
    if times == past.content and not past.forgotten:
        differing: set[str] = set()
    else:
        differing = {path for path, stat in found.files.items() if past.read.get(path) != stat}
    young = {path for path, (_, one, other) in found.files.items() if one > now - RACE or other > now - RACE}
    if young:
        times = flat({path: UNTRUSTED if path in young else stat for path, stat in found.files.items()}, 3)
    touched, foreign = site()
    if not (differing or touched or past.forgotten or past.stale or past.content[0].count("\0") >= len(found.files)):
        return Changes(edition, past, found, times, {}, frozenset(), frozenset(), frozenset(), foreign)
    known = past.known.read
    new = found.files.keys() - known.keys()
    new |= {path for path in differing - new if digest((content / path).read_bytes()) != known[path][0]}
    # What is not kept again because it stands elsewhere: a body in its page, the talk that a page's links mean.
    lost = {path for path in known if path.startswith("claims/") and page(path) in touched} if touched else set()
    lost |= {path for path in known if path.startswith("pages/")} if "site.yaml" in new else set()
    kept = {path: row for path, row in known.items() if path in found.files and path not in new and path not in lost}
    new |= lost & found.files.keys()
    gone = frozenset(known.keys() - found.files.keys())
    return Changes(edition, past, found, times, kept, frozenset(new), gone, frozenset(touched), foreign)


def _site(stage: Stage, past: Past) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of our files in the site are not as we left them, and which are not ours."""
    site = survey(stage.site, hidden=True).files if stage.site.exists() else {}
    made = past.made
    touched = tuple(path for path, stat in made.items() if site.get(path, ())[:2] != stat)
    return touched, tuple(path for path in site if path not in made)


def page(claim: str) -> str:
    """Return the page in which a claim file's body stands."""
    return claim.removesuffix(".md") + ".html"
