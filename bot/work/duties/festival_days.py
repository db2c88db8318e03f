"""Days before a festival that were read before its holiday was announced: which of them it has moved."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.deadlines import FESTIVAL_RULE, parse
from bot.messages.digest import MovedDay
from bot.model import Ledger, Obligation
from bot.store import ledgers
from bot.store.tables import LedgerRow
from bot.texts import text
from bot.work.office import Office
from bot.work.stored_ledger import effective


def moved_days(session: Session, office: Office, today: date) -> list[MovedDay]:
    """The deadlines still to come, of ledgers at work and drafts, that the calendar of today reads otherwise.

    Nothing is moved: a coordinator decides, by `duban edit` with the same words or with a day.
    """
    found: list[MovedDay] = []
    for row in _worth_reading(session):
        answers = ledgers.answers(session, row.id)
        if _may_hold_any(row, answers):
            ledger = effective(row, answers)
            found += (
                MovedDay(row.id, row.title, number, one.phrase, one.date, new)
                for number, one in _before_festivals(ledger)
                if one.date is not None and (new := _read_again(one, ledger, office)) not in {None, one.date}
                if new is not None and max(one.date, new) >= today
            )
    return found


def festival_faults(office: Office, now: datetime) -> list[str]:
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


def _worth_reading(session: Session) -> list[LedgerRow]:
    """The ledgers at work and drafts that name a festival anywhere, or in an answer: the others are not read at all."""
    states = ledgers.DRAFT, ledgers.DISPATCHED
    found = {row.id: row for row in ledgers.whose_content_has(session, json.dumps(FESTIVAL_RULE)[1:-1], *states)}
    for name in ledgers.answered_with(session, "前") - found.keys():
        row = ledgers.find_ledger(session, name)
        if row is not None and row.state in states:
            found[name] = row
    return sorted(found.values(), key=lambda row: (row.imported_at, row.id))


def _may_hold_any(row: LedgerRow, answers: Mapping[str, str]) -> bool:
    """Whether the ledger is worth making out: most know of no festival."""
    items = [*row.content.get("tasks", ()), *row.content.get("duties", ())]
    rules = (one.get("rule", "") for item in items for one in item.get("obligations", ()))
    return any(rule.startswith(FESTIVAL_RULE) for rule in rules) or any("前" in said for said in answers.values())


def _before_festivals(ledger: Ledger) -> Iterator[tuple[str, Obligation]]:
    items: Iterable[tuple[str, tuple[Obligation, ...]]] = (
        *((task.number, task.obligations) for task in ledger.tasks),
        *((duty.id, duty.obligations) for duty in ledger.duties),
    )
    for number, obligations in items:
        yield from ((number, one) for one in obligations if one.rule.startswith(FESTIVAL_RULE))


def _read_again(one: Obligation, ledger: Ledger, office: Office) -> date | None:
    """The day that the same words mean now; None where they are no longer read as one such day."""
    where = "column" if one.source == "column" else "prose"
    reading = parse(one.phrase, issued=ledger.issued, year=ledger.year, where=where, settings=office.reading)
    alike = [again for again in reading.obligations if (again.kind, again.rule) == (one.kind, one.rule)]
    return alike[0].date if len(alike) == 1 else None
