"""From the library's updates to our commands and back: one registration list, one error handler."""

import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import BotCommand, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, ApplicationBuilder, CommandHandler, ContextTypes, MessageHandler, filters

from bot.channels.telegram_bot import QuietBot
from bot.chat.commands import COMMANDS, TAKING, Command, file_alone, start, unknown
from bot.chat.files import fetch
from bot.chat.limits import COMMANDS as COMMANDS_A_MINUTE
from bot.chat.limits import Admission, Limits
from bot.chat.request import Request
from bot.clock import Clock
from bot.errors import BotError
from bot.lengths import cut_units
from bot.messages import render
from bot.texts import text
from bot.work.office import Office
from bot.work.people.identity import speaker

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
    admitted = _admitted(Limits(), clock)
    for name, command in COMMANDS.items():
        app.add_handler(CommandHandler(name, admitted(_callback(command, office, clock)), filters=OURS))
    app.add_handler(MessageHandler(OURS & FILES, admitted(_with_file(office, clock, bot))))
    app.add_handler(MessageHandler(OURS & filters.ChatType.PRIVATE, admitted(_callback(unknown, office, clock))))
    app.add_error_handler(_apologise)
    return app


async def show_menu(bot: QuietBot) -> None:
    """Telegram's menu of commands. It is a convenience: a refusal is only logged."""
    try:
        await bot.set_my_commands([BotCommand(name, text(f"chat.menu_{name}")) for name in COMMANDS])
    except TelegramError as error:
        log.info("the menu of commands was not taken: %s", type(error).__name__)


def _admitted(limits: Limits, clock: Clock) -> Callable[[Callback], Callback]:
    """Carries out what a chat types as long as that is not too much; says once that it is."""

    def guard(callback: Callback) -> Callback:
        async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            chat = update.effective_chat
            found = limits.admit(chat.id, clock()) if chat is not None else Admission.SILENT
            if found is Admission.GO:
                await callback(update, context)
            elif found is Admission.TELL:
                log.info("a chat typed too many commands")
                await _reply(update, render("chat/often.html", most=COMMANDS_A_MINUTE))

        return answer

    return guard


def _callback(command: Command, office: Callable[[], Office], clock: Clock) -> Callback:
    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if await _turned_away(update):
            return
        request = _read(update, tuple(context.args or ()), office(), clock)
        if request is not None:
            # What a code brought about is the group's to read: it is bound by it.
            await _reply(update, _said(lambda: command(request)), request if command is not start else None)

    return answer


def _with_file(office: Callable[[], Office], clock: Clock, bot: QuietBot) -> Callback:
    """A file with a command below it. It is fetched for those alone who are known, and for a command that takes one."""

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001 - the library's signature
        message = update.effective_message
        name, words = _command_of(message.caption or "" if message else "", bot.username)
        if message is None or await _turned_away(update):
            return
        request = _read(update, words, office(), clock)
        if request is None:
            return
        if request.actor is None or name not in TAKING:
            await _reply(update, file_alone(request), request)
            return
        file = await fetch(message, request.office)
        await _reply(update, _said(lambda: COMMANDS[name](replace(request, file=file))), request)

    return answer


def _command_of(caption: str, own: str) -> tuple[str | None, tuple[str, ...]]:
    """The command that a caption begins with, and the words after it; None where it is none of this bot's."""
    first, *words = caption.split() or [""]
    name, _, whose = first.removeprefix("/").partition("@")
    ours = first.startswith("/") and whose.casefold() in {"", own.casefold()}
    return (name.lower() if ours else None), tuple(words)


async def _turned_away(update: Update) -> bool:
    """Whether no person speaks: a bot, a channel, or an administrator in the group's name, who is told how to ask.

    core.telegram.org/bots/api#message: `sender_chat` is set where a message was sent in the name of a chat.
    """
    message = update.effective_message
    if message is None or message.from_user is None:
        return True
    if message.sender_chat is None:
        return message.from_user.is_bot
    if not message.is_automatic_forward:
        await _reply(update, render("chat/anonymous.html"))
    return True


def _read(update: Update, words: tuple[str, ...], office: Office, clock: Clock) -> Request | None:
    """None where nobody speaks."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return None
    person, now = user.full_name[:LONGEST_NAME], clock()
    found = speaker(office, chat.id, user.id, person, now)
    return Request(office, now, chat.id, user.id, person, words, found.actor, asleep=found.asleep, aside=found.aside)


def _said(command: Callable[[], str]) -> str:
    """What a command answers; our own errors as they are, for they may name what only the speaker may read."""
    try:
        return command()
    except BotError as error:
        return _refusal(error)


def _refusal(error: BotError) -> str:
    log.info("a command was refused: %s", error.key)
    return render("chat/error.html", fault=cut_units(str(error), LONGEST_FAULT))


async def _reply(update: Update, html: str, request: Request | None = None) -> None:
    """Answers where it was asked; what is for the speaker alone in his own chat with the bot.

    Who never opened that chat cannot be written to, and is told in the group to ask there.
    """
    message, user = update.effective_message, update.effective_user
    if message is None:
        return
    if request is None or not request.aside or user is None:
        await message.reply_text(html, parse_mode=ParseMode.HTML)
        return
    try:
        await user.send_message(html, parse_mode=ParseMode.HTML)
    except (Forbidden, BadRequest):
        await message.reply_text(render("chat/aside.html"), parse_mode=ParseMode.HTML)


async def _apologise(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Logs first, then says something useful: our own errors as they are, anything else with a reference."""
    error = context.error
    if isinstance(error, BotError):
        html = _refusal(error)
    elif isinstance(error, TelegramError):
        log.warning("a reply did not reach Telegram: %s", type(error).__name__)
        return
    else:
        reference = secrets.token_hex(4)
        log.error("a command failed, reference %s", reference, exc_info=error)
        html = render("chat/sorry.html", reference=reference)
    if isinstance(update, Update):
        await _reply(update, html)
