"""Duties as the lines that people read, the worst first."""

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from bot.messages import Line
from bot.messages.numbers import natural
from bot.model import Kind, UnitRole, fact_words
from bot.plan.duty import RUNNING, Duty
from bot.plan.lights import WORST_FIRST, Light, operative_day
from bot.store.duty_summaries import Glance, Ranked
from bot.work.office import Office

_RANK = {str(name): rank for rank, name in enumerate(WORST_FIRST)}


class Standing(NamedTuple):
    """How a duty stands on a day, by which thousands of a ledger stand alike."""

    light: Light
    day: date | None
    held_to: date | None
    day_off: bool
    unannounced: tuple[int, ...]
    days_left: int
    days_over: int


#: All that a standing rests on.
standing_facts = attrgetter("kind", "state", "due", "alt", "missed", "had_since", "told_at", "dispatched_at")


def standing_of(row: Duty, office: Office, today: date) -> Standing:
    """How the duty stands on `today`."""
    calendar = office.rules.calendar
    held_to = office.rules.held_to(row, today)
    is_new = held_to is not None and row.due is not None and row.due < held_to
    target = held_to if is_new else operative_day(row.due, row.alt, today)
    effective = calendar.on_or_before(target) if target else None
    return Standing(
        light=office.shown_light(row, today),
        day=target,
        held_to=held_to if is_new else None,
        day_off=target is not None and not calendar.is_workday(target),
        unannounced=calendar.unannounced(today, target) if target and target > today else (),
        days_left=_days_left(today, effective, target, calendar.count),
        days_over=office.rules.days_over(row, today),
    )


def line_of(row: Duty, office: Office, today: date, rung: str = "", standing: Standing | None = None) -> Line:
    """One duty as its reader sees it on `today`. `standing`: how it stands, where that is known."""
    found = standing or standing_of(row, office, today)
    return Line(
        today=today,
        duty=row.id,
        ledger=row.ledger_id,
        number=row.number,
        title=row.title,
        label=row.label,
        unit=row.unit,
        role=UnitRole(row.role),
        kind=Kind(row.kind),
        rung=rung,
        phrase=row.phrase,
        place=fact_words(row.place),
        state=row.state,
        light=found.light,
        due=row.due,
        alt=row.alt,
        day=found.day,
        time=row.time,
        start=row.start,
        original_due=row.original_due,
        at_least=row.at_least,
        accepted=row.accepted,
        occurrence=date.fromisoformat(row.occurrence) if row.occurrence and row.kind is Kind.RECURRING else None,
        event=date.fromisoformat(row.occurrence) if row.occurrence and row.kind is Kind.RELATIVE else None,
        day_off=found.day_off,
        unannounced=found.unannounced,
        days_left=found.days_left,
        days_over=found.days_over,
        missed=row.missed if row.state in RUNNING else 0,
        held_to=found.held_to,
        urgings=row.urgings,
        extension_until=row.extension_until,
    )


def _days_left(today: date, effective: date | None, target: date | None, count: Callable[[date, date], int]) -> int:
    """Working days from `today` to the last working day; 0 from that day on until the date itself has passed."""
    if effective is None or target is None:
        return 0
    if today > target:
        return -1
    return max(0, count(today, effective)) if today < effective else 0


def worst_first(lines: Iterable[Line]) -> list[Line]:
    """The order of every list that people read: the longest overdue first, then the nearest."""
    return sorted(lines, key=worst_rank)


def worst_rank(line: Line) -> tuple[object, ...]:
    """The key of that order."""
    return (
        _RANK[line.light],
        -max(line.days_over, line.missed),
        line.day or date.max,
        line.due or date.max,
        natural(line.number),
    )


def worst_duty(duty: Glance | Ranked | Duty, light: str, today: date) -> tuple[object, ...]:
    """The same key of a duty that nobody has put into words yet."""
    over = max(duty.missed, (today - duty.due).days) if duty.due else 0
    return _RANK[light], -over, operative_day(duty.due, duty.alt, today) or date.max, natural(duty.number)
