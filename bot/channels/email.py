"""Mail by SMTP: connections that stay open between messages, and answers told apart (`smtp_faults`)."""

import asyncio
import ssl

from aiosmtplib import SMTP, SMTPException
from aiosmtplib.errors import SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

from bot.channels.lighter import lighter
from bot.channels.mail import build_mail, message_id
from bot.channels.mail_address import read_recipients, read_reply_to, read_sender
from bot.channels.smtp_faults import TOO_LARGE, NoEncryptionError, NoLoginError, TooLargeError, explain
from bot.channels.smtp_refusals import Stage
from bot.channels.smtp_session import SmtpSession
from bot.channels.smtp_url import SmtpServer
from bot.channels.tunnel import FAULTS
from bot.clock import Clock
from bot.errors import ChannelError
from bot.model import Message, Receipt

#: Large providers end a session after this many messages or refuse more; a new one costs one round trip or two.
_MESSAGES_PER_CONNECTION = 100
#: What ends a try: the protocol, the network, the proxy, or an answer that makes no sense.
_FAULTS = (SMTPException, OSError, ValueError, *FAULTS)


class EmailChannel:
    """Mail through one server. An address may name several recipients, separated by commas or semicolons.

    At most `connections` sessions at a time, kept open between messages. `timeout_s` bounds each step in seconds.
    Raises SettingsError if `mail_from` or `reply_to` is no address. Sessions belong to the event loop: `close` before
    it ends.
    A mail of which some recipients were refused is sent to the others; the receipt names the refused.
    """

    kind = "email"

    def __init__(
        self,
        server: SmtpServer,
        *,
        mail_from: str,
        now: Clock,
        reply_to: str | None = None,
        timeout_s: float = 30.0,
        connections: int = 2,
        tls_context: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._mail_from = mail_from
        self._sender = read_sender(mail_from)
        self._reply_to = read_reply_to(reply_to)
        self._now = now
        self._timeout_s = timeout_s
        self._context = tls_context
        self._places = asyncio.Semaphore(connections)
        self._idle: list[SmtpSession] = []

    async def send(self, message: Message, address: str) -> Receipt:
        recipients = read_recipients(address)
        async with self._places:
            refused = await self._hand_in_what_fits(message, recipients)
        remote = message_id(message, self._sender.rpartition("@")[2])
        return Receipt(self.kind, address, remote, refused=refused)

    async def check(self) -> None:
        """Connects, encrypts, logs in and names the sender as for a message, and hands in none. Raises ChannelError."""
        connection = SmtpSession(self._new_client())
        try:
            await connection.open(self._server, self._tls())
            await connection.introduce(self._sender)
        except (*_FAULTS, NoEncryptionError, NoLoginError) as exc:
            fault = explain(exc, connection.stage, self._server)
            connection.client.close()
        else:
            await _part(connection)
            return
        raise fault

    async def close(self) -> None:
        """Says goodbye on every open session."""
        while self._idle:
            await _part(self._idle.pop())

    async def _hand_in_what_fits(self, message: Message, recipients: list[str]) -> tuple[tuple[str, int], ...]:
        """Without the attachments that are too large for the server, the largest first, which the mail says."""
        while True:
            mail = build_mail(message, self._mail_from, recipients, self._now(), self._reply_to)
            try:
                return await self._hand_in(recipients, mail)
            except ChannelError as fault:
                if fault.key != TOO_LARGE or not message.attachments:
                    raise
            message = lighter(message)

    async def _hand_in(self, recipients: list[str], mail: bytes) -> tuple[tuple[str, int], ...]:
        connection = self._take_idle()
        if connection is not None:
            refused = await self._try(connection, recipients, mail, reused=True)
            if refused is not None:
                return refused
        connection = SmtpSession(self._new_client())
        refused = await self._try(connection, recipients, mail, reused=False)
        assert refused is not None
        return refused

    async def _try(
        self, connection: SmtpSession, recipients: list[str], mail: bytes, *, reused: bool
    ) -> tuple[tuple[str, int], ...] | None:
        """None if a kept session turned out to be over before anything was said, so that a new one is wanted."""
        try:
            if not reused:
                await connection.open(self._server, self._tls())
            refused = await connection.hand_in(self._sender, recipients, mail)
        except (*_FAULTS, NoEncryptionError, NoLoginError, TooLargeError) as exc:
            if reused and connection.stage is Stage.SENDER and _is_over(exc):
                connection.client.close()
                return None
            fault = explain(exc, connection.stage, self._server)
            await self._after_fault(connection, exc)
        except BaseException:  # cancelled in the middle: the session's state is unknown
            connection.client.close()
            raise
        else:
            await self._keep(connection)
            return refused
        raise fault

    async def _after_fault(self, connection: SmtpSession, exc: Exception) -> None:
        """A refused message leaves a sound session, as with greylisting; any other fault ends it."""
        refused = isinstance(exc, SMTPRecipientsRefused | SMTPResponseException | TooLargeError) and not _is_over(exc)
        if not refused or connection.stage not in {Stage.SENDER, Stage.RECIPIENT, Stage.CONTENT}:
            connection.client.close()
            return
        try:
            await connection.client.rset()
        except (SMTPException, OSError):
            connection.client.close()
        except BaseException:  # cancelled
            connection.client.close()
            raise
        else:
            await self._keep(connection)

    async def _keep(self, connection: SmtpSession) -> None:
        if connection.sent < _MESSAGES_PER_CONNECTION and connection.client.is_connected:
            self._idle.append(connection)
        else:
            await _part(connection)

    def _take_idle(self) -> SmtpSession | None:
        while self._idle:
            connection = self._idle.pop()
            if connection.client.is_connected:
                return connection
            connection.client.close()
        return None

    def _tls(self) -> ssl.SSLContext | None:
        if self._context is None and self._server.starttls != "never":
            self._context = self._server.tls_context()
        return self._context

    def _new_client(self) -> SMTP:
        return SMTP(
            hostname=self._server.host,
            port=self._server.port if self._server.proxy is None else None,
            timeout=self._timeout_s,
            use_tls=self._server.is_implicit_tls,
            start_tls=False,
            local_hostname="localhost",
        )


def _is_over(exc: Exception) -> bool:
    return isinstance(exc, SMTPServerDisconnected) or getattr(exc, "code", None) == 421


async def _part(connection: SmtpSession) -> None:
    try:
        await connection.client.quit()
    except (SMTPException, OSError):
        pass  # the server was quicker
    finally:
        connection.client.close()
