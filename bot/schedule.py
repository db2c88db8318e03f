"""APScheduler wakes the tick once a minute; what is due is a query, so there is never a job for a reminder."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.clock import Clock, system_clock

log = logging.getLogger(__name__)

#: What a wake-up does with the present instant.
Wake = Callable[[datetime], Awaitable[None]]
JOB = "tick"


class Waker:
    """Calls `wake` at once and then at every full minute, or at those `seconds` of it (as cron writes them).

    A call that fails is logged and the next one comes.
    """

    def __init__(self, wake: Wake, clock: Clock, seconds: str = "0") -> None:
        self._wake, self._clock, self._seconds = wake, clock, seconds
        self._idle = asyncio.Event()
        self._idle.set()
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """Begins, in the running event loop."""
        self._scheduler.add_job(
            self._once,
            CronTrigger(second=self._seconds, timezone="UTC"),
            id=JOB,
            # A late wake-up does all that was missed, so several are as good as one and none may be dropped.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()
        self._scheduler.modify_job(JOB, next_run_time=system_clock())

    async def stop(self, patience_s: float) -> None:
        """No wake-up begins any more; the present one has `patience_s` seconds to end, then it is cancelled."""
        self._scheduler.remove_all_jobs()
        try:
            await asyncio.wait_for(self._idle.wait(), patience_s)
        except TimeoutError:
            log.warning("the round was cut short; what was being sent is taken up again at the next start")
        self._scheduler.shutdown(wait=False)
        await self._idle.wait()

    async def _once(self) -> None:
        self._idle.clear()
        try:
            await self._wake(self._clock())
        except Exception:
            log.exception("a wake-up failed; the next one is in a minute")
        finally:
            self._idle.set()
