"""Long polling: an update counts as taken only once it was handled, so that a kill loses none.

core.telegram.org/bots/api#getupdates: an update is confirmed by asking for a higher offset. The library's own updater
confirms what it has merely queued.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram_bot import QuietBot
from bot.chat.identity import introduce, leave
from bot.chat.service import App, show_menu
from bot.errors import ChannelError
from bot.texts import text

T = TypeVar("T")

log = logging.getLogger(__name__)

POLL_S = 25
#: How long the end may take for one last request.
PARTING_S = 1.5
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
ALLOWED = ["message"]


class Poller:
    """Asks Telegram for updates until `stop`, one batch after another, whatever the network does."""

    def __init__(self, bot: QuietBot, app: App, stop: asyncio.Event) -> None:
        self._bot, self._app, self._stop = bot, app, stop
        self._offset: int | None = None
        self._wait_s = FIRST_WAIT_S

    async def run(self) -> None:
        """Returns after `stop`, with everything that was handled confirmed; raises nothing but what is no network's."""
        try:
            if await self._connected():
                while not self._stop.is_set():
                    await self._take(await self._ask())
                await self._confirm()
        finally:
            await self._app.shutdown()
            await leave(self._bot)

    async def _connected(self) -> bool:
        """Whether the bot is known and its handlers are ready; False when stopped before."""
        while not self._stop.is_set():
            try:
                if await self._unless_stopped(introduce(self._bot)) is None:
                    return False
                await self._app.initialize()
                await self._unless_stopped(self._bot.delete_webhook())
                await show_menu(self._bot)
            except ChannelError as fault:
                await self._pause(str(fault))
            except TelegramError as error:
                await self._pause(_words(error))
            else:
                return True
        return False

    async def _ask(self) -> tuple[Update, ...]:
        """The next updates; none after a fault, which was waited out, or when stopped."""
        try:
            asking = self._bot.get_updates(offset=self._offset, timeout=POLL_S, allowed_updates=ALLOWED)
            updates = await self._unless_stopped(asking)
        except RetryAfter as error:
            await self._pause(_words(error), error._retry_after.total_seconds())  # noqa: SLF001 - the public one warns
            return ()
        except TelegramError as error:
            await self._pause(_words(error))
            return ()
        if self._wait_s > FIRST_WAIT_S:
            log.info(text("chat.connected_again"))
        self._wait_s = FIRST_WAIT_S
        return updates or ()

    async def _take(self, updates: tuple[Update, ...]) -> None:
        for update in updates:
            await self._app.process_update(update)
            self._offset = update.update_id + 1
            if self._stop.is_set():
                return

    async def _confirm(self) -> None:
        """Tells Telegram what was handled; whether the request that the stop cut short still did is not known."""
        if self._offset is None:
            return
        try:
            await asyncio.wait_for(self._confirmed(self._offset), PARTING_S)
        except (TelegramError, TimeoutError) as error:
            log.info("the last updates may come again: %s", type(error).__name__)

    async def _confirmed(self, offset: int) -> None:
        while True:
            try:
                await self._bot.get_updates(offset=offset, timeout=0, limit=1, allowed_updates=ALLOWED)
            except Conflict:  # the request that was cut short is not over yet
                await asyncio.sleep(0.1)
            else:
                return

    async def _pause(self, words: str, wait_s: float | None = None) -> None:
        """Waits longer each time; only the first fault of a row is a warning."""
        log.log(logging.WARNING if self._wait_s == FIRST_WAIT_S else logging.DEBUG, "%s", words)
        await self._unless_stopped(asyncio.sleep(wait_s or self._wait_s))
        self._wait_s = min(self._wait_s * 2, LONGEST_WAIT_S)

    async def _unless_stopped(self, call: Coroutine[Any, Any, T]) -> T | None:
        """What `call` gives; None when stopped before, the call cancelled."""
        asking = asyncio.ensure_future(call)
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if asking.done():
                return asking.result()
        finally:
            for task in (asking, stopping):
                task.cancel()
            await asyncio.gather(asking, stopping, return_exceptions=True)
        return None


def _words(error: TelegramError) -> str:
    """What happened, without the library's own words, which may hold the token."""
    if isinstance(error, InvalidToken):
        return text("channels.telegram_token")
    if isinstance(error, Conflict):
        return text("channels.telegram_conflict")
    return text("channels.telegram_unreachable", answer=type(error.__cause__ or error).__name__)
