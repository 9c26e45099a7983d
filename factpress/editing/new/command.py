"""The command `new`. Building the parser loads nothing else."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factpress.editing.new.desk import Desk
    from factpress.model.diagnostics import Diagnostic


def new(commands: Any) -> None:
    """Add `new claim`, `new source` and `new transcript` to the command line."""
    parser = commands.add_parser(
        "new",
        help="begin a claim, a source or a transcript",
        description="Begin a file. What is still to be written says TODO.",
        allow_abbrev=False,
    )
    kinds = parser.add_subparsers(metavar="kind", required=True)

    claim = kinds.add_parser(
        "claim",
        help="begin a claim with the words that it checks",
        description="Find words in the transcripts, in any language, and begin a claim about them.",
        allow_abbrev=False,
    )
    words = claim.add_mutually_exclusive_group(required=True)
    words.add_argument("--quote", type=_words, metavar="WORDS", help="the words that are checked, as they were said")
    words.add_argument("--from-issue", type=Path, metavar="FILE", help="the text of an issue that suggests a claim")
    claim.add_argument("--passage", default="", metavar="ID", help="the passage, for words that stand more than once")
    claim.add_argument("--id", type=_identifier, metavar="ID", help="of the claim (default: its words)")
    claim.set_defaults(begin=_claim)

    source = kinds.add_parser(
        "source",
        help="begin an entry for a source",
        description="Add an entry with its address to a file of sources.",
        allow_abbrev=False,
    )
    source.add_argument("address", type=_address, metavar="URL", help="of the document")
    source.add_argument("--file", type=_file, default="new", metavar="NAME", help="of sources/ (default: new.yaml)")
    source.add_argument("--id", type=_identifier, metavar="ID", help="of the source (default: its address)")
    source.set_defaults(begin=_source)

    transcript = kinds.add_parser(
        "transcript",
        help="begin a transcript",
        description="Begin the original of a talk, and a rendering if the site has another language.",
        allow_abbrev=False,
    )
    transcript.add_argument("--id", type=_identifier, metavar="ID", help="of the talk (default: talk)")
    transcript.add_argument(
        "--lang", type=_language, metavar="LANG", help="that was spoken (default: as in other talks)"
    )
    transcript.set_defaults(begin=_transcript)

    for kind in (claim, source, transcript):
        kind.add_argument("--content", type=Path, metavar="DIR", help="what editors own (default: content)")
        kind.set_defaults(run=_run)


def _run(chosen: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    from datetime import date

    from factpress.editing.new.desk import desk
    from factpress.editing.reporting import for_people

    folder, name = chosen.content or home / "content", str(chosen.content or "content")
    found: list[Diagnostic] = []
    said: list[str] = []
    # The one place where a clock is asked: what is begun today says so, and stays as it is.
    done = chosen.begin(desk(folder, name, date.today(), found.append, said.append), chosen)
    print(for_people(found, {"content": name}, {"content": folder}, sys.stderr), end="", file=sys.stderr)
    print("".join(f"{line}\n" for line in said), end="", file=sys.stdout if done else sys.stderr)
    return 0 if done else 1


def _claim(desk: Desk, chosen: argparse.Namespace) -> bool:
    from factpress.editing.new.claim import claim
    from factpress.editing.new.issue import issue
    from factpress.editing.new.seek import knows, seek

    talk, _, passage = chosen.passage.rpartition("#")
    if passage and not knows(desk, talk.rpartition("/")[2].removesuffix(".html"), passage):
        return False
    if not chosen.from_issue:
        said = seek(desk, chosen.quote, passage)
        return claim(desk, said, chosen.id or "") if said else False
    told = issue(desk, chosen.from_issue, desk.report)
    said = seek(desk, told.words, passage or told.passage) if told else None
    done = claim(desk, said, chosen.id or "", told.sent) if told and said else False
    if told and told.contact:
        desk.tell(f"to reach who sent it (not written anywhere): {' '.join(told.contact.split())}")
    return done


def _source(desk: Desk, chosen: argparse.Namespace) -> bool:
    from factpress.editing.new.source import source

    return source(desk, chosen.address, chosen.file, chosen.id or "")


def _transcript(desk: Desk, chosen: argparse.Namespace) -> bool:
    from factpress.editing.new.transcript import transcript

    return transcript(desk, chosen.id or "", chosen.lang or "")


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
