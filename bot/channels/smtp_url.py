"""Where mail is handed in: `smtp://user:password@host:port?starttls=required` taken apart."""

import ipaddress
import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from bot.errors import SettingsError

STARTTLS = ("required", "optional", "never")
_OPTIONS = {"starttls", "ca", "proxy"}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`starttls` is None with `smtps://`, which is encrypted from the first byte.

    Unless the address says otherwise, encryption is required where a password would leave this machine, and
    otherwise used where the server offers it. A certificate is always checked; `ca` is a file with the authority
    that signed it, None for those of the system. `proxy`: by way of which it is reached; None: at once.
    """

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: str | None = "required"
    ca: str | None = None
    proxy: str | None = field(default=None, repr=False)

    @property
    def is_implicit_tls(self) -> bool:
        return self.starttls is None

    def tls_context(self) -> ssl.SSLContext:
        """The rules by which the server's certificate is checked. Raises OSError if `ca` cannot be read."""
        return ssl.create_default_context(cafile=self.ca)


def read_smtp_url(url: str) -> SmtpServer:
    """The parts of `url`. Raises SettingsError, which names the fault and never the password."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise SettingsError("channels.smtp_url") from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme not in {"smtp", "smtps"} or not host or parts.path.strip("/") or set(options) - _OPTIONS:
        raise SettingsError("channels.smtp_url")
    implicit = parts.scheme == "smtps"
    user = unquote(parts.username) if parts.username else None
    starttls = options.get("starttls", "required" if user and not _is_here(host) else "optional")
    if starttls not in STARTTLS or (implicit and "starttls" in options):
        raise SettingsError("channels.smtp_starttls", found=options.get("starttls", ""))
    proxy = options.get("proxy") or None
    if proxy is not None and not is_proxy(proxy):
        raise SettingsError("channels.mail_proxy_url")
    default_port = 465 if implicit else (587 if user else 25)
    return SmtpServer(
        host,
        port or default_port,
        user,
        unquote(parts.password or "") if user else None,
        None if implicit else starttls,
        options.get("ca") or None,
        proxy,
    )


#: What a proxy before a mail server speaks.
SCHEMES = ("socks5", "socks5h", "http")


def is_proxy(url: str) -> bool:
    """Whether it is `socks5://host:port`, with an account or without; so for HTTP."""
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and bool(parts.port)
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    """What is sent to this host does not leave the machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
