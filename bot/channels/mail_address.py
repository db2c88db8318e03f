"""Mail addresses as a server wants them; what is none is refused for good."""

from functools import lru_cache

from bot.addresses import SEPARATORS, parse_address
from bot.channels.base import bad_address, excerpt
from bot.errors import ChannelError, SettingsError


def read_recipients(address: str) -> list[str]:
    """The bare addresses of a list such as `a@x.cn; 办公室 <b@y.cn>`, each once, in order, domains in ASCII.

    Raises ChannelError (permanent) if one has no form of an address, or Chinese before the @, which needs SMTPUTF8
    on every server of the way.
    """
    found = [read_address(part) for part in SEPARATORS.split(address) if part.strip()]
    if not found:
        raise bad_address("email")
    return list(dict.fromkeys(spec for _, spec in found))


@lru_cache(maxsize=1024)
def read_address(words: str) -> tuple[str, str]:
    """Display name and bare address of `办公室 <a@b.cn>` or `a@b.cn`. Raises ChannelError (permanent)."""
    if (found := parse_address(words)) is None:
        raise bad_address("email")
    return found


def read_sender(mail_from: str) -> str:
    """The bare address that mail comes from. Raises SettingsError."""
    try:
        return read_address(mail_from)[1]
    except ChannelError:
        raise SettingsError("channels.mail_from", found=excerpt(mail_from)) from None


def read_reply_to(reply_to: str | None) -> str | None:
    """The bare address that answers go to; None where none is set. Raises SettingsError."""
    if reply_to is None:
        return None
    try:
        return read_address(reply_to)[1]
    except ChannelError:
        raise SettingsError("channels.reply_to", found=excerpt(reply_to)) from None
