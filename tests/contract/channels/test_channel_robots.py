"""Group robots against a server on a real socket that answers as the services document."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.channels.robot import RobotChannel
from bot.errors import ChannelError
from bot.model import Message, Receipt
from tests.support.http_faults import Fault
from tests.support.robots import KEY, RobotServer, robot_server

NOW = datetime(2021, 9, 27, 1, 0, tzinfo=UTC)
KINDS = ("wecom", "dingtalk", "feishu")
MESSAGE = Message("m1", "督办提醒", "第26项 9月30日到期")
Try = Callable[[RobotChannel, RobotServer], Awaitable[None]]


def with_robot(kind: str, body: Try, *, timeout_s: float = 10) -> None:
    async def go() -> None:
        async with robot_server(kind, now_s=NOW.timestamp()) as box:
            channel = RobotChannel(kind, now=lambda: NOW, timeout_s=timeout_s, between_s=0)
            try:
                await body(channel, box)
            finally:
                await channel.close()

    asyncio.run(go())


async def refusal(channel: RobotChannel, address: str, message: Message = MESSAGE) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        await channel.send(message, address)
    error = caught.value
    assert error.__context__ is None
    assert not any(secret in f"{error} {error!r} {error.parts}" for secret in (KEY, "SECa1b2c3"))
    return error


@pytest.mark.parametrize("kind", KINDS)
def test_message_arrives_signed_where_it_must_be(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def body(channel: RobotChannel, box: RobotServer) -> None:
        receipt = await channel.send(MESSAGE, box.webhook)
        host = box.webhook.split("/")[2]
        assert receipt == Receipt(kind, f"http://{host}/…")
        assert box.texts == ["督办提醒\n第26项 9月30日到期"]

    with_robot(kind, body)
    assert not any(KEY in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("kind", KINDS)
def test_long_text_arrives_whole_in_parts(kind: str) -> None:
    lines = [f"{number}. 落实“放管服”改革事项" for number in range(1500)]

    async def body(channel: RobotChannel, box: RobotServer) -> None:
        await channel.send(Message("m", "标题", "\n".join(lines)), box.webhook)
        assert "\n".join(box.texts).split("\n") == ["标题", *lines]

    with_robot(kind, body)


@pytest.mark.parametrize("kind", KINDS)
def test_repeat_says_so(kind: str) -> None:
    async def body(channel: RobotChannel, box: RobotServer) -> None:
        await channel.send(Message("m", "标题", "正文", repeat=True), box.webhook)
        assert box.texts == ["【此条可能重复】\n标题\n正文"]

    with_robot(kind, body)


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
@pytest.mark.parametrize("fault", ["no secret", "wrong secret", "clock"])
def test_a_signature_that_does_not_match_is_a_fault_of_settings(kind: str, fault: str) -> None:
    async def body(channel: RobotChannel, box: RobotServer) -> None:
        url, _, secret = box.webhook.partition("#")
        box.now_s += 7200 if fault == "clock" else 0
        given = {"no secret": "", "wrong secret": "#SECother", "clock": f"#{secret}"}[fault]
        error = await refusal(channel, url + given)
        assert (error.key, error.permanent, error.settings) == ("channels.robot_settings", False, True)
        assert not box.texts

    with_robot(kind, body)


@pytest.mark.parametrize("kind", KINDS)
def test_a_webhook_that_is_no_more_is_refused_for_good(kind: str) -> None:
    async def body(channel: RobotChannel, box: RobotServer) -> None:
        error = await refusal(channel, box.webhook.replace(KEY, "gone"))
        assert (error.key, error.permanent) == ("channels.robot_refused", True)

    with_robot(kind, body)


def code(kind: str, number: int, words: str) -> Fault:
    names = ("code", "msg") if kind == "feishu" else ("errcode", "errmsg")
    return Fault(body=dict(zip(names, (number, words), strict=True)))


# service, fault → key, permanent, settings, uncertain, seconds
FAULTS = [
    ("wecom", code("wecom", 45009, "api freq out of limit"), "wait", False, False, False, 60),
    ("wecom", code("wecom", -1, "system busy"), "busy", False, False, False, None),
    ("wecom", code("wecom", 93000, "invalid webhook url"), "refused", True, False, False, None),
    ("wecom", code("wecom", 12345678, "never heard of"), "refused", True, False, False, None),
    ("dingtalk", code("dingtalk", 130101, "send too fast"), "wait", False, False, False, 600),
    ("dingtalk", code("dingtalk", 310000, "keywords not in content"), "settings", False, True, False, None),
    ("dingtalk", code("dingtalk", 400102, "robot stopped"), "refused", True, False, False, None),
    ("feishu", code("feishu", 11232, "frequency limited"), "wait", False, False, False, 60),
    ("feishu", code("feishu", 19024, "Key Words Not Found"), "settings", False, True, False, None),
    ("feishu", code("feishu", 9499, "Bad Request"), "refused", True, False, False, None),
    *(
        (kind, *case)
        for kind in KINDS
        for case in (
            (Fault(status=429, body={}, headers={"Retry-After": "7"}), "wait", False, False, False, 7),
            (Fault(status=429, body=b""), "wait", False, False, False, 60),
            (Fault(status=403, body=b"Forbidden"), "refused", True, False, False, None),
            (Fault(status=400, body=b""), "refused", True, False, False, None),
            (Fault(status=302, body=b""), "uncertain", False, False, True, None),
            (Fault(status=502, body=b"<html>"), "uncertain", False, False, True, None),
            (Fault(status=200, body=b"not json"), "uncertain", False, False, True, None),
            (Fault(status=200, body=[]), "uncertain", False, False, True, None),
            (Fault(status=200, body={}), "uncertain", False, False, True, None),
            (Fault("reset"), "uncertain", False, False, True, None),
            (Fault("lost"), "uncertain", False, False, True, None),
            (Fault("hang"), "uncertain", False, False, True, None),
        )
    ),
]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case[0]} {case[1].kind} {case[1].status} {case[2]}")
def test_faults_are_told_apart_and_the_next_message_goes_through(
    case: tuple[str, Fault, str, bool, bool, bool, float | None],
) -> None:
    kind, fault, key, permanent, settings, uncertain, seconds = case

    async def body(channel: RobotChannel, box: RobotServer) -> None:
        box.fault(fault)
        error = await refusal(channel, box.webhook)
        assert error.key == f"channels.robot_{key}"
        assert (error.permanent, error.settings, error.uncertain) == (permanent, settings, uncertain)
        assert error.retry_after_s == seconds
        await channel.send(MESSAGE, box.webhook)
        assert len(box.texts) == 1 + (fault.kind == "lost")

    with_robot(kind, body, timeout_s=0.3 if fault.kind == "hang" else 10)


def test_a_fault_after_the_first_part_leaves_it_uncertain() -> None:
    async def body(channel: RobotChannel, box: RobotServer) -> None:
        box.fault(Fault(body={"errcode": 0, "errmsg": "ok"}), code("wecom", 45009, "api freq out of limit"))
        error = await refusal(channel, box.webhook, Message("m", "标题", "字" * 1000))
        assert (error.retry_after_s, error.uncertain) == (60, True)

    with_robot("wecom", body)


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_that_is_not_there_took_nothing(kind: str) -> None:
    async def body(channel: RobotChannel, box: RobotServer) -> None:
        error = await refusal(channel, f"http://127.0.0.1:1/{KEY}")
        assert (error.key, error.permanent, error.uncertain) == ("channels.robot_unreachable", False, False)

    with_robot(kind, body)


@pytest.mark.parametrize("address", ["", "abc", "ftp://x/y", "https://", "http://[x/", "http://a:b/", "http://h/k#SEC"])
def test_what_is_no_webhook_is_refused_for_good(address: str) -> None:
    async def body(channel: RobotChannel, box: RobotServer) -> None:
        assert (await refusal(channel, address)).permanent

    with_robot("wecom", body)
