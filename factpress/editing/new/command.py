"""Define the command `new`. Building its parser loads no other module of this room."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factpress.editing.new.workspace import Workspace
    from factpress.model.diagnostics import Diagnostic


def add_new_command(commands: Any) -> None:
    """Add `new claim`, `new source` and `new transcript` to the command line."""
    parser = commands.add_parser(
        "new",
        help="begin a claim, a source or a transcript",
        description="Begin a file. What is still to be written says TODO.",
        allow_abbrev=False,
    )
    kinds = parser.add_subparsers(metavar="kind", required=True)
    for add in (_add_claim, _add_source, _add_transcript):
        kind = add(kinds)
        kind.add_argument("--content", type=Path, metavar="DIR", help="what editors own (default: content)")
        kind.set_defaults(run=_run)


def _add_claim(kinds: Any) -> Any:
    parser = kinds.add_parser(
        "claim",
        help="begin a claim with the words that it checks",
        description="Find words in the transcripts, in any language, and begin a claim about them.",
        allow_abbrev=False,
    )
    words = parser.add_mutually_exclusive_group(required=True)
    words.add_argument("--quote", type=_words, metavar="WORDS", help="the words that are checked, as they were said")
    words.add_argument("--from-issue", type=Path, metavar="FILE", help="the text of an issue that suggests a claim")
    parser.add_argument("--passage", default="", metavar="ID", help="the passage, for words that stand more than once")
    parser.add_argument("--id", type=_identifier, metavar="ID", help="of the claim (default: its words)")
    parser.set_defaults(start=_start_claim)
    return parser


def _add_source(kinds: Any) -> Any:
    parser = kinds.add_parser(
        "source",
        help="begin an entry for a source",
        description="Add an entry with its address to a file of sources.",
        allow_abbrev=False,
    )
    parser.add_argument("address", type=_address, metavar="URL", help="of the document")
    parser.add_argument("--file", type=_file, default="new", metavar="NAME", help="of sources/ (default: new.yaml)")
    parser.add_argument("--id", type=_identifier, metavar="ID", help="of the source (default: its address)")
    parser.set_defaults(start=_start_source)
    return parser


def _add_transcript(kinds: Any) -> Any:
    parser = kinds.add_parser(
        "transcript",
        help="begin a transcript",
        description="Begin the original of a talk, and a rendering if the site has another language.",
        allow_abbrev=False,
    )
    parser.add_argument("--id", type=_identifier, metavar="ID", help="of the talk (default: talk)")
    parser.add_argument("--lang", type=_language, metavar="LANG", help="that was spoken (default: as in other talks)")
    parser.set_defaults(start=_start_transcript)
    return parser


def _run(arguments: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    """Start a file and return the exit code: 0, or 1 if nothing was written. Raises OSError."""
    from datetime import date

    from factpress.editing.new.workspace import open_workspace
    from factpress.editing.reporting import for_stream

    folder, name = arguments.content or home / "content", str(arguments.content or "content")
    found: list[Diagnostic] = []
    lines: list[str] = []
    # No other code reads the clock. The date is written once, into the new file.
    written = arguments.start(open_workspace(folder, name, date.today(), found.append, lines.append), arguments)
    print(for_stream(found, {"content": name}, {"content": folder}, sys.stderr), end="", file=sys.stderr)
    print("".join(f"{line}\n" for line in lines), end="", file=sys.stdout if written else sys.stderr)
    return 0 if written else 1


def _start_claim(workspace: Workspace, arguments: argparse.Namespace) -> bool:
    from factpress.editing.new.claim import new_claim
    from factpress.editing.new.issue import parse_issue
    from factpress.editing.new.search import has_passage, search

    transcript, _, passage = arguments.passage.rpartition("#")
    transcript = transcript.rpartition("/")[2].removesuffix(".html")
    if passage and not has_passage(workspace, transcript, passage):
        return False
    if not arguments.from_issue:
        statement = search(workspace, arguments.quote, passage)
        return new_claim(workspace, statement, arguments.id or "") if statement else False
    issue = parse_issue(workspace, arguments.from_issue, workspace.report)
    statement = search(workspace, issue.words, passage or issue.passage) if issue else None
    written = new_claim(workspace, statement, arguments.id or "", issue.submission) if issue and statement else False
    if issue and issue.contact:
        workspace.echo(f"to reach who sent it (not written anywhere): {' '.join(issue.contact.split())}")
    return written


def _start_source(workspace: Workspace, arguments: argparse.Namespace) -> bool:
    from factpress.editing.new.source import new_source

    return new_source(workspace, arguments.address, arguments.file, arguments.id or "")


def _start_transcript(workspace: Workspace, arguments: argparse.Namespace) -> bool:
    from factpress.editing.new.transcript import new_transcript

    return new_transcript(workspace, arguments.id or "", arguments.lang or "")


def _words(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("write the words that are checked")
    return text


def _identifier(text: str) -> str:
    from factpress.model.ids import IDENTIFIER

    if not IDENTIFIER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"'{text}' cannot be an id; write small letters, digits and hyphens")
    return text


def _file(text: str) -> str:
    return _identifier(text.removesuffix(".yaml"))


def _language(text: str) -> str:
    from factpress.model.ids import LANGUAGE

    if not LANGUAGE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no language; write a code such as ja or pt-BR")
    return text


def _address(text: str) -> str:
    from factpress.reading.values import WEB

    if not WEB.fullmatch(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no web address; write the whole of it, from https:// on")
    return text
