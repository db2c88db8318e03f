"""Answers to what a column is, and to whether what the document calls done is done."""

from dataclasses import replace

from bot.deadlines import Conventions
from bot.ledger.items.minguo import common_years, counts_by_minguo
from bot.ledger.items.times import Years, read_column, read_times
from bot.ledger.items.units import ROLE_CHOICES
from bot.model import Kind, Ledger, Obligation, Question, Task
from bot.roster.unit_words import read_units
from bot.vocabulary.roles import Role
from bot.vocabulary.states import DONE


def settle_column(ledger: Ledger, question: Question, role: str, settings: Conventions) -> Ledger:
    """The ledger with the column of `question` read as `role`: task, requirement, note, deadline, a role of
    bodies, or skip for none.
    """
    if role == question.default:
        return ledger
    years = Years(ledger.issued, ledger.year, settings)
    name = str(question.sentence.part("name") or "")
    tasks = tuple(
        _as(task, role, words, name, years) if (words := dict(task.cells).get(question.source.column or 0)) else task
        for task in ledger.tasks
    )
    return replace(ledger, tasks=tasks)


def _as(task: Task, role: str, words: str, name: str, years: Years) -> Task:
    if role == "task":
        return replace(task, text=words, title=words, requirement=_joined(task.text, task.requirement))
    if role in ROLE_CHOICES:
        return _with_units(task, words, next(one for one in ROLE_CHOICES if one == role))
    if role in ("requirement", "note"):
        return replace(
            task, requirement=_joined(task.requirement, words if role == "requirement" else f"{name}：{words}")
        )
    others = tuple(one for one in task.obligations if one.source != "column")
    if role == "skip":
        return replace(task, deadline_raw=None, obligations=others)
    return replace(
        task,
        deadline_raw=task.deadline_raw or words,
        obligations=(*task.obligations, *read_column(words, years).obligations),
    )


def _with_units(task: Task, words: str, role: Role) -> Task:
    """The task with the bodies of its cell in that role."""
    read = read_units(words, role)
    return replace(
        task,
        lead_units=tuple(dict.fromkeys((*task.lead_units, *read.lead))),
        responsible_units=tuple(dict.fromkeys((*task.responsible_units, *read.responsible))),
        assisting_units=tuple(dict.fromkeys((*task.assisting_units, *read.assisting))),
    )


def _joined(first: str | None, second: str | None) -> str:
    return "\n".join(dict.fromkeys(filter(None, (first, second))))


def end(ledger: Ledger, question: Question) -> Ledger:
    """The ledger with the items of `question` done with: nothing of theirs falls due."""
    ended, numbers = (Obligation(Kind.DONE, phrase=DONE, source="answer"),), set(question.tasks)
    tasks = (replace(task, obligations=ended) if task.number in numbers else task for task in ledger.tasks)
    return replace(ledger, tasks=tuple(tasks))


def reopen(ledger: Ledger, question: Question, settings: Conventions) -> Ledger:
    """The ledger with the items of `question` no longer done: their deadlines are read once more."""
    years, numbers = Years(ledger.issued, ledger.year, settings), set(question.tasks)
    minguo = counts_by_minguo([ledger.title, *(task.deadline_raw or "" for task in ledger.tasks)])
    return replace(
        ledger,
        tasks=tuple(_open(task, years, minguo=minguo) if task.number in numbers else task for task in ledger.tasks),
    )


def _open(task: Task, years: Years, *, minguo: bool) -> Task:
    said = {one.phrase for one in task.obligations if one.kind is Kind.DONE}
    raw = None if task.deadline_raw in said else task.deadline_raw
    read = read_times(raw and common_years(raw, bare=minguo), (task.text, task.requirement), years)
    live = tuple(one for one in read.obligations if one.kind is not Kind.DONE)
    return replace(task, deadline_raw=raw, obligations=live, deadline_mentions=read.mentions)
