"""Invented documents of many layouts, in every format that each comes in: all is read, and nothing else asked."""

from random import Random

import pytest

from bot.ledger import extract
from bot.model import Obligation, Task
from bot.reading.open_file import read_here
from tests.support import invented_columns, invented_layouts, invented_notes, invented_prose
from tests.support.invented_layouts import Read
from tests.support.layouts import render

SEEDS = range(6)
_SETS = (invented_layouts, invented_columns, invented_prose, invented_notes)
MAKERS = {name: maker for one in _SETS for name, maker in one.MAKERS.items()}


def _read(task: Task, wanted: Read) -> Read:
    """The task, of its words as many as are wanted."""
    lead, does, helps = map("、".join, (task.lead_units, task.responsible_units, task.assisting_units))
    return Read(task.text[: len(wanted.text)], lead, does, helps, tuple(map(_when, task.obligations)))


def _when(one: Obligation) -> str:
    return f"{one.kind} {one.last_day or ''}".strip()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", MAKERS)
def test_an_invented_layout_says_what_it_was_made_from(name: str, seed: int) -> None:
    made = MAKERS[name](Random(seed))
    for kind in made.layout.formats:
        got = extract(read_here(render(made.layout, kind), f"{made.layout.name}.{kind}"))
        assert len(got.tasks) == len(made.tasks), kind
        assert [_read(*pair) for pair in zip(got.tasks, made.tasks, strict=True)] == list(made.tasks), kind
        assert [question.flag for question in got.questions] == list(made.flags), kind
