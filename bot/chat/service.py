"""Telegram's port: an update becomes an utterance, an answer becomes messages. Nothing is decided here."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from telegram import ChatMember, Message, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.channels.telegram_bot import QuietBot
from bot.chat.files import fetch, file_of
from bot.chat.sender import Sender, acknowledge, topic_of
from bot.clock import Clock
from bot.conversation import Answer, Conversation, Utterance
from bot.conversation.conversation import refusal
from bot.errors import BotError
from bot.messages import render
from bot.work.office import Office

log = logging.getLogger(__name__)


class App(Application[Any, Any, Any, Any, Any, Any]):
    """The library's own, which ends when all that takes a while has been answered too."""

    sender: Sender

    async def tell_unfinished(self) -> None:
        """Whoever waits for what ended with the program is told so."""
        for chat, reply in self.sender.conversation.unfinished():
            await self.sender.tell(chat, reply)

    async def shutdown(self) -> None:
        """As the library's."""
        await self.sender.finish()
        await super().shutdown()


#: As what the bot has no part in a chat.
OUT = frozenset({ChatMember.BANNED, ChatMember.LEFT})
#: Names are chosen by their bearers.
LONGEST_NAME = 60


class _Addressed(filters.MessageFilter):
    """In a group only `/command@ourname`, what names us by `@ourname`, and a reply to a message of ours are for us:
    other bots may be there, and people who talk.
    """

    def __init__(self, bot: QuietBot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        first = ((message.text or message.caption or "").split(maxsplit=1) or [""])[0]
        name, _, whose = first.partition("@")
        if whose and name.startswith("/"):
            return whose.casefold() == self._bot.username.casefold()
        return _mention(self._bot).search(message.text or message.caption or "") is not None or (
            _is_ours(message.reply_to_message, self._bot) and (bool(first) or file_of(message) is not None)
        )


def _mention(bot: QuietBot) -> re.Pattern[str]:
    """@ourname, as a word of its own."""
    return re.compile(rf"(?<!\S)@{re.escape(bot.username)}(?!\w)[,，:：]?", re.IGNORECASE)


def _is_ours(message: Message | None, bot: QuietBot) -> bool:
    return message is not None and message.from_user is not None and message.from_user.id == bot.id


def build_service(bot: QuietBot, office: Callable[[], Office], clock: Clock) -> App:
    """The one handler of all that is said. `office` gives the office as it is when a message comes."""
    app = ApplicationBuilder().application_class(App).bot(bot).updater(None).job_queue(None).build()
    assert isinstance(app, App)
    # New messages of people only: an edited one was carried out before.
    ours = filters.UpdateType.MESSAGE & (filters.ChatType.PRIVATE | (filters.ChatType.GROUPS & _Addressed(bot)))
    port = _Port(bot, Conversation(office, clock))
    app.sender = port.sender
    app.add_handler(MessageHandler(ours, port.said))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, port.moved))
    app.add_handler(ChatMemberHandler(port.let_in, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(CallbackQueryHandler(port.pressed))
    app.add_error_handler(_log_fault)
    return app


class _Port:
    """Hands on what people say, and sends what is answered."""

    def __init__(self, bot: QuietBot, conversation: Conversation) -> None:
        self._bot, self._conversation = bot, conversation
        self.sender = Sender(bot, conversation)

    async def said(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - the library's signature
        message = update.effective_message
        if message is None or await _is_nobody(message):
            return
        utterance = self._utterance(message)
        answer = self._conversation.hear(utterance)
        if answer.fetch:
            answer = await self._with_files(message, utterance)
        await self.sender.give(message, answer, message.from_user)

    async def moved(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - the library's signature
        """A group became a supergroup. Telegram says so in both; the old one's word is enough."""
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id is not None:
            self._conversation.moved(message.chat_id, message.migrate_to_chat_id)

    async def let_in(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - the library's signature
        """The bot was blocked, or put out of a group, and is let in again."""
        change = update.my_chat_member
        if change is not None and change.old_chat_member.status in OUT and change.new_chat_member.status not in OUT:
            self._conversation.let_in(change.chat.id)

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
        await acknowledge(query, answer.toast)
        await self.sender.give(message, answer, user)

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
            topic=topic_of(message),
            has_topics=bool(message.chat.is_forum),
        )

    def _words(self, message: Message) -> str:
        """What was said, without our own name; nothing of a command that names another bot."""
        said = message.text or message.caption or ""
        first, _, rest = said.partition(" ")
        name, _, whose = first.partition("@")
        if not name.startswith("/") or not whose:
            return _mention(self._bot).sub("", said).strip() if "@" in said else said
        return f"{name} {rest}" if whose.casefold() == self._bot.username.casefold() else ""

    async def _with_files(self, message: Message, utterance: Utterance) -> Answer:
        try:
            return self._conversation.hear(replace(utterance, files=await fetch(message)))
        except BotError as error:
            return refusal(error)


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


async def _log_fault(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001 - the library's signature
    """What did not reach Telegram, without the library's own words, which may hold the token."""
    if isinstance(context.error, TelegramError):
        log.warning("a reply did not reach Telegram: %s", type(context.error).__name__)
    else:
        log.error("an update broke its handler", exc_info=context.error)
