"""Whose a message is, and what an outcome leaves of it, on each kind of store."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.outcomes import Outcomes
from bot.courier.pace import Pacer
from bot.courier.parts import Delivered, Outcome
from bot.errors import ChannelError
from bot.meters import Meters
from bot.store import outbox
from bot.store.outbox import Going
from bot.store.store import Store
from tests.support.jobs import deliver_all
from tests.support.post import NOW, PlainSource, leave_sending, post, rows

WAY = ("email", "a@example.org")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store.open(database_url)
    yield made
    made.close()


def passing(**facts: object) -> ChannelError:
    return ChannelError("courier.put_off", permanent=False, **facts)  # type: ignore[arg-type]


def write(store: Store, worker: str, *outcomes: Outcome) -> timedelta | None:
    """Writes these down for the worker; for how long the mail rests after it."""
    with store.begin() as session:
        pacer = Pacer(session, {}, ["email"], lambda: NOW)
        Outcomes(session, PlainSource(), ["email"], pacer, Delivered()).write(outcomes, worker)
        return pacer.stopped("email")


def test_a_message_is_claimed_by_one_worker_alone(store: Store) -> None:
    post(store, "a", "b")
    with store.begin() as session:
        assert outbox.claim(session, [Going("a")], "one", NOW) == {"a"}
        assert outbox.claim(session, [Going("a")], "other", NOW) == set()
        assert outbox.claim(session, [Going("a"), Going("b")], "other", NOW) == {"b"}
    assert {name: row.claimed_by for name, row in rows(store).items()} == {"a": "one", "b": "other"}


@pytest.mark.parametrize("state", [outbox.SENT, outbox.UNSENT, outbox.DROPPED, outbox.HANDED])
def test_what_does_not_wait_is_not_claimed(store: Store, state: str) -> None:
    post(store, "a", state=state)
    with store.begin() as session:
        assert outbox.claim(session, [Going("a")], "one", NOW) == set()
    assert rows(store)["a"].state == state


def test_what_may_have_arrived_once_stays_a_repeat_whatever_comes_after(store: Store) -> None:
    post(store, "a")
    mail = MemoryChannel("email")
    mail.faults.extend([passing(uncertain=True), passing(), passing()])
    courier = Courier(store, {"email": mail}, PlainSource())
    for hour in range(4):
        asyncio.run(deliver_all(courier, NOW + timedelta(hours=hour)))
    assert [message.repeat for message, _ in mail.sent] == [False, True]  # the two between did not arrive


def test_a_try_that_was_not_made_does_not_count(store: Store) -> None:
    post(store, "a")
    leave_sending(store, "one", "a")
    write(store, "one", Outcome("a", WAY, NOW, returned=5.0))
    row = rows(store)["a"]
    assert (row.state, row.attempts, row.next_try_at) == ("waiting", 0, NOW + timedelta(seconds=5))


@pytest.mark.parametrize("waits", [(60.0, 10.0), (10.0, 60.0)])
def test_of_several_rests_the_longest_is_kept(store: Store, waits: tuple[float, float]) -> None:
    post(store, "a", "b")
    leave_sending(store, "one", "a", "b")
    faults = [Outcome(n, WAY, NOW, error=passing(retry_after_s=s)) for n, s in zip("ab", waits, strict=True)]
    assert write(store, "one", *faults) == timedelta(seconds=60)


def test_a_message_that_was_taken_over_is_left_to_who_has_it(store: Store) -> None:
    post(store, "a")
    leave_sending(store, "one", "a")
    with store.begin() as session:
        outbox.release(session, "one")
    leave_sending(store, "other", "a")
    write(store, "one", Outcome("a", WAY, NOW, error=passing()))
    row = rows(store)["a"]
    assert (row.state, row.claimed_by) == ("sending", "other")


def test_each_try_is_counted_by_channel_and_outcome(store: Store) -> None:
    post(store, "a", "b", "c")
    mail, meters = MemoryChannel("email"), Meters()
    mail.faults.extend([passing(), ChannelError("courier.put_off", permanent=True)])
    courier = Courier(store, {"email": mail}, PlainSource(), meters=meters)
    asyncio.run(courier.round(NOW + timedelta(seconds=10)))
    said = meters.exposition().splitlines()
    for outcome in ("taken", "passing", "refused"):
        assert f'duban_process_messages_total{{channel="email",outcome="{outcome}"}} 1' in said
    assert 'duban_process_delivery_lag_seconds_bucket{le="5"} 0' in said
    assert 'duban_process_delivery_lag_seconds_bucket{le="30"} 1' in said
