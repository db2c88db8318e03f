"""The port to which Telegram posts its updates: each is handled before its post is answered.

The library's own server refuses what it cannot parse, which then comes again and again, and logs it whole.
"""

import json
import re
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from http import HTTPStatus
from socket import socket

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.channels.updates import readable

PROOF = "X-Telegram-Bot-Api-Secret-Token"
Handle = Callable[[Update], Awaitable[None]]


class Posts:
    """A server for one path. What does not bring the secret is refused."""

    def __init__(self, bot: Bot, path: str, secret: str, handle: Handle) -> None:
        parts = {"bot": bot, "secret": secret, "handle": handle}
        rules = [(f"{re.escape(path)}/?", _Post, parts)]
        self._server = HTTPServer(Application(rules, log_function=lambda _: None))

    def open(self, door: socket) -> None:
        """Takes posts at a socket that listens already."""
        self._server.add_sockets([door])

    async def close(self) -> None:
        """Takes no more; what is open is let go."""
        self._server.stop()
        await self._server.close_all_connections()


class _Post(RequestHandler):
    SUPPORTED_METHODS = ("POST",)

    def initialize(self, bot: Bot, secret: str, handle: Handle) -> None:
        self._bot, self._secret, self._handle = bot, secret, handle

    async def post(self) -> None:
        """Answers 200 once the update was handled, or passed over because the library has no form for it."""
        self._refuse_strangers()
        try:
            data = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise HTTPError(HTTPStatus.BAD_REQUEST) from None
        update = Update.de_json(readable({"result": [data]})["result"][0], self._bot) if _is_update(data) else None
        if update is not None:
            await self._handle(update)

    def _refuse_strangers(self) -> None:
        given = self.request.headers.get(PROOF, "")
        if self.request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise HTTPError(HTTPStatus.FORBIDDEN)
        if not compare_digest(given.encode(), self._secret.encode()):
            raise HTTPError(HTTPStatus.FORBIDDEN)


def _is_update(data: object) -> bool:
    return isinstance(data, dict) and isinstance(data.get("update_id"), int)
