"""Token buckets in the store, so that all processes together keep a limit."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.tables import PaceRow

#: Asked by every transaction of a courier.
_SEEN = select(*PaceRow.__table__.c).where(PaceRow.__table__.c.name.in_(bindparam("names", expanding=True)))


def server_now(session: Session) -> datetime | None:
    """The server's present instant, one for all machines; None on SQLite, where there is but one machine."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    found: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return found.astimezone(UTC)


def buckets(session: Session, names: Collection[str], *, lock: bool) -> dict[str, PaceRow]:
    """Name → its bucket, made where it is new. `lock` keeps others from them to the end of the transaction; without it
    they are copies to be looked at, of those that there are.
    """
    if not names:
        return {}
    if not lock:
        session.flush()
        seen = session.connection().execute(_SEEN, {"names": list(names)}).mappings()
        return {row["name"]: PaceRow(**row) for row in seen}
    query = select(PaceRow).where(PaceRow.name.in_(names)).order_by(PaceRow.name)
    query = query.execution_options(populate_existing=True).with_for_update()
    found = {row.name: row for row in session.scalars(query)}
    missing = sorted(set(names) - found.keys())
    if missing:
        _make(session, missing)
        found = {row.name: row for row in session.scalars(query)}
    return found


def stop(session: Session, name: str, until: datetime) -> None:
    """Nothing of the bucket `name` goes before `until`."""
    row = buckets(session, [name], lock=True)[name]
    row.stopped_until = max(until, row.stopped_until or until)


def forget_future(session: Session, after: datetime) -> None:
    """Takes out buckets that say nothing may go before a time after `after`."""
    session.execute(
        delete(PaceRow)
        .where(or_(PaceRow.free_at > after, PaceRow.stopped_until > after))
        .execution_options(synchronize_session=False)
    )


def forget_idle(session: Session, before: datetime) -> None:
    """Takes out buckets that have been full since `before`."""
    session.execute(
        delete(PaceRow)
        .where(PaceRow.free_at < before, or_(PaceRow.stopped_until.is_(None), PaceRow.stopped_until < before))
        .execution_options(synchronize_session=False)
    )


def _make(session: Session, names: list[str]) -> None:
    """Two processes may make the same one at once."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    rows = [{"name": name} for name in names]
    session.execute(dialect.insert(PaceRow).on_conflict_do_nothing(), rows)
