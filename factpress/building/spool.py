"""Texts that wait on disk until a worker needs them: in memory they would be copied into every process."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile


class Spool:
    """Texts by name, in a file without a name that goes with the build."""

    def __init__(self, folder: Path) -> None:
        """Begin with none. Raises OSError when the folder cannot be written."""
        self._file = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - it is open as long as the build
        self._spans: dict[str, tuple[int, int]] = {}
        self._end = 0

    def close(self) -> None:
        """Let go of the file, and of all texts."""
        self._file.close()

    def add(self, name: str, text: str) -> None:
        """Keep a text."""
        data = text.encode()
        os.pwrite(self._file.fileno(), data, self._end)
        self._spans[name] = len(data), self._end
        self._end += len(data)

    def __contains__(self, name: str) -> bool:
        """Tell whether a text is here."""
        return name in self._spans

    def read(self, name: str) -> str:
        """Return a text. Workers read it too: they inherit the file."""
        return os.pread(self._file.fileno(), *self._spans[name]).decode()
