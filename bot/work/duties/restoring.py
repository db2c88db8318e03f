"""What was left out and comes back: the same duty is dispatched again, its history kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.model import Kind
from bot.plan.duty import State
from bot.store import duties
from bot.store.store import record
from bot.store.tables import DutyRow
from bot.work.office import Actor, Office

#: What the trail says where a ledger or a group no longer names a unit, and where it does again.
LEFT_OUT, AGAIN, RESTORED = "left-out", "dispatched-again", "restored"


def leave_out(session: Session, duty: DutyRow, now: datetime, actor: Actor) -> None:
    """Nothing more is expected of the unit, since nothing names it any longer; what it closed stays closed."""
    before = duty.state
    if State(duty.state) is State.WITHDRAWN or (State(duty.state) is State.CLOSED and not _goes_on(duty)):
        return
    if State(duty.state) is not State.CLOSED:
        duty.state = State.WITHDRAWN
    duty.next_at = None
    duty.renewed = True  # by nobody: a recurrence ends here
    _record(session, duty, LEFT_OUT, before, now, actor)


def was_left_out(session: Session, duty: DutyRow) -> bool:
    """Whether a duty ended because nothing names its unit any longer."""
    event = duties.last_events(session, [duty.id]).get(duty.id)
    return event is not None and event.verb == LEFT_OUT


def bring_back(
    session: Session, office: Office, back: Iterable[tuple[DutyRow, Sequence[DutyRow]]], at: datetime, actor: Actor
) -> list[DutyRow]:
    """Of `back`, each a duty as it is wanted and those that there were, the latest last: what was left out goes on.

    Gives those that are new because another occurrence is due by now. What was left out on the same day was a slip:
    it goes on as it stood, and nobody is told twice.
    """
    found = list(back)
    events = duties.last_events(session, [duty.id for _, old in found for duty in old])
    left = {duty for duty, event in events.items() if event.verb == LEFT_OUT}
    first, new = office.rules.opens(at), []
    for wanted, old in found:
        if old[-1].id not in left:
            continue
        if office.today(events[old[-1].id].at) == office.today(at):
            for duty in old:
                if duty.id in left:
                    _restore(session, duty, events[duty.id].before or duty.state, first, at, actor)
        elif not _dispatch_again(session, old[-1], wanted, at, first, actor):
            new.append(wanted)
    return new


def _restore(session: Session, duty: DutyRow, state: str, first: datetime, at: datetime, actor: Actor) -> None:
    before, duty.state = duty.state, state
    duty.renewed, duty.next_at = duty.kind == Kind.RECURRING and _has_next(session, duty), first
    _record(session, duty, RESTORED, before, at, actor)


def _has_next(session: Session, duty: DutyRow) -> bool:
    rows = duties.duties(session, ledger_id=duty.ledger_id, number=duty.number, unit=duty.unit)
    return any(row.k == duty.k and row.occurrence > duty.occurrence for row in rows)


def _dispatch_again(
    session: Session, old: DutyRow, wanted: DutyRow, at: datetime, first: datetime, actor: Actor
) -> bool:
    """Whether `old` itself is dispatched anew; not where another occurrence is due by now."""
    # An earlier occurrence is wanted only where the clock was set back.
    before, same = old.state, old.occurrence >= wanted.occurrence or old.kind == Kind.RELATIVE
    if same:
        _begin_anew(old, wanted, at, first)
    _record(session, old, AGAIN, before, at, actor)
    return same


def _begin_anew(old: DutyRow, new: DutyRow, at: datetime, first: datetime) -> None:
    old.renewed, old.next_at = False, first
    if State(old.state) is State.CLOSED:  # what was done is done; only the recurrence goes on
        return
    old.state, old.dispatched_at, old.planned_through, old.ended_on = State.DISPATCHED, at, None, None
    old.renewal, old.nudged, old.urgings, old.extension_until = False, False, 0, None
    old.told_at = None
    if not old.occurrence and old.kind != Kind.RELATIVE:  # its clock may run
        old.due, old.alt, old.original_due = new.due, new.alt, new.original_due


def _goes_on(duty: DutyRow) -> bool:
    return duty.kind == Kind.RECURRING and not duty.renewed


def _record(session: Session, duty: DutyRow, verb: str, before: str, now: datetime, actor: Actor) -> None:
    record(
        session,
        actor,
        now,
        verb,
        ledger_id=duty.ledger_id,
        duty_id=duty.id,
        before=before,
        after=duty.state,
    )
