"""The server process of `serve`: it answers browsers, and tells them when a page is new.

Each line of standard input is a JSON value: `{"made": bool, "findings": text}` after a build, `{}` when a page is new
before its build ends, or `"open?"`. To the last it answers with a list of the pages that browsers show. So the process
that builds has no threads.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from contextlib import suppress
from hashlib import blake2b
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from factpress.preview.updates import Updates

BASE = "/preview/"
"""The path of the site. GitHub Pages has one too, and it makes addresses fail that begin at the root."""

OWN = BASE + "-/"
"""The path of files that belong to the preview, not to the site."""

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
"""Loads a page again when it has a new version. A hidden page does not listen, to save connections."""

RETRY = 2_000
"""Milliseconds, after which a page that lost its connection connects again."""

ROOT = re.compile(rb'<link rel="stylesheet" href="(/[^"]*)assets/')
"""Finds the path of the published site, with which the addresses on `404.html` begin."""

NO_SITE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No site yet</title></head>
<body><main><p>There is no site yet. Mend what is told above; this page reloads by itself.</p></main></body></html>"""


class Handler(SimpleHTTPRequestHandler):
    """Answers with files of the site, and with pages that have the findings on top."""

    protocol_version = "HTTP/1.1"
    updates: Updates

    def do_GET(self) -> None:
        """Answer a request for a page, a file, or a part of the preview itself."""
        address, _, query = self.path.partition("?")
        path = unquote(address.partition("#")[0])
        own = {"serve.css": ("text/css", STYLE), "serve.js": ("text/javascript", SCRIPT % (OWN + "news"))}
        if path in ("/", BASE.rstrip("/")):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", BASE)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path == OWN + "news":
            self._send_events(unquote(query))
        elif path.startswith(OWN) and path.removeprefix(OWN) in own:
            kind, text = own[path.removeprefix(OWN)]
            self._send(text.encode(), kind)
        else:
            data, kind, status = self._read(path)
            if kind == "text/html":
                head = f'<link rel="stylesheet" href="{OWN}serve.css">'
                head += f'<script src="{OWN}serve.js" data-seen="{_version(data)}" defer></script></head>'
                data = data.replace(b"</head>", head.encode(), 1)
            self._send(data, kind, status)

    def do_HEAD(self) -> None:
        """Answer like GET, without the body."""
        self.do_GET()

    def _read(self, path: str) -> tuple[bytes, str, HTTPStatus]:
        """Return the data for an address, its media type, and the status of the response."""
        name, status = self._file_at(path), HTTPStatus.OK
        if not name:
            name, status = "404.html", HTTPStatus.NOT_FOUND
        kind = self.guess_type(name)
        try:
            data = Path(self.directory, name).read_bytes()
        except OSError:  # between two builds, or before the first good one
            data, kind, status = NO_SITE.encode(), "text/html", HTTPStatus.NOT_FOUND
        if status == HTTPStatus.NOT_FOUND and (root := ROOT.search(data)):
            data = data.replace(b'="' + root[1], b'="' + BASE.encode())
        return self._with_findings(data) if kind == "text/html" else data, kind, status

    def _file_at(self, path: str) -> str:
        """Return the path, in the site, of the file at an address. Return an empty string if there is none."""
        root = os.path.realpath(self.directory)
        inside = path.removeprefix(BASE)
        with suppress(OSError, ValueError):  # the address is too long or no valid path
            file = os.path.realpath(f"{root}/{inside}" + "index.html" * (inside == "" or inside.endswith("/")))
            if path.startswith(BASE) and file.startswith(root + os.sep) and os.path.isfile(file):
                return Path(file).relative_to(root).as_posix()
        return ""

    def _with_findings(self, page: bytes) -> bytes:
        findings = self.updates.findings
        if not findings:
            return page
        kind, title = ("", "This is the last good site: there are errors.")
        if self.updates.published:
            kind, title = "warnings", "There are warnings."
        text = findings.replace("&", "&amp;").replace("<", "&lt;")
        note = f'<details id="factpress" class="{kind}" open><summary>{title}</summary><pre>{text}</pre></details>'
        at = page.find(b">", page.find(b"<body")) + 1
        return page[:at] + note.encode(errors="replace") + page[at:]

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_events(self, address: str) -> None:
        """Send the version of a page whenever it may be new (server-sent events, HTML Standard 9.2)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        number = -1
        with suppress(OSError), self.updates.listen(self._file_at(address)) as listener:  # OSError: the browser left
            while (number := self.updates.wait(number, listener)) >= 0:
                self.wfile.write(f"retry: {RETRY}\ndata: {_version(self._read(address)[0])}\n\n".encode())
                self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: the terminal is for findings."""


def _version(page: bytes) -> str:
    return blake2b(page, digest_size=8).hexdigest()


class Server(ThreadingHTTPServer):
    """Ends without waiting for open connections."""

    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, but not that a browser closed its connection."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def create_server(folder: Path, port: int, updates: Updates) -> Server:
    """Return a server of a folder, for this machine only. Raises OSError if the port is taken."""
    handler = type("BoundHandler", (Handler,), {"updates": updates})
    return Server(("127.0.0.1", port), lambda *args: handler(*args, directory=str(folder)))


def main(folder: str, port: str, lines: IO[str] = sys.stdin) -> None:
    """Serve until standard input ends. First print the port, or why the server cannot start."""
    updates = Updates()
    try:
        server = create_server(Path(folder), int(port), updates)
    except OSError as error:
        print(f"error {error.strerror or error}", flush=True)
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"port {server.server_address[1]}", flush=True)
    for line in lines:
        message = json.loads(line)
        if message == "open?":
            print(json.dumps(updates.open_pages()), flush=True)
        else:
            updates.publish(message)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
