"""What a person corrects in words that were recognised wrongly: the items read anew with the right ones."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.deadlines import Conventions
from bot.errors import UsageError
from bot.ledger.columns.kinds import ROLE_OF_COLUMN, Column, column_of
from bot.ledger.items.times import Years, read_times
from bot.ledger.text.normal_form import squeeze
from bot.model import Doubtful, Ledger, Question, Task
from bot.roster.unit_words import UnitWords, read_units
from bot.vocabulary.roles import ROLES, Role

_ONE = re.compile(r"\s*(\d{1,3})\s*[=＝:：]\s*(.+?)\s*", re.DOTALL)
_PARTED = re.compile(r"[\n;；](?=\s*\d{1,3}\s*[=＝:：])")
_CORRECTED = ("deadline", "unit", "text", "number", "section", "title", "header")
_ROLES: dict[str, Role] = {role: role for role in ROLES}


def write_correction(right: Mapping[int, str]) -> str:
    """An answer that names the right words of some of a question's places, by their numbers from 1."""
    return "\n".join(f"{at}={words}" for at, words in sorted(right.items()))


def read_correction(question: Question, answer: str) -> dict[int, str]:
    """Place (from 1) → right words. UsageError for an answer that is none, or a place that cannot be corrected so."""
    right: dict[int, str] = {}
    for part in _PARTED.split(answer):
        found = _ONE.fullmatch(part)
        at = int(found[1]) if found else 0
        if found is None or not 1 <= at <= len(question.doubtful):
            raise UsageError("ledger.bad_correction", id=question.id, answer=answer, count=len(question.doubtful))
        if question.doubtful[at - 1].part not in _CORRECTED:
            raise UsageError("ledger.correct_elsewhere", id=question.id, at=at, words=question.doubtful[at - 1].text)
        right[at] = found[2]
    return right


def correct(ledger: Ledger, question: Question, answer: str, settings: Conventions) -> Ledger:
    """The ledger with the right words in place."""
    years = Years(ledger.issued, ledger.year, settings)
    for at, words in read_correction(question, answer).items():
        one = question.doubtful[at - 1]
        if one.part in _OF_LEDGER:
            ledger = _OF_LEDGER[one.part](ledger, one, words, years)
            continue
        ledger = replace(
            ledger,
            tasks=tuple(
                _corrected(task, one, words, years) if task.number in one.tasks else task for task in ledger.tasks
            ),
        )
    return ledger


# ------------------------------------------------------- words of no single item
def _with_title(ledger: Ledger, one: Doubtful, words: str, _: Years) -> Ledger:
    return replace(ledger, title=squeeze(ledger.title).replace(squeeze(one.text), squeeze(words)))


def _with_section(ledger: Ledger, one: Doubtful, words: str, _: Years) -> Ledger:
    said, right = squeeze(one.text), squeeze(words)

    def headed(task: Task) -> Task:
        path = tuple(right if squeeze(name) == said else name for name in task.section)
        return replace(task, section=path) if task.number in one.tasks else task

    return replace(ledger, tasks=tuple(map(headed, ledger.tasks)))


def _with_header(ledger: Ledger, one: Doubtful, words: str, years: Years) -> Ledger:
    """The column of a header that was misread is read as what it is: one of times, or one of units."""
    was, role = column_of(one.text), column_of(words)
    if role is was or role not in (Column.DEADLINE, *ROLE_OF_COLUMN):
        return ledger

    def filled(task: Task) -> Task:
        said = dict(task.cells).get(one.source.column or 0)
        if not said or task.source.table != one.source.table:
            return task
        if role is Column.DEADLINE:
            task = replace(task, deadline_raw=task.deadline_raw or squeeze(said))
            return _read_anew(task, years)
        return _with_more_units(task, ROLE_OF_COLUMN[role], said)

    return replace(ledger, tasks=tuple(map(filled, ledger.tasks)))


_OF_LEDGER: dict[str, Callable[[Ledger, Doubtful, str, Years], Ledger]] = {
    "title": _with_title,
    "section": _with_section,
    "header": _with_header,
    "number": lambda ledger, *_: ledger,
}


# ------------------------------------------------------------------ words of items
def _corrected(task: Task, one: Doubtful, words: str, years: Years) -> Task:
    if one.part == "unit":
        return _with_units(task, one, words)
    if one.part == "deadline":
        task = replace(task, deadline_raw=squeeze(words))
    else:
        said, right = squeeze(one.text), squeeze(words)
        requirement = task.requirement.replace(said, right) if task.requirement else task.requirement
        task = replace(task, text=task.text.replace(said, right), requirement=requirement)
    return _read_anew(task, years)


def _read_anew(task: Task, years: Years) -> Task:
    read = read_times(task.deadline_raw, (task.text, task.requirement), years)
    return replace(task, obligations=read.obligations, deadline_mentions=read.mentions)


def _with_units(task: Task, one: Doubtful, words: str) -> Task:
    """The names that the wrong words gave are taken out, those of the right ones put in, each in its role.

    Where nothing was read, what the item has in that role is of the cell above, and goes.
    """
    if one.role == "name":
        return _renamed(task, one.text, words)
    if not squeeze(one.text):
        inherited: dict[str, Any] = {f"{one.role}_units": ()}
        return _with_more_units(replace(task, **inherited, units_raw=None), _ROLES[one.role], words)
    before, after = (read_units(said, _ROLES[one.role]) for said in (one.text, words))
    raw = task.units_raw.replace(one.text, words) if task.units_raw else words
    lists: dict[str, Any] = {f"{role}_units": _exchanged(task, role, before, after) for role in ROLES}
    return replace(task, **lists, units_raw=raw)


def _exchanged(task: Task, role: str, before: UnitWords, after: UnitWords) -> tuple[str, ...]:
    old, new = getattr(before, role), getattr(after, role)
    kept = [name for name in getattr(task, f"{role}_units") if name not in old and not _same_end(name, old)]
    return tuple(dict.fromkeys((*kept, *new)))


def _with_more_units(task: Task, role: Role, words: str) -> Task:
    """The item with the names in `words` too."""
    read = read_units(words, role)
    raw = " | ".join(filter(None, (task.units_raw, words)))
    lists: dict[str, Any] = {
        f"{one}_units": tuple(dict.fromkeys((*getattr(task, f"{one}_units"), *getattr(read, one)))) for one in ROLES
    }
    return replace(task, **lists, units_raw=raw)


def _same_end(name: str, others: tuple[str, ...]) -> bool:
    """Whether a name is one of the others, completed with the level that its writer left out."""
    return any(name.endswith(other) for other in others)


def _renamed(task: Task, wrong: str, right: str) -> Task:
    def named(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(right if name == wrong else name for name in names))

    lists: dict[str, Any] = {f"{role}_units": named(getattr(task, f"{role}_units")) for role in ROLES}
    return replace(task, **lists)
