"""The rungs after the last day: urgings, then a letter, then a circular, each only after the one before has been.

Pure dates; `bot.plan.ladder` gives them their hour.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from typing import NamedTuple, Protocol

from bot.calendars import Calendar
from bot.plan.duty import Chosen, Urged
from bot.plan.policy import Policy, Rung

URGING, ESCALATION, CIRCULAR = "urging", "escalation", "circular"


class Late(Urged, Chosen, Protocol):
    """What decides what a late duty is told."""


class LateRung(NamedTuple):
    """One rung on its day, by its name, for whom."""

    day: date
    rung: Rung
    name: str
    to: tuple[str, ...]


class LateRungs(NamedTuple):
    """Those of the ladder once each, and the repeating one again and again after its first day."""

    once: list[LateRung]
    again: Iterator[LateRung]


def late_rungs(duty: Late, due: date, told: date, policy: Policy, calendar: Calendar) -> LateRungs:
    """What comes after `due` has passed, without days in their order. `told`: the day of the dispatch.

    An urging comes at most as often as the policy says; a letter stands as many working days after the urging that
    arrived, and a circular after the letter, as the ladder has between them.
    """
    base = late_from(due, max(duty.had_since or told, told), policy, calendar)
    left = policy.urgings_at_most
    once: list[LateRung] = []
    first: dict[str, date] = {}
    tail: LateRung | None = None
    for rung in policy.ladder_for(duty).after():
        day: date | None = _day(base, rung, calendar)
        if rung.kind in {ESCALATION, CIRCULAR}:
            day = _after_those_before(duty, rung, base, first, calendar)
        elif rung.kind == URGING:
            if not left:
                continue
            left -= 1
        first.setdefault(rung.kind, _day(base, rung, calendar))
        if day is None:
            continue
        once.append(LateRung(day, rung, rung.name, rung.to))
        if rung.repeat_days:
            tail = once[-1]
    return LateRungs(once, _again(tail, left, policy, calendar))


def late_from(due: date, held: date, policy: Policy, calendar: Calendar) -> date:
    """The last day; of what the unit has (again) only since then, the end of a short term from the day it has it."""
    return due if held <= due else end_of_short_term(held, policy, calendar)


def end_of_short_term(held: date, policy: Policy, calendar: Calendar) -> date:
    """The last day of whoever has something only since `held`, past its last day."""
    return calendar.shift(held, policy.immediate_workdays) if policy.immediate_workdays else held


def _day(base: date, rung: Rung, calendar: Calendar) -> date:
    if rung.unit == "workday":
        return calendar.shift(base, rung.days)
    return calendar.on_or_after(base + timedelta(days=rung.days))


def _after_those_before(duty: Late, rung: Rung, base: date, first: dict[str, date], calendar: Calendar) -> date | None:
    """The day of a formal rung; None while an urging has not arrived, or a letter not been drafted, before it."""
    planned = day = _day(base, rung, calendar)
    gates = [(URGING, duty.urged_on)] + ([(ESCALATION, duty.lettered_on)] if rung.kind == CIRCULAR else [])
    for kind, done in gates:
        if kind in first:
            if done is None:
                return None
            day = max(day, calendar.shift(done, max(1, calendar.count(first[kind], planned))))
    return day


def _again(tail: LateRung | None, left: int, policy: Policy, calendar: Calendar) -> Iterator[LateRung]:
    if tail is None:
        return iter(())
    gap = tail.rung.repeat_days or 0
    if tail.rung.kind == URGING:  # sooner again it would only wait for its people's turn
        return islice(_repeats(tail, max(gap, policy.urging_every_days), calendar), left)
    return _repeats(tail, gap, calendar)


def _repeats(tail: LateRung, gap_days: int, calendar: Calendar) -> Iterator[LateRung]:
    """The same rung for ever, for the unit's own contact where it is among those who are told."""
    rung = tail.rung
    to = ("contact",) if "contact" in tail.to else tail.to
    for k in count(1):
        days = gap_days * k
        yield LateRung(calendar.on_or_after(tail.day + timedelta(days=days)), rung, f"{rung.name}+{days}d", to)
