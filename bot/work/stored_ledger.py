"""A stored ledger as the value that was read, with the coordinator's answers to its questions."""

from collections.abc import Mapping

from bot.ledger import apply_answers, from_json
from bot.model import Ledger, Question
from bot.store.tables import LedgerRow


def stored_ledger(row: LedgerRow) -> Ledger:
    """The ledger as it was read."""
    return from_json(row.content)


def effective(row: LedgerRow, answers: Mapping[str, str]) -> Ledger:
    """The ledger with the coordinator's answers in it."""
    return apply_answers(stored_ledger(row), answers)


def open_questions(ledger: Ledger, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions that nobody has answered yet."""
    return tuple(q for q in ledger.questions if q.id not in answers)
