"""Several hosts on one PostgreSQL, as real processes: couriers share the load and take over from one another."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.courier.delivery import DEFAULT
from bot.store.store import Store
from tests.support.killing import MailCount, Worker, fill, left, mail_count

pytestmark = pytest.mark.peer

#: So many connections to a mail server has one process at most.
OF_ONE = 2
PATIENCE_S = 180.0


class Held(MailCount):
    """Answers no mail before `wanted` of them are on their way at once, or it is let go."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self.wanted, self.inside, self.most = wanted, 0, 0
        self.go_on = asyncio.Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        with self.news:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.news.notify_all()
        if self.inside >= self.wanted:
            self.go_on.set()
        await self.go_on.wait()
        self.inside -= 1
        return await super().handle_DATA(server, session, envelope)

    def wait_for_inside(self, wanted: int) -> bool:
        with self.news:
            return self.news.wait_for(lambda: self.most >= wanted, PATIENCE_S)


@contextmanager
def couriers(url: str, folder: Path, port: int, number: int) -> Iterator[list[Worker]]:
    """So many hosts that only send, none of them started."""
    made = [Worker(url, folder / "config", port, folder / f"{n}.log", ("--roles", "courier")) for n in range(number)]
    try:
        yield made
    finally:
        for worker in made:
            worker.kill_quietly()


def all_sent(url: str, messages: int) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while (sent := left(url).get("sent")) != messages and time.monotonic() < deadline:
        time.sleep(0.2)
    return sent == messages


def ask(url: str, query: str) -> int:
    store = Store.open(url)
    with store.begin() as session:
        found: int = session.execute(text(query)).scalar_one()
    store.close()
    return found


def signs_of_life(url: str) -> int:
    return ask(url, "SELECT count(*) FROM procrastinate_workers")


def test_two_hosts_share_the_load(postgres_url: str, tmp_path: Path) -> None:
    fill(postgres_url, tmp_path / "config", 60)
    with mail_count(Held(OF_ONE + 1)) as (box, port), couriers(postgres_url, tmp_path, port, 2) as both:
        for host in both:
            host.start()
        assert all_sent(postgres_url, 60)
        assert isinstance(box, Held)
        assert box.most > OF_ONE
        assert set(box.arrived.values()) == {1}


def test_what_a_killed_host_was_at_is_sent_by_another(postgres_url: str, tmp_path: Path) -> None:
    ids = fill(postgres_url, tmp_path / "config", 40)
    with mail_count(Held(OF_ONE + 1)) as (box, port), couriers(postgres_url, tmp_path, port, 2) as (doomed, other):
        assert isinstance(box, Held)
        doomed.start()
        assert box.wait_for_inside(OF_ONE)
        assert left(postgres_url)["sending"] == DEFAULT.concurrency
        doomed.kill()
        other.start()
        assert all_sent(postgres_url, 40)
        assert set(box.arrived) == ids
        assert sum(box.arrived.values()) - len(ids) <= DEFAULT.concurrency


def test_a_host_ends_in_the_middle_of_a_mail_that_the_server_holds(postgres_url: str, tmp_path: Path) -> None:
    fill(postgres_url, tmp_path / "config", 10)
    with mail_count(Held(100)) as (box, port), couriers(postgres_url, tmp_path, port, 1) as (host,):
        assert isinstance(box, Held)
        host.start()
        assert box.wait_for_inside(OF_ONE)
        assert signs_of_life(postgres_url) == 1
        host.stop()  # returns when the process has ended: the server holds the mail until the last line
        assert host.process is not None
        assert host.process.returncode == 0
        assert "Traceback" not in host.log.read_text(encoding="utf-8")
        assert signs_of_life(postgres_url) == 0
        assert left(postgres_url) == {"sending": DEFAULT.concurrency, "waiting": 10 - DEFAULT.concurrency}
        box.wanted = 1
        host.start()
        assert all_sent(postgres_url, 10)


def test_a_host_goes_on_when_the_server_has_dropped_all_its_connections(postgres_url: str, tmp_path: Path) -> None:
    fill(postgres_url, tmp_path / "config", 10)
    with mail_count() as (box, port), couriers(postgres_url, tmp_path, port, 1) as (host,):
        host.start()
        assert all_sent(postgres_url, 10)
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert ask(postgres_url, f"SELECT count(pg_terminate_backend(pid)) {others}") > 1
        again = "WITH again AS (UPDATE outbox SET state = 'waiting' RETURNING 1) SELECT count(*) FROM again"
        assert ask(postgres_url, again) == 10
        assert box.wait(20, PATIENCE_S)
        assert all_sent(postgres_url, 10)
