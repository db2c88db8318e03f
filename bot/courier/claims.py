"""Which messages go now, by which way and with what words: decided and claimed within one transaction."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.courier.outcomes import Outcomes
from bot.courier.pace import Pacer, Refusal
from bot.courier.parts import NO_CHANNEL, NO_WAY, Claimed, Delivered, MessageSource, Way, shown, tag, ways_of
from bot.errors import StoreError
from bot.model import Message, sentence
from bot.store import outbox
from bot.store.tables import OutboxRow

log = logging.getLogger(__name__)

#: What was planned less long ago is of use.
FRESH = timedelta(hours=3)
#: Messages without a way are put into words anew only while they are so few.
RECOMPOSED = 500


def is_late(session: Session, source: MessageSource, row: OutboxRow, now: datetime) -> bool:
    """Whether it tells of something that is over; what was planned just now does not."""
    if row.attempts == 0 and now - row.at < FRESH:
        return False
    until = source.useful_until(session, row)
    return until is not None and now > until


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of some rows: claimed, or put into words ahead. So many of them were looked at."""

    claimed: list[Claimed]
    ahead: list[Claimed]
    looked: int


class Claims:
    """Claims within one transaction. `later` is told of messages whose channel has no token now."""

    def __init__(
        self,
        session: Session,
        source: MessageSource,
        channels: Collection[str],
        pacer: Pacer,
        outcomes: Outcomes,
        counts: Delivered,
        later: Callable[[str, str], None],
    ) -> None:
        self._session, self._source, self._channels, self._pacer = session, source, channels, pacer
        self._outcomes, self._counts, self._later = outcomes, counts, later
        self._delay = 0.0
        self._told: dict[str, int] = {}

    def take(
        self, rows: Sequence[OutboxRow], room: int, worker: str, now: datetime, sent_from_s: float, beyond: int = 0
    ) -> Taken:
        """Claims at most `room` of `rows`, puts off, sets aside or drops the others. `beyond`: so many more of those
        that need no token are put into words already.
        """
        found: dict[str, Claimed] = {}
        ahead: list[Claimed] = []
        looked = 0
        self._told = self._source.told(self._session, {row.person for row in rows}, now) if rows else {}
        going = {row.id for row in self._source.sort(self._session, rows, now)}
        for row in rows:
            if len(found) + len(ahead) == room + beyond or (len(found) == room and not self._is_free(row)):
                break
            looked += 1
            if row.id not in going:
                self._counts.dropped += row.state == outbox.DROPPED
                continue
            if (made := self._safely(row, now, sent_from_s)) is None:
                continue
            self._told[row.person] = self._told.get(row.person, 0) + (row.kind not in outbox.BESIDE_THE_DAY)
            if len(found) < room:
                found[row.id] = made
            else:
                ahead.append(made)
        return Taken(self.claim(found.values(), worker, now), ahead, looked)

    def claim(self, found: Collection[Claimed], worker: str, now: datetime) -> list[Claimed]:
        """Those of `found` that are this worker's from here on."""
        claims = [
            outbox.Going(c.message.id, c.way[0], shown(c.way), c.message.subject, c.message.kept_text) for c in found
        ]
        mine = outbox.claim(self._session, claims, worker, now)
        return [claimed for claimed in found if claimed.message.id in mine]

    def _is_free(self, row: OutboxRow) -> bool:
        """Whether it needs no token, by whichever of its ways."""
        ways = ways_of(self._session, self._source, row, self._channels)
        return not any(self._pacer.is_paced(channel) for channel, _ in ways)

    def _safely(self, row: OutboxRow, now: datetime, sent_from_s: float) -> Claimed | None:
        """One message that cannot be put into words must not hold up the others."""
        try:
            return self._one(row, now, sent_from_s)
        except (StoreError, SQLAlchemyError):  # the transaction is lost, not this message alone
            raise
        except Exception as error:
            log.exception("message could not be made", extra={"message_id": row.id})
            self._outcomes.broke(row, type(error).__name__, now)
            return None

    def _one(self, row: OutboxRow, now: datetime, sent_from_s: float) -> Claimed | None:
        every = ways_of(self._session, self._source, row, self._channels)
        left = [way for way in every if tag(way) not in row.tried]
        way = next((way for way in left if way[0] in self._channels), None)
        if is_late(self._session, self._source, row, now):
            self._too_late(row, now)
            return None
        if way is None:
            self._no_way(row, every, left, now)
            return None
        # It waited longer than it was meant to, or something else went to the same person meanwhile.
        if (opens := self._source.opens(row, now, self._told.get(row.person, 0))) > now:
            row.next_try_at = opens
            self._counts.waiting += 1
            return None
        if self._no_token(row, way, now):
            return None
        message = self._composed(row, way[0], now, way[1])
        if message is None:
            return None
        self._pacer.take_more(way, message.posts - 1)
        return Claimed(message, way, sent_from_s + self._delay, (now - row.next_try_at).total_seconds())

    def _no_token(self, row: OutboxRow, way: Way, now: datetime) -> bool:
        """Whether the message has to wait for its turn; else `_delay` is how many seconds from now it may go."""
        answer = self._pacer.grant(way)
        if not isinstance(answer, Refusal):
            self._delay = answer.delay.total_seconds()
            return False
        if answer.channel and not answer.stopped:
            self._later(way[0], row.id)
            return True
        row.next_try_at = now + answer.delay
        self._counts.waiting += 1
        return True

    def _composed(self, row: OutboxRow, channel: str, now: datetime, address: str = "") -> Message | None:
        message = self._source.compose(self._session, row, channel, now, address)
        if message is None:
            row.state = outbox.DROPPED
            self._counts.dropped += 1
            return None
        return replace(message, repeat=True) if row.uncertain else message

    def _too_late(self, row: OutboxRow, now: datetime) -> None:
        """It would tell of something that is over. It is not sent, and that is said."""
        message = self._composed(row, "console", now)
        if message is None:
            return
        row.subject, row.text = message.subject, message.kept_text
        row.state, row.error = outbox.UNSENT, row.error or sentence("courier.too_late")
        self._counts.unsent += 1

    def _no_way(self, row: OutboxRow, every: Sequence[Way], left: Sequence[Way], now: datetime) -> None:
        """Nobody to send to: waits while a way may yet be set up, is set aside when every way refused it."""
        if row.subject is None or self._counts.waiting < RECOMPOSED:
            message = self._composed(row, "console", now)
            if message is None:
                return
            row.subject, row.text = message.subject, message.kept_text
        if every and not left:
            row.state = outbox.UNSENT
            self._counts.unsent += 1
            return
        row.error = NO_CHANNEL if every else NO_WAY
        self._counts.waiting += 1
