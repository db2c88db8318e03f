"""How the database fares, in six figures, in the text form that Prometheus reads
(prometheus.io/docs/instrumenting/exposition_formats). They are the same whichever process is asked; what one process
did itself stands in `bot.meters`.

Written out by hand: six gauges are not worth a library.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot.store import outbox
from bot.store.store import Store
from bot.store.tables import MarkRow

#: The clock ticks once a minute; after so long without one something is wrong.
LATE = timedelta(minutes=5)

HELP = {
    "due": "Messages whose time has come and that wait to be sent.",
    "sent": "Messages sent, of those still kept.",
    "handed": "Messages handed over to services that confirm nothing, of those still kept.",
    "failed": "Messages set aside, which nobody could be reached with.",
    "oldest_waiting_seconds": "How long the oldest message that is due has been waiting.",
    "tick_lag_seconds": "Seconds since the last wake-up; -1 before the first.",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The gauges."""

    due: int
    sent: int
    handed: int
    failed: int
    oldest_waiting_seconds: float
    tick_lag_seconds: float

    @property
    def is_well(self) -> bool:
        """Whether the clock ticks."""
        return 0 <= self.tick_lag_seconds <= LATE.total_seconds()


def figures(store: Store, now: datetime) -> Figures:
    """The gauges at `now`. Raises StoreError."""
    with store.begin() as session:
        counts = outbox.counts(session)
        due, oldest = outbox.due_and_oldest(session, now)
        mark = session.get(MarkRow, "tick")
    waited = (now - oldest).total_seconds() if oldest is not None else 0.0
    lag = (now - mark.at).total_seconds() if mark is not None and mark.at is not None else -1.0
    sent, handed, failed = (counts.get(state, 0) for state in (outbox.SENT, outbox.HANDED, outbox.UNSENT))
    return Figures(due, sent, handed, failed, max(0.0, waited), max(lag, -1.0))


def exposition(found: Figures) -> str:
    """The gauges as Prometheus wants them."""
    lines = []
    for name, value in asdict(found).items():
        lines += [f"# HELP duban_{name} {HELP[name]}", f"# TYPE duban_{name} gauge", f"duban_{name} {value:g}"]
    return "\n".join(lines) + "\n"
