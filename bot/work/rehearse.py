"""What would be sent, day by day: the same planner and courier on a copy of the store with a clock of its own."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.memory import MemoryChannel
from bot.courier import Courier
from bot.model import Message
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.store.tables import OutboxRow
from bot.work.act import Sent, instants
from bot.work.compose import Desk
from bot.work.digest import digest_letter
from bot.work.dispatch import dispatch
from bot.work.office import Actor, Office

#: Whom a rehearsal acts for.
REHEARSER = Actor("rehearsal", COORDINATOR, "rehearsal")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message that would be sent."""

    at: datetime
    to: str
    contact: str | None
    role: str
    channel: str | None
    kind: str
    items: tuple[dict[str, Any], ...]
    subject: str
    text: str


@dataclass
class _Stage(Desk):
    """The desk of a rehearsal: whoever has no way to be reached is shown all the same."""

    office: Office
    _digest: Callable[..., Any]
    first_ways: dict[str, str] = field(default_factory=dict)

    def ways(self, session: Session, row: OutboxRow) -> list[tuple[str, str]]:
        real = [way for way in Desk.ways(self, session, row) if way[0] != "console"]
        self.first_ways[row.id] = real[0][0] if real else ""
        return [("rehearsal", row.to)]


def rehearse(
    office: Office,
    first: date,
    last: date,
    ledger_id: str | None = None,
    progress: Callable[[date], None] | None = None,
) -> Iterator[Rehearsed]:
    """The messages from `first` to `last`, both inclusive, in their order. A draft counts as dispatched on `first`."""
    zone = office.rules.zone
    start = datetime.combine(first, office.rules.policy.send_at, zone)
    midnight = datetime.combine(first, datetime.min.time(), zone)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), zone)
    twin = replace(office, store=office.store.copy())
    try:
        _set_the_stage(twin, ledger_id, start)
        stage = _Stage(twin, digest_letter)
        memory = MemoryChannel()
        courier = Courier(twin.store, {"rehearsal": memory}, stage)
        for now in instants(twin, midnight, end):
            if progress is not None:
                progress(now.astimezone(zone).date())
            sent = Sent()
            asyncio.run(courier.round(now, seen=sent))
            yield from _described(twin, stage, sent, now)
    finally:
        twin.store.close()


def _set_the_stage(twin: Office, ledger_id: str | None, start: datetime) -> None:
    """Dispatches the drafts, and leaves only the ledger asked for."""
    with twin.store.begin() as session:
        rows = list(ledgers.all_ledgers(session))
        for row in rows:
            if ledger_id is not None and row.id != ledger_id and row.state in {ledgers.DRAFT, ledgers.DISPATCHED}:
                row.state = ledgers.ARCHIVED
                for duty in duties.duties(session, ledger_id=row.id):
                    duty.next_at = None
        drafts = [row.id for row in rows if row.state == ledgers.DRAFT]
    for draft in drafts:
        dispatch(twin, draft, start, start, REHEARSER, defaults=True)


def _described(twin: Office, stage: _Stage, sent: list[Message], now: datetime) -> Iterator[Rehearsed]:
    with twin.store.begin() as session:
        for message in sent:
            row = session.get_one(OutboxRow, message.id)
            channel = stage.first_ways.get(row.id) or None
            yield Rehearsed(
                now,
                row.to,
                row.contact,
                row.role,
                channel,
                row.kind,
                tuple(_items(session, row)),
                message.subject,
                message.text,
            )


def _items(session: Session, row: OutboxRow) -> Iterator[dict[str, Any]]:
    if row.kind == "digest":
        return
    found = duties.get_duties(session, [item["duty"] for item in row.items])
    for item in row.items:
        duty = found.get(item["duty"])
        if duty is not None:
            yield {
                "ledger": duty.ledger_id,
                "task": duty.number,
                "unit": duty.unit,
                "rung": item["rung"],
                "due": duty.due.isoformat() if duty.due else None,
                "alt": duty.alt.isoformat() if duty.alt else None,
            }
