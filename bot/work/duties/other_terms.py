"""A deadline that the document now says in another kind or rhythm: what that makes of the duties that there are."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.calendars import last_day
from bot.model import Change, Kind
from bot.plan.duty import ENDED, Duty
from bot.plan.moves import on_other_terms
from bot.store import duties
from bot.work.duties.assignment import next_occurrence
from bot.work.duties.restoring import leave_out
from bot.work.duties.trail import change
from bot.work.office import Actor, Office

TURNED = "changed-by-import"
Told = list[tuple[Duty, Change]]


def is_of_other_terms(old: Sequence[Duty], new: Duty) -> bool:
    """Whether `new`, as the document now says it, is no mere other day of a unit's duties, in their order."""
    last = old[-1]
    return _terms(last) != _terms(new) and not (last.state in ENDED and last.renewed)


def _terms(duty: Duty) -> tuple[object, ...]:
    return duty.kind, duty.rrule, duty.span_n, duty.span_unit


def turn(session: Session, office: Office, old: Sequence[Duty], new: Duty, now: datetime, actor: Actor) -> Told:
    """Brings a unit's duties of one obligation, `old` in their order, on the terms of `new`, which begins `now`.

    Gives what the unit is to be told. What was closed stays as it is.
    """
    if new.kind is Kind.RELATIVE and new.due is None and all(duty.kind is Kind.RELATIVE for duty in old):
        return _clocks(session, office, old, new, now, actor)
    if new.kind is Kind.RECURRING and all(duty.kind is Kind.RECURRING for duty in old):
        return _rhythm(session, office, old, new, now, actor)
    going_on = [duty for duty in old if duty.state not in ENDED]
    for duty in going_on[:-1]:  # one is owed now where there were several
        leave_out(session, duty, now, actor)
    if going_on:
        return _turned(session, office, going_on[-1], _first_after(office, new, date.min, old), now, actor)
    _begin(session, office, old, new if old[-1].kind is Kind.RECURRING else None, now)
    return []


def _clocks(session: Session, office: Office, old: Sequence[Duty], new: Duty, now: datetime, actor: Actor) -> Told:
    """Each event goes on with the new term, and those to come begin by it."""
    told: Told = []
    for duty in old:
        if duty.state in ENDED:
            duties.save(session, duty, duty._replace(span_n=new.span_n, span_unit=new.span_unit))
            continue
        own = new
        if duty.occurrence:
            span = new.span_n or 0, new.span_unit or "day"
            due = last_day(date.fromisoformat(duty.occurrence), *span, office.rules.calendar)
            own = new._replace(occurrence=duty.occurrence, due=due, original_due=due)
        told += _turned(session, office, duty, own, now, actor)
    return told


def _rhythm(session: Session, office: Office, old: Sequence[Duty], new: Duty, now: datetime, actor: Actor) -> Told:
    """What fell due long before is owed by the old rhythm; the occurrence that is open moves to its day by the new one.

    Two days that are nearer to each other than half a cycle are one occurrence's.
    """
    last, half = old[-1], timedelta(days=(new.interval_days or 0) // 2)
    day = last.original_due or office.today(now)
    if last.state not in ENDED:
        before = day - timedelta(days=last.interval_days or 0)
        moved = _first_after(office, new, before + half, old[:-1])
        is_over = last.due is not None and last.due < office.today(now)
        if not is_over or (moved is not None and moved.original_due is not None and moved.original_due <= day + half):
            return _turned(session, office, last, moved, now, actor)
    _begin(session, office, old, _first_after(office, new, day + half, old), now)
    return []


def _begin(session: Session, office: Office, old: Sequence[Duty], new: Duty | None, now: datetime) -> None:
    """The old terms make no further duty; `new` begins, where there is any."""
    duties.save(session, old[-1], old[-1]._replace(renewed=True))
    if new is not None:
        duties.add(session, [new._replace(next_at=office.rules.opens(now))])


def _first_after(office: Office, new: Duty, day: date, others: Sequence[Duty]) -> Duty | None:
    """The first of `new` after `day` that is none of the others; None where there is no further one."""
    taken = {duty.occurrence for duty in others} - {""}
    found: Duty | None = new
    while found is not None and found.original_due is not None and found.rrule:
        if found.original_due > day and found.occurrence not in taken:
            break
        found = next_occurrence(found, found.original_due, office.rules.calendar)
    return found


def _turned(session: Session, office: Office, duty: Duty, new: Duty | None, now: datetime, actor: Actor) -> Told:
    if new is None:
        return []
    after = change(session, actor, now, TURNED, duty, on_other_terms(duty, new, now, office.rules))
    if duty.due is None or after.due is None or duty.due == after.due:
        return [(after, Change("timed"))]
    verb = "brought-forward" if after.due < duty.due else "redated"
    return [(after, Change(verb, after.due, was_on=duty.due))]
