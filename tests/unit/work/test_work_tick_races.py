"""A tick while somebody moves a duty: nothing of either is lost."""

import pytest

from bot.plan.duty import State
from bot.store import duties
from bot.work.office import Office
from bot.work.planning.tick import plan
from tests.support.office import at, dispatched, due, ledger, task


def test_a_tick_passes_over_what_is_being_moved_and_takes_it_up_as_it_then_stands(office: Office) -> None:
    if office.store.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer: a tick waits for the move")
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30"))))
    now = at("2021-06-01T09:00")
    with office.store.begin() as session:
        moved, _ = duties.duties(session)
        changing = moved._replace(phrase="正在改")
        duties.save(session, moved, changing)
        assert plan(office, now).duties == 1
        duties.save(session, changing, changing._replace(state=State.CLOSED, next_at=None))
    assert plan(office, now).duties == 0
    with office.store.begin() as session:
        assert [(row.state, row.next_at is None) for row in duties.duties(session)] == [
            ("closed", True),
            ("dispatched", False),
        ]
