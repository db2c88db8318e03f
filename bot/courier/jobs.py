"""procrastinate calls the courier, on PostgreSQL and any number of hosts (`bot.store.jobs` says what a job is)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from psycopg import Error as PsycopgError
from sqlalchemy import URL

from bot.clock import Clock
from bot.courier.courier import Courier
from bot.errors import StoreError
from bot.store.engine import PATIENCE, unless_given
from bot.store.jobs import QUEUE, TASK, hand_over

log = logging.getLogger(__name__)

#: How often, of all hosts, one looks for messages without a job: those that were put off, that the chat or a command
#: wrote, that an ended worker left. As cron writes it, the seconds last.
SWEEP = "* * * * * */4"
#: Whoever has not been heard of for so long has ended: three of its signs of life are missing.
SIGN_OF_LIFE_S, ENDED_S = 5.0, 15.0
#: How long a lost connection may take to be replaced before all is begun anew, and how long after that.
POOL_S, AGAIN_S = 5.0, 3.0


class Jobs:
    """The jobs that fall to one host: `deliver(message_id)` for one after another; within each several are sent."""

    def __init__(
        self, courier: Courier, deliver: Callable[[str], Awaitable[None]], clock: Clock, patience_s: float = 2.0
    ) -> None:
        self._courier, self._deliver, self._clock, self._patience_s = courier, deliver, clock, patience_s
        self._working: asyncio.Task[None] | None = None
        self.app = App(connector=_connector(courier.store.engine.url))
        self.app.task(name=TASK, queue=QUEUE)(self._one)
        sweep = self.app.task(name="sweep", queue=QUEUE, queueing_lock="sweep", priority=1)(self._sweep)
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
        await asyncio.to_thread(self._look_after)  # a database that cannot be reached says so at once, a pool does not
        try:
            await self.app.open_async()
            await self._let_go_of_stalled()
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
        finally:  # also of what could not be opened: it would be taken for open
            await self.app.close_async()

    async def _let_go_of_stalled(self) -> None:
        """Takes out the jobs that ended hosts had begun: their messages have new ones by now if they still wait."""
        jobs = self.app.job_manager
        for job in await jobs.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=ENDED_S):
            with suppress(ConnectorException):  # another host was quicker
                await jobs.finish_job(job, Status.ABORTED, delete_job=True)

    def _look_after(self) -> None:
        """Takes back what ended workers left *sending*, and hands over what is due and has no job."""
        now = self._clock()
        self._courier.recover()
        with self._courier.store.begin() as session:
            hand_over(session, now)

    async def _one(self, message_id: str) -> None:
        await self._deliver(message_id)

    async def _sweep(self, timestamp: int) -> None:  # noqa: ARG002 - what procrastinate calls a periodic task with
        await asyncio.to_thread(self._look_after)
        await self._let_go_of_stalled()

    async def _work_on(self) -> None:
        while True:
            try:
                await self.run()
            except (StoreError, ConnectorException, PsycopgError) as error:
                reason = error if isinstance(error, StoreError) else error.__cause__ or error
                log.error("the jobs cannot be reached; tried again in %.0f seconds: %s", AGAIN_S, reason)  # noqa: TRY400 - told in full by itself
            except Exception:
                log.exception("the work at the jobs broke; it is taken up again in %.0f seconds", AGAIN_S)
            await asyncio.sleep(AGAIN_S)


def _connector(url: URL) -> PsycopgConnector:
    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PsycopgConnector(
        conninfo=conninfo, kwargs=unless_given(url, PATIENCE), min_size=1, max_size=3, timeout=POOL_S
    )
