"""Define the command `import`. Building its parser loads no other module of this room."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

KINDS = ("claims", "transcript")


def add_import_command(commands: Any) -> None:
    """Add `import` to the command line."""
    parser = commands.add_parser(
        "import",
        help="bring in a talk, or fact-checks from another system",
        description="Make a transcript of a page, captions or plain text, or claim files of ClaimReviews.",
        allow_abbrev=False,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what was saved or exported")
    parser.add_argument("--as", dest="kind", choices=KINDS, required=True, help="what comes of it")
    parser.add_argument("--id", default="", metavar="ID", help="of the talk (default: the file's name)")
    parser.add_argument("--lang", default="", metavar="LANG", help="of the talk (default: as the file says)")
    parser.add_argument("--content", type=Path, metavar="DIR", help="what editors own (default: content)")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    """Import a file and return the exit code: 0, or 1 if there are errors. Raises OSError."""
    from factpress.editing.importing.claims import import_claims
    from factpress.editing.importing.transcript import import_transcript
    from factpress.editing.reporting import as_text
    from factpress.model.diagnostics import Diagnostic, has_errors, ordered
    from factpress.reading.locations import located

    content = arguments.content or home / "content"
    found: list[Diagnostic] = []
    importers = dict(zip(KINDS, (import_claims, import_transcript), strict=True))
    summary = importers[arguments.kind](arguments.file, content, arguments.id, arguments.lang, found.append)
    folders = {"content": str(arguments.content or "content")}
    print(as_text(ordered(located(found, content)), folders), end="", file=sys.stderr)
    print(summary, end="")
    return int(has_errors(found))
