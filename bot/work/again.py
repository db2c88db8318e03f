"""What was left out and comes back: the same duty is dispatched again, its history kept."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.model import Kind
from bot.plan.duty import State
from bot.store.store import record
from bot.store.tables import DutyRow
from bot.work.office import Actor

#: What the trail says where a ledger or a group no longer names a unit, and where it does again.
LEFT_OUT, AGAIN = "left-out", "dispatched-again"


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


def dispatch_again(
    session: Session, old: DutyRow, new: DutyRow, at: datetime, first: datetime, actor: Actor
) -> list[DutyRow]:
    """`old` as it now is wanted, `new`; or `new` itself where another occurrence is due by now."""
    before = old.state
    if old.occurrence == new.occurrence or old.kind == Kind.RELATIVE:
        _begin_anew(old, new, at, first)
        _record(session, old, AGAIN, before, at, actor)
        return []
    _record(session, old, AGAIN, before, at, actor)
    return [new]


def _begin_anew(old: DutyRow, new: DutyRow, at: datetime, first: datetime) -> None:
    old.renewed, old.next_at = False, first
    if State(old.state) is State.CLOSED:  # what was done is done; only the recurrence goes on
        return
    old.state, old.dispatched_at, old.planned_through, old.ended_on = State.DISPATCHED, at, None, None
    old.renewal, old.nudged, old.urgings, old.extension_until = False, False, 0, None
    if old.kind != Kind.RELATIVE:  # its clock may run
        old.due, old.alt, old.original_due = new.due, new.alt, new.original_due


def _goes_on(duty: DutyRow) -> bool:
    return duty.kind == Kind.RECURRING and not duty.renewed


def _record(session: Session, duty: DutyRow, verb: str, before: str, now: datetime, actor: Actor) -> None:
    record(
        session,
        at=now,
        who=actor.name,
        channel=actor.channel,
        verb=verb,
        ledger_id=duty.ledger_id,
        duty_id=duty.id,
        before=before,
        after=duty.state,
    )
