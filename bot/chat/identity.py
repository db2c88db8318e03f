"""Who the bot is, as Telegram knows it."""

from telegram import User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram_bot import QuietBot, build_bot
from bot.errors import BotError, ChannelError
from bot.settings import Settings

#: Somebody waits at a terminal.
TIMEOUT_S = 5.0


def chat_bot(settings: Settings, timeout_s: float) -> QuietBot:
    """A bot by the settings. Raises SettingsError where no token is set or the proxy cannot be understood."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token is not None else ""
    return build_bot(
        token, base_url=settings.telegram_base_url, proxy=settings.telegram_proxy, timeout_s=timeout_s, connections=4
    )


async def introduce(bot: QuietBot) -> User:
    """The bot's own account. Raises ChannelError: `settings` where the token is refused, else not reachable.

    The library's own error is not kept as a cause: its words hold the token.
    """
    try:
        await bot.initialize()
    except InvalidToken:
        fault = ChannelError("channels.telegram_token", permanent=False, settings=True)
    except TelegramError as error:
        answer = type(error.__cause__ or error).__name__
        fault = ChannelError("channels.telegram_unreachable", permanent=False, answer=answer)
    else:
        return bot.bot
    raise fault


async def webhook_of(bot: QuietBot) -> WebhookInfo:
    """Where Telegram posts this bot's updates, as it has it, and what went wrong there last. Raises ChannelError."""
    try:
        return await bot.get_webhook_info()
    except TelegramError as error:
        answer = type(error.__cause__ or error).__name__
        fault = ChannelError("channels.telegram_unreachable", permanent=False, answer=answer)
    raise fault


async def leave(bot: QuietBot) -> None:
    """Ends the bot's connections, however far it came."""
    await bot.shutdown()
    for request in (bot.request, bot._request[0]):  # noqa: SLF001 - shutdown leaves them open if never initialised
        await request.shutdown()


async def bot_name(settings: Settings) -> str | None:
    """The bot's user name, for links to it; None where no token is set or Telegram does not answer."""
    try:
        bot = chat_bot(settings, TIMEOUT_S)
    except BotError:
        return None
    try:
        return (await introduce(bot)).username
    except ChannelError:
        return None
    finally:
        await leave(bot)
