"""The answer to which of several names are units: one for all of them, or name by name (村会计 配合；各库点 责任)."""

import re
from collections.abc import Sequence

from bot.errors import UsageError
from bot.ledger.items.units import ROLE_CHOICES
from bot.ledger.text.normal_form import key
from bot.model import Ledger, Question, Quote, Task
from bot.vocabulary.roles import Role, role_of

_NONE = "no-unit"
_NOT = re.compile("不是|并非|非单位|都?不|no(?:t|ne)?\\b", re.IGNORECASE)
_PIECES = re.compile(r"[；;，,。\n]+")
_IN_ENGLISH: dict[str, Role] = {"lead": "lead", "assist": "assisting", "support": "assisting"}


def asked_names(question: Question) -> tuple[str, ...]:
    """The names that one question asks about together; () for a question about one name, and for any other."""
    rows = question.sentence.part("rows") if question.flag == "unit" else None
    return tuple(row.words for row in rows if isinstance(row, Quote)) if isinstance(rows, tuple) else ()


def roles_said(question: Question, answer: str) -> dict[str, Role]:
    """The role that an answer gives each name; a name of which it says nothing is no unit.

    UsageError where it names none of them.
    """
    names = asked_names(question)
    if answer == _NONE:
        return {}
    if role := next((one for one in ROLE_CHOICES if one == answer), None):
        return dict.fromkeys(names, role)
    pieces = [(piece, _named(piece, names)) for piece in _PIECES.split(answer) if piece.strip()]
    if not pieces or not all(named for _, named in pieces):
        choices = " / ".join(choice.key for choice in question.choices)
        raise UsageError("ledger.bad_answer", id=question.id, answer=answer, choices=choices)
    return {name: _role(piece, named) for piece, named in pieces for name in named if not _NOT.search(piece)}


def tasks_naming(ledger: Ledger, question: Question, name: str) -> tuple[str, ...]:
    """The numbers of those items of the question whose words hold the name."""
    return tuple(task.number for task in ledger.tasks if task.number in question.tasks and _holds(task, name))


def _holds(task: Task, name: str) -> bool:
    return key(name) in key(f"{task.units_raw or ''} {task.text}")


def _named(piece: str, names: Sequence[str]) -> list[str]:
    """The names that stand in a piece of an answer, a longer one before one that is part of it."""
    found, rest = [], piece
    for name in sorted(names, key=len, reverse=True):
        if name in rest:
            found.append(name)
            rest = rest.replace(name, " ")
    return found


def _role(piece: str, names: Sequence[str]) -> Role:
    rest = piece
    for name in names:
        rest = rest.replace(name, " ")
    said = next((role for word, role in _IN_ENGLISH.items() if word in rest.lower()), None)
    return said or role_of(rest)
