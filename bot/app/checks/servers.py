"""What `check` asks of others: whether Telegram knows the bot, whether the mail server takes mail from us."""

import asyncio

from telegram import WebhookInfo

from bot.app.answering import port_of
from bot.app.checks.finding import Finding, Mark, failed, good, left_to_do
from bot.app.mail import mailbox_of
from bot.channels.base import excerpt
from bot.channels.email import EmailChannel
from bot.channels.smtp_url import read_smtp_url
from bot.chat.identity import TIMEOUT_S, chat_bot, introduce, leave, webhook_of
from bot.chat.webhook import Port
from bot.clock import Clock
from bot.errors import BotError, ChannelError
from bot.texts import text
from bot.work.office import Office


async def telegram(office: Office) -> list[Finding]:
    """Whether the bot is known, and how its updates come."""
    if office.settings.telegram_token is None:
        return [good("no_telegram") if _has_mail(office) else left_to_do("no_channel")]
    try:
        bot = chat_bot(office.settings, TIMEOUT_S)
    except BotError as error:
        return [failed(Mark.BAD, error)]
    try:
        known = good("telegram", bot=(await introduce(bot)).username)
        return [known, updates(port_of(office.settings), await webhook_of(bot))]
    except ChannelError as error:
        return [failed(Mark.BAD if error.settings else Mark.DOWN, error)]
    finally:
        await leave(bot)


def updates(port: Port | None, now: WebhookInfo) -> Finding:
    """`now` is what Telegram has; a start of `duban run` makes it what the settings say."""
    if port is None:
        return left_to_do("webhook_left") if now.url else good("polling")
    parts = {"url": port.url, "host": port.listen, "port": port.port}
    if now.url != port.url:
        return left_to_do("webhook_waits", **parts)
    if now.last_error_message:
        waiting = now.pending_update_count
        return Finding(
            Mark.DOWN, text("check.webhook_fault", fault=excerpt(now.last_error_message), n=waiting, **parts)
        )
    return good("webhook", **parts)


def _has_mail(office: Office) -> bool:
    return office.settings.smtp_url is not None or office.settings.mail_folder is not None


async def mail(office: Office, clock: Clock) -> Finding:
    """Connects, encrypts, logs in and names the sender; hands in nothing."""
    settings = office.settings
    if settings.smtp_url is None:
        folder = settings.mail_folder
        return good("mail_folder", folder=folder) if folder is not None else good("no_mail")
    try:
        server = read_smtp_url(settings.smtp_url.get_secret_value())
        channel = EmailChannel(server, mail_from=settings.mail_from, now=clock, timeout_s=TIMEOUT_S * 2)
        await channel.check()
    except ChannelError as error:
        return failed(Mark.BAD if error.settings else Mark.DOWN, error)
    except BotError as error:
        return failed(Mark.BAD, error)
    return good("mail", server=f"{server.host}:{server.port}", sender=settings.mail_from)


async def mailbox(office: Office) -> Finding:
    """Whether answers can be read: connects, logs in, opens the folder; reads nothing."""
    try:
        found = mailbox_of(office.settings)
        await asyncio.to_thread(found.box.open)
    except ChannelError as error:
        return failed(Mark.BAD if error.settings else Mark.DOWN, error)
    except BotError as error:
        return failed(Mark.BAD, error)
    await asyncio.to_thread(found.box.close)
    return good("mailbox", proof=text("check.mailbox_proof" if found.post.proves else "check.mailbox_no_proof"))
