"""The preview shows the last good site, with the diagnostics on top."""

from __future__ import annotations

import os
import queue
import re
import shutil
import socket
import struct
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from factpress.building.staging import Busy
from factpress.editing.reporting import as_text, error_text
from factpress.model.options import Options, Result
from factpress.pipeline import build
from factpress.preview.serve import POLL, PREVIEW, _changes, _watch, serve
from factpress.preview.server import create_server
from factpress.preview.updates import MOST, Updates
from tests.conftest import ROOT, Workshop, tree

FOLDERS = {"content": "content", "templates": "templates", "site": "site"}


def describe(outcome: Result | OSError) -> str:
    """Describe what is wrong, as the command line does."""
    return error_text(outcome) if isinstance(outcome, OSError) else as_text(outcome.found, FOLDERS)


@dataclass
class Preview:
    """A running preview."""

    workshop: Workshop
    address: str
    output: queue.Queue[str]
    changes: queue.Queue[bool]

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page of the preview."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    @contextmanager
    def news(self, page: str) -> Iterator[Iterator[str]]:
        """Listen like a browser that shows a page. Yield the versions that the server sends."""
        path = urlsplit(self.address).path
        with urllib.request.urlopen(f"{self.address}-/news?{path}{page}", timeout=30) as answer:
            yield (line.decode().split()[1] for line in answer if line.startswith(b"data: "))

    def seen(self, page: str) -> str:
        """Return the version that a page has in it."""
        found = re.search('data-seen="([0-9a-f]+)"', self.get(page)[1])
        assert found
        return found[1]

    def change(self) -> str:
        """Announce a change, and return what the build prints."""
        self.changes.put(True)
        return self.output.get(timeout=30)


def _until_false(changes: queue.Queue[bool]) -> Iterator[bool]:
    while changes.get():
        yield True


@pytest.fixture
def preview(workshop: Workshop) -> Iterator[Preview]:
    """Serve a copy of the small site. Tests announce changes, so that nothing depends on the watcher."""
    output: queue.Queue[str] = queue.Queue()
    changes: queue.Queue[bool] = queue.Queue()
    templates = workshop.content.parent / "templates"
    shutil.copytree(ROOT / "templates", templates)
    options = workshop.options(templates=templates)
    thread = threading.Thread(target=serve, args=(options, 0, describe, output.put, _until_false(changes)))
    thread.start()
    address = output.get(timeout=30).split()[0]
    yield Preview(workshop, address, output, changes)
    changes.put(False)
    thread.join(timeout=30)
    assert not thread.is_alive()


def test_drafts_are_shown_and_the_site_is_not_touched(preview: Preview) -> None:
    """The preview has drafts, a folder of its own, and a path in its addresses as on GitHub Pages."""
    assert "made" in preview.output.get(timeout=30)
    status, page = preview.get("claims/idea.html")
    assert (status, "Draft." in page) == (200, True)
    assert not preview.workshop.site.exists()
    assert (preview.workshop.content.parent / PREVIEW / "site" / "index.html").exists()
    assert preview.address.endswith("/preview/")
    assert preview.get("../claims/idea.html")[0] == 404
    assert preview.get("..%2f..%2fcontent/site.yaml")[0] == 404
    assert preview.get("claims/nothing.html")[0] == 404


def test_an_edit_is_shown(preview: Preview) -> None:
    """After a change the page has the new words, and browsers get a new version."""
    preview.output.get(timeout=30)
    with preview.news("claims/length.html") as news:
        assert next(news) == preview.seen("claims/length.html")
        preview.workshop.replace("claims/length.md", "The survey has it", "The survey of the bridge has it")
        assert "1 made, " in preview.change()
        assert "The survey of the bridge has it" in preview.get("claims/length.html")[1]
        assert next(news) == preview.seen("claims/length.html")


def test_only_pages_that_changed_are_loaded_again(preview: Preview) -> None:
    """A page without changes is not loaded again. Diagnostics change every page."""
    preview.output.get(timeout=30)
    with preview.news("sources.html") as news:
        before = next(news)
        preview.workshop.replace("claims/length.md", "The survey has it", "The survey of the bridge has it")
        preview.change()
        assert next(news) == before == preview.seen("sources.html")
        preview.workshop.replace("claims/length.md", "verdict: accurate", "verdict: acurate")
        preview.change()
        assert next(news) == preview.seen("sources.html") != before


def test_more_pages_than_a_browser_keeps_connections(preview: Preview) -> None:
    """The pages that listened longest are disconnected. The others get the new version."""
    preview.output.get(timeout=30)
    with ExitStack() as opened:
        listening = []
        for _ in range(MOST + 3):
            listening.append(opened.enter_context(preview.news("claims/length.html")))
            assert next(listening[-1]) == preview.seen("claims/length.html")
        assert [list(news) for news in listening[:3]] == [[], [], []]
        preview.workshop.replace("claims/length.md", "The survey has it", "The survey of the bridge has it")
        preview.change()
        assert [next(news) for news in listening[3:]] == [preview.seen("claims/length.html")] * MOST


def test_the_page_that_is_looked_at_is_shown_first(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """An open page shows its new words before the other pages are made."""
    preview.output.get(timeout=30)
    rest = threading.Event()

    def build_and_wait(options: Options) -> Result:
        def show_and_wait(path: str) -> None:
            options.shown(path)
            assert rest.wait(timeout=30)

        return build(options._replace(shown=show_and_wait))

    monkeypatch.setattr("factpress.preview.serve.build", build_and_wait)
    with preview.news("claims/length.html") as news:
        next(news)
        preview.workshop.replace("claims/length.md", "title: ", "title: Newly ")
        preview.changes.put(True)
        assert next(news) == preview.seen("claims/length.html")
        assert "<title>Newly " in preview.get("claims/length.html")[1]
        assert "Newly" not in preview.get("index.html")[1]
        rest.set()
        assert " made, " in preview.output.get(timeout=30)
        assert next(news) == preview.seen("claims/length.html")
    assert "Newly" in preview.get("index.html")[1]


def test_a_page_shown_before_an_error_was_found(preview: Preview) -> None:
    """The page shows the change before its broken link is found. After a repair it is right again."""
    preview.output.get(timeout=30)
    good = preview.get("claims/length.html")[1]
    file = preview.workshop.content / "claims" / "length.md"
    before = file.read_text("utf-8")
    with preview.news("claims/length.html") as news:
        next(news)
        file.write_text(before.replace("title: ", "title: Newly ") + "\n[There](nowhere.html)\n", "utf-8")
        assert "FP601" in preview.change()
        assert "FP601" in preview.get("claims/length.html")[1]
        file.write_text(before, "utf-8")
        preview.change()
        assert preview.get("claims/length.html")[1] == good


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_breaks_a_rule_is_not_shown(workshop: Workshop, jobs: int) -> None:
    """The rules are asked before any page is made, so the last good page stays, also for who looks at it."""
    shown: list[str] = []
    options = workshop.options()._replace(jobs=jobs, first=["claims/length.html"], shown=shown.append)
    assert build(options).made
    good = tree(workshop.site)
    workshop.replace("claims/length.md", "result: -0.07", "result: -7.5")
    result = build(options)
    assert result.made is None
    assert [d.code for d in result.found if d.severity == "error"] == ["FP502"]
    assert (shown, tree(workshop.site)) == ([], good)
    workshop.replace("claims/length.md", "result: -7.5", "result: -0.07")
    assert build(options).made == {}
    workshop.replace("claims/length.md", "title: ", "title: Newly ")
    assert build(options).made
    assert shown == ["claims/length.html"]
    build(options._replace(output=workshop.site.parent / "other", fresh=True))
    assert tree(workshop.site) == tree(workshop.site.parent / "other")


def test_the_last_good_site_stays_with_the_findings_on_top(preview: Preview) -> None:
    """With an error, the last good page stays. After the repair, the diagnostic is gone."""
    preview.output.get(timeout=30)
    preview.workshop.replace("claims/length.md", "verdict: accurate", "verdict: <acurate>")
    assert "the last good site stays" in preview.change()
    status, page = preview.get("claims/length.html")
    assert status == 200
    assert "content/claims/length.md:4:10: error FP203" in page
    assert "&lt;acurate>" in page
    assert "did you mean 'accurate'?" in page
    assert "The survey has it" in page
    preview.workshop.replace("claims/length.md", "verdict: <acurate>", "verdict: accurate")
    preview.change()
    assert "FP203" not in preview.get("claims/length.html")[1]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.rename(file.with_name("cost-of-it.md")),
        lambda file: file.write_bytes(file.read_bytes()[:100]),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"\xff\xfe"),
    ],
    ids=["deleted", "renamed", "half-saved", "emptied", "not-text"],
)
def test_a_file_in_trouble_is_survived(preview: Preview, spoil: Callable[[Path], None]) -> None:
    """The preview survives, and is right when the file is back."""
    preview.output.get(timeout=30)
    file = preview.workshop.content / "claims" / "cost.md"
    before = file.read_bytes()
    good = preview.get("index.html")[1]
    spoil(file)
    preview.change()
    assert preview.get("index.html")[0] == 200
    for other in file.parent.glob("cost*"):
        other.unlink()
    file.write_bytes(before)
    preview.change()
    assert preview.get("index.html")[1] == good


@pytest.mark.parametrize("name", ["content", "templates"])
def test_a_folder_that_is_moved_away_may_come_back(preview: Preview, name: str) -> None:
    """The page says that the folder is gone. Later changes in the folder that came back are noticed."""
    preview.output.get(timeout=30)
    home = preview.workshop.content.parent
    folder = home / name
    folder.rename(home / "away")
    assert "no such file or directory" in preview.change()
    status, page = preview.get("claims/length.html")
    assert (status, "This is the last good site" in page, "no such file" in page) == (200, True, True)
    (home / "away").rename(folder)
    preview.change()
    preview.workshop.replace("claims/length.md", "The survey has it", "The survey of the bridge has it")
    preview.change()
    page = preview.get("claims/length.html")[1]
    assert ("The survey of the bridge has it" in page, "no such file" in page) == (True, False)


def test_a_folder_in_the_place_of_another_is_watch(workshop: Workshop) -> None:
    """This works after an absence too, and with invalid file names."""
    seen: queue.Queue[Any] = queue.Queue()
    ended = threading.Event()

    def watch() -> None:
        for what in _watch(workshop.options()):
            if what:
                seen.put(what)
            if ended.is_set():
                return

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        home = workshop.content.parent
        for change in (
            lambda: workshop.write("claims/new.md", "1"),
            lambda: workshop.content.rename(home / "away"),
            lambda: shutil.copytree(home / "away", workshop.content),
            lambda: workshop.write("claims/new.md", "2"),
            lambda: (workshop.content / "claims" / os.fsdecode(b"caf\xe9.md")).write_text("3"),
            lambda: workshop.write("claims/new.md", "4"),
        ):
            with suppress(queue.Empty):
                while seen.get(timeout=2 * POLL / 1000):
                    pass
            change()
            assert seen.get(timeout=10)
    finally:
        ended.set()
        thread.join(timeout=10)


def test_one_preview_at_a_time(preview: Preview) -> None:
    """A second preview of the same content would build into the same folder."""
    preview.output.get(timeout=30)
    with pytest.raises(Busy, match="another preview of this content is running"):
        serve(preview.workshop.options(), 0, describe, lambda text: None, [])
    preview.workshop.replace("claims/length.md", "The survey has it", "The survey of the bridge has it")
    assert "1 made, " in preview.change()


@pytest.mark.parametrize(
    "path",
    ["%00", "-/news?/preview/%00", "x" * 3_000, "%ff%fe", "claims", "claims/", "claims//length.html/", "\u00e9"],
)
def test_odd_addresses_are_answered(preview: Preview, path: str) -> None:
    """The answer is 404, and nothing is printed."""
    preview.output.get(timeout=30)
    there = urlsplit(preview.address)
    with socket.create_connection((there.hostname, there.port), timeout=10) as line:
        line.sendall(f"GET {there.path}{path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        answer = line.recv(100)
    assert answer.startswith(b"HTTP/1.1 200" if "news" in path else b"HTTP/1.1 404")


@pytest.mark.parametrize(
    ("path", "status"), [("", 200), ("claims/length.html", 200), ("nothing.html", 404), ("-/news", 200)]
)
def test_who_asks_for_the_head_gets_no_body(preview: Preview, path: str, status: int) -> None:
    """The response to HEAD has the status of the page."""
    preview.output.get(timeout=30)
    request = urllib.request.Request(preview.address + path, method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            found, body = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        found, body = error.code, error.read()
    assert (found, body) == (status, b"")


def test_a_template_error_is_shown_with_its_place(workshop: Workshop, tmp_path: Path) -> None:
    """The page has the file and the line, even if there is no site yet."""
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    page = templates / "claim.html"
    page.write_text(page.read_text("utf-8").replace("{{ title }}", "{{ title.nothing.here }}", 1), "utf-8")
    output: queue.Queue[str] = queue.Queue()
    changes: queue.Queue[bool] = queue.Queue()
    options = workshop.options(templates=templates)
    thread = threading.Thread(target=serve, args=(options, 0, describe, output.put, _until_false(changes)))
    thread.start()
    try:
        preview = Preview(workshop, output.get(timeout=30).split()[0], output, changes)
        assert "templates/claim.html:" in output.get(timeout=30)
        status, text = preview.get("")
        assert status == 404
        assert "templates/claim.html:" in text
        assert "There is no site yet" in text
    finally:
        changes.put(False)
        thread.join(timeout=30)


def test_a_port_that_is_taken(workshop: Workshop) -> None:
    """The message says what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=rf"port {port}: .* choose another with --port"):
            serve(workshop.options(), port, describe, lambda text: None, [])


def test_what_changes_before_the_watch_begins_is_seen(workshop: Workshop) -> None:
    """The first report of the watcher counts as a change. Later ones count if there was a change."""
    assert len(list(_changes(workshop.options(), [set(), set(), {"a change"}, set()]))) == 3


def test_a_browser_that_hangs_up_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A connection that is cut before its request is silent, and the next one is answered."""
    (tmp_path / "index.html").write_text("<p>Here.</p>", "utf-8")
    running = create_server(tmp_path, 0, Updates())
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    host, port = "127.0.0.1", running.server_address[1]
    for _ in range(3):
        with socket.create_connection((host, port)) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # cut, not closed
    with urllib.request.urlopen(f"http://{host}:{port}/preview/index.html", timeout=10) as answer:
        assert b"Here." in answer.read()
    running.shutdown()
    thread.join(timeout=30)
    running.server_close()
    assert capsys.readouterr().err == ""
