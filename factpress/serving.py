"""The server of `serve`: a process of its own that gives out the preview and tells browsers when a page is new.

It reads lines of JSON from standard input: `{"made": bool, "findings": text}` after each build, `{}` when a page was
shown before its build is done, and `"open?"`, to which it answers with the list of the pages that browsers show. So the
process that builds stays free of threads.
"""

from __future__ import annotations

import json
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
from urllib.parse import unquote, urlsplit

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
const news = new EventSource("%s?" + location.pathname);
news.onmessage = ({ data }) => { if (data !== seen) location.reload(); };
"""

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
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, said: dict[str, Any]) -> None:
        """Take in what a build came to, or that a page is new, and wake those who wait."""
        with self.changed:
            self.number += 1
            self.findings, self.made = said.get("findings", self.findings), said.get("made", self.made)
            self.changed.notify_all()

    @contextmanager
    def shows(self, page: str) -> Iterator[None]:
        """Count a page among those that browsers show."""
        with self.changed:
            self.open[page] += 1
        try:
            yield
        finally:
            with self.changed:
                self.open[page] -= 1

    def pages(self) -> list[str]:
        """Return the pages that browsers show."""
        with self.changed:
            return sorted(+self.open)

    def after(self, number: int) -> int:
        """Return the number of the latest build; wait for one after that number, but not for ever."""
        with self.changed:
            self.changed.wait_for(lambda: self.number > number, timeout=15)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """Gives out the files of the site, pages with the findings on top."""

    protocol_version = "HTTP/1.1"
    news: News

    def do_GET(self) -> None:
        """Answer a request for a page, a file, or what belongs to the preview."""
        address = urlsplit(self.path)
        path = unquote(address.path)
        own = {"serve.css": ("text/css", STYLE), "serve.js": ("text/javascript", SCRIPT % (OWN + "news"))}
        if path in ("/", BASE.rstrip("/")):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", BASE)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path == OWN + "news":
            self._tell_news(unquote(address.query))
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
        return self._with_findings(data) if kind == "text/html" else data, kind, status

    def _name(self, path: str) -> str:
        """Return the path in the site of the file that stands at an address; nothing if none does."""
        root = Path(self.directory).resolve()
        inside = path.removeprefix(BASE)
        file = (root / (inside + "index.html" if inside == "" or inside.endswith("/") else inside)).resolve()
        there = path.startswith(BASE) and file.is_relative_to(root) and file.is_file()
        return file.relative_to(root).as_posix() if there else ""

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
        return page[:at] + note.encode() + page[at:]

    def _give(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _tell_news(self, path: str) -> None:
        """Send which version of a page there is, whenever it may be new (server-sent events, HTML Standard 9.2)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        number = -1
        with suppress(OSError), self.news.shows(self._name(path)):  # until the reader has gone
            while True:
                number = self.news.after(number)
                self.wfile.write(f"data: {_version(self._file(path)[0])}\n\n".encode())
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
