"""All robots as one channel, by the host of the webhook."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.channels.robots import HOSTS, RobotsChannel
from bot.errors import ChannelError
from bot.model import Message
from tests.support.http_faults import Fault
from tests.support.robots import KEY, RobotServer, robot_server

NOW = datetime(2021, 9, 27, 1, 0, tzinfo=UTC)
MESSAGE = Message("m1", "督办提醒", "第26项 9月30日到期")


async def send(box: RobotServer, address: str) -> str:
    channel = RobotsChannel(now=lambda: NOW)
    try:
        receipt = await channel.send(MESSAGE, address)
    finally:
        await channel.close()
    assert receipt.channel == "robot"
    return receipt.address


@pytest.mark.parametrize("kind", sorted(set(HOSTS.values())))
def test_a_named_service_of_the_offices_own_server(kind: str) -> None:
    async def go() -> None:
        async with robot_server(kind, now_s=NOW.timestamp()) as box:
            shown = await send(box, f"{kind}+{box.webhook}")
            assert KEY not in shown
            assert box.texts == ["督办提醒\n第26项 9月30日到期"]
            box.fault(Fault(body={"errcode": 93000, "code": 19001, "errmsg": "no", "msg": "no"}))
            with pytest.raises(ChannelError):
                await send(box, f"{kind}+{box.webhook}")

    asyncio.run(go())


@pytest.mark.parametrize("address", ["", "x", "https://example.org/hook", "http://[", "wecom+", "sms+https://x.org"])
def test_what_is_nobodys_robot_is_refused_for_good(address: str) -> None:
    async def go() -> None:
        async with robot_server("wecom", now_s=NOW.timestamp()) as box:
            with pytest.raises(ChannelError) as caught:
                await send(box, address)
            assert caught.value.permanent

    asyncio.run(go())
