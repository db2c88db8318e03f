"""What an answer of a mail server means for the message: a table by stage and code.

Sources: RFC 5321 §4.2.1 (4yz passing, 5yz permanent), §4.2.2–4.2.3 (codes), §4.5.3.2 (a lost answer to DATA);
RFC 4954 §4, §6 (AUTH: 432, 454, 530, 534, 535, 538); RFC 3207 §4 (STARTTLS: 454); RFC 6647 §2.2 (greylisting: 4yz at
RCPT or DATA); RFC 7504 (521, 556).

| stage                         | 4yz     | 5yz                                                     |
|-------------------------------|---------|---------------------------------------------------------|
| connect, greet, encrypt       | passing | passing, settings: this server does not serve us         |
| log in                        | passing | passing, settings: the name or password is wrong         |
| sender                        | passing | passing, settings: it does not take mail from us         |
| recipient, content            | passing | permanent: 550 unknown, 551 moved, 552 too large, 553    |
|                               |         | ill-formed, 554 refused, 556 no mail there; 530 (log in  |
|                               |         | first) is a fault of settings                            |
| connection lost after content | passing, uncertain: it may have been taken                         |
"""

import socket
import ssl
from collections.abc import Iterator
from enum import StrEnum

from aiosmtplib.errors import (
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.channels.base import excerpt
from bot.channels.smtp_url import SmtpServer
from bot.errors import ChannelError


class Stage(StrEnum):
    """How far the conversation with the server has come."""

    CONNECT = "connect"
    ENCRYPT = "encrypt"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


_SETUP = {Stage.CONNECT, Stage.ENCRYPT, Stage.LOGIN, Stage.SENDER}
_LOGIN_CODES = {530, 534, 535, 538}


class NoEncryptionError(Exception):
    """The server offers no STARTTLS although it is required."""


class NoLoginError(Exception):
    """The server offers no way to log in that this program knows."""


def explain(exc: Exception, stage: Stage, server: SmtpServer) -> ChannelError:
    """The error as the courier needs it. It carries the server's name and words, never the password."""
    place = f"{server.host}:{server.port}"
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
    refused = exc.code >= 500
    settings = refused and (stage in _SETUP or exc.code in _LOGIN_CODES)
    if settings:
        login = stage is Stage.LOGIN or exc.code in _LOGIN_CODES
        key = "channels.mail_login" if login else "channels.mail_not_served"
    else:
        key = "channels.mail_refused" if refused else "channels.mail_later"
    return ChannelError(
        key,
        permanent=refused and not settings,
        settings=settings,
        server=place,
        code=exc.code,
        answer=excerpt(exc.message),
    )


def _failure(exc: Exception, stage: Stage, place: str) -> ChannelError:
    if stage is Stage.CONTENT:
        return _uncertain(place, type(exc).__name__)
    key, settings = _kind_of_failure(exc, stage)
    answer = excerpt(_certificate_words(exc) or type(exc).__name__)
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
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "channels.mail_certificate", True
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
