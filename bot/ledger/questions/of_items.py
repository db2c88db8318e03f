"""Questions about single items: conflict, blank, not understood, vague, past."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot import deadlines
from bot.ledger.items.item import Item
from bot.ledger.items.times import Times
from bot.ledger.questions.open_question import OpenQuestion
from bot.ledger.text.normal_form import key
from bot.model import Kind, Ledger, NoticeDuty, Task, sentence

#: More items than this with the same fault are asked about in one question.
_ONE_BY_ONE = 3
_MANY = 8


def _shown(task: Task) -> str:
    return task.text if len(task.text) <= 24 else task.text[:24] + "…"


def of_tasks(ledger: Ledger, items: Sequence[Item], times: Sequence[Times]) -> Iterator[OpenQuestion]:
    tasks = ledger.tasks
    yearless = [] if ledger.issued or ledger.year else [task for task in tasks if _needs_year(task)]
    if yearless:
        yield _which_year(ledger, yearless)
    blank = [
        task
        for task, item in zip(tasks, items, strict=True)
        if item.has_column and not item.deadline and not item.parts and not task.obligations
    ]
    some = any(item.deadline or item.parts for item in items)
    blanks, without_year = {task.number for task in blank}, {task.number for task in yearless}
    if some and len(blank) > _ONE_BY_ONE:
        yield _blank_many(blank)
    clashing = [task for task, read in zip(tasks, times, strict=True) if "conflict" in read.flags]
    if len(clashing) > _MANY:
        yield _conflicts(clashing)
    shared = _same_words(tasks, times, without_year)
    for at, (task, read) in enumerate(zip(tasks, times, strict=True)):
        if "conflict" in read.flags and len(clashing) <= _MANY:
            yield _conflict(task)
        if some and task.number in blanks and len(blank) <= _ONE_BY_ONE:
            yield _blank(task, tasks[at - 1] if at else None)
        if task.number not in without_year:
            yield from _unread(task, read, shared)
        yield from _past(task)


def _needs_year(task: Task) -> bool:
    """True where the deadline's words are plain but for their year."""
    if not task.deadline_raw or task.obligations:
        return False
    before, after = (deadlines.parse(task.deadline_raw, year=year) for year in (None, 2024))
    return "not-understood" in before.flags and "not-understood" not in after.flags


def _which_year(ledger: Ledger, yearless: Sequence[Task]) -> OpenQuestion:
    """One question for all deadlines that only lack their year; years that the ledger names elsewhere are offered."""
    days = [day for task in ledger.tasks for one in task.obligations if (day := one.last_day)]
    years = tuple(str(year) for year in sorted({day.year for day in days}))
    numbers = tuple(task.number for task in yearless)
    words = sentence("ledger.ask-year", count=len(numbers), numbers=numbers, words=yearless[0].deadline_raw or "")
    return OpenQuestion(
        "not-understood", words, (*years, "none"), "none", tasks=numbers, source=yearless[0].source,
        labels=tuple((year, sentence("ledger.choice-year", year=year)) for year in years),
    )  # fmt: skip


def _conflicts(clashing: Sequence[Task]) -> OpenQuestion:
    """One question for a document whose texts and columns disagree throughout."""
    numbers = tuple(task.number for task in clashing)
    words = sentence(
        "ledger.ask-conflicts",
        place=clashing[0].source,
        count=len(numbers),
        numbers=numbers,
    )
    labels = (
        ("column", sentence("ledger.choice-column-all")),
        ("text", sentence("ledger.choice-text-all")),
    )
    return OpenQuestion(
        "conflict", words, ("both", "column", "text"), "both", tasks=numbers, source=clashing[0].source, labels=labels
    )


def _same_words(
    tasks: Sequence[Task], times: Sequence[Times], apart: set[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Numbers of the items by flag and deadline words that were not understood or are vague."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task, read in zip(tasks, times, strict=True):
        if (flag := _doubt(read)) and task.number not in apart:
            found[flag, key(task.deadline_raw or "")].append(task.number)
    return {words: tuple(numbers) for words, numbers in found.items()}


def _doubt(read: Times) -> str | None:
    return next((flag for flag in ("not-understood", "vague") if flag in read.flags), None)


def _conflict(task: Task) -> OpenQuestion:
    column = "、".join(
        one.phrase for one in task.obligations if one.source == "column" and one.kind is not Kind.STANDING
    )
    said = "、".join(one.phrase for one in task.obligations if one.source == "text")
    words = sentence(
        "ledger.ask-conflict",
        place=task.source,
        number=task.number,
        column=column,
        said=said,
        task=_shown(task),
    )
    return OpenQuestion(
        "conflict",
        words,
        ("both", "column", "text"),
        "both",
        task.number,
        source=task.source,
        labels=(
            ("column", sentence("ledger.choice-column", words=column)),
            ("text", sentence("ledger.choice-text", words=said)),
        ),
    )


def _blank(task: Task, above: Task | None) -> OpenQuestion:
    words = sentence("ledger.ask-missing", place=task.source, number=task.number, task=_shown(task))
    if above and above.deadline_raw and above.obligations:
        return OpenQuestion(
            "missing",
            words,
            ("none", "above", "date"),
            "none",
            task.number,
            source=task.source,
            labels=(("above", sentence("ledger.choice-above", words=above.deadline_raw)),),
        )
    return OpenQuestion("missing", words, ("none", "date"), "none", task.number, source=task.source)


def _blank_many(blank: Sequence[Task]) -> OpenQuestion:
    numbers = tuple(task.number for task in blank)
    words = sentence(
        "ledger.ask-missing-many",
        place=blank[0].source,
        count=len(numbers),
        numbers=numbers,
    )
    return OpenQuestion("missing", words, ("none", "date"), "none", tasks=numbers, source=blank[0].source)


def _unread(task: Task, read: Times, shared: Mapping[tuple[str, str], tuple[str, ...]]) -> Iterator[OpenQuestion]:
    """The question about doubtful words, once for all items that share them."""
    flag, raw = _doubt(read), task.deadline_raw or ""
    if flag is None:
        return
    numbers = shared[flag, key(raw)]
    if task.number != numbers[0]:
        return
    words = sentence(f"ledger.ask-{flag}", place=task.source, number=numbers, words=raw, task=_shown(task))
    dated = any(one.source == "column" for one in task.obligations)
    choices = ("keep", "none", "date") if dated else ("none", "date")
    one_item = len(numbers) == 1
    yield OpenQuestion(
        flag,
        words,
        choices,
        choices[0],
        task=task.number if one_item else None,
        tasks=() if one_item else numbers,
        source=task.source,
    )


def _past(item: Task | NoticeDuty) -> Iterator[OpenQuestion]:
    number = item.number if isinstance(item, Task) else item.id
    for index, one in enumerate(item.obligations):
        if "past" in one.flags and (day := one.last_day):
            words = sentence(
                "ledger.ask-past",
                place=item.source,
                number=number,
                words=one.phrase,
                date=day.isoformat(),
                task=_brief(item),
            )
            yield OpenQuestion(
                "past",
                words,
                ("keep", "next-year", "none", "date"),
                "keep",
                number,
                obligation=index,
                source=item.source,
            )


def _brief(item: Task | NoticeDuty) -> str:
    return item.text if len(item.text) <= 24 else item.text[:24] + "…"


def of_duties(ledger: Ledger) -> Iterator[OpenQuestion]:
    """What is asked about the notice's own duties: days before its issue, and one question for all that bind nobody."""
    binding = [duty for duty in ledger.duties if duty.binds]
    for duty in binding:
        yield from _past(duty)
    nobody = [] if ledger.recipients else [duty for duty in binding if not duty.who and not duty.refines]
    if nobody:
        numbers = tuple(duty.id for duty in nobody)
        words = sentence("ledger.ask-nobody", place=nobody[0].source, numbers=numbers, words=_brief(nobody[0]))
        yield OpenQuestion("no-unit", words, ("none",), "none", tasks=numbers, source=nobody[0].source)
