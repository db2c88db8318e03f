"""交办: from a draft to duties. Shown first, asked, then done; nothing is sent for a ledger before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.ledger import apply_answers
from bot.model import Question
from bot.plan.duty import Duty
from bot.roster.roster import CONTACT
from bot.store import ledgers, people
from bot.store.store import record
from bot.store.tables import LedgerRow
from bot.work.duties.alignment import add_duties
from bot.work.duties.assignment import duties_of
from bot.work.office import Actor, Office, get_ledger
from bot.work.people.directory import Directory
from bot.work.stored_ledger import open_questions, stored_ledger


@dataclass(frozen=True, slots=True)
class Preview:
    """What a dispatch would do. `past`: how many duties' days are over; `term`: by when those are expected instead."""

    ledger_id: str
    title: str
    at: datetime
    duties: int
    units: tuple[str, ...]
    contacts: int
    unreachable: tuple[str, ...]
    open_questions: tuple[Question, ...]
    all_past: bool
    past: int = 0
    term: date | None = None


def preview(office: Office, ledger_id: str, at: datetime, *, defaults: bool) -> Preview:
    """What dispatching at `at` would do, storing nothing. `defaults`: open questions take their defaults."""
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        ledger = stored_ledger(row)
        answers = ledgers.answers(session, ledger_id)
        directory = Directory(office.roster, people.all_bindings(session), office.today(at))
    asked = open_questions(ledger, answers)
    if defaults:
        answers |= {q.id: q.default for q in asked}
    settled = apply_answers(ledger, answers, settings=office.reading)
    made = duties_of(ledger_id, settled, answers, office.roster, office.rules, at)
    units = tuple(dict.fromkeys(duty.unit for duty in made))
    past = [duty for duty in made if duty.due is not None and duty.due < office.today(at)]
    reached = {u: r for u in units if (r := directory.recipient(u, CONTACT)) is not None and r.ways}
    return Preview(
        ledger_id=ledger_id,
        title=ledger.title,
        at=at,
        duties=len(made),
        units=units,
        contacts=len({r.person for r in reached.values()}),
        unreachable=tuple(u for u in units if u not in reached),
        open_questions=asked,
        all_past=_all_past(made, office.today(at)),
        past=len(past),
        term=max((day for duty in past if (day := office.rules.held_to(duty, office.today(at)))), default=None),
    )


def dispatch(office: Office, ledger_id: str, at: datetime, now: datetime, actor: Actor, *, defaults: bool) -> int:
    """Makes the ledger's duties from `at` on; gives how many. Raises UsageError where it is no draft."""
    with office.store.begin() as session:
        row = get_ledger(session, ledger_id)
        if row.state == ledgers.ARCHIVED:
            raise UsageError("work.archived", ledger=ledger_id)
        if row.state == ledgers.DISPATCHED:
            raise UsageError("work.dispatched_already", ledger=ledger_id)
        if defaults:
            accept_defaults(session, row, now, actor)
        row.state, row.dispatched_at = ledgers.DISPATCHED, at
        record(
            session,
            actor,
            now,
            "dispatch",
            ledger_id=ledger_id,
            effective_on=office.today(at),
        )
        return add_duties(session, office, row, at, actor)


def accept_defaults(session: Session, row: LedgerRow, now: datetime, actor: Actor) -> None:
    """Every open question is answered by its default, and the trail says so."""
    given = ledgers.answers(session, row.id)
    for question in open_questions(stored_ledger(row), given):
        ledgers.save_answer(session, row.id, question.id, question.default, at=now, who=actor.name)
        record(
            session,
            actor,
            now,
            "answer",
            ledger_id=row.id,
            after=f"{question.id}={question.default}",
            note="default",
        )


def _all_past(made: list[Duty], today: date) -> bool:
    dated = [duty.due for duty in made if duty.due is not None]
    return bool(dated) and max(dated) < today and all(duty.due for duty in made)


def out_of_reach(office: Office, units: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Of these units, as people name them, those whose contact no message would reach now."""
    with office.store.look() as session:
        directory = Directory(office.roster, people.all_bindings(session), office.today(now))
    found = ((unit, directory.recipient(unit, CONTACT)) for unit in office.roster.expand(units))
    return tuple(unit for unit, recipient in found if recipient is None or not recipient.ways)


def named_units(office: Office, ledger_id: str) -> tuple[str, ...]:
    """Every unit and group that a ledger names, in the order of the document."""
    with office.store.begin() as session:
        ledger = stored_ledger(get_ledger(session, ledger_id))
    names = [name for task in ledger.tasks for name in task.charged_units]
    names += [name for duty in ledger.duties if duty.binds for name in duty.who]
    return tuple(dict.fromkeys([*names, *ledger.recipients]))
