"""The line in a loop: build, serve, and build again when something changes.

The preview lies in a folder of its own, with drafts; the site that is published is not touched.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter, sleep
from typing import IO, Any, NamedTuple

from factpress.building.staging import locked
from factpress.editing.reporting import Folders, in_words, text
from factpress.model.options import Ahead, Options, Result
from factpress.pipeline import build, recall_all
from factpress.preview.server import BASE

Say = Callable[[str], None]

PREVIEW = ".preview.factpress"
"""Beside the content; git ignores it."""

STEP = 30
"""Milliseconds without a change after which a change is over: editors save in several steps."""

LOOK = 200
"""Milliseconds after which the watch says that there was nothing."""

POLITE = 10
"""By how much builds step back behind other programs, also behind the server (nice(2))."""

TRIES = 5
"""Attempts at a build during which a file vanished, as when an editor saves by renaming."""


def serve(options: Options, port: int, folders: Folders, say: Say, changes: Iterable[Any] | None = None) -> None:
    """Serve the site and keep it up to date until interrupted, or until `changes` ends.

    `changes` yields when something may have changed; without it, the file system is watched. Raises OSError when the
    port is taken, when another preview of the same content is running, or when a folder cannot be read at the start.
    """
    home = options.content.resolve().parent / PREVIEW
    home.mkdir(exist_ok=True)
    options = options._replace(output=home / "site", drafts=True, shelf={})
    lock = locked(home / "lock", "another preview of this content is running; look at that one, or end it first")
    with lock, _server(options.output, port) as server:
        os.nice(POLITE)  # the browser that shows a page comes before the pages that nobody looks at
        say(f"{server.address}  drafts are shown; Ctrl+C ends\n")
        told = None
        for _ in _times(options, changes):
            started = perf_counter()
            try:
                built = _built(options._replace(ahead=Ahead(server.open_pages(), lambda: server.tell({}))))
            except OSError as error:
                if told is None:
                    raise
                what = {"made": False, "findings": in_words(error)}
                news, said = what != told, f"{in_words(error)}: the last good site stays\n"
            else:
                what = {"made": built.made is not None, "findings": text(built.found, folders)}
                news, said = bool(built.made) or what != told, _told(built, folders, perf_counter() - started)
            if news:
                server.tell(what)
                say(said)
            told = what
            gc.collect()  # it is turned off while a build runs
            with suppress(OSError):  # then the next build reads it
                recall_all(options)
            gc.freeze()  # what is on the shelf need not be looked through the next time


def _times(options: Options, changes: Iterable[Any] | None) -> Iterator[None]:
    """Yield once at the start and then after each change."""
    yield None
    for n, what in enumerate(_watched(options) if changes is None else changes):
        if what or not n:  # what changed before the watch began is seen when it first looks
            yield None


def _watched(options: Options) -> Iterator[Any]:
    """Yield what changed in the folders, or nothing, several times a second; a folder may go, and come as another."""
    from watchfiles import watch  # loaded here only

    folders = options.content, options.templates
    seen: tuple[int, ...] | None = ()
    while True:
        there = _numbers(folders)
        try:
            for what in watch(*folders, step=STEP, debounce=10 * STEP, rust_timeout=LOOK, yield_on_timeout=True):
                yield what or there != seen
                seen = there
                if _numbers(folders) != there:
                    break
        except (OSError, RuntimeError):  # a folder is gone, or a name in it is none that can be read
            yield there != seen or there
            seen = there
            sleep(LOOK / 1000)


def _numbers(folders: Iterable[Path]) -> tuple[int, ...] | None:
    """Return what tells folders from others in their places; nothing if one is gone."""
    with suppress(OSError):
        return tuple(folder.stat().st_ino for folder in folders)
    return None


def _built(options: Options) -> Result:
    """Build; once more if a file went away meanwhile."""
    for left in reversed(range(TRIES)):
        try:
            return build(options)
        except FileNotFoundError:
            if not left or not options.content.is_dir():
                raise
            sleep(STEP / 1000)
    raise AssertionError


def _told(built: Result, folders: Folders, seconds: float) -> str:
    said = text(built.found, folders)
    if built.made is None:
        errors = sum(diagnostic.severity == "error" for diagnostic in built.found)
        return f"{said}{errors} error{'s' * (errors != 1)}: the last good site stays\n"
    return f"{said}{len(built.made)} made, {built.kept} kept, {seconds:.2f} s\n"


class _Server(NamedTuple):
    """The server, seen from the process that builds."""

    address: str
    there: IO[str]
    back: IO[str]

    def tell(self, what: dict[str, Any] | str) -> None:
        """Tell of a build, or that a page is new."""
        print(json.dumps(what), file=self.there, flush=True)

    def open_pages(self) -> frozenset[str]:
        """Return the pages that browsers show."""
        self.tell("open?")
        return frozenset(json.loads(self.back.readline() or "[]"))


@contextmanager
def _server(folder: Path, port: int) -> Iterator[_Server]:
    """Start the server; end it with the block."""
    package = Path(__file__).parent.parent.parent
    command = [sys.executable, "-m", "factpress.preview.server", str(folder), str(port)]
    surroundings = os.environ | {"PYTHONPATH": str(package)}
    server = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=surroundings,
        start_new_session=True,  # Ctrl+C is for the one that builds
    )
    assert server.stdin
    assert server.stdout
    try:
        kind, _, said = server.stdout.readline().strip().partition(" ")
        if kind != "port":
            raise OSError(f"port {port}: {said or 'the server did not start'}; choose another with --port")
        yield _Server(f"http://127.0.0.1:{said}{BASE}", server.stdin, server.stdout)
    finally:
        server.stdin.close()
        server.terminate()
        server.wait()
        server.stdout.close()
