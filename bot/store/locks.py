"""Locks between processes, which the system lets go of when their holder ends, however it ends.

On SQLite a locked file beside the database; on PostgreSQL an advisory lock of a session, which ends with its
connection: at once when the process is killed, within 11 seconds when its machine disappears.
"""

import fcntl
import glob
import os
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError
from bot.files import PRIVATE
from bot.store.store import Store

#: The server finds out about a silent client after idle + interval × count seconds.
KEEPALIVE = {"tcp_keepalives_idle": 5, "tcp_keepalives_interval": 3, "tcp_keepalives_count": 2}


class Lock(Protocol):
    """A lock that is held."""

    def is_held(self) -> bool:
        """Whether it is still ours: a connection to a server may be lost without our doing."""
        ...

    def release(self) -> None:
        """Lets go; a second time does nothing."""
        ...


def try_lock(store: Store, name: str, *, once: bool = False) -> Lock | None:
    """The lock `name` of this store if nobody else has it. `once`: no later lock has this name, so nothing stays of it.

    Raises StoreError where the store cannot be reached.
    """
    url = store.engine.url
    if url.get_backend_name() == "postgresql":
        return _server_lock(store, name)
    if not url.database or url.database == ":memory:":
        return _memory_lock(store, name)
    return _file_lock(Path(f"{_file(url.database)}.{name}.lock"), once=once)


def _file(database: str) -> str:
    """The file that a database's name means; it may be an address of SQLite's own."""
    return database.removeprefix("file:").partition("?")[0]


def sweep(store: Store, prefix: str) -> int:
    """Takes away the files of locks made `once` whose holders were killed; gives how many."""
    url = store.engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return 0
    database = Path(_file(url.database))
    paths = database.parent.glob(f"{glob.escape(database.name)}.{prefix}*.lock")
    ended = [lock for path in paths if (lock := _file_lock(path, once=True)) is not None]
    for lock in ended:
        lock.release()
    return len(ended)


def lock_key(name: str) -> int:
    """The number by which PostgreSQL knows a lock."""
    return int.from_bytes(sha256(f"duban:{name}".encode()).digest()[:8], "big", signed=True)


class _FileLock:
    def __init__(self, file: IO[str], path: Path, *, once: bool) -> None:
        self._file, self._path, self._once = file, path, once

    def is_held(self) -> bool:
        return not self._file.closed

    def release(self) -> None:
        if self._once and not self._file.closed:
            self._path.unlink(missing_ok=True)
        self._file.close()


def _file_lock(path: Path, *, once: bool) -> Lock | None:
    while True:
        try:
            file = os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE), "a")
        except OSError as error:
            raise StoreError("store.failed", reason=f"{path}: {error.strerror}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # somebody else has it
            file.close()
            return None
        if _is_at(file, path):
            return _FileLock(file, path, once=once)
        file.close()  # somebody took the file away between our opening and locking it


def _is_at(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


class _ServerLock:
    def __init__(self, connection: Connection, key: int) -> None:
        self._connection, self._key = connection, key

    def is_held(self) -> bool:
        try:
            return not self._connection.closed and self._connection.scalar(text("SELECT 1")) == 1
        except SQLAlchemyError:
            self._connection.invalidate()
            return False

    def release(self) -> None:
        if self._connection.closed:
            return
        try:
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": self._key})
        except SQLAlchemyError:
            self._connection.invalidate()
        self._connection.close()


def _server_lock(store: Store, name: str) -> Lock | None:
    key = lock_key(name)
    try:
        connection = store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        for setting, value in KEEPALIVE.items():
            connection.execute(text(f"SET {setting} = {value}"))
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            return _ServerLock(connection, key)
        connection.close()
    except SQLAlchemyError as error:
        raise StoreError("store.failed", reason=str(getattr(error, "orig", error)).strip()) from error
    return None


class _MemoryLock:
    def __init__(self, held: set[str], name: str) -> None:
        self._held, self._name = held, name

    def is_held(self) -> bool:
        return self._name in self._held

    def release(self) -> None:
        self._held.discard(self._name)


def _memory_lock(store: Store, name: str) -> Lock | None:
    """A store in memory is one process's own."""
    if name in store.held:
        return None
    store.held.add(name)
    return _MemoryLock(store.held, name)
