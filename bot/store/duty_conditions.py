"""Conditions that duties fit or do not, as SQL: each is said once, and whoever counts or lists takes it from here."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from bot.model import Kind
from bot.plan.duty import ENDED, RUNNING, State
from bot.store.ledgers import DISPATCHED
from bot.store.tables import DUTY, LedgerRow

_D = DUTY.c
#: The duties of ledgers at work.
AT_WORK = _D.ledger_id.in_(select(LedgerRow.id).where(LedgerRow.state == DISPATCHED))
#: What units have to do.
TO_DO = _D.state.in_(sorted(RUNNING))
#: What more time is asked for.
ASKS_FOR_TIME = and_(_D.extension_until.is_not(None), _D.state.not_in(sorted(ENDED)))
#: What waits for a coordinator's decision (`bot.plan.lifecycle.waiting_verb`).
TO_DECIDE = or_(_D.state.in_([State.REPORTED, State.HANDED_BACK]), ASKS_FOR_TIME)


def is_late(today: date) -> ColumnElement[bool]:
    """What is to be done and past its last day, or misses reports of days before (`bot.plan.lights.light`)."""
    past = or_(_D.due < today, and_(_D.due.is_not(None), _D.missed > 0))
    return and_(TO_DO, _D.kind != Kind.STANDING, past)
