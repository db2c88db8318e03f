"""The values that the courier's parts hand to one another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from sqlalchemy.orm import Session

from bot.channel_kinds import kind_of
from bot.errors import ChannelError
from bot.model import Message, Receipt
from bot.store import outbox
from bot.store.tables import OutboxRow

NO_CHANNEL, NO_WAY = outbox.NO_CHANNEL, outbox.NO_WAY

Way = tuple[str, str]


def tag(way: Way) -> str:
    """How a way is written down: as the person whom it reaches, and among those that refused a message for good."""
    return f"{way[0]}:{shown(way)}"


def shown(way: Way) -> str:
    """The address as it is written down; a robot's or a service's is a secret, so that only its hash is."""
    return sha256(way[1].encode()).hexdigest()[:16] if kind_of(way[0]).is_secret else way[1]


@dataclass
class Delivered:
    """Counts of one round. `handed`: taken by a service that confirms nothing; these are not in `sent`."""

    sent: int = 0
    waiting: int = 0
    unsent: int = 0
    dropped: int = 0
    handed: int = 0


class MessageSource(Protocol):
    """What the courier is told by those who know wording and people."""

    def sort(self, session: Session, rows: Sequence[OutboxRow], now: datetime) -> Sequence[OutboxRow]:
        """Those of `rows` that are still to go, each saying only what is its person's now."""
        ...

    def ways(self, session: Session, row: OutboxRow) -> Sequence[Way]:
        """How the recipient is reached now, the first first."""
        ...

    def compose(
        self, session: Session, row: OutboxRow, channel: str, now: datetime, address: str = ""
    ) -> Message | None:
        """The message as things stand now, to this address; None where nothing is left to say."""
        ...

    def arrived(self, session: Session, message_ids: Collection[str]) -> None:
        """These messages were taken by a channel."""
        ...

    def moved(self, session: Session, row: OutboxRow, old: str, new: str) -> None:
        """The recipient's chat has a new id."""
        ...

    def told(self, session: Session, persons: Collection[str], now: datetime) -> dict[str, int]:
        """Person → how many messages they got on the day of `now`, or are getting; who got none may be left out."""
        ...

    def opens(self, row: OutboxRow, at: datetime, told: int = 0) -> datetime:
        """`at`, or the first instant after it at which this recipient may be disturbed who has had `told` today."""
        ...

    def useful_until(self, session: Session, row: OutboxRow) -> datetime | None:
        """The last instant at which the message is of use, inclusive; None where it always is."""
        ...


def ways_of(session: Session, source: MessageSource, row: OutboxRow, channels: Collection[str]) -> list[Way]:
    """The recipient's ways; the terminal is one only while it is set up as a channel.

    What is for some of an address alone has this way and no other: by any other the rest would get it twice.
    """
    if row.only is not None:
        return [(row.channel or "email", row.only)]
    return [way for way in source.ways(session, row) if way[0] != "console" or "console" in channels]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours to send, at `due_s` of the loop's clock. `waited_s`: how long ago its time had come."""

    message: Message
    way: Way
    due_s: float
    waited_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one claimed message: exactly one of the four is set. `at` is when.

    `fault` is the name of an exception that nobody foresaw; `returned`: it was not begun, and may go `returned` seconds
    from then. `ledgers`: those that it is about.
    """

    message_id: str
    way: Way
    at: datetime
    receipt: Receipt | None = None
    error: ChannelError | None = None
    fault: str | None = None
    returned: float | None = None
    ledgers: tuple[str, ...] = ()

    @property
    def marks(self) -> dict[str, object]:
        """What a line of the log tells of it."""
        return {"message_id": self.message_id, "channel": self.way[0], "ledger": ",".join(self.ledgers) or None}


@dataclass(frozen=True, slots=True)
class ClaimRound:
    """What one look into the outbox gave. `over`: nothing that is due is left. `again_s`: there may be more then."""

    claimed: tuple[Claimed, ...] = ()
    over: bool = False
    again_s: float | None = None
