"""The event that a relative deadline counts from: it is told, the last day is set, and the ladder begins."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.calendars import Calendar
from bot.errors import UsageError
from bot.plan.duty import State
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.store.store import record
from bot.store.tables import DutyRow
from bot.work.duties.assignment import CARRIED
from bot.work.duties.moves import Move, meant_by
from bot.work.office import Actor, Office

STARTED = "started"


def start_clock(
    office: Office, number: str, unit: str | None, on: date, now: datetime, actor: Actor, ledger_id: str | None = None
) -> list[DutyRow]:
    """The event happened on `on`: each unit is told so at once, with the last day; gives the duties that now run.

    A clock that runs already stays; an event of another day makes a further duty. Raises UsageError where nothing
    is counted from an event, where this day's event was told before, and where the day is still to come: what is
    only planned may be put off, and a last day counted from it would bind nobody.
    """
    if on > office.today(now):
        raise UsageError("work.clock_ahead", number=number, day=on, today=office.today(now))
    move = Move(number, Verb.IN_PROGRESS, unit=unit, ledger_id=ledger_id)
    with office.store.begin() as session:
        rows = [row for row in meant_by(session, office, move, actor, every=True) if row.span_unit is not None]
        waiting = [row for row in rows if not row.occurrence and State(row.state) is not State.WITHDRAWN]
        if not waiting:
            raise UsageError("work.no_clock", number=number)
        running = _running_since(session, rows, on)
        begun = [_begun(session, row, on) for row in waiting if (row.k, row.unit) not in running]
        if not begun:
            raise UsageError("work.clock_runs", number=number, day=on, due=min(running.values(), default=on))
        for row in begun:
            _start(session, office, row, on, now, actor)
        return begun


def _running_since(session: Session, rows: Iterable[DutyRow], on: date) -> dict[tuple[int, str], date]:
    """(obligation, unit) → the last day, for those whose clock was started by an event of this very day."""
    started = duties.events_on(session, [row.id for row in rows], STARTED, on)
    return {(row.k, row.unit): row.due for row in rows if row.id in started and row.due is not None}


def _begun(session: Session, row: DutyRow, on: date) -> DutyRow:
    """The duty that this event begins: the one that waits for it, else a further one."""
    return row if row.due is None and State(row.state) is not State.CLOSED else _another(session, row, on)


def _start(session: Session, office: Office, row: DutyRow, on: date, now: datetime, actor: Actor) -> None:
    """As a dispatch: one notice says the last day and all that is past by now."""
    row.due = row.original_due = last_day(on, row.span_n or 0, row.span_unit or "day", office.rules.calendar)
    row.dispatched_at, row.planned_through, row.told_at, row.next_at = now, None, None, office.rules.opens(now)
    session.flush()
    record(
        session,
        actor,
        now,
        STARTED,
        ledger_id=row.ledger_id,
        duty_id=row.id,
        after=row.due.isoformat(),
        effective_on=on,
    )


def last_day(on: date, n: int, unit: str, calendar: Calendar) -> date:
    """The last on-time day of a span of `n` units from the event on day `on`, which is itself not counted."""
    if unit == "workday":
        return calendar.shift(on, n) if n else on
    if unit in {"minute", "hour"}:
        hours = n if unit == "hour" else -(-n // 60)
        return on + timedelta(days=hours // 24)
    return on + relativedelta(**{f"{unit}s": n})  # type: ignore[arg-type]  # the units left are its own words


def _another(session: Session, row: DutyRow, on: date) -> DutyRow:
    """A further event of the same duty."""
    twin = DutyRow(**{name: getattr(row, name) for name in CARRIED}, unit=row.unit)
    twin.state, twin.renewed, twin.renewal, twin.by_hand, twin.urgings = State.DISPATCHED, False, False, True, 0
    twin.occurrence = on.isoformat()
    session.add(twin)
    return twin
