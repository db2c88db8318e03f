"""What becomes of a duty: each transition gives the next value. Pure; the store writes what differs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.errors import MoveError
from bot.model import Kind
from bot.plan.duty import ENDED, RUNNING, Duty, State, begun
from bot.plan.ladder import Rules, advance, told_of_missed
from bot.plan.lifecycle import COORDINATOR, Verb, after

#: What a document says of when a duty is owed.
_TERMS = (
    *("kind", "due", "alt", "start", "original_due", "until", "interval_days", "rrule", "at_least", "time"),
    *("span_n", "span_unit", "occurrence", "label", "phrase"),
)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One move of one duty at `now`: `by` is the role of who makes it, `on` the day that it counts for.

    `until`: the later last day of an extension, asked for or granted.
    """

    verb: Verb
    by: str
    on: date
    now: datetime
    until: date | None = None
    evidence_on: date | None = None  # the day that the evidence handed in with it is dated


def moved(duty: Duty, stroke: Stroke, rules: Rules) -> Duty:
    """The duty after a move. Raises MoveError where it may not be made from here, by this role or any more."""
    state = after(stroke.verb, duty.state, stroke.by, number=duty.number, unit=duty.unit)
    if stroke.verb is Verb.HANDED_BACK:
        _check_handed_back(duty, stroke, rules)
    if stroke.verb is Verb.REPORTED and not rules.policy.closing_needs_approval:
        state = State.CLOSED
    count = duty.accepted
    if state is State.CLOSED and _is_report(duty, stroke):
        several = (duty.at_least or 1) > 1
        count += several
        if _asks_again(duty, stroke.now, rules) or (several and count < (duty.at_least or 1)):
            state = State.IN_PROGRESS
    found = _extended(
        duty._replace(state=state, accepted=count, evidence_on=stroke.evidence_on or duty.evidence_on), stroke
    )
    if duty.kind is Kind.STANDING:
        found = _of_cycle(found, stroke, rules)
    if state in RUNNING and duty.state not in RUNNING:
        found = had_again(found, rules.today(stroke.now))
    if state in ENDED:  # nobody need decide on an extension any more
        return settled(found._replace(extension_until=None, ended_on=stroke.on), stroke.now, rules)
    return settled(found._replace(ended_on=None), stroke.now, rules)


def _of_cycle(duty: Duty, stroke: Stroke, rules: Rules) -> Duty:
    """Of which cycle its report is; what is sent back is none yet."""
    if stroke.verb is Verb.REPORTED:
        return duty._replace(reported_for=rules.reported_cycle(duty, rules.today(stroke.now)))
    if stroke.verb is Verb.SENT_BACK and duty.reported_for is not None:
        return duty._replace(reported_for=duty.reported_for - timedelta(days=1))
    return duty


def rolled_on(duty: Duty, following: Duty, rules: Rules, *, is_new: bool) -> Duty:
    """What is owed every day and was not reported goes on with its next day, `following`, and counts what is missing.

    Whoever is told of what is missing waits for it from now on. A day on which its unit had not heard of it yet is not
    missing. `is_new`: it is told of the duty only now.
    """
    knew = not is_new and duty.due is not None and rules.today(rules.told_at(duty)) <= duty.due
    told = told_of_missed(duty, rules.policy) if knew else ()
    return taken_up(duty, following)._replace(
        missed=duty.missed + knew,
        put_off=",".join(sorted({*filter(None, duty.put_off.split(",")), *told})),
        next_at=following.next_at,
    )


def goes_on(duty: Duty) -> bool:
    """Whether it is owed every day and waits for nothing but its report: no extension, nobody's decision."""
    extended = duty.extension_until is not None or duty.due != (duty.original_due or duty.due)
    return duty.interval_days == 1 and duty.state in RUNNING and not extended


def taken_up(duty: Duty, following: Duty) -> Duty:
    """What is owed every day with its next day, that of `following`."""
    return duty._replace(
        occurrence=following.occurrence,
        due=following.due,
        original_due=following.due,
        interval_days=following.interval_days,
    )


def _is_report(duty: Duty, stroke: Stroke) -> bool:
    """Whether what is closed is a report, not the duty without one."""
    return duty.state is State.REPORTED or stroke.verb is Verb.REPORTED


def had_again(duty: Duty, day: date) -> Duty:
    """The unit has the work again from `day` on: what is said of lateness counts from there."""
    return duty._replace(had_since=day, urgings=0, urged_on=None, lettered_on=None, put_off="")


def _extended(duty: Duty, stroke: Stroke) -> Duty:
    if stroke.verb is Verb.EXTENSION_REQUESTED:
        return duty._replace(extension_until=stroke.until)
    if stroke.verb is Verb.EXTENSION_GRANTED:
        return duty._replace(due=stroke.until, alt=None, extension_until=None)
    if stroke.verb is Verb.EXTENSION_REFUSED:
        return duty._replace(extension_until=None)
    return duty


def settled(duty: Duty, now: datetime, rules: Rules) -> Duty:
    """A move settles what was due until now; the ladder goes on from here."""
    through = max(filter(None, (now, duty.planned_through)))
    look = advance(duty._replace(planned_through=through), now, rules)
    # An occurrence that ended in the night or on a day off is renewed by the next tick, which must look at it.
    next_at = rules.opens(now) if look.renew else look.next_at
    return duty._replace(planned_through=through, next_at=next_at)


def restarted(duty: Duty, on: date, due: date, now: datetime, rules: Rules) -> Duty:
    """The event of day `on` that it counts from has happened, which is told at once: the ladder begins."""
    anew = duty._replace(dispatched_at=now, occurrence=on.isoformat(), due=due, original_due=due, planned_through=None)
    if duty.told_at is None:  # its dispatch says it
        return anew._replace(next_at=rules.opens(now))
    return settled(anew._replace(told_at=rules.opens(now)), now, rules)


def redated(duty: Duty, due: date | None, alt: date | None, now: datetime, rules: Rules) -> Duty:
    """The document now says another last day; extensions of the old one are void."""
    return duty._replace(due=due, original_due=due, alt=alt, next_at=rules.opens(now))


def on_other_terms(duty: Duty, new: Duty, now: datetime, rules: Rules) -> Duty:
    """The document now says another kind of deadline or another rhythm, that of `new`: the work goes on by it.

    What was counted by the old one is void: its extensions, its cycles and what waits of its urgings.
    """
    terms: dict[str, Any] = {name: getattr(new, name) for name in _TERMS}
    anew = duty._replace(**terms, renewed=False, accepted=0, missed=0, put_off="")
    begins = now if new.kind is Kind.IMMEDIATE else duty.dispatched_at  # 立行立改 is counted from there
    return anew._replace(dispatched_at=begins, extension_until=None, reported_for=None, next_at=rules.opens(now))


def left_out(duty: Duty) -> Duty:
    """Nothing names its unit any longer: nothing more is expected, and a recurrence ends; what was closed stays so."""
    state = duty.state if duty.state is State.CLOSED else State.WITHDRAWN
    return duty._replace(state=state, next_at=None, renewed=True)


def restored(duty: Duty, state: State, *, renewed: bool, at: datetime, rules: Rules) -> Duty:
    """What was left out by a slip goes on as it stood."""
    return duty._replace(state=state, renewed=renewed, next_at=rules.opens(at))


def dispatched_again(duty: Duty, wanted: Duty, at: datetime, rules: Rules) -> Duty:
    """What was left out is named again, later: it begins anew, with the days of `wanted` where it has none of its own.

    What was closed stays closed; only its recurrence goes on.
    """
    if duty.state is State.CLOSED:
        return duty._replace(renewed=False, next_at=rules.opens(at))
    anew = begun(duty, at)._replace(id=duty.id, by_hand=duty.by_hand, next_at=rules.opens(at))
    if duty.occurrence or duty.kind is Kind.RELATIVE:  # its clock may run
        return anew
    return anew._replace(due=wanted.due, alt=wanted.alt, original_due=wanted.original_due)


def handed_on(duty: Duty, unit: str, twin: Duty | None, now: datetime, rules: Rules) -> Duty:
    """The same duty as `unit`'s, dispatched at `now`; `twin`: what that unit had of it before and was ended."""
    found = begun(duty, now)._replace(unit=unit, by_hand=True, renewed=duty.renewed, next_at=rules.opens(now))
    return found if twin is None else found._replace(id=twin.id)


def _asks_again(duty: Duty, now: datetime, rules: Rules) -> bool:
    """Whether a lasting duty has a cycle to come: then what is approved is this cycle's report, not the duty."""
    if duty.kind is not Kind.STANDING:
        return False
    going_on = duty._replace(state=State.IN_PROGRESS, planned_through=now)
    return advance(going_on, now, rules).next_at is not None


def is_too_late_to_hand_back(duty: Duty, day: date, rules: Rules) -> bool:
    """A unit may say “not ours” for some working days after the dispatch."""
    told = rules.today(rules.told_at(duty))
    return day > rules.calendar.shift(told, rules.policy.handback_workdays)


def _check_handed_back(duty: Duty, stroke: Stroke, rules: Rules) -> None:
    """The coordinator may hand back at any time."""
    if stroke.by != COORDINATOR and is_too_late_to_hand_back(duty, stroke.on, rules):
        raise MoveError("plan.handed_back_late", days=rules.policy.handback_workdays)
