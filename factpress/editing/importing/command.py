"""The command `import`. Building the parser loads nothing else."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

KINDS = ("claims", "transcript")


def bring(commands: Any) -> None:
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
    parser.set_defaults(run=_bring)


def _bring(chosen: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    """Import a file and return the exit code: 0, or 1 if anything is an error. Raises OSError."""
    from factpress.editing.importing.claims import claims
    from factpress.editing.importing.transcript import transcript
    from factpress.editing.reporting import text
    from factpress.model.diagnostics import Diagnostic, has_errors, ordered
    from factpress.reading.locations import located

    content = chosen.content or home / "content"
    found: list[Diagnostic] = []
    importers = dict(zip(KINDS, (claims, transcript), strict=True))
    said = importers[chosen.kind](chosen.file, content, chosen.id, chosen.lang, found.append)
    folders = {"content": str(chosen.content or "content")}
    print(text(ordered(located(found, content)), folders), end="", file=sys.stderr)
    print(said, end="")
    return int(has_errors(found))
