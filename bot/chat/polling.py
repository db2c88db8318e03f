"""Long polling: an update counts as taken only once it was handled, so that a kill loses none.

core.telegram.org/bots/api#getupdates: an update is confirmed by asking for a higher offset. The library's own updater
confirms what it has merely queued.
"""

import asyncio
import logging

from telegram import Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.channels.telegram_bot import QuietBot
from bot.chat.link import ALLOWED, FIRST_WAIT_S, Link, words_of
from bot.chat.service import App
from bot.texts import text

log = logging.getLogger(__name__)

POLL_S = 25
#: How long the end may take for one last request.
PARTING_S = 1.5


class Poller(Link):
    """Asks Telegram for updates until `stop`, one batch after another."""

    def __init__(self, bot: QuietBot, app: App, stop: asyncio.Event) -> None:
        super().__init__(bot, app, stop)
        self._offset: int | None = None

    async def _begin(self) -> None:
        await self._bot.delete_webhook()

    async def _serve(self) -> None:
        await self._app.tell_unfinished()  # nobody else answers, so that nobody else is at it
        while not self._stop.is_set():
            await self._take(await self._ask())
        await self._confirm()

    async def _ask(self) -> tuple[Update, ...]:
        """The next updates; none after a fault, which was waited out, or when stopped."""
        try:
            asking = self._bot.get_updates(offset=self._offset, timeout=POLL_S, allowed_updates=ALLOWED)
            updates = await self._unless_stopped(asking)
        except RetryAfter as error:
            await self._pause(words_of(error), error._retry_after.total_seconds())  # noqa: SLF001 - the public one warns
            return ()
        except TelegramError as error:
            await self._pause(words_of(error))
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
