"""A move counts for a day that has come: nothing is reported, closed or put off on a day ahead."""

from datetime import date

import pytest

from bot.errors import UsageError
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task

NOW = at("2021-06-02T23:30")


@pytest.mark.parametrize("day", [date(2021, 6, 3), date(2022, 6, 2)])
@pytest.mark.parametrize("verb", Verb)
def test_a_day_ahead_is_refused_whatever_was_done(office: Office, verb: Verb, day: date) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    move = Move("1", verb, "区财政局", on=day, until=date(2021, 7, 30), note="说明", to_unit="区教育局")
    with pytest.raises(UsageError, match="今天是 2021-06-02"):
        make_move(office, move, CLERK, NOW)
    with office.store.begin() as session:
        assert [str(row.state) for row in duties.duties(session)] == ["dispatched"]


def test_the_day_itself_and_those_before_count(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"), units=("区财政局", "区教育局"))))
    for unit, day in (("区财政局", NOW.date()), ("区教育局", date(2021, 6, 1))):
        moved = make_move(office, Move("1", Verb.REPORTED, unit, on=day), CLERK, NOW)
        assert [str(duty.state) for duty in moved.duties] == ["reported"]
