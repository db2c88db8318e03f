"""A duty: what one unit owes for one occurrence of one obligation. A value; its next states are in `bot.plan.moves`."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NamedTuple, Protocol, TypeVar, get_origin, get_type_hints

from bot.model import Kind, UnitRole

T = TypeVar("T")
#: A fact of one life of a duty: another unit, occurrence or event begins without it.
Own = Annotated[T, "own"]


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


class Duty(NamedTuple):
    """All that is known of a duty. The store's columns are these fields (`bot.store.tables`).

    `due`, `alt`, `until` are last days, inclusive; `alt` is the stricter of two readings, `original_due` what `due`
    was before extensions, by which a recurrence goes on and punctuality is judged. `due` None: no date (standing, an
    event not yet begun). `until`: the last day on which a standing or recurring duty still asks.
    """

    kind: Kind
    state: State
    dispatched_at: datetime
    due: date | None = None
    alt: date | None = None
    start: date | None = None
    original_due: date | None = None
    until: date | None = None
    interval_days: int | None = None  # the gap to the next occurrence
    rrule: str | None = None
    at_least: int | None = None
    time: str | None = None
    span_n: int | None = None  # of a relative duty: so many of span_unit from the event
    span_unit: str | None = None
    occurrence: str = ""  # of a series its original day, of a clock the day of its event, as in ISO 8601

    ledger_id: str = ""
    number: str = ""
    k: int = 1  # counts a task's obligations
    unit: str = ""
    role: UnitRole = UnitRole.RESPONSIBLE
    section: str = ""  # its headings, joined: what a policy may choose a ladder by
    title: str = ""  # the task's words, shortened: what a message needs without the document
    label: str = ""
    phrase: str = ""
    place: str = ""  # where in the document it stands, as a fact; of duties stored before in words

    told_at: Own[datetime | None] = (
        None  # when its dispatch was due to go out by the rules of that day; None: not told yet
    )
    planned_through: Own[datetime | None] = None  # rungs at or before this instant are settled
    next_at: Own[datetime | None] = None  # when to look at it again; None: it waits for nothing
    renewed: Own[bool] = False  # the next occurrence exists
    renewal: Own[bool] = False  # an occurrence after the first, of which the unit was told at the dispatch
    last_rung: Own[str] = ""  # the last that the unit's contact was told of
    doubted: Own[bool] = False  # the calendar changed: what was told is known by its rung, not by its time
    nudged: Own[bool] = False  # reminded once that it is not acknowledged
    asked: Own[bool] = False  # asked once, at half of its time, how it goes
    accepted: Own[int] = 0  # reports approved of this occurrence, where several are asked for
    missed: Own[int] = 0  # of what is owed every day, how many days have passed without a report since the last
    by_hand: Own[bool] = False  # reassigned or begun by a person, not by the document
    urgings: Own[int] = 0  # that arrived since the unit has had the work
    had_since: Own[date | None] = None  # the day on which it got the work back; None: since its dispatch
    urged_on: Own[date | None] = None  # the day on which the first of the urgings arrived
    lettered_on: Own[date | None] = None  # the day on which a letter about it was drafted
    put_off: Own[str] = ""  # audiences, joined by commas, whose urging waits for their next turn
    extension_until: Own[date | None] = None
    ended_on: Own[date | None] = None
    reported_for: Own[date | None] = None  # of standing work, the last day of the cycle that its last report is of
    evidence_on: Own[date | None] = None  # the day that its evidence is dated, apart from the day it was handed in
    id: Own[int] = 0  # 0: not stored yet


#: The facts of a life that has just begun.
_UNWRITTEN = {
    name: Duty._field_defaults[name]
    for name, hint in get_type_hints(Duty, include_extras=True).items()
    if get_origin(hint) is Annotated
}


def begun(duty: Duty, at: datetime) -> Duty:
    """The same task and deadline with a life of its own from `at` on: another unit's, another event's, the next of a
    series. It is not stored yet.
    """
    return duty._replace(state=State.DISPATCHED, dispatched_at=at, **_UNWRITTEN)


class Urged(Protocol):
    """Since when the unit has the work, and what it was told of being late."""

    @property
    def had_since(self) -> date | None: ...
    @property
    def urged_on(self) -> date | None: ...
    @property
    def lettered_on(self) -> date | None: ...


class Facts(Urged, Protocol):
    """What decides when a duty is told what: its ladder reads these and nothing else, so equal facts share a plan."""

    @property
    def kind(self) -> Kind: ...
    @property
    def state(self) -> State: ...
    @property
    def dispatched_at(self) -> datetime: ...
    @property
    def due(self) -> date | None: ...
    @property
    def alt(self) -> date | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def original_due(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def interval_days(self) -> int | None: ...
    @property
    def planned_through(self) -> datetime | None: ...
    @property
    def renewed(self) -> bool: ...
    @property
    def renewal(self) -> bool: ...
    @property
    def nudged(self) -> bool: ...
    @property
    def asked(self) -> bool: ...
    @property
    def told_at(self) -> datetime | None: ...
    @property
    def last_rung(self) -> str: ...
    @property
    def doubted(self) -> bool: ...
    @property
    def put_off(self) -> str: ...
    @property
    def missed(self) -> int: ...
    @property
    def urgings(self) -> int: ...
    @property
    def reported_for(self) -> date | None: ...


class Chosen(Protocol):
    """What a policy may choose a ladder by."""

    @property
    def kind(self) -> Kind: ...
    @property
    def ledger_id(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def number(self) -> str: ...


class Planned(Facts, Chosen, Protocol):
    """A duty as far as its ladder is concerned."""


def names_of(protocol: type) -> tuple[str, ...]:
    """The properties that a protocol asks for, in their order."""
    return tuple(
        name for base in reversed(protocol.__mro__) for name in vars(base) if isinstance(vars(base)[name], property)
    )
