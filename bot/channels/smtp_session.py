"""One session with a mail server: opened once, then a mail after another, as lean as the protocol allows.

The commands of a mail are written out, and one deadline that moves on from step to step bounds them: with a timer for
each, addresses parsed anew and the whole mail searched for line ends a mail cost twice as much.
"""

import asyncio
import ssl

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPRecipientRefused, SMTPResponse
from aiosmtplib.errors import (
    SMTPDataError,
    SMTPReadTimeoutError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from bot.channels.smtp_faults import NoEncryptionError, NoLoginError, TooLargeError
from bot.channels.smtp_refusals import Stage
from bot.channels.smtp_url import SmtpServer
from bot.channels.tunnel import open_tunnel

#: Answers as RFC 5321 §4.2.3 numbers them; 251: a recipient who is elsewhere, and gets it.
DONE, FORWARDED, GO_ON = 250, 251, 354


class SmtpSession:
    """One session with the server. `stage` says how far the present message has come."""

    def __init__(self, client: SMTP) -> None:
        self.client = client
        self._timeout_s = client.timeout or 0
        self.stage = Stage.CONNECT
        self.sent = 0

    async def open(self, server: SmtpServer, context: ssl.SSLContext | None) -> None:
        tls_context = context if server.is_implicit_tls else None
        if server.proxy is None:
            await self.client.connect(tls_context=tls_context)
        else:
            through = await open_tunnel(server.proxy, server.host, server.port, self._timeout_s)
            await self.client.connect(tls_context=tls_context, sock=through)
        # An address literal, as RFC 5321 §4.1.4 has it for a host without a name: asking DNS for one can take seconds.
        self.client.local_hostname = _literal(self.client)
        self.stage = Stage.ENCRYPT
        await self._encrypt(server, context)
        self.stage = Stage.LOGIN
        if server.user is not None:
            await self._log_in(server.user, server.password or "")

    async def _encrypt(self, server: SmtpServer, context: ssl.SSLContext | None) -> None:
        await self._greet()
        if server.starttls in {None, "never"}:
            return
        if self.client.supports_extension("starttls"):
            await self.client.starttls(tls_context=context)
            await self._greet()
        elif server.starttls == "required":
            raise NoEncryptionError

    async def _greet(self) -> None:
        if self.client.is_ehlo_or_helo_needed:
            await self.client.ehlo()

    async def _log_in(self, user: str, password: str) -> None:
        """Tries the ways offered until one is known to the server; a wrong password is tried once, not thrice."""
        refusal: SMTPAuthenticationError | None = None
        for method in self.client.supported_auth_methods:
            try:
                await getattr(self.client, f"auth_{method.replace('-', '')}")(user, password)
            except SMTPAuthenticationError as exc:
                refusal = exc
                if exc.code == 535 or exc.code < 500:
                    raise
            else:
                return
        raise refusal or NoLoginError

    async def introduce(self, sender: str) -> None:
        """Whether the server takes mail from this sender, who may have to log in first."""
        self.stage = Stage.SENDER
        await self.client.mail(sender)
        await self.client.rset()

    async def hand_in(self, sender: str, recipients: list[str], mail: bytes) -> tuple[tuple[str, int], ...]:
        """Gives the recipients that were refused while others were taken. `mail`: its lines end with CR LF."""
        self.stage = Stage.SENDER
        limit = self._largest()
        if limit and len(mail) > limit:
            raise TooLargeError(limit)
        try:
            async with asyncio.timeout(None) as patience:
                refusals = await self._envelope(sender, recipients, len(mail), patience)
                self.stage = Stage.CONTENT
                await self._content(mail, patience)
        except TimeoutError as error:
            raise SMTPReadTimeoutError("Timed out waiting for server response") from error
        self.sent += 1
        return tuple((refusal.recipient, refusal.code) for refusal in refusals)

    async def _envelope(
        self, sender: str, recipients: list[str], octets: int, patience: asyncio.Timeout
    ) -> list[SMTPRecipientRefused]:
        size = f" SIZE={octets}" if self.client.supports_extension("size") else ""
        code, words = await self._say(patience, f"MAIL FROM:<{sender}>{size}")
        if code != DONE:
            raise SMTPSenderRefused(code, words, sender)
        self.stage = Stage.RECIPIENT
        refusals: list[SMTPRecipientRefused] = []
        for recipient in recipients:
            code, words = await self._say(patience, f"RCPT TO:<{recipient}>")
            if code not in {DONE, FORWARDED}:
                refusals.append(SMTPRecipientRefused(code, words, recipient))
        if len(refusals) == len(recipients):
            raise SMTPRecipientsRefused(refusals)
        return refusals

    async def _content(self, mail: bytes, patience: asyncio.Timeout) -> None:
        code, words = await self._say(patience, "DATA")
        if code != GO_ON:
            raise SMTPDataError(code, words)
        # RFC 5321 §4.5.2: a dot that begins a line is doubled, one alone ends the mail.
        code, words = await self._write(patience, mail.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        if code != DONE:
            raise SMTPDataError(code, words)

    async def _say(self, patience: asyncio.Timeout, command: str) -> SMTPResponse:
        """What the server answers to a command of one line."""
        if not command.isprintable():
            raise ValueError("a command of several lines")
        return await self._write(patience, f"{command}\r\n".encode("ascii"))

    async def _write(self, patience: asyncio.Timeout, octets: bytes) -> SMTPResponse:
        protocol = self.client.protocol
        if protocol is None:
            raise SMTPServerDisconnected("Server not connected")
        self._be_patient(patience)
        protocol.write(octets)
        return await protocol.read_response(timeout=None)

    def _be_patient(self, patience: asyncio.Timeout) -> None:
        """For one more step."""
        patience.reschedule(asyncio.get_running_loop().time() + self._timeout_s)

    def _largest(self) -> int:
        """How many bytes the server takes, as it says itself (RFC 1870 §4); 0 where it does not."""
        found = self.client.esmtp_extensions.get("size", "").strip()
        return int(found) if found.isdecimal() else 0


def _literal(client: SMTP) -> str:
    host = client.get_transport_info("sockname")[0]
    return f"[IPv6:{host}]" if ":" in host else f"[{host}]"
