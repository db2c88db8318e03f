"""What every channel does: takes a message and gives a receipt, refuses so that the courier knows what to do next,
works again after a fault, and may be closed twice.
"""

import asyncio
import io
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels import Channel
from bot.channels.console import ConsoleChannel
from bot.channels.email import EmailChannel
from bot.channels.file import FileChannel
from bot.channels.memory import MemoryChannel
from bot.channels.robot import RobotChannel
from bot.channels.sms import SmsChannel
from bot.channels.smtp_url import read_smtp_url
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import build_bot
from bot.errors import ChannelError
from bot.model import Message
from bot.texts import LANGUAGES, set_language
from tests.support.bot_api import TOKEN, bot_api_emulator, refused
from tests.support.http_faults import Fault
from tests.support.robots import robot_server
from tests.support.sms import sms_server
from tests.support.smtp import smtp_server

#: Services that say only that they were handed it.
UNCONFIRMED = {"sms"}
NOW = datetime(2021, 9, 27, 1, 0, tzinfo=UTC)
MESSAGE = Message("m1", "督办提醒：第26项", "第26项 9月30日到期", "<b>第26项</b> 9月30日到期")


@dataclass
class Case:
    """A channel beside the other end of its line. `arrived` counts what is there; a fault meets one send,
    after which `heal` ends it where it stays."""

    channel: Channel
    address: str
    arrived: Callable[[], int]
    fail_for_now: Callable[[], None]
    fail_for_good: Callable[[], None] | None = None
    heal: Callable[[], object] = lambda: None


@asynccontextmanager
async def console(_folder: Path) -> AsyncIterator[Case]:
    pipe = Pipe()
    channel = ConsoleChannel(pipe)
    yield Case(channel, "市财政局", lambda: pipe.getvalue().count("致："), pipe.breaks)


class Pipe(io.StringIO):
    """A terminal that goes away for one message."""

    broken = False

    def breaks(self) -> None:
        self.broken = True

    def write(self, words: str) -> int:
        if self.broken:
            self.broken = False
            raise BrokenPipeError
        return super().write(words)


@asynccontextmanager
async def file(folder: Path) -> AsyncIterator[Case]:
    target = folder / "out"

    def block() -> None:
        """A file stands where the folder should be, which stops every user, root too."""
        if target.is_dir():
            shutil.rmtree(target)
        target.touch()

    channel = FileChannel(target, now=lambda: NOW)
    yield Case(channel, "czj@example.org", lambda: len(list(target.glob("*.eml"))), block, heal=target.unlink)


@asynccontextmanager
async def memory(_folder: Path) -> AsyncIterator[Case]:
    channel = MemoryChannel("telegram")

    def fail(*, permanent: bool) -> None:
        channel.faults.append(ChannelError("channels.bad_address", permanent=permanent, channel="memory"))

    yield Case(channel, "1", lambda: len(channel.sent), lambda: fail(permanent=False), lambda: fail(permanent=True))


@asynccontextmanager
async def mail(_folder: Path) -> AsyncIterator[Case]:
    async with smtp_server() as box:
        server = read_smtp_url(f"smtp://{box.host}:{box.port}")
        channel = EmailChannel(server, mail_from="duban@example.org", now=lambda: NOW)
        yield Case(
            channel,
            "czj@example.org",
            lambda: len(box.mails),
            lambda: box.fault("RCPT", "451 4.7.1 later"),
            lambda: box.fault("RCPT", "550 5.1.1 unknown"),
        )


@asynccontextmanager
async def telegram(_folder: Path) -> AsyncIterator[Case]:
    async with bot_api_emulator() as api:
        yield Case(
            TelegramChannel(build_bot(TOKEN, base_url=api.base_url)),
            "123456789",
            lambda: len(api.sent),
            lambda: api.fault(refused(429, "Too Many Requests", retry_after=3)),
            lambda: api.fault(refused(403, "Forbidden: bot was blocked by the user")),
        )


def robot(kind: str) -> Callable[[Path], AbstractAsyncContextManager[Case]]:
    names = ("code", "msg") if kind == "feishu" else ("errcode", "errmsg")
    busy = {"wecom": 45009, "dingtalk": 130101, "feishu": 11232}[kind]
    gone = {"wecom": 93000, "dingtalk": 300005, "feishu": 19001}[kind]

    @asynccontextmanager
    async def case(_folder: Path) -> AsyncIterator[Case]:
        async with robot_server(kind, now_s=NOW.timestamp()) as box:
            yield Case(
                RobotChannel(kind, now=lambda: NOW, between_s=0),
                box.webhook,
                lambda: len(box.texts),
                lambda: box.fault(Fault(body=dict(zip(names, (busy, "too fast"), strict=True)))),
                lambda: box.fault(Fault(body=dict(zip(names, (gone, "gone"), strict=True)))),
            )

    return case


@asynccontextmanager
async def sms(_folder: Path) -> AsyncIterator[Case]:
    async with sms_server() as box:
        yield Case(
            SmsChannel(box.gateway()),
            "13900000001",
            lambda: len(box.taken),
            lambda: box.fault(Fault(status=429)),
            lambda: box.fault(Fault(body={"code": 9})),
        )


CASES = {
    "console": console,
    "file": file,
    "memory": memory,
    "email": mail,
    "telegram": telegram,
    "sms": sms,
    **{kind: robot(kind) for kind in ("wecom", "dingtalk", "feishu")},
}


@pytest.mark.parametrize("name", CASES)
def test_sends_refuses_and_works_again(name: str, tmp_path: Path) -> None:
    async def go() -> None:
        async with CASES[name](tmp_path) as case:
            receipt = await case.channel.send(MESSAGE, case.address)
            assert receipt.channel == case.channel.kind
            assert receipt.confirmed == (name not in UNCONFIRMED)
            assert case.arrived() == 1
            await fails(case, case.fail_for_now, permanent=False)
            if case.fail_for_good is not None:
                await fails(case, case.fail_for_good, permanent=True)
            before = case.arrived()
            await case.channel.send(MESSAGE, case.address)
            assert case.arrived() == before + 1
            await case.channel.close()
            await case.channel.close()

    asyncio.run(go())


async def fails(case: Case, fault: Callable[[], None], *, permanent: bool) -> None:
    fault()
    before = case.arrived()
    with pytest.raises(ChannelError) as caught:
        await case.channel.send(MESSAGE, case.address)
    assert (caught.value.permanent, caught.value.uncertain) == (permanent, False)
    assert case.arrived() <= before
    case.heal()
    for language in LANGUAGES:
        set_language(language)
        assert str(caught.value).strip()
    set_language(LANGUAGES[0])
