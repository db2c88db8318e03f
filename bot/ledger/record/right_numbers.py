"""Numbers that were recognised wrongly, put right after all other answers: these name items as they were read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot.errors import UsageError
from bot.ledger.record.corrections import read_correction
from bot.ledger.text.normal_form import squeeze
from bot.model import Ledger, Question

_END_OF_NUMBER = ".．、,，)） "


def right_numbers(question: Question, answer: str) -> dict[str, str]:
    """Number as it was read → the right one, as an answer to a question about a page corrects them."""
    found = ((question.doubtful[at - 1], words) for at, words in read_correction(question, answer).items())
    return {
        number: _numbered(number, squeeze(one.text), squeeze(words).rstrip(_END_OF_NUMBER))
        for one, words in found
        if one.part == "number"
        for number in one.tasks[:1]
    }


def check_numbers(ledger: Ledger, question: Question, answer: str) -> None:
    """Raises UsageError where the answer gives an item the number of another."""
    right = right_numbers(question, answer)
    taken = Counter([*(task.number for task in ledger.tasks if task.number not in right), *right.values()])
    twice = [number for number in right.values() if not number or taken[number] > 1]
    if twice:
        raise UsageError("ledger.number_taken", id=question.id, number=twice[0])


def _numbered(number: str, said: str, right: str) -> str:
    """The item's number with the right words: its section before them stays."""
    said = said.rstrip(_END_OF_NUMBER)
    head = number.removesuffix(said) if said and number.endswith(said) else ""
    return head + right


def renumbered(ledger: Ledger, right: Mapping[str, str]) -> Ledger:
    """The ledger with the right numbers, in its questions too. Those that two items would have stay as they were."""
    kept = [task.number for task in ledger.tasks if task.number not in right]
    wanted = Counter([*kept, *right.values()])
    names = {was: now for was, now in right.items() if now and wanted[now] == 1}
    if not names:
        return ledger

    def named(numbers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(number, number) for number in numbers)

    questions = tuple(
        replace(
            one,
            task=names.get(one.task or "", one.task),
            tasks=named(one.tasks),
            sentence=one.sentence.renumbered(names),
            doubtful=tuple(replace(place, tasks=named(place.tasks)) for place in one.doubtful),
        )
        for one in ledger.questions
    )
    tasks = tuple(replace(task, number=names.get(task.number, task.number)) for task in ledger.tasks)
    return replace(ledger, tasks=tasks, questions=questions)
