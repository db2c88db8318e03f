"""Files kept beside the database, each under the hash of what it holds: the same file twice is one, none is changed."""

import os
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from bot.errors import StoreError
from bot.files import PRIVATE, make_private_folder, write_whole
from bot.store.store import Store

NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")
#: The table of a backup that holds them; a database that is worked with has none.
TABLE = "evidence_file"


class Folder:
    """The kept files. Names are `<sha256>.<extension>`; what is there under its name is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, content: bytes, at: datetime) -> None:
        """Keeps `content`, as of `at`. Raises StoreError where it cannot be written."""
        path = self.path / name
        try:
            make_private_folder(self.path)
            if not path.exists():
                write_whole(path, content, PRIVATE)
            os.utime(path, (at.timestamp(), at.timestamp()))
        except OSError as error:
            raise StoreError("store.evidence", folder=self.path, reason=error.strerror) from error

    def get(self, name: str) -> bytes | None:
        """What the file holds; None where it is not here, or no longer what it was."""
        try:
            content = (self.path / name).read_bytes()
        except OSError:
            return None
        return content if sha256(content).hexdigest() == name.partition(".")[0] else None

    def names(self) -> Iterator[str]:
        """All files that are kept."""
        if self.path.is_dir():
            yield from sorted(entry.name for entry in self.path.iterdir() if NAME.fullmatch(entry.name))

    def sweep(self, wanted: Collection[str], before: datetime) -> int:
        """Takes out what is not wanted and was put here before `before`; gives how many files.

        What was put later may belong to a move that is being written down.
        """
        halves = self.path.glob(".*.part")  # of a process that was killed
        found = [*(self.path / name for name in self.names() if name not in wanted), *halves]
        gone = [path for path in found if path.stat().st_mtime < before.timestamp()]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)


def folder_of(store: Store, named: Path | None) -> Folder:
    """The folder that the settings name, else the one beside the database, else `var/evidence` here."""
    url = store.engine.url
    if named is not None:
        return Folder(named)
    if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
        return Folder(Path(str(url.database)).parent / "evidence")
    return Folder(Path("var/evidence"))


def copy_files(source: Folder, target: Folder) -> None:
    """Puts every file into `target` too, with its date. Raises StoreError."""
    if source.path.resolve() == target.path.resolve():
        return
    for name in source.names():
        if (content := source.get(name)) is not None:
            target.put(name, content, datetime.fromtimestamp((source.path / name).stat().st_mtime, UTC))


def pack(folder: Folder, backup: Path) -> int:
    """Adds the files to a backup; gives how many."""
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute(f"CREATE TABLE {TABLE} (name TEXT PRIMARY KEY, at REAL NOT NULL, content BLOB NOT NULL)")
        n = 0
        for name in folder.names():
            if (content := folder.get(name)) is not None:
                at = (folder.path / name).stat().st_mtime
                connection.execute(f"INSERT INTO {TABLE} VALUES (?, ?, ?)", (name, at, content))  # noqa: S608 - our own word
                n += 1
        return n


def unpack(backup: Path, folder: Folder) -> int:
    """Puts the files of a backup into the folder; gives how many.

    A backup from before there were any has none. Raises StoreError where one is not what its name says.
    """
    with closing(sqlite3.connect(backup)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone():
            return 0
        n = 0
        for name, at, content in connection.execute(f"SELECT name, at, content FROM {TABLE}"):  # noqa: S608 - our own word
            if not NAME.fullmatch(name) or sha256(content).hexdigest() != name.partition(".")[0]:
                raise StoreError("store.bad_backup", file=backup)
            folder.put(name, content, datetime.fromtimestamp(at, UTC))
            n += 1
        return n
