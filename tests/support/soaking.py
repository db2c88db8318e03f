"""A long run under random faults: mail and chat servers that misbehave, processes that are killed, nothing lost."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert, select

from bot.resources import find_config
from bot.roster.roster import Roster
from bot.store.tables import OutboxRow
from bot.work.office import Office
from bot.work.planning.tick import plan
from tests.support.bot_api import BotApi, bot_api_emulator
from tests.support.http_faults import Fault
from tests.support.killing import START, Worker, left
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.running import Running, running
from tests.support.smtp import MailServer, smtp_server

MAIL_UNITS = 100
MAILS_A_SECOND, CHATS_A_SECOND = 12, 4
SHARE = 0.05
#: Stage and answer of mail faults; the second of a pair is how often it is chosen.
MAIL_FAULTS = [
    (("RCPT", "451 4.7.1 later"), 4), (("RCPT", "452 4.2.2 full"), 3), (("CONTENT", "451 4.3.0 later"), 3),
    (("MAIL", "421 4.3.2 closing"), 3), (("DATA", "reset"), 3), (("CONTENT", "reset"), 3), (("RCPT", "hang"), 1),
]  # fmt: skip
TOO_MANY = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
CHAT_FAULTS = [
    (Fault(status=429, body=TOO_MANY, path="sendMessage"), 2),
    (Fault(status=502, body=b"bad gateway", path="sendMessage"), 4),
    (Fault(kind="reset", path="sendMessage"), 3),
    (Fault(kind="lost", path="sendMessage"), 3),
    (Fault(body=b"<html>", path="sendMessage"), 2),
]


@dataclass
class Soak:
    """What went out, what was done to it, and what became of it."""

    messages: int = 0
    mails: int = 0
    chats: int = 0
    kills: int = 0
    lost: int = 0
    repeats: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    states: dict[str, int] = field(default_factory=dict)


@asynccontextmanager
async def _servers() -> AsyncIterator[tuple[MailServer, BotApi]]:
    async with smtp_server() as mail, bot_api_emulator() as chat:
        yield mail, chat


class _Box:
    """The servers, their faults, and how often each message arrived."""

    def __init__(self, served: Running[tuple[MailServer, BotApi]], chance: random.Random) -> None:
        self.served, self.chance = served, chance
        self.mail, self.chat = served.server
        self.mails: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()

    def collect(self) -> None:
        self.served.call(self._collect())

    async def _collect(self) -> None:
        while self.mail.mails:
            name = str(self.mail.mails.pop().parsed["Message-ID"])
            self.mails[name.strip("<>").partition("@")[0]] += 1

    def harm(self, seconds: float) -> None:
        """Faults for about this share of what comes in so many seconds."""
        self.served.call(self._harm(seconds))

    async def _harm(self, seconds: float) -> None:
        for _ in range(self._number(MAILS_A_SECOND * seconds)):
            (stage, what), _ = self._choice(MAIL_FAULTS)
            self.mail.fault(stage, what)
            self.faults[f"mail {stage} {what[:5]}"] += 1
        for _ in range(self._number(CHATS_A_SECOND * seconds)):
            fault, _ = self._choice(CHAT_FAULTS)
            self.chat.fault(fault)
            self.faults[f"chat {fault.kind} {fault.status}"] += 1

    def _number(self, expected: float) -> int:
        wanted = expected * SHARE
        return int(wanted) + (self.chance.random() < wanted % 1)

    def _choice(self, options: list):  # type: ignore[no-untyped-def,type-arg]
        return self.chance.choices(options, [weight for _, weight in options])[0]

    def heal(self) -> None:
        self.served.call(self._heal())

    async def _heal(self) -> None:
        self.mail.faults.clear()
        self.mail.over.set()
        self.chat.faults.waiting.clear()
        self.chat.faults.release()


def soak(url: str, folder: Path, seconds: float, chance: random.Random, processes: int = 2) -> Soak:
    """Runs for so long, then lets everything arrive; gives what became of it."""
    chats = int(CHATS_A_SECOND * seconds)
    office = _office(url, folder / "config", chats)
    mail_ids = _spread(office, int(MAILS_A_SECOND * seconds), seconds, chance)
    office.store.close()
    found = Soak(messages=chats + len(mail_ids), mails=len(mail_ids), chats=chats)
    with running(_servers) as served:
        box = _Box(served, chance)
        workers = _workers(url, folder, box, processes)
        try:
            found.kills = _run(workers, box, seconds, chance)
            box.heal()
            _let_arrive(url, workers, found.messages, seconds)
        finally:
            for worker in workers:
                worker.kill_quietly()
        box.collect()
    told = Counter(message.chat_id for message in box.chat.sent)
    wanted = {str(10_000 + n) for n in range(chats)}
    found.lost = len(set(mail_ids) - box.mails.keys()) + len(wanted - told.keys())
    found.repeats = sum(box.mails.values()) - len(box.mails) + sum(told.values()) - len(told)
    found.faults, found.states = box.faults, left(url)
    return found


def _office(url: str, config: Path, chats: int) -> Office:
    """Units reached by mail, and one for each chat; a message planned for every one."""
    entries = [(f"第{n}局", f'email = "u{n}@example.org"') for n in range(MAIL_UNITS)]
    entries += [(f"第{n}办", f"telegram = {10_000 + n}") for n in range(chats)]
    units = [f'[[unit]]\nname = "{name}"\n[[unit.contact]]\nname = "{name}"\n{way}\n' for name, way in entries]
    config.mkdir(exist_ok=True)
    (config / "units.toml").write_text("\n".join(units), encoding="utf-8")
    # A unit's contact gets dozens of mails in these minutes, which a day's cap would spread over weeks.
    policy = find_config(None, "policy.toml").read_text(encoding="utf-8")
    (config / "policy.toml").write_text(
        policy.replace("messages_a_day = 1\n", "messages_a_day = 50\n"), encoding="utf-8"
    )
    made = [
        {"name": name, "contact": [{"name": name, "email": f"x{n}@example.org"}]} for n, (name, _) in enumerate(entries)
    ]
    office = office_in(url, Roster.model_validate({"unit": made}))
    tasks = (task(str(n), due("2021-12-31"), units=(name,)) for n, (name, _) in enumerate(entries))
    dispatched(office, ledger(*tasks), START)
    plan(office, at(START))
    return office


def _spread(office: Office, mails: int, seconds: float, chance: random.Random) -> list[str]:
    """Makes so many mails of the planned ones, and gives every message its moment within the run."""
    start = at(START)
    with office.store.begin() as session:
        rows = list(session.scalars(select(OutboxRow)))
        for row in rows:
            row.next_try_at = start + timedelta(seconds=chance.random() * seconds)
        planned = [row for row in rows if row.to.endswith("局")]
        names = [c.name for c in OutboxRow.__table__.columns]
        copies = []
        for n in range(mails - len(planned)):
            copy = {name: getattr(planned[n % len(planned)], name) for name in names}
            copies.append({
                **copy, "id": str(uuid4()), "next_try_at": start + timedelta(seconds=chance.random() * seconds),
            })  # fmt: skip
        if copies:
            session.execute(insert(OutboxRow), copies)
        return [row.id for row in planned] + [copy["id"] for copy in copies]


def _workers(url: str, folder: Path, box: _Box, processes: int) -> list[Worker]:
    environ = {"DUBAN_TELEGRAM_TOKEN": box.chat.token, "DUBAN_TELEGRAM_BASE_URL": box.chat.base_url}
    return [
        Worker(url, folder / "config", box.mail.port, folder / f"{n}.log", ("--roles", "courier"), environ=environ)
        for n in range(processes)
    ]


def _run(workers: list[Worker], box: _Box, seconds: float, chance: random.Random) -> int:
    """Faults and kills for so long; gives the number of kills."""
    begun, kills = time.monotonic(), 0
    for worker in workers:
        worker.start()
    next_kill = begun + chance.uniform(5, 25)
    while (past := time.monotonic() - begun) < seconds:
        box.served.call(asyncio.sleep(0.5))
        box.harm(0.5)
        box.collect()
        if time.monotonic() > next_kill:
            worker = chance.choice(workers)
            worker.kill()
            worker.now = at(START) + timedelta(seconds=past)
            worker.start()
            kills += 1
            next_kill = time.monotonic() + chance.uniform(10, 40)
    return kills


def _let_arrive(url: str, workers: list[Worker], messages: int, seconds: float) -> None:
    """The servers are well again: what was put off comes, a day later by the processes' clock."""
    for worker in workers:
        worker.stop()
        worker.now = at(START) + timedelta(days=1)
        worker.start()
    deadline = time.monotonic() + 120 + seconds
    while left(url).get("sent", 0) < messages and time.monotonic() < deadline:
        time.sleep(0.5)
    for worker in workers:
        worker.stop()
