"""The clock of the server: one job, woken at once, whatever happens in it."""

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from bot.schedule import JOB, Waker

NOW = datetime(2021, 9, 27, 9, 0, tzinfo=UTC)
PATIENCE_S = 20


def test_one_job_that_drops_nothing() -> None:
    async def go() -> None:
        async def wake(now: datetime) -> None:
            assert now == NOW

        waker = Waker(wake, lambda: NOW)
        waker.start()
        (job,) = waker._scheduler.get_jobs()
        assert (job.id, job.misfire_grace_time, job.coalesce, job.max_instances) == (JOB, None, True, 1)
        every_minute = job.trigger.get_next_fire_time(None, NOW.replace(second=1))
        assert every_minute == NOW.replace(minute=1)
        await waker.stop(PATIENCE_S)

    asyncio.run(go())


def test_it_wakes_at_once_by_the_clock_that_it_was_given() -> None:
    async def go() -> None:
        seen: asyncio.Queue[datetime] = asyncio.Queue()
        waker = Waker(seen.put, lambda: NOW)
        waker.start()
        assert await asyncio.wait_for(seen.get(), PATIENCE_S) == NOW
        await waker.stop(PATIENCE_S)

    asyncio.run(go())


def test_a_wake_up_that_fails_is_logged_and_the_job_stays(caplog: pytest.LogCaptureFixture) -> None:
    async def go() -> None:
        failed = asyncio.Event()

        async def wake(now: datetime) -> None:
            failed.set()
            raise RuntimeError("the disk is full")

        waker = Waker(wake, lambda: NOW)
        waker.start()
        await asyncio.wait_for(failed.wait(), PATIENCE_S)
        await asyncio.wait_for(waker._idle.wait(), PATIENCE_S)
        assert [job.id for job in waker._scheduler.get_jobs()] == [JOB]
        await waker.stop(PATIENCE_S)

    with caplog.at_level(logging.ERROR):
        asyncio.run(go())
    assert "the disk is full" in caplog.text


def test_the_end_waits_for_a_round_and_cuts_a_longer_one_short() -> None:
    async def go() -> tuple[list[str], list[str]]:
        return await outcome(patience_s=PATIENCE_S, finish=True), await outcome(patience_s=0.01, finish=False)

    async def outcome(*, patience_s: float, finish: bool) -> list[str]:
        begun, may_end, seen = asyncio.Event(), asyncio.Event(), []

        async def wake(now: datetime) -> None:
            begun.set()
            try:
                await may_end.wait()
                seen.append("finished")
            except asyncio.CancelledError:
                seen.append("cut")
                raise

        waker = Waker(wake, lambda: NOW)
        waker.start()
        await asyncio.wait_for(begun.wait(), PATIENCE_S)
        stopping = asyncio.create_task(waker.stop(patience_s))
        if finish:
            may_end.set()
        await asyncio.wait_for(stopping, PATIENCE_S)
        return seen

    assert asyncio.run(go()) == (["finished"], ["cut"])
