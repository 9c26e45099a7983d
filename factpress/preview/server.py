"""The server of `serve`: a process of its own that gives out the preview and tells browsers when a page is new.

It reads lines of JSON from standard input: `{"made": bool, "findings": text}` after each build, `{}` when a page was
shown before its build is done, and `"open?"`, to which it answers with the list of the pages that browsers show. So the
process that builds stays free of threads.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

BASE = "/preview/"
"""The site is served under a path, as GitHub Pages does: an address that begins at the root shows itself as broken."""

OWN = BASE + "-/"
"""What belongs to the preview and not to the site."""

STYLE = """
#factpress { position: sticky; top: 0; z-index: 9; max-height: 60vh; overflow: auto; margin: 0; padding: 12px 16px;
  background: #fff8e5; color: #1d1d1d; border-bottom: 3px solid #b3001b; font: 14px/1.5 system-ui, sans-serif }
#factpress.warnings { border-color: #9a6a00 }
#factpress pre { margin: 8px 0 0; white-space: pre-wrap; font: 13px/1.5 ui-monospace, monospace }
#factpress summary { cursor: pointer; font-weight: 600 }
"""

SCRIPT = """
const { seen } = document.currentScript.dataset;
let news;
const listen = () => {
  news?.close();
  if (document.hidden) return;
  news = new EventSource("%s?" + location.pathname);
  news.onmessage = ({ data }) => { if (data !== seen) location.reload(); };
};
document.addEventListener("visibilitychange", listen);
listen();
"""
"""A page that nobody sees does not listen: browsers keep no more than six connections to a server."""

MOST = 4
"""Pages that listen at a time; the one that has listened longest is sent away, and comes again after AGAIN."""
AGAIN = 2_000
"""Milliseconds."""

ROOT = re.compile(rb'<link rel="stylesheet" href="(/[^"]*)assets/')
"""On the page for what is not there: the path of the site, from which its addresses begin."""

NOTHING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No site yet</title></head>
<body><main><p>There is no site yet. Mend what is told above; this page reloads by itself.</p></main></body></html>"""


@dataclass
class News:
    """What the last build came to; browsers wait here for the next."""

    number: int = 0
    findings: str = ""
    made: bool = False
    open: Counter[str] = field(default_factory=Counter)
    """Pages that browsers show, by path in the site, and how many do."""
    listening: list[object] = field(default_factory=list)
    """One thing for each browser that listens, the oldest first."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, said: dict[str, Any]) -> None:
        """Take in what a build came to, or that a page is new, and wake those who wait."""
        with self.changed:
            self.number += 1
            self.findings, self.made = said.get("findings", self.findings), said.get("made", self.made)
            self.changed.notify_all()

    @contextmanager
    def shows(self, page: str) -> Iterator[object]:
        """Count a page among those that browsers show; give what stands for it among those that listen."""
        mine = object()
        with self.changed:
            self.open[page] += 1
            self.listening = [*self.listening[1 - MOST :], mine]
            self.changed.notify_all()
        try:
            yield mine
        finally:
            with self.changed:
                self.open[page] -= 1
                self.listening = [one for one in self.listening if one is not mine]

    def pages(self) -> list[str]:
        """Return the pages that browsers show."""
        with self.changed:
            return sorted(+self.open)

    def after(self, number: int, mine: object) -> int:
        """Return the number of the latest build; wait for one after that number, but not for ever.

        It is -1 for one that shall listen no longer.
        """
        with self.changed:
            self.changed.wait_for(lambda: self.number > number or mine not in self.listening, timeout=15)
            return self.number if mine in self.listening else -1


class Handler(SimpleHTTPRequestHandler):
    """Gives out the files of the site, pages with the findings on top."""

    protocol_version = "HTTP/1.1"
    news: News

    def do_GET(self) -> None:
        """Answer a request for a page, a file, or what belongs to the preview."""
        way, _, query = self.path.partition("?")
        path = unquote(way.partition("#")[0])
        own = {"serve.css": ("text/css", STYLE), "serve.js": ("text/javascript", SCRIPT % (OWN + "news"))}
        if path in ("/", BASE.rstrip("/")):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", BASE)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path == OWN + "news":
            self._tell_news(unquote(query))
        elif path.startswith(OWN) and path.removeprefix(OWN) in own:
            kind, text = own[path.removeprefix(OWN)]
            self._give(text.encode(), kind)
        else:
            data, kind, status = self._file(path)
            if kind == "text/html":
                head = f'<link rel="stylesheet" href="{OWN}serve.css">'
                head += f'<script src="{OWN}serve.js" data-seen="{_version(data)}" defer></script></head>'
                data = data.replace(b"</head>", head.encode(), 1)
            self._give(data, kind, status)

    def do_HEAD(self) -> None:
        """Answer as to a request for the page, without it."""
        self.do_GET()

    def _file(self, path: str) -> tuple[bytes, str, HTTPStatus]:
        """Return what stands at an address, its kind, and the status of the answer."""
        name, status = self._name(path), HTTPStatus.OK
        if not name:
            name, status = "404.html", HTTPStatus.NOT_FOUND
        kind = self.guess_type(name)
        try:
            data = Path(self.directory, name).read_bytes()
        except OSError:  # between two builds, or before the first good one
            data, kind, status = NOTHING.encode(), "text/html", HTTPStatus.NOT_FOUND
        if status == HTTPStatus.NOT_FOUND and (root := ROOT.search(data)):
            data = data.replace(b'="' + root[1], b'="' + BASE.encode())
        return self._with_findings(data) if kind == "text/html" else data, kind, status

    def _name(self, path: str) -> str:
        """Return the path in the site of the file that stands at an address; nothing if none does."""
        root = os.path.realpath(self.directory)
        inside = path.removeprefix(BASE)
        with suppress(OSError, ValueError):  # no path can be such words
            file = os.path.realpath(f"{root}/{inside}" + "index.html" * (inside == "" or inside.endswith("/")))
            if path.startswith(BASE) and file.startswith(root + os.sep) and os.path.isfile(file):
                return Path(file).relative_to(root).as_posix()
        return ""

    def _with_findings(self, page: bytes) -> bytes:
        """Return a page with what was found on top."""
        found = self.news.findings
        if not found:
            return page
        said = found.replace("&", "&amp;").replace("<", "&lt;")
        kind, title = ("", "This is the last good site: there are errors.")
        if self.news.made:
            kind, title = "warnings", "There are warnings."
        note = f'<details id="factpress" class="{kind}" open><summary>{title}</summary><pre>{said}</pre></details>'
        at = page.find(b">", page.find(b"<body")) + 1
        return page[:at] + note.encode(errors="replace") + page[at:]

    def _give(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _tell_news(self, path: str) -> None:
        """Send which version of a page there is, whenever it may be new (server-sent events, HTML Standard 9.2)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        number = -1
        with suppress(OSError), self.news.shows(self._name(path)) as mine:  # until the reader has gone
            while (number := self.news.after(number, mine)) >= 0:
                self.wfile.write(f"retry: {AGAIN}\ndata: {_version(self._file(path)[0])}\n\n".encode())
                self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for findings."""


def _version(page: bytes) -> str:
    return blake2b(page, digest_size=8).hexdigest()


class Server(ThreadingHTTPServer):
    """Ends when asked to, whoever is still listening."""

    daemon_threads = True
    allow_reuse_address = True


def server(folder: Path, port: int, news: News) -> Server:
    """Return a server of a folder on this machine only. Raises OSError if the port is taken."""
    handler = type("Bound", (Handler,), {"news": news})
    return Server(("127.0.0.1", port), lambda *args: handler(*args, directory=str(folder)))


def main(folder: str, port: str, lines: IO[str] = sys.stdin) -> None:
    """Serve until standard input ends. The first line out is the port, or what stands in the way."""
    news = News()
    try:
        serving = server(Path(folder), int(port), news)
    except OSError as error:
        print(f"error {error.strerror or error}", flush=True)
        return
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    print(f"port {serving.server_address[1]}", flush=True)
    for line in lines:
        said = json.loads(line)
        if said == "open?":
            print(json.dumps(news.pages()), flush=True)
        else:
            news.tell(said)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
