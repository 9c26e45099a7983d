"""Import claims: convert fact-checks of another system into drafts of claim files."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from factpress.editing.composing import write_file
from factpress.editing.importing.drafts import Occurrence, suggested_id, write_draft
from factpress.editing.importing.existing import load_transcripts
from factpress.editing.importing.open_file import open_file
from factpress.editing.importing.parsed import iso_day
from factpress.editing.importing.ratings import contradicting_verdict, display_rating, verdict_for
from factpress.editing.importing.reviews import Review, parse_reviews
from factpress.meaning.matching import match
from factpress.model.content import Selector, Verdict
from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Top, Transcript
from factpress.rendering.interface import called
from factpress.text.folding import fold
from factpress.text.words import many, shortened

SHOWN = 80
"""How many letters of a value are printed."""
ENOUGH = 12
"""Letters. A shorter claim is not searched for in the transcripts."""


def import_claims(file: Path, content: Path, id: str, lang: str, report: Report) -> str:
    """Import a file as claim files. Return a summary for the editor, and report what is not imported.

    Existing files stay as they are. Raises OSError, also if `id` or `lang` is given.
    """
    if id or lang:
        raise OSError("--id and --lang are for --as transcript; claims take their names from their addresses")
    opened = open_file(file, report)
    reviews = parse_reviews(opened, report) if opened else ()
    if not opened or not reviews:
        return ""
    top, transcripts = load_transcripts(content)
    texts = [(transcript, _folded_text(transcript)) for transcript in transcripts]
    ids, known = _existing_claims(content / "claims")
    last: dict[str, int] = {}
    drafts: dict[str, str] = {}
    id_of: dict[str, str] = {}  # by the text of the draft: some pages have each review twice
    drafted: list[tuple[str, Review]] = []
    for review in reviews:
        text = write_draft(review, verdict_for(review, top.verdicts), _find_occurrence(review, texts))
        if text not in id_of:
            if existing := _known_as(text, known):
                help = "it stays as it is; delete it to import the review anew"
                where = Location(opened.path, review.line)
                report(Diagnostic("FP708", where, f"this review is in claims/{existing}.md already", help))
                id_of[text] = existing
            else:
                id_of[text] = _free_id(suggested_id(review), ids, last)
                ids.add(id_of[text])
                drafts[id_of[text]] = text
        if id_of[text] in drafts:
            drafted.append((id_of[text], review))
    _report_not_imported(drafted, top, opened.path, report)
    for name, text in drafts.items():
        write_file(content / "claims" / f"{name}.md", text, new=True)
    rest = "; write what is marked TODO" if drafts else ""
    lines = [f"{content}/claims: {many(len(drafts), 'draft')} written{rest}", *(f"  {name}.md" for name in drafts)]
    return "".join(line + "\n" for line in lines)


def _existing_claims(folder: Path) -> tuple[set[str], dict[str, str]]:
    """Return the ids of all claims, and the id of each imported claim by its markers."""
    ids: set[str] = set()
    known: dict[str, str] = {}
    for file in sorted(folder.glob("*.md")):
        ids.add(file.stem)
        for marker in _markers(file.read_text("utf-8", "replace")):
            known.setdefault(marker, file.stem)
    return ids, known


def _known_as(text: str, known: dict[str, str]) -> str:
    """Return the id of the claim to which a draft was imported before, or an empty string."""
    markers = list(_markers(text))
    return known.get(markers[0]) or known.get(markers[-1]) or ""


def _markers(text: str) -> Iterator[str]:
    """Yield what identifies the draft of a review: its first comment, and its claim with the link at its end."""
    rows = text.splitlines()
    claim = next((row for row in rows if row.startswith("claim:")), "")
    for row in rows:
        if row.startswith("# Imported from "):
            yield row
        elif row.startswith("[") and row.endswith(">)"):
            yield f"{claim}\n{row}"


def _free_id(base: str, taken: Container[str], last: dict[str, int]) -> str:
    """Return an id that is not taken, with a number if needed. `last` keeps the last number of each id."""
    while True:
        last[base] = last.get(base, 0) + 1
        id = base if last[base] == 1 else f"{base}-{last[base]}"
        if id not in taken:
            return id


def _folded_text(transcript: Transcript) -> str:
    """Return all words of a transcript, folded. Most claims occur in none, and this shows it quickly."""
    passages = (passage for section in transcript.sections for passage in section.passages)
    return "\0".join(fold(text.words).text for passage in passages for text in passage.texts if not text.gist)


def _find_occurrence(review: Review, texts: Sequence[tuple[Transcript, str]]) -> Occurrence | None:
    """Return the transcript whose address the review gives, or else the only one that has the words of its claim.

    It comes with the words in each language, if they occur in one passage only.
    """
    wanted = fold(review.claim).text
    with_words = [transcript for transcript, text in texts if len(wanted) >= ENOUGH and wanted in text]
    named = [one for one, _ in texts if any(edition.source.url in review.appearances for edition in one.editions)]
    candidates = named if len(named) == 1 else with_words
    if len(candidates) != 1:
        return None
    transcript = candidates[0]
    found = _occurrence_in(transcript, review) if transcript in with_words else None
    return found or Occurrence(transcript.id, {}, transcript.original.lang)


def _occurrence_in(transcript: Transcript, review: Review) -> Occurrence | None:
    selector = Selector(exact=review.claim)
    passages: dict[str, list[str]] = {}
    for passage in (p for section in transcript.sections for p in section.passages):
        for text in passage.texts:
            if not text.gist:
                passages.setdefault(text.lang, []).extend(passage.id for _ in match(text.words, selector))
    words = {lang: review.claim for lang, ids in passages.items() if len(ids) == 1}
    same_passage = len({passages[lang][0] for lang in words}) == 1
    return Occurrence(transcript.id, words, transcript.original.lang) if same_passage else None


def _report_not_imported(drafted: Sequence[tuple[str, Review]], top: Top, path: str, report: Report) -> None:
    """Report what is not imported. Reviews with the same fault share one diagnostic."""
    claims: dict[tuple[str, str], dict[str, None]] = {}
    lines: dict[str, int] = {}
    for id, review in drafted:
        for fault in _not_imported(review, top.verdicts, top.site.language):
            claims.setdefault(fault, {})[id] = None
            lines.setdefault(fault[0], review.line)
    for (message, help), ids in claims.items():
        names = list(ids)
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        report(Diagnostic("FP707", Location(path, lines[message]), f"{message}, in {shown}", help))


def _not_imported(review: Review, scale: Sequence[Verdict], lang: str) -> Iterator[tuple[str, str]]:
    """Yield a message and a help for each value of a review that has no counterpart in a claim file."""
    rating = display_rating(review)
    if not verdict_for(review, scale):
        message = f"the rating {rating} has no counterpart on the scale" if rating else "there is no rating"
        yield message, "choose a verdict; ratings are known by the labels and ids of verdicts.yaml, or by their number"
    elif other := contradicting_verdict(review, scale):
        yield f"the rating {rating} is '{other.id}' by its number; its name was taken", "look which of the two holds"
    for key, value in (("datePublished", review.published), ("dateModified", review.modified)):
        if value and not iso_day(value):
            yield f"{key} '{_short(value)}' is no date", "write the day as YYYY-MM-DD"
    own = _primary_subtag(lang)
    names = {own, *map(str.casefold, called(own))}
    if review.lang and not {_primary_subtag(review.lang), review.lang.casefold()} & names:
        yield f"the language is {review.lang}, and the site's is {lang}", "translate it, or leave it out"
    for path, values in sorted(review.unused.items()):
        yield f"{path} has no place in a claim file", f"copy what you need, such as '{_short(values[0])}'"


def _primary_subtag(lang: str) -> str:
    """Return the first part of a language tag (BCP 47). Some systems write `en_US`."""
    return re.split("[-_]", lang)[0].casefold()


def _short(words: str) -> str:
    return shortened(" ".join(words.split()), SHOWN)
