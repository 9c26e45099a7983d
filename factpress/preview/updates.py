"""The state of the last build, shared by the threads that answer browsers."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MOST = 4
"""How many pages may listen at a time, since browsers keep no more than six connections to a server.

A further page replaces the one that has listened longest. That one connects again after a while.
"""
TIMEOUT = 15
"""Seconds after which a page gets its version again, so that a closed connection is noticed."""


class Updates:
    """The state of the last build, and the pages that wait for the next."""

    def __init__(self) -> None:
        """Begin without any build."""
        self.number = 0
        self.findings = ""
        self.published = False
        """Whether the last build published a site."""
        self._open: Counter[str] = Counter()
        self._listeners: list[object] = []
        """The oldest first."""
        self._changed = threading.Condition()

    def publish(self, message: dict[str, Any]) -> None:
        """Take over the state of a build, or count a page that is new, and wake all listeners."""
        with self._changed:
            self.number += 1
            self.findings, self.published = message.get("findings", self.findings), message.get("made", self.published)
            self._changed.notify_all()

    @contextmanager
    def listen(self, page: str) -> Iterator[object]:
        """Count a page as open, by its path in the site. Yield a token for its listener."""
        listener = object()
        with self._changed:
            self._open[page] += 1
            self._listeners = [*self._listeners[1 - MOST :], listener]
            self._changed.notify_all()
        try:
            yield listener
        finally:
            with self._changed:
                self._open[page] -= 1
                self._listeners = [one for one in self._listeners if one is not listener]

    def open_pages(self) -> list[str]:
        """Return the paths of the pages that browsers show."""
        with self._changed:
            return sorted(+self._open)

    def wait(self, number: int, listener: object) -> int:
        """Wait for an update after that number, or for a timeout. Return the number of the last update.

        Return -1 if another listener has replaced this one.
        """
        with self._changed:
            self._changed.wait_for(lambda: self.number > number or listener not in self._listeners, TIMEOUT)
            return self.number if listener in self._listeners else -1
