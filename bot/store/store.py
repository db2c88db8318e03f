"""The store: one transaction at a time, and a copy of itself for rehearsals."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from threading import RLock
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.errors import StoreError
from bot.store.engine import make_engine, open_engine
from bot.store.tables import Base, EventRow, MarkRow

COPY_BATCH = 1000
#: What SQLite's addresses name for a store that is nowhere.
IN_MEMORY = frozenset({None, "", ":memory:"})
_MARKS = "marks"
#: The connection by which whoever is answered here and now reads.
_read_by: ContextVar[Connection | None] = ContextVar("read_by", default=None)


class Store:
    """An opened database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = engine.execution_options(reads_only=True)
        self.held: set[str] = set()  # locks of a store in memory, which is one process's own
        self._watching: Any = None
        # A store in memory has one connection for all threads, which take turns.
        self._turn = RLock() if engine.url.database in IN_MEMORY and engine.dialect.name == "sqlite" else nullcontext()

    @classmethod
    def open(cls, url: str) -> "Store":
        """The store at `url`, migrated. Raises StoreError."""
        return cls(open_engine(url))

    @property
    def has_jobs(self) -> bool:
        """Whether this is a database that procrastinate works on (`bot.store.jobs`), for any number of hosts."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction: all or nothing. Raises StoreError when the database is full, locked or read-only."""
        self._read_anew()
        try:
            with self._turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
        except (OperationalError, InterfaceError, InternalError) as error:
            raise fault_of(error) from error

    @contextmanager
    def look(self) -> Iterator[Session]:
        """A transaction that only reads: on SQLite it waits for no writer. Raises StoreError as `begin` does."""
        self._read_anew()
        try:
            with self._turn, Session(self._reading, expire_on_commit=False) as session:
                yield session
        except (OperationalError, InterfaceError, InternalError) as error:
            raise fault_of(error) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The same for rows that are no entities: within another of this thread it reads on by the same connection, in
        the same transaction until somebody begins another.
        """
        outer = _read_by.get()
        if outer is not None and outer.engine is self._reading:
            yield outer
            return
        self._read_anew()
        try:
            with self._turn, self._reading.connect() as connection:
                token = _read_by.set(connection)
                try:
                    yield connection
                finally:
                    _read_by.reset(token)
        except (OperationalError, InterfaceError, InternalError) as error:
            raise fault_of(error) from error

    def _read_anew(self) -> None:
        """What is read after this sees what was written meanwhile."""
        outer = _read_by.get()
        if outer is not None and outer.in_transaction():
            outer.rollback()

    def version(self) -> int | None:
        """A number that is another one once anybody has committed anything; None where that is not known for nothing.

        sqlite.org/pragma.html#pragma_data_version: as seen by a connection that itself changes nothing. Asked by one
        thread only.
        """
        if self.engine.dialect.name != "sqlite" or self.engine.url.database in IN_MEMORY:
            return None
        if self._watching is None:
            self._watching = self.engine.raw_connection()
        ((found,),) = self._watching.cursor().execute("PRAGMA data_version").fetchall()
        return int(found)

    def copy(self) -> "Store":
        """The same rows in memory: what happens there happens nowhere else."""
        twin = make_engine("sqlite://")
        Base.metadata.create_all(twin)
        try:
            with self._turn, self.engine.connect() as source, twin.begin() as target:
                for table in Base.metadata.sorted_tables:
                    rows = source.execution_options(yield_per=COPY_BATCH).execute(select(table)).mappings()
                    for part in rows.partitions(COPY_BATCH):
                        target.execute(insert(table), [dict(row) for row in part])
        except SQLAlchemyError as error:
            raise StoreError("store.failed", reason=str(error).splitlines()[0]) from error
        return Store(twin)

    def close(self) -> None:
        """Lets go of all connections."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None
        self.engine.dispose()


#: Words of SQLite and PostgreSQL → what we say.
FAULTS = {
    "disk is full": "store.full",
    "no space left": "store.full",
    "disk i/o error": "store.full",  # SQLite says so when it cannot write its journal
    "database is locked": "store.locked",
    "readonly database": "store.read_only",
    "read-only transaction": "store.read_only",
}


def fault_of(error: DBAPIError) -> StoreError:
    """What went wrong with the database, and what to do."""
    reason = str(error.orig).strip()
    key = next((key for words, key in FAULTS.items() if words in reason.lower()), "store.failed")
    return StoreError(key, reason=reason)


def one_at_a_time(session: Session, name: str) -> None:
    """From here to the end of the transaction nobody else does what is called `name`. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"duban:{name}"})


class Author(Protocol):
    """Who does something, and over which channel."""

    @property
    def name(self) -> str: ...
    @property
    def channel(self) -> str: ...


def record(
    session: Session,
    by: Author,
    at: datetime,
    verb: str,
    *,
    ledger_id: str | None = None,
    duty_id: int | None = None,
    **facts: object,
) -> None:
    """Adds one line to the audit trail: `facts` are before, after, note, evidence, effective_on."""
    event = EventRow(at=at, who=by.name, channel=by.channel, verb=verb, ledger_id=ledger_id, duty_id=duty_id, **facts)
    session.add(event)


def get_mark(session: Session, name: str) -> MarkRow:
    """The small fact called `name`, made empty if it was never set."""
    found = find_mark(session, name)
    if found is None:
        found = session.info[_MARKS][name] = MarkRow(name=name)
        session.add(found)
    return found


def find_mark(session: Session, name: str) -> MarkRow | None:
    """The small fact called `name`."""
    if _MARKS not in session.info:  # they are few, and who wants one of them wants others
        session.info[_MARKS] = {row.name: row for row in session.scalars(select(MarkRow))}
    marks: dict[str, MarkRow] = session.info[_MARKS]
    return marks.get(name)
