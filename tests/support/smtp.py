"""A mail server on a real loopback socket: aiosmtpd, with faults on command."""

import asyncio
import email.policy
import ssl
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


@dataclass(frozen=True)
class Mail:
    """One accepted mail: its envelope and its raw bytes, as they came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def parsed(self) -> EmailMessage:
        message = BytesParser(policy=email.policy.default).parsebytes(self.raw)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class MailServer:
    """`mails` are those accepted, `sessions` the number of connections so far, `commands` the verbs received.

    `fault(stage, what…)` makes the next occurrences of a stage fail: GREETING, EHLO, STARTTLS, AUTH, MAIL, RCPT,
    DATA or CONTENT (the mail is stored first), each with an answer such as “451 4.7.1 later”, “hang” or “reset”.
    `hanging` is set when a hang begins.
    `refuse[recipient]` is an answer that stays; with `greylist` a recipient is taken from the second time on.
    """

    host: str = "127.0.0.1"
    port: int = 0
    login: tuple[str, str] | None = None
    greylist: bool = False
    mails: list[Mail] = field(default_factory=list)
    sessions: int = 0
    commands: list[str] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    faults: defaultdict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    over: asyncio.Event = field(default_factory=asyncio.Event)
    hanging: asyncio.Event = field(default_factory=asyncio.Event)
    _seen: set[str] = field(default_factory=set)

    def fault(self, stage: str, *what: str) -> None:
        self.faults[stage].extend(what)

    def next_fault(self, stage: str) -> str | None:
        return self.faults[stage].popleft() if self.faults[stage] else None

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
        wanted = self.login and LoginPassword(self.login[0].encode(), self.login[1].encode())
        return AuthResult(success=given == wanted, handled=False)

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, _server: Any, session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if self.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        if self.greylist and address not in self._seen:
            self._seen.add(address)
            return "451 4.7.1 Greylisted, please come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.mails.append(Mail(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.original_content))
        return await server.misbehave("CONTENT") or "250 OK"


class _FaultySMTP(SMTP):
    """aiosmtpd's own protocol; only the answers that it is told to spoil differ."""

    def __init__(self, box: MailServer, **options: Any) -> None:
        self._box = box
        self._greeted = False
        super().__init__(box, **options)
        methods: dict[str, Callable[[str | None], Awaitable[None]]] = self._smtp_methods
        self._smtp_methods = {verb: partial(self._met, verb, method) for verb, method in methods.items()}

    def connection_made(self, transport: Any) -> None:
        if not self._greeted:
            self._box.sessions += 1
        super().connection_made(transport)

    async def _met(self, verb: str, method: Callable[[str | None], Awaitable[None]], arg: str | None) -> None:
        self._box.commands.append(verb)
        answer = await self.misbehave(verb)
        if answer is None:
            await method(arg)
        elif answer:
            await self.push(answer)
            if answer.startswith("421") and self.transport is not None:
                self.transport.close()

    async def misbehave(self, stage: str) -> str | None:
        """None: as usual. An answer to give. Empty: the connection is gone."""
        what = self._box.next_fault(stage)
        if what == "hang":
            self._box.hanging.set()
            await self._box.over.wait()
        if what in {"hang", "reset"}:
            self.abort()
            return ""
        return what

    def abort(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def push(self, status: Any) -> None:
        if not self._greeted:
            self._greeted = True
            status = await self.misbehave("GREETING") or status
        if self.transport is not None and not self.transport.is_closing():
            await super().push(status)


@asynccontextmanager
async def smtp_server(
    *,
    login: tuple[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
    implicit_tls: bool = False,
    greylist: bool = False,
    largest: int | None = None,
) -> AsyncIterator[MailServer]:
    """A mail server. `tls` offers STARTTLS, or with `implicit_tls` encrypts from the first byte; `login` is wanted.

    `largest`: it says that it takes no mail of more bytes.
    """
    loop = asyncio.get_running_loop()
    box = MailServer(login=login, greylist=greylist)
    sessions: list[_FaultySMTP] = []

    def make() -> _FaultySMTP:
        options: dict[str, Any] = {"authenticator": box.authenticate, "auth_require_tls": False} if login else {}
        starttls = None if implicit_tls else tls
        options |= {"data_size_limit": largest} if largest else {}
        session = _FaultySMTP(box, hostname="mail.example.org", loop=loop, tls_context=starttls, **options)
        sessions.append(session)
        return session

    server = await loop.create_server(make, box.host, 0, ssl=tls if implicit_tls else None)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        box.over.set()
        server.close()
        for session in sessions:
            session.abort()
            if session._handler_coroutine is not None:  # one whose handshake failed waits for its client for ever
                session._handler_coroutine.cancel()
        await asyncio.gather(*filter(None, (s._handler_coroutine for s in sessions)), return_exceptions=True)
        await asyncio.wait_for(server.wait_closed(), timeout=5)
