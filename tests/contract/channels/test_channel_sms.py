"""Text messages by a gateway of the office's own, over a real socket."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.channels.sms import Gateway, SmsChannel
from bot.courier.delivery import load_delivery
from bot.errors import ChannelError, SettingsErrors
from bot.messages import render_letter
from bot.model import Message
from tests.support.http_faults import Fault
from tests.support.letters import LETTERS
from tests.support.sms import SmsServer, sms_server

NUMBER = "139 0000 0001"
MESSAGE = Message("m1", "【催办】1 项任务已逾期", '第26项 "公开" 逾期 3 天')
T = TypeVar("T")


def with_server(play: Callable[[SmsServer], Awaitable[T]]) -> T:
    async def go() -> T:
        async with sms_server() as box:
            return await play(box)

    return asyncio.run(go())


async def error_of(channel: SmsChannel, address: str = NUMBER) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        await channel.send(MESSAGE, address)
    await channel.close()
    return caught.value


def test_words_and_number_arrive_as_they_are() -> None:
    async def play(box: SmsServer) -> None:
        channel = SmsChannel(box.gateway())
        receipt = await channel.send(MESSAGE, NUMBER)
        await channel.close()
        assert (receipt.confirmed, receipt.address) == (False, "13900000001")
        assert box.taken == [("13900000001", f"{MESSAGE.subject}\n{MESSAGE.text}")]

    with_server(play)


def test_a_gateway_by_address_alone() -> None:
    async def play(box: SmsServer) -> None:
        url = f"{box.url}?mobile={{{{ to | urlencode }}}}&content={{{{ text | urlencode }}}}"
        channel = SmsChannel(Gateway.model_validate({"url": url, "method": "GET"}))
        await channel.send(MESSAGE, "+86-13900000001")
        await channel.close()
        assert box.taken == [("+8613900000001", f"{MESSAGE.subject}\n{MESSAGE.text}")]

    with_server(play)


@pytest.mark.parametrize(
    ("fault", "permanent", "settings", "uncertain"),
    [
        (Fault(body={"code": 9}), True, False, False),
        (Fault(status=400), True, False, False),
        (Fault(status=403), False, True, False),
        (Fault(status=429, headers={"retry-after": "7"}), False, False, False),
        (Fault(status=502), False, False, True),
        (Fault("reset"), False, False, True),
    ],
)
def test_answers_are_told_apart(fault: Fault, *, permanent: bool, settings: bool, uncertain: bool) -> None:
    async def play(box: SmsServer) -> ChannelError:
        box.fault(fault)
        return await error_of(SmsChannel(box.gateway()))

    found = with_server(play)
    assert (found.permanent, found.settings, found.uncertain) == (permanent, settings, uncertain)
    assert found.retry_after_s == (7 if fault.status == 429 else None)


def test_a_wrong_key_and_a_wrong_number() -> None:
    async def play(box: SmsServer) -> tuple[ChannelError, ChannelError]:
        return await error_of(SmsChannel(box.gateway("wrong"))), await error_of(SmsChannel(box.gateway()), "办公室")

    key, number = with_server(play)
    assert (key.settings, number.permanent) == (True, True)
    assert "wrong" not in str(key)


def test_a_gateway_that_is_gone() -> None:
    found = asyncio.run(
        error_of(SmsChannel(Gateway.model_validate({"url": "http://127.0.0.1:9/", "body": "{{ to }}"})))
    )
    assert (found.permanent, found.uncertain) == (False, False)


def test_settings_from_file_and_environment(tmp_path: Path) -> None:
    file = tmp_path / "delivery.toml"
    file.write_text('[sms]\nurl = "https://sms.example.org/"\nbody = "{{ to }} {{ text }} {{ appkey }}"\n')
    with pytest.raises(SettingsErrors, match="sms"):
        load_delivery(file)  # the key is nowhere
    gateway = load_delivery(file, {"DUBAN_SMS_APPKEY": "secret"}).tables["sms"]
    assert b"secret" in gateway.request("1", "x").content
    assert "secret" not in repr(gateway)


@pytest.mark.parametrize(
    "table",
    [
        'url = "ftp://x"',
        'url = "https://x"\nbody = "{{ to"',
        'url = "https://x"\nsuccess = "("',
        'url = "https://x"\nmethod = "PUT"',
        "url = 5",
        'body = "x"',
        'url = "https://x"\nbody = "{{ \'\'.__class__ }}"',
    ],
)
def test_nothing_wrong_is_accepted(table: str, tmp_path: Path) -> None:
    file = tmp_path / "delivery.toml"
    file.write_text(f"[sms]\n{table}\n")
    with pytest.raises(SettingsErrors) as caught:
        load_delivery(file)
    assert "sms" in str(caught.value)


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_keeps_to_a_few_parts(name: str) -> None:
    message = render_letter(LETTERS[name], "sms", "m1")
    assert len(message.subject) + 1 + len(message.text) <= 335
    assert message.html is None
