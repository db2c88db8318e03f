"""What a wake-up does, by role: the clock plans and keeps house, the courier delivers."""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime

from bot.app.channels import composer_of
from bot.app.live import LiveOffice
from bot.clock import Clock, monotonic_s
from bot.courier.courier import Courier
from bot.courier.engine import Engine
from bot.courier.parts import Delivered
from bot.meters import Meters
from bot.operation.health import LATE, Figures
from bot.operation.housekeeping import keep_house
from bot.schedule import Wake, Waker
from bot.work.office import Office
from bot.work.outgoing.edits import post_edits
from bot.work.outgoing.hooks import post_hooks
from bot.work.planning.tick import Planned, plan

log = logging.getLogger(__name__)

#: The seconds of a minute at which the courier looks beside the clock's wake-up: what the chat or a command wrote, and
#: what a worker that was killed left, goes within five seconds.
COURIER_SECONDS = "5-59/5"


class Rounds:
    """One courier for all rounds: it keeps what a store at fault could not take down. None: this host does not send."""

    def __init__(
        self, live: LiveOffice, courier: Courier | None, clock: Clock, stopping: Callable[[], bool], meters: Meters
    ) -> None:
        self._meters = meters
        self._looked_s = monotonic_s()  # when the courier last looked, by a clock that nobody sets
        self._live, self._courier, self._clock, self._stopping = live, courier, clock, stopping
        self._busy = asyncio.Lock()
        self._has_jobs = live.now().store.has_jobs

    def engines(self, roles: Collection[str]) -> list[Engine]:
        """What begins and ends with this host: the clock of its own, and who calls its courier."""
        found: list[Engine] = [Waker(self.clock(), self._clock)] if "clock" in roles else []
        if self._courier is None:
            return found
        if self._has_jobs:
            from bot.courier.jobs import Jobs  # noqa: PLC0415 - procrastinate takes 0.1 s, which one machine saves

            return [*found, Jobs(self._courier, self.job, self._clock)]
        return [*found, Waker(self.courier(), self._clock, COURIER_SECONDS)]

    def clock(self) -> Wake:
        """Plans, then delivers what was planned; where there are jobs, planning has handed it over."""

        async def wake(now: datetime) -> None:
            begun_s = monotonic_s()
            office = self._live.now()
            planned = _planned(office, now)
            if planned.notices or planned.digests:
                log.info("planned %s", asdict(planned))
            _tell_hooks(office, now)
            _edit_messages(office, now)
            if not self._has_jobs:
                await self._deliver(office, now)
            _keep_house(office, now)
            self._meters.ticked(monotonic_s() - begun_s)

        return wake

    def courier(self) -> Wake:
        """Delivers, unless that is going on."""

        async def wake(now: datetime) -> None:
            if not self._busy.locked():
                await self._deliver(self._live.now(), now)

        return wake

    def is_well(self, roles: Collection[str], found: Figures) -> bool:
        """Whether this host does what it is for: its clock ticks, its courier looks. Others' parts are theirs.

        Jobs are brought to the courier, which has nothing to look for then.
        """
        looks = self._courier is None or self._has_jobs or monotonic_s() - self._looked_s <= LATE.total_seconds()
        return looks and ("clock" not in roles or found.is_well)

    async def job(self, message_id: str) -> None:
        """What one job asks for: this message, and what else is due."""
        await self._deliver(self._live.now(), self._clock(), message_id)

    async def _deliver(self, office: Office, now: datetime, message_id: str | None = None) -> None:
        if self._courier is None or self._stopping():
            return
        self._looked_s = monotonic_s()
        async with self._busy:
            self._courier.source = composer_of(office)
            delivered = await self._courier.deliver(message_id, now, self._clock, stopping=self._stopping)
        if delivered != Delivered(waiting=delivered.waiting):
            log.info("delivered %s", asdict(delivered))


def _planned(office: Office, now: datetime) -> Planned:
    try:
        return plan(office, now)
    except Exception:
        log.exception("planning failed; what was planned before is delivered all the same")
        return Planned()


def _tell_hooks(office: Office, now: datetime) -> None:
    try:
        post_hooks(office, now)
    except Exception:
        log.exception("changes could not be handed to the webhook; it is tried again in a minute")


def _edit_messages(office: Office, now: datetime) -> None:
    try:
        post_edits(office, now)
    except Exception:
        log.exception("messages whose tasks are over could not be changed; it is tried again in a minute")


def _keep_house(office: Office, now: datetime) -> None:
    try:
        kept = keep_house(office, now)
    except Exception:
        log.exception("housekeeping failed; it is tried again in a minute")
        return
    if kept.messages or kept.evidence:
        log.info("older than the settings keep, taken out: %s", asdict(kept))
