"""Small inputs that were misread, one class of fault each: what each says, by the notes that stand beside them."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import extract
from bot.model import Obligation
from bot.reading.open_file import read_here
from tests.support.ledgers import SHARED, WHY_NOT

FORMS = SHARED / "forms"
EXPECTED = Path(__file__).resolve().parents[2] / "corpus" / "ledger_forms" / "expected.jsonl"
_CASES: list[dict[str, Any]] = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
pytestmark = pytest.mark.skipif(not FORMS.is_dir(), reason=WHY_NOT)


def _when(one: Obligation) -> str:
    """The kind of an obligation, and its rhythm or last day."""
    day = one.last_day.isoformat() if one.last_day else ""
    return f"{one.kind} {one.rrule or day}".strip()


@pytest.mark.parametrize("case", _CASES, ids=[case["file"] for case in _CASES])
def test_a_small_input_says_what_stands_beside_it(case: dict[str, Any]) -> None:
    path = FORMS / case["file"]
    got = extract(read_here(path.read_bytes(), path.name))
    assert got.title == case["title"]
    tasks = [
        [
            task.number, task.text[:12], *map("、".join, (task.lead_units, task.responsible_units)),
            *map("、".join, (task.assisting_units, task.supervising_units)), *map(_when, task.obligations),
        ]
        for task in got.tasks
    ]  # fmt: skip
    assert tasks == case["tasks"]
    assert [["、".join(duty.who), *map(_when, duty.obligations)] for duty in got.duties] == case["duties"]
    assert [question.flag for question in got.questions] == case["flags"]
