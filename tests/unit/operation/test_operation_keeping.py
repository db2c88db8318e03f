"""Forgetting people, keeping house, the weekly sign of life."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.courier.delivery import Delivery, Keep
from bot.errors import UsageError
from bot.model import sentence
from bot.operation.forget import forget
from bot.operation.health import exposition, figures
from bot.operation.housekeeping import Kept, keep_house
from bot.store import people
from bot.store.store import record
from bot.store.tables import Base, EventRow
from bot.work.office import Actor, Office
from bot.work.planning.tick import plan
from tests.support.office import CLERK, dispatched, due, ledger, task, tick
from tests.support.post import NOW, post, rows, states

DAY = timedelta(days=1)
MARKS = ("cz@example.org", "财政联络员", "4242")


def everything(office: Office) -> str:
    """All that the store holds, but for the trail."""
    with office.store.begin() as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name != "event"]
        return json.dumps(
            [[list(row) for row in session.execute(select(table))] for table in tables], default=str, ensure_ascii=False
        )


def test_a_forgotten_person_is_found_nowhere_and_the_trail_stays(office: Office) -> None:
    with office.store.begin() as session:
        people.bind(session, 4242, "contact", "区财政局", "财政联络员", NOW)
        people.move_chat(session, "4242", "-9999", NOW)
        people.bind(session, 4242, "contact", "区财政局", "财政联络员", NOW)
        record(session, Actor("财政联络员", "contact", "telegram"), NOW, "reported", note="x")
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    post(
        office.store,
        "failed",
        state="unsent",
        contact="财政联络员",
        error=sentence("mailbox.bounced", reason="550 <cz@example.org> unknown"),
    )
    before = everything(office)
    found = forget(office, "cz@example.org", CLERK, NOW)
    assert found.messages == 2
    assert found.still_in_file == ("区财政局",)
    forget(office, "财政联络员", CLERK, NOW)
    assert [mark for mark in MARKS if mark in before] == list(MARKS)
    assert [mark for mark in MARKS if mark in everything(office)] == []
    with office.store.begin() as session:
        verbs = [event.verb for event in session.scalars(select(EventRow))]
    assert "reported" in verbs
    assert verbs.count("forgotten") == 2


def test_nobody_known_is_said(office: Office) -> None:
    with pytest.raises(UsageError):
        forget(office, "无此人", CLERK, NOW)


def test_records_are_kept_as_long_as_the_settings_say(office: Office) -> None:
    kept = replace(office, delivery=Delivery(keep=Keep(messages_days=30, evidence_days=30)))
    post(office.store, "old", state="sent", sent_at=NOW)
    post(office.store, "new", state="sent", sent_at=NOW + 20 * DAY)
    post(office.store, "waits")
    with office.store.begin() as session:
        record(session, CLERK, NOW, "reported", evidence="a.pdf")
    assert keep_house(kept, NOW + 40 * DAY) == Kept(1, 1)
    assert states(office.store) == {"new": "sent", "waits": "waiting"}
    with office.store.begin() as session:
        assert [(e.verb, e.evidence) for e in session.scalars(select(EventRow))] == [("reported", None)]


def test_the_house_is_kept_once_a_day(office: Office) -> None:
    keep_house(office, NOW)
    post(office.store, "old", state="sent", sent_at=NOW - 2000 * DAY)
    assert keep_house(office, NOW + DAY / 2) == Kept()
    assert keep_house(office, NOW + DAY) == Kept(1, 0)


def test_without_a_limit_nothing_is_taken_out(office: Office) -> None:
    kept = replace(office, delivery=Delivery(keep=Keep(messages_days=0)))
    post(office.store, "old", state="sent", sent_at=NOW - 9000 * DAY)
    assert keep_house(kept, NOW) == Kept()
    assert "old" in rows(office.store)


def test_figures(office: Office) -> None:
    assert figures(office.store, NOW).tick_lag_seconds == -1
    assert not figures(office.store, NOW).is_well
    plan(office, NOW)
    post(office.store, "a", "b")
    post(office.store, "c", state="sent")
    post(office.store, "d", state="unsent")
    post(office.store, "e", when=NOW + DAY)
    found = figures(office.store, NOW + timedelta(seconds=90))
    assert (found.due, found.sent, found.failed) == (2, 1, 1)
    assert (found.oldest_waiting_seconds, found.tick_lag_seconds) == (90, 90)
    assert found.is_well
    assert not figures(office.store, NOW + timedelta(minutes=6)).is_well
    lines = exposition(found).splitlines()
    assert "duban_due 2" in lines
    assert "# TYPE duban_tick_lag_seconds gauge" in lines


def test_a_sign_of_life_goes_out_each_week_with_nothing_stored(office: Office) -> None:
    tick(office, "2021-06-01T09:00")
    first, _ = tick(office, "2021-06-07T08:30", subject="【周报】")
    second, _ = tick(office, "2021-06-15T08:30", subject="【周报】")
    assert (len(first), len(second)) == (1, 1)
