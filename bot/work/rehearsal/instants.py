"""Running through time: tick after tick at each instant that has something to do. Rehearsals and the demo use it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from bot.model import Message
from bot.work.office import Office
from bot.work.planning.tick import next_instant, plan

#: Two rounds at the very same instant could go on for ever where a message waits without a way.
SMALLEST_STEP = timedelta(seconds=1)


class Sent(list[Message]):
    """The messages of one round, as the courier tells of them."""

    def __call__(self, message: Message, channel: str) -> None:  # noqa: ARG002 - what the courier tells
        self.append(message)


def instants(
    office: Office, start: datetime, end: datetime, before: Callable[[datetime], None] | None = None
) -> Iterator[datetime]:
    """`start`, then every later instant before `end` at which planning or sending has something to do.

    `before` is called at each of them ahead of the planning.
    """
    now: datetime | None = start
    while now is not None and now < end:
        if before is not None:
            before(now)
        plan(office, now)
        yield now
        with office.store.begin() as session:
            upcoming = next_instant(office, session, now)
        now = None if upcoming is None else max(upcoming.astimezone(office.rules.zone), now + SMALLEST_STEP)
