"""A dispatched ledger's duties brought in line with what it says: new ones added, changed ones set, gone ones ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.plan.duty import ENDED, State
from bot.store import duties as duty_rows
from bot.store import ledgers
from bot.store.store import record
from bot.store.tables import DutyRow, LedgerRow
from bot.work.duties.assignment import duties_of
from bot.work.duties.restoring import bring_back, leave_out
from bot.work.office import Actor, Office
from bot.work.stored import effective


def refresh_duties(session: Session, office: Office, row: LedgerRow, now: datetime, actor: Actor) -> None:
    """Brings a dispatched ledger's duties in line with what it now says."""
    wanted = _wanted(session, office, row, now)
    for duty in duty_rows.duties(session, ledger_id=row.id):
        if duty.by_hand:
            continue
        new = wanted.get((duty.number, duty.k, duty.unit))
        if new is None:
            leave_out(session, duty, now, actor)
            continue
        if not duty.occurrence and (duty.original_due, duty.alt) != (new.due, new.alt):
            dates = {"due": new.due, "original_due": new.due, "alt": new.alt}
            _set(session, duty, dates | {"next_at": office.rules.opens(now)}, now, actor)
        duty.role, duty.section, duty.title, duty.label = new.role, new.section, new.title, new.label
        duty.phrase, duty.place = new.phrase, new.place
    add_duties(session, office, row, now, actor)


def _wanted(session: Session, office: Office, row: LedgerRow, now: datetime) -> dict[tuple[str, int, str], Any]:
    answers = ledgers.answers(session, row.id)
    at = row.dispatched_at or now
    made = duties_of(row.id, effective(row, answers), answers, office.roster, office.rules, at)
    return {(d.number, d.k, d.unit): d for d in made}


def _set(session: Session, duty: Any, values: Mapping[str, object], now: datetime, actor: Actor) -> None:
    before = {name: str(getattr(duty, name)) for name in values}
    for name, value in values.items():
        setattr(duty, name, value)
    record(
        session,
        actor,
        now,
        "changed-by-import",
        ledger_id=duty.ledger_id,
        duty_id=duty.id,
        before=str(before),
        after=str({n: str(v) for n, v in values.items()}),
    )


def add_duties(session: Session, office: Office, row: LedgerRow, at: datetime, actor: Actor) -> int:
    """Stores the duties that the ledger now gives and that are not stored yet; each waits for its dispatch.

    What was left out before and is there again, such as a unit that returned to its group, is dispatched again.
    Gives how many duties are new.
    """
    answers = ledgers.answers(session, row.id)
    made = duties_of(row.id, effective(row, answers), answers, office.roster, office.rules, at)
    stored: dict[tuple[str, int, str], list[DutyRow]] = {}
    for duty in _own_last(session, row.id):
        stored.setdefault((duty.number, duty.k, duty.unit), []).append(duty)
    known = [(duty, stored.pop((duty.number, duty.k, duty.unit), [])) for duty in made]
    new = [duty for duty, old in known if not old]
    back = [(duty, old) for duty, old in known if old and State(old[-1].state) in ENDED]
    new += bring_back(session, office, back, at, actor)
    for duty in new:
        duty.next_at = office.rules.opens(at)
    session.add_all(new)
    return len(new)


def _own_last(session: Session, ledger_id: str) -> list[DutyRow]:
    """A ledger's duties: first those begun by hand, then the document's own, of each the latest last."""
    return sorted(duty_rows.duties(session, ledger_id=ledger_id), key=lambda duty: not duty.by_hand)
