"""The only place that reads the clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

#: Gives the present instant, aware. Tests and rehearsals pass their own.
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def monotonic_s() -> float:
    """Seconds of a clock that nobody sets, the one that event loops go by: for spans, not for instants."""
    return time.monotonic()
