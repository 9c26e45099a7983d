"""Put the languages of each talk together, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factpress.model.diagnostics import Diagnostic, Location, Report
from factpress.model.graph import Paragraph, Passage, Script, Section, Text, Transcript
from factpress.text.words import did_you_mean

Key = tuple[bool, str]
"""Whether a paragraph is a heading, and its id."""
Language = tuple[str, dict[Key, Paragraph]]
"""The code of a language, and the paragraphs in it."""


def transcripts(scripts: Iterable[Script], language: str, unread: set[str], report: Report) -> tuple[Transcript, ...]:
    """Return the talks, by id; add to `unread` those that have not exactly one original.

    `language` is that of the site. `unread` has the talks and the paths of scripts that are not whole.
    """
    talks: dict[str, list[Script]] = {}
    for script in scripts:
        talks.setdefault(script.talk, []).append(script)
    found = []
    for id, group in sorted(talks.items()):
        originals = [script for script in group if script.edition.original == "true"]
        if len(originals) == 1:
            found.append(_transcript(originals[0], group, language, unread, report))
        elif f"transcripts:{id}" not in unread:
            unread.add(f"transcripts:{id}")
            report(_not_one_original(id, group, originals))
    return tuple(found)


def _not_one_original(id: str, group: Sequence[Script], originals: Sequence[Script]) -> Diagnostic:
    where = Location("content/" + (originals[1] if originals else group[0]).edition.path)
    many = "two files say that they are" if originals else "no file says that it is"
    help = "write 'original: true' in one of the languages, 'false' in the others"
    return Diagnostic("FP201", where, f"{many} the original of '{id}'", help)


def _transcript(
    original: Script, group: Iterable[Script], language: str, unread: set[str], report: Report
) -> Transcript:
    """Return a talk: the language of the site comes first, then the original, then the others by name."""
    order = sorted(
        group, key=lambda script: (script.edition.lang != language, script is not original, script.edition.lang)
    )
    if original.edition.path not in unread:
        _judge_ids(original, order, report)
    languages = [(s.edition.lang, {(p.heading, p.id): p for p in s.paragraphs}) for s in order]
    editions = tuple(script.edition for script in order)
    return Transcript(original.talk, editions, tuple(_sections(original, languages, report)))


def _judge_ids(original: Script, group: Iterable[Script], report: Report) -> None:
    """Report ids that the original does not have."""
    known = {(p.heading, p.id) for p in original.paragraphs}
    for paragraph in (p for script in group for p in script.paragraphs):
        if (paragraph.heading, paragraph.id) not in known:
            help = did_you_mean(paragraph.id, (id for heading, id in known if heading == paragraph.heading))
            report(Diagnostic("FP403", paragraph.where, f"the original has no '{paragraph.id}'", help))


def _sections(original: Script, languages: Sequence[Language], report: Report) -> Iterator[Section]:
    """Yield the sections; passages before the first heading make one without a heading."""
    number = 0
    for n, (id, paragraphs) in enumerate(_grouped(original.paragraphs), 1):
        headings = tuple((lang, found[True, id].words) for lang, found in languages if (True, id) in found)
        passages = []
        for paragraph in paragraphs:
            number += 1
            passages.append(_passage(paragraph.id, number, languages, report))
        yield Section(id or "s0", n, headings, tuple(passages))


def _grouped(paragraphs: Iterable[Paragraph]) -> list[tuple[str, list[Paragraph]]]:
    """Return the id of each heading, and the paragraphs below it."""
    groups: list[tuple[str, list[Paragraph]]] = []
    for paragraph in paragraphs:
        if paragraph.heading:
            groups.append((paragraph.id, []))
            continue
        if not groups:
            groups.append(("", []))
        groups[-1][1].append(paragraph)
    return groups


def _passage(id: str, number: int, languages: Iterable[Language], report: Report) -> Passage:
    same = [(lang, found[False, id]) for lang, found in languages if (False, id) in found]
    with_kind = [p for _, p in same if p.kind]
    if len({p.kind for p in with_kind}) > 1:
        message = f"passage '{id}' has two kinds: {' and '.join(p.kind for p in with_kind)}"
        report(Diagnostic("FP209", with_kind[-1].where, message, "give the kind in one language only"))
    return Passage(
        id,
        number,
        kind=_first(p.kind for _, p in same) or "fact",
        time=_first(p.time for _, p in same),
        speaker=_first(p.speaker for _, p in same),
        reason=_first(p.reason for _, p in same),
        texts=tuple(Text(lang, p.words, p.gist, p.where) for lang, p in same),
    )


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")
