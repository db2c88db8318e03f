"""What the courier does with every outcome, on each kind of store, called by the engine that it has."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.delivery import Delivery, Pace
from bot.courier.parts import Delivered, Way
from bot.errors import ChannelError, StoreError
from bot.model import Message, Receipt
from bot.store.locks import try_lock
from bot.store.store import Store
from bot.store.tables import OutboxRow
from tests.support.jobs import deliver_all
from tests.support.post import NOW, PlainSource, leave_sending, post, rows, states

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store.open(database_url)
    yield made
    made.close()


def passing(**facts: object) -> ChannelError:
    return ChannelError("courier.put_off", **{"permanent": False, **facts})  # type: ignore[arg-type]


def refusal() -> ChannelError:
    return ChannelError("courier.put_off", permanent=True)


def go(
    store: Store, desk: PlainSource, *channels: MemoryChannel, later: timedelta = timedelta(), **options: object
) -> Delivered:
    courier = Courier(store, {c.kind: c for c in channels}, desk, **options)  # type: ignore[arg-type]
    return asyncio.run(deliver_all(courier, NOW + later))


def names(channel: MemoryChannel) -> list[str]:
    return sorted(message.id for message, _ in channel.sent)


def test_everything_due_is_sent_once_and_what_is_not_due_waits(store: Store) -> None:
    post(store, *(f"m{i:03}" for i in range(200)))
    post(store, "later", when=NOW + MINUTE)
    mail = MemoryChannel("email")
    assert go(store, PlainSource(), mail) == Delivered(sent=200)
    assert names(mail) == [f"m{i:03}" for i in range(200)]
    assert go(store, PlainSource(), mail) == Delivered()
    assert states(store)["later"] == "waiting"
    assert rows(store)["m000"].address == "m000@example.org"


def test_what_nothing_is_left_to_say_of_is_dropped(store: Store) -> None:
    post(store, "a", "b")
    desk, mail = PlainSource(), MemoryChannel("email")
    desk.words["a"] = None
    assert go(store, desk, mail) == Delivered(sent=1, dropped=1)
    assert states(store) == {"a": "dropped", "b": "sent"}


def test_a_passing_error_is_tried_again_later_by_the_same_way(store: Store) -> None:
    post(store, "a")
    mail = MemoryChannel("email")
    mail.faults.append(passing())
    assert go(store, PlainSource(), mail) == Delivered(waiting=1)
    assert go(store, PlainSource(), mail, later=timedelta(seconds=30)) == Delivered()
    assert go(store, PlainSource(), mail, later=MINUTE) == Delivered(sent=1)
    assert rows(store)["a"].attempts == 2


def test_a_refusal_goes_on_by_the_next_way_and_ends_in_the_list(store: Store) -> None:
    post(store, "a")
    chat, mail = MemoryChannel("telegram"), MemoryChannel("email")
    desk = PlainSource(("telegram", "1"), ("email", "{}@example.org"), ("email", "deputy@example.org"))
    chat.faults.append(refusal())
    mail.faults.append(refusal())
    for minute in range(3):
        go(store, desk, chat, mail, later=MINUTE * minute)
    assert [where for _, where in mail.sent] == ["deputy@example.org"]
    assert rows(store)["a"].tried == ["telegram:1", "email:a@example.org"]
    post(store, "b", tried=["telegram:1", "email:b@example.org"])
    mail.faults.append(refusal())
    assert go(store, desk, chat, mail) == Delivered(unsent=1)
    assert states(store)["b"] == "unsent"


def test_three_passing_days_are_enough_for_each_way(store: Store) -> None:
    post(store, "a")
    chat, mail = MemoryChannel("telegram"), MemoryChannel("email")
    desk = PlainSource(("telegram", "1"), ("email", "{}@example.org"))
    chat.faults.extend(passing() for _ in range(100))
    mail.faults.extend(passing() for _ in range(2))
    hours = 0
    while states(store)["a"] == "waiting" and hours < 24 * 10:
        go(store, desk, chat, mail, later=timedelta(hours=hours))
        hours += 1
    row = rows(store)["a"]
    assert (row.state, row.channel, row.tried) == ("sent", "email", ["telegram:1"])
    assert row.sent_at is not None
    assert 3 * DAY < row.sent_at - NOW < 4 * DAY


def test_a_moved_chat_gets_its_message_once_by_its_new_id(store: Store) -> None:
    post(store, "a")
    chat, desk = MemoryChannel("telegram"), PlainSource(("telegram", "-100"))
    chat.faults.append(ChannelError("courier.put_off", permanent=False, moved_to="-200"))
    go(store, desk, chat)
    go(store, desk, chat)
    assert [where for _, where in chat.sent] == ["-200"]


def test_an_uncertain_try_is_repeated_with_its_mark(store: Store) -> None:
    post(store, "a")
    mail = MemoryChannel("email")
    mail.faults.append(passing(uncertain=True))
    go(store, PlainSource(), mail)
    go(store, PlainSource(), mail, later=MINUTE)
    assert [(m.id, m.repeat) for m, _ in mail.sent] == [("a", False), ("a", True)]


def test_a_message_that_cannot_be_made_is_set_aside_and_holds_up_nobody(store: Store) -> None:
    post(store, "a", "b", "c")
    desk, mail = PlainSource(), MemoryChannel("email")
    desk.words["b"] = ZeroDivisionError("boom")
    assert go(store, desk, mail) == Delivered(sent=2, waiting=1)
    go(store, desk, mail, later=timedelta(hours=1))
    assert go(store, desk, mail, later=timedelta(hours=2)) == Delivered(unsent=1)
    assert desk.said.count("b") == 3
    assert states(store) == {"a": "sent", "b": "unsent", "c": "sent"}
    assert "ZeroDivisionError" in str(rows(store)["b"].error)


def test_words_that_the_database_refuses_hold_up_nobody(store: Store) -> None:
    post(store, "a", "b", "c")
    desk, mail = PlainSource(), MemoryChannel("email")
    desk.words["b"] = "\ud800"  # half a character: no database can store it
    for hours in range(4):
        go(store, desk, mail, later=timedelta(hours=hours))
    assert states(store) == {"a": "sent", "b": "unsent", "c": "sent"}
    assert names(mail) == ["a", "c"]


class _Broken(MemoryChannel):
    async def send(self, message: Message, address: str) -> Receipt:
        if message.id == "b":
            raise KeyError("what nobody foresaw")
        return await super().send(message, address)


def test_a_channel_that_breaks_on_one_message_holds_up_nobody(store: Store) -> None:
    post(store, "a", "b", "c")
    mail = _Broken("email")
    for hours in range(4):
        go(store, PlainSource(), mail, later=timedelta(hours=hours))
    assert states(store) == {"a": "sent", "b": "unsent", "c": "sent"}
    assert rows(store)["b"].uncertain


def test_what_an_ended_worker_left_is_sent_at_once_as_a_repeat(store: Store) -> None:
    post(store, "a", "b")
    leave_sending(store, "ended", "a")
    mail = MemoryChannel("email")
    assert go(store, PlainSource(), mail) == Delivered(sent=2)
    assert {m.id: m.repeat for m, _ in mail.sent} == {"a": True, "b": False}


def test_what_a_living_worker_is_at_is_left_alone(store: Store) -> None:
    post(store, "a", "b")
    lock = try_lock(store, "worker-living", once=True)
    assert lock is not None
    leave_sending(store, "living", "a")
    mail = MemoryChannel("email")
    assert go(store, PlainSource(), mail, later=DAY) == Delivered(sent=1)
    assert names(mail) == ["b"]
    lock.release()
    assert go(store, PlainSource(), mail, later=DAY) == Delivered(sent=1)


class _Counting(MemoryChannel):
    """How many were on their way at once."""

    def __init__(self) -> None:
        super().__init__("email")
        self.now = self.most = 0

    async def send(self, message: Message, address: str) -> Receipt:
        self.now += 1
        self.most = max(self.most, self.now)
        for _ in range(5):
            await asyncio.sleep(0)
        self.now -= 1
        return await super().send(message, address)


def test_several_are_on_their_way_at_once_but_no_more_than_set(store: Store) -> None:
    post(store, *(f"m{i:02}" for i in range(30)))
    mail = _Counting()
    assert go(store, PlainSource(), mail, delivery=Delivery(concurrency=4, pace={})).sent == 30
    assert mail.most == 4


def test_out_of_date_is_not_sent_but_said(store: Store) -> None:
    post(store, "a")
    desk, mail = PlainSource(), MemoryChannel("email")
    desk.until = NOW + DAY
    assert go(store, desk, mail, later=2 * DAY) == Delivered(unsent=1)
    assert mail.sent == []
    assert "时效" in str(rows(store)["a"].error)


def test_tries_end_when_the_message_is_out_of_date(store: Store) -> None:
    post(store, "a")
    desk, mail = PlainSource(), MemoryChannel("email")
    desk.until = NOW + timedelta(hours=1)
    mail.faults.extend(passing() for _ in range(50))
    for minute in range(200):
        go(store, desk, mail, later=MINUTE * minute)
    row = rows(store)["a"]
    assert row.state == "unsent"
    assert len(mail.faults) > 40


def test_a_try_that_would_disturb_waits_for_the_morning(store: Store) -> None:
    post(store, "a")
    desk, mail = PlainSource(), MemoryChannel("email")
    desk.closed = timedelta(hours=10)
    mail.faults.append(passing())
    go(store, desk, mail)
    assert rows(store)["a"].next_try_at >= NOW + timedelta(hours=10)


class _ByName(PlainSource):
    """Who is called mail… is reached by mail, the others by chat."""

    def ways(self, session: Session, row: OutboxRow) -> list[Way]:
        return [("email" if row.to.startswith("mail") else "telegram", row.to)]


def test_a_server_that_asks_for_rest_stops_its_channel_and_no_other(store: Store) -> None:
    post(store, *(f"m{i}" for i in range(6)), "mail1", "mail2")
    chat, mail = MemoryChannel("telegram"), MemoryChannel("email")
    chat.faults.append(passing(retry_after_s=30))
    one = Delivery(concurrency=1, pace={})
    assert go(store, _ByName(), chat, mail, delivery=one) == Delivered(sent=2, waiting=6)
    assert (names(chat), names(mail)) == ([], ["mail1", "mail2"])
    waiting = {row.next_try_at for row in rows(store).values() if row.state == "waiting"}
    assert waiting == {NOW + timedelta(seconds=30)}
    assert go(store, _ByName(), chat, mail, later=timedelta(seconds=29), delivery=one) == Delivered()
    assert go(store, _ByName(), chat, mail, later=timedelta(seconds=30), delivery=one) == Delivered(sent=6)


def test_one_chat_gets_one_a_second_and_the_others_do_not_wait_for_it(store: Store) -> None:
    post(store, "a", "b", "c")
    chat = MemoryChannel("telegram")
    pace = Delivery(pace={"telegram": Pace(chat_per_second=1)})
    desk = PlainSource(("telegram", "7"))
    assert go(store, desk, chat, delivery=pace) == Delivered(sent=1, waiting=2)
    post(store, "d")
    second = timedelta(seconds=1)
    assert go(store, PlainSource(("telegram", "7")), chat, later=second / 2, delivery=pace) == Delivered(waiting=1)
    assert go(store, PlainSource(("telegram", "{}")), chat, later=second, delivery=pace).sent == 3


def test_a_stop_ends_the_round_and_leaves_nothing_sending(store: Store) -> None:
    post(store, *(f"m{i:02}" for i in range(20)))
    mail = MemoryChannel("email")
    courier = Courier(store, {"email": mail}, PlainSource(), Delivery(concurrency=2, pace={}))
    asyncio.run(courier.round(NOW, stopping=lambda: len(mail.sent) >= 4))
    found = list(states(store).values())
    assert found.count("sent") == len(mail.sent) < 20
    assert set(found) == {"sent", "waiting"}


class _Hanging(MemoryChannel):
    def __init__(self) -> None:
        super().__init__("email")
        self.begun = asyncio.Event()

    async def send(self, message: Message, address: str) -> Receipt:
        if message.id == "m0":
            return await super().send(message, address)
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError


def test_a_round_cut_short_keeps_what_is_known_and_repeats_only_what_was_on_its_way(store: Store) -> None:
    post(store, "m0", "m1", "m2", "m3")

    async def cut() -> None:
        hanging = _Hanging()
        courier = Courier(store, {"email": hanging}, PlainSource(), Delivery(concurrency=2, pace={}))
        task = asyncio.create_task(courier.round(NOW))
        await hanging.begun.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(cut())
    assert states(store)["m0"] == "sent"
    mail = MemoryChannel("email")
    go(store, PlainSource(), mail)
    assert names(mail) == ["m1", "m2", "m3"]
    assert sum(message.repeat for message, _ in mail.sent) <= 2


class _Slow(MemoryChannel):
    """Holds the first message until it is let go."""

    def __init__(self) -> None:
        super().__init__("email")
        self.begun, self.go_on, self.left = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def send(self, message: Message, address: str) -> Receipt:
        if message.id == "m0":
            self.begun.set()
            await self.go_on.wait()
        if message.id == "left":
            self.left.set()
        return await super().send(message, address)


def test_what_a_worker_leaves_during_a_long_round_is_sent_in_that_round(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.courier.courier.WATCH_S", 0.01)
    post(store, "left", when=NOW - DAY)
    lock = try_lock(store, "worker-other", once=True)
    assert lock is not None
    leave_sending(store, "other", "left")
    post(store, "m0", "m1")
    slow = _Slow()

    async def run() -> Delivered:
        courier = Courier(store, {"email": slow}, PlainSource(), Delivery(concurrency=2, pace={}))
        task = asyncio.create_task(courier.round(NOW))
        await slow.begun.wait()
        lock.release()
        await slow.left.wait()
        slow.go_on.set()
        return await task

    assert asyncio.run(asyncio.wait_for(run(), 20)) == Delivered(sent=3)


class _Losing(MemoryChannel):
    """While m1 is sent the worker's lock is lost, so that the others see it as ended; m0 arrives after that."""

    def __init__(self) -> None:
        super().__init__("email")
        self.lose: Callable[[], None] = lambda: None
        self.lost = asyncio.Event()

    async def send(self, message: Message, address: str) -> Receipt:
        if message.id == "m0":
            await self.lost.wait()
        else:
            self.lose()
            self.lost.set()
        return await super().send(message, address)


def test_a_connection_that_is_lost_ends_the_round_and_the_next_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.courier.courier.WATCH_S", 0)
    post(store, "m0", "m1")
    mail = _Losing()
    courier = Courier(store, {"email": mail}, PlainSource(), Delivery(concurrency=2, pace={}))

    def lose() -> None:
        assert courier._outbox._lock is not None
        courier._outbox._lock.release()

    mail.lose = lose
    with pytest.raises(StoreError):
        asyncio.run(asyncio.wait_for(courier.round(NOW), 20))
    asyncio.run(courier.round(NOW))
    assert set(states(store).values()) == {"sent"}
    assert names(mail) == ["m0", "m1"]
