"""The only place that reads the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

#: Gives the present instant, aware. Tests and rehearsals pass their own.
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)
