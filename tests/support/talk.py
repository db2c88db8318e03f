"""People who talk to the bot: the emulator, the real handlers and the real polling, in one event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import build_bot
from bot.chat.polling import Poller
from bot.chat.service import build_service
from bot.courier.courier import Courier
from bot.roster.roster import COORDINATOR
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.people.invitation import invite
from bot.work.planning.tick import plan
from tests.support.bot_api import BotApi, SentMessage, bot_api_emulator
from tests.support.office import CLERK
from tests.support.verdict import shown_text

#: No test takes so long; it is there so that a reply that never comes fails the test.
PATIENCE_S = 20


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
    """One bot with its office; `now` is what its clock shows."""

    api: BotApi
    office: Office
    now: datetime
    sent: Arrivals
    answered: int = 0
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
    ) -> str:
        """What the bot answers, as the reader sees it; `aside`: in private, to what was asked in a group.

        `about`: the message of the bot's that is replied to.
        """
        replied = about.message_id if about is not None else None
        await self.api.push_update(words, user=user, name=name, chat=chat, sender_chat=sender_chat, about=replied)
        self.answered += 1
        await self.sent.reach(self.answered)
        message: SentMessage = self.sent[self.answered - 1]
        assert message.chat_id == str(user if aside else chat or user)
        assert message.parse_mode == "HTML"
        return shown_text(message.text)

    def code(self, name: str, role: str = COORDINATOR, person: str | None = None) -> str:
        """An invitation."""
        return invite(self.office, name, role, self.now, CLERK, person).code

    async def deliver(self) -> list[SentMessage]:
        """Plans and delivers what is due now; gives what came into the chats."""
        before = len(self.sent)
        plan(self.office, self.now)
        channel = TelegramChannel(build_bot(self.api.token, base_url=self.api.base_url, timeout_s=5))
        try:
            source = Composer(self.office, digest_letter)
            await Courier(self.office.store, {"telegram": channel}, source).round(self.now)
        finally:
            await channel.close()
        found = self.sent[before:]
        self.answered += len(found)
        return found

    async def begin(self) -> None:
        """The bot as `duban run` builds it begins to answer."""
        self._stop = asyncio.Event()
        bot = build_bot(self.api.token, base_url=self.api.base_url, timeout_s=5)
        service = build_service(bot, lambda: self.office, lambda: self.now)
        self._polling = asyncio.create_task(Poller(bot, service, self._stop).run())

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


@asynccontextmanager
async def talking(office: Office, now: datetime) -> AsyncIterator[Talk]:
    """A bot that answers until the block ends."""
    async with bot_api_emulator() as api:
        sent = Arrivals()
        api.sent = sent
        talk = Talk(api, office, now, sent)
        await talk.begin()
        try:
            yield talk
        finally:
            await talk.end()
