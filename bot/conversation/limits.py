"""How many commands a chat may type: more than a person needs, fewer than would keep the others waiting."""

from collections import deque
from datetime import datetime, timedelta
from enum import Enum

#: In a minute, by one chat; a press of a button does not count.
COMMANDS = 20
SPAN = timedelta(minutes=1)
#: So many chats are remembered at a time.
CHATS = 10_000


class Admission(Enum):
    """Whether a command is carried out; the first that is not is told so, the others are passed over."""

    GO = "go"
    TELL = "tell"
    SILENT = "silent"


class Limits:
    """The last commands of each chat, in this process."""

    def __init__(self, commands: int = COMMANDS, span: timedelta = SPAN) -> None:
        self._commands, self._span = commands, span
        self._typed: dict[int, deque[datetime]] = {}
        self._told: set[int] = set()

    def admit(self, chat: int, now: datetime) -> Admission:
        """What becomes of one more command of the chat at `now`."""
        typed = self._typed.setdefault(chat, deque())
        while typed and now - typed[0] >= self._span:
            typed.popleft()
        if len(typed) < self._commands:
            typed.append(now)
            self._told.discard(chat)
            self._forget(now)
            return Admission.GO
        if chat in self._told:
            return Admission.SILENT
        self._told.add(chat)
        return Admission.TELL

    def _forget(self, now: datetime) -> None:
        """Chats that were silent for the whole span are not kept for ever."""
        if len(self._typed) > CHATS:
            ended = [chat for chat, typed in self._typed.items() if not typed or now - typed[-1] >= self._span]
            for chat in ended:
                del self._typed[chat]
                self._told.discard(chat)
