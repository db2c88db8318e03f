"""A mailbox by IMAP (RFC 3501, RFC 2177 for IDLE), read and never written.

163 and 126 refuse a client that has not said who it is (RFC 2971): “Unsafe Login”. So that is said after each login.
"""

import imaplib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from bot.channels.tunnel import FAULTS
from bot.errors import ChannelError
from bot.mailbox.box import Found
from bot.mailbox.imap_faults import explain
from bot.mailbox.imap_proxy import through_proxy
from bot.mailbox.imap_url import IMPLICIT, STARTTLS, ImapServer

#: RFC 2177: a server may end an IDLE that lasts half an hour. Some firewalls forget it much sooner.
LONGEST_IDLE_S = 9 * 60.0
#: Without IDLE a server is asked this often.
POLL_S = 30.0
#: In one breath, so that a stop is seen.
BREATH_S = 1.0
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_OURS = '("name" "duban" "vendor" "duban")'


class ImapBox:
    """The folder that `server` names. `timeout_s` bounds each answer; once `stopping` says so, waiting ends."""

    def __init__(
        self, server: ImapServer, *, timeout_s: float = 30.0, stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self._server, self._timeout_s, self._stopping = server, timeout_s, stopping
        self._box: BaseMailBox | None = None
        self._can_idle = False

    def open(self) -> int:
        self.close()
        with self._faults():
            self._box = box = self._connected()
            box.login(self._server.user, self._server.password, initial_folder=None)
            self._introduce(box)
            box.folder.set(self._server.folder, readonly=True)
            return int(_last(box, "UIDVALIDITY"))

    def newest(self, most: int) -> list[int]:
        with self._faults():
            count = int(self._opened.folder.status(self._server.folder, ["MESSAGES"])["MESSAGES"])
            return self._uids(f"{max(1, count - most + 1)}:*")[-most:] if count else []

    def after(self, uid: int) -> list[int]:
        with self._faults():
            # “n:*” is never empty: beyond the last mail it means that one.
            return [found for found in self._uids(f"UID {uid + 1}:*") if found > uid]

    def read(self, uid: int, most_bytes: int) -> Found | None:
        with self._faults():
            size = _SIZE.search(self._fetched(uid, "(RFC822.SIZE)")[0])
            if size is None:
                return None
            whole = int(size[1]) <= most_bytes
            raw = self._fetched(uid, "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])")[1]
            return Found(uid, raw, whole) if raw else None

    def wait(self, timeout_s: float) -> None:
        with self._faults():
            box = self._opened
            if self._can_idle:
                self._idle(box, min(timeout_s, LONGEST_IDLE_S))
            else:
                self._doze(min(timeout_s, POLL_S))
                box.client.noop()

    def close(self) -> None:
        if self._box is None:
            return
        box, self._box = self._box, None
        try:
            box.client.sock.settimeout(BREATH_S)
            box.logout()
        except (ImapToolsError, imaplib.IMAP4.error, OSError):
            box.client.shutdown()

    @property
    def _opened(self) -> BaseMailBox:
        if self._box is None:
            raise ChannelError("mailbox.lost", permanent=False, server=self._place, answer="-")
        return self._box

    @property
    def _place(self) -> str:
        return f"{self._server.host}:{self._server.port}"

    def _connected(self) -> BaseMailBox:
        server = self._server
        if server.proxy is not None:
            return through_proxy(server, self._timeout_s)
        if server.encryption == IMPLICIT:
            return MailBox(server.host, server.port, timeout=self._timeout_s, ssl_context=server.tls_context())
        if server.encryption == STARTTLS:
            context = server.tls_context()
            return MailBoxStartTls(server.host, server.port, timeout=self._timeout_s, ssl_context=context)
        return MailBoxUnencrypted(server.host, server.port, timeout=self._timeout_s)

    def _introduce(self, box: BaseMailBox) -> None:
        imaplib.Commands.setdefault("ID", ("NONAUTH", "AUTH", "SELECTED"))
        # A server may offer more to those whom it knows than it did at first.
        offered = set(bytes(box.client.capability()[1][0] or b"").upper().split())
        self._can_idle = b"IDLE" in offered
        if b"ID" in offered:
            box.client.xatom("ID", _OURS)

    def _uids(self, criteria: str) -> list[int]:
        return sorted(int(uid) for uid in self._opened.uids(criteria))

    def _fetched(self, uid: int, what: str) -> tuple[bytes, bytes]:
        """The line of the answer, and the literal that it announces, if any."""
        kind, data = self._opened.client.uid("fetch", str(uid), what)
        for item in data if kind == "OK" else []:
            if isinstance(item, tuple):
                return item[0], item[1]
            if isinstance(item, bytes):
                return item, b""
        return b"", b""

    def _idle(self, box: BaseMailBox, timeout_s: float) -> None:
        end = time.monotonic() + timeout_s
        with box.idle as idle:
            while (left := end - time.monotonic()) > 0 and not self._stopping():
                begun = time.monotonic()
                breath = min(BREATH_S, left)
                if idle.poll(timeout=breath):
                    return
                if time.monotonic() - begun < breath / 2:
                    raise imaplib.IMAP4.abort(
                        "the connection has ended"
                    )  # an ended socket answers at once, with nothing

    def _doze(self, timeout_s: float) -> None:
        end = time.monotonic() + timeout_s
        while time.monotonic() < end and not self._stopping():
            time.sleep(min(BREATH_S, timeout_s))

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Every fault as a ChannelError. The library's own is not kept as a cause: it may hold what was sent."""
        fault = None
        try:
            yield
        except (ImapToolsError, imaplib.IMAP4.error, OSError, KeyError, *FAULTS) as exc:
            fault = explain(exc, self._place, self._server.folder)
        if fault is not None:
            self.close()
            raise fault


def _last(box: BaseMailBox, name: str) -> bytes:
    """What the server last said under that name."""
    said = box.client.untagged_responses[name][-1]
    assert isinstance(said, bytes)
    return said
