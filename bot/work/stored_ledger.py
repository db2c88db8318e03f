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


def asking(session: Session, *states: str) -> dict[str, tuple[str, int]]:
    """Id → title and number of open questions of the ledgers in these states that have any; only those that ask
    anything are read.
    """
    found = {}
    for row in ledgers.whose_content_has(session, [_ASKS], *states):
        if n := len(open_questions(stored_ledger(row), ledgers.answers(session, row.id))):
            found[row.id] = row.title, n
    return found
