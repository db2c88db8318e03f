"""What if so many duties were done in time: which ones, and when, without a throw of dice.

The rule: the dated duties are taken in the order of the SHA-256 of their ledger, number, obligation, unit and
occurrence, those that exist at the start first, later occurrences as they are made. Of the first n of them the share
asked for is closed, rounded down, whatever n is. Each is reported and closed at the sending hour of the second
working day before its (strict) last day, or of the day after its dispatch if that is later. The same ledger and share
always give the same.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.model import Kind
from bot.plan.duty import ENDED, RUNNING, Duty
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.work.duties.moves import Move, move_duties
from bot.work.office import Actor, Office

DAYS_BEFORE = 2


class Assumed:
    """The duties that are assumed to be closed in time; `percent` of 0 assumes nothing."""

    def __init__(self, office: Office, percent: int, actor: Actor) -> None:
        self._office, self._percent, self._actor = office, percent, actor
        self._met = 0
        self._waiting: list[tuple[datetime, int]] = []

    def meet(self, rows: Iterable[Duty]) -> None:
        """Decides on duties that were not there before."""
        dated = [row for row in rows if row.due is not None and row.kind != Kind.STANDING and row.state in RUNNING]
        if not self._percent:
            return
        for row in sorted(dated, key=_place):
            before = self._met * self._percent // 100
            self._met += 1
            if self._met * self._percent // 100 > before:
                self._waiting.append((self._closed_at(row), row.id))
        self._waiting.sort()

    def _closed_at(self, row: Duty) -> datetime:
        rules = self._office.rules
        assert row.due is not None
        day = rules.calendar.shift(row.alt or row.due, -DAYS_BEFORE)
        told = rules.today(rules.told_at(row))
        return rules.at(max(day, told + timedelta(days=1)))

    def close_until(self, now: datetime) -> list[Duty]:
        """Reports and closes what is assumed to be done by `now`, as a coordinator does; gives what was closed."""
        due = [(at, duty) for at, duty in self._waiting if at <= now]
        if not due:
            return []
        self._waiting = self._waiting[len(due) :]
        with self._office.store.begin() as session:
            for at, duty in due:
                self._close(session, duty, at)
            return list(duties.get_duties(session, [duty for _, duty in due]).values())

    def _close(self, session: Session, duty_id: int, at: datetime) -> None:
        for verb in (Verb.REPORTED, Verb.CLOSED):
            duty = duties.get_duties(session, [duty_id])[duty_id]
            if duty.state not in ENDED:  # the lead's report may have settled it
                move = Move(duty.number, verb, on=self._office.today(at))
                move_duties(session, self._office, [duty], move, self._actor, at)


def _place(row: Duty) -> str:
    name = f"{row.ledger_id}|{row.number}|{row.k}|{row.unit}|{row.occurrence}"
    return sha256(name.encode()).hexdigest()
