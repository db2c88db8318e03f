"""A `Document` in, a `Ledger` out: tasks, duties of the covering notice, unit words, deadline words, questions."""

from bot.ledger.confined import extract_confined
from bot.ledger.extract import extract
from bot.ledger.record.answers import apply_answers, check_answer, defaults, held
from bot.ledger.record.comparison import Amendment, Change, Changes, compare, find_amended
from bot.ledger.record.corrections import write_correction
from bot.ledger.record.json_form import from_json, question_in_words, to_json, to_record

__all__ = [
    "Amendment",
    "Change",
    "Changes",
    "apply_answers",
    "check_answer",
    "compare",
    "defaults",
    "extract",
    "extract_confined",
    "find_amended",
    "from_json",
    "held",
    "question_in_words",
    "to_json",
    "to_record",
    "write_correction",
]
