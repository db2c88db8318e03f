"""The courier: claims a message, says it is sending, sends it, writes down what became of it.

The row is *sending* before the channel is called and has its outcome after, each in a transaction of its own. What
a kill leaves *sending* may or may not have arrived: it is sent again, with the same Message-ID or marked as a repeat.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from bot.channels import Channel
from bot.courier.retry import next_try
from bot.errors import ChannelError, StoreError
from bot.model import Message, Receipt
from bot.store import outbox
from bot.store.store import Store
from bot.store.tables import OutboxRow

#: A message *sending* for longer than any channel's time-out was left by a process that ended.
INTERRUPTED_AFTER = timedelta(minutes=10)
BATCH = 500
NO_CHANNEL, NO_WAY = "no-channel", "no-way"

Way = tuple[str, str]

log = logging.getLogger(__name__)


def tag(way: Way) -> str:
    """How a way is written down among those that refused a message for good."""
    return ":".join(way)


@dataclass
class Delivered:
    """Counts of one round."""

    sent: int = 0
    waiting: int = 0
    unsent: int = 0
    dropped: int = 0


class Desk(Protocol):
    """What the courier is told by those who know wording and people."""

    def ways(self, session: Session, row: OutboxRow) -> Sequence[Way]:
        """How the recipient is reached now, the first first."""
        ...

    def compose(self, session: Session, row: OutboxRow, channel: str, now: datetime) -> Message | None:
        """The message as things stand now; None where nothing is left to say."""
        ...

    def moved(self, session: Session, row: OutboxRow, old: str, new: str) -> None:
        """The recipient's chat has a new id."""
        ...


class Courier:
    """Delivers what waits in the outbox by the channels that are set up."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], desk: Desk) -> None:
        self.store = store
        self.channels = channels
        self.desk = desk

    def recover(self, now: datetime, *, alone: bool = False) -> int:
        """Takes back what an ended process left *sending*; gives how many.

        `alone`: no other process sends from this store (`bot.store.sender`), so whatever is *sending* was left
        behind, however lately. Otherwise only what no living process can still be at.
        """
        with self.store.begin() as session:
            return outbox.release_interrupted(session, None if alone else now - INTERRUPTED_AFTER)

    async def round(
        self,
        now: datetime,
        clock: Callable[[], datetime] | None = None,
        seen: Callable[[Message, str], None] | None = None,
        stopping: Callable[[], bool] | None = None,
    ) -> Delivered:
        """Tries once everything whose time has come; one bad recipient never holds up the rest.

        `clock` tells the instant of each outcome (default: all at `now`); `seen` is told of each message sent;
        once `stopping` says so, no further message is begun.
        """
        counts = Delivered()
        self.recover(now)
        with self.store.begin() as session:
            ids = outbox.ready_ids(session, now, limit=1_000_000)
        for message_id in ids:
            if stopping is not None and stopping():
                break
            try:
                await self._deliver(message_id, now, clock or (lambda: now), seen, counts)
            except StoreError:  # the store itself is at fault: every message would meet it
                raise
            except Exception:
                log.exception("message %s could not be handled; the others go on", message_id)
                counts.waiting += 1
        return counts

    async def _deliver(
        self,
        message_id: str,
        now: datetime,
        clock: Callable[[], datetime],
        seen: Callable[[Message, str], None] | None,
        counts: Delivered,
    ) -> None:
        claimed = self._claim(message_id, now, counts)
        if claimed is None:
            return
        message, (channel, address) = claimed
        try:
            receipt = await self.channels[channel].send(message, address)
        except ChannelError as error:
            self._failed(message_id, (channel, address), error, clock(), counts)
        else:
            self._sent(message_id, message, receipt, clock())
            counts.sent += 1
            if seen is not None:
                seen(message, channel)

    def _claim(self, message_id: str, now: datetime, counts: Delivered) -> tuple[Message, Way] | None:
        """The message as it is to go now, its row *sending*; None where it goes nowhere now."""
        with self.store.begin() as session:
            row = session.get(OutboxRow, message_id)
            if row is None or row.state != outbox.WAITING:
                return None
            every = self._ways(session, row)
            left = [way for way in every if tag(way) not in row.tried]
            way = next((way for way in left if way[0] in self.channels), None)
            if way is None:
                self._no_way(session, row, every, left, now, counts)
                return None
            claimed = outbox.claim(session, message_id, now)
            if claimed is None:
                return None
            message = self.desk.compose(session, claimed, way[0], now)
            if message is None:
                claimed.state = outbox.DROPPED
                counts.dropped += 1
                return None
            claimed.channel, claimed.address = way
            claimed.subject, claimed.text = message.subject, message.text
            return message, way

    def _ways(self, session: Session, row: OutboxRow) -> list[Way]:
        """The recipient's ways; the terminal is one only while it is set up as a channel."""
        ways = self.desk.ways(session, row)
        return [way for way in ways if way[0] != "console" or "console" in self.channels]

    def _no_way(
        self, session: Session, row: OutboxRow, every: Sequence[Way], left: Sequence[Way], now: datetime, counts: Delivered
    ) -> None:
        """Nobody to send to: waits while a way may yet be set up, is set aside when every way refused it."""
        message = self.desk.compose(session, row, "console", now)
        if message is None:
            row.state = outbox.DROPPED
            counts.dropped += 1
            return
        row.subject, row.text = message.subject, message.text
        if every and not left:
            row.state = outbox.UNSENT
            counts.unsent += 1
            return
        row.error = NO_CHANNEL if every else NO_WAY
        counts.waiting += 1

    def _sent(self, message_id: str, message: Message, receipt: Receipt, now: datetime) -> None:
        with self.store.begin() as session:
            row = session.get_one(OutboxRow, message_id)
            row.state, row.sent_at, row.error = outbox.SENT, now, None
            row.channel, row.address, row.remote_id = receipt.channel, receipt.address, receipt.remote_id

    def _failed(self, message_id: str, way: Way, error: ChannelError, now: datetime, counts: Delivered) -> None:
        with self.store.begin() as session:
            row = session.get_one(OutboxRow, message_id)
            row.state, row.error = outbox.WAITING, str(error)
            row.uncertain = row.uncertain or error.uncertain
            if error.moved_to is not None:
                self.desk.moved(session, row, way[1], error.moved_to)
                row.next_try_at = now
                counts.waiting += 1
                return
            again = next_try(message_id, row.attempts, error, now, row.at)
            if again is not None:
                row.next_try_at = again
                counts.waiting += 1
                return
            row.tried = [*row.tried, tag(way)]
            row.next_try_at, row.attempts = now, 0
            if any(tag(other) not in row.tried for other in self._ways(session, row)):
                counts.waiting += 1
            else:
                row.state = outbox.UNSENT
                counts.unsent += 1
