"""The courier by the engine of its database, run until nothing is left; and procrastinate alone, for comparison."""

from collections.abc import Callable
from datetime import datetime

from procrastinate import App, PsycopgConnector

from bot.courier.courier import Courier, Seen
from bot.courier.jobs import Jobs
from bot.courier.parts import Delivered


async def deliver_all(
    courier: Courier, now: datetime, seen: Seen | None = None, stopping: Callable[[], bool] | None = None
) -> Delivered:
    """Everything that is due at `now`: on PostgreSQL by jobs; what all of them did together."""
    if not courier.store.has_jobs:
        return await courier.round(now, seen=seen, stopping=stopping)
    total = Delivered()

    async def deliver(message_id: str) -> None:
        for name, count in vars(await courier.deliver(message_id, now, seen=seen, stopping=stopping)).items():
            setattr(total, name, getattr(total, name) + count)

    await Jobs(courier, deliver, lambda: now).run(wait=False)
    return total


def idle_app(url: str) -> App:
    """An application whose one task does nothing."""
    app = App(connector=PsycopgConnector(conninfo=url.replace("+psycopg", ""), min_size=1, max_size=8))

    @app.task(name="nothing")
    async def nothing(message_id: str) -> None:
        pass

    return app
