"""A stored ledger as the value that was read, with the coordinator's answers to its questions."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.deadlines import Conventions
from bot.ledger import apply_answers, from_json
from bot.model import Ledger, Question
from bot.store import ledgers
from bot.store.tables import LedgerRow

#: How a ledger that asks anything says so in its content.
_ASKS = '"questions": [{'


def stored_ledger(row: LedgerRow) -> Ledger:
    """The ledger as it was read."""
    return from_json(row.content)


def effective(row: LedgerRow, answers: Mapping[str, str], settings: Conventions) -> Ledger:
    """The ledger with the coordinator's answers in it, the days of which are read by the office's `settings`."""
    return apply_answers(stored_ledger(row), answers, settings=settings)


def open_questions(ledger: Ledger, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions that nobody has answered yet."""
    return tuple(q for q in ledger.questions if q.id not in answers)


def asking(session: Session, *states: str) -> list[tuple[LedgerRow, int]]:
    """The ledgers in these states that have open questions, and how many; only those that ask anything are read."""
    rows = ledgers.whose_content_has(session, _ASKS, *states)
    counts = [(row, len(open_questions(stored_ledger(row), ledgers.answers(session, row.id)))) for row in rows]
    return [(row, n) for row, n in counts if n]
