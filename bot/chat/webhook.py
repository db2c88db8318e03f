"""Webhooks: Telegram posts every update to a port of ours, behind the office's own TLS.

core.telegram.org/bots/api#setwebhook: an update counts as taken when it is answered with 2xx, else it comes again. The
port answers once the update was handled, so that a kill loses none.
"""

import asyncio
import logging
import socket
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import TelegramError

from bot.channels.telegram_bot import QuietBot
from bot.chat.link import ALLOWED, Link, words_of
from bot.chat.posts import Posts
from bot.chat.service import App
from bot.errors import ChannelError
from bot.texts import text

log = logging.getLogger(__name__)

#: One post after the other, so that updates come in their order.
AT_ONCE = 1
#: Updates that are known again when they are posted again.
REMEMBERED = 1000
#: How often it is looked whether Telegram still posts here.
LOOK_S = 300.0


@dataclass(frozen=True, slots=True)
class Port:
    """Where Telegram posts (`url`, as it is seen from outside), and where that arrives here."""

    url: str
    listen: str
    port: int
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The way is the same outside and here: a proxy that passes it on need not change it."""
        return urlsplit(self.url).path or "/"


class Hook(Link):
    """Has updates posted until `stop`. Several may listen behind one address; each update comes to one of them."""

    def __init__(self, bot: QuietBot, app: App, stop: asyncio.Event, port: Port) -> None:
        super().__init__(bot, app, stop)
        self._port = port
        self._one_at_a_time = asyncio.Lock()
        self._posts: Posts | None = None
        self._done: deque[int] = deque(maxlen=REMEMBERED)

    async def run(self) -> None:
        """As every link's; the port is let go however it ends."""
        try:
            await super().run()
        finally:
            await self._close()

    async def _close(self) -> None:
        if self._posts is not None:  # not where the stop came before it began
            await self._posts.close()

    async def _handle(self, update: Update) -> None:
        """Then and there, one after the other. What takes long is posted again by whoever waits: it is handled once."""
        async with self._one_at_a_time:
            if update.update_id not in self._done:
                await self._app.process_update(update)
                self._done.append(update.update_id)

    async def _begin(self) -> None:
        if self._posts is not None:  # begun already: what failed came after it
            await self._set()
            return
        door = self._open()
        try:
            await self._set()
        except BaseException:
            door.close()
            raise
        self._posts = Posts(self._bot, self._port.path, self._port.secret, self._handle)
        self._posts.open(door)

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._port.url,
            secret_token=self._port.secret,
            allowed_updates=ALLOWED,
            max_connections=AT_ONCE,
        )

    def _open(self) -> socket.socket:
        """The port, before Telegram is told of it. Raises ChannelError where it is taken, or not ours to take."""
        host, port = self._port.listen, self._port.port
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            door = socket.create_server((host, port), family=family)
        except OSError as error:
            fault = ChannelError("chat.no_port", permanent=False, host=host, port=port, reason=error.strerror)
        else:
            door.setblocking(False)
            return door
        raise fault

    async def _serve(self) -> None:
        log.info("updates are posted to %s port %d", self._port.listen, self._port.port)
        try:
            while not self._stop.is_set():
                await self._unless_stopped(asyncio.sleep(LOOK_S))
                await self._unless_stopped(self._look())
            async with self._one_at_a_time:  # what is being handled is finished and answered
                pass
        finally:  # before the handlers end
            await self._close()

    async def _look(self) -> None:
        """Somebody who polls with the same token takes the webhook away, and nothing would come any more."""
        try:
            found = await self._bot.get_webhook_info()
            if found.url == self._port.url:
                return
            log.warning(text("chat.webhook_lost", url=self._port.url))
            await self._set()
        except TelegramError as error:
            log.info("whether the webhook still stands is not known: %s", words_of(error))
