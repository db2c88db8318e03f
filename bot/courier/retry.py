"""When to try again: one pure function of the attempt, the error and the instant."""

from datetime import datetime, timedelta
from zlib import crc32

from bot.errors import ChannelError

FIRST_DELAY_S = 60
LONGEST_DELAY_S = 6 * 3600
#: After so long of passing errors the next way is tried.
PATIENCE = timedelta(days=3)


def next_try(message_id: str, attempt: int, error: ChannelError, now: datetime, since: datetime) -> datetime | None:
    """The instant of the next try by the same way, or None: never, take the next way.

    `attempt` counts from 1; `since` is when the message was planned. The delay doubles up to six hours, less up to
    a fifth of it, so that messages refused together do not come back together; the same message and attempt
    always give the same delay.
    """
    if error.permanent or now - since >= PATIENCE:
        return None
    if error.retry_after_s is not None:
        return now + timedelta(seconds=error.retry_after_s)
    delay = min(FIRST_DELAY_S * 2 ** min(attempt - 1, 20), LONGEST_DELAY_S)
    spread = crc32(f"{message_id}:{attempt}".encode()) % 1000 / 1000
    return now + timedelta(seconds=delay * (1 - spread / 5))
