"""What is answered, as Telegram's messages: new ones, in the place of earlier ones, pictures and files."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram import BotCommand, BotCommandScopeChat, CallbackQuery, MaybeInaccessibleMessage, Message, User
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram import markup_of, refused_part
from bot.channels.telegram_bot import QuietBot
from bot.chat.shown_progress import ShownProgress
from bot.conversation import Answer, Conversation, Reply, Slow
from bot.conversation.reading import MENUS
from bot.messages import render
from bot.roster.roster import CONTACT
from bot.texts import LANGUAGES, language, sentence_in

log = logging.getLogger(__name__)

LONGEST_TOAST = 200
#: A reply for which Telegram wants a longer pause is given up: people ask again.
LONGEST_WAIT_S = 30.0


class Sender:
    """Sends what a conversation answers."""

    def __init__(self, bot: QuietBot, conversation: Conversation) -> None:
        self._bot, self.conversation = bot, conversation
        self._later: set[asyncio.Task[None]] = set()

    async def finish(self) -> None:
        """Returns when nothing is being done any more that takes a while."""
        await asyncio.gather(*self._later)

    async def give(self, message: MaybeInaccessibleMessage, answer: Answer, user: User | None) -> None:
        """All that is answered; what takes a while is done beside the rest, so that nobody waits for it."""
        last: int | None = None
        for reply in answer.replies:
            last = await self._send(message, reply, user)
        if answer.menu:
            await show_menu(self._bot, answer.menu, message.chat.id, answer.language)
        if answer.slow is not None:
            self._begin(self._give_later(message, answer.slow, user, last))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _give_later(
        self, message: MaybeInaccessibleMessage, slow: Slow, user: User | None, last: int | None
    ) -> None:
        """Shown as being typed until it is there; how far it is stands in the place of the `last` thing said."""
        try:
            await self._bot.send_chat_action(message.chat.id, ChatAction.TYPING)
        except TelegramError as error:
            log.info("typing was not shown: %s", type(error).__name__)
        shown = ShownProgress(partial(self._replace, message, last))
        if last is not None:
            slow.tell_to(shown.hear)
        found = await asyncio.to_thread(_result_of, slow.work)
        await shown.end()
        await self.give(message, self.conversation.go_on(slow, found), user)

    async def _replace(self, message: MaybeInaccessibleMessage, number: int | None, html: str) -> None:
        """Other words in the place of a message; a change that fails is none that anybody waits for."""
        try:
            await self._is_replaced(message.chat.id, Reply(html, replaces=str(number)))
        except TelegramError as error:
            log.info("progress was not shown: %s", type(error).__name__)

    async def _send(
        self, message: MaybeInaccessibleMessage, reply: Reply, user: User | None, moved: int | None = None
    ) -> int | None:
        """What was asked for is done: whatever becomes of the reply, the rest of the answer may still arrive.

        A group that became a supergroup is followed; what comes too often for Telegram is said again a little later.
        Gives the number of the message where one stands in this chat now.
        """
        try:
            sent = await (self._sent(message, reply, user) if moved is None else self._new(moved, reply))
        except ChatMigrated as error:
            self.conversation.moved(message.chat.id, error.new_chat_id)
            if moved is None:
                await self._send(message, reply, user, error.new_chat_id)
            return None
        except RetryAfter as error:
            wait_s = error._retry_after.total_seconds()  # noqa: SLF001 - the public one warns
            log.warning("a reply waits for %.0f s, as Telegram asks", wait_s)
            if wait_s <= LONGEST_WAIT_S:
                self._begin(self._send_after(wait_s, message, reply, user))
            return None
        except TelegramError as error:
            log.warning("a reply did not reach Telegram: %s", type(error).__name__)
            return None
        if reply.card and sent is not None:
            self.conversation.sent(reply.card, str(sent))
        return sent if moved is None else None

    async def _send_after(
        self, wait_s: float, message: MaybeInaccessibleMessage, reply: Reply, user: User | None
    ) -> None:
        await asyncio.sleep(wait_s)
        await self._send(message, reply, user)

    async def tell(self, chat: int, reply: Reply) -> None:
        """Says something that answers nothing."""
        try:
            await self._new(chat, reply)
        except TelegramError as error:
            log.warning("a chat could not be told: %s", type(error).__name__)

    async def _sent(self, message: MaybeInaccessibleMessage, reply: Reply, user: User | None) -> int | None:
        """The number of the message under which the answer stands, which is where it was asked.

        What is for the speaker alone goes to his own chat with the bot; who never opened that cannot be written to,
        and is told in the group to ask there. What cannot be changed any more is said anew.
        """
        chat = message.chat.id
        if reply.picture or reply.file is not None:
            await self._attached(message, reply, user)
            return None
        if reply.aside and user is not None and chat != user.id:
            try:
                return await self._new(user.id, reply)
            except (Forbidden, BadRequest):
                await self._new(chat, Reply(render("chat/aside.html")), message)
                return None
        if reply.replaces and await self._is_replaced(chat, reply):
            return int(reply.replaces)
        return await self._new(chat, reply, message)

    async def _attached(self, message: MaybeInaccessibleMessage, reply: Reply, user: User | None) -> None:
        """A picture or a file, for the speaker alone where that is meant."""
        chat, topic = message.chat.id, topic_of(message)
        if reply.aside and user is not None:
            chat, topic = user.id, None
        if reply.file is None:
            await self._bot.send_photo(chat, reply.picture, message_thread_id=topic)
        else:
            name, content = reply.file
            await self._bot.send_document(chat, content, filename=name, message_thread_id=topic)

    async def _new(self, chat: int, reply: Reply, beside: MaybeInaccessibleMessage | None = None) -> int:
        """A message, in the topic of the one that it stands `beside`, while there is that topic."""
        topic = topic_of(beside)
        try:
            sent = await self._bot.send_message(
                chat,
                reply.html,
                parse_mode=ParseMode.HTML,
                reply_markup=markup_of(reply.buttons),
                message_thread_id=topic,
            )
        except BadRequest as fault:
            if topic is None or refused_part(fault) != "message_thread_id":
                raise
            return await self._new(chat, reply)
        return sent.message_id

    async def _is_replaced(self, chat: int, reply: Reply) -> bool:
        """Whether the earlier message says so now; one that was deleted does not."""
        try:
            await self._bot.edit_message_text(
                reply.html,
                chat_id=chat,
                message_id=int(reply.replaces),
                parse_mode=ParseMode.HTML,
                reply_markup=markup_of(reply.buttons),
            )
        except BadRequest as fault:
            return "not modified" in fault.message.lower()
        return True


def topic_of(message: MaybeInaccessibleMessage | None) -> int | None:
    """The topic of a group in which it stands."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


async def show_menu(bot: QuietBot, role: str = CONTACT, chat: int | None = None, chosen: str = "") -> None:
    """Telegram's menu of commands, in the language set and in the others for whose client speaks them.

    `chat`: in this one alone, else wherever none was set; `chosen`: in this language, whatever the client speaks. It is
    a convenience: a refusal is only logged.
    """
    scope = BotCommandScopeChat(chat) if chat is not None else None
    try:
        for code, words in ((None, language()), *((name[:2], name) for name in LANGUAGES)):
            spoken = chosen or words
            commands = [BotCommand(name, sentence_in(spoken, f"chat.menu_{name}")) for name in MENUS[role]]
            await bot.set_my_commands(commands, scope=scope, language_code=code)
    except TelegramError as error:
        log.info("the menu of commands was not taken: %s", type(error).__name__)


def _result_of(work: Callable[[], object]) -> object:
    """What the work gives, or the error that it ended in."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - it is handed on to whoever answers
        return error


async def acknowledge(query: CallbackQuery, toast: str) -> None:
    """core.telegram.org/bots/api#answercallbackquery: at most 200 characters; after a while it is too late for it."""
    try:
        await query.answer(toast[:LONGEST_TOAST] or None)
    except TelegramError as error:
        log.info("a press was not acknowledged: %s", type(error).__name__)
