"""The ladder: which rungs a duty has, and which of them matters now. Pure; the store only keeps what comes out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.calendars import Calendar
from bot.model import Kind
from bot.plan.duty import PAUSED, RUNNING, Planned, State
from bot.plan.feedback import Cycle, Lasting, cycles, missing_cycle, reported_cycle
from bot.plan.lateness import URGING, LateRung, late_from, late_rungs
from bot.plan.policy import Policy, Rung, opens


@dataclass(frozen=True, slots=True)
class Step:
    """One rung at its instant.

    `kind`: dispatch, acknowledge, inquiry, reminder, urging, escalation, circular, feedback or start.
    """

    at: datetime
    rung: str
    kind: str
    to: tuple[str, ...] = ("contact",)
    tone: str = ""


class Dispatched(Protocol):
    """When a duty was dispatched, and the instant at which that was told; None: not yet."""

    @property
    def dispatched_at(self) -> datetime: ...
    @property
    def told_at(self) -> datetime | None: ...


class Held(Dispatched, Protocol):
    """The same, with its last day and since when its unit has it again."""

    @property
    def kind(self) -> Kind: ...
    @property
    def due(self) -> date | None: ...
    @property
    def had_since(self) -> date | None: ...


class Standing(Lasting, Dispatched, Protocol):
    """Standing work, and when it was dispatched."""


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

    def told_at(self, duty: Dispatched) -> datetime:
        """When the duty's dispatch went out, whatever the rules have become since; or when it will go out."""
        return duty.told_at or self.opens(duty.dispatched_at)

    def held_to(self, duty: Held, today: date) -> date | None:
        """The day that its unit is held to once the last day has passed: that day, or, of what it has (again) only
        since then, the end of a short term. Nobody is called late for days on which the work was not theirs.
        """
        if duty.due is None or today <= duty.due:
            return duty.due
        # The unit knows of its clock's event since the event, whenever the office comes to say so.
        told = duty.due if duty.kind is Kind.RELATIVE else self.today(self.told_at(duty))
        return late_from(duty.due, max(duty.had_since or told, told), self.policy, self.calendar)

    def days_over(self, duty: Held, today: date) -> int:
        """For how many days its unit is late; 0 while it is not."""
        held_to = self.held_to(duty, today)
        return max(0, (today - held_to).days) if held_to else 0

    def missing_report(self, duty: Standing, today: date) -> Cycle | None:
        """The cycle of standing work whose report never came, if there is one."""
        return missing_cycle(duty, self.today(self.told_at(duty)), today, self.policy, self.calendar)

    def reported_cycle(self, duty: Standing, today: date) -> date:
        """The last day of the cycle of standing work that a report of `today` is of."""
        return reported_cycle(duty, self.today(self.told_at(duty)), today, self.policy, self.calendar)

    def opens(self, instant: datetime) -> datetime:
        """The first instant from `instant` on at which duty notices may go out."""
        return opens(self.policy, self.calendar, instant, self.zone)


@dataclass(frozen=True, slots=True)
class Advance:
    """What one look at a duty gives: the step to tell each audience now, the next instant to look, whether to renew.

    `next_at` is an instant at which notices may go out, so whoever looks more often finds nothing sooner.
    """

    told: dict[str, Step]
    next_at: datetime | None
    renew: bool = False


def advance(duty: Planned, now: datetime, rules: Rules) -> Advance:
    """The one step that matters to each audience at `now`, and when to look again.

    Steps missed since `planned_through` collapse into the last of each audience. Calling it twice for the same facts
    gives the same answer; calling it with `planned_through=now` tells nothing.
    """
    told: dict[str, Step] = {}
    next_at: datetime | None = None
    if duty.state in RUNNING:
        past: list[Step] = []
        for step in steps(duty, rules):
            if step.at > now:
                next_at = rules.opens(step.at)
                break
            past.append(step)
        for step in _sayable((*_put_off(past, duty), *_not_told(past, duty))):
            told |= dict.fromkeys(step.to, step)
    renew_at = _renews_at(duty, rules)
    renew = renew_at is not None and renew_at <= now
    if renew_at is not None and not renew:
        next_at = min(filter(None, (next_at, rules.opens(renew_at))))
    return Advance(told, next_at, renew)


def _not_told(past: Sequence[Step], duty: Planned) -> Sequence[Step]:
    """The steps after the last one told: by their time, or by their names where the calendar has moved their times."""
    through = duty.planned_through
    if not duty.doubted or not duty.last_rung or through is None:
        return [step for step in past if through is None or step.at > through]
    last = max((i for i, step in enumerate(past) if step.rung == duty.last_rung), default=len(past))
    return past[last + 1 :]


def _put_off(past: Sequence[Step], duty: Planned) -> Iterator[Step]:
    """The urgings that waited for the next turn of their people, for each of them the last."""
    for audience in filter(None, duty.put_off.split(",")):
        last = next((step for step in reversed(past) if step.kind == URGING and audience in step.to), None)
        if last is not None:
            yield replace(last, to=(audience,))


def _sayable(missed: Sequence[Step]) -> Sequence[Step]:
    """Whoever was not told of the duty yet is told of it first; nobody is chased for what the unit has not heard of."""
    return [step for step in missed if step.kind == "dispatch"] or missed


def steps(duty: Planned, rules: Rules) -> Iterator[Step]:
    """All steps of a duty in their order."""
    first = rules.told_at(duty)
    told = rules.today(first)
    start: list[Step] = []
    if not duty.renewal:
        yield Step(first, "dispatch", "dispatch")
        start = [*_nudge(duty, told, rules), *_inquiry(duty, told, rules)]
    for step in _in_order(start, _by_kind(duty, rules)):
        # What falls on or before the day of dispatch is said by the dispatch itself.
        if rules.today(step.at) > told:
            yield step


def _nudge(duty: Planned, told: date, rules: Rules) -> list[Step]:
    """One nudge for what was not acknowledged in time; undated duties are never nagged."""
    days = rules.policy.acknowledge_workdays
    if duty.state is not State.DISPATCHED or duty.nudged or not days or duty.kind is Kind.NONE:
        return []
    return [Step(rules.at(rules.calendar.shift(told, days)), "sign", "acknowledge")]


def _inquiry(duty: Planned, told: date, rules: Rules) -> list[Step]:
    """One friendly question at half of its time, where it was acknowledged and nothing was said since."""
    least, target = rules.policy.inquiry_workdays, duty.alt or duty.due
    if duty.state is not State.ACKNOWLEDGED or duty.asked or not least or target is None:
        return []
    if duty.kind is Kind.RECURRING or rules.calendar.count(told, target) < least:
        return []
    return [Step(rules.at(rules.calendar.on_or_after(told + (target - told) / 2)), "halfway", "inquiry")]


def _in_order(start: list[Step], rest: Iterator[Step]) -> Iterator[Step]:
    """`start`'s few steps among the rest. At the same instant the rest's step says more, if it tells the same."""
    waiting = list(start)
    for step in rest:
        while waiting and waiting[0].at <= step.at:
            first = waiting.pop(0)
            if first.at < step.at or not set(first.to) <= set(step.to):
                yield first
        yield step
    yield from waiting


def _by_kind(duty: Planned, rules: Rules) -> Iterator[Step]:
    if duty.kind is Kind.STANDING:
        yield from _feedback(duty, rules)
    elif duty.due is not None and duty.interval_days == 1:
        yield from _missed(duty, duty.due, rules)
    elif duty.due is not None:
        yield from _countdown(duty, duty.due, rules)
        yield from _overdue(duty, duty.due, rules)


def _countdown(duty: Planned, due: date, rules: Rules) -> list[Step]:
    """The rungs up to the last day: to the strict date first, the last few again for the lenient one."""
    before = rules.policy.ladder_for(duty).before()
    found: list[Step] = []
    if duty.kind is Kind.WINDOW and duty.start is not None:
        begins = rules.calendar.on_or_after(duty.start)
        found += [Step(rules.at(begins), "start", "start")] if begins <= due else []
    found += _rungs(before, duty.alt or due, duty, rules)
    if duty.alt is not None:
        told = rules.calendar.on_or_before(duty.alt)
        repeated = before[len(before) - rules.policy.repeated_rungs :]
        found += (s for s in _rungs(repeated, due, duty, rules) if s.at.date() > told)
    return _in_time(found)


def _in_time(found: Iterable[Step]) -> list[Step]:
    """In the order of time; of two steps at the same instant the one named later stands, if the same are told."""
    kept: list[Step] = []
    for step in sorted(found, key=lambda step: step.at):
        while kept and kept[-1].at == step.at and set(kept[-1].to) <= set(step.to):
            kept.pop()
        kept.append(step)
    return kept


def _rungs(rungs: tuple[Rung, ...], target: date, duty: Planned, rules: Rules) -> Iterator[Step]:
    """One step a rung, counted back from the last working day on or before `target`."""
    effective = rules.calendar.on_or_before(target)
    for rung in rungs:
        day = _before(effective, rung, duty, rules)
        # A rung further off than half of a recurrence's interval would remind of the next one too early.
        if duty.interval_days and (effective - day).days * 2 > duty.interval_days:
            continue
        yield _step(day, rung, rules)


def _step(day: date, rung: Rung, rules: Rules, name: str | None = None) -> Step:
    at = datetime.combine(day, rung.at, rules.zone) if rung.at else rules.at(day)
    return Step(at, name or rung.name, rung.kind, rung.to, rung.tone)


def _before(effective: date, rung: Rung, duty: Planned, rules: Rules) -> date:
    if rung.share is not None:
        first = rules.today(duty.dispatched_at)
        left = (effective - first).days * rung.share // 100
        return rules.calendar.on_or_before(max(first, effective - timedelta(days=left)))
    if rung.unit == "workday":
        return rules.calendar.shift(effective, rung.days)
    return rules.calendar.on_or_before(effective + timedelta(days=rung.days))


def _overdue(duty: Planned, due: date, rules: Rules) -> Iterator[Step]:
    """The rungs after the last day, then the repeating one. Nobody is urged before `due` has passed."""
    told = rules.today(rules.told_at(duty))
    found = late_rungs(duty, due, told, rules.policy, rules.calendar)
    yield from _in_order(_in_time(_late(one, rules) for one in found.once), (_late(one, rules) for one in found.again))


def _late(one: LateRung, rules: Rules) -> Step:
    return replace(_step(one.day, one.rung, rules, one.name), to=one.to)


def _feedback(duty: Planned, rules: Rules) -> Iterator[Step]:
    """A standing duty is asked for feedback on the last working day of each cycle until it ends, but not for what it
    has reported.
    """
    year = rules.today(duty.dispatched_at).year
    for cycle in cycles(year, duty.until, rules.policy, rules.calendar):
        if duty.reported_for is None or cycle.day > duty.reported_for:
            yield Step(rules.at(cycle.asked), cycle.name, "feedback")


def _missed(duty: Planned, due: date, rules: Rules) -> Iterator[Step]:
    """What is owed every day has no countdown; of days without a report its people hear at their turn, so often as of
    anything late.
    """
    if duty.missed and duty.urgings < rules.policy.urgings_at_most:
        yield Step(rules.at(due), "missed", URGING, told_of_missed(duty, rules.policy))


def told_of_missed(duty: Planned, policy: Policy) -> tuple[str, ...]:
    """Who is told of missing reports: at first as of anything late, then the contact."""
    first = next((rung for rung in policy.ladder_for(duty).after() if rung.kind == URGING), None)
    return first.to if first is not None and not duty.urgings else ("contact",)


def _renews_at(duty: Planned, rules: Rules) -> datetime | None:
    """The midnight after an occurrence's last day: then the next one is made, unless this one is stopped."""
    last = duty.original_due or duty.due
    if duty.kind is not Kind.RECURRING or duty.renewed or last is None or duty.state in PAUSED:
        return None
    return datetime.combine(last + timedelta(days=1), datetime.min.time(), rules.zone)
