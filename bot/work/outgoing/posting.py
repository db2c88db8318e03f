"""Posting to people: one message a person, with what waits for them unsent, and who is told of each item today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.model import Audience, Change, Item, NoticeKind
from bot.plan.lifecycle import Verb
from bot.store import deliveries, outbox
from bot.store.new_messages import new_message
from bot.store.tables import OutboxRow
from bot.work.office import Office
from bot.work.people.directory import Directory, Recipient

#: The worst thing that a message says is its kind.
GRAVITY = (
    *(NoticeKind.CIRCULAR, NoticeKind.ESCALATION, NoticeKind.URGING, NoticeKind.DISPATCH),
    *(NoticeKind.CHANGE, NoticeKind.DECISION, NoticeKind.NEWS),
    *(NoticeKind.ACKNOWLEDGE, NoticeKind.REMINDER, NoticeKind.FEEDBACK, NoticeKind.INQUIRY),
)
#: What follows a dispatch: a duty that nobody was told of yet is still a dispatch, however late it has become.
_AFTER_A_DISPATCH = frozenset({NoticeKind.ACKNOWLEDGE, NoticeKind.REMINDER, NoticeKind.FEEDBACK, NoticeKind.URGING})
#: What a coordinator decides of what a unit asked or reported.
APPROVALS = frozenset({str(Verb.CLOSED), "accepted", "counted"})
DECISIONS = frozenset({Verb.SENT_BACK, Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED}) | APPROVALS
#: What a unit says that waits for the coordinators' decision.
NEWS = frozenset({Verb.REPORTED, Verb.HANDED_BACK, Verb.EXTENSION_REQUESTED, "taken-back", "added", "evidence"})
#: Told of a duty that the unit need not go on with.
ENDINGS = frozenset({Verb.WITHDRAWN, Verb.SUSPENDED, Verb.REASSIGNED, "left-out", "undone"}) | APPROVALS
#: Of these only the last counts.
_EXTENSION = frozenset({Verb.EXTENSION_GRANTED, Verb.EXTENSION_REFUSED})
#: What takes back what has not been told yet: then neither is.
_OPPOSITES = {"restored": "left-out", "resumed": "suspended", "reopened": "withdrawn"}
_ONLY_CHANGES = frozenset({NoticeKind.DECISION, NoticeKind.CHANGE, NoticeKind.NEWS})


#: Kinds of a message that tells of changes alone.
_OF_CHANGES = (NoticeKind.DECISION, NoticeKind.CHANGE)


@dataclass
class Batch:
    """What one person is to be told, by the duty's id. `tried`: ways to others that refused it for good."""

    recipient: Recipient
    items: dict[int, Item] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)

    def add(self, item: Item) -> None:
        """Tells this too."""
        self.items[item.duty] = merged(self.items.get(item.duty), item)


def post_all(
    session: Session,
    office: Office,
    batches: Mapping[str, Batch],
    now: datetime,
    *,
    capped: bool = True,
    first_at: datetime | None = None,
    spaced: bool = False,
) -> None:
    """A message for each person, by few questions to the store for all of them.

    `capped`: who has had all the messages of a day gets this one tomorrow. `first_at`: not before then. `spaced`: who
    was told of a change a moment ago hears of the next ones together.
    """
    minutes = timedelta(minutes=office.rules.policy.bundle_minutes if spaced else 0)
    told_last = deliveries.last_sent(session, batches, _OF_CHANGES, now - minutes, now) if minutes else {}
    waiting = outbox.waiting_for_each(session, batches)
    had = deliveries.sent_to_each(session, batches, *office.day(now)) if capped else {}
    tomorrow = office.tomorrow(now)
    new = []
    for person, batch in batches.items():
        try_at = (first_at or now) if had.get(person, 0) < office.rules.policy.messages_a_day else tomorrow
        if (last := told_last.get(person)) is not None:
            try_at = max(try_at, last + minutes)
        row = waiting.get(person)
        told = {item.duty: item for item in row.items} if row is not None else {}
        told |= {duty: merged(told.get(duty), item) for duty, item in batch.items.items()}
        items = tuple(item for item in told.values() if item.kind not in _ONLY_CHANGES or item.changes)
        if row is not None:
            outbox.add_items(row, items, gravest(items) if items else row.kind, try_at, batch.tried)
        elif items:
            new.append({**message(batch.recipient, gravest(items), items, now, try_at), "tried": batch.tried})
    outbox.add(session, new)


def merged(waiting: Item | None, new: Item) -> Item:
    """What is said of a duty of which something waits to be said, and something new has come up.

    A coordinator's own words, and decisions, that have not gone yet go with what comes.
    """
    if waiting is None:
        return new
    if new.kind is NoticeKind.INQUIRY:  # what waits asks for more
        return waiting
    keeps = waiting.kind is NoticeKind.DISPATCH and new.kind in _AFTER_A_DISPATCH
    ends = any(change.verb in ENDINGS for change in new.changes) and waiting.kind is not NoticeKind.DISPATCH
    base = waiting if keeps or (new.kind in _ONLY_CHANGES and not ends) else new
    changes = _changes(waiting.changes, new.changes)
    kinds = {change_kind(change) for change in changes}
    kind = min({base.kind, *kinds}, key=GRAVITY.index)
    words = "；".join(dict.fromkeys(filter(None, (waiting.words, new.words))))
    return replace(base, kind=kind, words=words, changes=changes)


def change_kind(change: Change) -> NoticeKind:
    """As what a change is told."""
    if change.verb in NEWS:
        return NoticeKind.NEWS
    return NoticeKind.DECISION if change.verb in DECISIONS else NoticeKind.CHANGE


def _changes(before: Sequence[Change], new: Sequence[Change]) -> tuple[Change, ...]:
    """All of them in their order; of the same verb the last, from where the first began; opposites are nothing, and
    what is taken back before it was told.
    """
    kept = list(before)
    for one in new:
        if one.was == Verb.REPORTED:  # what was added to a report goes with it
            kept = [old for old in kept if old.verb != "evidence"]
        opposite = next((old for old in kept if old.verb == _OPPOSITES.get(one.verb, one.was)), None)
        if opposite is not None:
            kept.remove(opposite)
            continue
        same = [old for old in kept if old.verb == one.verb or {old.verb, one.verb} <= _EXTENSION]
        kept = [old for old in kept if old not in same]
        kept.append(_since(same[0], one) if same else one)
    return tuple(kept)


def _since(first: Change, last: Change) -> Change:
    """The last change, from where the first of its kind began."""
    return replace(last, was=first.was or last.was, was_on=first.was_on or last.was_on)


def gravest(items: Iterable[Item]) -> NoticeKind:
    """The kind of a message that says all this."""
    return min((item.kind for item in items), key=GRAVITY.index)


def recipients_of(directory: Directory, item: Item) -> list[Recipient]:
    """Who is told of an item today: who is there first, then their deputies."""
    role = Audience.CONTACT if item.audience is Audience.LEAD else item.audience
    return directory.recipients(item.unit, role)


def message_row(
    recipient: Recipient,
    kind: str,
    items: Iterable[Item],
    at: datetime,
    try_at: datetime,
    since: datetime | None = None,
) -> OutboxRow:
    """One message of the outbox that waits from `try_at` on."""
    return OutboxRow(**message(recipient, kind, items, at, try_at), since=since)


def message(recipient: Recipient, kind: str, items: Iterable[Item], at: datetime, try_at: datetime) -> dict[str, Any]:
    """The same, column by column."""
    return new_message(
        at, kind=kind, person=recipient.person, to=recipient.to, role=recipient.role, contact=recipient.contact,
        items=items, next_try_at=try_at,
    )  # fmt: skip
