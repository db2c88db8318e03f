"""What polling and webhooks have in common: being known to Telegram, waiting out its faults, ending when told to."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram_bot import QuietBot
from bot.chat.identity import introduce, leave
from bot.chat.sender import show_menu
from bot.chat.service import App
from bot.errors import ChannelError
from bot.texts import text

T = TypeVar("T")

log = logging.getLogger(__name__)

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
ALLOWED = ["message", "callback_query", "my_chat_member"]


class Link:
    """One bot's updates, taken until `stop`, whatever the network does."""

    def __init__(self, bot: QuietBot, app: App, stop: asyncio.Event) -> None:
        self._bot, self._app, self._stop = bot, app, stop
        self._wait_s = FIRST_WAIT_S

    async def run(self) -> None:
        """Returns after `stop`, with everything that was handled confirmed; raises nothing but what is no network's."""
        try:
            if await self._connected():
                await self._serve()
        finally:
            await self._app.shutdown()
            await leave(self._bot)

    async def _begin(self) -> None:
        """Tells Telegram how updates come. May be called again after a fault."""
        raise NotImplementedError

    async def _serve(self) -> None:
        """Takes updates until `stop`."""
        raise NotImplementedError

    async def _connected(self) -> bool:
        """Whether the bot is known and its handlers are ready; False when stopped before."""
        while not self._stop.is_set():
            try:
                if await self._unless_stopped(introduce(self._bot)) is None:
                    return False
                await self._app.initialize()
                await self._unless_stopped(self._begin())
                await show_menu(self._bot)
            except ChannelError as fault:
                await self._pause(str(fault))
            except TelegramError as error:
                await self._pause(words_of(error))
            else:
                return True
        return False

    async def _pause(self, words: str, wait_s: float | None = None) -> None:
        """Waits longer each time; only the first fault of a row is a warning."""
        log.log(logging.WARNING if self._wait_s == FIRST_WAIT_S else logging.DEBUG, "%s", words)
        await self._unless_stopped(asyncio.sleep(wait_s or self._wait_s))
        self._wait_s = min(self._wait_s * 2, LONGEST_WAIT_S)

    async def _unless_stopped(self, call: Coroutine[Any, Any, T]) -> T | None:
        return await unless_stopped(self._stop, call)


async def unless_stopped(stop: asyncio.Event, call: Coroutine[Any, Any, T]) -> T | None:
    """What `call` gives; None when `stop` was set before, the call cancelled."""
    asking = asyncio.ensure_future(call)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if asking.done():
            return asking.result()
    finally:
        for task in (asking, stopping):
            task.cancel()
        await asyncio.gather(asking, stopping, return_exceptions=True)
    return None


def words_of(error: TelegramError) -> str:
    """What happened, without the library's own words, which may hold the token."""
    if isinstance(error, InvalidToken):
        return text("channels.telegram_token")
    if isinstance(error, Conflict):
        return text("channels.telegram_conflict")
    return text("channels.telegram_unreachable", answer=type(error.__cause__ or error).__name__)
