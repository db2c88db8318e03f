"""The webhook out: signed, once for each change, retried by the courier, and off unless it is set."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pytest
from pydantic import SecretStr, ValidationError

from bot.channels.hook import HookChannel
from bot.courier.courier import Courier
from bot.errors import ChannelError
from bot.model import Message
from bot.plan.lifecycle import Verb
from bot.settings import Settings
from bot.store import outbox
from bot.work.duties.moves import Move, make_move
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.outgoing.hooks import post_hooks
from tests.support.office import CLERK, at, dispatched, due, ledger, task

SECRET = "s" * 20
NOW = at("2021-06-02T10:00")


@dataclass
class Receiver:
    """An office's own system. `answers` are the status lines of the next posts; then all is well."""

    answers: Iterator[str] = field(default_factory=lambda: iter(()))
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[1:]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head if line)}
        self.got.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(
            f"HTTP/1.1 {next(self.answers, '204 OK')}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def receiving(*answers: str) -> AsyncIterator[Receiver]:
    receiver = Receiver(iter(answers))
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield receiver


async def posted(*answers: str, url: str = "") -> tuple[Receiver, ChannelError | None]:
    async with receiving(*answers) as receiver:
        channel = HookChannel(url or receiver.url, SECRET, now=lambda: NOW)
        try:
            await channel.send(Message("id-1", "closed", '{"a": "核准"}'), "hook")
        except ChannelError as fault:
            return receiver, fault
        finally:
            await channel.close()
        return receiver, None


def test_what_is_posted_is_signed() -> None:
    receiver, fault = asyncio.run(posted())
    assert fault is None
    ((headers, body),) = receiver.got
    assert json.loads(body) == {"a": "核准"}
    signed = hmac.new(SECRET.encode(), f"id-1.{headers['webhook-timestamp']}.".encode() + body, sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(signed).decode()}"
    assert headers["webhook-id"] == "id-1"


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [("400 No", True), ("410 Gone", True), ("429 Slow", False), ("503 Down", False), ("302 Away", False)],
)
def test_a_refusal_is_for_good_or_for_now(answer: str, permanent: bool) -> None:
    _, fault = asyncio.run(posted(answer))
    assert fault is not None
    assert fault.permanent is permanent


def test_nobody_there_is_for_now_and_the_address_is_not_told() -> None:
    _, fault = asyncio.run(posted(url="http://127.0.0.1:9/secret-path"))
    assert fault is not None
    assert not fault.permanent
    assert not fault.uncertain
    assert "secret-path" not in str(fault)


def test_each_change_goes_once_and_after_a_fault_again(office: Office) -> None:
    given = {"hook_url": SecretStr("http://127.0.0.1:9/hook"), "hook_secret": SecretStr(SECRET)}
    made = replace(office, settings=office.settings.model_copy(update=given))
    dispatched(made, ledger(task("1", due("2021-09-30"))))
    assert post_hooks(office, NOW) == post_hooks(made, NOW) == 0  # off, and the first time nothing of before
    make_move(made, Move("1", Verb.ACKNOWLEDGED, unit="区财政局"), CLERK, NOW)
    assert post_hooks(made, NOW) == 1
    assert post_hooks(made, NOW) == 0

    async def deliver() -> Receiver:
        async with receiving("503 Down") as receiver:
            found: Receiver = receiver
            channel = HookChannel(receiver.url, SECRET, now=lambda: NOW)
            courier = Courier(made.store, {"hook": channel}, Composer(made, digest_letter))
            await courier.round(NOW)
            with made.store.begin() as session:
                (row,) = [one for one in outbox.every(session, unsettled=True) if one.kind == "hook"]
            await courier.round(row.next_try_at)
            await channel.close()
            return found

    receiver = asyncio.run(deliver())
    bodies = [json.loads(body) for _, body in receiver.got]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
    assert (bodies[0]["verb"], bodies[0]["before"], bodies[0]["after"]) == (
        "acknowledged",
        "dispatched",
        "acknowledged",
    )
    assert bodies[0]["duty"]["unit"] == "区财政局"
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    with made.store.begin() as session:
        assert [one.state for one in outbox.every(session, unsettled=False) if one.kind == "hook"] == [outbox.SENT]


def test_a_webhook_without_a_secret_is_refused() -> None:
    for secret in (None, "short"):
        with pytest.raises(ValidationError):
            Settings.model_validate({"hook_url": "https://example.org/hook", "hook_secret": secret})
