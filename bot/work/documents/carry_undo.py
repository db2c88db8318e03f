"""Carrying over taken back, whole or not at all: the items leave the next ledger, the old duties are as they were."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.ledger import to_record
from bot.plan.duty import Duty, State
from bot.store import duties, events, ledgers
from bot.store.store import record
from bot.store.tables import EventRow, LedgerRow
from bot.work.documents.carry_over import CARRIED_IN, CARRIED_OVER, items_digest
from bot.work.duties.alignment import refresh_duties
from bot.work.duties.undo import refuse_any_later, take_back
from bot.work.office import Actor, Office, get_ledger
from bot.work.stored_ledger import stored_ledger

UNDONE = "carry-undone"


@dataclass(frozen=True, slots=True)
class CarriedIn:
    """A carrying over that stands: its name, from which ledger, when, which items it brought."""

    move: str
    from_id: str
    at: datetime
    numbers: tuple[str, ...]


def carried_into(office: Office, ledger_id: str) -> list[CarriedIn]:
    """What other ledgers left to this one and was not taken back, the newest first."""
    with office.store.look() as session:
        return [_carried(event) for event in _standing(session, ledger_id)]


def undo_carry(office: Office, move: str, now: datetime, actor: Actor) -> CarriedIn:
    """Takes back the carrying over of that name.

    Raises UsageError, changing nothing, where there is none, one of the ledgers was archived since, or something has
    happened to what was carried: an item was corrected, a unit has begun, an old duty was taken up again.
    """
    with office.store.begin() as session:
        found = next((event for event in events.of_move(session, move) if event.verb == CARRIED_IN), None)
        if found is None or found not in _standing(session, found.ledger_id or ""):
            raise UsageError("work.no_carry")
        carried, target = _carried(found), get_ledger(session, found.ledger_id or "")
        _refuse_archived(target, get_ledger(session, carried.from_id))
        left = [event for event in events.of_move(session, move) if event.verb == CARRIED_OVER]
        refuse_any_later(session, left)
        _take_out(session, office, target, found, now, actor)
        stored = duties.get_duties(session, [event.duty_id for event in left if event.duty_id is not None])
        for event in left:
            take_back(session, office, stored[event.duty_id or 0], event, actor, now)
        record(session, actor, now, UNDONE, ledger_id=target.id, note=carried.from_id, move=move)
        return carried


def find_carry(office: Office, from_id: str, to_id: str) -> str:
    """The name of the last carrying over from one to the other that stands. Raises UsageError where there is none."""
    found = next((one.move for one in carried_into(office, to_id) if one.from_id == from_id), None)
    if found is None:
        raise UsageError("work.no_carry")
    return found


def _standing(session: Session, ledger_id: str) -> list[EventRow]:
    told = events.of_ledger(session, ledger_id, (CARRIED_IN, UNDONE))
    gone = {event.move for event in told if event.verb == UNDONE}
    return [event for event in reversed(told) if event.verb == CARRIED_IN and event.move not in gone]


def _carried(event: EventRow) -> CarriedIn:
    return CarriedIn(event.move or "", event.note or "", event.at, tuple((event.changes or {})["items"][1]))


def _refuse_archived(*rows: LedgerRow) -> None:
    for row in rows:
        if row.state == ledgers.ARCHIVED:
            raise UsageError("work.archived", ledger=row.id)


def _take_out(
    session: Session, office: Office, target: LedgerRow, event: EventRow, now: datetime, actor: Actor
) -> None:
    """The next ledger without the items; where it is at work, without their duties, none of which has been begun."""
    numbers, content = set(_carried(event).numbers), stored_ledger(target)
    if items_digest(content, numbers) != (event.changes or {})["state"][1]:
        raise UsageError("work.carry_changed", ledger=target.id)
    _refuse_begun(duties.duties(session, ledger_id=target.id), numbers)
    rest = replace(content, tasks=tuple(task for task in content.tasks if task.number not in numbers))
    ledgers.replace_content(target, to_record(rest), target.sha256)
    if target.state == ledgers.DISPATCHED:
        refresh_duties(session, office, target, now, actor)


def _refuse_begun(found: Sequence[Duty], numbers: set[str]) -> None:
    for duty in found:
        if duty.number in numbers and duty.state is not State.DISPATCHED:
            raise UsageError("work.undo_later", number=duty.number, unit=duty.unit)
