"""Telegram against a Bot API emulator on a real socket, which judges markup as Telegram does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import build_bot
from bot.errors import ChannelError, SettingsError
from bot.model import Attachment, Message, Receipt
from tests.support.bot_api import TOKEN, BotApi, bot_api_emulator, refused
from tests.support.http_faults import Fault
from tests.support.verdict import shown_text, telegram_verdict

MESSAGE = Message("m1", "督办提醒", "第26项 9月30日到期 <b>", "<b>第26项</b> 9月30日到期 &lt;b&gt;")
CHAT = "123456789"
Try = Callable[[TelegramChannel, BotApi], Awaitable[None]]


def with_api(body: Try, *, token: str = TOKEN, timeout_s: float = 10) -> None:
    async def go() -> None:
        async with bot_api_emulator() as api:
            channel = TelegramChannel(build_bot(token, base_url=api.base_url, timeout_s=timeout_s))
            try:
                await body(channel, api)
            finally:
                await channel.close()

    asyncio.run(go())


async def refusal(channel: TelegramChannel, address: str = CHAT, message: Message = MESSAGE) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        await channel.send(message, address)
    assert str(caught.value)
    assert caught.value.__context__ is None
    return caught.value


def test_message_arrives_as_markup() -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        receipt = await channel.send(MESSAGE, CHAT)
        assert receipt == Receipt("telegram", CHAT, "1")
        assert [(m.chat_id, m.text, m.parse_mode) for m in api.sent] == [(CHAT, MESSAGE.html, "HTML")]
        assert [method for method, _ in api.calls] == ["sendMessage"]

    with_api(body)


def test_plain_message_is_not_read_as_markup() -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        await channel.send(Message("m", "s", "a < b & c"), CHAT)
        assert (api.sent[0].text, api.sent[0].parse_mode) == ("a < b & c", None)

    with_api(body)


def test_markup_that_telegram_does_not_read_goes_as_plain_text() -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        await channel.send(Message("m", "s", "原文" * 3000, "<p>原文</p>"), CHAT)
        (sent,) = api.sent
        assert (sent.parse_mode, len(sent.text), sent.text[-1]) == (None, 4096, "…")

    with_api(body)


def test_a_cut_does_not_split_a_character() -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        await channel.send(Message("m", "s", "一" + "𠀀" * 4000), CHAT)
        assert api.sent[0].text == "一" + "𠀀" * 2047 + "…"

    with_api(body)


def test_repeat_is_marked_where_it_fits() -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        for html in ("<b>第26项</b>", "字" * 4096):
            await channel.send(Message("m", "s", "第26项", html, repeat=True), CHAT)
        await channel.send(Message("m", "s", "第26项", repeat=True), CHAT)
        assert [m.text[:8] == "【此条可能重复】" for m in api.sent] == [True, False, True]
        assert all(telegram_verdict(m.text) is None for m in api.sent[:2])

    with_api(body)


def test_attachments_follow_the_text() -> None:
    message = Message("m", "s", "见附件", attachments=(Attachment("台账.ics", "text/calendar", b"BEGIN:VCALENDAR"),))

    async def body(channel: TelegramChannel, api: BotApi) -> None:
        await channel.send(message, CHAT)
        assert [method for method, _ in api.calls] == ["sendMessage", "sendDocument"]
        assert api.documents == [b"BEGIN:VCALENDAR"]
        api.fault(Fault(status=403, body={"ok": False, "description": "Forbidden"}, path="/sendDocument"))
        assert (await refusal(channel, message=message)).uncertain

    with_api(body)


FAULTS = [
    (refused(429, "Too Many Requests", retry_after=17), "wait", False, False, False),
    (refused(403, "Forbidden: bot was blocked by the user"), "forbidden", True, False, False),
    (refused(400, "Bad Request: chat not found"), "refused", True, False, False),
    (refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001), "moved", False, False, False),
    (refused(401, "Unauthorized"), "token", False, True, False),
    (refused(404, "Not Found"), "token", False, True, False),
    (refused(409, "Conflict: terminated by other getUpdates request"), "conflict", False, False, False),
    (refused(500, "Internal Server Error"), "uncertain", False, False, True),
    (Fault(status=502, body=b"<html>Bad Gateway</html>"), "uncertain", False, False, True),
    (Fault(status=200, body=b"not json"), "uncertain", False, False, True),
    (Fault(status=200, body=[]), "uncertain", False, False, True),
    (Fault(status=200, body={"ok": True}), "uncertain", False, False, True),
    (Fault(status=200, body={"ok": True, "result": {}}), "uncertain", False, False, True),
    (Fault(status=200, body={"ok": True, "result": 3}), "uncertain", False, False, True),
    (Fault(status=403, body=b""), "forbidden", True, False, False),
    (Fault("reset"), "uncertain", False, False, True),
    (Fault("lost"), "uncertain", False, False, True),
    (Fault("hang"), "uncertain", False, False, True),
]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case[0].kind} {case[0].status} {case[1]}")
def test_faults_are_told_apart_and_the_next_message_goes_through(
    case: tuple[Fault, str, bool, bool, bool], caplog: pytest.LogCaptureFixture
) -> None:
    fault, key, permanent, settings, uncertain = case
    caplog.set_level(logging.DEBUG)

    async def body(channel: TelegramChannel, api: BotApi) -> None:
        api.fault(fault)
        error = await refusal(channel)
        assert error.key == f"channels.telegram_{key}"
        assert (error.permanent, error.settings, error.uncertain) == (permanent, settings, uncertain)
        assert error.retry_after_s == (17 if key == "wait" else None)
        assert error.moved_to == ("-1001" if key == "moved" else None)
        assert len(api.sent) == (fault.kind == "lost")
        await channel.send(MESSAGE, CHAT)
        shown = [str(error), repr(error), repr(channel), repr(channel._bot)]
        assert not any(TOKEN in words for words in shown)

    with_api(body, timeout_s=0.3 if fault.kind == "hang" else 10)
    assert not any(TOKEN in record.getMessage() for record in caplog.records)
    assert not any(record.levelno >= logging.ERROR for record in caplog.records)


def test_wrong_token_is_a_fault_of_settings_and_not_shown() -> None:
    wrong = "7:AAWrongTokenThatNoBotHas"

    async def body(channel: TelegramChannel, api: BotApi) -> None:
        error = await refusal(channel)
        assert (error.key, error.settings, error.permanent) == ("channels.telegram_token", True, False)
        assert wrong not in str(error) + repr(error)

    with_api(body, token=wrong)


def test_api_that_is_not_there_took_nothing() -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        gone = TelegramChannel(build_bot(TOKEN, base_url="http://127.0.0.1:1"))
        error = await refusal(gone)
        assert (error.key, error.permanent, error.uncertain) == ("channels.telegram_unreachable", False, False)
        await gone.close()

    with_api(body)


def test_proxy_is_used() -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        behind = TelegramChannel(build_bot(TOKEN, base_url="http://127.0.0.1:1", proxy=api.base_url))
        await behind.send(MESSAGE, CHAT)  # the emulator answers whatever host is asked for
        assert len(api.sent) == 1
        await behind.close()

    with_api(body)


@pytest.mark.parametrize("address", ["", "abc", "12 3", "@", "1.5", "１２３", "123\n"])
def test_what_is_no_chat_is_refused_for_good(address: str) -> None:
    async def body(channel: TelegramChannel, api: BotApi) -> None:
        assert (await refusal(channel, address)).permanent
        assert not api.calls

    with_api(body)


@pytest.mark.parametrize(("token", "proxy"), [("", None), (TOKEN, "nonsense://x"), (TOKEN, "socks9://127.0.0.1:1")])
def test_settings_that_cannot_be(token: str, proxy: str | None) -> None:
    with pytest.raises(SettingsError) as caught:
        build_bot(token, proxy=proxy)
    assert TOKEN not in str(caught.value)


def test_emulator_gives_what_users_write() -> None:
    async def go() -> None:
        async with bot_api_emulator() as api:
            bot = build_bot(TOKEN, base_url=api.base_url)
            async with bot:
                assert bot.username == "duban_test_bot"
                await api.push_update("/start ABC", user=42, name="李四")
                (update,) = await bot.get_updates()
                assert update.effective_user is not None
                assert (update.effective_user.id, update.effective_user.first_name) == (42, "李四")
                assert update.message is not None
                assert update.message.text == "/start ABC"
                assert update.message.entities[0].type == "bot_command"

    asyncio.run(go())


@pytest.mark.parametrize("html", ["a<br>b", "<p>a</p>", "a < b", "<b>a", "", "&lt;" * 4097])
def test_verdict_refuses_what_telegram_refuses(html: str) -> None:
    assert telegram_verdict(html) is not None


def test_verdict_counts_what_is_shown() -> None:
    assert telegram_verdict('<a href="https://example.org/?a=1&amp;b=2">x</a>' + "&amp;" * 4095) is None
    assert shown_text("<b>甲</b> &lt;乙&gt;") == "甲 <乙>"
