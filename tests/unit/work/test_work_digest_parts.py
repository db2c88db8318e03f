"""What waits for a decision: the parts of a task that wait for the same stand on one line, others each on its own."""

from datetime import date
from itertools import product

import pytest

from bot.messages import render_digest
from bot.plan.lifecycle import Verb
from bot.work.duties.moves import Move, make_move
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task

NOW = at("2021-06-02T10:00")
DAYS = {"一季": "2021-06-30", "二季": "2021-07-31", "三季": "2021-08-31"}


def waiting_rows(office: Office) -> list[str]:
    with office.store.begin() as session:
        letter = digest_letter(session, office, "区政府办公室", date(2021, 5, 31), NOW)
    lines = render_digest(letter, "email", "id").text.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("待审核、待批复"))
    rows = lines[first + 1 :]
    return rows[: rows.index("")]


@pytest.mark.parametrize("verbs", list(product((Verb.REPORTED, Verb.HANDED_BACK, None), repeat=len(DAYS))))
def test_parts_that_wait_for_the_same_stand_together(office: Office, verbs: tuple[Verb | None, ...]) -> None:
    parts = [due(day, label=label) for label, day in DAYS.items()]
    dispatched(office, ledger(task("1", *parts)), "2021-06-01T09:00")
    by_verb: dict[Verb, list[str]] = {}
    for k, (label, verb) in enumerate(zip(DAYS, verbs, strict=True), 1):
        if verb is not None:
            make_move(office, Move(f"1.{k}", verb, "区财政局", note="说明"), CLERK, NOW)
            by_verb.setdefault(verb, []).append(label)
    if not by_verb:
        return
    rows = waiting_rows(office)
    assert len(rows) == len(by_verb)
    for labels in by_verb.values():
        assert sum("、".join(labels) in row and row.count("区财政局") == 1 for row in rows) == 1
