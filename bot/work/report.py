"""What happens to duties after their dispatch: every move, by whoever may make it, into the audit trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.calendars import Calendar
from bot.errors import MoveError, UsageError
from bot.plan.duty import ENDED, RUNNING, State
from bot.plan.ladder import advance
from bot.plan.lifecycle import Verb, after
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.store.store import record
from bot.store.tables import DutyRow
from bot.work.evidence import Evidence, keep
from bot.work.looks import duty_state
from bot.work.office import Actor, Office


@dataclass(frozen=True, slots=True)
class Move:
    """One move as it is asked for. `number` may carry `.k`; `on`: the day that it counts for."""

    number: str
    verb: Verb
    unit: str | None = None
    ledger_id: str | None = None
    on: date | None = None
    until: date | None = None
    note: str | None = None
    evidence: Evidence | None = None
    to_unit: str | None = None


def make_move(office: Office, move: Move, actor: Actor, now: datetime) -> list[DutyRow]:
    """Moves every duty that is meant; gives them as they now stand. Raises UsageError or MoveError, moving none."""
    _check(move, actor)
    with office.store.begin() as session:
        rows = _meant(session, office, move, actor)
        move_duties(session, office, rows, move, actor, now)
        return rows


def move_duties(
    session: Session, office: Office, rows: Iterable[DutyRow], move: Move, actor: Actor, now: datetime
) -> None:
    """Makes the same move with each duty. Raises MoveError at the first that does not allow it."""
    meant = list(rows)
    for row in [*meant, *_spoken_for(session, office, meant, move)]:
        _move_one(session, office, row, move, actor, now)
    if move.evidence is not None:
        keep(office, move.evidence, now)


def _spoken_for(session: Session, office: Office, rows: list[DutyRow], move: Move) -> list[DutyRow]:
    """The other units' duties that a lead's report or close-out settles, where the policy says so."""
    if not office.rules.policy.lead_reports_for_all or move.verb not in {Verb.REPORTED, Verb.CLOSED}:
        return []
    told = {row.id for row in rows}
    leads = {(row.ledger_id, row.number, row.k, row.occurrence) for row in rows if row.role == "lead"}
    return [
        other
        for ledger_id, number, k, occurrence in sorted(leads)
        for other in duties.duties(session, ledger_id=ledger_id, number=number)
        if (other.k, other.occurrence) == (k, occurrence) and other.id not in told and State(other.state) in RUNNING
    ]


def _check(move: Move, actor: Actor) -> None:
    wants_date = move.verb in {Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED}
    if wants_date and move.until is None:
        raise UsageError("work.needs_until", verb=move.verb)
    if move.verb in {Verb.EXTENSION_REQUESTED, Verb.HANDED_BACK, Verb.SENT_BACK} and not move.note:
        raise UsageError("work.needs_note", verb=move.verb)
    if move.verb is Verb.REASSIGNED and not move.to_unit:
        raise UsageError("work.needs_to_unit")
    if actor.role != COORDINATOR and move.unit is not None and move.unit not in actor.units:
        raise UsageError("work.not_your_unit", unit=move.unit)


def _meant(session: Session, office: Office, move: Move, actor: Actor, *, every: bool = False) -> list[DutyRow]:
    """The duties that a number, a unit and perhaps `.k` mean. A number in two ledgers must say which."""
    number, k = move.number, None
    found = _with_number(session, move, number)
    if not found and "." in number:
        number, _, tail = number.rpartition(".")
        k = int(tail) if tail.isdigit() else None
        found = _with_number(session, move, number)
    if not found:
        raise UsageError("work.no_task", number=move.number)
    where = sorted({row.ledger_id for row in found})
    if len(where) > 1:
        raise UsageError("work.two_ledgers", number=number, ledgers="、".join(where))
    units = _units(office, move, actor)
    mine = [row for row in found if units is None or row.unit in units]
    if not mine:
        raise UsageError(
            "work.not_in_task",
            number=number,
            unit=move.unit or "、".join(actor.units),
            units="、".join(dict.fromkeys(row.unit for row in found)),
        )
    if k is not None:
        mine = [row for row in mine if row.k == k]
        if not mine:
            raise UsageError("work.no_part", number=number, k=k)
    return mine if every else present(mine, move.verb, k)


def _with_number(session: Session, move: Move, number: str) -> list[DutyRow]:
    rows = duties.duties(session, ledger_id=move.ledger_id, number=number)
    working = {row.id for row in ledgers.all_ledgers(session) if row.state == ledgers.DISPATCHED}
    return [row for row in rows if row.ledger_id in working]


def _units(office: Office, move: Move, actor: Actor) -> set[str] | None:
    if move.unit is not None:
        return set(office.roster.expand([move.unit])) | {move.unit}
    return None if actor.role == COORDINATOR else set(actor.units)


def present(rows: Sequence[DutyRow], verb: Verb, k: int | None) -> list[DutyRow]:
    """All dated ones of a unit; of a recurring one the present occurrence: the earliest that is not ended."""
    reopening = verb is Verb.REOPENED
    fitting = [row for row in rows if (State(row.state) in ENDED) == reopening] or rows
    if k is None and any(row.due for row in fitting):
        fitting = [row for row in fitting if row.due]
    present: dict[tuple[str, int], DutyRow] = {}
    for row in sorted(fitting, key=lambda row: row.due or date.max, reverse=reopening):
        present.setdefault((row.unit, row.k), row)
    return list(present.values())


def _move_one(session: Session, office: Office, row: DutyRow, move: Move, actor: Actor, now: datetime) -> None:
    before = row.state
    row.state = after(move.verb, State(row.state), actor.role)
    if move.verb is Verb.HANDED_BACK:
        _check_handed_back(office, row, actor, move.on or office.today(now))
    if move.verb is Verb.REPORTED and not office.rules.policy.closing_needs_approval:
        row.state = State.CLOSED
    if move.verb is Verb.EXTENSION_REQUESTED:
        row.extension_until = move.until
    elif move.verb is Verb.EXTENSION_GRANTED:
        row.due, row.alt, row.extension_until = move.until, None, None
    elif move.verb is Verb.EXTENSION_REFUSED:
        row.extension_until = None
    row.ended_on = (move.on or office.today(now)) if State(row.state) in ENDED else None
    if move.verb is Verb.REASSIGNED and move.to_unit:
        _reassign(session, office, row, move.to_unit, now)
    # A move settles what was due until now; the ladder goes on from here.
    row.planned_through = max(filter(None, (now, row.planned_through)))
    look = advance(duty_state(row), now, office.rules)
    # An occurrence that ended in the night or on a day off is renewed by the next tick, which must look at it.
    row.next_at = office.rules.opens(now) if look.renew else look.next_at
    record(
        session,
        at=now,
        who=actor.name,
        channel=actor.channel,
        verb=str(move.verb),
        ledger_id=row.ledger_id,
        duty_id=row.id,
        before=before,
        after=row.state,
        note=move.note,
        evidence=move.evidence.words if move.evidence is not None else None,
        effective_on=move.on or move.until,
    )


def _check_handed_back(office: Office, row: DutyRow, actor: Actor, day: date) -> None:
    """A unit may say “not ours” for some working days after the dispatch; the coordinator may at any time."""
    days = office.rules.policy.handback_workdays
    told = office.today(office.rules.opens(row.dispatched_at))
    if actor.role != COORDINATOR and day > office.rules.calendar.shift(told, days):
        raise MoveError("plan.handed_back_late", days=days)


def start_clock(
    office: Office, number: str, unit: str | None, on: date, now: datetime, actor: Actor, ledger_id: str | None = None
) -> list[DutyRow]:
    """The event that a relative deadline counts from happened on `on`: the last day is set and the ladder begins.

    A clock that runs already stays; a further event makes a further duty. Raises UsageError where nothing is counted
    from an event.
    """
    move = Move(number, Verb.IN_PROGRESS, unit=unit, ledger_id=ledger_id)
    with office.store.begin() as session:
        rows = [row for row in _meant(session, office, move, actor, every=True) if row.span_unit is not None]
        waiting = [row for row in rows if not row.occurrence]
        if not waiting:
            raise UsageError("work.no_clock", number=number)
        for row in waiting:
            begun = row if row.due is None else _another(session, row, on)
            begun.due = begun.original_due = last_day(
                on, row.span_n or 0, row.span_unit or "day", office.rules.calendar
            )
            begun.planned_through = None if begun is not row else row.planned_through
            begun.next_at = advance(duty_state(begun), now, office.rules).next_at or office.rules.opens(now)
            record(
                session,
                at=now,
                who=actor.name,
                channel=actor.channel,
                verb="started",
                ledger_id=row.ledger_id,
                duty_id=begun.id,
                after=begun.due.isoformat(),
                effective_on=on,
            )
        return waiting


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
    twin = DutyRow(
        **{name: getattr(row, name) for name in _CARRIED},
        unit=row.unit,
        state=State.DISPATCHED,
        dispatched_at=row.dispatched_at,
        renewed=False,
        renewal=True,
        by_hand=True,
        urgings=0,
    )
    twin.occurrence = on.isoformat()
    session.add(twin)
    session.flush()
    return twin


_CARRIED = [
    "ledger_id",
    "number",
    "k",
    "role",
    "kind",
    "section",
    "title",
    "label",
    "phrase",
    "place",
    "rrule",
    "at_least",
    "occurrence",
    "due",
    "alt",
    "start",
    "original_due",
    "until",
    "interval_days",
    "time",
    "span_n",
    "span_unit",
]


def _reassign(session: Session, office: Office, row: DutyRow, to_unit: str, now: datetime) -> None:
    """The same duty becomes another unit's, dispatched at `now`; one who has it already keeps it as it stands.

    Raises UsageError where it is the unit's own.
    """
    unit = office.roster.expand([to_unit])[0]
    if unit == row.unit:
        raise UsageError("work.own_already", unit=unit)
    found = duties.duties(session, ledger_id=row.ledger_id, number=row.number, unit=unit)
    twin = next((one for one in found if (one.k, one.occurrence) == (row.k, row.occurrence)), None)
    if twin is None:
        twin = DutyRow(unit=unit, renewed=row.renewed, renewal=False, by_hand=True, urgings=0)
        session.add(twin)
    elif State(twin.state) not in ENDED:
        return
    for name in _CARRIED:
        setattr(twin, name, getattr(row, name))
    twin.state, twin.dispatched_at, twin.planned_through, twin.ended_on = State.DISPATCHED, now, None, None
    twin.next_at = office.rules.opens(now)
    row.renewed = True  # the next occurrence is the other unit's
