"""One question for many items: no deadline at all, open lists, nobody named, two names, two readings."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from bot.ledger.items.aliases import propose
from bot.ledger.items.item import Item
from bot.ledger.items.item_times import BY_NOTE, PUT_OFF
from bot.ledger.items.times import Times
from bot.ledger.questions.of_names import of_names
from bot.ledger.questions.open_question import OpenQuestion
from bot.model import Kind, Ledger, NoticeDuty, Obligation, Place, Task, sentence
from bot.roster.unit_words import UnitWords

_REPORT = re.compile(r"落实情况|完成情况|进展情况|工作情况|工作总结|总结|报告|全年")


def without_deadline(ledger: Ledger, items: Sequence[Item]) -> Iterator[OpenQuestion]:
    """One question for all tasks that name no day, where the notice asks for a report."""
    some = any(item.deadline for item in items)
    open_tasks = tuple(
        task.number
        for task, item in zip(ledger.tasks, items, strict=True)
        if not task.obligations and not (item.has_column and some)
    )
    reports = [
        duty
        for duty in ledger.duties
        if duty.binds and duty.refines is None and _last_day(duty.obligations) and duty.to
    ]
    if not open_tasks or not reports:
        return
    likeliest = max(
        reports, key=lambda duty: (bool(_REPORT.search(duty.text)), _last_day(duty.obligations) or date.min)
    )
    labels = tuple(
        (duty.id, sentence("ledger.choice-duty", id=duty.id, words=duty.deadline_phrase, to=duty.to or ""))
        for duty in reports
    )
    words = sentence(
        "ledger.ask-report",
        count=len(open_tasks),
        numbers=open_tasks,
        words=likeliest.deadline_phrase,
        place=likeliest.source,
    )
    yield OpenQuestion(
        "missing",
        words,
        ("none", *(duty.id for duty in reports)),
        "none",
        tasks=open_tasks,
        source=likeliest.source,
        labels=labels,
    )


def by_note(ledger: Ledger, times: Sequence[Times], note: Place | None) -> Iterator[OpenQuestion]:
    """One question for all tasks that have their deadline from a note on those that name none."""
    tasks = [task for task, read in zip(ledger.tasks, times, strict=True) if BY_NOTE in read.flags]
    if tasks:
        numbers, said = tuple(task.number for task in tasks), tasks[0].deadline_mentions[0]
        source = note or ledger.source
        words = sentence("ledger.ask-by-note", count=len(numbers), numbers=numbers, place=source, words=said)
        yield OpenQuestion(BY_NOTE, words, ("keep", "none", "date"), "keep", tasks=numbers, source=source)


def put_off(ledger: Ledger, items: Sequence[Item], times: Sequence[Times]) -> Iterator[OpenQuestion]:
    """A question for each task of several deadlines that a note puts off: which of them is meant?"""
    for task, item, read in zip(ledger.tasks, items, times, strict=True):
        if PUT_OFF in read.flags:
            words = sentence("ledger.ask-put-off", number=task.number, words=item.put_off, place=task.source)
            yield OpenQuestion(PUT_OFF, words, ("keep", "date"), "keep", task.number, source=task.source)


def _last_day(obligations: Sequence[Obligation]) -> date | None:
    return max(
        (day for one in obligations if one.kind in (Kind.DUE, Kind.WINDOW) and (day := one.last_day)), default=None
    )


def of_units(ledger: Ledger, units: Sequence[UnitWords]) -> Iterator[OpenQuestion]:
    by_words: dict[str, list[Task]] = defaultdict(list)
    for task, read in zip(ledger.tasks, units, strict=True):
        for left_open in read.open_list:
            by_words[left_open].append(task)
    if by_words:
        tasks = [task for found in by_words.values() for task in found]
        meant = {task.number for task in tasks}
        numbers = tuple(task.number for task in ledger.tasks if task.number in meant)
        quoted = "、".join(f"“{one}”" for one in by_words)
        words = sentence("ledger.ask-open-list", place=tasks[0].source, words=quoted, numbers=numbers)
        yield OpenQuestion(
            "open-list",
            words,
            ("listed",),
            "listed",
            task=numbers[0] if len(numbers) == 1 else None,
            tasks=numbers,
            source=tasks[0].source,
        )
    doubtful = _by_candidate(ledger, units)
    yield from of_names(doubtful)
    asked = {task.number for found in doubtful.values() for task in found}
    nobody = [
        task for task in ledger.tasks if not (task.lead_units or task.responsible_units) and task.number not in asked
    ]
    if nobody:
        numbers = tuple(task.number for task in nobody)
        words = sentence("ledger.ask-no-unit", place=nobody[0].source, numbers=numbers)
        yield OpenQuestion(
            "no-unit",
            words,
            ("none",),
            "none",
            task=numbers[0] if len(numbers) == 1 else None,
            tasks=numbers,
            source=nobody[0].source,
        )
    for one, other in propose(ledger.tasks):
        words = sentence("ledger.ask-alias", one=one, other=other)
        yield OpenQuestion(
            "alias",
            words,
            ("different", "same"),
            "different",
            source=ledger.source,
            labels=(("same", sentence("ledger.choice-same", one=one, other=other)),),
        )


def _by_candidate(ledger: Ledger, units: Sequence[UnitWords]) -> dict[str, list[Task]]:
    """The tasks in which each candidate stands that ends in no known body."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task, read in zip(ledger.tasks, units, strict=True):
        for words in read.doubtful:
            found[words].append(task)
    return found


# ----------------------------------------------------------------- one a ledger
def ambiguous(ledger: Ledger) -> Iterator[OpenQuestion]:
    """The one question that settles how 9月前 is read; it holds nothing."""
    items: list[Task | NoticeDuty] = [*ledger.tasks, *ledger.duties]
    for item in items:
        for one in item.obligations:
            if one.alt and one.date:
                words = sentence(
                    "ledger.ask-ambiguous", words=one.phrase, lenient=one.date.isoformat(), strict=one.alt.isoformat()
                )
                yield OpenQuestion("ambiguous", words, ("lenient", "strict"), "lenient", source=item.source)
                return
