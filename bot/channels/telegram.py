"""Telegram by its Bot API. Limits and refusals, with their sources.

core.telegram.org/bots/api#sendmessage: 1–4096 characters (UTF-16 units) after entities are parsed.
core.telegram.org/bots/faq#my-bot-is-hitting-limits: 30 messages/s in all, 1/s in a chat, 20/min in a group (the
courier's pacing). core.telegram.org/bots/api#responseparameters: `retry_after`, `migrate_to_chat_id`.

| answer                              | raised by the library  | means                                         |
|-------------------------------------|------------------------|-----------------------------------------------|
| 429 retry_after                     | RetryAfter             | passing, after so many seconds                |
| 403 blocked, kicked, deactivated    | Forbidden              | permanent                                     |
| 400 migrate_to_chat_id              | ChatMigrated           | moved to a supergroup: send there             |
| 400 can't parse entities            | BadRequest             | sent again at once as plain text              |
| 400 thread not found, TOPIC_…       | BadRequest             | sent again at once outside of the topic       |
| 400 chat not found, any other       | BadRequest             | permanent: the same request, the same answer  |
| 401, 404                            | InvalidToken           | passing, settings                             |
| 409                                 | Conflict               | passing                                       |
| 5xx, reset, hang, unreadable answer | NetworkError, TimedOut | passing, uncertain: it may have been stored   |
| no connection                       | NetworkError           | passing                                       |
"""

import contextlib
import html
import re
from collections.abc import Coroutine
from datetime import timedelta
from functools import lru_cache
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.base import Setup, bad_address, excerpt, repeat_mark
from bot.channels.http_client import NOT_SENT
from bot.channels.telegram_bot import build_bot
from bot.errors import ChannelError
from bot.lengths import TELEGRAM_UNITS, cut_units, plain, units
from bot.model import Buttons, Message, Receipt

_ADDRESS = re.compile(r"-?\d{1,19}|@[A-Za-z]\w{3,}", re.ASCII)
#: What httpx raises before a request has left.
_NOT_SENT = (*NOT_SENT, httpx.UnsupportedProtocol)


def build(setup: Setup) -> "TelegramChannel":
    """The bot whose token is set."""
    settings = setup.settings
    token = settings.telegram_token
    assert token is not None
    return TelegramChannel(
        build_bot(token.get_secret_value(), base_url=settings.telegram_base_url, proxy=settings.telegram_proxy)
    )


class TelegramChannel:
    """Messages of one bot. An address is a chat's number, or @name of a public channel.

    The bot comes from `bot.channels.telegram_bot.build_bot`; `close` ends its connections.
    """

    kind = "telegram"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, message: Message, address: str) -> Receipt:
        if not _ADDRESS.fullmatch(address):
            raise bad_address(self.kind)
        chat = address if address.startswith("@") else int(address)
        if message.replaces:
            await self._ask(self._replace(chat, message))
            return Receipt(self.kind, address)
        remote = await self._ask(self._send_text(chat, message))
        for attachment in message.attachments:
            document = self._send_document(chat, attachment.content, attachment.name, message.topic)
            await self._ask(document, text_is_there=True)
        return Receipt(self.kind, address, str(remote))

    async def close(self) -> None:
        """Ends the connections; sending again afterwards is an error of the caller."""
        await self._bot.shutdown()
        await self._bot.request.shutdown()

    async def _ask(self, call: Coroutine[object, object, int], *, text_is_there: bool = False) -> int:
        """The message's number. The library's errors end here: their words may hold the token."""
        try:
            return await call
        except (TelegramError, KeyError, TypeError, ValueError, AttributeError) as exc:
            fault = _explain(exc, text_is_there=text_is_there)
        raise fault

    async def _send_text(self, chat: int | str, message: Message) -> int:
        """As markup in its topic; as plain text, or outside of a topic that is no more, where that is refused."""
        form: dict[str, Any] = {"parse_mode": ParseMode.HTML} if message.html is not None else {}
        form["message_thread_id"] = message.topic
        while True:
            words = _with_mark(message) if "parse_mode" in form else _plain_words(message)
            try:
                sent = await self._bot.send_message(chat, words, reply_markup=markup_of(message.buttons), **form)
            except BadRequest as exc:
                refused = refused_part(exc)
                if form.get(refused) is None:
                    raise
                del form[refused]
            else:
                return sent.message_id

    async def _replace(self, chat: int | str, message: Message) -> int:
        """An earlier message says this from now on; where it is gone, or nobody reads it, nothing is untrue."""
        with contextlib.suppress(BadRequest, Forbidden):
            await self._bot.edit_message_text(
                message.html or message.text,
                chat_id=chat,
                message_id=int(message.replaces),
                parse_mode=ParseMode.HTML if message.html is not None else None,
                reply_markup=markup_of(message.buttons),
            )
        return int(message.replaces)

    async def _send_document(self, chat: int | str, content: bytes, name: str, topic: int | None) -> int:
        try:
            sent = await self._bot.send_document(chat, content, filename=name, message_thread_id=topic)
        except BadRequest as exc:
            if topic is None or refused_part(exc) != "message_thread_id":
                raise
            return await self._send_document(chat, content, name, None)
        return sent.message_id


def refused_part(exc: BadRequest) -> str:
    """Which part of a request it can be sent without; empty where there is none."""
    words = exc.message.lower()
    if "parse entities" in words:
        return "parse_mode"
    return "message_thread_id" if any(sign in words for sign in ("thread not found", "topic_")) else ""


def _plain_words(message: Message) -> str:
    return cut_units(repeat_mark(message) + message.text, TELEGRAM_UNITS)


@lru_cache(maxsize=256)  # most messages of a kind have the same
def markup_of(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """The buttons under a message, as the library has them; None for none."""
    rows = [[InlineKeyboardButton(one.label, callback_data=one.token) for one in row] for row in buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _with_mark(message: Message) -> str:
    """The markup, opened by the mark of a repeat where both fit into one message."""
    markup = message.html or ""
    marked = html.escape(repeat_mark(message), quote=False) + markup
    return marked if units(plain(marked)) <= TELEGRAM_UNITS else markup


def _explain(exc: Exception, *, text_is_there: bool) -> ChannelError:
    """BadRequest and TimedOut are kinds of NetworkError, so the order of the cases matters.

    `text_is_there`: the text was taken and only an attachment failed, so any further try repeats it.
    """
    if isinstance(exc, ChatMigrated):
        return _error("telegram_moved", text_is_there, moved_to=str(exc.new_chat_id), chat=exc.new_chat_id)
    if isinstance(exc, RetryAfter):
        wait = exc.retry_after
        wait_s = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return _error("telegram_wait", text_is_there, retry_after_s=wait_s, seconds=int(wait_s))
    if isinstance(exc, InvalidToken):
        return _error("telegram_token", text_is_there, settings=True)
    if isinstance(exc, Forbidden):
        return _error("telegram_forbidden", text_is_there, permanent=True, answer=excerpt(exc.message))
    if isinstance(exc, BadRequest):
        return _error("telegram_refused", text_is_there, permanent=True, answer=excerpt(exc.message))
    if isinstance(exc, Conflict):
        return _error("telegram_conflict", text_is_there)
    if isinstance(exc.__cause__, _NOT_SENT):
        return _error("telegram_unreachable", text_is_there, answer=type(exc.__cause__).__name__)
    return _error("telegram_uncertain", True, answer=type(exc.__cause__ or exc).__name__)


def _error(
    name: str,
    uncertain: bool,
    *,
    permanent: bool = False,
    retry_after_s: float | None = None,
    moved_to: str | None = None,
    settings: bool = False,
    **parts: object,
) -> ChannelError:
    return ChannelError(
        f"channels.{name}",
        permanent=permanent,
        retry_after_s=retry_after_s,
        moved_to=moved_to,
        settings=settings,
        uncertain=uncertain,
        **parts,
    )
