"""Mail addresses as people write them into a settings file, and as a server wants them."""

import re
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import getaddresses
from functools import lru_cache

from bot.channels.base import bad_address, excerpt
from bot.errors import ChannelError, SettingsError

#: The plain form of nearly all addresses (RFC 5322 §3.2.3, RFC 1035 §2.3.1), whose parsing costs a tenth of a mail.
_PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_SEPARATORS = re.compile(r"[,;，；、\r\n]+")


def read_recipients(address: str) -> list[str]:
    """The bare addresses of a list such as `a@x.cn; 办公室 <b@y.cn>`, each once, in order, domains in ASCII.

    Raises ChannelError (permanent) if one has no form of an address, or Chinese before the @, which needs SMTPUTF8
    on every server of the way.
    """
    found = [read_address(part) for part in _SEPARATORS.split(address) if part.strip()]
    if not found:
        raise bad_address("email")
    return list(dict.fromkeys(spec for _, spec in found))


@lru_cache(maxsize=4096)
def read_address(words: str) -> tuple[str, str]:
    """Display name and bare address of `办公室 <a@b.cn>` or `a@b.cn`. Raises ChannelError (permanent)."""
    if _PLAIN.fullmatch(words):
        return "", words
    return _parsed(words)


def _parsed(words: str) -> tuple[str, str]:
    pairs = getaddresses([words.strip()])
    name, spec = pairs[0] if len(pairs) == 1 else ("", "")
    local, _, domain = spec.rpartition("@")
    if not (local and domain) or not local.isascii() or any(not c.isprintable() or c == " " for c in spec):
        raise bad_address("email")
    try:
        ascii_spec = f"{local}@{domain.encode('idna').decode()}"
        Address(addr_spec=ascii_spec)
    except (ValueError, IndexError, MessageError):
        raise bad_address("email") from None
    return name, ascii_spec


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
