"""A `Document` in, a `Ledger` out: tasks, duties of the covering notice, unit words, deadline words, questions."""

from bot.ledger.answers import apply_answers, check_answer, defaults, held
from bot.ledger.changes import Amendment, Change, Changes, compare, find_amended
from bot.ledger.extract import extract
from bot.ledger.jsonform import from_json, to_json

__all__ = [
    "Amendment",
    "Change",
    "Changes",
    "apply_answers",
    "check_answer",
    "compare",
    "defaults",
    "extract",
    "find_amended",
    "from_json",
    "held",
    "to_json",
]
