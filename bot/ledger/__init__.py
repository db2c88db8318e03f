"""A `Document` in, a `Ledger` out: tasks, duties of the covering notice, unit words, deadline words, questions."""

from importlib import import_module
from typing import TYPE_CHECKING

from bot.ledger.record.answers import apply_answers, check_answer, defaults, held
from bot.ledger.record.comparison import Amendment, Change, Changes, compare, find_amended
from bot.ledger.record.corrections import write_correction
from bot.ledger.record.json_form import from_json, question_in_words, to_json, to_record

if TYPE_CHECKING:
    from bot.ledger.confined import extract_confined
    from bot.ledger.extraction import extract

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

#: Reading a document wants the readers of all layouts: a third of a second that most commands have no use for.
_LATER = {"extract": "bot.ledger.extraction", "extract_confined": "bot.ledger.confined"}


def __getattr__(name: str) -> object:
    """What reads documents, loaded when it is first asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(_LATER[name]), name)
    return found
