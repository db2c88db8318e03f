"""All rows from one database to another, and whether both say the same: backups, restores, moves."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection, Engine, Table, delete, func, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.errors import StoreError
from bot.files import make_private_file
from bot.store.engine import open_engine
from bot.store.evidence import Folder, pack
from bot.store.settings_files import pack_settings
from bot.store.store import Store, fault_of, get_mark
from bot.store.tables import Base

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one table: how many rows, and a checksum over every value of them, in whatever order."""

    table: str
    rows: int
    checksum: str


def transfer(source: Store, target: Store, *, replace: bool = False) -> tuple[Sum, ...]:
    """Copies every row in one transaction, compares counts and checksums, and gives them.

    `replace` empties the target first, in the same transaction. Raises StoreError where the target is not empty, or
    does not say the same afterwards: then it is as it was.
    """
    try:
        with _snapshot(source.engine) as reading, target.engine.begin() as writing:
            if replace:
                _empty(writing)
            _refuse_unless_empty(writing)
            for table in Base.metadata.sorted_tables:
                _copy(table, reading, writing)
            _go_on_counting(writing)
            before, after = sums(reading), sums(writing)
            for old, new in zip(before, after, strict=True):
                if old != new:
                    raise StoreError("store.differs", table=old.table, before=old.rows, after=new.rows)
            return after
    except DBAPIError as error:
        raise fault_of(error) from error


def sums(connection: Connection) -> tuple[Sum, ...]:
    """Counts and checksums of all tables; the same on every kind of database."""
    return tuple(_sum(table, connection) for table in Base.metadata.sorted_tables)


#: Under which the store keeps when it was backed up last.
_LAST = "backup"
#: A nightly one failed for a week, or a weekly one once.
OLD = timedelta(days=8)


def last_backup(session: Session) -> datetime | None:
    """When the store was backed up last; None: never, as far as it knows."""
    return get_mark(session, _LAST).at


def is_old(last: datetime, now: datetime) -> bool:
    """Whether a backup made at `last` is too old to lean on."""
    return now - last > OLD


def note_backup(session: Session, at: datetime) -> None:
    """Remembers a backup."""
    get_mark(session, _LAST).at = at


def backup(source: Store, file: Path, files: Folder | None = None, settings: Path | None = None) -> None:
    """Writes all of the store into `file`, a SQLite database whatever the store is, while others go on working.

    `files` are kept in it too, and the folder `settings`. They are added last, so that none is missing that the
    database names.

    What is there under that name is whole and readable: it is written aside, checked, and renamed.
    """
    aside = file.with_name(f".{file.name}.part")
    aside.unlink(missing_ok=True)
    try:
        make_private_file(aside)
        _write_backup(source, aside)
        if files is not None:
            pack(files, aside)
        if settings is not None:
            pack_settings(settings, aside)
        _check(aside)
        aside.replace(file)
    except OSError as error:
        raise StoreError("store.failed", reason=f"{file}: {error.strerror}") from error
    except sqlite3.Error as error:  # such as a disk that is full
        raise StoreError("store.failed", reason=f"{file}: {error}") from error
    finally:
        for leftover in (aside, aside.with_name(f"{aside.name}-wal"), aside.with_name(f"{aside.name}-shm")):
            leftover.unlink(missing_ok=True)


@contextmanager
def opened_backup(file: Path) -> Iterator[Store]:
    """The store in a backup, brought to the newest revision on a copy, so that the backup stays as it is."""
    if not file.is_file():
        raise StoreError("store.no_backup", file=file)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        copyfile(file, copy)
        _check(copy, file)
        store = Store(open_engine(f"sqlite:///{copy}"))
        try:
            yield store
        finally:
            store.close()


def count_rows(store: Store) -> int:
    """How many rows there are in all; small facts about the program itself do not count."""
    with store.engine.connect() as connection:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in {"mark", "pace"}]
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def _write_backup(source: Store, aside: Path) -> None:
    url = source.engine.url
    if url.get_backend_name() == "sqlite":
        with source.engine.connect() as connection, closing(sqlite3.connect(aside)) as twin:
            connection.rollback()  # the copy takes its own looks, and lets others write between them
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.backup(twin, pages=256, sleep=0.01)
        return
    twin_store = Store(open_engine(f"sqlite:///{aside}"))
    try:
        transfer(source, twin_store, replace=True)
    finally:
        twin_store.close()
    with closing(sqlite3.connect(aside)) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def _check(file: Path, name: Path | None = None) -> None:
    try:
        with closing(sqlite3.connect(file)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            whole = whole and bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").fetchone())
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise StoreError("store.bad_backup", file=name or file)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """One state of the source, whatever others write meanwhile."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection:
        yield connection
        connection.rollback()


def _empty(connection: Connection) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        connection.execute(delete(table))


def _refuse_unless_empty(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if table.name not in {"mark", "pace"} and connection.scalar(select(func.count()).select_from(table)):
            raise StoreError("store.not_empty", table=table.name)
        if table.name in {"mark", "pace"}:
            connection.execute(delete(table))


def _copy(table: Table, reading: Connection, writing: Connection) -> None:
    rows = (
        reading.execution_options(yield_per=BATCH)
        .execute(select(table).order_by(*table.primary_key.columns))
        .mappings()
    )
    for part in rows.partitions(BATCH):
        writing.execute(insert(table), [dict(row) for row in part])


def _go_on_counting(connection: Connection) -> None:
    """PostgreSQL numbers new rows by itself and has not seen those that came with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        key = inspect(table).primary_key.columns.values()[0]
        sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": table.name, "c": key.name})
        if sequence:
            highest = connection.scalar(select(func.max(key))) or 0
            connection.execute(
                text("SELECT setval(:s, :n, :used)"), {"s": sequence, "n": highest or 1, "used": highest > 0}
            )


def _sum(table: Table, connection: Connection) -> Sum:
    """Rows are added up as numbers, so that the databases' different orders of texts do not matter."""
    total, count = 0, 0
    for row in connection.execution_options(yield_per=BATCH).execute(select(table)):
        line = json.dumps(to_jsonable_python(list(row)), ensure_ascii=False, sort_keys=True)
        total = (total + int.from_bytes(sha256(line.encode("utf-8", "surrogatepass")).digest()[:16], "big")) % 2**128
        count += 1
    return Sum(table.name, count, f"{total:032x}")
