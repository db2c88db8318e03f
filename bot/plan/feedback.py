"""The cycles in which standing work is asked for feedback, and which of them a report is of. Pure dates."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple, Protocol

from bot.calendars import Calendar
from bot.model import Kind
from bot.plan.duty import RUNNING, State
from bot.plan.policy import Policy

_MONTHS = {"quarter": (3, 6, 9, 12), "half-year": (6, 12), "year": (12,)}
#: The name of the last cycle, which asks for the whole year.
YEAR_END = "year-end"


class Lasting(Protocol):
    """What decides of which cycle a report is."""

    @property
    def kind(self) -> Kind: ...
    @property
    def state(self) -> State: ...
    @property
    def until(self) -> date | None: ...
    @property
    def reported_for(self) -> date | None: ...


class Cycle(NamedTuple):
    """One cycle: its last day, and the working day on which it is asked for."""

    day: date
    asked: date
    name: str


def cycles(year: int, until: date | None, policy: Policy, calendar: Calendar) -> Iterator[Cycle]:
    """Those that end from `year` on, up to `until`, inclusive."""
    months = _MONTHS[policy.feedback_every]
    for this in count(year):
        for month in months:
            last = date(this + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            if until is not None and last > until:
                return
            final = until is not None and _next(last, months) > until
            yield Cycle(last, calendar.on_or_before(last), YEAR_END if final else f"{this}-{month:02}")


def _next(last: date, months: tuple[int, ...]) -> date:
    """The last day of the cycle after the one that ends on `last`."""
    month = next((m for m in months if m > last.month), months[0])
    year = last.year + (month <= last.month)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def reported_cycle(duty: Lasting, told: date, today: date, policy: Policy, calendar: Calendar) -> date:
    """The last day of the cycle that a report of `today` is of: of the last that was asked for, or, where that has one,
    of the one that comes. The dispatch (`told`) asks for a plan; the summary of a year is none before it is asked for.
    """
    asked = Cycle(told, told, "")
    for cycle in cycles(told.year, duty.until, policy, calendar):
        if cycle.asked <= told:
            continue
        if cycle.asked > today:
            has_one = duty.reported_for is not None and duty.reported_for >= asked.day
            return cycle.day if has_one and cycle.name != YEAR_END else asked.day
        asked = cycle
    return asked.day


def missing_cycle(duty: Lasting, told: date, today: date, policy: Policy, calendar: Calendar) -> Cycle | None:
    """The last cycle of which no report came within a short term of being asked for; None where one did."""
    if duty.kind is not Kind.STANDING or duty.state not in RUNNING:
        return None
    found = None
    for cycle in cycles(told.year, duty.until, policy, calendar):
        if cycle.asked <= told:
            continue
        if calendar.shift(cycle.asked, policy.immediate_workdays) >= today:
            break
        found = cycle
    return None if found is None or (duty.reported_for or told) >= found.day else found
