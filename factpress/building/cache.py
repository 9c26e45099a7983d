"""Results of earlier builds, by stage and key: the one door to SQLite.

The cache is disposable. Whatever is wrong with its file (damaged, foreign, from another version, a symbolic link) makes
it an empty cache, and the next `save` writes a new file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

FORMAT = 0x46503032
"""Stands in the file's header as `application_id`: a file with another number is not ours."""

SEAL = 8
"""Bytes of the checksum before each result."""

INSERT = "INSERT OR REPLACE INTO results VALUES (?, ?, ?)"
TABLE = "CREATE TABLE results (stage TEXT, key BLOB, data BLOB, PRIMARY KEY (stage, key))"
PAGE_SIZE = 16_384
"""Bytes: 12,000 results of 3.5 KB are written in 0.08 s; with 4,096 in 0.12, and 0.32 in a table WITHOUT ROWID."""

VERSION = "version"
"""The stage under which the program's version is kept."""

MANY = 500
"""Keys of one query; SQLite allows 999 in its oldest versions."""


class Cache:
    """Results as bytes. Those that a build neither loads, keeps nor stores are forgotten when it is saved."""

    def __init__(self, file: Path, version: str, fresh: bool = False) -> None:
        """Open the cache of a file, if it is of this version of the program; a fresh one never reads the file."""
        self.file, self.version = file, version
        self._used: dict[str, set[bytes]] = {VERSION: {b""}}
        self._database = None if fresh else _open(file, version)
        if not self._database:
            self._begin_anew()

    def load(self, stage: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the results that are there, by key."""
        wanted = list(keys)
        self.keep(stage, wanted)
        try:
            return dict(self._read(stage, wanted))
        except sqlite3.DatabaseError:  # a page of the file is damaged, and perhaps others
            self._begin_anew()
            return {}

    def keep(self, stage: str, keys: Iterable[bytes]) -> None:
        """Do not forget these results."""
        self._used.setdefault(stage, set()).update(keys)

    def store(self, stage: str, key: bytes, data: bytes) -> None:
        """Add a result; others see it after `save`."""
        self.keep(stage, (key,))
        row = stage, key, _seal(stage, key, data) + data
        try:
            self._write(INSERT, [row])
        except sqlite3.DatabaseError:
            self._begin_anew()
            self._write(INSERT, [row])

    def save(self, forget: bool = True) -> None:
        """Write what was stored, in one transaction; then forget what nobody used, if asked to."""
        try:
            if forget:
                self._forget()
            if self._connection().in_transaction:
                self._connection().execute("COMMIT")
        except sqlite3.DatabaseError:
            self._begin_anew()
        self.close()

    def close(self) -> None:
        """Let go of the file; what was stored and not saved is lost."""
        if self._database:
            self._database.close()
        self._database = None

    def _read(self, stage: str, keys: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for start in range(0, len(keys), MANY):
            some = keys[start : start + MANY]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, data FROM results WHERE stage = ? AND key IN ({marks})"
            for key, data in self._connection().execute(query, (stage, *some)):
                # One wrong bit can also turn bytes into text.
                if isinstance(key, bytes) and isinstance(data, bytes) and _is_whole(stage, key, data):
                    yield key, data[SEAL:]

    def _forget(self) -> None:
        rows = self._connection().execute("SELECT stage, key FROM results").fetchall()
        unused = [row for row in rows if row[1] not in self._used.get(row[0], ())]
        if unused:
            self._write("DELETE FROM results WHERE stage = ? AND key = ?", unused)

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        database = self._connection()
        if not database.in_transaction:
            database.execute("BEGIN")
        database.executemany(statement, rows)

    def _begin_anew(self) -> None:
        """Put an empty cache in the place of the file. Raises OSError when that cannot be done."""
        self.close()
        for name in (self.file, self.file.with_name(self.file.name + "-journal")):
            name.unlink(missing_ok=True)
        try:
            self._database = _connect(self.file)
            self._database.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            self._database.execute(f"PRAGMA application_id = {FORMAT}")
            self._database.execute("BEGIN")
            self._database.execute(TABLE)
            self._database.execute("INSERT INTO results VALUES (?, ?, ?)", (VERSION, b"", self.version.encode()))
        except sqlite3.Error as error:
            raise OSError(f"{self.file}: {error}") from error

    def _connection(self) -> sqlite3.Connection:
        if not self._database:
            self._begin_anew()
        assert self._database
        return self._database


def _open(file: Path, version: str) -> sqlite3.Connection | None:
    """Return a connection to a cache that looks whole and is of this version; nothing if there is none."""
    if file.is_symlink() or not file.is_file():
        return None
    with suppress(sqlite3.Error):
        database = _connect(file)
        try:
            if database.execute("PRAGMA application_id").fetchone() == (FORMAT,):
                row = database.execute("SELECT data FROM results WHERE stage = ?", (VERSION,)).fetchone()
                if row == (version.encode(),):
                    return database
        except sqlite3.Error:
            pass
        database.close()
    return None


def _connect(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, isolation_level=None)
    # A build that is killed leaves a journal, and SQLite undoes what it wrote. Only a loss of power can do more harm,
    # and the checksums find that, so nothing waits for the disk.
    database.execute("PRAGMA synchronous = OFF")
    return database


def _is_whole(stage: str, key: bytes, data: bytes) -> bool:
    return data[:SEAL] == _seal(stage, key, data[SEAL:])


def _seal(stage: str, key: bytes, data: bytes) -> bytes:
    """Return a checksum that also says whose result it is: a damaged index may lead to another row."""
    return blake2b(data, key=stage.encode() + b"\0" + key, digest_size=SEAL).digest()
