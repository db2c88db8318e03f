"""Updates that are posted: real requests to the port that listens, the Bot API emulator for what goes out."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.app.answering import port_of
from bot.app.checks import Mark
from bot.app.checks.servers import updates
from bot.app.logs import secrets_of
from bot.channels.telegram_bot import build_bot
from bot.chat.identity import leave, webhook_of
from bot.chat.service import build_service
from bot.chat.webhook import Hook, Port
from bot.errors import SettingsErrors
from bot.settings import load_settings
from bot.store.tables import BindingRow
from bot.work.office import Office
from bot.work.people.invitation import invite
from tests.support.bot_api import TOKEN, BotApi, bot_api_emulator
from tests.support.http_faults import Fault
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task
from tests.support.ports import free_port
from tests.support.talk import PATIENCE_S, Arrivals

SECRET = "a-secret-that-nobody-guesses"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
NOW = at("2021-06-10T10:00")


class Calls(Arrivals):
    """The methods called, in order."""

    async def until(self, name: str, times: int = 1) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while [called for called, _ in self].count(name) < times:
                await self.reach(len(self) + 1)


class Said(logging.Handler):
    """Is set once something was said that holds `words`."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words, self.event = words, asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self.words in record.getMessage():
            self.event.set()


def update(number: int, words: str, user: int = 7) -> dict[str, Any]:
    """As Telegram writes it."""
    message: dict[str, Any] = {
        "message_id": number,
        "date": 1_600_000_000,
        "chat": {"id": user, "type": "private", "first_name": "张三"},
        "from": {"id": user, "is_bot": False, "first_name": "张三"},
        "text": words,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(words.split(maxsplit=1)[0])}],
    }
    return {"update_id": number, "message": message}


@dataclass
class Line:
    """One bot whose updates are posted to `url`."""

    api: BotApi
    office: Office
    url: str
    hook: Hook
    running: "asyncio.Task[None]"

    async def post(self, body: object, secret: str | None = SECRET, path: str = "") -> int:
        headers = {} if secret is None else {HEADER: secret}
        async with httpx.AsyncClient() as client:
            return (await client.post(self.url + path, json=body, headers=headers)).status_code


def office_at_work() -> Office:
    office = office_in()
    dispatched(office, ledger(task("1", due("2021-06-30"))))
    return office


@asynccontextmanager
async def listening(office: Office, public: str = "") -> AsyncIterator[Line]:
    """Until the block ends; `public` is the address that Telegram is told, that of the port itself by default."""
    async with bot_api_emulator() as api:
        api.sent, api.calls = Arrivals(), (calls := Calls())
        number = free_port()
        url = f"http://127.0.0.1:{number}/telegram"
        bot = build_bot(TOKEN, base_url=api.base_url, timeout_s=5)
        stop = asyncio.Event()
        port = Port(public or url, "127.0.0.1", number, SECRET)
        hook = Hook(bot, build_service(bot, lambda: office, lambda: NOW), stop, port)
        running = asyncio.create_task(hook.run())
        try:
            await calls.until("setMyCommands")
            yield Line(api, office, url, hook, running)
        finally:
            stop.set()
            await asyncio.wait({running}, timeout=PATIENCE_S)
            assert running.done()


def tell(story: Callable[[Line], Awaitable[None]], public: str = "") -> None:
    async def go() -> None:
        async with listening(office_at_work(), public) as line:
            await story(line)

    asyncio.run(go())


def test_an_update_that_cannot_be_parsed_is_passed_over_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def story(line: Line) -> None:
        code = invite(line.office, "区财政局", "contact", NOW, CLERK).code
        assert await line.post({"update_id": 5, "message": {"text": "机密"}}) == 200  # else it would come again
        assert await line.post({"update_id": 6, "something": "new"}) == 200
        assert await line.post(["机密"]) == 200
        assert await line.post(update(7, f"/start {code}")) == 200
        assert line.api.sent

    with caplog.at_level(logging.DEBUG):
        tell(story)
    assert "机密" not in caplog.text
    assert "update 5 cannot be parsed" in caplog.text


def test_a_posted_update_is_answered_once_it_was_handled() -> None:
    async def story(line: Line) -> None:
        code = invite(line.office, "区财政局", "contact", NOW, CLERK).code
        assert await line.post(update(1, f"/start {code}")) == 200
        # The answer to the post says that the update was handled: nothing has to be waited for.
        with line.office.store.begin() as session:
            assert session.scalars(select(BindingRow.chat_id)).all() == [7]
        assert await line.post(update(2, "/mine")) == 200
        assert "第1项工作" in line.api.sent[1].text

    tell(story)


@pytest.mark.parametrize("secret", [None, "", "a-secret-that-somebody-guesses"])
def test_a_wrong_secret_is_turned_away(secret: str | None) -> None:
    async def story(line: Line) -> None:
        code = invite(line.office, "区财政局", "contact", NOW, CLERK).code
        assert await line.post(update(1, f"/start {code}"), secret) == 403
        assert await line.post(update(1, f"/start {code}"), path="/elsewhere") == 404
        assert not line.api.sent
        assert await line.post(update(1, f"/start {code}")) == 200
        assert len(line.api.sent) == 1

    tell(story)


def test_telegram_is_told_the_public_address_and_the_secret() -> None:
    public = "https://duban.example.org/telegram"

    async def story(line: Line) -> None:
        bot = build_bot(TOKEN, base_url=line.api.base_url)
        found = await webhook_of(bot)
        await leave(bot)
        assert found.url == public
        assert found.pending_update_count == 0

    tell(story, public)


def test_the_emulator_posts_with_the_secret_that_it_was_given() -> None:
    async def story(line: Line) -> None:
        code = invite(line.office, "区财政局", "contact", NOW, CLERK).code
        await line.api.push_update(f"/start {code}", user=7)
        await line.api.emulator.deliver_updates(token=TOKEN)
        sent = line.api.sent
        assert isinstance(sent, Arrivals)
        await sent.reach(1)
        assert "绑定成功" in sent[0].text

    tell(story)


def test_two_updates_are_handled_one_after_the_other() -> None:
    async def story(line: Line) -> None:
        code = invite(line.office, "区财政局", "contact", NOW, CLERK).code
        await line.post(update(1, f"/start {code}"))
        held = line.hook._one_at_a_time
        await held.acquire()
        both = asyncio.gather(line.post(update(2, "/ack 1")), line.post(update(3, "/mine")))
        await asyncio.sleep(0)
        assert len(line.api.sent) == 1
        held.release()
        assert list(await both) == [200, 200]
        assert len(line.api.sent) == 3

    tell(story)


def test_an_update_that_is_posted_again_is_handled_once() -> None:
    async def story(line: Line) -> None:
        same = update(1, "/help")
        assert set(await asyncio.gather(line.post(same), line.post(same))) == {200}
        assert await line.post(same) == 200
        assert await line.post(update(2, "/help")) == 200
        assert len(line.api.sent) == 2

    tell(story)


def test_what_was_posted_and_not_handled_is_not_answered_and_the_port_is_let_go() -> None:
    """As after a kill: Telegram posts again what was not answered."""

    async def story(line: Line) -> None:
        code = invite(line.office, "区财政局", "contact", NOW, CLERK).code
        held = line.hook._one_at_a_time
        await held.acquire()
        post = asyncio.create_task(line.post(update(1, f"/start {code}")))
        async with asyncio.timeout(PATIENCE_S):
            while not held._waiters:  # noqa: ASYNC110 - the lock has no event of its own
                await asyncio.sleep(0)
        line.running.cancel()
        with pytest.raises(httpx.HTTPError):
            await post
        await asyncio.gather(line.running, return_exceptions=True)
        with socket.create_server(("127.0.0.1", line.hook._port.port)):
            pass
        with line.office.store.begin() as session:
            assert session.scalars(select(BindingRow.chat_id)).all() == []

    tell(story)


def test_a_webhook_that_somebody_takes_away_is_set_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.chat.webhook.LOOK_S", 0.01)

    async def story(line: Line) -> None:
        calls = line.api.calls
        assert isinstance(calls, Calls)
        line.api.fault(Fault(status=502, body=b"bad gateway", path="/getWebhookInfo"))
        bot = build_bot(TOKEN, base_url=line.api.base_url)
        await bot.delete_webhook()
        await calls.until("setWebhook", 2)
        await calls.until("getWebhookInfo", [name for name, _ in calls].count("getWebhookInfo") + 2)
        assert (await webhook_of(bot)).url == line.url
        await leave(bot)

    tell(story)
    assert [record.getMessage() for record in caplog.records if "/telegram" in record.getMessage()]
    assert SECRET not in caplog.text


def test_a_stop_while_telegram_does_not_answer_ends_at_once() -> None:
    async def go() -> None:
        async with bot_api_emulator() as api:
            api.calls = calls = Calls()
            api.fault(Fault("hang", path="/setWebhook"))
            stop, number = asyncio.Event(), free_port()
            bot = build_bot(TOKEN, base_url=api.base_url, timeout_s=60)
            port = Port(f"http://127.0.0.1:{number}/t", "127.0.0.1", number, SECRET)
            hook = Hook(bot, build_service(bot, office_at_work, lambda: NOW), stop, port)
            running = asyncio.create_task(hook.run())
            await calls.until("setWebhook")
            stop.set()
            await asyncio.wait_for(running, PATIENCE_S)
            with socket.create_server(("127.0.0.1", number)):
                pass

    asyncio.run(go())


def test_a_fault_of_the_network_at_the_start_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.chat.link.FIRST_WAIT_S", 0.01)

    async def go() -> None:
        async with bot_api_emulator() as api:
            api.calls = calls = Calls()
            api.fault(Fault(status=502, body=b"bad gateway", path="/setWebhook"))
            bot = build_bot(TOKEN, base_url=api.base_url, timeout_s=5)
            stop, number = asyncio.Event(), free_port()
            port = Port(f"http://127.0.0.1:{number}/t", "127.0.0.1", number, SECRET)
            hook = Hook(bot, build_service(bot, office_at_work, lambda: NOW), stop, port)
            running = asyncio.create_task(hook.run())
            await calls.until("setWebhook", 2)
            stop.set()
            await asyncio.wait_for(running, PATIENCE_S)

    asyncio.run(go())


def test_a_port_that_is_taken_is_said_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def go() -> None:
        async with bot_api_emulator() as api:
            with socket.socket() as taken:
                taken.bind(("127.0.0.1", 0))
                taken.listen()
                number = int(taken.getsockname()[1])
                bot = build_bot(TOKEN, base_url=api.base_url, timeout_s=5)
                stop, said = asyncio.Event(), Said(str(number))
                logging.getLogger("bot.chat.link").addHandler(said)
                port = Port(f"http://127.0.0.1:{number}/t", "127.0.0.1", number, SECRET)
                hook = Hook(bot, build_service(bot, office_at_work, lambda: NOW), stop, port)
                running = asyncio.create_task(hook.run())
                await asyncio.wait_for(said.event.wait(), PATIENCE_S)
                stop.set()
                await asyncio.wait_for(running, PATIENCE_S)
                logging.getLogger("bot.chat.link").removeHandler(said)

    asyncio.run(go())
    assert "telegram_webhook_port" in caplog.text
    assert SECRET not in caplog.text


HOOK = {
    "DUBAN_TELEGRAM_TOKEN": TOKEN,
    "DUBAN_TELEGRAM_WEBHOOK_URL": "https://duban.example.org/telegram",
    "DUBAN_TELEGRAM_WEBHOOK_SECRET": SECRET,
}


def test_polling_unless_a_webhook_is_set(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    assert port_of(load_settings({"DUBAN_TELEGRAM_TOKEN": TOKEN}, None)) is None
    by_file = {**HOOK, "DUBAN_TELEGRAM_WEBHOOK_SECRET": "", "DUBAN_TELEGRAM_WEBHOOK_SECRET_FILE": str(file)}
    for environ in (HOOK, by_file):
        settings = load_settings(environ, None)
        assert port_of(settings) == Port(HOOK["DUBAN_TELEGRAM_WEBHOOK_URL"], "127.0.0.1", 8443, SECRET)
        assert SECRET not in repr((settings, port_of(settings)))
        assert SECRET in secrets_of(settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"DUBAN_TELEGRAM_WEBHOOK_URL": "duban.example.org"},
        {"DUBAN_TELEGRAM_WEBHOOK_URL": "ftp://duban.example.org/x"},
        {"DUBAN_TELEGRAM_WEBHOOK_SECRET": "short"},
        {"DUBAN_TELEGRAM_WEBHOOK_SECRET": "a secret with blanks in it"},
        {"DUBAN_TELEGRAM_WEBHOOK_SECRET": ""},
        {"DUBAN_TELEGRAM_WEBHOOK_PORT": "0"},
    ],
)
def test_a_fault_of_the_settings_is_said_without_the_secrets(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsErrors) as caught:
        load_settings({**HOOK, **wrong}, None)
    said = str(caught.value)
    assert TOKEN not in said
    assert SECRET not in said
    assert "secret with" not in said
    assert "webhook" in said.lower()


def test_check_says_how_updates_come() -> None:
    public = "https://duban.example.org/telegram"
    port = Port(public, "127.0.0.1", 8443, SECRET)

    async def story(line: Line) -> None:
        bot = build_bot(TOKEN, base_url=line.api.base_url)
        info = await webhook_of(bot)
        await leave(bot)
        assert updates(port, info).mark is Mark.GOOD
        assert "撤销" in updates(None, info).words
        other = Port("https://elsewhere.example.org/t", "127.0.0.1", 8443, SECRET)
        assert updates(other, info).mark is Mark.OPEN
        with info._unfrozen():
            info.last_error_message = "Wrong response from the webhook: 502 Bad Gateway"
        assert "502 Bad Gateway" in updates(port, info).words
        with info._unfrozen():
            info.url = ""
        assert updates(None, info).mark is Mark.GOOD

    tell(story, public)
