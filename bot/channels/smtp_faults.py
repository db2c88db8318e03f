"""What an answer of a mail server, or the want of one, means for the message.

Sources: RFC 5321 §4.2.1 (4yz passing, 5yz permanent), §4.5.3.2 (a lost answer to DATA); RFC 4954 §6 (432, 454);
RFC 3207 §4 (STARTTLS: 454); RFC 6647 §2.2 (greylisting: 4yz at RCPT or DATA); RFC 7504 (521, 556).

| stage                         | 4yz     | 5yz (`smtp_refusals` says what it is about)              |
|-------------------------------|---------|----------------------------------------------------------|
| connect, greet, encrypt       | passing | passing, settings: this server does not serve us         |
| log in                        | passing | passing, settings: the name or password is wrong         |
| sender, recipient, content    | passing | permanent where it is about this message or address;     |
|                               |         | settings where every message would meet it; the channel  |
|                               |         | rests where it has had enough for now                    |
| connection lost after content | passing, uncertain: it may have been taken                         |
"""

import socket
import ssl
from collections.abc import Iterator
from typing import Any

from aiosmtplib.errors import (
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.channels.base import excerpt
from bot.channels.smtp_refusals import SETTINGS, About, Stage, about
from bot.channels.smtp_url import SmtpServer
from bot.channels.tunnel import FAULTS
from bot.errors import ChannelError

#: How long a server is left alone that has had enough of us for now.
QUOTA_REST_S = 1800.0
TOO_LARGE = f"channels.mail_{About.SIZE}"


#: openssl.org/docs/manmaster/man3/X509_STORE_CTX_get_error.html: faults of a certificate with a remedy of their own.
CERTIFICATE = {9: "_early", 10: "_expired", 62: "_name", 64: "_name"}


class NoEncryptionError(Exception):
    """The server offers no STARTTLS although it is required."""


class NoLoginError(Exception):
    """The server offers no way to log in that this program knows."""


class TooLargeError(Exception):
    """The server says of itself that it takes no mail of this size."""


def explain(exc: Exception, stage: Stage, server: SmtpServer) -> ChannelError:
    """The error as the courier needs it. It carries the server's name and words, never the password."""
    place = f"{server.host}:{server.port}"
    if isinstance(exc, TooLargeError):
        return ChannelError(TOO_LARGE, permanent=True, server=place, code="SIZE", answer=str(exc))
    if isinstance(exc, SMTPRecipientsRefused):
        return _answer(_worst(exc.recipients), Stage.RECIPIENT, place)
    if isinstance(exc, SMTPResponseException):
        return _answer(exc, stage, place)
    return _failure(exc, stage, place)


def _worst(refusals: list[SMTPRecipientRefused]) -> SMTPResponseException:
    """All recipients were refused: if one may be taken later the message may be tried again."""
    return min(refusals, key=lambda refusal: refusal.code)


def _answer(exc: SMTPResponseException, stage: Stage, place: str) -> ChannelError:
    if stage is Stage.CONTENT and exc.code < 400:  # not an answer to DATA at all: the text may have been taken
        return _uncertain(place, exc.message)
    found: dict[str, Any] = {"server": place, "code": exc.code, "answer": excerpt(exc.message)}
    if exc.code < 500:
        return ChannelError("channels.mail_later", permanent=False, **found)
    what = about(stage, exc.code, exc.message)
    is_passing = what in SETTINGS or what is About.QUOTA
    return ChannelError(
        f"channels.mail_{what}",
        permanent=not is_passing,
        settings=what in SETTINGS,
        retry_after_s=QUOTA_REST_S if what is About.QUOTA else None,
        **found,
    )


def _failure(exc: Exception, stage: Stage, place: str) -> ChannelError:
    if stage is Stage.CONTENT:
        return _uncertain(place, type(exc).__name__)
    key, settings = _kind_of_failure(exc, stage)
    words = str(exc) if isinstance(exc, FAULTS) else _certificate_words(exc)
    answer = excerpt(words or type(exc).__name__)
    return ChannelError(key, permanent=False, settings=settings, server=place, answer=answer)


def _uncertain(place: str, words: str) -> ChannelError:
    return ChannelError("channels.mail_uncertain", permanent=False, uncertain=True, server=place, answer=excerpt(words))


def _kind_of_failure(exc: Exception, stage: Stage) -> tuple[str, bool]:
    """The key and whether the settings are at fault."""
    if isinstance(exc, NoEncryptionError):
        return "channels.mail_no_starttls", True
    if isinstance(exc, NoLoginError):
        return "channels.mail_no_login", True
    causes = list(_causes(exc))
    if isinstance(exc, FAULTS):
        return "channels.mail_proxy", False
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"channels.mail_certificate{CERTIFICATE.get(cause.verify_code, '')}", True
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "channels.mail_tls", True
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "channels.mail_host", True
    if any(isinstance(cause, FileNotFoundError | PermissionError) for cause in causes):
        return "channels.mail_ca", True
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return "channels.mail_timeout", False
    if isinstance(exc, SMTPNotSupported | ValueError) or type(exc) is SMTPException:
        return "channels.mail_not_understood", True
    return ("channels.mail_unreachable" if stage is Stage.CONNECT else "channels.mail_lost"), False


def _causes(exc: BaseException | None) -> Iterator[BaseException]:
    """The error and those that it was raised from."""
    while exc is not None:
        yield exc
        exc = exc.__cause__


def _certificate_words(exc: Exception) -> str:
    for cause in _causes(exc):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return str(cause.verify_message)
    return ""
