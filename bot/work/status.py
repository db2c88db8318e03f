"""The state of things for people: every duty with its light, filtered by what was asked."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.messages import Line
from bot.plan.lights import WORST_FIRST, Light
from bot.store import duties, ledgers
from bot.store.tables import LedgerRow
from bot.work.compose import line_of, worst_first
from bot.work.dispatch import open_questions, stored_ledger
from bot.work.office import Actor, Office

#: Words that filter by light, besides units, sections and numbers.
FILTERS = {
    "overdue": {Light.OVERDUE},
    "逾期": {Light.OVERDUE},
    "soon": {Light.NEAR},
    "临期": {Light.NEAR},
    "open": {Light.OPEN, Light.NEAR, Light.OVERDUE, Light.REPORTED},
    "未销号": {Light.OPEN, Light.NEAR, Light.OVERDUE, Light.REPORTED},
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One ledger's state: its lines as filtered, and the counts of all its duties."""

    ledger_id: str
    title: str
    counts: dict[Light, int]
    lines: tuple[Line, ...]


def status(office: Office, now: datetime, wanted: str | None = None, actor: Actor | None = None) -> list[Standing]:
    """Every dispatched ledger. A contact sees the duties of its own units only."""
    today = office.today(now)
    found = []
    with office.store.begin() as session:
        for row in ledgers.all_ledgers(session):
            if row.state != ledgers.DISPATCHED:
                continue
            sections = {task["number"]: task.get("section") or [] for task in row.content.get("tasks", [])}
            lines = [line_of(duty, office, today) for duty in duties.duties(session, ledger_id=row.id)]
            if actor is not None and actor.units:
                lines = [line for line in lines if line.unit in actor.units]
            counts = Counter(Light(line.light) for line in lines)
            kept = [line for line in lines if _fits(line, sections.get(line.number, []), wanted, office)]
            ordered = {name: counts[name] for name in WORST_FIRST if counts[name]}
            found.append(Standing(row.id, row.title, ordered, tuple(worst_first(kept))))
    return found


def _fits(line: Line, section: list[str], wanted: str | None, office: Office) -> bool:
    if not wanted:
        return True
    if wanted in FILTERS:
        return Light(line.light) in FILTERS[wanted]
    if wanted == line.number:
        return True
    return line.unit in office.roster.expand([wanted]) or any(wanted in heading for heading in section)


@dataclass(frozen=True, slots=True)
class Listed:
    """One ledger as `duban ledgers` shows it."""

    id: str
    title: str
    tasks: int
    open_questions: int
    state: str


def listed(office: Office) -> list[Listed]:
    """What is stored."""
    with office.store.begin() as session:
        return [_listed(row, ledgers.answers(session, row.id)) for row in ledgers.all_ledgers(session)]


def _listed(row: LedgerRow, answers: dict[str, str]) -> Listed:
    ledger = stored_ledger(row)
    return Listed(row.id, row.title, len(ledger.tasks), len(open_questions(ledger, answers)), row.state)
