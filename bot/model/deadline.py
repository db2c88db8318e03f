"""What a deadline means: obligations, and what of a phrase no rule explains.

Named tuples, as they are made for every phrase that is read: a frozen dataclass takes five times as long to make.
"""

from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

# A field named `date` or `time` hides the type of that name from the fields after it.
Day = date
Clock = time


class Kind(StrEnum):
    """The eight kinds of obligation (`deadlines.md`)."""

    DUE = "due"
    WINDOW = "window"
    RECURRING = "recurring"
    STANDING = "standing"
    RELATIVE = "relative"
    IMMEDIATE = "immediate"
    DONE = "done"
    NONE = "none"


#: Flags that are questions to the coordinator; nothing is sent before they are settled.
QUESTION_FLAGS = frozenset({"past", "conflict", "missing", "not-understood", "vague"})


class Obligation(NamedTuple):
    """One thing to be done by some time, read from `phrase` by the rule named `rule`.

    `date`, `alt`, `end` and every occurrence of `rrule` are last on-time days, inclusive. `alt` is the stricter
    of two honest readings. `source` says where in a ledger the phrase stood: column, text or notice.
    """

    kind: Kind
    phrase: str = ""
    date: Day | None = None
    alt: Day | None = None
    time: Clock | None = None
    start: Day | None = None
    end: Day | None = None
    rrule: str | None = None
    at_least: int | None = None
    n: int | None = None
    unit: str | None = None  # minute, hour, workday, day, week, month, year
    anchor: str | None = None  # event, issued
    label: str | None = None
    rule: str = ""
    flags: tuple[str, ...] = ()
    source: str | None = None

    @property
    def last_day(self) -> Day | None:
        """The one day by which it must be done, where there is one."""
        return self.end if self.kind is Kind.WINDOW else self.date


class Unread(NamedTuple):
    """Characters `start` (inclusive) to `end` (exclusive) of the phrase that no rule explains."""

    start: int
    end: int
    text: str


class Reading(NamedTuple):
    """What a phrase means: the obligations in the order written, and what is to be said of them."""

    obligations: tuple[Obligation, ...]
    flags: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
