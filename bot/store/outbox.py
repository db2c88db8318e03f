"""The outbox: a row a notice. A claim is a conditional update that must touch exactly one row."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, Select, Table, Text, bindparam, func, or_, select, type_coerce, update
from sqlalchemy import cast as cast_as
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from bot.model import Item, sentence
from bot.store.batches import parts
from bot.store.tables import OutboxRow

T = TypeVar("T")
WAITING, SENDING, SENT, UNSENT, DROPPED = "waiting", "sending", "sent", "unsent", "dropped"
#: Why a message waits that nobody can be sent: no way is known, or no channel set up for those that are.
NO_CHANNEL, NO_WAY = sentence("work.no_channel"), sentence("work.no_way")
#: Taken by a service that does not say whether anybody will get it.
HANDED = "handed"
GONE = (SENT, HANDED)
#: Kinds that are told at once, or in their own time: they use up none of a day's messages.
BESIDE_THE_DAY = frozenset({"digest", "decision", "change", "news", "edit"})
#: How the person begins whom a message for some recipients of one address is for: nothing joins it, no cap counts it.
ONLY = "only:"


def _locked(query: Select[OutboxRow]) -> Select[OutboxRow]:
    return query.with_for_update(skip_locked=True).execution_options(populate_existing=True)


def _due(query: Select[T]) -> Select[T]:
    """Of messages whose next try is due, the earliest first."""
    due = query.where(OutboxRow.state == WAITING, OutboxRow.next_try_at <= bindparam("now"))
    return due.order_by(OutboxRow.next_try_at, OutboxRow.id).limit(bindparam("most"))


def _after(query: Select[T]) -> Select[T]:
    """Beginning behind a place; the first comparison alone lets SQLite go straight to it in the index."""
    return query.where(
        OutboxRow.next_try_at >= bindparam("at"),
        or_(OutboxRow.next_try_at > bindparam("at"), OutboxRow.id > bindparam("last")),
    )


# The statements that every message passes are made once, and those that write are for many rows at once, without the
# detour over objects.
_READY = _locked(_due(select(OutboxRow)))
_READY_AFTER = _after(_READY)
#: So much of what messages tell is read at once, in characters of its JSON: about ten thousand duties.
MOST_TEXT = 1_500_000
_SIZES = _due(select(func.length(cast_as(OutboxRow.items, Text))))
_SIZES_AFTER = _after(_SIZES)
_table = OutboxRow.__table__
assert isinstance(_table, Table)
_ADD = _table.insert()
_CLAIM = (
    _table.update()
    .where(_table.c.id == bindparam("b_id"), _table.c.state == WAITING)
    .values(
        state=SENDING, claimed_at=bindparam("now"), claimed_by=bindparam("worker"), attempts=_table.c.attempts + 1,
        channel=bindparam("b_channel"), address=bindparam("b_address"), subject=bindparam("b_subject"),
        text=bindparam("b_text"),
    )
)  # fmt: skip
#: What a message says and when it may go rests on these; whatever else it tells of duties, their trail tells too.
_FACTS = select(
    _table.c.id,
    *(type_coerce(_table.c[name], NullType()) for name in (
        "person", "to", "contact", "kind", "items", "next_try_at", "tried", "only", "uncertain")),
).where(_table.c.id.in_(bindparam("ids", expanding=True)), _table.c.state == WAITING)  # fmt: skip
_SENT = (
    _table.update()
    .where(_table.c.id == bindparam("b_id"), _table.c.state == SENDING, _table.c.claimed_by == bindparam("worker"))
    .values(
        state=bindparam("b_state"), sent_at=bindparam("b_at"), error=None, only=None, claimed_by=None,
        channel=bindparam("b_channel"), address=bindparam("b_address"), remote_id=bindparam("b_remote_id"),
    )
)  # fmt: skip


def add(session: Session, messages: Sequence[Mapping[str, Any]]) -> None:
    """New messages, by one statement whatever of each is left empty."""
    if messages:
        session.connection().execute(_ADD, messages)


def add_items(row: OutboxRow, items: tuple[Item, ...], kind: str, try_at: datetime, tried: Sequence[str] = ()) -> None:
    """What waits unsent now says this; it goes at `try_at`, which is tomorrow if today's have gone."""
    keep_items(row, items)
    row.kind = kind
    if tried:
        row.tried = list(dict.fromkeys([*row.tried, *tried]))
    row.next_try_at = min(row.next_try_at, try_at) if row.attempts == 0 else row.next_try_at


def units_of(row: OutboxRow) -> tuple[str, ...]:
    """The units that a message is about, or the one it was made for where it is about none."""
    return tuple(dict.fromkeys(item.unit for item in row.items)) or (row.to,)


def keep_items(row: OutboxRow, items: tuple[Item, ...]) -> None:
    """The message says only this any more, and is of these units; with nothing left it is dropped."""
    row.items = items
    if not items:
        row.state = DROPPED
    elif row.to not in {item.unit for item in items}:
        row.to = items[0].unit


def ready(session: Session, now: datetime, after: tuple[datetime, str] | None, limit: int) -> Sequence[OutboxRow]:
    """At most `limit` messages whose next try is due, the earliest first, beginning `after` a (next try, id).

    Of large ones fewer: a year's ledgers told to one unit are a message of thousands of duties.
    Each is read anew and, on PostgreSQL, locked to the end of the transaction; those that another worker has locked
    are passed over.
    """
    place = {} if after is None else {"at": after[0], "last": after[1]}
    sizes = session.scalars(_SIZES if after is None else _SIZES_AFTER, {"now": now, "most": limit, **place})
    most = _fitting(sizes)
    return session.scalars(_READY if after is None else _READY_AFTER, {"now": now, "most": most, **place}).all()


def _fitting(sizes: Iterable[int]) -> int:
    """How many of the first messages stay within `MOST_TEXT` together; one at least."""
    total = 0
    n = 0
    for size in sizes:
        total += size
        if n and total > MOST_TEXT:
            break
        n += 1
    return max(1, n)


def waiting(session: Session, ids: Sequence[str]) -> Sequence[OutboxRow]:
    """Those of `ids` that still wait, read anew and locked as by `ready`."""
    query = select(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.state == WAITING)
    return session.scalars(_locked(query.order_by(OutboxRow.next_try_at, OutboxRow.id))).all()


def facts_of(session: Session, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Of those that still wait what their words rest on, as it is stored: only to be compared."""
    session.flush()
    return {row[0]: tuple(row) for row in session.connection().execute(_FACTS, {"ids": ids})}


def is_due(session: Session, message_id: str, now: datetime) -> bool:
    """Whether the message waits and its time has come."""
    query = select(OutboxRow.id).where(
        OutboxRow.id == message_id, OutboxRow.state == WAITING, OutboxRow.next_try_at <= now
    )
    return session.scalar(query) is not None


@dataclass(frozen=True, slots=True)
class Going:
    """What a claim writes down: by which way the message goes, and in which words."""

    id: str
    channel: str | None = None
    address: str | None = None
    subject: str | None = None
    text: str | None = None


def claim(session: Session, going: Sequence[Going], worker: str, now: datetime) -> set[str]:
    """Makes those that wait *sending*, by `worker`; gives which."""
    if not going:
        return set()
    found = session.connection().execute(_CLAIM, [{**_parts_of(one), "worker": worker, "now": now} for one in going])
    if found.rowcount == len(going):
        return {one.id for one in going}
    return {row.id for row in claimed(session, [one.id for one in going], worker)}


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a receipt writes down."""

    id: str
    at: datetime
    channel: str
    address: str
    remote_id: str | None
    state: str = SENT


def set_sent(session: Session, arrived: Sequence[Arrived], worker: str) -> int:
    """Makes those that this worker is sending *sent*, or *handed*; gives how many they were."""
    if not arrived:
        return 0
    return session.connection().execute(_SENT, [{**_parts_of(one), "worker": worker} for one in arrived]).rowcount


def _parts_of(one: Going | Arrived) -> dict[str, Any]:
    return {f"b_{name}": getattr(one, name) for name in one.__slots__}


def claimed(session: Session, ids: Sequence[str], worker: str) -> Sequence[OutboxRow]:
    """Those of `ids` that this worker is sending."""
    query = select(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.state == SENDING, OutboxRow.claimed_by == worker)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def waiting_for_each(session: Session, persons: Iterable[str]) -> dict[str, OutboxRow]:
    """Person → the message that waits unsent for them: a new notice joins it rather than coming on top.

    Locked, so that it is not claimed and sent without what is about to be added to it.
    """
    found: dict[str, OutboxRow] = {}
    for part in parts(persons):
        query = select(OutboxRow).where(
            OutboxRow.person.in_(part), OutboxRow.state == WAITING, OutboxRow.kind != "digest"
        )
        for row in session.scalars(query.order_by(OutboxRow.at).with_for_update()):
            found.setdefault(row.person, row)
    return found


def with_unsent(session: Session, persons: Iterable[str], kinds: Collection[str]) -> set[str]:
    """Those for whom a message of these kinds waits unsent, or is going."""
    found: set[str] = set()
    for part in parts(persons):
        query = select(OutboxRow.person).where(OutboxRow.person.in_(part), OutboxRow.kind.in_(kinds))
        found |= set(session.scalars(query.where(OutboxRow.state.in_((WAITING, SENDING)))))
    return found


def every(session: Session, *, unsettled: bool) -> Sequence[OutboxRow]:
    """All messages, the oldest first; `unsettled`: those that have not gone, or may have gone twice."""
    query = select(OutboxRow).order_by(OutboxRow.at, OutboxRow.id)
    if unsettled:
        query = query.where(or_(OutboxRow.state.in_((WAITING, SENDING, UNSENT)), OutboxRow.uncertain))
    return session.scalars(query).all()


def called(session: Session, beginning: str) -> Sequence[OutboxRow]:
    """The messages whose id begins so, two at most; locked."""
    query = select(OutboxRow).where(OutboxRow.id.startswith(beginning, autoescape=True))
    return session.scalars(query.limit(2).with_for_update()).all()


def get_message(session: Session, message_id: str) -> OutboxRow:
    """The message, which must exist."""
    return session.get_one(OutboxRow, message_id)


def counts(session: Session) -> dict[str, int]:
    """State → how many messages."""
    return dict(session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state)).all())


def due_and_oldest(session: Session, now: datetime) -> tuple[int, datetime | None]:
    """How many messages wait to be sent, and since when the oldest of them does."""
    is_due = OutboxRow.state == WAITING, OutboxRow.next_try_at <= now
    due, oldest = session.execute(select(func.count(), func.min(OutboxRow.at)).where(*is_due)).one()
    return due, oldest


def drop_planned_after(session: Session, now: datetime) -> None:
    """Messages that wait and were planned later than `now` say only what nobody would plan again; others go now."""
    for row in session.scalars(select(OutboxRow).where(OutboxRow.state == WAITING, OutboxRow.at > now)):
        row.at = row.next_try_at = now
        keep_items(row, tuple(item for item in row.items if item.words or item.changes))


def next_try(session: Session) -> datetime | None:
    """The earliest instant that any waiting message waits for."""
    return session.scalar(select(func.min(OutboxRow.next_try_at)).where(OutboxRow.state == WAITING))


def messages_in(session: Session, *states: str) -> Sequence[OutboxRow]:
    """The messages in any of `states`, the oldest first; ids are made at random and so come last."""
    order = OutboxRow.at, OutboxRow.to, OutboxRow.person, OutboxRow.id
    return session.scalars(select(OutboxRow).where(OutboxRow.state.in_(states)).order_by(*order)).all()


def people_waited_for(session: Session, kind: str) -> set[str]:
    """For whom messages of this kind wait."""
    query = select(OutboxRow.person).where(OutboxRow.state == WAITING, OutboxRow.kind == kind)
    return set(session.scalars(query))


def count_in(session: Session, *states: str, faulty: bool = False) -> int:
    """How many messages are in any of `states`. `faulty`: those alone that have a reason why they have not gone."""
    fits = [OutboxRow.state.in_(states), *([OutboxRow.error.is_not(None)] if faulty else [])]
    return session.scalar(select(func.count()).select_from(OutboxRow).where(*fits)) or 0


def senders(session: Session) -> Sequence[str | None]:
    """The workers that messages now *sending* were claimed by."""
    return session.scalars(select(OutboxRow.claimed_by).where(OutboxRow.state == SENDING).distinct()).all()


def release(session: Session, worker: str | None) -> int:
    """What this worker left *sending* waits again, marked as perhaps arrived; gives how many."""
    result = session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == SENDING, OutboxRow.claimed_by == worker)
        .values(state=WAITING, uncertain=True, claimed_by=None)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount


def unfinished(session: Session, message_id: str) -> Sequence[OutboxRow]:
    """The message, if it waits or is being sent."""
    query = select(OutboxRow).where(OutboxRow.id == message_id, OutboxRow.state.in_((WAITING, SENDING)))
    return session.scalars(query).all()


def find(session: Session, message_id: str) -> OutboxRow | None:
    """The message of that id."""
    return session.get(OutboxRow, message_id)


def of_persons(session: Session, persons: Iterable[str]) -> list[OutboxRow]:
    """All messages for these people, the oldest first."""
    found: list[OutboxRow] = []
    for part in parts(persons):
        found += session.scalars(select(OutboxRow).where(OutboxRow.person.in_(part)))
    return sorted(found, key=lambda row: (row.at, row.id))


def beginning(session: Session, start: str) -> Sequence[OutboxRow]:
    """The messages whose ids begin so."""
    query = select(OutboxRow).where(OutboxRow.id >= start, OutboxRow.id < f"{start}g")  # no id has a sign after f
    return session.scalars(query).all()
