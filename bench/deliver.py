"""What the courier costs beside a bare loop: mail to aiosmtpd, all in one run.

- a bare aiosmtplib loop with two connections, the same mails;
- the courier with the same two connections, on SQLite and on PostgreSQL, with plain words and with real letters;
- outbox to sent with a channel that does nothing, by 1, 2 and 4 worker processes, on PostgreSQL by procrastinate's jobs
  and beside as many of its jobs that do nothing at all;
- memory with 100,000 messages waiting.

Usage: python bench/deliver.py [--messages N] [--waiting N] [--letters]
"""

import argparse
import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aiosmtplib import SMTP
from sqlalchemy import func, insert, select

from bot.channels.email import EmailChannel
from bot.channels.mail import build_mail
from bot.channels.memory import MemoryChannel
from bot.channels.smtp_url import read_smtp_url
from bot.clock import system_clock
from bot.courier.courier import Courier
from bot.courier.delivery import Delivery
from bot.roster.roster_file import load_roster
from bot.store.store import Store
from bot.store.tables import OutboxRow
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from tests.support.jobs import deliver_all, idle_app
from tests.support.killing import fill, mail_count
from tests.support.office import office_in
from tests.support.post import NOW, PlainSource
from tests.support.postgres import new_database, postgres_server

CONNECTIONS = 2
#: 700 real letters a second where a bare client does 2,000 on the same two cores.
LETTERS = 0.35
SENDER = "duban@example.org"
_fork = multiprocessing.get_context("spawn")


def put(url: str, messages: int) -> None:
    """So many plain messages into the outbox."""
    store = Store.open(url)
    facts = {
        "at": NOW,
        "role": "contact",
        "kind": "dispatch",
        "items": [],
        "state": "waiting",
        "attempts": 0,
        "faults": 0,
        "next_try_at": NOW,
        "tried": [],
        "uncertain": False,
    }
    with store.begin() as session:
        for start in range(0, messages, 5000):
            names = [f"m{n:07}" for n in range(start, min(start + 5000, messages))]
            session.execute(insert(OutboxRow), [{"id": n, "person": n, "to": n, **facts} for n in names])
    store.close()


def sent(url: str) -> int:
    store = Store.open(url)
    with store.begin() as session:
        found = session.scalar(select(func.count()).where(OutboxRow.state == "sent")) or 0
    store.close()
    return found


async def bare(port: int, mails: list[tuple[str, bytes]]) -> None:
    """No courier: every connection sends its share, one mail after another."""

    async def one(share: list[tuple[str, bytes]]) -> None:
        client = SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        await client.connect()
        for to, mail in share:
            await client.sendmail(SENDER, [to], mail)
        await client.quit()

    await asyncio.gather(*(one(mails[n::CONNECTIONS]) for n in range(CONNECTIONS)))


def mail_channel(port: int) -> EmailChannel:
    return EmailChannel(
        read_smtp_url(f"smtp://127.0.0.1:{port}"), mail_from=SENDER, now=system_clock, connections=CONNECTIONS
    )


def by_courier(url: str, port: int, desk: Any) -> float:
    """Seconds for all that is due."""
    store = Store.open(url)

    async def run() -> float:
        channel = mail_channel(port)
        courier = Courier(store, {"email": channel}, desk, Delivery(pace={}))
        started = time.perf_counter()
        await deliver_all(courier, NOW)
        took_s = time.perf_counter() - started
        await channel.close()
        return took_s

    took_s = asyncio.run(run())
    store.close()
    return took_s


def _serve(port: Any, over: Any) -> None:
    with mail_count() as (_, found):
        port.put(found)
        over.wait()


@contextmanager
def mail_server() -> Iterator[int]:
    """aiosmtpd in a process of its own; gives the port."""
    port, over = _fork.Queue(), _fork.Event()
    process = _fork.Process(target=_serve, args=(port, over))
    process.start()
    try:
        yield port.get(timeout=30)
    finally:
        over.set()
        process.join(20)


def bare_rate(port: int, messages: int, mails: list[tuple[str, bytes]]) -> float:
    started = time.perf_counter()
    asyncio.run(bare(port, mails))
    return messages / (time.perf_counter() - started)


def compare(name: str, new_url: Callable[[], Any], port: int, messages: int, needed: float) -> bool:
    """Plain words: what the courier costs."""
    desk = PlainSource()
    plain = [build_mail(_plain(n), SENDER, [f"m{n:07}@example.org"], NOW) for n in range(messages)]
    mails = [(f"m{n:07}@example.org", mail) for n, mail in enumerate(plain)]
    with new_url() as url:
        put(url, messages)
        before = bare_rate(port, messages, mails)
        rate = messages / by_courier(url, port, desk)
        after = bare_rate(port, messages, mails)
    bare_mean = (before + after) / 2
    print(f"{name + ', plain words':34}{rate:10.0f}{bare_mean:10.0f}{rate / bare_mean:8.0%}   wanted {needed:.0%}")
    return rate / bare_mean >= needed


def compare_letters(name: str, new_url: Callable[[], Any], port: int, messages: int, folder: Path) -> bool:
    """Real letters, composed as they go out, beside a bare client that has its words ready: both in turn."""
    n = min(messages, 1000)
    mails = [(f"m{i:07}@example.org", build_mail(_plain(i), SENDER, [f"m{i:07}@example.org"], NOW)) for i in range(n)]
    with new_url() as url:
        fill(url, folder, n)
        office = office_in(url, load_roster(folder / "units.toml"))
        before = bare_rate(port, n, mails)
        rate = n / by_courier(url, port, Composer(office, digest_letter))
        after = bare_rate(port, n, mails)
        office.store.close()
    bare_mean = (before + after) / 2
    print(f"{name + ', real letters':34}{rate:10.0f}{bare_mean:10.0f}{rate / bare_mean:8.0%}   wanted {LETTERS:.0%}")
    return rate / bare_mean >= LETTERS


def _plain(n: int) -> Any:
    from bot.model import Message

    return Message(f"m{n:07}", f"m{n:07}", f"to m{n:07}")


def _work(url: str, ready: Any, go: Any) -> None:
    store = Store.open(url)
    courier = Courier(store, {"email": MemoryChannel("email")}, PlainSource(), Delivery(pace={}))
    ready.put(1)
    go.wait()
    asyncio.run(deliver_all(courier, NOW))
    store.close()


def _do_nothing(url: str, ready: Any, go: Any) -> None:
    async def work() -> None:
        app = idle_app(url)
        async with app.open_async():
            ready.put(1)
            go.wait()
            await app.run_worker_async(wait=False, listen_notify=False, concurrency=8, delete_jobs="always")

    asyncio.run(work())


def put_nothing(url: str, messages: int) -> None:
    """So many jobs that do nothing."""
    Store.open(url).close()
    app = idle_app(url)
    with app.open():
        app.tasks["nothing"].batch_defer(*({"message_id": f"m{n:07}"} for n in range(messages)))


def by_workers(url: str, messages: int, workers: int) -> float:
    """Messages a second from outbox to sent, by so many processes."""
    put(url, messages)
    took_s = timed(_work, url, workers)
    assert sent(url) == messages
    return messages / took_s


def nothing_by_workers(url: str, messages: int, workers: int) -> float:
    """Jobs a second that procrastinate itself fetches, runs and takes out, by so many processes."""
    put_nothing(url, messages)
    took_s = timed(_do_nothing, url, workers)
    app = idle_app(url)
    with app.open():
        assert not app.job_manager.list_jobs()
    return messages / took_s


def timed(work: Any, url: str, workers: int) -> float:
    """Seconds from when all processes are ready until the last has found nothing more."""
    ready, go = _fork.Queue(), _fork.Event()
    processes = [_fork.Process(target=work, args=(url, ready, go)) for _ in range(workers)]
    for process in processes:
        process.start()
    for _ in processes:
        ready.get(timeout=60)
    started = time.perf_counter()
    go.set()
    for process in processes:
        process.join()
    return time.perf_counter() - started


def _peak(url: str, some: int, answer: Any) -> None:
    """Peak memory of a process that opens the store and sends `some` of what waits."""
    mail = MemoryChannel("email")
    store = Store.open(url)
    courier = Courier(store, {"email": mail}, PlainSource(), Delivery(pace={}))
    asyncio.run(deliver_all(courier, NOW, stopping=lambda: len(mail.sent) >= some))
    answer.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def memory(url: str, waiting: int) -> float:
    """MB at the most while 2,000 of so many are sent."""
    put(url, waiting)
    answer = _fork.Queue()
    process = _fork.Process(target=_peak, args=(url, 2000, answer))
    process.start()
    found: float = answer.get(timeout=300)
    process.join()
    return found


def show(name: str, rates: list[float], digits: int = 0) -> None:
    print(f"{name:34}{rates[0]:10.{digits}f}{rates[1]:10.{digits}f}{rates[2]:8.{digits}f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--letters", action="store_true", help="real letters on SQLite alone")
    given = parser.parse_args()
    kept = []
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server, mail_server() as port:
        place = Path(folder)
        files = iter(range(100))

        @contextmanager
        def sqlite() -> Iterator[str]:
            yield f"sqlite:///{place / f'{next(files)}.db'}"

        def postgres() -> Any:
            return new_database(server)

        print(f"{'mails a second':34}{'courier':>10}{'bare':>10}{'share':>8}")
        kept.append(compare_letters("SQLite", sqlite, port, given.messages, place / "config"))
        if given.letters:
            raise SystemExit(0 if all(kept) else 1)
        kept.append(compare_letters("PostgreSQL", postgres, port, given.messages, place / "config2"))
        kept.append(compare("SQLite", sqlite, port, given.messages, 0.5))
        kept.append(compare("PostgreSQL", postgres, port, given.messages, 0.3))
        print(f"{'outbox to sent, a second':34}{'1 worker':>10}{'2':>10}{'4':>8}")
        for name, new_url in (("SQLite", sqlite), ("PostgreSQL", postgres)):
            rates = []
            for workers in (1, 2, 4):
                with new_url() as url:
                    rates.append(by_workers(url, given.messages * 2, workers))
            show(name, rates)
        none = []
        for workers in (1, 2, 4):
            with postgres() as url:
                none.append(nothing_by_workers(url, given.messages, workers))
        show("procrastinate, jobs of nothing", none)
        show("PostgreSQL, as ratio of these", [rate / bare for rate, bare in zip(rates, none, strict=True)], 1)
        for name, new_url in (("SQLite", sqlite), ("PostgreSQL", postgres)):
            with new_url() as few, new_url() as many:
                small, large = memory(few, 3000), memory(many, given.waiting)
            print(f"{name}, memory: {small:.0f} MB with 3,000 waiting, {large:.0f} MB with {given.waiting:,}")
            kept.append(large < small * 1.1)
    raise SystemExit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
