"""Days that rest on the arrangement of holidays: read again once it is announced or changed."""

import json
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.deadlines import FESTIVAL_RULE, Conventions, parse, read_again
from bot.ledger import to_record
from bot.messages.digest import MovedDay
from bot.model import QUESTION_FLAGS, Ledger, Obligation, Question, Task
from bot.store import ledgers
from bot.store.store import record
from bot.store.tables import LedgerRow
from bot.texts import text
from bot.work.duties.recount import recount
from bot.work.office import Actor, Office
from bot.work.stored_ledger import effective, stored_ledger

#: How a ledger that holds any such day says so in its content.
_MARKS = json.dumps(FESTIVAL_RULE)[1:-1], '"workday"'
READ_AGAIN = "read-again"


def follow_holidays(session: Session, office: Office, now: datetime, actor: Actor) -> None:
    """Reads the days of all ledgers again by the calendar of today; whose duties move is told at once.

    Figures of the past are not rewritten: where either day is over, the item stays, and `moved_days` names it. What was
    asked only because the holidays were not known yet is asked no more.
    """
    today = office.today(now)
    for row in _worth_reading(session):
        answers = ledgers.answers(session, row.id)
        again, numbers = _read_again(stored_ledger(row), answers, office.reading, today)
        if numbers:
            ledgers.replace_content(row, to_record(again), row.sha256)
            record(session, actor, now, READ_AGAIN, ledger_id=row.id, note="、".join(numbers))
    for row in ledgers.each_at_work(session):
        recount(session, office, row, now, actor)


def moved_days(session: Session, office: Office, today: date) -> list[MovedDay]:
    """The deadlines of ledgers at work and drafts whose day is over by one calendar and not by the other.

    They are not moved: whether anybody is late is for a coordinator to decide, by `duban edit`.
    """
    found: list[MovedDay] = []
    for row in _worth_reading(session):
        ledger = effective(row, ledgers.answers(session, row.id), office.reading)
        found += (
            MovedDay(row.id, row.title, number, one.phrase, one.date, new)
            for number, one in _obligations(ledger)
            if one.date is not None and (new := _day(one, ledger, office.reading)) not in {None, one.date}
            if new is not None and min(one.date, new) < today <= max(one.date, new)
        )
    return found


def holiday_faults(office: Office, now: datetime) -> list[str]:
    """The same in words for the terminal, with what to type."""
    with office.store.begin() as session:
        found = moved_days(session, office, office.today(now))
    return [
        text(
            "check.festival",
            ledger=one.ledger,
            number=one.number,
            phrase=one.phrase,
            old=one.old,
            new=one.new,
        )
        for one in found
    ]


def _worth_reading(session: Session) -> Iterator[LedgerRow]:
    """The ledgers at work and drafts that hold such a day: the others are not read at all."""
    return ledgers.whose_content_has(session, _MARKS, ledgers.DRAFT, ledgers.DISPATCHED)


def _obligations(ledger: Ledger) -> Iterable[tuple[str, Obligation]]:
    items: tuple[tuple[str, tuple[Obligation, ...]], ...] = (
        *((task.number, task.obligations) for task in ledger.tasks),
        *((duty.id, duty.obligations) for duty in ledger.duties),
    )
    return ((number, one) for number, obligations in items for one in obligations)


def _day(one: Obligation, ledger: Ledger, settings: Conventions) -> date | None:
    return read_again(one, ledger.issued, ledger.year, settings).date


def _read_again(
    ledger: Ledger, answers: Container[str], settings: Conventions, today: date
) -> tuple[Ledger, list[str]]:
    """The ledger by the calendar of `settings`, and the numbers of the items that now say another day or none in doubt.

    `answers`: the questions that somebody answered; they stay.
    """

    def again(one: Obligation) -> Obligation:
        new = read_again(one, ledger.issued, ledger.year, settings)
        is_over = one.date is None or new.date is None or min(one.date, new.date) < today
        return one if is_over else new

    tasks = tuple(replace(task, obligations=tuple(map(again, task.obligations))) for task in ledger.tasks)
    duties = tuple(replace(duty, obligations=tuple(map(again, duty.obligations))) for duty in ledger.duties)
    changed = [task for old, task in zip(ledger.tasks, tasks, strict=True) if old != task]
    plain = {task.number for task in changed if not _is_in_doubt(task, ledger, settings)}
    numbers = [task.number for task in changed]
    numbers += [duty.id for old, duty in zip(ledger.duties, duties, strict=True) if old != duty]
    questions = tuple(q for q in ledger.questions if q.id in answers or not _is_settled(q, plain))
    return replace(ledger, tasks=tasks, duties=duties, questions=questions), numbers


def _is_in_doubt(task: Task, ledger: Ledger, settings: Conventions) -> bool:
    """Whether its words are asked about whatever the holidays are."""
    reading = parse(task.deadline_raw or "", issued=ledger.issued, year=ledger.year, settings=settings)
    return bool(QUESTION_FLAGS.intersection(reading.flags))


def _is_settled(question: Question, plain: Collection[str]) -> bool:
    """Whether it asked only of what these items say in plain words now."""
    numbers = question.tasks or (question.task,)
    return question.flag == "vague" and all(number in plain for number in numbers)
