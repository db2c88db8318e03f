"""Questions about whole columns: what a column is, and whether what the document calls done is done."""

from collections.abc import Iterator, Sequence

from bot.ledger.columns.unknown_columns import BODY_ROLES, ColumnSample
from bot.ledger.items.item import Item
from bot.ledger.items.units import ROLE_CHOICES
from bot.ledger.questions.open_question import OpenQuestion
from bot.model import Kind, Ledger, Sentence, as_said, sentence
from bot.vocabulary.states import STATE_KEYS

_SHOWN = 30  # characters of a sample
_WORDS = 3  # words of state that a question quotes


def of_columns(ledger: Ledger, columns: Sequence[ColumnSample]) -> Iterator[OpenQuestion]:
    """One question for each column that may be a limit or something else, or whose words may be the task."""
    for one in columns:
        at = one.place.column
        tasks = tuple(task.number for task in ledger.tasks if any(column == at for column, _ in task.cells))
        if not one.asks or not tasks:
            continue
        bodies = one.asks == BODY_ROLES
        other = "ledger.ask-column-bodies" if bodies else "ledger.ask-column-role"
        asked = "ledger.ask-column" if one.holds else other
        words = sentence(asked, column=at or 0, name=one.name, words=_brief(one.words))
        labels = [] if one.holds else [("skip", sentence("ledger.choice-column-skip"))]
        labels += [(role, sentence(f"ledger.choice-roles-{role}")) for role in ROLE_CHOICES if bodies]
        yield OpenQuestion(
            "column", words, one.asks, one.asks[0], tasks=tasks if one.holds else (), source=one.place,
            labels=tuple(labels), layout=one.layout,
        )  # fmt: skip


def done(ledger: Ledger) -> Iterator[OpenQuestion]:
    """One question for all items that the document calls done, strikes through or hides."""
    tasks = [
        task for task in ledger.tasks if task.obligations and {one.kind for one in task.obligations} == {Kind.DONE}
    ]
    if tasks:
        said = list(dict.fromkeys(one.phrase for task in tasks for one in task.obligations))
        quoted = tuple(sentence(one) if one in STATE_KEYS else as_said(f"“{one}”") for one in said[:_WORDS])
        quoted += (as_said("…"),) if len(said) > _WORDS else ()
        numbers = tuple(task.number for task in tasks)
        words = sentence("ledger.ask-done", count=len(numbers), numbers=numbers, words=quoted)
        yield OpenQuestion("done", words, ("done", "live"), "done", tasks=numbers, source=tasks[0].source)


def over(ledger: Ledger, items: Sequence[Item]) -> Iterator[OpenQuestion]:
    """One question for all open items beside which a report sounds as if they were done with (已印发)."""
    found = [
        (task, item.over)
        for task, item in zip(ledger.tasks, items, strict=True)
        if item.over and not any(one.kind is Kind.DONE for one in task.obligations)
    ]
    if found:
        numbers = tuple(task.number for task, _ in found)
        said = dict.fromkeys(_brief(words) for _, words in found)
        quoted = tuple(as_said(f"“{words}”") for words in list(said)[:_WORDS])
        quoted += (as_said("…"),) if len(said) > _WORDS else ()
        words = sentence("ledger.ask-over", count=len(numbers), numbers=numbers, words=quoted)
        yield OpenQuestion("over", words, ("live", "done"), "live", tasks=numbers, source=found[0][0].source)


def unread(columns: Sequence[ColumnSample]) -> Iterator[Sentence]:
    """The note that names the columns that nothing reads."""
    said = tuple(
        sentence("ledger.column-sample", column=one.place.column or 0, name=one.name, words=_brief(one.words))
        for one in columns
        if not one.asks
    )
    if said:
        yield sentence("ledger.note-unread-columns", columns=said)


def _brief(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
