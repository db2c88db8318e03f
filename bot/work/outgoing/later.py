"""稍后提醒: what somebody wants to be told of again, in the same chat; it moves no deadline and counts for nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.model import Item, NoticeKind
from bot.plan.duty import Duty
from bot.store import jobs, outbox
from bot.store.new_messages import alone, new_message
from bot.store.store import record
from bot.work.office import Actor, Office

#: The kind of such a message.
LATER = "later"
_RUNG = "later"


class When(StrEnum):
    """When one wants to be told again."""

    TOMORROW = "tomorrow"
    MONDAY = "monday"
    EVE = "eve"  # the day before the nearest deadline


def day_of(when: When, today: date, found: Iterable[Duty]) -> date | None:
    """The day meant; None for the eve of a deadline that is today, past, or not there."""
    if when is When.TOMORROW:
        return today + timedelta(days=1)
    if when is When.MONDAY:
        return today + timedelta(days=7 - today.weekday())
    dues = [duty.alt if duty.alt and duty.alt > today else duty.due for duty in found if duty.due is not None]
    eve = min((due for due in dues if due is not None), default=today) - timedelta(days=1)
    return eve if eve > today else None


def remind_later(office: Office, actor: Actor, chat: int, items: Iterable[Item], day: date, now: datetime) -> datetime:
    """Posts a message for this chat alone at the hour of `day` at which reminders go; gives the instant."""
    at = office.rules.at(day)
    told = tuple(replace(item, rung=_RUNG, kind=NoticeKind.REMINDER) for item in items)
    row = new_message(
        now, kind=LATER, to=told[0].unit, role=actor.role, contact=actor.name, items=told, next_try_at=at,
        **alone("telegram", str(chat)),
    )  # fmt: skip
    with office.store.begin() as session:
        outbox.add(session, [row])
        jobs.hand_over(session, now)
        for item in told:
            record(session, actor, now, LATER, duty_id=item.duty, effective_on=day)
    return at
