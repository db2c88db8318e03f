"""Several processes on one store: one answers the chat and another takes over; ticks of the same minute are one."""

import asyncio
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.store.locks import try_lock
from bot.store.store import Store
from bot.store.tables import OutboxRow
from bot.work.office import Office
from bot.work.planning.tick import plan
from tests.support.bot_api import bot_api_emulator
from tests.support.killing import Worker
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.running import running

pytestmark = pytest.mark.peer


def test_another_answers_within_fifteen_seconds_of_a_kill(database_url: str, tmp_path: Path) -> None:
    Store.open(database_url).close()
    with running(bot_api_emulator) as served:
        api = served.server
        environ = {"DUBAN_TELEGRAM_TOKEN": api.token, "DUBAN_TELEGRAM_BASE_URL": api.base_url}
        workers = [
            Worker(database_url, tmp_path, 1, tmp_path / f"{n}.log", ("--roles", "chat"), environ=environ)
            for n in range(2)
        ]

        def answers(wanted: int, within_s: float) -> bool:
            deadline = time.monotonic() + within_s
            while len(api.sent) < wanted and time.monotonic() < deadline:
                served.call(asyncio.sleep(0.1))
            return len(api.sent) >= wanted

        try:
            workers[0].start()
            served.call(api.push_update("/help"))
            assert answers(1, 30)
            workers[1].start()
            served.call(asyncio.sleep(3))
            workers[0].kill()
            served.call(api.push_update("/help"))
            assert answers(2, 15)
        finally:
            for worker in workers:
                worker.kill_quietly()
        assert len(api.sent) == 2


def test_a_lock_is_free_as_soon_as_its_holder_is_killed(database_url: str, tmp_path: Path) -> None:
    store = Store.open(database_url)
    lock = try_lock(store, "run")
    assert lock is not None
    assert try_lock(store, "run") is None
    assert lock.is_held()
    lock.release()
    lock.release()
    worker = Worker(database_url, tmp_path, 1, tmp_path / "w.log", ("--roles", "clock"))
    worker.start()
    deadline = time.monotonic() + 180
    while (free := try_lock(store, "run")) is not None and time.monotonic() < deadline:
        free.release()
        time.sleep(0.1)
    assert free is None
    worker.kill()
    again = try_lock(store, "run")
    assert again is not None
    again.release()
    store.close()


def test_ticks_of_the_same_minute_plan_once(office: Office) -> None:
    dispatched(office, ledger(*(task(str(n), due("2021-06-30")) for n in range(20))))
    twins = [office_in(office.store.engine.url.render_as_string(hide_password=False)) for _ in range(4)]
    barrier = threading.Barrier(4)
    found = []

    def tick(twin: Office) -> None:
        barrier.wait()
        found.append(plan(twin, at("2021-06-01T09:00")).duties)

    threads = [threading.Thread(target=tick, args=(twin,)) for twin in twins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 0, 0, 20]
    with office.store.begin() as session:
        assert session.scalar(select(func.count()).select_from(OutboxRow)) == 1
        if office.store.has_jobs:
            assert session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 1
    for twin in twins:
        twin.store.close()
