"""The command line."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from factpress.editing.importing.command import add_import_command
from factpress.editing.new.command import add_new_command
from factpress.text.words import many

if TYPE_CHECKING:
    from factpress.building.workplace import Workplace
    from factpress.editing.reporting import Folders
    from factpress.model.diagnostics import Diagnostic
    from factpress.model.options import Options, Result

CLEAN, FINDINGS, SYSTEM = 0, 1, 2
FORMATS = ("github", "json", "sarif", "text")


def main(arguments: Sequence[str] | None = None, root: Path | None = None, **extra: object) -> int:
    """Run a command and return its exit code: 0 clean, 1 findings, 2 usage or system.

    `root` is the folder that holds `content/` and `templates/`; by default the current one. `extra` goes into the
    pipeline's options: `outputs=` and `rules=` are how a site's owner adds to the line.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words.insert(0, "build")
    chosen = _parser().parse_args(words)
    home = root or Path.cwd()
    for stream in (sys.stdout, sys.stderr):  # not all can write every character that a file or its name may hold
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    gc.disable()  # a run keeps nearly all it makes to its end; looking for what could go takes a fifth of the time
    try:
        return int(chosen.run(chosen, home, extra))
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("factpress"):
            raise
        print(f"factpress: {error.name} is not installed; `make site` installs what is needed", file=sys.stderr)
        return SYSTEM
    except BrokenPipeError:  # somebody closed the pipe, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except OSError as error:
        from factpress.editing.reporting import error_text

        print(f"factpress: {error_text(error)}", file=sys.stderr)
        return SYSTEM
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()  # Python would look through all of it once more when it ends
        gc.enable()


def help_of(command: str) -> str:
    """Return the help text of a command, such as `build` or `new claim`."""
    parser = _parser()
    for word in command.split():
        parser = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction)).choices[word]
    return parser.format_help()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description="Turn claim files into a published fact-check.", allow_abbrev=False
    )
    commands = parser.add_subparsers(metavar="command", required=True)

    for add in (_add_build, _add_check, _add_serve, _add_impact, add_new_command, add_import_command):
        add(commands)
    return parser


Commands = Any
"""What `argparse` returns for commands; its class has no public name."""


def _add_build(commands: Commands) -> None:
    build = commands.add_parser(
        "build",
        help="build the site (the default)",
        description="Build the site. Nothing is written if anything is an error.",
        allow_abbrev=False,
    )
    _folders(build)
    build.add_argument("--output", type=Path, metavar="DIR", help="where the site goes (default: site)")
    build.add_argument(
        "--base-url", type=_address, metavar="URL", help="address of the site, in place of the one in site.yaml"
    )
    build.add_argument("--format", choices=("github", "text"), default="text", help="how findings are printed")
    build.add_argument("--fresh", action="store_true", help="forget the last build and make every file")
    build.add_argument("--explain", action="store_true", help="say why each file was made")
    build.add_argument("--timings", action="store_true", help="say how long each stage took")
    build.set_defaults(run=_build)


def _add_check(commands: Commands) -> None:
    check = commands.add_parser(
        "check",
        help="find every fault without building",
        description="Judge the content and tell every fault at once.",
        allow_abbrev=False,
    )
    _folders(check)
    check.add_argument("--format", choices=FORMATS, default="text", help="how findings are printed (default: text)")
    check.add_argument(
        "--fix",
        action="store_true",
        help="mend what is safe: quotation marks in quotes, ids of passages, order of keys, the ledger of addresses",
    )
    check.add_argument("--strict", action="store_true", help="end with 1 for warnings too")
    check.set_defaults(run=_check)


def _add_serve(commands: Commands) -> None:
    serve = commands.add_parser(
        "serve",
        help="show the site while you edit",
        description="Build the site with its drafts, serve it on this machine, and reload it on every change.",
        allow_abbrev=False,
    )
    _folders(serve)
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="(default: 8000; 0 for any that is free)")
    serve.set_defaults(run=_serve)


def _add_impact(commands: Commands) -> None:
    impact = commands.add_parser(
        "impact",
        help="say what a change does to readers",
        description="Compare the content with that of another Git revision, as readers see it.",
        allow_abbrev=False,
    )
    _folders(impact)
    impact.add_argument("--base", required=True, metavar="REV", help="the revision to compare with, such as main")
    impact.add_argument("--format", choices=("json", "markdown"), default="markdown", help="(default: markdown)")
    impact.set_defaults(run=_impact)


def _folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, metavar="DIR", help="what editors own (default: content)")
    parser.add_argument("--templates", type=Path, metavar="DIR", help="what designers own (default: templates)")
    parser.add_argument(
        "--jobs", type=_count, default=0, metavar="N", help="processes (default: as many as the work is worth)"
    )
    parser.add_argument("--drafts", action="store_true", help="with claims that are drafts")


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 64:
        raise ValueError(text)
    return number


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f"'{text}' is no web address; write the whole of it, from https:// on")
    return text


_count.__name__ = "number of processes from 1 to 64"  # argparse prints it


def _port(words: str) -> int:
    if words.isdecimal() and int(words) < 1 << 16:
        return int(words)
    raise argparse.ArgumentTypeError(f"'{words}' is no port; give a number from 0 to 65535")


def _options(chosen: argparse.Namespace, home: Path, extra: dict[str, object]) -> tuple[Options, Folders]:
    from factpress.model.options import Options

    given = {name: getattr(chosen, name, None) for name in ("content", "templates", "output")}
    default = {"content": "content", "templates": "templates", "output": "site"}
    paths = {name: path or home / default[name] for name, path in given.items()}
    for name in ("content", "templates") if "output" in chosen else ():
        _apart(paths["output"], paths[name])
    shown = {default[name]: str(path or default[name]) for name, path in given.items()}
    options = Options(
        paths["content"],
        paths["templates"],
        paths["output"],
        base_url=getattr(chosen, "base_url", None) or "",
        jobs=chosen.jobs,
        fresh=getattr(chosen, "fresh", False),
        drafts=chosen.drafts,
        **extra,  # type: ignore[arg-type]  # the site's owner answers for them
    )
    return options, shown


def _apart(output: Path, source: Path) -> None:
    one, other = (Path(os.path.realpath(folder)) for folder in (output, source))
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise OSError(f"the site cannot lie in {source} or around it; give another folder with --output")


def _build(chosen: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    from factpress.building.workplace import up_to_date
    from factpress.model.options import again

    options, folders = _options(chosen, home, extra)

    def line(here: Workplace) -> Result:
        from factpress.pipeline import line  # from here on every library is needed

        return line(options, here)

    built = up_to_date(options, again, line)
    print(_shown(built.found, chosen.format, folders, options, sys.stderr), end="", file=sys.stderr)
    if built.made is None:
        left = " The last good site stays." if options.output.exists() else ""
        print(f"{_errors(built.found)}: nothing was written.{left}", file=sys.stderr)
        return FINDINGS
    if chosen.explain:
        print("".join(f"{path}: {', '.join(why)}\n" for path, why in built.made.items()), end="")
    files = len(built.made) + built.kept
    counted = f"{many(built.claims, 'claim')}, {many(files, 'file')}"
    print(f"{folders['site']}: {counted}; {len(built.made)} made, {built.kept} kept")
    if chosen.timings:
        print(built.timings or "nothing to do\n", end="")
    return CLEAN


def _check(chosen: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    from factpress.pipeline import check

    options, folders = _options(chosen, home, extra)
    built = check(options)
    if chosen.fix:
        from factpress.editing.fixing.fix import fix

        for _ in range(2):  # a new passage is a new address
            done = fix(built.found, options.content)
            print("".join(f"{words}\n" for words in done), end="", file=sys.stderr)
            built = check(options) if done else built
    print(_shown(built.found, chosen.format, folders, options, sys.stdout), end="")
    if chosen.format == "text":
        clean = f"{many(built.claims, 'claim')}, nothing found"
        print(_errors(built.found) if built.found else clean, file=sys.stderr)
    return FINDINGS if any(d.severity == "error" or chosen.strict for d in built.found) else CLEAN


def _serve(chosen: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    from factpress.editing.reporting import as_text, error_text
    from factpress.preview.serve import serve

    options, folders = _options(chosen, home, extra)

    def describe(outcome: Result | OSError) -> str:
        return error_text(outcome) if isinstance(outcome, OSError) else as_text(outcome.found, folders)

    serve(options, chosen.port, describe, lambda words: print(words, end="", flush=True))
    return CLEAN


def _impact(chosen: argparse.Namespace, home: Path, extra: dict[str, object]) -> int:
    from factpress.editing.impact.compare import compare
    from factpress.editing.impact.revision import NoRevisionError
    from factpress.editing.impact.summary import as_json, as_markdown

    options, folders = _options(chosen, home, extra)
    try:
        impact, found = compare(options, chosen.base)
    except NoRevisionError as error:
        print(f"factpress: {error}", file=sys.stderr)
        return SYSTEM
    print({"json": as_json, "markdown": as_markdown}[chosen.format](impact), end="")
    print(_shown(found, "text", folders, options, sys.stderr), end="", file=sys.stderr)
    return FINDINGS if any(d.severity == "error" for d in found) else CLEAN


def _shown(found: Sequence[Diagnostic], format: str, folders: Folders, options: Options, stream: IO[str]) -> str:
    if not found and format == "text":
        return ""
    from factpress.editing import reporting

    if format != "text":
        return reporting.FORMATS[format](found, folders)
    return reporting.for_stream(found, folders, {"content": options.content, "templates": options.templates}, stream)


def _errors(found: Sequence[Diagnostic]) -> str:
    errors = sum(d.severity == "error" for d in found)
    warnings = len(found) - errors
    return ", ".join(many(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n)
