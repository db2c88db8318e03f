"""Real `duban run` processes that are killed and started again while a mail server counts what arrives."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP
from sqlalchemy import func, select

from bot.roster.roster import Roster
from bot.store.tables import OutboxRow
from bot.work.planning.tick import plan
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.running import running

ROOT = Path(__file__).resolve().parents[2]
START = "2021-06-01T09:00"


class MailCount:
    """Takes every mail; `arrived` counts by Message-ID, `at_s` are the arrivals by the monotonic clock."""

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        self.at_s: list[float] = []
        self.news = threading.Condition()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        head = envelope.original_content.split(b"\r\n\r\n", 1)[0].decode("ascii", "replace")
        names = [line.split(":", 1)[1].strip() for line in head.splitlines() if line.lower().startswith("message-id:")]
        with self.news:
            self.arrived[names[0].strip("<>").partition("@")[0]] += 1
            self.at_s.append(time.monotonic())
            self.news.notify_all()
        return "250 OK"

    def wait(self, wanted: int, timeout_s: float) -> bool:
        """Whether so many arrived within the time."""
        with self.news:
            return self.news.wait_for(lambda: len(self.at_s) >= wanted, timeout_s)


@asynccontextmanager
async def _served(box: MailCount) -> AsyncIterator[tuple[MailCount, int]]:
    loop = asyncio.get_running_loop()
    sessions: list[SMTP] = []

    def make() -> SMTP:
        sessions.append(SMTP(box, hostname="mail.example.org", loop=loop))
        return sessions[-1]

    server = await loop.create_server(make, "127.0.0.1", 0)
    try:
        yield box, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for session in sessions:
            if session._handler_coroutine is not None:
                session._handler_coroutine.cancel()
        await asyncio.gather(*filter(None, (s._handler_coroutine for s in sessions)), return_exceptions=True)


@contextmanager
def mail_count(box: MailCount | None = None) -> Iterator[tuple[MailCount, int]]:
    """A mail server in a thread of its own, and its port."""
    with running(lambda: _served(box or MailCount())) as served:
        yield served.server


def fill(url: str, folder: Path, messages: int) -> set[str]:
    """An office of so many units in `folder`, each with a message planned; gives the messages' ids."""
    names = [f"第{n}局" for n in range(messages)]
    units = [{"name": name, "contact": [{"name": name, "email": f"u{n}@example.org"}]} for n, name in enumerate(names)]
    lines = [
        f'[[unit]]\nname = "{unit["name"]}"\n[[unit.contact]]\nname = "{unit["name"]}"\n'
        f'email = "{unit["contact"][0]["email"]}"\n'  # type: ignore[index]
        for unit in units
    ]
    folder.mkdir(exist_ok=True)
    (folder / "units.toml").write_text("\n".join(lines), encoding="utf-8")
    office = office_in(url, Roster.model_validate({"unit": units}))
    dispatched(office, ledger(*(task(str(n), due("2021-12-31"), units=(name,)) for n, name in enumerate(names))), START)
    plan(office, at(START))
    with office.store.begin() as session:
        found = set(session.scalars(select(OutboxRow.id)))
    office.store.close()
    assert len(found) == messages
    return found


def left(url: str) -> dict[str, int]:
    """State → how many messages."""
    office = office_in(url)
    with office.store.begin() as session:
        rows = session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state)).all()
    office.store.close()
    return dict(rows)


@dataclass
class Worker:
    """`duban run` on a database; `start` and `kill` as often as wanted."""

    url: str
    config: Path
    port: int
    log: Path
    more: tuple[str, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    environ: dict[str, str] = field(default_factory=dict)
    now: datetime | None = None  # the clock that it begins with; START where None

    def start(self) -> None:
        environ = {k: v for k, v in os.environ.items() if not k.startswith("DUBAN_") and not k.endswith("_proxy")}
        environ |= {
            "DUBAN_DATABASE_URL": self.url,
            "DUBAN_CONFIG": str(self.config),
            "DUBAN_METRICS_PORT": "0",
            "DUBAN_SMTP_URL": f"smtp://127.0.0.1:{self.port}",
            **self.environ,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--now", (self.now or at(START)).isoformat(), *self.more],
                env=environ,
                stdout=log,
                stderr=log,
                cwd=ROOT,
            )

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill_quietly(self) -> None:
        """Also one that never began, or has ended."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def _end(self, how: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(180)


@dataclass
class Outcome:
    """`lost` and `repeats` by Message-ID; `first_s`: from each start to the next arrival, in seconds."""

    messages: int
    kills: int
    lost: int
    repeats: int
    most_of_one: int
    unknown: int
    states: dict[str, int]
    first_s: list[float]
    took_s: float


def _kill(
    box: MailCount, worker: Worker, doomed: Worker | None, messages: int, kills: int, chance: random.Random
) -> list[float]:
    """Kills and starts again; gives the seconds from each start to the next arrival."""
    worker.start()
    started, seen, first_s = time.monotonic(), len(box.at_s), []
    for kill in range(kills):
        # Where the worker dies is chance: after so many more mails, and a moment that falls anywhere in a send.
        step = chance.randint(1, max(1, 2 * (messages - seen) // (kills - kill + 1) - 1))
        assert box.wait(seen + 1, 60), "nothing arrived after a start"
        if doomed is None or kill:
            first_s.append(next(t for t in box.at_s if t > started) - started)
        box.wait(min(seen + step, messages - 1), 60)
        time.sleep(chance.random() * 0.02)
        if doomed is not None and kill == 0:
            doomed.kill()
        worker.kill()
        worker.start()
        started, seen = time.monotonic(), len(box.at_s)
    return first_s


def _until_all_is_sent(url: str, box: MailCount, messages: int, limit_s: float) -> None:
    deadline = time.monotonic() + limit_s
    while len(box.arrived) < messages and time.monotonic() < deadline:
        box.wait(len(box.at_s) + 1, 5)
    while left(url).get("sent", 0) < messages and time.monotonic() < deadline:
        time.sleep(0.2)


def kill_and_count(
    url: str, folder: Path, messages: int, kills: int, seed: int, *, dead_worker: bool = False, limit_s: float = 600
) -> Outcome:
    """Sends so many messages with a worker that is killed at random moments; `dead_worker`: and another that is killed
    once and never comes back.
    """
    ids = fill(url, folder / "config", messages)
    with mail_count() as (box, port):
        begun = time.monotonic()
        worker = Worker(url, folder / "config", port, folder / "worker.log")
        doomed = Worker(url, folder / "config", port, folder / "doomed.log")
        try:
            if dead_worker:
                doomed.start()
            first_s = _kill(box, worker, doomed if dead_worker else None, messages, kills, random.Random(seed))
            _until_all_is_sent(url, box, messages, limit_s)
            took_s = time.monotonic() - begun
            worker.stop()
        finally:
            worker.kill_quietly()
            doomed.kill_quietly()
    return Outcome(
        messages,
        kills + dead_worker,
        len(ids - box.arrived.keys()),
        sum(box.arrived.values()) - len(box.arrived),
        max(box.arrived.values()),
        len(box.arrived.keys() - ids),
        left(url),
        first_s,
        took_s,
    )
