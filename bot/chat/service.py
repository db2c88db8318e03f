"""From the library's updates to our commands and back: one registration list, one error handler."""

import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import BotCommand, Message, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, CommandHandler, ContextTypes, MessageHandler, filters

from bot.channels.telegram_bot import QuietBot
from bot.chat.asked import Asked
from bot.chat.commands import COMMANDS, TAKING, Command, file_alone, unknown
from bot.chat.files import fetch
from bot.clock import Clock
from bot.errors import BotError
from bot.lengths import cut_units
from bot.messages import render
from bot.texts import text
from bot.work.office import Office
from bot.work.views.conversation import speaker

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
LONGEST_FAULT = 1500
#: Names are chosen by their bearers.
LONGEST_NAME = 60


class _Addressed(filters.MessageFilter):
    """In a group only `/command@ourname` is for us: other bots may be there, and people who talk."""

    def filter(self, message: Message) -> bool:
        return "@" in ((message.text or message.caption or "").split(maxsplit=1) or [""])[0]


#: New messages of people only: an edited command was carried out before.
OURS = filters.UpdateType.MESSAGE & (filters.ChatType.PRIVATE | (filters.ChatType.GROUPS & _Addressed()))


FILES = filters.Document.ALL | filters.PHOTO | filters.VIDEO


def build_service(bot: QuietBot, office: Callable[[], Office], clock: Clock) -> App:
    """The handlers of every command. `office` gives the office as it is when a command comes."""
    app = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    for name, command in COMMANDS.items():
        app.add_handler(CommandHandler(name, _callback(command, office, clock), filters=OURS))
    app.add_handler(MessageHandler(OURS & FILES, _with_file(office, clock, bot)))
    app.add_handler(MessageHandler(OURS & filters.ChatType.PRIVATE, _callback(unknown, office, clock)))
    app.add_error_handler(_apologise)
    return app


async def show_menu(bot: QuietBot) -> None:
    """Telegram's menu of commands. It is a convenience: a refusal is only logged."""
    try:
        await bot.set_my_commands([BotCommand(name, text(f"chat.menu_{name}")) for name in COMMANDS])
    except TelegramError as error:
        log.info("the menu of commands was not taken: %s", type(error).__name__)


def _callback(command: Command, office: Callable[[], Office], clock: Clock) -> Callback:
    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        asked = _read(update, tuple(context.args or ()), office(), clock)
        if asked is not None:
            await _reply(update, command(asked))

    return answer


def _with_file(office: Callable[[], Office], clock: Clock, bot: QuietBot) -> Callback:
    """A file with a command below it. It is fetched for those alone who are known, and for a command that takes one."""

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001 - the library's signature
        message = update.effective_message
        name, words = _command_of(message.caption or "" if message else "", bot.username)
        asked = _read(update, words, office(), clock)
        if asked is None or message is None:
            return
        if asked.actor is None or name not in TAKING:
            await _reply(update, file_alone(asked))
            return
        file = await fetch(message, asked.office)
        await _reply(update, COMMANDS[name](replace(asked, file=file)))

    return answer


def _command_of(caption: str, own: str) -> tuple[str | None, tuple[str, ...]]:
    """The command that a caption begins with, and the words after it; None where it is none of this bot's."""
    first, *words = caption.split() or [""]
    name, _, whose = first.removeprefix("/").partition("@")
    ours = first.startswith("/") and whose.casefold() in {"", own.casefold()}
    return (name.lower() if ours else None), tuple(words)


def _read(update: Update, words: tuple[str, ...], office: Office, clock: Clock) -> Asked | None:
    """None where nobody speaks: a group that writes as itself cannot be known."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return None
    person = user.full_name[:LONGEST_NAME]
    actor = speaker(office, chat.id, user.id, person)
    return Asked(office, clock(), chat.id, person, chat.type == chat.PRIVATE, words, actor)


async def _reply(update: Update, html: str) -> None:
    if update.effective_message is not None:
        await update.effective_message.reply_text(html, parse_mode=ParseMode.HTML)


async def _apologise(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Logs first, then says something useful: our own errors as they are, anything else with a reference."""
    error = context.error
    if isinstance(error, BotError):
        log.info("a command was refused: %s", error.key)
        html = render("chat/error.html", fault=cut_units(str(error), LONGEST_FAULT))
    elif isinstance(error, TelegramError):
        log.warning("a reply did not reach Telegram: %s", type(error).__name__)
        return
    else:
        reference = secrets.token_hex(4)
        log.error("a command failed, reference %s", reference, exc_info=error)
        html = render("chat/sorry.html", reference=reference)
    if isinstance(update, Update):
        await _reply(update, html)
