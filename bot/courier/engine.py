"""Who calls the courier when a message is due.

On SQLite the one process does, by its clock (`bot.schedule.Waker`). On PostgreSQL procrastinate does, on any number of
hosts: whoever writes messages hands over a job for each in the same transaction, and an idle host takes it at once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from sqlalchemy import URL

from bot.clock import Clock
from bot.courier.courier import Courier
from bot.store.engine import PATIENCE, unless_given
from bot.store.jobs import QUEUE, TASK, hand_over

log = logging.getLogger(__name__)

#: How often, of all hosts, one looks for messages without a job: those that were put off, that the chat or a command
#: wrote, that an ended worker left. As cron writes it, the seconds last.
SWEEP = "* * * * * */5"
#: Whoever has not been heard of for so long has ended: three of its signs of life are missing.
SIGN_OF_LIFE_S, ENDED_S = 5.0, 15.0
#: How long after a fault of the database the work is taken up again.
AGAIN_S = 3.0


class Engine(Protocol):
    """Delivers what becomes due."""

    def start(self) -> None:
        """Begins, in the running event loop."""
        ...

    async def stop(self, patience_s: float) -> None:
        """Begins nothing more; what is going on has `patience_s` seconds to end, then it is cancelled."""
        ...


class Jobs:
    """The jobs that fall to one host: `deliver(message_id)` for one after another; within each several are sent."""

    def __init__(
        self, courier: Courier, deliver: Callable[[str], Awaitable[None]], clock: Clock, patience_s: float = 2.0
    ) -> None:
        self._courier, self._deliver, self._clock, self._patience_s = courier, deliver, clock, patience_s
        self._working: asyncio.Task[None] | None = None
        self.app = App(connector=_connector(courier.store.engine.url))
        self.app.task(name=TASK, queue=QUEUE)(self._one)
        sweep = self.app.task(name="sweep", queue=QUEUE, queueing_lock="sweep", priority=1)(self._swept)
        self.app.periodic(cron=SWEEP)(sweep)

    def start(self) -> None:
        """Begins, in the running event loop."""
        self._working = asyncio.create_task(self._work_on())

    async def stop(self, patience_s: float) -> None:
        """No job begins any more; the present one has the patience given at first, then it is cancelled."""
        if self._working is None:
            return
        self._working.cancel()
        _, late = await asyncio.wait({self._working}, timeout=max(patience_s, self._patience_s) + 1)
        if late:
            log.warning("the round was cut short; what was being sent is taken up again at the next start")

    async def run(self, *, wait: bool = True) -> None:
        """Works until it is cancelled or the database fails; without `wait` until no job is left."""
        async with self.app.open_async():
            await self.sweep()
            await self.app.run_worker_async(
                queues=[QUEUE],
                wait=wait,
                listen_notify=wait,
                delete_jobs="always",
                install_signal_handlers=False,
                shutdown_graceful_timeout=self._patience_s,
                update_heartbeat_interval=SIGN_OF_LIFE_S,
                stalled_worker_timeout=ENDED_S,
            )

    async def sweep(self) -> None:
        """Takes back what ended workers left, hands over what is due and has no job, takes out jobs of the ended."""
        await asyncio.to_thread(self._look_after)
        jobs = self.app.job_manager
        for job in await jobs.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=ENDED_S):
            # Its message has a new one by now if it still waits. Another host may look after it at the same time.
            with suppress(ConnectorException):
                await jobs.finish_job(job, Status.ABORTED, delete_job=True)

    def _look_after(self) -> None:
        now = self._clock()
        self._courier.recover(now)
        with self._courier.store.begin() as session:
            hand_over(session, now)

    async def _one(self, message_id: str) -> None:
        await self._deliver(message_id)

    async def _swept(self, timestamp: int) -> None:  # noqa: ARG002 - what procrastinate calls a periodic task with
        await self.sweep()

    async def _work_on(self) -> None:
        while True:
            try:
                await self.run()
            except Exception:
                log.exception("the jobs cannot be reached; tried again in %.0f seconds", AGAIN_S)
            await asyncio.sleep(AGAIN_S)


def _connector(url: URL) -> PsycopgConnector:
    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PsycopgConnector(conninfo=conninfo, kwargs=unless_given(url, PATIENCE), min_size=1, max_size=3)
