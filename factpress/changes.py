"""What differs from the last build, found without reading what is the same."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from factpress.manifest import Edition, Past, Times, recall
from factpress.plain import digest
from factpress.records import Ref
from factpress.survey import Survey, survey
from factpress.write import Stage

RACE = 2_000_000_000
"""Nanoseconds. A file that changed so shortly before it was looked at could change again and keep its times: they are
not trusted, and the next build compares its bytes. Some file systems count in steps of two seconds."""


UNTRUSTED = (-1, -1, -1)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs, and what stays."""

    edition: Edition
    past: Past
    content: Survey
    times: Times
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
    past = recall(stage.manifest, edition, fresh)
    now = time.time_ns()
    found = survey(content)
    site = survey(stage.site, hidden=True).files if stage.site.exists() else {}
    times = {path: stat if max(stat[1:]) < now - RACE else UNTRUSTED for path, stat in found.files.items()}
    differing = {path for path, stat in found.files.items() if past.read.get(path) != stat}
    touched = frozenset(path for path, stat in past.made.items() if site.get(path, ())[:2] != stat)
    foreign = tuple(path for path in site if path not in past.made)
    if not (differing or touched or past.forgotten or past.stale or len(past.read) > len(found.files)):
        return Changes(edition, past, found, times, {}, frozenset(), frozenset(), touched, foreign)
    known = past.known.read
    new = found.files.keys() - known.keys()
    new |= {path for path in differing - new if digest((content / path).read_bytes()) != known[path][0]}
    # What is not kept again because it stands elsewhere: a body in its page, the talk that a page's links mean.
    lost = {path for path in known if path.startswith("claims/") and page(path) in touched}
    lost |= {path for path in known if path.startswith("pages/")} if "site.yaml" in new else set()
    kept = {path: row for path, row in known.items() if path in found.files and path not in new and path not in lost}
    gone = frozenset(known.keys() - found.files.keys())
    return Changes(
        edition, past, found, times, kept, frozenset(new | (lost & found.files.keys())), gone, touched, foreign
    )


def page(claim: str) -> str:
    """Return the page in which a claim file's body stands."""
    return claim.removesuffix(".md") + ".html"
