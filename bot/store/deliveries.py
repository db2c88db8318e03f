"""What has gone by the outbox: to whom, when, and how much, for the rules that count it."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select, union_all, update
from sqlalchemy.orm import Session

from bot.model import Item
from bot.store.batches import parts
from bot.store.outbox import BESIDE_THE_DAY, GONE, ONLY, SENDING, WAITING
from bot.store.tables import OutboxRow

# Each by the index alone: all that somebody ever got is much more than what one day brings.
_FOR_EACH = (
    select(OutboxRow.person, func.count())
    .where(OutboxRow.person.in_(bindparam("persons", expanding=True)), OutboxRow.kind.not_in(BESIDE_THE_DAY))
    .group_by(OutboxRow.person)
)
_GETTING = _FOR_EACH.where(OutboxRow.state == SENDING)
#: What was sent before the time that it was planned for, a wrong clock sent.
_IN_ITS_TIME = OutboxRow.at <= OutboxRow.sent_at
_GOT = _FOR_EACH.where(
    OutboxRow.state.in_(GONE),
    _IN_ITS_TIME,
    OutboxRow.sent_at >= bindparam("since"),
    OutboxRow.sent_at < bindparam("before"),
)
_TOLD = union_all(_GETTING, _GOT)
_ITEMS_SENT = select(OutboxRow.sent_at, OutboxRow.items).where(
    OutboxRow.id.in_(bindparam("ids", expanding=True)),
    OutboxRow.kind.in_(bindparam("kinds", expanding=True)),
    OutboxRow.role == bindparam("role"),
)


def sent_to_each(session: Session, persons: Iterable[str], since: datetime, before: datetime) -> dict[str, int]:
    """Person → how many of a day's messages they got in [since, before) or are getting; who got none is left out."""
    counts: Counter[str] = Counter()
    for part in parts(persons):
        for person, n in session.execute(_TOLD, {"persons": part, "since": since, "before": before}):
            counts[person] += n
    return counts


def ever_reached(session: Session, rows: Iterable[OutboxRow]) -> set[str]:
    """The units and persons of these messages to whom a message, of whatever day, has gone."""
    names = {(row.person, row.to) for row in rows}
    found: set[str] = set()
    for column, wanted in (OutboxRow.person, {person for person, _ in names}), (OutboxRow.to, {to for _, to in names}):
        for part in parts(wanted):
            query = select(column).where(column.in_(part), OutboxRow.state.in_(GONE), OutboxRow.kind != "digest")
            found.update(session.scalars(query.distinct()))
    return found


def gone_between(session: Session, since: datetime, until: datetime) -> tuple[int, int]:
    """How many messages but digests went out from `since` (inclusive) to `until` (exclusive); to how many people."""
    went = OutboxRow.state.in_(GONE), OutboxRow.sent_at >= since, OutboxRow.sent_at < until
    query = select(func.count(), func.count(OutboxRow.person.distinct())).where(
        *went, OutboxRow.kind != "digest", OutboxRow.person.not_like(f"{ONLY}%")
    )
    messages, people = session.execute(query).one()
    return messages, people


def count_between(session: Session, since: datetime, until: datetime, *states: str) -> int:
    """How many messages in `states`, digests too, went out from `since` (inclusive) to `until` (exclusive)."""
    went = OutboxRow.state.in_(states), OutboxRow.sent_at >= since, OutboxRow.sent_at < until
    return session.scalar(select(func.count()).where(*went)) or 0


def items_sent(
    session: Session, ids: Iterable[str], kinds: Collection[str], role: str
) -> list[tuple[datetime, tuple[Item, ...]]]:
    """When each of the messages of these kinds for this role was sent, and what it tells."""
    found: list[tuple[datetime, tuple[Item, ...]]] = []
    for part in parts(ids):
        rows = session.execute(_ITEMS_SENT, {"ids": part, "kinds": list(kinds), "role": role})
        found += ((at, items) for at, items in rows if at is not None)
    return found


def last_sent(
    session: Session, persons: Iterable[str], kinds: Collection[str], since: datetime, until: datetime
) -> dict[str, datetime]:
    """Person → when the last message of these kinds went to them from `since` to `until`, both inclusive.

    What a clock that was ahead sent before its time is none (`put_in_time`).
    """
    found: dict[str, datetime] = {}
    for part in parts(persons):
        query = select(OutboxRow.person, func.max(OutboxRow.sent_at)).where(
            OutboxRow.person.in_(part), OutboxRow.kind.in_(kinds), OutboxRow.state.in_(GONE), _IN_ITS_TIME
        )
        in_time = query.where(OutboxRow.sent_at.between(since, until))
        rows = session.execute(in_time.group_by(OutboxRow.person))
        found |= {person: at for person, at in rows if at is not None}
    return found


def reached_since(session: Session, persons: Iterable[str], since: datetime) -> set[str]:
    """Those of these people to whom a message but a digest went since then, or for whom one waits."""
    found: set[str] = set()
    for part in parts(persons):
        went = and_(OutboxRow.state.in_(GONE), OutboxRow.sent_at >= since)
        any_other = OutboxRow.person.in_(part), OutboxRow.kind != "digest"
        found |= set(session.scalars(select(OutboxRow.person).where(*any_other, or_(went, OutboxRow.state == WAITING))))
    return found


def was_told(session: Session, person: str, kinds: Collection[str], before: datetime) -> bool:
    """Whether a message of these kinds went to this person, planned earlier than `before`."""
    query = select(OutboxRow.id).where(OutboxRow.person == person, OutboxRow.kind.in_(kinds), OutboxRow.at < before)
    return session.scalar(query.where(OutboxRow.state.in_(GONE)).limit(1)) is not None


def sent_as(session: Session, channel: str, address: str, remote_id: str) -> OutboxRow | None:
    """The message that went to this address and that the channel's server calls so."""
    query = select(OutboxRow).where(
        OutboxRow.remote_id == remote_id, OutboxRow.channel == channel, OutboxRow.address == address
    )
    return session.scalars(query.order_by(OutboxRow.sent_at.desc())).first()


def put_in_time(session: Session, now: datetime) -> None:
    """What went out by a clock ahead of `now` went out by now, and so before the time that it was meant for."""
    session.execute(update(OutboxRow).where(OutboxRow.sent_at > now).values(sent_at=now))
