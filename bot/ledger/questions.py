"""What must be asked of the coordinator: few questions, numbered, each with choices and a default."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import deadlines
from bot.ledger import places
from bot.ledger.aliases import SAME, propose
from bot.ledger.draft import Draft
from bot.ledger.timing import Times
from bot.model import Choice, Duty, Kind, Ledger, Obligation, Place, Question, Task
from bot.roster.words import UnitWords
from bot.texts import text

#: More items than this with the same fault are asked about in one question.
_ONE_BY_ONE = 3
_REPORT = re.compile(r"落实情况|完成情况|进展情况|工作情况|工作总结|总结|报告|全年")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question before it has its number."""

    flag: str
    text: str
    choices: tuple[str, ...]
    default: str
    task: str | None = None
    tasks: tuple[str, ...] = ()
    obligation: int | None = None
    source: Place = Place()
    labels: tuple[tuple[str, str], ...] = ()  # for choices whose words are the document's own


def ask(ledger: Ledger, drafts: Sequence[Draft], units: Sequence[UnitWords], times: Sequence[Times]) -> Ledger:
    """`ledger` with its questions q1, q2, … and its notes."""
    asked = [
        *_of_tasks(ledger, drafts, times),
        *_of_duties(ledger.duties),
        *_without_deadline(ledger, drafts),
        *_of_units(ledger, units),
        *_ambiguous(ledger),
    ]
    questions = tuple(_numbered(at, one) for at, one in enumerate(asked, start=1))
    return replace(ledger, questions=questions, notes=tuple(_notes(ledger, {number for one in asked for number in one.tasks})))


def _numbered(at: int, one: Asked) -> Question:
    own = dict(one.labels)
    choices = tuple(Choice(name, own.get(name) or text(f"ledger.choice-{name}")) for name in one.choices)
    return Question(f"q{at}", one.flag, one.text, choices, one.default, one.task, one.tasks, one.obligation, one.source)


def _shown(task: Task) -> str:
    return task.text if len(task.text) <= 24 else task.text[:24] + "…"


# ------------------------------------------------------------- single items
def _of_tasks(ledger: Ledger, drafts: Sequence[Draft], times: Sequence[Times]) -> Iterator[Asked]:
    tasks = ledger.tasks
    yearless = [] if ledger.issued or ledger.year else [task for task in tasks if needs_year(task)]
    if yearless:
        yield _which_year(ledger, yearless)
    blank = [
        task
        for task, draft in zip(tasks, drafts, strict=True)
        if draft.has_column and not draft.deadline and not task.obligations
    ]
    some = any(draft.deadline for draft in drafts)
    if some and len(blank) > _ONE_BY_ONE:
        yield _blank_many(blank)
    for at, (task, draft, read) in enumerate(zip(tasks, drafts, times, strict=True)):
        if "conflict" in read.flags:
            yield _conflict(task)
        if some and task in blank and len(blank) <= _ONE_BY_ONE:
            yield _blank(task, tasks[at - 1] if at else None)
        if task not in yearless:
            yield from _unread(task, read)
        yield from _past(task)


def needs_year(task: Task) -> bool:
    """True where the deadline's words are plain but for their year."""
    if not task.deadline_raw or task.obligations:
        return False
    before, after = (deadlines.parse(task.deadline_raw, year=year) for year in (None, 2024))
    return "not-understood" in before.flags and "not-understood" not in after.flags


def _which_year(ledger: Ledger, yearless: Sequence[Task]) -> Asked:
    """One question for all deadlines that only lack their year; years that the ledger names elsewhere are offered."""
    days = [day for task in ledger.tasks for one in task.obligations if (day := one.last_day)]
    years = tuple(str(year) for year in sorted({day.year for day in days}))
    numbers = tuple(task.number for task in yearless)
    words = text("ledger.ask-year", count=len(numbers), numbers=_ranges(numbers), words=yearless[0].deadline_raw)
    return Asked(
        "not-understood", words, (*years, "none"), "none", tasks=numbers, source=yearless[0].source,
        labels=tuple((year, text("ledger.choice-year", year=year)) for year in years),
    )  # fmt: skip


def _conflict(task: Task) -> Asked:
    column = "、".join(
        one.phrase for one in task.obligations if one.source == "column" and one.kind is not Kind.STANDING
    )
    said = "、".join(one.phrase for one in task.obligations if one.source == "text")
    words = text(
        "ledger.ask-conflict",
        place=places.words(task.source),
        number=task.number,
        column=column,
        said=said,
        task=_shown(task),
    )
    return Asked(
        "conflict",
        words,
        ("both", "column", "text"),
        "both",
        task.number,
        source=task.source,
        labels=(
            ("column", text("ledger.choice-column", words=column)),
            ("text", text("ledger.choice-text", words=said)),
        ),
    )


def _blank(task: Task, above: Task | None) -> Asked:
    words = text("ledger.ask-missing", place=places.words(task.source), number=task.number, task=_shown(task))
    if above and above.deadline_raw and above.obligations:
        return Asked(
            "missing",
            words,
            ("none", "above", "date"),
            "none",
            task.number,
            source=task.source,
            labels=(("above", text("ledger.choice-above", words=above.deadline_raw)),),
        )
    return Asked("missing", words, ("none", "date"), "none", task.number, source=task.source)


def _blank_many(blank: Sequence[Task]) -> Asked:
    numbers = tuple(task.number for task in blank)
    words = text(
        "ledger.ask-missing-many", place=places.words(blank[0].source), count=len(numbers), numbers="、".join(numbers)
    )
    return Asked("missing", words, ("none", "date"), "none", tasks=numbers, source=blank[0].source)


def _unread(task: Task, read: Times) -> Iterator[Asked]:
    raw = task.deadline_raw or ""
    dated = any(one.kind is not Kind.NONE and one.source == "column" for one in task.obligations)
    for flag in ("not-understood", "vague"):
        if flag in read.flags and not (flag == "vague" and "not-understood" in read.flags):
            words = text(
                f"ledger.ask-{flag}", place=places.words(task.source), number=task.number, words=raw, task=_shown(task)
            )
            choices = ("keep", "none", "date") if dated else ("none", "date")
            yield Asked(flag, words, choices, choices[0], task.number, source=task.source)
            return


def _past(item: Task | Duty) -> Iterator[Asked]:
    number = item.number if isinstance(item, Task) else item.id
    for index, one in enumerate(item.obligations):
        if "past" in one.flags and (day := one.last_day):
            words = text(
                "ledger.ask-past",
                place=places.words(item.source),
                number=number,
                words=one.phrase,
                date=day.isoformat(),
                task=_brief(item),
            )
            yield Asked(
                "past",
                words,
                ("keep", "next-year", "none", "date"),
                "keep",
                number,
                obligation=index,
                source=item.source,
            )


def _brief(item: Task | Duty) -> str:
    return item.text if len(item.text) <= 24 else item.text[:24] + "…"


def _of_duties(duties: Sequence[Duty]) -> Iterator[Asked]:
    for duty in duties:
        if duty.binds:
            yield from _past(duty)


# ------------------------------------------------------- tasks without a day
def _without_deadline(ledger: Ledger, drafts: Sequence[Draft]) -> Iterator[Asked]:
    """One question for all tasks that name no day, where the notice asks for a report."""
    open_tasks = tuple(
        task.number
        for task, draft in zip(ledger.tasks, drafts, strict=True)
        if not task.obligations and not (draft.has_column and any(other.deadline for other in drafts))
    )
    reports = [
        duty
        for duty in ledger.duties
        if duty.binds and duty.refines is None and _last_day(duty.obligations) and duty.to
    ]
    if not open_tasks or not reports:
        return
    default = max(reports, key=lambda duty: (bool(_REPORT.search(duty.text)), _last_day(duty.obligations) or date.min))
    labels = tuple(
        (duty.id, text("ledger.choice-duty", id=duty.id, words=duty.deadline_phrase, to=duty.to)) for duty in reports
    )
    words = text(
        "ledger.ask-report",
        count=len(open_tasks),
        numbers=_ranges(open_tasks),
        words=default.deadline_phrase,
        place=places.words(default.source),
    )
    yield Asked(
        "missing",
        words,
        (*(duty.id for duty in reports), "none"),
        default.id,
        tasks=open_tasks,
        source=default.source,
        labels=labels,
    )


def _last_day(obligations: Sequence[Obligation]) -> date | None:
    return max(
        (day for one in obligations if one.kind in (Kind.DUE, Kind.WINDOW) and (day := one.last_day)), default=None
    )


def _ranges(numbers: Sequence[str]) -> str:
    """1–5、8 of 1, 2, 3, 4, 5, 8; other numbers one by one, the first twelve."""
    if not all(number.isdigit() for number in numbers):
        return "、".join(numbers[:12]) + ("…" if len(numbers) > 12 else "")
    runs: list[list[int]] = []
    for value in map(int, numbers):
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


# --------------------------------------------------------------------- units
def _of_units(ledger: Ledger, units: Sequence[UnitWords]) -> Iterator[Asked]:
    by_words: dict[str, list[Task]] = defaultdict(list)
    for task, read in zip(ledger.tasks, units, strict=True):
        for left_open in read.open_list:
            by_words[left_open].append(task)
    if by_words:
        tasks = [task for found in by_words.values() for task in found]
        numbers = tuple(dict.fromkeys(task.number for task in ledger.tasks if task in tasks))
        quoted = "、".join(f"“{one}”" for one in by_words)
        words = text(
            "ledger.ask-open-list", place=places.words(tasks[0].source), words=quoted, numbers=_ranges(numbers)
        )
        yield Asked(
            "open-list",
            words,
            ("listed",),
            "listed",
            task=numbers[0] if len(numbers) == 1 else None,
            tasks=numbers,
            source=tasks[0].source,
        )
    nobody = [task for task in ledger.tasks if not (task.lead_units or task.responsible_units or task.assisting_units)]
    if nobody:
        numbers = tuple(task.number for task in nobody)
        words = text("ledger.ask-no-unit", place=places.words(nobody[0].source), numbers=_ranges(numbers))
        yield Asked(
            "no-unit",
            words,
            ("none",),
            "none",
            task=numbers[0] if len(numbers) == 1 else None,
            tasks=numbers,
            source=nobody[0].source,
        )
    for one, other in propose(ledger.tasks):
        words = text("ledger.ask-alias", one=one, other=other)
        yield Asked(
            "alias",
            words,
            ("different", "same"),
            "different",
            source=ledger.source,
            labels=(("same", f"{one}{SAME}{other}"),),
        )


# ----------------------------------------------------------------- one a ledger
def _ambiguous(ledger: Ledger) -> Iterator[Asked]:
    """The one question that settles how 9月前 is read; it holds nothing."""
    items: list[Task | Duty] = [*ledger.tasks, *ledger.duties]
    for item in items:
        for one in item.obligations:
            if one.alt and one.date:
                words = text(
                    "ledger.ask-ambiguous", words=one.phrase, lenient=one.date.isoformat(), strict=one.alt.isoformat()
                )
                yield Asked("ambiguous", words, ("lenient", "strict"), "lenient", source=item.source)
                return


def _notes(ledger: Ledger, asked: set[str]) -> Iterator[str]:
    undated = [task.number for task in ledger.tasks if not task.obligations]
    undated = [number for number in undated if number not in asked]
    if undated:
        yield text("ledger.note-undated", count=len(undated), numbers=_ranges(undated))
    strangers = [duty.id for duty in ledger.duties if not duty.binds]
    if strangers:
        yield text("ledger.note-not-bound", numbers="、".join(strangers))
    inherited = [task.number for task in ledger.tasks if task.deadline_inherited]
    if inherited:
        yield text("ledger.note-inherited", numbers=_ranges(inherited))
    if ledger.issued is None and ledger.year is None:
        yield text("ledger.note-no-year")
