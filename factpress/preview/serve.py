"""The pipeline in a loop: build, serve, and build again after a change.

The preview has a folder of its own and shows drafts. The published site is not touched.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter, sleep
from typing import IO, Any

from factpress.pipeline import Options, Result, build, locked
from factpress.preview.server import BASE

PREVIEW = ".preview.factpress"
"""The folder of the preview, beside the content. Git ignores it."""

STEP = 30
"""Milliseconds without a change, after which a change is complete: editors save in several steps."""

POLL = 200
"""Milliseconds, after which the watcher reports that nothing changed."""

NICENESS = 10
"""How much other programs, also the server, have priority over builds (nice(2))."""

ATTEMPTS = 5
"""How often a build is tried if a file vanishes meanwhile, as when an editor saves by renaming."""

Describe = Callable[[Result | OSError], str]
"""Returns what is wrong, for the terminal and the browser: the findings of a build, or an error of the system."""


def serve(
    options: Options,
    port: int,
    describe: Describe,
    echo: Callable[[str], None],
    changes: Iterable[Any] | None = None,
) -> None:
    """Serve the site and keep it up to date, until interrupted or until `changes` ends.

    `echo` prints. `changes` yields when something may have changed; without it, the folders are watched. Raises OSError
    if the port is taken, if the same content has another preview, or if a folder cannot be read at the start.
    """
    home = options.content.resolve().parent / PREVIEW
    home.mkdir(exist_ok=True)
    options = options._replace(output=home / "site", drafts=True, held={})
    lock = locked(home / "lock", "another preview of this content is running; look at that one, or end it first")
    with lock, _start_server(home / "site", port) as server:
        os.nice(NICENESS)  # a browser that draws a page is more urgent than pages that nobody looks at
        echo(f"{server.address}  drafts are shown; Ctrl+C ends\n")
        last: dict[str, Any] | None = None
        for _ in _changes(options, changes):
            state, line, is_new = _build(options, server, describe, is_first=last is None)
            if is_new or state != last:
                server.publish(state)
                echo(line)
            last = state
            gc.collect()  # the command line turns it off, and this process does not end
            gc.freeze()  # what the next build needs again need not be looked through


def _build(options: Options, server: _Server, describe: Describe, is_first: bool) -> tuple[dict[str, Any], str, bool]:
    """Build once. Return the state for the server, the line for the terminal, and whether the site is new.

    Raises OSError in the first build only.
    """
    started = perf_counter()
    try:
        result = _build_until_stable(options, server.open_pages(), lambda path: server.send({}))
    except OSError as error:
        if is_first:
            raise
        reason = describe(error)
        return {"made": False, "findings": reason}, f"{reason}: the last good site stays\n", False
    findings = describe(result)
    if result.made is None:
        errors = sum(diagnostic.severity == "error" for diagnostic in result.found)
        line = f"{findings}{errors} error{'s' * (errors != 1)}: the last good site stays\n"
    else:
        line = f"{findings}{len(result.made)} made, {result.kept} kept, {perf_counter() - started:.2f} s\n"
    return {"made": result.made is not None, "findings": findings}, line, bool(result.made)


def _build_until_stable(options: Options, first: Collection[str], shown: Callable[[str], None]) -> Result:
    """Build. Try again if a file vanished meanwhile."""
    for left in reversed(range(ATTEMPTS)):
        try:
            return build(options._replace(first=first, shown=shown))
        except FileNotFoundError:
            if not left or not options.content.is_dir():
                raise
            sleep(STEP / 1000)
    raise AssertionError


def _changes(options: Options, changes: Iterable[Any] | None) -> Iterator[None]:
    """Yield once at the start, and then after each change."""
    yield None
    for n, changed in enumerate(_watch(options) if changes is None else changes):
        if changed or not n:  # the first report of the watcher includes changes from before it began
            yield None


def _watch(options: Options) -> Iterator[Any]:
    """Yield several times a second what changed in the folders, or nothing.

    A folder may vanish, and come back as another folder.
    """
    from watchfiles import watch  # only this function needs it

    folders = options.content, options.templates
    seen: tuple[int, ...] | None = ()
    while True:
        current = _inodes(folders)
        try:
            for changed in watch(*folders, step=STEP, debounce=10 * STEP, rust_timeout=POLL, yield_on_timeout=True):
                yield changed or current != seen
                seen = current
                if _inodes(folders) != current:
                    break
        except (OSError, RuntimeError):  # a folder vanished, or a file name in it is not valid
            yield current != seen or current
            seen = current
            sleep(POLL / 1000)


def _inodes(folders: Iterable[Path]) -> tuple[int, ...] | None:
    """Return numbers that differ between a folder and its replacement, or None if a folder is missing."""
    with suppress(OSError):
        return tuple(folder.stat().st_ino for folder in folders)
    return None


class _Server:
    """The connection to the server process."""

    def __init__(self, address: str, to_server: IO[str], from_server: IO[str]) -> None:
        self.address = address
        self.to_server = to_server
        self.from_server = from_server

    def send(self, message: dict[str, Any] | str) -> None:
        """Send a message of the protocol that `server` describes."""
        print(json.dumps(message), file=self.to_server, flush=True)

    def publish(self, state: dict[str, Any]) -> None:
        """Send the state of a build. Return when browsers get it: the server answers messages in order."""
        self.send(state)
        self.open_pages()

    def open_pages(self) -> frozenset[str]:
        """Return the paths of the pages that browsers show."""
        self.send("open?")
        return frozenset(json.loads(self.from_server.readline() or "[]"))


@contextmanager
def _start_server(folder: Path, port: int) -> Iterator[_Server]:
    """Start the server process, and end it after the block. Raises OSError if the port is taken."""
    package = Path(__file__).parent.parent.parent
    process = subprocess.Popen(
        [sys.executable, "-m", "factpress.preview.server", str(folder), str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(package)},
        start_new_session=True,  # Ctrl+C must reach only the process that builds
    )
    assert process.stdin
    assert process.stdout
    try:
        kind, _, answer = process.stdout.readline().strip().partition(" ")
        if kind != "port":
            raise OSError(f"port {port}: {answer or 'the server did not start'}; choose another with --port")
        yield _Server(f"http://127.0.0.1:{answer}{BASE}", process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.terminate()
        process.wait()
        process.stdout.close()
