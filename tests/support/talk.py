"""People who talk to the bot: the emulator, the real handlers and the real polling, in one event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.channels.memory import MemoryChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import build_bot
from bot.chat.link import Link
from bot.chat.polling import Poller
from bot.chat.service import build_service
from bot.chat.webhook import Hook, Port
from bot.conversation import Answer, Conversation, File, Utterance
from bot.courier.courier import Courier
from bot.errors import BotError
from bot.messages.buttons import LONGEST_TOKEN
from bot.roster.roster import CONTACT, COORDINATOR
from bot.texts import LANGUAGES, sentence_in
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.outgoing.edits import post_edits
from bot.work.people.invitation import invite
from bot.work.planning.tick import plan
from tests.support.bot_api import BotApi, SentMessage, bot_api_emulator
from tests.support.http_faults import Faults
from tests.support.office import CLERK
from tests.support.verdict import shown_text, telegram_verdict

#: No test takes so long; it is there so that a reply that never comes fails the test.
PATIENCE_S = 60


class Arrivals(list[Any]):
    """A list that can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._came = asyncio.Event()

    def append(self, item: Any) -> None:
        super().append(item)
        self._came.set()

    async def reach(self, n: int) -> None:
        """Waits until there are `n`."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self) < n:
                self._came.clear()
                await self._came.wait()


@dataclass
class Talk:
    """One bot with its office; `now` is what its clock shows, `last` the last answer of it."""

    api: BotApi
    office: Office
    now: datetime
    sent: Arrivals
    toasts: Arrivals
    answered: int = 0
    last: SentMessage = field(default_factory=lambda: SentMessage("", "", None))
    webhook: bool = False
    edited: list[SentMessage] = field(default_factory=list)
    photos: Arrivals = field(default_factory=Arrivals)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _polling: asyncio.Task[None] | None = None

    async def say(
        self,
        words: str,
        *,
        user: int,
        name: str = "张三",
        chat: int | None = None,
        aside: bool = False,
        sender_chat: int | None = None,
        about: SentMessage | None = None,
        topic: int | None = None,
        n: int = 1,
    ) -> str:
        """What the bot answers, as the reader sees it; `aside`: in private, to what was asked in a group.

        `about`: the message of the bot's that is replied to. `n`: how many messages are new or changed by it.
        """
        replied = about.message_id if about is not None else None
        await self.api.push_update(
            words, user=user, name=name, chat=chat, sender_chat=sender_chat, about=replied, topic=topic
        )
        await self.sent.reach(self.answered + n)
        message: SentMessage = self.sent[self.answered]
        self.answered, self.last = self.answered + n, message
        assert message.chat_id == str(user if aside else chat or user)
        assert message.parse_mode == "HTML"
        return shown_text(message.text)

    async def press(
        self, label: str, message: SentMessage, *, user: int, name: str = "张三", n: int = 1
    ) -> list[SentMessage]:
        """What comes of pressing the button that says so: `n` messages, new or in the place of earlier ones."""
        chat = int(message.chat_id)
        token = message.token(label)
        where = chat if chat != user else None
        shown = len(self.toasts)
        await self.api.press(token, message.message_id, user=user, name=name, chat=where)
        await self.toasts.reach(shown + 1)
        await self.sent.reach(self.answered + n)
        found: list[SentMessage] = self.sent[self.answered : self.answered + n]
        self.answered += n
        return found

    async def send(
        self,
        content: bytes,
        words: str = "",
        *,
        user: int,
        name: str | None = None,
        n: int = 1,
        album: str | None = None,
    ) -> str:
        """What the bot answers to a file called `name`, or to a photo."""
        await self.api.push_file(content, words, user=user, name=name, album=album)
        await self.sent.reach(self.answered + n)
        self.last = self.sent[self.answered]
        self.answered += n
        return shown_text(self.last.text)

    @property
    def toast(self) -> str:
        """What was shown over the last button."""
        return str(self.toasts[-1])

    def code(self, name: str, role: str = COORDINATOR, person: str | None = None) -> str:
        """An invitation."""
        return invite(self.office, name, role, self.now, CLERK, person).code

    async def deliver(self) -> list[SentMessage]:
        """Plans and delivers what is due now; gives what came into the chats, but the tests of new bindings."""
        before = len(self.sent)
        plan(self.office, self.now)
        post_edits(self.office, self.now)
        channel = TelegramChannel(build_bot(self.api.token, base_url=self.api.base_url, timeout_s=5))
        try:
            source = Composer(self.office, digest_letter)
            await Courier(self.office.store, {"telegram": channel}, source).round(self.now)
        finally:
            await channel.close()
        found = self.sent[before:]
        self.answered += len(found)
        return self._new(found)

    def _new(self, found: list[SentMessage]) -> list[SentMessage]:
        """What came in but tests of bindings; what was changed in place is kept in `edited`."""
        self.edited = [one for one in found if one.edits]
        return [one for one in found if not one.edits and not is_test(one)]

    async def begin(self) -> None:
        """The bot as `duban run` builds it begins to answer."""
        self._stop = asyncio.Event()
        bot = build_bot(self.api.token, base_url=self.api.base_url, timeout_s=5)
        service = build_service(bot, lambda: self.office, lambda: self.now)
        link: Link = Poller(bot, service, self._stop)
        if self.webhook:
            with socket.create_server(("127.0.0.1", 0)) as door:
                number = door.getsockname()[1]
            port = Port(f"http://127.0.0.1:{number}/updates", "127.0.0.1", number, "a-secret-that-nobody-guesses")
            link = Hook(bot, service, self._stop, port)
        calls, before = self.api.calls, self._menus()
        self._polling = asyncio.create_task(link.run())
        while self.webhook and self._menus() == before:  # an update that waits would be posted before anybody listens
            assert isinstance(calls, Arrivals)
            await calls.reach(len(calls) + 1)

    def _menus(self) -> int:
        """How often the bot has shown its menu, which it does when it is ready."""
        return [method for method, _ in self.api.calls].count("setMyCommands")

    async def end(self) -> None:
        """The bot is told to stop."""
        self._stop.set()
        if self._polling is not None:
            await asyncio.wait_for(self._polling, PATIENCE_S)
            self._polling = None

    async def kill(self) -> None:
        """The bot stops wherever it is."""
        assert self._polling is not None
        self._polling.cancel()
        await asyncio.gather(self._polling, return_exceptions=True)
        self._polling = None

    async def restart(self) -> None:
        """Stops and begins anew, knowing nothing but what the store knows."""
        await self.end()
        await self.begin()


def is_test(message: SentMessage) -> bool:
    """Whether it only shows a chat that was just bound that messages arrive."""
    return any(sentence_in(name, "people.subject_test") in message.text for name in LANGUAGES)


def result_of(work: Callable[[], object]) -> object:
    """What the work gives, or the error that it ended in."""
    try:
        return work()
    except BotError as error:
        return error


class MemoryTalk(Talk):
    """The same conversation without a messenger: utterances go in and answers come out, in this process."""

    def __init__(self, office: Office, now: datetime) -> None:
        super().__init__(BotApi("", None, Faults()), office, now, Arrivals(), Arrivals())
        self.files: list[tuple[str, bytes]] = []
        self._bot = Conversation(lambda: self.office, lambda: self.now)

    async def say(
        self,
        words: str,
        *,
        user: int,
        name: str = "张三",
        chat: int | None = None,
        aside: bool = False,
        sender_chat: int | None = None,
        about: SentMessage | None = None,
        topic: int | None = None,
        n: int = 1,
    ) -> str:
        before = len(self.sent)
        assert sender_chat is None, "who speaks in the name of a channel is the port's to see"
        said = words.replace("@duban_test_bot", "", 1) if words.startswith("/") else words
        replied = str(about.message_id) if about is not None else ""
        self._hear(Utterance(chat or user, user, name, said, about=replied, topic=topic, has_topics=topic is not None))
        return self._first(before, n, user if aside else chat or user)

    async def press(
        self, label: str, message: SentMessage, *, user: int, name: str = "张三", n: int = 1
    ) -> list[SentMessage]:
        token, before = message.token(label), len(self.sent)
        self._hear(Utterance(int(message.chat_id), user, name, token=token, about=str(message.message_id)))
        found = self.sent[before:]
        assert len(found) == n, [shown_text(one.text) for one in found]
        return found

    async def send(
        self,
        content: bytes,
        words: str = "",
        *,
        user: int,
        name: str | None = None,
        n: int = 1,
        album: str | None = None,
    ) -> str:
        before, file = len(self.sent), File(name or "photo.jpg", len(content), content)
        self._hear(Utterance(user, user, "张三", words, (file,), album=album or ""))
        return self._first(before, n, user)

    def _first(self, before: int, n: int, chat: int) -> str:
        found = self.sent[before:]
        assert len(found) == n, [shown_text(one.text) for one in found]
        self.last = found[0]
        assert self.last.chat_id == str(chat)
        return shown_text(self.last.text)

    def _hear(self, said: Utterance) -> None:
        asked = replace(said, files=tuple(replace(file, content=None) for file in said.files))
        answer = self._bot.hear(asked)
        if answer.fetch:
            answer = self._bot.hear(said)
        self.toasts.append(answer.toast)
        self._show(answer, said)
        self.answered = len(self.sent)

    def _show(self, answer: Answer, said: Utterance) -> None:
        for reply in answer.replies:
            if reply.file is not None or reply.picture:
                self.files.append(reply.file or ("status.png", reply.picture))
                if reply.picture:
                    self.photos.append(reply.picture)
                continue
            assert telegram_verdict(reply.html) is None, reply.html
            chat = said.user if reply.aside else said.chat
            buttons = tuple(tuple((one.label, one.token) for one in row) for row in reply.buttons)
            assert all(1 <= len(token.encode()) <= LONGEST_TOKEN for row in buttons for _, token in row)
            number = int(reply.replaces) if reply.replaces else len(self.sent) + 10_000
            self.sent.append(SentMessage(str(chat), reply.html, "HTML", 0.0, number, buttons, bool(reply.replaces)))
            if reply.card:
                self._bot.sent(reply.card, str(number))
        if answer.slow is not None:
            self._show(self._bot.go_on(answer.slow, result_of(answer.slow.work)), said)

    async def deliver(self) -> list[SentMessage]:
        plan(self.office, self.now)
        post_edits(self.office, self.now)
        channel = MemoryChannel("telegram")
        source = Composer(self.office, digest_letter)
        await Courier(self.office.store, {"telegram": channel}, source).round(self.now)
        found = []
        for k, (message, chat) in enumerate(channel.sent, start=1):
            number = int(message.replaces or k)
            buttons = tuple(tuple((one.label, one.token) for one in row) for row in message.buttons)
            html = message.html or message.text
            found.append(SentMessage(chat, html, "HTML", 0.0, number, buttons, bool(message.replaces), message.topic))
        self.sent += found
        self.answered = len(self.sent)
        return self._new(found)

    async def restart(self) -> None:
        self._bot = Conversation(lambda: self.office, lambda: self.now)


@asynccontextmanager
async def talking(office: Office, now: datetime, port: str = "telegram") -> AsyncIterator[Talk]:
    """A bot that answers until the block ends: by the emulator of Telegram, which is polled or posts (“webhook”), or
    without any messenger (“memory”).
    """
    if port == "memory":
        yield MemoryTalk(office, now)
        return
    async with bot_api_emulator() as api:
        sent = Arrivals()
        api.sent, api.toasts, api.calls, api.photos = sent, Arrivals(), Arrivals(), Arrivals()
        talk = Talk(api, office, now, sent, api.toasts, webhook=port == "webhook", photos=api.photos)
        await talk.begin()
        try:
            yield talk
        finally:
            await talk.end()


def hold(
    office: Office, now: datetime, conversation: Callable[[Talk], Awaitable[None]], port: str = "telegram"
) -> None:
    """A whole conversation, for tests that have no loop."""

    async def go() -> None:
        async with talking(office, now, port) as talk:
            await conversation(talk)

    asyncio.run(go())


#: Who has joined a conversation that is held in memory: a contact of 区财政局, and a coordinator.
THE_CONTACT, THE_CLERK = 1001, 1003


def hold_in_memory(office: Office, conversation: Callable[[Talk], Awaitable[None]]) -> None:
    """A whole conversation without a messenger, of a June morning, in which both have joined."""

    async def go() -> None:
        talk = MemoryTalk(office, datetime(2021, 6, 10, 10, tzinfo=office.rules.zone))
        await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=THE_CONTACT, name="财政小李")
        await talk.say(f"/start {talk.code('区政府办公室')}", user=THE_CLERK, name="文书")
        await conversation(talk)

    asyncio.run(go())
