"""What happens to duties after their dispatch: every move, by whoever may make it, into the audit trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import MoveError, UsageError
from bot.model import Kind
from bot.plan.duty import ENDED, RUNNING, State
from bot.plan.ladder import advance
from bot.plan.lifecycle import Verb, after
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.store.store import record
from bot.store.tables import DutyRow
from bot.work.duties.assignment import CARRIED, next_occurrence
from bot.work.duties.evidence import Evidence, keep
from bot.work.duties.facts import duty_state
from bot.work.duties.restoring import was_left_out
from bot.work.office import Actor, Office
from bot.work.outgoing.decisions import tell_decision


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
        rows = extended(meant_by(session, office, move, actor), move.verb, move.until)
        move_duties(session, office, rows, move, actor, now)
        return rows


def move_duties(
    session: Session, office: Office, rows: Iterable[DutyRow], move: Move, actor: Actor, now: datetime
) -> None:
    """Makes the same move with each duty, and tells its unit what was decided.

    Raises MoveError at the first that does not allow it.
    """
    meant = list(rows)
    for row in [*meant, *_spoken_for(session, office, meant, move)]:
        _move_one(session, office, row, move, actor, now)
    tell_decision(session, office, meant, move.verb, move.note, now)
    if move.evidence is not None:
        keep(office, move.evidence, now)


def _spoken_for(session: Session, office: Office, rows: list[DutyRow], move: Move) -> list[DutyRow]:
    """The other units' duties that a lead's report or close-out settles, where the policy says so."""
    if not office.rules.policy.lead_reports_for_all or move.verb not in {Verb.REPORTED, Verb.CLOSED}:
        return []
    told = {row.id for row in rows}
    served = RUNNING | {State.REPORTED} if move.verb is Verb.CLOSED else RUNNING
    leads = {(row.ledger_id, row.number, row.k, row.occurrence) for row in rows if row.role == "lead"}
    return [
        other
        for ledger_id, number, k, occurrence in sorted(leads)
        for other in duties.duties(session, ledger_id=ledger_id, number=number)
        if (other.k, other.occurrence) == (k, occurrence) and other.id not in told and State(other.state) in served
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


def meant_by(session: Session, office: Office, move: Move, actor: Actor, *, every: bool = False) -> list[DutyRow]:
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


def extended(rows: list[DutyRow], verb: Verb, until: date | None) -> list[DutyRow]:
    """Of duties that shall get a later last day, those for which it is later: `until`, else the day asked for.

    All of them for any other verb. Raises UsageError where there is none.
    """
    if verb not in {Verb.EXTENSION_REQUESTED, Verb.EXTENSION_GRANTED}:
        return rows
    dated = [row for row in rows if row.due is not None]
    if not dated:
        raise UsageError("chat.no_limit", number=rows[0].number)
    later = [row for row in dated if (limit := until or row.extension_until) and row.due and limit > row.due]
    if not later:
        raise UsageError("chat.until_early", until=until or dated[0].extension_until, due=dated[0].due)
    return later


def _move_one(session: Session, office: Office, row: DutyRow, move: Move, actor: Actor, now: datetime) -> None:
    before = row.state
    row.state = after(move.verb, State(row.state), actor.role, number=row.number, unit=row.unit)
    if move.verb in {Verb.RESUMED, Verb.REOPENED}:
        _go_on(session, office, row, before, now)
    if move.verb is Verb.HANDED_BACK:
        _check_handed_back(office, row, actor, move.on or office.today(now))
    if move.verb is Verb.REPORTED and not office.rules.policy.closing_needs_approval:
        row.state = State.CLOSED
    if State(row.state) is State.CLOSED and State.REPORTED in {before, move.verb} and _asks_again(row, office, now):
        row.state = State.IN_PROGRESS
    if move.verb is Verb.EXTENSION_REQUESTED:
        row.extension_until = move.until
    elif move.verb is Verb.EXTENSION_GRANTED:
        row.due, row.alt, row.extension_until = move.until, None, None
    elif move.verb is Verb.EXTENSION_REFUSED:
        row.extension_until = None
    if State(row.state) in ENDED:
        row.extension_until = None  # nobody need decide on it any more
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
        actor,
        now,
        str(move.verb),
        ledger_id=row.ledger_id,
        duty_id=row.id,
        before=before,
        after=row.state,
        note=move.note,
        evidence=move.evidence.words if move.evidence is not None else None,
        effective_on=move.on or move.until,
    )


def _asks_again(row: DutyRow, office: Office, now: datetime) -> bool:
    """Whether a lasting duty has a cycle to come: then what is approved is this cycle's report, not the duty."""
    if row.kind != Kind.STANDING:
        return False
    going_on = replace(duty_state(row), state=State.IN_PROGRESS, planned_through=now)
    return advance(going_on, now, office.rules).next_at is not None


def _go_on(session: Session, office: Office, row: DutyRow, before: str, now: datetime) -> None:
    """A recurrence that was stopped goes on with the first day to come: what fell due meanwhile nobody owes."""
    today = office.today(now)
    stopped = before in {State.SUSPENDED, State.WITHDRAWN} and row.kind == Kind.RECURRING and not row.renewed
    last = row.original_due or row.due
    if not stopped or last is None or last >= today:
        return
    row.renewed = True
    if twin := next_occurrence(row, today - timedelta(days=1)):
        twin.next_at = office.rules.opens(now)
        session.add(twin)


def _check_handed_back(office: Office, row: DutyRow, actor: Actor, day: date) -> None:
    """A unit may say “not ours” for some working days after the dispatch; the coordinator may at any time."""
    days = office.rules.policy.handback_workdays
    told = office.today(office.rules.told_at(row))
    if actor.role != COORDINATOR and day > office.rules.calendar.shift(told, days):
        raise MoveError("plan.handed_back_late", days=days)


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
        twin = DutyRow(unit=unit, renewal=False, by_hand=True, urgings=0)
        session.add(twin)
    elif State(twin.state) not in ENDED:
        return
    elif was_left_out(session, twin):
        twin.by_hand = True  # no longer the document's, now the coordinator's: no later correction takes it off
    for name in CARRIED:
        setattr(twin, name, getattr(row, name))
    twin.state, twin.dispatched_at, twin.planned_through, twin.ended_on = State.DISPATCHED, now, None, None
    twin.nudged, twin.told_at, twin.renewed = False, None, row.renewed
    twin.next_at = office.rules.opens(now)
    row.renewed = True  # the next occurrence is the other unit's
