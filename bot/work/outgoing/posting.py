"""Into the outbox: one message a person, with what waits for them unsent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.store import outbox
from bot.store.tables import OutboxRow
from bot.work.office import Office
from bot.work.people.directory import Recipient

#: One duty of a message: which, by which rung, as what kind, and what more is said of it.
Item = dict[str, Any]
#: What waits to be said of a duty, if anything, and what is new → what is said then.
Joined = Callable[[Item | None, Item], Item]
#: The worst thing that a message says is its kind.
GRAVITY = ("circular", "escalation", "urging", "dispatch", "decision", "acknowledge", "reminder", "feedback")


@dataclass
class Heap:
    """What one person is to be told, by the duty's id."""

    recipient: Recipient
    items: dict[int, Item] = field(default_factory=dict)


def post_all(
    session: Session, office: Office, heaps: Mapping[str, Heap], now: datetime, joined: Joined, *, capped: bool = True
) -> None:
    """A message for each person, by two questions to the store for all of them.

    `capped`: who has had all the messages of a day gets this one tomorrow.
    """
    waiting = outbox.waiting_for_each(session, heaps)
    had = outbox.sent_to_each(session, heaps, *office.day(now)) if capped else {}
    tomorrow = office.tomorrow(now)
    new = []
    for person, heap in heaps.items():
        try_at = now if had.get(person, 0) < office.rules.policy.messages_a_day else tomorrow
        row = waiting.get(person)
        told = {item["duty"]: item for item in row.items} if row is not None else {}
        told |= {duty: joined(told.get(duty), item) for duty, item in heap.items.items()}
        items = list(told.values())
        kind = gravest(item["kind"] for item in items)
        if row is None:
            new.append(message(heap.recipient, kind, items, now, try_at))
            continue
        row.items, row.kind = items, kind
        row.next_try_at = min(row.next_try_at, try_at) if row.attempts == 0 else row.next_try_at
    outbox.add(session, new)


def gravest(kinds: Iterable[str]) -> str:
    """The kind of a message that says all this."""
    return min(kinds, key=GRAVITY.index)


def message_row(recipient: Recipient, kind: str, items: list[Item], at: datetime, try_at: datetime) -> OutboxRow:
    """One message of the outbox that waits from `try_at` on."""
    return OutboxRow(**message(recipient, kind, items, at, try_at))


def message(recipient: Recipient, kind: str, items: list[Item], at: datetime, try_at: datetime) -> dict[str, Any]:
    """The same, column by column."""
    return {
        "id": str(uuid4()),
        "at": at,
        "person": recipient.person,
        "to": recipient.to,
        "role": recipient.role,
        "contact": recipient.contact,
        "kind": kind,
        "items": items,
        "next_try_at": try_at,
        "tried": [],
        "state": outbox.WAITING,
        "attempts": 0,
        "uncertain": False,
    }
