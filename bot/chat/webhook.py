"""Webhooks: Telegram posts every update to a port of ours, behind the office's own TLS.

core.telegram.org/bots/api#setwebhook: an update counts as taken when it is answered with 2xx, else it comes again. The
library's server answers once the update stands in a queue; ours is a queue that is done with an update when it was
handled, so that a kill loses none.
"""

import asyncio
import logging
import socket
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from telegram.ext import Updater

from bot.channels.telegram_bot import QuietBot
from bot.chat.link import ALLOWED, Link
from bot.chat.service import App
from bot.errors import ChannelError

log = logging.getLogger(__name__)


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


class _Handled(asyncio.Queue[object]):
    """A queue in which nothing stands: what is put in is handled then and there, one after the other."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.one_at_a_time = asyncio.Lock()

    async def put(self, item: object) -> None:
        async with self.one_at_a_time:
            await self._app.process_update(item)


class Hook(Link):
    """Has updates posted until `stop`. Several may listen behind one address; each update comes to one of them."""

    def __init__(self, bot: QuietBot, app: App, stop: asyncio.Event, port: Port) -> None:
        super().__init__(bot, app, stop)
        self._port = port
        self._updates = _Handled(app)
        self._updater = Updater(bot, self._updates)

    async def _begin(self) -> None:
        await self._updater.initialize()
        door = self._open()
        try:
            await self._updater.start_webhook(
                url_path=self._port.path,
                webhook_url=self._port.url,
                secret_token=self._port.secret,
                allowed_updates=ALLOWED,
                max_connections=1,  # so that they come in their order
                unix=door,  # its name for any socket that is open already
            )
        except BaseException:
            door.close()
            raise

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
            await self._stop.wait()
            async with self._updates.one_at_a_time:  # what is being handled is finished and answered
                pass
        finally:
            if self._updater.running:  # not where the stop came before it began
                await self._updater.stop()
