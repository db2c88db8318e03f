"""Where answers are read: `imaps://user:password@host:port/FOLDER` taken apart."""

import ipaddress
import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from bot.channels.smtp_url import is_proxy
from bot.errors import SettingsError

IMPLICIT, STARTTLS, PLAIN = "implicit", "starttls", "plain"


@dataclass(frozen=True, slots=True)
class ImapServer:
    """`encryption`: from the first byte (imaps), by STARTTLS, or none, which is for a server on this machine alone.

    A certificate is always checked; `ca` is a file with the authority that signed it, None for those of the system.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    encryption: str = IMPLICIT
    ca: str | None = None
    proxy: str | None = field(default=None, repr=False)  # by way of which it is reached; None: at once

    def tls_context(self) -> ssl.SSLContext:
        """The rules by which the server's certificate is checked. Raises OSError if `ca` cannot be read."""
        return ssl.create_default_context(cafile=self.ca)


def read_imap_url(url: str) -> ImapServer:
    """The parts of `url`. Raises SettingsError, which names the fault and never the password."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise SettingsError("mailbox.url") from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme not in {"imap", "imaps"} or not host or not parts.username or set(options) - {"ca", "proxy"}:
        raise SettingsError("mailbox.url")
    proxy = options.get("proxy") or None
    if proxy is not None and not is_proxy(proxy):
        raise SettingsError("channels.mail_proxy_url")
    implicit = parts.scheme == "imaps"
    return ImapServer(
        host,
        port or (993 if implicit else 143),
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
        IMPLICIT if implicit else PLAIN if _is_here(host) else STARTTLS,
        options.get("ca") or None,
        proxy,
    )


def _is_here(host: str) -> bool:
    """What is sent to this host does not leave the machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
