"""Telegram's port: an update becomes an utterance, an answer becomes messages. Nothing is decided here."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from telegram import BotCommand, BotCommandScopeChat, CallbackQuery, MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.channels.telegram import markup_of
from bot.channels.telegram_bot import QuietBot
from bot.chat.files import fetch, file_of
from bot.clock import Clock
from bot.conversation import Answer, Conversation, Reply, Utterance
from bot.conversation.conversation import refusal
from bot.conversation.reading import MENUS
from bot.errors import BotError
from bot.messages import render
from bot.roster.roster import CONTACT
from bot.texts import LANGUAGES, language, sentence_in
from bot.work.office import Office

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
#: Names are chosen by their bearers.
LONGEST_NAME = 60
LONGEST_TOAST = 200


class _Addressed(filters.MessageFilter):
    """In a group only `/command@ourname` and a reply to a message of ours are for us: other bots may be there, and
    people who talk.
    """

    def __init__(self, bot: QuietBot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        first = ((message.text or message.caption or "").split(maxsplit=1) or [""])[0]
        name, _, whose = first.partition("@")
        if name.startswith("/") and whose:
            return whose.casefold() == self._bot.username.casefold()
        return _is_ours(message.reply_to_message, self._bot) and (bool(first) or file_of(message) is not None)


def _is_ours(message: Message | None, bot: QuietBot) -> bool:
    return message is not None and message.from_user is not None and message.from_user.id == bot.id


def build_service(bot: QuietBot, office: Callable[[], Office], clock: Clock) -> App:
    """The one handler of all that is said. `office` gives the office as it is when a message comes."""
    app = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    # New messages of people only: an edited one was carried out before.
    ours = filters.UpdateType.MESSAGE & (filters.ChatType.PRIVATE | (filters.ChatType.GROUPS & _Addressed(bot)))
    port = _Port(bot, Conversation(office, clock))
    app.add_handler(MessageHandler(ours, port.said))
    app.add_handler(CallbackQueryHandler(port.pressed))
    app.add_error_handler(_log_fault)
    return app


async def show_menu(bot: QuietBot, role: str = CONTACT, chat: int | None = None) -> None:
    """Telegram's menu of commands, in the language set and in the others for whose client speaks them.

    `chat`: in this one alone, else wherever none was set. It is a convenience: a refusal is only logged.
    """
    scope = BotCommandScopeChat(chat) if chat is not None else None
    try:
        for code, words in ((None, language()), *((name[:2], name) for name in LANGUAGES)):
            commands = [BotCommand(name, sentence_in(words, f"chat.menu_{name}")) for name in MENUS[role]]
            await bot.set_my_commands(commands, scope=scope, language_code=code)
    except TelegramError as error:
        log.info("the menu of commands was not taken: %s", type(error).__name__)


class _Port:
    """Hands on what people say, and sends what is answered."""

    def __init__(self, bot: QuietBot, conversation: Conversation) -> None:
        self._bot, self._conversation = bot, conversation

    async def said(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - the library's signature
        message = update.effective_message
        if message is None or await _is_nobody(message):
            return
        utterance = self._utterance(message)
        answer = self._conversation.hear(utterance)
        if answer.fetch:
            answer = await self._with_files(message, utterance)
        await self._give(message, answer, message.from_user)

    async def _give(self, message: MaybeInaccessibleMessage, answer: Answer, user: User | None) -> None:
        """All that is answered; what takes a while is done beside the rest, and shown as being typed."""
        for reply in answer.replies:
            await self._send(message, reply, user)
        if answer.menu:
            await show_menu(self._bot, answer.menu, message.chat.id)
        if answer.slow is not None:
            try:
                await self._bot.send_chat_action(message.chat.id, ChatAction.TYPING)
            except TelegramError as error:
                log.info("typing was not shown: %s", type(error).__name__)
            found = await asyncio.to_thread(_result_of, answer.slow.work)
            await self._give(message, self._conversation.go_on(answer.slow, found), user)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - the library's signature
        """A button: the press itself is always answered, or the reader's client waits for it."""
        query = update.callback_query
        message = query.message if query is not None else None
        if query is None or message is None:
            return
        user = query.from_user
        said = Utterance(
            message.chat.id,
            user.id,
            user.full_name[:LONGEST_NAME],
            token=query.data or "",
            about=str(message.message_id),
        )
        answer = self._conversation.hear(said)
        await _acknowledge(query, answer.toast)
        await self._give(message, answer, user)

    async def _send(self, message: MaybeInaccessibleMessage, reply: Reply, user: User | None) -> None:
        try:
            sent = await self._sent(message, reply, user)
        except TelegramError as error:  # what was asked for is done; the rest of the answer may still arrive
            log.warning("a reply did not reach Telegram: %s", type(error).__name__)
            return
        if reply.card and sent is not None:
            self._conversation.sent(reply.card, str(sent))

    async def _sent(self, message: MaybeInaccessibleMessage, reply: Reply, user: User | None) -> int | None:
        """The number of the message under which the answer stands, which is where it was asked.

        What is for the speaker alone goes to his own chat with the bot; who never opened that cannot be written to,
        and is told in the group to ask there. What cannot be changed any more is said anew.
        """
        chat = message.chat.id
        if reply.picture:
            await self._bot.send_photo(user.id if reply.aside and user else chat, reply.picture)
            return None
        if reply.file is not None:
            name, content = reply.file
            await self._bot.send_document(user.id if reply.aside and user else chat, content, filename=name)
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

    async def _new(self, chat: int, reply: Reply, beside: MaybeInaccessibleMessage | None = None) -> int:
        """A message, in the topic of the one that it stands `beside`."""
        topic = beside.message_thread_id if isinstance(beside, Message) and beside.is_topic_message else None
        sent = await self._bot.send_message(
            chat,
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=markup_of(reply.buttons),
            message_thread_id=topic,
        )
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

    def _utterance(self, message: Message) -> Utterance:
        user = message.from_user
        assert user is not None  # those of nobody were turned away
        about, file = message.reply_to_message, file_of(message)
        return Utterance(
            message.chat_id,
            user.id,
            user.full_name[:LONGEST_NAME],
            self._words(message),
            files=(file,) if file is not None else (),
            about=str(about.message_id) if about is not None and _is_ours(about, self._bot) else "",
            album=message.media_group_id or "",
            voice=message.voice is not None or message.video_note is not None,
        )

    def _words(self, message: Message) -> str:
        """What was said; nothing of a command that names another bot."""
        said = message.text or message.caption or ""
        first, _, rest = said.partition(" ")
        name, _, whose = first.partition("@")
        if not name.startswith("/") or not whose:
            return said
        return f"{name} {rest}" if whose.casefold() == self._bot.username.casefold() else ""

    async def _with_files(self, message: Message, utterance: Utterance) -> Answer:
        try:
            return self._conversation.hear(replace(utterance, files=await fetch(message)))
        except BotError as error:
            return refusal(error)


def _result_of(work: Callable[[], object]) -> object:
    """What the work gives, or the error that it ended in."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - it is handed on to whoever answers
        return error


async def _is_nobody(message: Message) -> bool:
    """Whether no person speaks: a bot, a channel, or an administrator in the group's name, who is told how to ask.

    core.telegram.org/bots/api#message: `sender_chat` is set where a message was sent in the name of a chat.
    """
    if message.from_user is None:
        return True
    if message.sender_chat is None:
        return message.from_user.is_bot
    if not message.is_automatic_forward:
        await message.reply_text(render("chat/anonymous.html"), parse_mode=ParseMode.HTML)
    return True


async def _acknowledge(query: CallbackQuery, toast: str) -> None:
    """core.telegram.org/bots/api#answercallbackquery: at most 200 characters; after a while it is too late for it."""
    try:
        await query.answer(toast[:LONGEST_TOAST] or None)
    except TelegramError as error:
        log.info("a press was not acknowledged: %s", type(error).__name__)


async def _log_fault(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001 - the library's signature
    """What did not reach Telegram, without the library's own words, which may hold the token."""
    if isinstance(context.error, TelegramError):
        log.warning("a reply did not reach Telegram: %s", type(context.error).__name__)
    else:
        log.error("an update broke its handler", exc_info=context.error)
