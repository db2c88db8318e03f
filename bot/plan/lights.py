"""The lights: how a duty looks to somebody who has one second for it."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.calendars import Calendar
from bot.model import Kind
from bot.plan.duty import RUNNING, State


class Light(StrEnum):
    """未到期, 临期, 逾期, 待审核, 已销号, 长期, 无时限, 中止, 撤销."""

    OPEN = "open"
    NEAR = "near"
    OVERDUE = "overdue"
    REPORTED = "reported"
    CLOSED = "closed"
    STANDING = "standing"
    UNDATED = "undated"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


#: Worst first: the order of every list that people read.
WORST_FIRST = (
    Light.OVERDUE,
    Light.NEAR,
    Light.REPORTED,
    Light.OPEN,
    Light.STANDING,
    Light.UNDATED,
    Light.PAUSED,
    Light.CLOSED,
    Light.WITHDRAWN,
)

_BY_STATE: dict[str, Light] = {
    State.CLOSED: Light.CLOSED,
    State.WITHDRAWN: Light.WITHDRAWN,
    State.SUSPENDED: Light.PAUSED,
    State.HANDED_BACK: Light.PAUSED,
    State.REPORTED: Light.REPORTED,
}


class Lit(Protocol):
    """The facts that decide a light; kind and state may be plain words, as the store keeps them."""

    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def alt(self) -> date | None: ...
    @property
    def missed(self) -> int: ...


def operative_day(due: date | None, alt: date | None, today: date) -> date | None:
    """The day that a duty is held to on `today`: the strict one until it has passed, from then on the lenient one.

    Every list, subject, light and sentence asks here. Overdue is what has passed the lenient day; None: no day is set.
    """
    return alt if alt is not None and today <= alt else due


def light(duty: Lit, today: date, calendar: Calendar, near_workdays: int) -> Light:
    """The light of one duty on `today`: near counts to its operative day, overdue from the lenient one, or where
    reports of days before are missing.
    """
    if duty.state not in RUNNING:
        return _BY_STATE[duty.state]
    if duty.kind == Kind.STANDING:
        return Light.STANDING
    if duty.due is None:
        return Light.UNDATED
    if today > duty.due or duty.missed:
        return Light.OVERDUE
    target = operative_day(duty.due, duty.alt, today) or duty.due
    if today >= target or calendar.count(today, target) <= near_workdays:
        return Light.NEAR
    return Light.OPEN
