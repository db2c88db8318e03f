"""What is stored, ledger by ledger, with what is asked of each."""

from dataclasses import dataclass

from bot.store import ledgers
from bot.store.tables import LedgerRow
from bot.work.office import Office
from bot.work.stored_ledger import open_questions, stored_ledger


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
        rows = ledgers.each(session, [head.id for head in ledgers.all_heads(session)])
        return [_listed(row, ledgers.answers(session, row.id)) for row in rows]


def _listed(row: LedgerRow, answers: dict[str, str]) -> Listed:
    ledger = stored_ledger(row)
    return Listed(row.id, row.title, len(ledger.tasks), len(open_questions(ledger, answers)), row.state)
