"""Invented documents whose truth is known by construction: every task, unit and day, and nothing asked."""

import re
from dataclasses import replace

import pytest

from bot.ledger import extract
from bot.model import Kind, Task
from bot.reading.open_file import read_here
from tests.support.invented import Invented, Inventor, Truth
from tests.support.layouts import render

TABLES, PROSE = range(60), range(60, 120)


def _read(made: Invented, kind: str) -> tuple[list[Truth], list[str]]:
    """What the document says, and the flags of what is asked."""
    name = f"{made.layout.name}.{kind}"
    ledger = extract(read_here(render(made.layout, kind), name))
    return [_truth(task) for task in ledger.tasks], [question.flag for question in ledger.questions]


def _truth(task: Task) -> Truth:
    kinds = {one.kind for one in task.obligations}
    days = [one.date for one in task.obligations]
    assert len(days) == 1, task
    due = None if kinds == {Kind.DONE} else days[0]
    number, text = task.number, task.text.rstrip("。")
    return Truth(number, text, task.lead_units, task.responsible_units, task.assisting_units, due)


def _wanted(made: Invented) -> list[Truth]:
    """The truth, its numbers behind their sections' only where they begin again."""
    numbers = [truth.number for truth in made.tasks]
    for shorter in (r"\d+$", r"(?<=（).(?=）$)", r"（.）\d+$"):
        short = [found[0] for number in numbers if (found := re.search(shorter, number))]
        if len(set(short)) == len(numbers):
            return [replace(truth, number=number) for truth, number in zip(made.tasks, short, strict=True)]
    return list(made.tasks)


@pytest.mark.parametrize("seed", TABLES)
def test_an_invented_table_says_what_it_was_made_from(seed: int) -> None:
    made = Inventor(seed).table()
    done = any(truth.due is None for truth in made.tasks)
    for kind in made.layout.formats:
        assert _read(made, kind) == (list(made.tasks), ["done"] if done else []), kind


@pytest.mark.parametrize("seed", PROSE)
def test_invented_prose_says_what_it_was_made_from(seed: int) -> None:
    made = Inventor(seed).prose()
    for kind in made.layout.formats:
        assert _read(made, kind) == (_wanted(made), []), kind
