"""Other services by way of Apprise, over a real socket. They confirm nothing, so they are not in the common suite."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.channels.apprise import AppriseChannel
from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.parts import Delivered
from bot.errors import ChannelError
from bot.model import Message
from bot.store.store import Store
from tests.support.http_faults import Fault
from tests.support.post import NOW, PlainSource, post, rows
from tests.support.services import ServiceServer, service_server

# One of its modules asks for one of the standard library's that is going.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

MESSAGE = Message("m1", "督办提醒", "第26项 <9月30日> 到期 & 未反馈")
Story = Callable[[ServiceServer, AppriseChannel], Awaitable[None]]


def tell(story: Story, *, timeout_s: float = 20.0) -> None:
    async def go() -> None:
        async with service_server() as box:
            channel = AppriseChannel({"Duty-Room": box.ntfy}, timeout_s=timeout_s)
            try:
                await story(box, channel)
            finally:
                box.faults.release()
                await channel.close()

    asyncio.run(go())


async def fault_of(channel: AppriseChannel, address: str) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        await channel.send(MESSAGE, address)
    return caught.value


def test_a_message_is_handed_over_and_not_confirmed() -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        receipt = await channel.send(MESSAGE, box.ntfy)
        assert (receipt.channel, receipt.address, receipt.confirmed) == ("apprise", "ntfy", False)
        assert (await channel.send(MESSAGE, box.json)).address == "JSON"
        first, second = box.posts
        assert (first["topic"], first["title"]) == ("duban-secret-topic", "督办提醒")
        assert first["message"] == second["message"] == MESSAGE.text

    tell(story)


def test_a_repeat_says_so() -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        await channel.send(Message("m1", "督办", "文字", repeat=True), box.ntfy)
        assert "可能重复" in box.posts[0]["message"]

    tell(story)


def test_an_address_by_its_name() -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        await channel.send(MESSAGE, "duty_room")
        assert len(box.posts) == 1
        unknown = await fault_of(channel, "nobody")
        assert unknown.permanent
        assert "DUBAN_APPRISE_" in str(unknown)

    tell(story)


@pytest.mark.parametrize(
    ("status", "permanent", "wait_s", "uncertain"),
    [
        (400, True, None, False),
        (403, True, None, False),
        (404, True, None, False),
        (408, False, None, False),
        (429, False, 60.0, False),
        (500, False, None, True),
        (503, False, None, True),
    ],
)
@pytest.mark.parametrize("kind", ["ntfy", "json"])
def test_what_an_answer_means(
    kind: str, status: int, permanent: bool, wait_s: float | None, uncertain: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        box.fault(Fault(status=status, body=b"no"))
        fault = await fault_of(channel, box.ntfy if kind == "ntfy" else box.json)
        assert (fault.permanent, fault.retry_after_s, fault.uncertain) == (permanent, wait_s, uncertain)
        assert "secret" not in f"{fault} {fault.parts}"
        assert not box.posts

    with caplog.at_level(logging.INFO):
        tell(story)
    assert "secret" not in caplog.text


@pytest.mark.parametrize("kind", ["reset", "lost"])
def test_a_connection_that_breaks_is_uncertain(kind: str) -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        box.fault(Fault(kind))
        fault = await fault_of(channel, box.ntfy)
        assert (fault.permanent, fault.uncertain) == (False, True)

    tell(story)


def test_a_service_that_hangs_is_given_up_and_others_are_served() -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        box.fault(Fault("hang", path="/hook"))
        fault, _ = await asyncio.gather(fault_of(channel, box.json), channel.send(MESSAGE, box.ntfy))
        assert (fault.permanent, fault.uncertain) == (False, True)

    tell(story, timeout_s=0.5)


@pytest.mark.parametrize(
    "address",
    ["", "x://", "https://example.org/hook", "slack://only-one", "wxpusher://"],
)
def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    async def story(_box: ServiceServer, channel: AppriseChannel) -> None:
        assert (await fault_of(channel, address)).permanent

    tell(story)


@pytest.mark.parametrize(
    "address",
    [
        "wecombot://a-key-of-a-robot",
        "feishu://aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
        "mailto://user:password@example.org",
        "tgram://123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/12345",
    ],
)
def test_what_has_a_channel_of_its_own_is_sent_there(address: str) -> None:
    async def story(_box: ServiceServer, channel: AppriseChannel) -> None:
        fault = await fault_of(channel, address)
        assert fault.permanent
        assert fault.key == "channels.apprise_own"

    tell(story)


def test_the_courier_writes_it_down_as_handed_over(database_url: str) -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        post(store, "a")
        courier = Courier(store, {"apprise": channel}, PlainSource(("apprise", box.ntfy)))
        assert await courier.round(NOW) == Delivered(handed=1)
        row = rows(store)["a"]
        assert (row.state, row.channel, row.address) == ("handed", "apprise", "ntfy")
        assert row.sent_at == NOW
        assert await courier.round(NOW + timedelta(days=1)) == Delivered()
        assert len(box.posts) == 1

    store = Store.open(database_url)
    try:
        tell(story)
    finally:
        store.close()


def test_a_refusal_goes_on_by_the_next_channel(database_url: str) -> None:
    async def story(box: ServiceServer, channel: AppriseChannel) -> None:
        post(store, "a")
        box.fault(Fault(status=404, body=b"gone"))
        mail = MemoryChannel("email")
        desk = PlainSource(("apprise", box.ntfy), ("email", "a@example.org"))
        courier = Courier(store, {"apprise": channel, "email": mail}, desk)
        await courier.round(NOW)
        await courier.round(NOW)
        row = rows(store)["a"]
        assert (row.state, row.channel) == ("sent", "email")
        assert "secret" not in str(row.tried)

    store = Store.open(database_url)
    try:
        tell(story)
    finally:
        store.close()
