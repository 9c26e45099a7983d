"""A claim file of a fact-check from another system: a draft that says what is still to be done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from factpress.editing.composing import slug
from factpress.editing.importing.heard import day
from factpress.editing.importing.ratings import shown
from factpress.editing.importing.reviews import Review
from factpress.editing.importing.writing import Value, front
from factpress.meaning.rules.wording import LIMITS
from factpress.model.content import Verdict
from factpress.reading.values import WEB
from factpress.text.todo import TODO

LONGEST_NAME = 80
"""Letters of an id: a file system takes some 250."""
MARKS = re.compile(r"([\\`*_\[\]<>&{}|])")
"""Signs that mean something in Markdown (CommonMark 0.31, 2.4)."""
OPENING = re.compile(r"\A(\d{1,9}(?=[.)]))?([#.)=~:+-])")
"""How a line begins that is no paragraph."""

LINK = re.compile(
    r"([!^]?)\\\[((?:[^\\]|\\[^\[\]]|\\\[(?:[^\\]|\\[^\[\]])*\\\])+)\\\]"
    r"\(\\<(https?://(?:[^\s\\]|\\[^\\<>])+)\\>\)"
)
"""A link of Markdown, `[words](<address>)`, once its signs are escaped."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the words of a claim stand in a talk of ours."""

    talk: str
    words: dict[str, str]
    """By language."""
    original: str
    """The language whose words must be quoted."""


def name_of(review: Review) -> str:
    """Return an id for a review: the end of its address, or else the words of its headline or claim."""
    end = re.sub(r"\.\w{1,5}\Z", "", review.url.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2])
    names = (
        slug(words, 12)[:LONGEST_NAME].rstrip("-")
        for words in (end if "/" in review.url[9:] else "", review.title, review.claim)
    )
    digest = blake2b(f"{review.url}\n{review.claim}".encode(), digest_size=4).hexdigest()
    return next((name for name in names if re.search(r"[a-z]{3}", name)), f"review-{digest}")


def head(review: Review) -> str:
    """Return the line by which the draft of a review is known again."""
    told = review.url or review.publisher or "a file"
    return f"Imported from {told}: {review.claim or review.title}"


def draft(review: Review, verdict: Verdict | None, standing: Standing | None) -> str:
    """Return the claim file of a review.

    What only an editor can write has a TODO: texts and the verdict in place of the value, and dates and names, which
    are looked up, behind a value that is left empty, so that `check` asks for it.
    """
    rating, summary = shown(review), " ".join(review.summary.split())
    fits = 0 < len(summary) <= LIMITS["summary"]
    talk = ", ".join(filter(None, (*review.claimants, review.said[:10], *review.seen)))
    published, verified = day(review.published), day(review.modified) or day(review.published)
    values: dict[str, Value] = {
        "title": review.title or f"{TODO} the answer, in at most {LIMITS['title']} characters",
        "claim": review.claim or f"{TODO} the claim restated, in at most {LIMITS['claim']} characters",
        "verdict": verdict.id if verdict else TODO,
        "summary": summary if fits else f"{TODO} the short answer, in at most {LIMITS['summary']} characters",
        "transcript": standing.talk if standing else "",
        "quotes": (_words(standing),) if standing and standing.words else (),
        "published": published,
        "verified": verified,
        "authors": review.authors or ((review.publisher,) if review.publisher else ()),
        "status": "draft",
    }
    long = len(review.claim) > LIMITS["claim"]
    quoted = standing and standing.words
    notes = {
        "title": f"{TODO} give the answer, in at most {LIMITS['title']} characters" if review.title else "",
        "claim": f"{TODO} restate it in at most {LIMITS['claim']} characters" if long else "",
        "verdict": f"it was rated {rating}" if rating else "",
        "transcript": "" if standing else f"{TODO} the talk in which it was said{': ' if talk else ''}{talk}",
        "quotes": "" if quoted else f"{TODO} the words that are checked, as they stand in the transcript",
        "published": "" if published else f"{TODO} the day{': ' if review.published else ''}{review.published}",
        "verified": "" if verified else f"{TODO} the day on which the sources were last read",
    }
    lead = [head(review), *([f"It was said: {talk}"] if talk and standing else ())]
    if review.publisher and not list(_credit(review)):
        lead.append(f"It was published by {review.publisher}")
    written = front({k: v for k, v in values.items() if k != "authors" or v}, notes, lead)
    first = [] if fits else [_escaped(review.summary)]
    parts = (*first, *map(_linked, review.body.split("\n\n")), *_credit(review))
    return written + "".join(f"\n{words}\n" for words in filter(None, parts))


def _words(standing: Standing) -> dict[str, str]:
    missing = {} if standing.original in standing.words else {standing.original: f"{TODO} the same words"}
    return standing.words | missing


def _escaped(words: str) -> str:
    """Return a paragraph whose signs Markdown reads as they stand."""
    words = MARKS.sub(r"\\\1", " ".join(words.split()))
    return OPENING.sub(lambda mark: f"{mark[1]}\\{mark[2]}" if mark[1] else f"\\{mark[2]}", words, count=1)


def _linked(words: str) -> str:
    """Return a paragraph like `_escaped`, but with its links."""

    def link(found: re.Match[str]) -> str:
        # Signs before a bracket, or behind it, would make an image, a note or a citation of the link.
        before, inside = (f"\\{found[1]}" if found[1] else ""), ("\\" if found[2][0] in "@^" else "")
        return f"{before}[{inside}{found[2]}](<{found[3]}>)"

    return LINK.sub(link, _escaped(words))


def _credit(review: Review) -> Iterable[str]:
    if WEB.fullmatch(review.url) and not set("<>\\") & set(review.url):
        named = review.publisher or next(iter(review.authors), "") or review.url
        yield f"[{_escaped(named)}](<{review.url}>)"
