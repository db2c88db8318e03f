"""A mailbox in memory, which behaves like one on a server and can be made to fail like one."""

from email.parser import BytesHeaderParser

from bot.errors import ChannelError
from bot.mailbox.box import Found


class MemoryBox:
    """Mails in the order in which they were put. `fault`: what the next call raises, once."""

    def __init__(self, validity: int = 1) -> None:
        self.validity = validity
        self.mails: dict[int, bytes] = {}
        self.read_uids: list[int] = []
        self.fault: ChannelError | None = None
        self._next, self._is_open = 1, False

    def put(self, raw: bytes) -> int:
        """A mail that comes in; gives its number."""
        self.mails[self._next] = raw
        self._next += 1
        return self._next - 1

    def renumber(self) -> None:
        """What a server does that has lost its numbers."""
        self.validity += 1
        self.mails = dict(enumerate(self.mails.values(), 1))
        self._next = len(self.mails) + 1

    def open(self) -> int:
        self._fail()
        self._is_open = True
        return self.validity

    def newest(self, most: int) -> list[int]:
        self._check()
        return sorted(self.mails)[-most:]

    def after(self, uid: int) -> list[int]:
        self._check()
        return sorted(found for found in self.mails if found > uid)

    def read(self, uid: int, most_bytes: int) -> Found | None:
        self._check()
        self.read_uids.append(uid)
        raw = self.mails.get(uid)
        if raw is None:
            return None
        if len(raw) <= most_bytes:
            return Found(uid, raw)
        headers = BytesHeaderParser().parsebytes(raw)
        headers.set_payload("")
        return Found(uid, headers.as_bytes(), whole=False)

    def wait(self, timeout_s: float) -> None:  # noqa: ARG002 - nothing comes while somebody waits
        self._check()

    def close(self) -> None:
        self._is_open = False

    def _check(self) -> None:
        self._fail()
        if not self._is_open:
            raise ChannelError("mailbox.lost", permanent=False, server="memory", answer="-")

    def _fail(self) -> None:
        if self.fault is not None:
            fault, self.fault, self._is_open = self.fault, None, False
            raise fault
