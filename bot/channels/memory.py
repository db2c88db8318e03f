"""The twin of every channel: keeps what it is given, and fails as it is told. For rehearsals and tests."""

from collections import deque

from bot.errors import ChannelError
from bot.model import Message, Receipt


class MemoryChannel:
    """Records `(message, address)` in `sent`, in order. `kind` may be that of the channel it stands for.

    Each error in `faults` answers one send, oldest first; one that is `uncertain` is raised after recording.
    """

    def __init__(self, kind: str = "memory") -> None:
        self.kind = kind
        self.sent: list[tuple[Message, str]] = []
        self.faults: deque[ChannelError] = deque()

    async def send(self, message: Message, address: str) -> Receipt:
        fault = self.faults.popleft() if self.faults else None
        if fault is None or fault.uncertain:
            self.sent.append((message, address))
        if fault is not None:
            raise fault
        return Receipt(self.kind, address, None if message.replaces else str(len(self.sent)))

    async def close(self) -> None:
        """Nothing is held open; what was recorded stays."""
