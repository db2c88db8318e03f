"""The library's bot, built so that its token shows nowhere and an unreadable answer is an error, not a traceback."""

import os

from telegram import Bot
from telegram.error import InvalidToken

from bot.channels.quiet import quieten_http
from bot.channels.telegram_request import QuietRequest
from bot.errors import SettingsError

#: Times come as timedelta; without this the library warns of every 429 that it meets.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_API = "https://api.telegram.org"


class QuietBot(Bot):
    """A bot whose `repr` does not hold its token."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "QuietBot[token=…]"


def build_request(*, proxy: str | None = None, timeout_s: float = 20.0, connections: int = 8) -> QuietRequest:
    """Connections to the Bot API. `timeout_s` bounds each of connecting, writing and waiting for the answer.

    `proxy` is `http://…` or `https://…`; None leaves it to the environment. Raises SettingsError.
    """
    quieten_http()
    try:
        return QuietRequest(timeout_s=timeout_s, connections=connections, proxy=proxy)
    except (ValueError, ImportError):  # an unknown scheme, or socks without its library
        raise SettingsError("channels.telegram_proxy") from None


def build_bot(
    token: str,
    *,
    base_url: str | None = None,
    proxy: str | None = None,
    timeout_s: float = 20.0,
    connections: int = 8,
) -> QuietBot:
    """A bot for sending. `base_url` is the root of the API, such as `https://api.telegram.org`, without `/bot`.

    Raises SettingsError if there is no token or the proxy cannot be understood.
    """
    root = (base_url or _API).rstrip("/").removesuffix("/bot")
    requests = [build_request(proxy=proxy, timeout_s=timeout_s, connections=connections) for _ in range(2)]
    try:
        return QuietBot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=requests[0],
            get_updates_request=requests[1],
        )
    except InvalidToken:
        raise SettingsError("channels.telegram_no_token") from None
