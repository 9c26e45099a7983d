"""Start a transcript: the original, and a rendering in the language of the site."""

from __future__ import annotations

from factpress.editing.composing import write_file
from factpress.editing.new.workspace import Workspace
from factpress.model.diagnostics import Location
from factpress.model.ids import LANGUAGE
from factpress.text.folding import OMISSION
from factpress.text.todo import TODO


def new_transcript(workspace: Workspace, id: str, lang: str) -> bool:
    """Write the files of a transcript with an original in that language. Refuse an id that is taken. Raises OSError.

    Without an id, take the next free one. Without a language, take that of the front transcript's original.
    """
    publishing = workspace.graph.publishing
    lang = lang or _default_language(workspace)
    if id and workspace.is_taken("transcripts", id):
        where = Location(f"content/transcripts/{id}.{lang}.md")
        return workspace.refuse(where, f"'{id}' is taken", "take another id")
    id = id or workspace.free_id("transcripts", "talk")
    languages = dict.fromkeys((lang, publishing.site.language or lang))
    if invalid := [one for one in languages if not LANGUAGE.fullmatch(one)]:
        help = "write a code such as en or pt-BR, in 'language:'"
        return workspace.refuse(Location("content/site.yaml"), f"no language '{invalid[0]}'", help)
    for one in languages:
        path = f"content/transcripts/{id}.{one}.md"
        write_file(workspace.content / path.removeprefix("content/"), _file(one, one == lang), new=True)
        workspace.echo(f"{workspace.display_path(path)}: the {'original' if one == lang else 'rendering'}")
    workspace.echo(
        "  1. Write title, speaker and where the talk appeared, and 'rights: full' if all of it may be printed."
    )
    workspace.echo(
        f"  2. Give each paragraph an id, the same in all languages. {OMISSION} stands for what is left out."
    )
    workspace.echo('  3. Begin a claim: build.py new claim --quote "words of the talk"')
    return True


def _default_language(workspace: Workspace) -> str:
    publishing = workspace.graph.publishing
    front = next((one for one in publishing.transcripts if one.id == publishing.site.front_transcript), None)
    return (front.original.lang if front else "") or publishing.site.language or "en"


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
