"""Who calls the courier when a message is due.

On SQLite the one process does, by its clock (`bot.schedule.Waker`). On PostgreSQL procrastinate does, on any number of
hosts (`bot.courier.jobs.Jobs`): whoever writes messages hands over a job for each in the same transaction, and an idle
host takes it at once. Both end in `Courier.deliver`.
"""

from typing import Protocol


class Engine(Protocol):
    """Delivers what becomes due."""

    def start(self) -> None:
        """Begins, in the running event loop."""
        ...

    async def stop(self, patience_s: float) -> None:
        """Begins nothing more; what is going on has `patience_s` seconds to end, then it is cancelled."""
        ...
