"""A mailbox that is reached by way of a proxy: imap-tools makes its connection itself, so imaplib's is told how."""

import imaplib
import socket

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxStarttlsError
from imap_tools.utils import check_command_status

from bot.channels.tunnel import open_tunnel_now
from bot.mailbox.imap_url import IMPLICIT, STARTTLS, ImapServer


class _Client(imaplib.IMAP4):
    """imaplib's client over a tunnel, encrypted from the first byte where the server wants it."""

    def __init__(self, server: ImapServer, timeout_s: float) -> None:
        self._server = server
        super().__init__(server.host, server.port, timeout_s)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # the library's name
        server = self._server
        assert server.proxy is not None
        found = open_tunnel_now(server.proxy, server.host, server.port, timeout or 0)
        if server.encryption == IMPLICIT:
            return server.tls_context().wrap_socket(found, server_hostname=server.host)
        return found


class _MailBox(BaseMailBox):
    def __init__(self, server: ImapServer, timeout_s: float) -> None:
        self._server, self._timeout_s = server, timeout_s
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = _Client(self._server, self._timeout_s)
        if self._server.encryption == STARTTLS:
            check_command_status(client.starttls(self._server.tls_context()), MailboxStarttlsError)
        return client


def through_proxy(server: ImapServer, timeout_s: float) -> BaseMailBox:
    """The server's mailboxes, not logged in. Raises one of `bot.channels.tunnel.FAULTS`, and what imap-tools does."""
    return _MailBox(server, timeout_s)
