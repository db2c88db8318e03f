"""`duban run` processes that share one bot, against the emulator's own log of what arrived when."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.roster.roster import Roster
from bot.work.planning.tick import plan
from tests.support.bot_api import BotApi, bot_api_emulator
from tests.support.killing import START, Worker
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.running import running


@asynccontextmanager
async def _served() -> AsyncIterator[BotApi]:
    async with bot_api_emulator() as api:
        yield api


def fill_chats(url: str, folder: Path, messages: int) -> None:
    """An office of so many units, each reached in a chat of its own, with a message planned for each."""
    units = [{"name": f"第{n}局", "contact": [{"name": f"第{n}局", "telegram": 10_000 + n}]} for n in range(messages)]
    lines = [
        f'[[unit]]\nname = "第{n}局"\n[[unit.contact]]\nname = "第{n}局"\ntelegram = {10_000 + n}\n'
        for n in range(messages)
    ]
    folder.mkdir(exist_ok=True)
    (folder / "units.toml").write_text("\n".join(lines), encoding="utf-8")
    office = office_in(url, Roster.model_validate({"unit": units}))
    tasks = (task(str(n), due("2021-12-31"), units=(f"第{n}局",)) for n in range(messages))
    dispatched(office, ledger(*tasks), START)
    plan(office, at(START))
    office.store.close()


def arrivals(url: str, folder: Path, messages: int, processes: int, limit_s: float = 120) -> list[float]:
    """Sends to so many chats with so many processes; gives the seconds at which they arrived, in order."""
    fill_chats(url, folder / "config", messages)
    with running(_served) as served:
        api = served.server
        environ = {"DUBAN_TELEGRAM_TOKEN": api.token, "DUBAN_TELEGRAM_BASE_URL": api.base_url}
        workers = [
            Worker(url, folder / "config", 1, folder / f"{n}.log", ("--roles", "courier"), environ=environ)
            for n in range(processes)
        ]
        try:
            for worker in workers:
                worker.start()
            deadline = time.monotonic() + limit_s
            while len(api.sent) < messages and time.monotonic() < deadline:
                served.call(asyncio.sleep(0.1))
        finally:
            for worker in workers:
                worker.kill_quietly()
    return sorted(at_s for method, at_s in api.calls if method == "sendMessage")


def most_in_a_second(instants: list[float]) -> int:
    """Of all windows of one second, ends included, the fullest."""
    return max((sum(start <= at_s <= start + 1 for at_s in instants) for start in instants), default=0)
