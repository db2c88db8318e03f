"""A dispatched ledger's duties brought in line with what it says: new ones added, changed ones set, gone ones ended."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.ledger import held
from bot.model import Change, Kind
from bot.plan.duty import ENDED, Duty, State
from bot.plan.moves import redated
from bot.store import duties, ledgers
from bot.store.tables import LedgerRow
from bot.work.duties.assignment import duties_of, immediate_day
from bot.work.duties.calendar_mark import note_calendar
from bot.work.duties.other_terms import is_of_other_terms, turn
from bot.work.duties.renaming import follow_names
from bot.work.duties.restoring import LEFT_OUT, bring_back, leave_out
from bot.work.duties.trail import change
from bot.work.office import Actor, Office
from bot.work.outgoing.change_notices import tell_changes
from bot.work.stored_ledger import effective

#: Number, obligation, unit.
Owed = tuple[str, int, str]


def refresh_duties(
    session: Session,
    office: Office,
    row: LedgerRow,
    now: datetime,
    actor: Actor,
    first_told_at: datetime | None = None,
) -> None:
    """Brings a dispatched ledger's duties in line with what it now says; those whom it touches are told.

    `first_told_at`: not before then. An item that a question holds stays as its units know it until that is answered:
    nobody is told that it is theirs no longer.
    """
    undecided = _undecided(session, office, row)
    wanted = {_owed(duty): duty for duty in wanted_duties(session, office, row, row.dispatched_at or now)}
    told: list[tuple[Duty, Change]] = []
    turning: list[list[Duty]] = []
    stored = duties.duties(session, ledger_id=row.id, locked=True)
    for old in _by_owed(follow_names(session, office, stored, now, actor)):
        new = _said_of(old, wanted)
        if new is None:
            if not undecided & {(old[0].number, None), (old[0].number, old[0].k)}:
                left = [duty for duty in old if not duty.by_hand and leave_out(session, duty, now, actor)]
                told += [(duty, Change(LEFT_OUT)) for duty in left]
        elif is_of_other_terms(old, new):
            turning.append(old)
        else:
            told += [one for duty in old for one in _follow(session, office, duty, new, now, actor)]
    told += _turn(session, office, row, turning, now, actor)
    tell_changes(session, office, told, now, first_told_at)
    add_duties(session, office, row, now, actor)


def _turn(
    session: Session, office: Office, row: LedgerRow, turning: Sequence[Sequence[Duty]], now: datetime, actor: Actor
) -> list[tuple[Duty, Change]]:
    """Those whose deadline is of another kind or rhythm now, which begins now."""
    if not turning:
        return []
    wanted = {_owed(duty): duty for duty in wanted_duties(session, office, row, max(now, row.dispatched_at or now))}
    told = []
    for old in turning:
        new = _said_of(old, wanted)
        told += turn(session, office, old, new, now, actor) if new is not None else []
    return told


def _by_owed(stored: Iterable[Duty]) -> list[list[Duty]]:
    """What each unit has of each obligation, in the order of its occurrences."""
    found: dict[Owed, list[Duty]] = {}
    for duty in stored:
        found.setdefault(_owed(duty), []).append(duty)
    return [sorted(own, key=lambda duty: (duty.occurrence, duty.id)) for own in found.values()]


def _said_of(old: Sequence[Duty], wanted: Mapping[Owed, Duty]) -> Duty | None:
    """What the document says of a unit's duties; to a unit that a person gave the work to, what it says to any."""
    own = wanted.get(_owed(old[0]))
    if own is None and old[-1].by_hand:
        others = (duty for duty in wanted.values() if (duty.number, duty.k) == (old[-1].number, old[-1].k))
        own = next((duty._replace(unit=old[-1].unit, role=old[-1].role) for duty in others), None)
    return own


def _follow(
    session: Session, office: Office, duty: Duty, new: Duty, now: datetime, actor: Actor
) -> list[tuple[Duty, Change]]:
    """The words and days of the document as it now stands; a series and a clock keep their own days.

    Gives what the unit is to be told of it.
    """
    if duty.kind is Kind.IMMEDIATE:  # counted from its own dispatch, which may be later than the ledger's
        due = immediate_day(duty.dispatched_at, office.rules)
        new = new._replace(due=due, original_due=due)
    after = duty
    # What was closed keeps its day: figures of the past are not rewritten.
    if duty.state is not State.CLOSED and not duty.occurrence and (duty.original_due, duty.alt) != (new.due, new.alt):
        after = redated(after, new.due, new.alt, now, office.rules)
        after = change(session, actor, now, "changed-by-import", duty, after)
    worded = after._replace(
        role=new.role, section=new.section, title=new.title, label=new.label, phrase=new.phrase, place=new.place
    )
    if duty.state not in ENDED:
        worded = worded._replace(start=new.start, at_least=new.at_least, time=_hour(duty, new))
    duties.save(session, after, worded)
    changes = []
    if worded.due != duty.due:
        changes.append(Change(_verb_of(duty.due, worded.due), worded.due, was_on=duty.due))
    elif (worded.alt, worded.start, worded.time) != (duty.alt, duty.start, duty.time):
        changes.append(Change("timed"))
    if (worded.title, worded.role) != (duty.title, duty.role):
        changes.append(Change("reworded"))
    return [(worded, one) for one in changes]


def _hour(duty: Duty, new: Duty) -> str | None:
    """A clock that runs has the hour of its event."""
    return duty.time if duty.occurrence and duty.span_unit else new.time


def _verb_of(was: date | None, due: date | None) -> str:
    if was is None or due is None:
        return "timed"
    return "brought-forward" if due < was else "redated"


def add_duties(session: Session, office: Office, row: LedgerRow, at: datetime, actor: Actor) -> int:
    """Stores the duties that the ledger now gives and that are not stored yet; each waits for its dispatch.

    What was left out before and is there again, such as a unit that returned to its group, is dispatched again.
    Gives how many duties are new.
    """
    wanted = wanted_duties(session, office, row, at)
    return add_wanted(session, office, wanted, duties.duties(session, ledger_id=row.id), at, actor)


def add_wanted(
    session: Session, office: Office, wanted: Iterable[Duty], stored: Iterable[Duty], at: datetime, actor: Actor
) -> int:
    """The same of duties that are made out already, as the ledger gives them at `at`. `stored`: all that it has."""
    note_calendar(session, office)
    own: dict[Owed, list[Duty]] = {}
    for duty in _own_last(stored):
        own.setdefault(_owed(duty), []).append(duty)
    known = [(duty, own.pop(_owed(duty), [])) for duty in wanted]
    new = [duty for duty, old in known if not old]
    back = [(duty, old) for duty, old in known if old and old[-1].state in ENDED]
    new += bring_back(session, office, back, at, actor)
    duties.add(session, (duty._replace(next_at=office.rules.opens(at)) for duty in new))
    return len(new)


def wanted_duties(session: Session, office: Office, row: LedgerRow, at: datetime) -> list[Duty]:
    """The duties that begin when the ledger, as it stands, is dispatched at `at`."""
    answers = ledgers.answers(session, row.id)
    return duties_of(row.id, effective(row, answers, office.reading), answers, office.roster, office.rules, at)


def _undecided(session: Session, office: Office, row: LedgerRow) -> set[tuple[str, int | None]]:
    """What waits for an answer: number and obligation from 1, or None where an item waits as a whole."""
    answers = ledgers.answers(session, row.id)
    ledger = effective(row, answers, office.reading)
    waiting = held(ledger, answers)
    owed = {task.number: len(task.obligations) for task in ledger.tasks}
    owed |= {duty.id: len(duty.obligations) for duty in ledger.duties}
    whole = {number for number, n in owed.items() if all((number, k) in waiting for k in range(max(1, n)))}
    return {(number, None) for number in whole} | {(number, k + 1) for number, k in waiting}


def _owed(duty: Duty) -> Owed:
    return duty.number, duty.k, duty.unit


def _own_last(stored: Iterable[Duty]) -> list[Duty]:
    """A ledger's duties: first those begun by hand, then the document's own, of each the latest last."""
    return sorted(stored, key=lambda duty: not duty.by_hand)
