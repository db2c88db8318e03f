"""The store: one transaction at a time, and a copy of itself for rehearsals."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.errors import StoreError
from bot.store.engine import make_engine, open_engine
from bot.store.tables import Base, EventRow, MarkRow

COPY_BATCH = 1000


class Store:
    """An opened database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> "Store":
        """The store at `url`, migrated. Raises StoreError."""
        return cls(open_engine(url))

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction: all or nothing. Raises StoreError when the database is full, locked or read-only."""
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
        except OperationalError as error:
            raise StoreError("store.failed", reason=str(error.orig).strip()) from error

    def copy(self) -> "Store":
        """The same rows in memory: what happens there happens nowhere else."""
        twin = make_engine("sqlite://")
        Base.metadata.create_all(twin)
        try:
            with self.engine.connect() as source, twin.begin() as target:
                for table in Base.metadata.sorted_tables:
                    rows = source.execution_options(yield_per=COPY_BATCH).execute(select(table)).mappings()
                    for part in rows.partitions(COPY_BATCH):
                        target.execute(insert(table), [dict(row) for row in part])
        except SQLAlchemyError as error:
            raise StoreError("store.failed", reason=str(error).splitlines()[0]) from error
        return Store(twin)

    def close(self) -> None:
        """Lets go of all connections."""
        self.engine.dispose()


def record(
    session: Session,
    *,
    at: datetime,
    who: str,
    channel: str,
    verb: str,
    ledger_id: str | None = None,
    duty_id: int | None = None,
    **facts: object,
) -> None:
    """Adds one line to the audit trail: `facts` are before, after, note, evidence, effective_on."""
    session.add(
        EventRow(at=at, who=who, channel=channel, verb=verb, ledger_id=ledger_id, duty_id=duty_id, **facts)
    )


def get_mark(session: Session, name: str) -> MarkRow:
    """The small fact called `name`, made empty if it was never set."""
    row = session.get(MarkRow, name)
    if row is None:
        row = MarkRow(name=name)
        session.add(row)
    return row
