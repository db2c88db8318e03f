"""procrastinate's jobs beside the outbox: one for each message that is due, and none that holds anything up."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import procrastinate
import pytest
from sqlalchemy import text

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.delivery import Delivery, Pace
from bot.courier.jobs import Jobs
from bot.courier.parts import NO_WAY, Delivered
from bot.errors import ChannelError, StoreError
from bot.store import jobs
from bot.store.store import Store
from tests.support.jobs import deliver_all
from tests.support.post import NOW, PlainSource, leave_sending, post, states

pytestmark = pytest.mark.peer

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    made = Store.open(postgres_url)
    yield made
    made.close()


def hand_over(store: Store, later: timedelta = timedelta()) -> int:
    with store.begin() as session:
        return jobs.hand_over(session, NOW + later)


def asked_for(store: Store) -> list[str]:
    """The messages that jobs wait for."""
    with store.begin() as session:
        query = text("SELECT args->>'message_id' FROM procrastinate_jobs WHERE status = 'todo' ORDER BY 1")
        return list(session.scalars(query))


def all_jobs(store: Store) -> int:
    """How many there are, begun or not; the sweep, which comes by the wall clock, is none of these."""
    with store.begin() as session:
        return session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'deliver'")) or 0


def go(store: Store, mail: MemoryChannel, desk: PlainSource | None = None, later: timedelta = timedelta()) -> Delivered:
    courier = Courier(store, {mail.kind: mail}, desk or PlainSource(), Delivery(pace={}))
    return asyncio.run(deliver_all(courier, NOW + later))


def test_each_message_that_is_due_has_one_job_that_carries_its_id(store: Store) -> None:
    post(store, "a", "b")
    post(store, "later", when=NOW + MINUTE)
    post(store, "sent", state="sent")
    assert hand_over(store) == 2
    assert hand_over(store) == 0
    assert asked_for(store) == ["a", "b"]
    assert hand_over(store, MINUTE) == 1
    assert asked_for(store) == ["a", "b", "later"]


def test_so_many_at_a_time_the_earliest_first(store: Store) -> None:
    post(store, *(f"m{n:04}" for n in range(jobs.MOST + 1)))
    post(store, "early", when=NOW - MINUTE)
    assert hand_over(store) == jobs.MOST
    assert {"early", "m0000"} <= set(asked_for(store))
    assert hand_over(store) == 2
    mail = MemoryChannel("email")
    assert go(store, mail) == Delivered(sent=jobs.MOST + 2)
    assert all_jobs(store) == 0


def test_what_is_undone_leaves_no_job(store: Store) -> None:
    post(store, "a")
    with store.begin() as session:
        assert jobs.hand_over(session, NOW) == 1
        session.rollback()
    assert asked_for(store) == []


def test_several_who_hand_over_at_once_make_one_job_each(store: Store) -> None:
    post(store, *(f"m{n:02}" for n in range(50)))
    barrier, found = threading.Barrier(4), list[int]()

    def hand() -> None:
        barrier.wait()
        found.append(hand_over(store))

    threads = [threading.Thread(target=hand) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 0, 0, 50]


def test_messages_without_a_way_have_one_job_together(store: Store) -> None:
    post(store, *(f"m{n}" for n in range(5)), error=NO_WAY)
    assert hand_over(store) == 1
    mail = MemoryChannel("email")
    assert go(store, mail).sent == 5
    assert all_jobs(store) == 0


def test_whoever_claims_takes_the_jobs_along(store: Store) -> None:
    post(store, *(f"m{n}" for n in range(20)))
    hand_over(store)
    mail = MemoryChannel("email")
    courier = Courier(store, {"email": mail}, PlainSource(), Delivery(pace={}))
    asyncio.run(courier.round(NOW))
    assert len(mail.sent) == 20
    assert all_jobs(store) == 0


def test_what_has_to_wait_for_a_token_keeps_its_job(store: Store) -> None:
    post(store, *(f"m{n:02}" for n in range(50)))
    hand_over(store)
    chat = MemoryChannel("telegram")
    slow = Delivery(pace={"telegram": Pace(per_second=1)})
    courier = Courier(store, {"telegram": chat}, PlainSource(("telegram", "{}")), slow)
    asyncio.run(courier.round(NOW, stopping=lambda: bool(chat.sent)))
    waiting = {name for name, state in states(store).items() if state == "waiting"}
    assert 40 < len(waiting) == len(asked_for(store))


def test_a_job_whose_message_has_gone_ends_at_once(store: Store) -> None:
    post(store, "a", "b")
    hand_over(store)
    with store.begin() as session:
        session.execute(text("UPDATE outbox SET state = 'sent'"))
    desk = PlainSource()
    assert go(store, MemoryChannel("email"), desk) == Delivered()
    assert desk.said == []
    assert all_jobs(store) == 0


def test_a_job_that_fails_is_made_anew_by_the_next_sweep(store: Store) -> None:
    post(store, "a")
    mail, faults = MemoryChannel("email"), [ZeroDivisionError()]
    courier = Courier(store, {"email": mail}, PlainSource(), Delivery(pace={}))

    async def deliver(message_id: str) -> None:
        if faults:
            raise faults.pop()
        await courier.deliver(message_id, NOW)

    work = Jobs(courier, deliver, lambda: NOW)
    for _ in range(2):  # the second begins with a sweep, if none came by the clock during the first
        asyncio.run(work.run(wait=False))
    assert faults == []
    assert states(store) == {"a": "sent"}
    assert all_jobs(store) == 0


def test_what_was_put_off_has_a_job_when_its_time_has_come(store: Store) -> None:
    post(store, "a")
    mail = MemoryChannel("email")
    mail.faults.append(ChannelError("courier.put_off", permanent=False))
    assert go(store, mail) == Delivered(waiting=1)
    assert all_jobs(store) == 0
    assert go(store, mail, later=MINUTE) == Delivered(sent=1)


def test_jobs_and_messages_of_a_killed_host_are_taken_over(store: Store) -> None:
    """As a host leaves them that was killed a minute ago: a message on its way, its job begun, and another waiting."""
    post(store, "a", "b")
    hand_over(store)
    with store.begin() as session:
        killed = session.scalar(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id")
        )
        begun = session.execute(text("SELECT args FROM procrastinate_fetch_job_v2(NULL, :id)"), {"id": killed})
        assert begun.scalar_one() == {"message_id": "a"}
    leave_sending(store, "killed", "a")
    mail = MemoryChannel("email")
    assert go(store, mail) == Delivered(sent=2)
    assert {m.id: m.repeat for m, _ in mail.sent} == {"a": True, "b": False}
    assert all_jobs(store) == 0


def test_a_living_hosts_job_is_left_to_it(store: Store) -> None:
    post(store, "a")
    with store.begin() as session:
        jobs.hand_over(session, NOW)
        living = session.scalar(text("SELECT procrastinate_register_worker_v1()"))
        session.execute(text("SELECT procrastinate_fetch_job_v2(NULL, :id)"), {"id": living})
    assert go(store, MemoryChannel("email")) == Delivered(sent=1)
    assert all_jobs(store) == 1


MIGRATIONS = sorted((Path(procrastinate.__file__).parent / "sql" / "migrations").glob("*.sql"))


@pytest.mark.parametrize("earlier", ["03.02.00_50_post_batch_defer_jobs.sql", MIGRATIONS[-2].name])
def test_tables_of_an_earlier_release_are_brought_to_the_present_one(postgres_url: str, earlier: str) -> None:
    store = Store.open(postgres_url)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        for file in MIGRATIONS:
            if file.name <= earlier:
                raw.execute(file.read_text(encoding="utf-8"))
        raw.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{earlier}'")
    store.close()
    again = Store.open(postgres_url)
    post(again, "a")
    assert go(again, MemoryChannel("email")) == Delivered(sent=1)
    again.close()


def test_tables_of_a_later_release_are_refused(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    with store.begin() as session:
        session.execute(text("COMMENT ON TABLE procrastinate_jobs IS '99.00.00_01_pre_later.sql'"))
    store.close()
    with pytest.raises(StoreError) as caught:
        Store.open(postgres_url)
    assert caught.value.key == "store.newer"
