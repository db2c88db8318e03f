"""What was left out and comes back: the same duty is dispatched again, its history kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.model import Change, Kind
from bot.plan.duty import Duty, State
from bot.plan.moves import dispatched_again, left_out, restored
from bot.store import duties
from bot.work.duties.trail import change
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import tell_changes

#: What the trail says where a ledger or a group no longer names a unit, and where it does again.
LEFT_OUT, AGAIN, RESTORED = "left-out", "dispatched-again", "restored"


def leave_out(session: Session, duty: Duty, now: datetime, actor: Actor) -> bool:
    """Nothing more is expected of the unit, since nothing names it any longer; what it closed stays closed.

    Whether anything changed for it.
    """
    goes_on = duty.kind is Kind.RECURRING and not duty.renewed
    if duty.state is State.WITHDRAWN or (duty.state is State.CLOSED and not goes_on):
        return False
    change(session, actor, now, LEFT_OUT, duty, left_out(duty))
    return duty.state is not State.CLOSED


def was_left_out(session: Session, duty: Duty) -> bool:
    """Whether a duty ended because nothing names its unit any longer."""
    event = duties.last_events(session, [duty.id]).get(duty.id)
    return event is not None and event.verb == LEFT_OUT


def bring_back(
    session: Session, office: Office, back: Iterable[tuple[Duty, Sequence[Duty]]], at: datetime, actor: Actor
) -> list[Duty]:
    """Of `back`, each a duty as it is wanted and those that there were, the latest last: what was left out goes on.

    Gives those that are new because another occurrence is due by now. What was left out on the same day was a slip:
    it goes on as it stood, and nobody is told twice.
    """
    found = list(back)
    events = duties.last_events(session, [duty.id for _, old in found for duty in old])
    left = {duty for duty, event in events.items() if event.verb == LEFT_OUT}
    new = []
    for wanted, old in found:
        if old[-1].id not in left:
            continue
        if office.today(events[old[-1].id].at) == office.today(at):
            for duty in old:
                if duty.id in left:
                    _restore(session, office, duty, State(events[duty.id].before or duty.state), at, actor)
        elif not _dispatch_again(session, office, old[-1], wanted, at, actor):
            new.append(wanted)
    return new


def _restore(session: Session, office: Office, duty: Duty, state: State, at: datetime, actor: Actor) -> None:
    renewed = duty.kind is Kind.RECURRING and _has_next(session, duty)
    after = restored(duty, state, renewed=renewed, at=at, rules=office.rules)
    tell_changes(session, office, [(change(session, actor, at, RESTORED, duty, after), Change(RESTORED))], at)


def _has_next(session: Session, duty: Duty) -> bool:
    found = duties.duties(session, ledger_id=duty.ledger_id, number=duty.number, unit=duty.unit)
    return any(other.k == duty.k and other.occurrence > duty.occurrence for other in found)


def _dispatch_again(session: Session, office: Office, old: Duty, wanted: Duty, at: datetime, actor: Actor) -> bool:
    """Whether `old` itself is dispatched anew; not where another occurrence is due by now."""
    # An earlier occurrence is wanted only where the clock was set back.
    same = old.occurrence >= wanted.occurrence or old.kind is Kind.RELATIVE
    change(session, actor, at, AGAIN, old, dispatched_again(old, wanted, at, office.rules) if same else old)
    return same
