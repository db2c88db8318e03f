"""The rows of an export: a duty each, in the ledger's order."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.ledger import apply_answers, from_json
from bot.plan.duty import Duty
from bot.plan.lights import Light
from bot.store import duties, ledgers
from bot.work.office import Office, get_ledger


@dataclass(frozen=True, slots=True)
class Row:
    """One duty. `task`: its words in full; `note`: what was last said of it.

    `days_over`: since it is late for its unit, which may have got the work only after the last day.
    """

    id: int
    ledger: str
    section: str
    number: str
    task: str
    label: str
    unit: str
    role: str
    phrase: str
    due: date | None
    alt: date | None
    original_due: date | None
    state: str
    light: Light
    days_over: int
    extension_until: date | None
    urgings: int
    ended_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A ledger as it stands on `day`."""

    ledger: str
    title: str
    day: date
    rows: tuple[Row, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have a duty, in the order in which they first do."""
        return tuple(dict.fromkeys(row.unit for row in self.rows))

    def of_units(self, units: Collection[str]) -> "Exported":
        """The rows of these units alone."""
        return replace(self, rows=tuple(row for row in self.rows if row.unit in units))


def exported(office: Office, ledger_id: str, now: datetime, only: Collection[int] | None = None) -> Exported:
    """Raises UsageError for a ledger that is not there. `only`: the duties of these ids; None: all."""
    with office.store.begin() as session:
        return exported_in(session, office, ledger_id, now, only)


def exported_in(
    session: Session, office: Office, ledger_id: str, now: datetime, only: Collection[int] | None = None
) -> Exported:
    """The same within a transaction."""
    found = duties.duties(session, ledger_id=ledger_id) if only is None else _only(session, ledger_id, only)
    return exported_of(session, office, ledger_id, found, now)


def exported_of(session: Session, office: Office, ledger_id: str, found: Sequence[Duty], now: datetime) -> Exported:
    """The same of duties that are read already."""
    today = office.today(now)
    kept = ledgers.heads(session, [ledger_id]).get(ledger_id) or get_ledger(session, ledger_id)
    words = _words_of(session, kept.id)
    notes = _notes(session, found)
    order = {number: at for at, number in enumerate(words)}
    ranked = sorted(found, key=lambda duty: (order.get(duty.number, len(order)), duty.k, duty.occurrence, duty.id))
    rows = tuple(_row(office, duty, words, notes.get(duty.id, ""), today) for duty in ranked)
    return Exported(kept.id, kept.title, today, rows)


def _only(session: Session, ledger_id: str, ids: Collection[int]) -> list[Duty]:
    return [duty for duty in duties.get_duties(session, sorted(ids)).values() if duty.ledger_id == ledger_id]


def _words_of(session: Session, ledger_id: str) -> Mapping[str, str]:
    """Number → the words of the item, as the answers to its questions made it."""
    answers = ledgers.answers(session, ledger_id)
    return _words_in(ledgers.content_json(session, ledger_id) or "{}", tuple(sorted(answers.items())))


@lru_cache(maxsize=16)
def _words_in(content_json: str, answers: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """A ledger is large, and each unit's list of a dispatch asks for the same."""
    ledger = apply_answers(from_json(json.loads(content_json)), dict(answers))
    return {task.number: task.text for task in ledger.tasks} | {duty.id: duty.text for duty in ledger.duties}


def _notes(session: Session, found: Sequence[Duty]) -> dict[int, str]:
    """Duty → the last note of its trail."""
    last: dict[int, str] = {}
    for event in duties.remarks(session, [duty.id for duty in found], len(found) * 20):
        if event.duty_id is not None and event.note:
            last.setdefault(event.duty_id, event.note)
    return last


def _row(office: Office, duty: Duty, words: Mapping[str, str], note: str, today: date) -> Row:
    return Row(
        id=duty.id,
        ledger=duty.ledger_id,
        section=duty.section,
        number=duty.number,
        task=words.get(duty.number, duty.title),
        label=duty.label,
        unit=duty.unit,
        role=str(duty.role),
        phrase=duty.phrase,
        due=duty.due,
        alt=duty.alt,
        original_due=duty.original_due,
        state=str(duty.state),
        light=office.shown_light(duty, today),
        days_over=office.rules.days_over(duty, today),
        extension_until=duty.extension_until,
        urgings=duty.urgings,
        ended_on=duty.ended_on,
        note=note,
    )
