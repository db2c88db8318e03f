"""The courier: claims messages, says that it is sending, sends several at a time, writes down what became of each.

A row is *sending* before the channel is called and has its outcome after; the outcomes of some and the claims of the
next share a transaction. What a kill leaves *sending* may or may not have arrived: it is sent again, with the same
Message-ID or marked as a repeat. At most `concurrency` rows of a worker are *sending* at any time.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from bot.channels import Channel
from bot.clock import Clock, system_clock
from bot.courier.delivery import UNPACED, Delivery
from bot.courier.outbox_worker import OutboxWorker
from bot.courier.parts import Claimed, ClaimRound, Delivered, MessageSource, Outcome
from bot.errors import ChannelError, StoreError
from bot.meters import Meters
from bot.model import Message
from bot.store.store import Store

T = TypeVar("T")

#: How often a long round looks for what other workers left, and whether it is still known itself.
WATCH_S = 5.0
#: A token is good for so long after its instant; a later message takes a new one, so that a stall makes no burst.
TOKEN_S = 0.03
#: Outcomes that come so close together are written down together, three quarters of what may be on its way at the most:
#: the rest is sent meanwhile.
LINGER_S = 0.05

log = logging.getLogger(__name__)

Seen = Callable[[Message, str], None]


class Courier:
    """Delivers what waits in the outbox by the channels that are set up.

    `delivery` says how many at once and how fast; `pace_clock` is the clock of the limits, that of the round if None.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        source: MessageSource,
        delivery: Delivery = UNPACED,
        pace_clock: Clock | None = None,
        meters: Meters | None = None,
    ) -> None:
        self.store, self.channels, self.source, self.meters = store, channels, source, meters
        self.delivery, self._pace_clock = delivery, pace_clock
        self._outbox = OutboxWorker(store, source, tuple(channels), delivery.pace, pace_clock or system_clock)

    def recover(self) -> int:
        """Takes back what ended workers left *sending*; gives how many. What living ones are at is left alone."""
        return self._outbox.recover()

    async def deliver(
        self,
        message_id: str | None,
        now: datetime,
        clock: Clock | None = None,
        seen: Seen | None = None,
        stopping: Callable[[], bool] | None = None,
    ) -> Delivered:
        """A round for the sake of one message, unless it has gone or been put off; None: for whatever is due."""
        if message_id is not None and not await asyncio.to_thread(self._outbox.is_due, message_id, now):
            return Delivered()
        return await self.round(now, clock, seen, stopping)

    async def round(
        self,
        now: datetime,
        clock: Clock | None = None,
        seen: Seen | None = None,
        stopping: Callable[[], bool] | None = None,
    ) -> Delivered:
        """Tries everything whose time has come; one bad recipient never holds up the rest.

        `clock` tells the instant of each outcome (default: all at `now`); `seen` is told of each message sent;
        once `stopping` says so, no further message is begun. Raises StoreError where the store cannot be written:
        nothing more is sent then, and the next round first writes down what was.
        """
        clock = clock or (lambda: now)
        self._outbox.source, self._outbox.pace_clock = self.source, self._pace_clock or clock
        run = _Round(self._outbox, self.channels, self.delivery.concurrency, clock, seen, stopping, self.meters)
        self._outbox.begin()
        try:
            self._outbox.recover()
            await run.run()
        finally:
            self._outbox.end()
        return self._outbox.counts


class _Round:
    """One round: messages in flight, and the transactions between them."""

    def __init__(
        self,
        clerk: OutboxWorker,
        channels: Mapping[str, Channel],
        concurrency: int,
        clock: Clock,
        seen: Seen | None,
        stopping: Callable[[], bool] | None,
        meters: Meters | None = None,
    ) -> None:
        self._meters = meters
        self._outbox, self._channels, self._concurrency = clerk, channels, concurrency
        self._clock, self._seen, self._stopping = clock, seen, stopping
        self._flying: dict[asyncio.Task[Outcome], Claimed] = {}
        # Those of them that have ended and are not written down; how many are waited for.
        self._landed: list[asyncio.Task[Outcome]] = []
        self._enough, self._wanted = asyncio.Event(), 1
        self._begun: set[str] = set()
        self._asked_for: tuple[Claimed, ...] = ()
        self._resting: dict[str, float] = {}
        # A store in memory has one connection for all, so it is not used from a thread.
        url = clerk.store.engine.url
        self._threaded = url.get_backend_name() != "sqlite" or url.database not in {None, "", ":memory:"}

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        watched_s = loop.time()
        try:
            while True:
                if loop.time() - watched_s > WATCH_S:
                    watched_s = loop.time()
                    await self._watch()
                look = await self._exchange()
                if look.over and not self._flying:
                    return
                if look.over or len(self._flying) >= self._concurrency or look.again_s is not None:
                    self._outbox.unwritten += await self._wait(look.again_s)
        except StoreError:
            await self._finish()
            raise
        except BaseException:
            await self._abandon()
            raise

    async def _watch(self) -> None:
        if not await self._in_thread(self._outbox.is_known):
            raise StoreError("courier.lost")
        await self._in_thread(self._outbox.recover)

    async def _exchange(self) -> ClaimRound:
        stopping = self._stopping is not None and self._stopping()
        room = 0 if stopping else self._concurrency - len(self._flying)
        if room <= 0 and not self._outbox.unwritten:
            return ClaimRound(over=stopping)
        look = await self._in_thread(lambda: self._asked(room))
        for claimed in look.claimed:
            task = asyncio.create_task(self._send(claimed))
            self._flying[task] = claimed
            task.add_done_callback(self._land)
        self._asked_for = ()
        return ClaimRound(look.claimed, over=True) if stopping else look

    def _asked(self, room: int) -> ClaimRound:
        look = self._outbox.exchange(room, self._clock())
        self._asked_for = look.claimed  # for a round that is cut short while it waits for this
        return look

    async def _wait(self, at_most_s: float | None) -> list[Outcome]:
        if not self._flying:
            await asyncio.sleep(min(at_most_s or 0, WATCH_S))
            return []
        await self._until_landed(1, WATCH_S if at_most_s is None else min(max(at_most_s, 0.001), WATCH_S))
        if at_most_s is None and self._landed:
            await self._until_landed(min(self._concurrency * 3 // 4, len(self._flying)), LINGER_S)
        ended, self._landed = self._landed, []
        return [self._ended(task) for task in ended]

    async def _until_landed(self, n: int, at_most_s: float) -> None:
        """Until so many have ended that are not yet written down."""
        self._wanted = n
        self._enough.clear()
        if len(self._landed) < n:
            with suppress(TimeoutError):
                async with asyncio.timeout(at_most_s):
                    await self._enough.wait()

    def _land(self, task: "asyncio.Task[Outcome]") -> None:
        self._landed.append(task)
        if len(self._landed) >= self._wanted:
            self._enough.set()

    def _ended(self, task: "asyncio.Task[Outcome]") -> Outcome:
        claimed, outcome = self._flying.pop(task), task.result()
        if outcome.receipt is not None and self._seen is not None:
            self._seen(claimed.message, claimed.way[0])
        self._begun.discard(outcome.message_id)
        if self._meters is not None and outcome.returned is None:
            lag_s = claimed.waited_s if outcome.receipt is not None else None
            self._meters.tried(claimed.way[0], _kind_of(outcome), lag_s)
        return outcome

    async def _send(self, claimed: Claimed) -> Outcome:
        """Waits for the message's turn and sends it."""
        name, way, ledgers = claimed.message.id, claimed.way, claimed.message.ledgers
        missed = await self._turn(claimed)
        if missed is not None:
            return Outcome(name, way, self._clock(), returned=missed)
        self._begun.add(name)
        try:
            receipt = await self._channels[way[0]].send(claimed.message, way[1])
        except ChannelError as error:
            self._rest(way[0], error)
            return Outcome(name, way, self._clock(), error=error, ledgers=ledgers)
        except Exception as error:
            broken = Outcome(name, way, self._clock(), fault=type(error).__name__, ledgers=ledgers)
            log.exception("channel %s broke", way[0], extra=broken.marks)
            return broken
        return Outcome(name, way, self._clock(), receipt=receipt, ledgers=ledgers)

    async def _turn(self, claimed: Claimed) -> float | None:
        """None when it may go now; else for how many seconds it is given back."""
        loop = asyncio.get_running_loop()
        due_s = claimed.due_s
        while True:
            if due_s > loop.time():
                await asyncio.sleep(due_s - loop.time())
            if (resting_s := self._resting.get(claimed.way[0], 0) - loop.time()) > 0:
                return resting_s
            if loop.time() - due_s <= TOKEN_S or not self._is_paced(claimed.way[0]):
                return None
            try:
                granted, again_s = await self._in_thread(lambda: self._outbox.grant_again(claimed.way[0]))
            except StoreError:  # said by the transaction that comes next
                return 1.0
            if not granted:
                return again_s
            due_s = loop.time() + again_s

    def _is_paced(self, channel: str) -> bool:
        pace = self._outbox.paces.get(channel)
        return pace is not None and pace.per_second > 0

    def _rest(self, channel: str, error: ChannelError) -> None:
        pace = self._outbox.paces.get(channel)
        if error.retry_after_s is not None and not (pace is not None and pace.each_alone):
            self._resting[channel] = asyncio.get_running_loop().time() + error.retry_after_s

    async def _finish(self) -> None:
        """The store is at fault: what is on its way arrives, and is kept to be written down."""
        if self._flying:
            await asyncio.wait(self._flying)
        self._outbox.unwritten += [self._ended(task) for task in list(self._flying)]

    async def _abandon(self) -> None:
        """Cut short: what ended is written down, what was not begun waits again. What was on its way stays *sending*,
        to be taken up as a repeat.
        """
        for task in self._flying:
            task.cancel()
        await asyncio.gather(*self._flying, return_exceptions=True)
        ended = [task.result() for task in self._flying if not task.cancelled() and task.exception() is None]
        left = [claimed for task, claimed in self._flying.items() if task.cancelled()] + list(self._asked_for)
        unbegun = [claimed for claimed in left if claimed.message.id not in self._begun]
        ended += [Outcome(claimed.message.id, claimed.way, self._clock(), returned=0) for claimed in unbegun]
        self._outbox.unwritten += ended
        try:
            self._outbox.exchange(0, self._clock())
        except StoreError as error:
            log.error("what was sent last could not be written down: %s", error)  # noqa: TRY400 - told in full by itself

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """The store is waited for in a thread, so that chat and sending go on; a cancel waits for the transaction."""
        if not self._threaded:
            return work()
        working = asyncio.get_running_loop().run_in_executor(None, work)
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            await asyncio.wait({working})
            raise


def _kind_of(outcome: Outcome) -> str:
    """What came of a try, as it is counted."""
    if outcome.receipt is not None:
        return "taken"
    if outcome.error is None:
        return "broken"
    return "refused" if outcome.error.permanent else "passing"
