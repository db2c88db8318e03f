"""The outbox by hand."""

import pytest
from sqlalchemy import select

from bot.errors import UsageError
from bot.model import sentence
from bot.operation.letters import drop, letters, retry
from bot.store.tables import EventRow
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick
from tests.support.post import NOW, post, rows, states


def test_only_what_is_unsettled_is_listed(office: Office) -> None:
    post(office.store, "waits")
    post(office.store, "gone", state="sent")
    post(office.store, "aside", state="unsent", error=sentence("mailbox.bounced", reason="550"))
    post(office.store, "twice", state="sent", uncertain=True)
    assert [(letter.id, letter.uncertain) for letter in letters(office)] == [
        ("aside", False),
        ("twice", True),
        ("waits", False),
    ]
    assert len(letters(office, everything=True)) == 4


def test_a_message_sent_again_begins_anew_and_leaves_a_trail(office: Office) -> None:
    post(
        office.store,
        "aside",
        state="unsent",
        error=sentence("mailbox.bounced", reason="550"),
        tried=["email:x"],
        attempts=4,
        faults=3,
    )
    assert retry(office, ["asi"], CLERK, at("2021-06-09T10:00")) == 1
    row = rows(office.store)["aside"]
    assert (row.state, row.tried, row.attempts, row.faults) == ("waiting", [], 0, 0)
    assert row.next_try_at == at("2021-06-09T10:00")
    with office.store.begin() as session:
        event = session.scalars(select(EventRow)).one()
    assert (event.verb, event.before, event.after) == ("message-retried", "unsent", "waiting")


def test_a_dropped_message_is_never_sent_and_says_why(office: Office) -> None:
    post(office.store, "aside")
    assert drop(office, ["aside"], "已电话通知", CLERK, NOW) == 1
    assert states(office.store) == {"aside": "dropped"}
    with office.store.begin() as session:
        event = session.scalars(select(EventRow)).one()
    assert "已电话通知" in (event.note or "")
    assert tick(office, "2021-06-02T09:00")[0] == []


def test_what_cannot_be_is_refused_as_a_whole(office: Office) -> None:
    post(office.store, "aside", "again")
    post(office.store, "gone", state="sent")
    for ids in (["aside", "gone"], ["nobody"], ["a"]):
        with pytest.raises(UsageError) as caught:
            drop(office, ids, "x", CLERK, NOW)
        assert str(caught.value)
    assert states(office.store) == {"aside": "waiting", "again": "waiting", "gone": "sent"}


def test_what_was_set_aside_goes_after_the_repair(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00", channels={})
    (letter,) = letters(office)
    assert letter.reason
    retry(office, [letter.id], CLERK, at("2021-06-01T10:00"))
    sent, _ = tick(office, "2021-06-01T10:00")
    assert [message.id for message in sent] == [letter.id]
    assert letters(office) == []
