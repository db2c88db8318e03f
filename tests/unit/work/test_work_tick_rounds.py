"""A tick in many rounds tells everybody what a tick in one does; a message of many duties is claimed alone."""

import pytest

from bot.plan.lifecycle import Verb
from bot.store import duties, outbox
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.planning import tick as planning
from bot.work.planning.tick import plan
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task

UNITS = ("区财政局", "区教育局", "区司法局")
DAYS = ("2021-06-10", "2021-06-18", "2021-06-30", "2021-07-15")
INSTANTS = ("2021-06-01T09:00", "2021-06-10T09:00", "2021-06-25T09:00", "2021-07-05T09:00")


def told(office: Office) -> list[object]:
    """Who waits to be told what, and what the duties know of it."""
    with office.store.look() as session:
        rows = outbox.messages_in(session, outbox.WAITING)
        said = [(row.person, row.kind, sorted((item.duty, item.rung, item.kind) for item in row.items)) for row in rows]
        known = [(duty.id, duty.last_rung, duty.next_at, duty.told_at) for duty in duties.duties(session)]
    return [sorted(said), known]


def at_work() -> Office:
    """An office with a ledger whose tasks three units share, led by one of them."""
    office = office_in()
    tasks = [task(str(n), due(DAYS[n % 4]), lead=UNITS[n % 3], units=UNITS) for n in range(1, 13)]
    dispatched(office, ledger(*tasks))
    make_move(office, Move("3", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-01T10:00"))
    return office


def test_rounds_tell_what_one_tick_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parted = at_work(), at_work()
    for when in INSTANTS:
        one = plan(whole, at(when))
        with monkeypatch.context() as small:
            small.setattr(planning, "BATCH", 3)
            small.setattr(planning, "A_ROUND", 5)
            many = plan(parted, at(when))
        assert (many.duties, many.notices, many.renewed) == (one.duties, one.notices, one.renewed)
        assert told(parted) == told(whole)


def test_large_messages_are_read_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    office = at_work()
    plan(office, at(INSTANTS[0]))
    with office.store.begin() as session:
        every = outbox.ready(session, at(INSTANTS[0]), None, 64)
        monkeypatch.setattr(outbox, "MOST_TEXT", 1)
        first = outbox.ready(session, at(INSTANTS[0]), None, 64)
        after = outbox.ready(session, at(INSTANTS[0]), (first[0].next_try_at, first[0].id), 64)
        assert len(every) > 2
        assert [row.id for row in (*first, *after)] == [row.id for row in every[:2]]
