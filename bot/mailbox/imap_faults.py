"""What a fault of a mailbox means: which sentence says it, and whether the settings are wrong."""

import socket
import ssl

from imap_tools.errors import (
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
    UnexpectedCommandStatusError,
)

from bot.channels.base import excerpt
from bot.channels.smtp_faults import CERTIFICATE
from bot.channels.tunnel import FAULTS
from bot.errors import ChannelError

#: What went wrong → the sentence, and whether the settings are at fault; the first that fits.
_FAULTS: tuple[tuple[type[Exception], str, bool], ...] = (
    *((kind, "channels.mail_proxy", False) for kind in FAULTS),
    (MailboxLoginError, "mailbox.login", True),
    (MailboxFolderSelectError, "mailbox.folder", True),
    (MailboxStarttlsError, "mailbox.starttls", True),
    (ssl.SSLError, "mailbox.tls", True),
    (socket.gaierror, "mailbox.host", True),
    (FileNotFoundError, "mailbox.ca", True),
    (PermissionError, "mailbox.ca", True),
    (TimeoutError, "mailbox.timeout", False),
    (ConnectionRefusedError, "mailbox.unreachable", False),
)


def explain(exc: Exception, place: str, folder: str) -> ChannelError:
    """The fault in the server's own words, where it said any; never with what was sent to it."""
    key, settings = _kind_of_fault(exc)
    answer = excerpt(_words_of(exc))
    return ChannelError(key, permanent=False, settings=settings, server=place, folder=folder, answer=answer)


def _words_of(exc: Exception) -> str:
    """The server's own words where it said any, else what kind of fault it is."""
    if isinstance(exc, ssl.SSLCertVerificationError):
        return exc.verify_message
    if isinstance(exc, UnexpectedCommandStatusError) and (said := exc.command_result[1]) and isinstance(said[0], bytes):
        return bytes(said[0]).decode("utf-8", "replace")
    return str(exc) if isinstance(exc, FAULTS) else type(exc).__name__


def _kind_of_fault(exc: Exception) -> tuple[str, bool]:
    if isinstance(exc, ssl.SSLCertVerificationError):
        return f"mailbox.certificate{CERTIFICATE.get(exc.verify_code, '')}", True
    return next(((key, settings) for kind, key, settings in _FAULTS if isinstance(exc, kind)), ("mailbox.lost", False))
