"""One duty: what one unit owes for one occurrence of one obligation, as far as planning needs it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model import Kind


class State(StrEnum):
    """Where a duty stands in its life."""

    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in-progress"
    REPORTED = "reported"
    RETURNED = "sent-back"
    HANDED_BACK = "handed-back"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


#: The unit has something to do, so the ladder runs.
RUNNING = frozenset({State.DISPATCHED, State.ACKNOWLEDGED, State.IN_PROGRESS, State.RETURNED})
#: While it is so, a recurring duty makes no further one.
PAUSED = frozenset({State.SUSPENDED, State.HANDED_BACK, State.WITHDRAWN})
#: Nothing more is expected of the unit.
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
#: From the strongest: a unit named in several roles holds the first of these.
ROLES = ("lead", "responsible", "assisting")


@dataclass(frozen=True, slots=True)
class DutyState:
    """The facts that decide what is sent and when.

    `ledger`, `number`, `unit`, `section` (its headings, joined) choose the ladder. `renewal`: an occurrence after the
    first, of which the unit was told at the dispatch. `due` and `alt` are last on-time days, inclusive; `due` None
    means no date (standing, an event not yet begun).
    `until`: the last day on which a standing or recurring duty still asks. `interval_days`: the gap to the next
    occurrence. `planned_through`: rungs at or before this instant are settled. `renewed`: the next occurrence exists.
    `original_due`: what `due` was before extensions, by which a recurrence goes on.
    `told_at`: the instant of the dispatch that was told, whatever the rules have become since; None: not told yet.
    `nudged`: the unit was reminded once that it has not acknowledged.
    """

    kind: Kind
    state: State
    dispatched_at: datetime
    due: date | None = None
    alt: date | None = None
    start: date | None = None
    until: date | None = None
    interval_days: int | None = None
    planned_through: datetime | None = None
    renewed: bool = False
    renewal: bool = False
    nudged: bool = False
    told_at: datetime | None = None
    original_due: date | None = None
    ledger: str = ""
    number: str = ""
    unit: str = ""
    section: str = ""
