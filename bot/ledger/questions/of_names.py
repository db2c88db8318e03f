"""Whether words that end in no known body are units: one question, whichever they are."""

from collections.abc import Iterator, Mapping, Sequence

from bot.ledger.items.units import ROLE_CHOICES
from bot.ledger.questions.open_question import OpenQuestion
from bot.model import Quote, Task, sentence


def of_names(found: Mapping[str, Sequence[Task]]) -> Iterator[OpenQuestion]:
    """The question about all names, each with the tasks in which it stands; none where there is none."""
    if len(found) > 1:
        yield _are_they_units(found)
    elif found:
        yield from (_is_it_a_unit(words, tasks) for words, tasks in found.items())


def _is_it_a_unit(words: str, tasks: Sequence[Task]) -> OpenQuestion:
    numbers = tuple(task.number for task in tasks)
    asked = sentence("ledger.ask-unit", place=tasks[0].source, words=words, numbers=numbers)
    labels = tuple((role, sentence(f"ledger.choice-role-{role}", words=words)) for role in ROLE_CHOICES)
    return OpenQuestion(
        "unit", asked, ("no-unit", *ROLE_CHOICES), "no-unit", task=numbers[0] if len(numbers) == 1 else None,
        tasks=numbers, source=tasks[0].source, labels=labels,
    )  # fmt: skip


def _are_they_units(found: Mapping[str, Sequence[Task]]) -> OpenQuestion:
    numbers = tuple(dict.fromkeys(task.number for tasks in found.values() for task in tasks))
    rows = tuple(Quote(tasks[0].source, words) for words, tasks in found.items())
    first, second = list(found)[:2]
    asked = sentence("ledger.ask-units", count=len(found), numbers=numbers, rows=rows, one=first, other=second)
    labels = [("no-unit", sentence("ledger.choice-no-units"))]
    labels += [(role, sentence(f"ledger.choice-roles-{role}")) for role in ROLE_CHOICES]
    return OpenQuestion(
        "unit", asked, ("no-unit", *ROLE_CHOICES), "no-unit", tasks=numbers, source=rows[0].place,
        labels=tuple(labels),
    )  # fmt: skip
