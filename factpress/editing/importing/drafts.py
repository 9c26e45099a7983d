"""Write the claim file of a fact-check from another system: a draft with TODO for what an editor must write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from factpress.editing.composing import slug
from factpress.editing.importing.parsed import iso_day
from factpress.editing.importing.ratings import display_rating
from factpress.editing.importing.reviews import Review
from factpress.editing.importing.writing import Value, front_matter
from factpress.meaning.rules.wording import LIMITS
from factpress.model.content import Verdict
from factpress.reading.values import WEB
from factpress.text.todo import TODO

LONGEST_ID = 80
"""Letters. A file system allows about 250."""
SPECIAL = re.compile(r"([\\`*_\[\]<>&{}|])")
"""Characters with a meaning in Markdown (CommonMark 0.31, 2.4)."""
BLOCK_START = re.compile(r"\A(\d{1,9}(?=[.)]))?([#.)=~:+-])")
"""The beginning of a line that Markdown does not read as a paragraph."""

LINK = re.compile(
    r"([!^]?)\\\[((?:[^\\]|\\[^\[\]]|\\\[(?:[^\\]|\\[^\[\]])*\\\])+)\\\]"
    r"\(\\<(https?://(?:[^\s\\]|\\[^\\<>])+)\\>\)"
)
"""A Markdown link, `[words](<address>)`, after its special characters were escaped."""


class Occurrence(msgspec.Struct, frozen=True):
    """Where the words of a claim occur in one of our transcripts."""

    transcript: str
    words: dict[str, str]
    """By language."""
    original: str
    """The language of the original, whose words a claim must quote."""


def suggested_id(review: Review) -> str:
    """Return an id for a review: the end of its address, or else words of its headline or claim."""
    end = re.sub(r"\.\w{1,5}\Z", "", review.url.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2])
    ids = (
        slug(words, 12)[:LONGEST_ID].rstrip("-")
        for words in (end if "/" in review.url[9:] else "", review.title, review.claim)
    )
    digest = blake2b(f"{review.url}\n{review.claim}".encode(), digest_size=4).hexdigest()
    return next((id for id in ids if re.search(r"[a-z]{3}", id)), f"review-{digest}")


def write_draft(review: Review, verdict: Verdict | None, occurrence: Occurrence | None) -> str:
    """Return the claim file of a review.

    Where a text or the verdict is missing, the value is a TODO. Where a date or a name is missing, the value is empty,
    so that `check` asks for it, and a TODO stands behind it.
    """
    origin = ", ".join(filter(None, (*review.claimants, review.claim_date[:10], *review.appearances)))
    lead = [_marker(review), *([f"It was said: {origin}"] if origin and occurrence else ())]
    if review.publisher and not list(_credit(review)):
        lead.append(f"It was published by {review.publisher}")
    head = front_matter(_values(review, verdict, occurrence), _notes(review, occurrence, origin), lead)
    first = [] if _short_summary(review) else [_escaped(review.summary)]
    paragraphs = (*first, *map(_escaped_with_links, review.body.split("\n\n")), *_credit(review))
    return head + "".join(f"\n{words}\n" for words in filter(None, paragraphs))


def _marker(review: Review) -> str:
    """Return the line by which a second import recognises the draft."""
    origin = review.url or review.publisher or "a file"
    return f"Imported from {origin}: {review.claim or review.title}"


def _short_summary(review: Review) -> str:
    """Return the summary, or an empty string if it is too long for a claim file."""
    summary = " ".join(review.summary.split())
    return summary if len(summary) <= LIMITS["summary"] else ""


def _values(review: Review, verdict: Verdict | None, occurrence: Occurrence | None) -> dict[str, Value]:
    authors = review.authors or ((review.publisher,) if review.publisher else ())
    values: dict[str, Value] = {
        "title": review.title or f"{TODO} the answer, in at most {LIMITS['title']} characters",
        "claim": review.claim or f"{TODO} the claim restated, in at most {LIMITS['claim']} characters",
        "verdict": verdict.id if verdict else TODO,
        "summary": _short_summary(review) or f"{TODO} the short answer, in at most {LIMITS['summary']} characters",
        "transcript": occurrence.transcript if occurrence else "",
        "quotes": (_quotes(occurrence),) if occurrence and occurrence.words else (),
        "published": iso_day(review.published),
        "verified": iso_day(review.modified) or iso_day(review.published),
    }
    return values | ({"authors": authors} if authors else {}) | {"status": "draft"}


def _quotes(occurrence: Occurrence) -> dict[str, str]:
    has_original = occurrence.original in occurrence.words
    return occurrence.words | ({} if has_original else {occurrence.original: f"{TODO} the same words"})


def _notes(review: Review, occurrence: Occurrence | None, origin: str) -> dict[str, str]:
    rating, too_long = display_rating(review), len(review.claim) > LIMITS["claim"]
    quoted = occurrence and occurrence.words
    published, verified = iso_day(review.published), iso_day(review.modified) or iso_day(review.published)
    return {
        "title": f"{TODO} give the answer, in at most {LIMITS['title']} characters" if review.title else "",
        "claim": f"{TODO} restate it in at most {LIMITS['claim']} characters" if too_long else "",
        "verdict": f"it was rated {rating}" if rating else "",
        "transcript": "" if occurrence else f"{TODO} the talk in which it was said{': ' if origin else ''}{origin}",
        "quotes": "" if quoted else f"{TODO} the words that are checked, as they stand in the transcript",
        "published": "" if published else f"{TODO} the day{': ' if review.published else ''}{review.published}",
        "verified": "" if verified else f"{TODO} the day on which the sources were last read",
    }


def _escaped(words: str) -> str:
    """Return a paragraph of Markdown that shows exactly these words."""
    words = SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return BLOCK_START.sub(lambda mark: f"{mark[1]}\\{mark[2]}" if mark[1] else f"\\{mark[2]}", words, count=1)


def _escaped_with_links(words: str) -> str:
    """Return the same with its links still working."""

    def link(found: re.Match[str]) -> str:
        # `!` or `^` before the bracket, or `@` or `^` behind it, would make an image, a footnote or a citation.
        before, inside = (f"\\{found[1]}" if found[1] else ""), ("\\" if found[2][0] in "@^" else "")
        return f"{before}[{inside}{found[2]}](<{found[3]}>)"

    return LINK.sub(link, _escaped(words))


def _credit(review: Review) -> Iterable[str]:
    """Yield a link to the review, if it has a web address."""
    if WEB.fullmatch(review.url) and not set("<>\\") & set(review.url):
        name = review.publisher or next(iter(review.authors), "") or review.url
        yield f"[{_escaped(name)}](<{review.url}>)"
