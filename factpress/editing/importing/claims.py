"""Import fact-checks of another system as claim files."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from factpress.editing.composing import put
from factpress.editing.importing.drafts import Standing, draft, name_of
from factpress.editing.importing.heard import day
from factpress.editing.importing.opened import opened
from factpress.editing.importing.ratings import contradicts, shown, verdict
from factpress.editing.importing.reviews import Review, reviews
from factpress.editing.importing.shelf import talks
from factpress.meaning.anchor import match
from factpress.model.content import Selector, Verdict
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Top, Transcript
from factpress.rendering.interface import called
from factpress.text.folding import fold
from factpress.text.words import many, shortened

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
    taken, there = _imported(content / "claims")
    last: dict[str, int] = {}
    drafts: dict[str, str] = {}
    names: dict[str, str] = {}
    drafted: list[tuple[str, Review]] = []
    for review in found:
        text = draft(review, verdict(review, top.verdicts), _standing(review, spoken))
        if text not in names:  # some pages have each review twice, and one of them says more
            marks = list(_marks(text))
            if name := there.get(marks[0]) or there.get(marks[-1]):
                help = "it stays as it is; delete it to import the review anew"
                where = Location(read.path, review.line)
                report(Diagnostic("FP708", where, f"this review is in claims/{name}.md already", help))
            else:
                name = _free(name_of(review), taken, last)
                taken.add(name)
                drafts[name] = text
            names[text] = name
        if names[text] in drafts:
            drafted.append((names[text], review))
    _tell(drafted, top, read.path, report)
    for name, text in drafts.items():
        put(content / "claims" / f"{name}.md", text, new=True)
    rest = "; write what is marked TODO" if drafts else ""
    lines = [f"{content}/claims: {many(len(drafts), 'draft')} written{rest}", *(f"  {name}.md" for name in drafts)]
    return "".join(line + "\n" for line in lines)


def _imported(folder: Path) -> tuple[set[str], dict[str, str]]:
    """Return the ids of the claims that are there, and by each mark of a review whose it is."""
    ids: set[str] = set()
    known: dict[str, str] = {}
    for file in sorted(folder.glob("*.md")):
        ids.add(file.stem)
        for mark in _marks(file.read_text("utf-8", "replace")):
            known.setdefault(mark, file.stem)
    return ids, known


def _marks(text: str) -> Iterator[str]:
    """Yield what tells the draft of a review from others: its first comment, and its claim with the link at its end."""
    rows = text.splitlines()
    claim = next((row for row in rows if row.startswith("claim:")), "")
    for row in rows:
        if row.startswith("# Imported from "):
            yield row
        elif row.startswith("[") and row.endswith(">)"):
            yield f"{claim}\n{row}"


def _free(base: str, taken: Container[str], last: dict[str, int]) -> str:
    """Return a name that is not taken, with a number if need be; `last` keeps the number that each name had last."""
    while True:
        last[base] = last.get(base, 0) + 1
        name = base if last[base] == 1 else f"{base}-{last[base]}"
        if name not in taken:
            return name


def _folded(talk: Transcript) -> str:
    """Return all that is said in a talk, as it is compared: most claims stand nowhere, and that is soon found out."""
    passages = (passage for section in talk.sections for passage in section.passages)
    return "\0".join(fold(text.words).text for passage in passages for text in passage.texts if not text.gist)


def _standing(review: Review, spoken: Sequence[tuple[Transcript, str]]) -> Standing | None:
    """Return the talk whose address the review gives, or else the only one in which the words of its claim stand.

    With the words, in each language that has them, if they stand there in one passage and nowhere else.
    """
    wanted = fold(review.claim).text
    holding = [talk for talk, text in spoken if len(wanted) >= ENOUGH and wanted in text]
    named = [talk for talk, _ in spoken if any(edition.source.url in review.seen for edition in talk.editions)]
    likely = named if len(named) == 1 else holding
    if len(likely) != 1:
        return None
    talk = likely[0]
    return (_in_talk(review, talk) if talk in holding else None) or Standing(talk.id, {}, talk.original.lang)


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
        report(Diagnostic("FP707", Location(path, lines[message]), f"{message}, in {few}", help))


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
    first = _first(lang)
    if review.lang and not {_first(review.lang), review.lang.casefold()} & {first, *map(str.casefold, called(first))}:
        yield f"the language is {review.lang}, and the site's is {lang}", "translate it, or leave it out"
    for way, values in sorted(review.left.items()):
        yield f"{way} has no place in a claim file", f"copy what you need, such as '{_short(values[0])}'"


def _first(lang: str) -> str:
    """Return the part of a language's code that names the language; some write `en_US`."""
    return re.split("[-_]", lang)[0].casefold()


def _short(words: str) -> str:
    return shortened(" ".join(words.split()), SHOWN)
