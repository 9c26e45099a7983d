"""Import fact-checks of another system as claim files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from factpress.anchor import match
from factpress.compose import comment, put
from factpress.diagnostics import Diagnostic, Place, Report
from factpress.importers.drafts import Standing, day, draft, head, name_of
from factpress.importers.opened import opened
from factpress.importers.ratings import contradicts, shown, verdict
from factpress.importers.reviews import Review, reviews
from factpress.importers.shelf import talks
from factpress.model import Top, Transcript
from factpress.text import fold, many, shortened
from factpress.written import Selector, Verdict

SHOWN = 80
"""Letters of a value by which its editor knows it again."""
ENOUGH = 12
"""Letters of a claim that is looked for in the talks."""


def claims(file: Path, content: Path, id: str, lang: str, report: Report) -> str:
    """Import a file as claim files and return what is to be said about it; what is not carried over is reported.

    Files that are there stay as they are. Raises OSError, also with a message of its own if `id` or `lang` are given.
    """
    if id or lang:
        raise OSError("--id and --lang are for --as transcript; claims take their names from their addresses")
    read = opened(file, report)
    found = reviews(read, report) if read else ()
    if not read or not found:
        return ""
    top, known = talks(content)
    spoken = [(talk, _folded(talk)) for talk in known]
    drafts: dict[str, str] = {}
    names: dict[str, str] = {}
    drafted: list[tuple[str, Review]] = []
    for review in found:
        text = draft(review, verdict(review, top.verdicts), _standing(review, spoken))
        if text not in names:  # some pages have each review twice, and one of them says more
            names[text], there = _place(content / "claims", review, drafts)
            if there:
                help = "it stays as it is; delete it to import the review anew"
                where = Place(read.path, review.line)
                report(Diagnostic("FP708", where, f"this review is in claims/{names[text]}.md already", help))
            else:
                drafts[names[text]] = text
        if names[text] in drafts:
            drafted.append((names[text], review))
    _tell(drafted, top, read.path, report)
    for name, text in drafts.items():
        put(content / "claims" / f"{name}.md", text, new=True)
    rest = "; write what is marked TODO" if drafts else ""
    lines = [f"{content}/claims: {many(len(drafts), 'draft')} written{rest}", *(f"  {name}.md" for name in drafts)]
    return "".join(line + "\n" for line in lines)


def _place(folder: Path, review: Review, taken: Iterable[str]) -> tuple[str, bool]:
    """Return the name for a review's file, and whether it is there already; a name that is taken gets a number."""
    base, number = name_of(review), 1
    while True:
        name = base if number == 1 else f"{base}-{number}"
        file = folder / f"{name}.md"
        if file.exists() and f"\n{comment(head(review))}\n" in file.read_text("utf-8", "replace"):
            return name, True
        if not file.exists() and name not in taken:
            return name, False
        number += 1


def _folded(talk: Transcript) -> str:
    """Return all that is said in a talk, as it is compared: most claims stand nowhere, and that is soon found out."""
    passages = (passage for section in talk.sections for passage in section.passages)
    return "\0".join(fold(text.words).text for passage in passages for text in passage.texts if not text.gist)


def _standing(review: Review, spoken: Sequence[tuple[Transcript, str]]) -> Standing | None:
    """Return where the words of a claim stand in one passage and nowhere else, in each language that has them.

    Otherwise the talk alone, if the review gives its address.
    """
    wanted = fold(review.claim).text
    words = [
        one for talk, text in spoken if len(wanted) >= ENOUGH and wanted in text and (one := _in_talk(review, talk))
    ]
    if len(words) == 1:
        return words[0]
    named = [talk for talk, _ in spoken if any(edition.source.url in review.seen for edition in talk.editions)]
    return Standing(named[0].id, {}, named[0].original.lang) if len(named) == 1 and not words else None


def _in_talk(review: Review, talk: Transcript) -> Standing | None:
    selector = Selector(exact=review.claim)
    passages: dict[str, list[str]] = {}
    for passage in (p for section in talk.sections for p in section.passages):
        for text in passage.texts:
            if not text.gist:
                passages.setdefault(text.lang, []).extend(passage.id for _ in match(text.words, selector))
    words = {lang: review.claim for lang, ids in passages.items() if len(ids) == 1}
    one_place = len({passages[lang][0] for lang in words}) == 1
    return Standing(talk.id, words, talk.original.lang) if one_place else None


def _tell(drafted: Sequence[tuple[str, Review]], top: Top, path: str, report: Report) -> None:
    """Report what is not carried over, once for all reviews that share it."""
    told: dict[tuple[str, str], dict[str, None]] = {}
    lines: dict[str, int] = {}
    for name, review in drafted:
        for fault in _left(review, top.verdicts, top.site.language):
            told.setdefault(fault, {})[name] = None
            lines.setdefault(fault[0], review.line)
    for (message, help), named in told.items():
        names = list(named)
        few = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        report(Diagnostic("FP707", Place(path, lines[message]), f"{message}, in {few}", help))


def _left(review: Review, scale: Sequence[Verdict], lang: str) -> Iterator[tuple[str, str]]:
    """Yield what of a review has no counterpart here, with what to do about it."""
    rating = shown(review)
    if not verdict(review, scale):
        what = f"the rating {rating} has no counterpart on the scale" if rating else "there is no rating"
        yield what, "choose a verdict; ratings are known by the labels and ids of verdicts.yaml, or by their number"
    elif other := contradicts(review, scale):
        yield f"the rating {rating} is '{other.id}' by its number; its name was taken", "look which of the two holds"
    for key, value in (("datePublished", review.published), ("dateModified", review.modified)):
        if value and not day(value):
            yield f"{key} '{_short(value)}' is no date", "write the day as YYYY-MM-DD"
    if review.lang and review.lang.partition("-")[0].lower() != lang.partition("-")[0].lower():
        yield f"the language is {review.lang}, and the site's is {lang}", "translate it, or leave it out"
    for way, values in sorted(review.left.items()):
        yield f"{way} has no place in a claim file", f"copy what you need, such as '{_short(values[0])}'"


def _short(words: str) -> str:
    return shortened(" ".join(words.split()), SHOWN)
