"""What became of messages, written down: sent, to be tried again, by another way, or set aside."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.courier.pace import Pacer
from bot.courier.parts import Delivered, MessageSource, Outcome, Way, tag, ways_of
from bot.courier.retry import after_fault, next_try
from bot.errors import ChannelError
from bot.model import Receipt, sentence
from bot.model.sentence_json import sentence_of
from bot.store import outbox
from bot.store.tables import OutboxRow

log = logging.getLogger(__name__)

#: How long a channel rests whose settings are at fault: every message of it would meet the same.
SETTINGS_REST_S = 60.0


class Outcomes:
    """Writes outcomes within one transaction."""

    def __init__(
        self, session: Session, source: MessageSource, channels: Collection[str], pacer: Pacer, counts: Delivered
    ) -> None:
        self._session, self._source, self._channels = session, source, channels
        self._pacer, self._counts = pacer, counts

    def write(self, outcomes: Sequence[Outcome], worker: str) -> None:
        """Only for messages that are still ours: another worker may have taken them for left behind."""
        plain = [o for o in outcomes if o.receipt is not None and not o.receipt.refused]
        others = [o for o in outcomes if o not in plain]
        self._arrived(plain, worker)
        if others:
            self._others(others, worker)

    def _arrived(self, outcomes: Sequence[Outcome], worker: str) -> None:
        """The usual case, all in one statement."""
        arrived = [
            outbox.Arrived(o.message_id, o.at, o.way[0], o.receipt.address, o.receipt.remote_id, state_of(o.receipt))
            for o in outcomes
            if o.receipt is not None
        ]
        if outbox.set_sent(self._session, arrived, worker) < len(arrived):
            log.warning("messages were taken over by another worker while they were sent")
        self._source.arrived(self._session, [one.id for one in arrived])
        self._counts.handed += sum(one.state == outbox.HANDED for one in arrived)
        self._counts.sent += sum(one.state == outbox.SENT for one in arrived)
        for outcome in outcomes:
            log.info("sent", extra=outcome.marks)

    def _others(self, outcomes: Sequence[Outcome], worker: str) -> None:
        rows = {row.id: row for row in outbox.claimed(self._session, [o.message_id for o in outcomes], worker)}
        rests: dict[Way, float] = {}
        for outcome in outcomes:
            row = rows.get(outcome.message_id)
            if row is None:
                log.warning("message %s was taken over by another worker while it was sent", outcome.message_id)
                continue
            self._one(row, outcome)
            if (rest := _rest(outcome.error)) is not None:
                way = outcome.way if self._pacer.rests_alone(outcome.way[0]) else (outcome.way[0], "")
                rests[way] = max(rest, rests.get(way, 0))
        for way, seconds in sorted(rests.items()):
            log.warning("channel %s rests for %.0f s", way[0], seconds)
            self._pacer.stop(way, seconds)

    def _one(self, row: OutboxRow, outcome: Outcome) -> None:
        row.claimed_by = None
        if outcome.receipt is not None:
            self._sent(row, outcome, outcome.receipt)
        elif outcome.error is not None:
            self._failed(row, outcome, outcome.error)
        elif outcome.fault is not None:
            row.uncertain = True
            self.broke(row, outcome.fault, outcome.at)
        else:
            row.state, row.attempts = outbox.WAITING, max(0, row.attempts - 1)
            row.next_try_at = outcome.at + timedelta(seconds=outcome.returned or 0)
            self._counts.waiting += 1

    def _sent(self, row: OutboxRow, outcome: Outcome, receipt: Receipt) -> None:
        """It has gone to those who were not refused; each kind of the others gets a message of its own."""
        way, now = outcome.way, outcome.at
        row.state, row.sent_at, row.error = state_of(receipt), now, None
        row.channel, row.address, row.remote_id = way[0], receipt.address, receipt.remote_id
        self._source.arrived(self._session, [row.id])
        self._counts.handed += row.state == outbox.HANDED
        self._counts.sent += row.state == outbox.SENT
        log.info("sent", extra={**outcome.marks, "attempt": row.attempts})
        for refused, text_key in (
            ([one for one in receipt.refused if one[1] < 500], "courier.partly_later"),
            ([one for one in receipt.refused if one[1] >= 500], "courier.partly"),
        ):
            if refused:
                self._left_over(row, way, refused, text_key, now)

    def _left_over(
        self, row: OutboxRow, way: Way, refused: Sequence[tuple[str, int]], text_key: str, now: datetime
    ) -> None:
        """A message for these recipients alone: later, or, where they were refused for good, set aside with reason."""
        rest = OutboxRow(**{name: getattr(row, name) for name in OF_THE_WHOLE})
        rest.id, rest.person = str(uuid4()), f"{outbox.ONLY}{row.id}"
        rest.channel, rest.address, rest.only = way[0], way[1], ", ".join(name for name, _ in refused)
        rest.error = sentence(
            text_key, who=tuple(sentence("courier.refused", who=name, code=code) for name, code in refused)
        )
        rest.way_since = rest.next_try_at = now
        again = None
        if text_key == "courier.partly_later":
            until = self._source.useful_until(self._session, row)
            again = next_try(rest.id, row.attempts, _PUT_OFF, now, now, until)
        if again is None:
            rest.state = outbox.UNSENT
            self._counts.unsent += 1
        else:
            rest.state, rest.next_try_at = outbox.WAITING, self._source.opens(rest, again)
            self._counts.waiting += 1
        self._session.add(rest)

    def _failed(self, row: OutboxRow, outcome: Outcome, error: ChannelError) -> None:
        way, now = outcome.way, outcome.at
        row.state, row.error = outbox.WAITING, sentence_of(error)
        row.uncertain = row.uncertain or error.uncertain
        log.info("not sent: %s", error.key, extra={**outcome.marks, "attempt": row.attempts})
        if error.moved_to is not None:
            self._source.moved(self._session, row, way[1], error.moved_to)
            row.tried = [*row.tried, tag(way)]
            row.next_try_at = now
            self._counts.waiting += 1
            return
        until = self._source.useful_until(self._session, row)
        again = next_try(row.id, row.attempts, error, now, row.way_since or row.at, until)
        if again is not None:
            row.next_try_at = self._source.opens(row, again)
            self._counts.waiting += 1
            return
        self._next_way(row, way, now)

    def _next_way(self, row: OutboxRow, way: Way, now: datetime) -> None:
        row.tried = [*row.tried, tag(way)]
        row.next_try_at, row.way_since, row.attempts = now, now, 0
        if any(tag(other) not in row.tried for other in ways_of(self._session, self._source, row, self._channels)):
            self._counts.waiting += 1
            return
        if not self._source.sort(self._session, [row], now):  # each of its items has gone to a deputy of its unit
            self._counts.dropped += 1
            return
        message = self._source.compose(self._session, row, "console", now)  # some of its items may be others' by now
        if message is not None:
            row.subject, row.text = message.subject, message.text
        row.state = outbox.UNSENT
        self._counts.unsent += 1
        log.warning("no way is left", extra={"message_id": row.id})

    def broke(self, row: OutboxRow, fault: str, now: datetime) -> None:
        """Its making or sending ended in something nobody foresaw: a few more tries, then it is set aside."""
        row.faults += 1
        row.error = sentence("courier.broke", fault=fault)
        again = after_fault(row.id, row.faults, now)
        if again is not None:
            row.state, row.next_try_at = outbox.WAITING, again
            self._counts.waiting += 1
            return
        row.state = outbox.UNSENT
        self._counts.unsent += 1
        log.error("set aside after %d faults", row.faults, extra={"message_id": row.id})


def state_of(receipt: Receipt) -> str:
    """What a message is once it was taken."""
    return outbox.SENT if receipt.confirmed else outbox.HANDED


#: A server that took the mail for some put it off for others.
_PUT_OFF = ChannelError("courier.put_off", permanent=False)
#: What a message for some of the recipients has from that for all.
OF_THE_WHOLE = ("at", "to", "role", "contact", "kind", "items", "subject", "text", "attempts")


def _rest(error: ChannelError | None) -> float | None:
    if error is None:
        return None
    return error.retry_after_s if error.retry_after_s is not None else (SETTINGS_REST_S if error.settings else None)
