"""Files of courts, hospitals, villages, banks and others, invented and written as offices would; labelled first."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import extract
from bot.model import Ledger, Obligation
from bot.reading.open_file import read_here
from tests.support.layouts import load, render

OFFICES = Path(__file__).resolve().parents[2] / "corpus" / "offices"
_PATHS = sorted(OFFICES.glob("*.toml"))
_CASES = [(path, kind) for path in _PATHS for kind in load(path).formats]


@pytest.mark.parametrize(("path", "kind"), _CASES, ids=[f"{path.stem}.{kind}" for path, kind in _CASES])
def test_a_file_of_another_office_says_what_it_was_labelled_with(path: Path, kind: str) -> None:
    label: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    got = extract(read_here(render(load(path), kind), f"{path.stem}.{kind}"))
    assert _tasks(got, label["tasks"]) == label["tasks"]
    assert [["、".join(duty.who), *map(_when, duty.obligations)] for duty in got.duties] == label.get("duties", [])
    assert [question.flag for question in got.questions] == label.get("flags", [])
    assert got.title == label.get("title", got.title)


def _tasks(got: Ledger, wanted: list[list[str]]) -> list[list[str]]:
    """Each task in a line; of its words as many as the label has."""
    lengths = [len(one[1]) for one in wanted] + [40] * len(got.tasks)
    return [
        [
            task.number, task.text[:length], "、".join(task.lead_units), "、".join(task.responsible_units),
            "、".join(task.assisting_units), *map(_when, task.obligations),
        ]
        for task, length in zip(got.tasks, lengths, strict=False)
    ]  # fmt: skip


def _when(one: Obligation) -> str:
    day = one.last_day.isoformat() if one.last_day else ""
    return f"{one.kind} {one.rrule or day}".strip()
