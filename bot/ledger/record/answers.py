"""Answers to a ledger's questions → the ledger as it is to be worked, and what may not be sent yet."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dateutil.relativedelta import relativedelta

from bot import deadlines
from bot.deadlines import Conventions
from bot.errors import UsageError
from bot.ledger.items.times import Years, read_times
from bot.ledger.items.units import ROLE_CHOICES
from bot.ledger.record.column_answers import end, reopen, settle_column
from bot.ledger.record.corrections import correct
from bot.ledger.record.name_answers import asked_names, roles_said, tasks_naming
from bot.ledger.record.right_numbers import check_numbers, renumbered, right_numbers
from bot.model import Kind, Ledger, NoticeDuty, Obligation, Question, Task
from bot.roster.unit_words import read_units

#: Questions that hold nothing back while they are open.
_HOLDS_NOTHING = frozenset({"ambiguous", "alias", "same-task"})
#: Questions that a person settles in the document, by `add` or by `edit`; their answer alone changes nothing.
_READ_AGAIN = frozenset({"same-task", "unplaced", "gap", "passed", "beside", "unread-time", "unlisted-unit"})
_OWN_WORDS = frozenset({"past", "conflict", "missing", "not-understood", "vague", "by-note", "put-off"})


def apply_answers(ledger: Ledger, answers: Mapping[str, str], *, settings: Conventions = deadlines.DEFAULT) -> Ledger:
    """The effective ledger: each answered question's items changed, everything else as it was.

    An answer is the key of a choice or, where a day or units are asked for, words of one's own.
    UsageError for an unknown question, or for words that name no day.
    """
    known = {question.id for question in ledger.questions}
    for name in answers:
        if name not in known:
            raise UsageError("ledger.no_question", id=name, known="、".join(sorted(known)) or "–")
    for question in sorted(ledger.questions, key=_order):
        if question.id in answers:
            ledger = _apply(ledger, question, answers[question.id].strip(), settings)
    return _with_right_numbers(ledger, answers)


def _with_right_numbers(ledger: Ledger, answers: Mapping[str, str]) -> Ledger:
    """The ledger with the numbers that were recognised wrongly put right."""
    right: dict[str, str] = {}
    for question in ledger.questions:
        answer = answers.get(question.id, "").strip()
        if question.flag == "recognition" and answer and answer not in _keys(question):
            right |= right_numbers(question, answer)
    return renumbered(ledger, right) if right else ledger


def _order(question: Question) -> tuple[bool, bool]:
    """Names are changed last, and the reading of 9月前 after the days that other answers set."""
    return question.flag == "alias", question.flag == "ambiguous"


def check_answer(question: Question, answer: str, ledger: Ledger, *, settings: Conventions = deadlines.DEFAULT) -> None:
    """Raises UsageError where `answer` is none that the question can take."""
    _apply(ledger, question, answer.strip(), settings)
    if question.flag == "recognition" and answer.strip() not in _keys(question):
        check_numbers(ledger, question, answer)


def held(ledger: Ledger, answers: Mapping[str, str]) -> set[tuple[str, int]]:
    """(number or duty id, obligation index) of everything that waits for an answer."""
    items = {
        **{task.number: task.obligations for task in ledger.tasks},
        **{duty.id: duty.obligations for duty in ledger.duties},
    }
    waiting: set[tuple[str, int]] = set()
    for question in ledger.questions:
        if question.id in answers or question.flag in _HOLDS_NOTHING:
            continue
        for number in _numbers(question):
            # An item without any obligation is held as a whole by its index 0.
            indexes = (
                range(max(1, len(items.get(number, ())))) if question.obligation is None else (question.obligation,)
            )
            waiting |= {(number, index) for index in indexes}
    return waiting


def defaults(ledger: Ledger) -> dict[str, str]:
    """Every question's default, as an answer."""
    return {question.id: question.default for question in ledger.questions}


def _numbers(question: Question) -> tuple[str, ...]:
    return question.tasks or ((question.task,) if question.task else ())


# ------------------------------------------------------------------ applying
def _apply(ledger: Ledger, question: Question, answer: str, settings: Conventions) -> Ledger:
    if question.flag == "ambiguous":
        return _settle(ledger, _one_of(question, answer))
    if question.flag == "alias":
        return _merge(ledger, question) if _one_of(question, answer) == "same" else ledger
    if asked_names(question):
        for name, role in roles_said(question, answer).items():
            meant = replace(question, task=None, tasks=tasks_naming(ledger, question, name))
            ledger = _add(ledger, meant, **{role: (name,)})
        return ledger
    if question.flag == "unit" and answer in ROLE_CHOICES:
        return _add(ledger, question, **{answer: (_named(question, answer, "words"),)})
    if question.flag in ("open-list", "no-unit", "unit"):
        return ledger if answer in _keys(question) else _add_units(ledger, question, answer)
    if question.flag == "column":
        return settle_column(ledger, question, _one_of(question, answer), settings)
    if question.flag == "done":
        return reopen(ledger, question, settings) if _one_of(question, answer) == "live" else ledger
    if question.flag == "over":
        return ledger if _one_of(question, answer) == "live" else end(ledger, question)
    if question.flag == "recognition":
        return ledger if answer in _keys(question) else correct(ledger, question, answer, settings)
    if question.flag in _READ_AGAIN:
        _one_of(question, answer)
        return ledger
    if question.tasks and re.fullmatch(r"(?:19|20)\d\d年?", answer):
        return _in_year(ledger, question, int(answer[:4]), settings)
    own = None if answer in _keys(question) and answer != "date" else _own_day(ledger, question, answer, settings)
    numbers = set(_numbers(question))
    return replace(
        ledger,
        tasks=tuple(
            _changed_task(task, ledger, question, answer, own) if task.number in numbers else task
            for task in ledger.tasks
        ),
        duties=tuple(
            replace(duty, obligations=_changed(duty.obligations, question, answer, own)) if duty.id in numbers else duty
            for duty in ledger.duties
        ),
    )


def _in_year(ledger: Ledger, question: Question, year: int, settings: Conventions) -> Ledger:
    """The ledger about `year`: the items of the question are read once more."""
    years = Years(ledger.issued, year, settings)

    def again(task: Task) -> Task:
        read = read_times(task.deadline_raw, (task.text, task.requirement), years)
        return replace(task, obligations=read.obligations, deadline_mentions=read.mentions)

    numbers = set(question.tasks)
    return replace(
        ledger, year=year, tasks=tuple(again(task) if task.number in numbers else task for task in ledger.tasks)
    )


def _keys(question: Question) -> tuple[str, ...]:
    return tuple(choice.key for choice in question.choices)


def _one_of(question: Question, answer: str) -> str:
    if answer not in _keys(question):
        raise UsageError("ledger.bad_answer", id=question.id, answer=answer, choices=" / ".join(_keys(question)))
    return answer


def _own_day(ledger: Ledger, question: Question, answer: str, settings: Conventions) -> tuple[Obligation, ...]:
    """The obligations of an answer in one's own words."""
    reading = deadlines.parse(answer, issued=ledger.issued, year=ledger.year, where="column", settings=settings)
    kept = tuple(one._replace(source="answer") for one in reading.obligations if one.kind is not Kind.NONE)
    if question.flag not in _OWN_WORDS or not kept or "not-understood" in reading.flags:
        raise UsageError("ledger.bad_answer", id=question.id, answer=answer, choices=" / ".join(_keys(question)))
    return kept


def _changed_task(
    task: Task, ledger: Ledger, question: Question, answer: str, own: tuple[Obligation, ...] | None
) -> Task:
    if own is None and answer == "above":
        at = ledger.tasks.index(task)
        return replace(
            task,
            obligations=task.obligations
            + tuple(one for one in ledger.tasks[at - 1].obligations if one.source == "column"),
        )
    duty = next((duty for duty in ledger.duties if duty.id == answer), None)
    if own is None and duty:
        return replace(task, obligations=task.obligations + duty.obligations)
    return replace(task, obligations=_changed(task.obligations, question, answer, own))


def _changed(
    obligations: tuple[Obligation, ...], question: Question, answer: str, own: tuple[Obligation, ...] | None
) -> tuple[Obligation, ...]:
    """The obligations after the answer. The one the question means is replaced, kept, moved or dropped."""
    at = question.obligation
    if own is not None:
        if at is not None:
            return obligations[:at] + own + obligations[at + 1 :]
        return own + tuple(one for one in obligations if question.flag != "conflict" and one.source == "text")
    if answer in ("column", "text"):
        return tuple(one for one in obligations if one.source == answer or one.kind not in (Kind.DUE, Kind.WINDOW))
    if answer == "none" and question.flag != "missing":
        return tuple(
            one for index, one in enumerate(obligations) if (index != at if at is not None else one.source != "column")
        )
    if answer == "next-year" and at is not None:
        return (*obligations[:at], _next_year(obligations[at]), *obligations[at + 1 :])
    return obligations


def _next_year(one: Obligation) -> Obligation:
    year = relativedelta(years=1)
    flags = tuple(flag for flag in one.flags if flag != "past")
    return one._replace(
        flags=flags,
        date=one.date and one.date + year,
        alt=one.alt and one.alt + year,
        start=one.start and one.start + year,
        end=one.end and one.end + year,
    )


def _settle(ledger: Ledger, reading: str) -> Ledger:
    """With “strict” the day before the period begins is the day; “lenient” leaves both as they are."""
    if reading == "lenient":
        return ledger

    def strict(obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
        return tuple(one._replace(date=one.alt, alt=None) if one.alt else one for one in obligations)

    return replace(
        ledger,
        tasks=tuple(replace(task, obligations=strict(task.obligations)) for task in ledger.tasks),
        duties=tuple(replace(duty, obligations=strict(duty.obligations)) for duty in ledger.duties),
    )


def _named(question: Question, choice: str, part: str) -> str:
    """What a choice names in one of its parts."""
    return str(next(one.sentence.part(part) for one in question.choices if one.key == choice))


def _merge(ledger: Ledger, question: Question) -> Ledger:
    """The second name of an alias question gives way to the first."""
    first, second = _named(question, "same", "one"), _named(question, "same", "other")

    def named(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(first if name == second else name for name in names))

    tasks = tuple(
        replace(
            task,
            lead_units=named(task.lead_units),
            responsible_units=named(task.responsible_units),
            assisting_units=named(task.assisting_units),
        )
        for task in ledger.tasks
    )
    return replace(ledger, tasks=tasks)


def _add_units(ledger: Ledger, question: Question, answer: str) -> Ledger:
    read = read_units(answer)  # what somebody writes as a unit is one, whatever it ends with
    named = (*read.responsible, *read.doubtful)
    return _add(ledger, question, lead=read.lead, responsible=named, assisting=read.assisting)


def _add(
    ledger: Ledger,
    question: Question,
    *,
    lead: tuple[str, ...] = (),
    responsible: tuple[str, ...] = (),
    assisting: tuple[str, ...] = (),
) -> Ledger:
    """The ledger with the units added to the items of the question."""
    numbers = set(_numbers(question))

    def more(task: Task) -> Task:
        return replace(
            task,
            lead_units=tuple(dict.fromkeys((*task.lead_units, *lead))),
            responsible_units=tuple(dict.fromkeys((*task.responsible_units, *responsible))),
            assisting_units=tuple(dict.fromkeys((*task.assisting_units, *assisting))),
        )

    who = (*lead, *responsible, *assisting)
    return replace(
        ledger,
        tasks=tuple(more(task) if task.number in numbers else task for task in ledger.tasks),
        duties=tuple(
            replace(duty, who=tuple(dict.fromkeys((*duty.who, *who)))) if duty.id in numbers else duty
            for duty in ledger.duties
        ),
    )


__all__ = ["NoticeDuty", "apply_answers", "check_answer", "defaults", "held"]
