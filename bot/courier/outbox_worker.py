"""The courier's side of the store: one transaction writes what became of some messages and claims the next.

What was sent but could not be written down (a full disk) is kept and written before anything else is claimed.
"""

import logging
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.clock import Clock, monotonic_s
from bot.courier.backlog import Backlog
from bot.courier.claims import Claims
from bot.courier.delivery import Pace
from bot.courier.outcomes import Outcomes
from bot.courier.pace import Grant, Pacer
from bot.courier.parts import Claimed, ClaimRound, Delivered, MessageSource, Outcome
from bot.errors import StoreError
from bot.store import jobs, outbox
from bot.store.locks import Lock, sweep, try_lock
from bot.store.store import Store

log = logging.getLogger(__name__)

#: So many messages are looked at in one transaction: those without a way or a token are passed over.
LOOK = 64
#: So many may wait for a token of a channel before the look-out for others ends.
PARKED = 2000


class OutboxWorker:
    """One worker's transactions. `worker` is its name, which nobody else ever has."""

    def __init__(
        self,
        store: Store,
        source: MessageSource,
        channels: Collection[str],
        paces: Mapping[str, Pace],
        pace_clock: Clock,
    ) -> None:
        self.store, self.source, self.channels = store, source, channels
        self.paces, self.pace_clock = paces, pace_clock
        self.worker = uuid4().hex
        self.counts = Delivered()
        self.unwritten: list[Outcome] = []
        self._place: tuple[datetime, str] | None = None
        self._dense = True
        self._parked: dict[str, deque[str]] = {}
        self._backlog, self._looks_ahead = Backlog(), True
        # Of the present transaction: what it looked at, and what of that has to wait for a token.
        self._looked_at: list[str] = []
        self._put_back: set[str] = set()
        self._lock: Lock | None = None

    def begin(self) -> None:
        """Before the first claim of a round: whoever finds this worker's lock free knows that it has ended."""
        self.counts, self._place, self._parked, self._dense = Delivered(), None, {}, True
        self._backlog, self._looks_ahead = Backlog(), True
        if not self.is_known():
            if self._lock is not None:
                self._lock.release()
            self._lock = try_lock(self.store, f"worker-{self.worker}", once=True)

    def end(self) -> None:
        """After a round. While something is not written down yet nobody may take it for left behind."""
        if self._lock is not None and not self.unwritten:
            self._lock.release()
            self._lock = None

    def is_known(self) -> bool:
        """Whether the others still see this worker at work."""
        return self._lock is not None and self._lock.is_held()

    def is_due(self, message_id: str, now: datetime) -> bool:
        """Whether the message still waits and may go."""
        with self.store.begin() as session:
            return outbox.is_due(session, message_id, now)

    def recover(self) -> int:
        """Takes back what ended workers left *sending*; gives how many."""
        with self.store.begin() as session:
            names = outbox.senders(session)
        found = sum(self._take_back(name) for name in names if name != self.worker or self._lock is None)
        sweep(self.store, "worker-")
        if found:
            self._place = None  # their time came long ago: the look-out begins anew
        return found

    def _take_back(self, worker: str | None) -> int:
        lock = try_lock(self.store, f"worker-{worker}", once=True)
        if lock is None:
            return 0
        try:
            with self.store.begin() as session:
                found = outbox.release(session, worker)
        finally:
            lock.release()
        if found:
            log.warning("%d messages that an ended worker left are sent again, marked as repeats", found)
        return found

    def exchange(self, room: int, now: datetime) -> ClaimRound:
        """Writes what is unwritten, claims at most `room` messages. Raises StoreError: then nothing at all was done.

        If one message's data are such that the database refuses them, the others are done one by one.
        """
        try:
            return self._exchange(self.unwritten, room, now)
        except StoreError:
            raise
        except Exception:
            log.exception("a batch failed; its messages are handled one by one")
            return self._singly(now)

    def _exchange(self, outcomes: Sequence[Outcome], room: int, now: datetime) -> ClaimRound:
        counts, place, backlog = Delivered(**vars(self.counts)), self._place, self._backlog
        parked = {name: deque(ids) for name, ids in self._parked.items()}
        try:
            look = self._transaction(outcomes, room, now)
        except BaseException:
            # As the transaction is undone, so are our notes of it.
            self._place, self._parked, self._backlog = place, parked, backlog
            vars(self.counts).update(vars(counts))
            raise
        self.unwritten = [o for o in self.unwritten if o not in outcomes]
        return look

    def _transaction(self, outcomes: Sequence[Outcome], room: int, now: datetime) -> ClaimRound:
        with self.store.begin() as session:
            pacer = Pacer(session, self.paces, self.channels, self.pace_clock)
            started_s = monotonic_s()
            writer = Outcomes(session, self.source, self.channels, pacer, self.counts)
            if outcomes:
                writer.write(outcomes, self.worker)
            if room <= 0:
                return ClaimRound()
            claims = Claims(session, self.source, self.channels, pacer, writer, self.counts, self._park)
            self._looked_at, self._put_back = [], set()
            claimed = self._of_backlog(session, claims, pacer, room, now, started_s)
            for channel in list(self._parked):
                ids = self._unpark(channel, min(room - len(claimed), pacer.room(channel)))
                if ids:
                    claimed += claims.take(outbox.waiting(session, ids), len(ids), self.worker, now, started_s).claimed
                    self._looked_at += ids
            over = self._look_further(session, claims, claimed, room, now, started_s)
            # Those that wait for a token keep theirs, for others to take them up should this worker end.
            jobs.take_along(session, [name for name in self._looked_at if name not in self._put_back])
            waits = [pacer.delay(name).total_seconds() for name, ids in self._parked.items() if ids]
            over = over and not waits and self._backlog.is_empty
            return ClaimRound(tuple(claimed), over, min(waits, default=None))

    def _of_backlog(
        self, session: Session, claims: Claims, pacer: Pacer, room: int, now: datetime, started_s: float
    ) -> list[Claimed]:
        """Claims those that are in words already, each only if it would be put into the same words now."""
        found, doubted, self._backlog = self._backlog.take(
            session, room, now, lambda channel: pacer.stopped(channel) is not None
        )
        claimed = claims.claim([replace(one, due_s=started_s) for one in found], self.worker, now)
        if doubted:
            again = [row for row in outbox.waiting(session, doubted) if row.next_try_at <= now]
            claimed += claims.take(again, len(doubted), self.worker, now, started_s).claimed
        return claimed

    def _look_further(
        self, session: Session, claims: Claims, claimed: list[Claimed], room: int, now: datetime, started_s: float
    ) -> bool:
        """Claims what comes next in the outbox; whether nothing more is due there."""
        left = room - len(claimed)
        if left <= 0 or sum(map(len, self._parked.values())) >= PARKED:
            return False
        # Hosts that share an outbox would put the same messages into words, each for itself.
        beyond = LOOK - left if self._looks_ahead and not self.store.has_jobs else 0
        rows = outbox.ready(session, now, self._place, left if self._dense and beyond <= 0 else LOOK)
        places = [(row.next_try_at, row.id) for row in rows]
        taken = claims.take(rows, left, self.worker, now, started_s, max(beyond, 0))
        claimed += taken.claimed
        self._dense = bool(taken.claimed)
        self._looks_ahead = taken.looked == len(rows)
        if taken.ahead:
            self._backlog = self._backlog.filled(session, taken.ahead, now)
        self._looked_at += [name for _, name in places[: taken.looked]]
        if taken.looked:
            self._place = places[taken.looked - 1]
        return not rows

    def _park(self, channel: str, message_id: str) -> None:
        self._parked.setdefault(channel, deque()).append(message_id)
        self._put_back.add(message_id)

    def _unpark(self, channel: str, room: int) -> list[str]:
        ids = self._parked[channel]
        return [ids.popleft() for _ in range(min(room, len(ids)))]

    def _singly(self, now: datetime) -> ClaimRound:
        for outcome in list(self.unwritten):
            try:
                self._exchange([outcome], 0, now)
            except StoreError:
                raise
            except Exception as error:
                log.exception("an outcome could not be written", extra={"message_id": outcome.message_id})
                self.unwritten.remove(outcome)
                self._break(outcome.message_id, error, now)
        try:
            return self._exchange([], 1, now)
        except StoreError:
            raise
        except Exception as error:
            log.exception("a message could not be claimed")
            self._break(self._next_id(now), error, now)
            return ClaimRound()

    def _next_id(self, now: datetime) -> str | None:
        if not self._backlog.is_empty:
            name, self._backlog = self._backlog.without_first()
            return name
        parked = next((ids.popleft() for ids in self._parked.values() if ids), None)
        if parked is not None:
            return parked
        with self.store.begin() as session:
            rows = outbox.ready(session, now, self._place, 1)
            return rows[0].id if rows else None

    def _break(self, message_id: str | None, error: Exception, now: datetime) -> None:
        if message_id is None:
            return
        with self.store.begin() as session:
            pacer = Pacer(session, {}, (), self.pace_clock)
            writer = Outcomes(session, self.source, self.channels, pacer, self.counts)
            for row in outbox.unfinished(session, message_id):
                writer.broke(row, type(error).__name__, now)

    def grant_again(self, channel: str) -> tuple[bool, float]:
        """A new token for a message that missed its turn, or none because the channel rests; and seconds from now."""
        with self.store.begin() as session:
            answer = Pacer(session, self.paces, self.channels, self.pace_clock).grant_again(channel)
        return isinstance(answer, Grant), answer.delay.total_seconds()
