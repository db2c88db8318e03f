"""When to try again: pure functions of the attempt, the error and the instant."""

from datetime import datetime, timedelta
from zlib import crc32

from bot.errors import ChannelError

FIRST_DELAY_S = 60
LONGEST_DELAY_S = 6 * 3600
#: After so long of passing errors the next way is tried.
PATIENCE = timedelta(days=3)
#: A message that ends in something nobody foresaw is set aside after so many tries.
FAULTS = 3


def next_try(
    message_id: str,
    attempt: int,
    error: ChannelError,
    now: datetime,
    since: datetime,
    until: datetime | None = None,
) -> datetime | None:
    """The instant of the next try by the same way, or None: never, take the next way.

    `attempt` counts from 1; `since` is when this way was first to be tried; `until`, inclusive, is how long the
    message is of use. The delay doubles up to six hours, less up to a fifth of it, so that messages refused together
    do not come back together; the same message and attempt always give the same delay. The last try before `until`
    falls on it rather than after it.
    """
    if error.permanent or now - since >= PATIENCE or (until is not None and now >= until):
        return None
    again = now + _delay(message_id, attempt, error)
    return again if until is None else min(again, until)


def after_fault(message_id: str, faults: int, now: datetime) -> datetime | None:
    """The instant of the next try of a message whose making or sending broke; None: set it aside. `faults` from 1."""
    return now + _backed_off(message_id, faults) if faults < FAULTS else None


def _delay(message_id: str, attempt: int, error: ChannelError) -> timedelta:
    if error.retry_after_s is not None:
        return timedelta(seconds=error.retry_after_s)
    return _backed_off(message_id, attempt)


def _backed_off(message_id: str, attempt: int) -> timedelta:
    delay = min(FIRST_DELAY_S * 2 ** min(attempt - 1, 20), LONGEST_DELAY_S)
    spread = crc32(f"{message_id}:{attempt}".encode()) % 1000 / 1000
    return timedelta(seconds=delay * (1 - spread / 5))
