"""Updates that the chat answers in a second while 5,000 duties are open, beside a bare echo of python-telegram-bot as
it comes, with its own requests.

Usage: python bench/chat.py [--updates N] [--duties N]

Both take the same updates one after the other, as polling does, and answer over HTTP to the same server in another
process; they take turns with every update, so that a busy machine slows both. Exits with 1 where `/mine` is answered
less than 0.4 times as often as the echo, or takes longer than 0.3 s for one in twenty. Something is written before
each, so that it is not answered from memory (“again” is), and so that neither comes upon warmer caches than the other.
The share is that of the processor's time: how long an answer is waited for depends on who else works on the machine.
"""

import argparse
import asyncio
import multiprocessing
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aiohttp import web
from telegram import Bot, Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.channels.telegram_bot import build_bot
from bot.chat.service import build_service
from bot.roster.roster import CONTACT, COORDINATOR, Roster
from bot.store import people
from bot.store.store import get_mark
from bot.work.office import Office
from tests.support.office import at, dispatched, due, ledger, office_in, task

TOKEN = "7:AAEmulatedTokenOfNoBotAtAll0000000000"
UNITS = 100
#: A chat may type twenty commands a minute: the clock goes faster than the run.
STEP = timedelta(seconds=10)
SHARE, P95_S = 0.4, 0.3
#: The rarer commands come once in so many updates.
RARE = 20
COORDINATOR_CHAT = 9_000


class Spent(NamedTuple):
    """Seconds for one update: until it was answered, and of this process's own work, which other work on the machine
    does not lengthen.
    """

    waited: float
    processor: float


def serve(port: Any) -> None:
    """A Bot API that takes every message."""

    async def answer(request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        bot = {"id": 7, "is_bot": True, "first_name": "Duban", "username": "duban_test_bot"}
        chat = {"id": 1, "type": "private"}
        message = {"message_id": 1, "date": 1_600_000_000, "chat": chat, "text": "…"}
        result: object = bot if method == "getMe" else message if method in {"sendMessage", "sendPhoto"} else True
        return web.json_response({"ok": True, "result": result})

    async def run() -> None:
        app = web.Application()
        app.router.add_route("*", "/{any:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


def office_of(folder: str, n: int) -> Office:
    """`n` open duties of a hundred units, each with a contact in a chat, and a coordinator."""
    names = [f"区第{k}局" for k in range(1, UNITS + 1)]
    roster = Roster.model_validate({"unit": [{"name": name, "contact": [{"name": "联络员"}]} for name in names]})
    office = replace(office_in(f"sqlite:///{folder}/duban.db", roster), can_chat=True)
    each = [names[(k * 7 + j) % UNITS] for k in range(n // 10) for j in range(10)]
    units = (tuple(each[10 * k : 10 * k + 10]) for k in range(n // 10))
    tasks = (task(str(k + 1), due(f"2021-{6 + k % 6:02d}-28"), units=own) for k, own in enumerate(units))
    dispatched(office, ledger(*tasks))
    with office.store.begin() as session:
        for k, name in enumerate(names):
            people.bind(session, 1_000 + k, CONTACT, name, "联络员", at("2021-06-01T09:00"), "联络员")
        people.bind(session, COORDINATOR_CHAT, COORDINATOR, "区政府办公室", "文书", at("2021-06-01T09:00"), "")
    return office


def update_of(n: int, words: str, user: int, bot: Bot) -> Update:
    """One message in private."""
    person = {"id": user, "is_bot": False, "first_name": "某"}
    length = len(words.split(maxsplit=1)[0])
    message = {
        "message_id": n,
        "date": 1_600_000_000,
        "chat": {"id": user, "type": "private", "first_name": "某"},
        "from": person,
        "text": words,
        "entities": [{"type": "bot_command", "offset": 0, "length": length}] if words.startswith("/") else [],
    }
    found = Update.de_json({"update_id": n, "message": message}, bot)
    assert found is not None
    return found


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001 - the library's signature
    message = update.effective_message
    assert message is not None
    await message.reply_text(message.text or "")


async def timed(app: Any, bot: Bot, words: str, k: int, user: int) -> Spent:
    """One update."""
    update = update_of(k + 1, words, user, bot)
    start, processor = time.perf_counter(), time.process_time()
    await app.process_update(update)
    return Spent(time.perf_counter() - start, time.process_time() - processor)


def said(name: str, spent: list[Spent]) -> float:
    """Prints a line; gives updates a second."""
    waited = [one.waited for one in spent]
    rate, own = len(spent) / sum(waited), statistics.median(one.processor for one in spent)
    p50, p95 = statistics.median(waited), statistics.quantiles(waited, n=20)[-1]
    times = f"p50 {p50 * 1000:6.1f} ms   p95 {p95 * 1000:6.1f} ms   processor {own * 1000:6.2f} ms"
    print(f"{name:24} {rate:8.0f}/s   {times}")
    return rate


async def measure(url: str, office: Office, updates: int) -> bool:
    """Whether both limits are held."""
    now = [datetime.fromisoformat("2021-06-10T10:00:00+08:00")]

    def clock() -> datetime:
        now[0] += STEP
        return now[0]

    bot = build_bot(TOKEN, base_url=url, timeout_s=10)
    ours = build_service(bot, lambda: office, clock)
    theirs = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").updater(None).job_queue(None).build()
    bare = theirs.bot
    theirs.add_handler(MessageHandler(filters.TEXT, echo))
    for app in (ours, theirs):
        await app.initialize()
    spent: dict[str, list[Spent]] = {}

    def write() -> None:
        with office.store.begin() as session:
            get_mark(session, "bench").at = clock()

    async def answer(name: str, app: Any, own: Bot, words: str, k: int, user: int) -> None:
        spent.setdefault(name, []).append(await timed(app, own, words, k, user))

    for k in range(updates):
        contact = 1_000 + k % UNITS
        write()
        await answer("echo", theirs, bare, "/mine", k, contact)
        write()
        await answer("/mine", ours, bot, "/mine", k, contact)
        await answer("/mine (again)", ours, bot, "/mine", k, contact)
        if k % RARE == 0:
            await answer("/task 1", ours, bot, "/task 1", k, contact)
            await answer("签收 1", ours, bot, "签收 1", k, contact)
            await answer("/status", ours, bot, "/status", k, COORDINATOR_CHAT)
            await ours.sender.finish()  # what comes after the answer, such as a picture
    rates = {name: said(name, found) for name, found in spent.items()}
    taken = {name: statistics.median(one.processor for one in found) for name, found in spent.items()}
    share = taken["echo"] / taken["/mine"]
    p95 = statistics.quantiles([one.waited for one in spent["/mine"]], n=20)[-1]
    waited = rates["/mine"] / rates["echo"]
    print(f"/mine is answered {share:.2f} times as often as the echo (at least {SHARE}; waited for: {waited:.2f})")
    print(f"p95 {p95:.3f} s (under {P95_S})")
    for app in (ours, theirs):
        await app.shutdown()
    await bot.request.shutdown()
    return share >= SHARE and p95 < P95_S


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=1_000)
    parser.add_argument("--duties", type=int, default=5_000)
    options = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{here.recv()}"
    with tempfile.TemporaryDirectory() as folder:
        office = office_of(folder, options.duties)
        try:
            held = asyncio.run(measure(url, office, options.updates))
        finally:
            office.store.close()
            server.terminate()
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
