"""Begin a transcript: the original and a rendering in the language of the site."""

from __future__ import annotations

from factpress.editing.composing import put
from factpress.editing.new.desk import Desk
from factpress.model.diagnostics import Location
from factpress.model.ids import LANGUAGE
from factpress.text.folding import OMISSION
from factpress.text.todo import TODO


def transcript(desk: Desk, id: str, lang: str) -> bool:
    """Write the files of a talk in that language; refuse an id that is taken. Raises OSError.

    Without an id it is the next that is free. Without a language it is that of the front transcript's original.
    """
    publishing = desk.graph.publishing
    front = next((talk for talk in publishing.transcripts if talk.id == publishing.site.front_transcript), None)
    lang = lang or (front.original.lang if front else "") or publishing.site.language or "en"
    if id and desk.taken("transcripts", id):
        return desk.refuse(Location(f"content/transcripts/{id}.{lang}.md"), f"'{id}' is taken", "take another id")
    id = id or desk.free("transcripts", "talk")
    languages = dict.fromkeys((lang, publishing.site.language or lang))
    if wrong := [one for one in languages if not LANGUAGE.fullmatch(one)]:
        help = "write a code such as en or pt-BR, in 'language:'"
        return desk.refuse(Location("content/site.yaml"), f"no language '{wrong[0]}'", help)
    for one in languages:
        path = f"content/transcripts/{id}.{one}.md"
        put(desk.content / path.removeprefix("content/"), _file(one, one == lang), new=True)
        desk.tell(f"{desk.shown(path)}: the {'original' if one == lang else 'rendering'}")
    desk.tell("  1. Write title, speaker and where the talk appeared, and 'rights: full' if all of it may be printed.")
    desk.tell(f"  2. Give each paragraph an id, the same in all languages. {OMISSION} stands for what is left out.")
    desk.tell('  3. Begin a claim: build.py new claim --quote "words of the talk"')
    return True


def _file(lang: str, original: bool) -> str:
    passage = f"{{#p1}}\n{OMISSION}" if original else f"{{#p1 .gist}}\n{TODO}: what is said here, in one plain sentence"
    return f"""\
---
title: {TODO} of the talk, in this language
speaker: {TODO}
lang: {lang}
original: {"true" if original else "false"}
published: {TODO} YYYY, YYYY-MM or YYYY-MM-DD
source:
  title: {TODO}
  publisher: {TODO}
  url: {TODO} https://…
rights: excerpts  # or full
---

## {TODO} {{#s1}}

{passage}
"""
