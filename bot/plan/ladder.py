"""The ladder: which rungs a duty has, and which of them matters now. Pure; the store only keeps what comes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.calendars import Calendar
from bot.model import Kind
from bot.plan.duty import RUNNING, DutyState
from bot.plan.policy import Policy, Rung, opens

QUARTER_MONTHS = {"quarter": (3, 6, 9, 12), "half-year": (6, 12), "year": (12,)}


@dataclass(frozen=True, slots=True)
class Step:
    """One rung at its instant. `kind`: dispatch, reminder, urging, escalation, feedback or start."""

    at: datetime
    rung: str
    kind: str
    to: tuple[str, ...] = ("contact",)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the ladder rests on, the same for all duties: policy, working days and zone."""

    policy: Policy
    calendar: Calendar
    zone: ZoneInfo

    def at(self, day: date) -> datetime:
        """The sending hour of a day."""
        return datetime.combine(day, self.policy.send_at, self.zone)

    def today(self, instant: datetime) -> date:
        """The day of an instant in the office's zone."""
        return instant.astimezone(self.zone).date()

    def opens(self, instant: datetime) -> datetime:
        """The first instant from `instant` on at which duty notices may go out."""
        return opens(self.policy, self.calendar, instant, self.zone)


@dataclass(frozen=True, slots=True)
class Advance:
    """What one look at a duty gives: the step to tell now, the next instant to look, whether to renew it."""

    step: Step | None
    next_at: datetime | None
    renew: bool = False


def advance(duty: DutyState, now: datetime, rules: Rules) -> Advance:
    """The one step that matters at `now`, and when to look again.

    Steps missed since `planned_through` collapse into the last of them. Calling it twice for the same facts gives
    the same answer; calling it with `planned_through=now` gives no step.
    """
    due_step: Step | None = None
    next_at: datetime | None = None
    if duty.state in RUNNING:
        for step in steps(duty, rules):
            if step.at > now:
                next_at = step.at
                break
            if duty.planned_through is None or step.at > duty.planned_through:
                due_step = step
    renew_at = _renews_at(duty, rules)
    renew = renew_at is not None and renew_at <= now
    if renew_at is not None and not renew:
        next_at = min(next_at, renew_at) if next_at else renew_at
    return Advance(due_step, next_at, renew)


def steps(duty: DutyState, rules: Rules) -> Iterator[Step]:
    """All steps of a duty in their order; the tail of repeated urgings has no end."""
    first = rules.opens(duty.dispatched_at)
    yield Step(first, "dispatch", "dispatch")
    told = rules.today(first)
    for step in _by_kind(duty, rules):
        # What falls on or before the day of dispatch is said by the dispatch itself.
        if rules.today(step.at) > told:
            yield step


def _by_kind(duty: DutyState, rules: Rules) -> Iterator[Step]:
    if duty.kind is Kind.STANDING:
        yield from _feedback(duty, rules)
    elif duty.due is not None and duty.interval_days != 1:  # daily duties stand only in the digest
        yield from _countdown(duty, duty.due, rules)
        yield from _overdue(duty.due, rules)


def _countdown(duty: DutyState, due: date, rules: Rules) -> Iterator[Step]:
    """The rungs up to the last day: to the strict date first, the last few again for the lenient one."""
    before = rules.policy.before()
    start: list[Step] = []
    if duty.kind is Kind.WINDOW and duty.start is not None:
        start = [Step(rules.at(rules.calendar.on_or_after(duty.start)), "start", "start")]
    if duty.alt is None:
        yield from _merged(start, _rungs(before, due, duty, rules))
        return
    yield from _merged(start, _rungs(before, duty.alt, duty, rules))
    told = rules.calendar.on_or_before(duty.alt)
    repeated = before[len(before) - rules.policy.repeated_rungs :]
    yield from (s for s in _rungs(repeated, due, duty, rules) if rules.today(s.at) > told)


def _merged(one: list[Step], two: Iterator[Step]) -> Iterator[Step]:
    """Both in the order of time; of two on the same day the later named rung wins."""
    by_day = {step.at: step for step in [*one, *two]}
    yield from (by_day[at] for at in sorted(by_day))


def _rungs(rungs: tuple[Rung, ...], target: date, duty: DutyState, rules: Rules) -> Iterator[Step]:
    """One step a rung, counted back from the last working day on or before `target`."""
    effective = rules.calendar.on_or_before(target)
    for rung in rungs:
        day = _before(effective, rung, rules)
        # A rung further off than half of a recurrence's interval would remind of the next one too early.
        if duty.interval_days and (effective - day).days * 2 > duty.interval_days:
            continue
        yield Step(rules.at(day), rung.name, rung.kind, rung.to)


def _before(effective: date, rung: Rung, rules: Rules) -> date:
    if rung.unit == "workday":
        return rules.calendar.shift(effective, rung.days)
    return rules.calendar.on_or_before(effective + timedelta(days=rung.days))


def _overdue(due: date, rules: Rules) -> Iterator[Step]:
    """The rungs after the last day, then the repeating one for ever. Nobody is urged before `due` has passed."""
    fixed: list[Step] = []
    tail: tuple[Rung, date] | None = None
    for rung in rules.policy.after():
        if rung.unit == "workday":
            day = rules.calendar.shift(due, rung.days)
        else:
            day = rules.calendar.on_or_after(due + timedelta(days=rung.days))
        fixed.append(Step(rules.at(day), rung.name, rung.kind, rung.to))
        if rung.repeat_days:
            tail = (rung, day)
    if tail is None:
        yield from fixed
        return
    rung, first = tail
    waiting = sorted(fixed, key=lambda step: step.at)
    for k in count(1):
        days = (rung.repeat_days or 0) * k
        day = rules.calendar.on_or_after(first + timedelta(days=days))
        repeat = Step(rules.at(day), f"{rung.name}+{days}d", rung.kind, rung.to)
        while waiting and waiting[0].at <= repeat.at:
            yield waiting.pop(0)
        yield repeat


def _feedback(duty: DutyState, rules: Rules) -> Iterator[Step]:
    """A standing duty is asked for feedback on the last working day of each cycle until it ends."""
    months = QUARTER_MONTHS[rules.policy.feedback_every]
    for year in count(rules.today(duty.dispatched_at).year):
        for month in months:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            if duty.until is not None and last > duty.until:
                return
            yield Step(rules.at(rules.calendar.on_or_before(last)), f"{year}-{month:02}", "feedback")


def _renews_at(duty: DutyState, rules: Rules) -> datetime | None:
    """The midnight after an occurrence's last day: then the next occurrence is made, whatever became of this one."""
    if duty.kind is not Kind.RECURRING or duty.renewed or duty.due is None:
        return None
    return datetime.combine(duty.due + timedelta(days=1), datetime.min.time(), rules.zone)
