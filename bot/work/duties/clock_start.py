"""The event that a relative deadline counts from: it is told, the last day is set, and the ladder begins."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.calendars import last_day
from bot.errors import UsageError
from bot.model import Change
from bot.plan.duty import Duty, State, begun
from bot.plan.moves import restarted
from bot.store import duties
from bot.work.duties.items import find_items
from bot.work.duties.trail import change
from bot.work.duties.units import units_of_option
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import tell_changes

STARTED = "started"


def start_clock(
    office: Office,
    number: str,
    unit: str | None,
    on: date,
    now: datetime,
    actor: Actor,
    ledger_id: str | None = None,
    at: time | None = None,
    move: str = "",
) -> list[Duty]:
    """The event happened on `on`: each unit is told so at once, with the last day; gives the duties that now run.

    A clock that runs already stays; an event of another day makes a further duty. Raises UsageError where nothing
    is counted from an event, where this day's event was told before, and where the day is still to come: what is
    only planned may be put off, and a last day counted from it would bind nobody. `move`: its name; empty: a new one.

    `at`: its hour, from which terms of hours and minutes are counted; None: of an event of today that it is now.
    """
    begins = _instant(office, on, at, now)
    if on > office.today(now) or (begins is not None and begins > now):
        raise UsageError("work.clock_ahead", number=number, day=on, today=office.today(now))
    with office.store.begin() as session:
        own = find_items(session, actor, number, ledger_id).parts
        named = units_of_option(office, own, unit).units if unit is not None else {duty.unit for duty in own}
        rows = [duty for duty in own if duty.span_unit is not None and duty.unit in named]
        waiting = _one_of_each(row for row in rows if row.state is not State.WITHDRAWN)
        if not waiting:
            raise UsageError("work.no_clock", number=number)
        running = _running_since(session, rows, on)
        starting = [_waiting_one(session, row, on) for row in waiting if (row.k, row.unit) not in running]
        if not starting:
            raise UsageError("work.clock_runs", number=number, day=on, due=min(running.values(), default=on))
        name = move or str(uuid4())
        started = [_start(session, office, duty, on, begins, now, actor, name) for duty in starting]
        tell_changes(session, office, [(duty, Change(STARTED, duty.due, was_on=on)) for duty in started], now)
        return started


def _one_of_each(rows: Iterable[Duty]) -> list[Duty]:
    """Of each obligation and unit the duty that still waits for its event, else the first, after which others are
    made.
    """
    found: dict[tuple[int, str], Duty] = {}
    for row in sorted(rows, key=lambda row: (row.due is not None, row.id)):
        found.setdefault((row.k, row.unit), row)
    return list(found.values())


def _running_since(session: Session, rows: Iterable[Duty], on: date) -> dict[tuple[int, str], date]:
    """(obligation, unit) → the last day, for those whose clock was started by an event of this very day."""
    started = duties.events_on(session, [row.id for row in rows], STARTED, on)
    return {(row.k, row.unit): row.due for row in rows if row.id in started and row.due is not None}


def _waiting_one(session: Session, duty: Duty, on: date) -> Duty:
    """The duty that this event begins: the one that waits for it, else a further one."""
    if duty.due is None and duty.state is not State.CLOSED:
        return duty
    further = begun(duty, duty.dispatched_at)._replace(by_hand=True, occurrence=on.isoformat(), told_at=duty.told_at)
    return duties.add_one(session, further)


def _instant(office: Office, on: date, at: time | None, now: datetime) -> datetime | None:
    """When the event happened, to the minute; None where only its day is known."""
    if at is not None:
        return datetime.combine(on, at, office.rules.zone)
    return now.astimezone(office.rules.zone) if on == office.today(now) else None


def _due_of(office: Office, duty: Duty, on: date, begins: datetime | None) -> tuple[date, str | None]:
    """Its last day, and of a term of hours the hour where that of the event is known."""
    n, unit = duty.span_n or 0, duty.span_unit or "day"
    if begins is None or unit not in {"hour", "minute"} or n <= 0:
        return last_day(on, n, unit, office.rules.calendar), duty.time
    ends = begins + (timedelta(hours=n) if unit == "hour" else timedelta(minutes=n))
    return ends.date(), f"{ends:%H:%M}"


def _start(
    session: Session,
    office: Office,
    duty: Duty,
    on: date,
    begins: datetime | None,
    now: datetime,
    actor: Actor,
    move: str,
) -> Duty:
    """The ladder begins; all that is past by now is said by the notice of the start. `move`: its name."""
    due, hour = _due_of(office, duty, on, begins)
    running = restarted(duty._replace(time=hour), on, due, now, office.rules)
    facts = {"before": None, "after": due.isoformat(), "effective_on": on, "move": move}
    return change(session, actor, now, STARTED, duty, running, **facts)
