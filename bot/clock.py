"""The only place that reads the clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

#: Gives the present instant, aware. Tests and rehearsals pass their own.
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def monotonic_s() -> float:
    """Seconds of a clock that nobody sets, the one that event loops go by: for spans, not for instants."""
    return time.monotonic()


def instant_in(now: datetime | None, zone: tzinfo) -> datetime:
    """`now` as an aware instant, in `zone` if it names none; the present one where None."""
    if now is None:
        return system_clock().astimezone(zone)
    return now if now.tzinfo else now.replace(tzinfo=zone)
