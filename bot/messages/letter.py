"""What one message says, before it is put into the words of a language and the markup of a channel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.model import Kind, NoticeKind, Role, UnitRole
from bot.plan.duty import RUNNING

#: The rung of a duty's first message.
DISPATCH = "dispatch"


@dataclass(frozen=True, slots=True)
class Line:
    """One duty as its reader sees it on `today`.

    `day`: the operative day (see `bot.plan.lights`), or `held_to`. `days_left`: working days to it, 0 on the day;
    negative once it has passed. `days_over`: calendar days since `due`, or `held_to`, passed, 0 while it has not.
    """

    number: str
    title: str
    label: str
    unit: str
    role: UnitRole
    kind: Kind
    rung: str
    phrase: str
    place: str
    state: str
    light: str
    due: date | None = None
    alt: date | None = None
    day: date | None = None
    time: str | None = None
    start: date | None = None
    held_to: date | None = None  # of what the unit has only since its last day, the day that it is held to instead
    original_due: date | None = None
    accepted: int = 0  # how many of these are approved
    at_least: int | None = None  # of what recurs, how often in each period
    occurrence: date | None = None  # of a series, the day that names this one
    event: date | None = None  # of a clock that runs, the day that it counts from
    starts: bool = False  # told that its clock has begun to run
    day_off: bool = False
    days_left: int = 0
    days_over: int = 0
    missed: int = 0  # of what is owed every day, so many days have no report
    urgings: int = 0
    is_urging: bool = False  # the last of the urgings is this very message
    extension_until: date | None = None  # asked for and not yet decided
    tone: str = ""  # what the policy calls this rung, such as 黄色督办单
    words: str = ""  # a coordinator's own
    verdict: str = ""  # the move by which it was decided
    decided: str = ""  # what a coordinator decided of a report or an extension, and why
    today: date | None = None
    unannounced: tuple[int, ...] = ()  # years on which the count of days rests and whose holidays are not announced
    ledger: str = ""  # its id
    lead: bool = False  # told to the task's lead unit, whose duty it is not
    duty: int = 0  # its id, 0 where it is not stored
    partners: tuple[tuple[str, int], ...] = ()  # to the lead: how many of the other units stand under each light

    @property
    def is_late(self) -> bool:
        """Whether it is overdue, and there is still something to do."""
        return (self.days_over > 0 or self.missed > 0) and self.state in RUNNING

    @property
    def is_strict_past(self) -> bool:
        """Whether the strict day has passed and the lenient one is still to come."""
        return self.alt is not None and self.day == self.due != self.alt and not self.days_over


@dataclass(frozen=True, slots=True)
class FullText:
    """A task's words as the document has them, for a first message by mail."""

    words: str
    requirement: str = ""
    supervising: tuple[str, ...] = ()  # the units that supervise it


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one ledger, worst first."""

    ledger: str
    title: str
    document_number: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Letter:
    """One message to one person. `more` counts the lines that were left out for length.

    What is counted of its lines is counted once: they may be thousands, and every line asks.
    """

    kind: NoticeKind
    to: str
    role: Role
    contact: str | None
    today: date
    parts: tuple[Part, ...]
    office: str
    more: int = 0
    chat: bool = False  # whether the reader can answer in a chat
    reply: bool = False  # whether an answer by mail is read
    link: str = ""  # the address at which the reader deals with just this on the web, if there is one
    texts: Mapping[tuple[str, str], FullText] = field(default_factory=dict)  # by ledger and number, of new tasks
    colours: Mapping[str, str] = field(default_factory=dict)  # of lights, where the office has its own
    urgings_at_most: int = 3  # so often a task is urged; what comes then is for the coordinators
    late_in_all: int | None = None  # to a leader who was told before: how many tasks of the unit are late by now
    escalation_workdays: int = 5  # within how many working days a draft of a supervision letter asks for the work

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all ledgers."""
        return tuple(line for part in self.parts for line in part.lines)

    @cached_property
    def tasks(self) -> int:
        """How many tasks it is about: one with several units or last days counts once."""
        return self._count(lambda _: True) + self.more

    @cached_property
    def late_tasks(self) -> int:
        """How many of its tasks are overdue."""
        return self._count(lambda line: line.is_late)

    def tasks_urged(self, least: int) -> int:
        """How many of the reader's own late tasks are urged for this time at least."""
        return self._count(lambda line: line.is_late and not line.lead and line.urgings >= least)

    def times_urged(self, least: int) -> int:
        """The smallest count among those: so often all of them are urged by now."""
        urged = (line.urgings for line in self.lines if line.is_late and not line.lead and line.urgings >= least)
        return min(urged, default=least)

    @cached_property
    def decided_tasks(self) -> int:
        """Of how many of its tasks it tells a decision."""
        return self._count(lambda line: bool(line.decided))

    @cached_property
    def unsigned_tasks(self) -> int:
        """How many of its tasks ask for an acknowledgement that has not come."""
        return self._count(is_unsigned)

    @cached_property
    def fresh_tasks(self) -> int:
        """How many of its tasks are told for the first time."""
        return self._count(lambda line: line.rung == DISPATCH)

    @cached_property
    def tasks_by_role(self) -> Mapping[UnitRole, int]:
        """In how many of its tasks the reader has which part."""
        found: dict[UnitRole, set[tuple[str, str]]] = {role: set() for role in UnitRole}
        for part in self.parts:
            for line in part.lines:
                if not line.lead:
                    found[line.role].add((part.ledger, line.number))
        return {role: len(tasks) for role, tasks in found.items()}

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units whose duties the reader is told as their contact; of a lead told of others alone, the lead."""
        return tuple(dict.fromkeys(line.unit for line in self.own)) or (self.to,)

    @cached_property
    def yearly(self) -> bool:
        """Whether all that it asks for is a summary of the year."""
        return bool(self.lines) and all(line.rung == "year-end" for line in self.lines)

    @cached_property
    def of_others(self) -> bool:
        """Whether all that is overdue is other units', told to the lead of the task."""
        late = [line for line in self.lines if line.is_late]
        return bool(late) and all(line.lead for line in late)

    def _count(self, fits: Callable[[Line], bool]) -> int:
        return len({(part.ledger, line.number) for part in self.parts for line in part.lines if fits(line)})

    @cached_property
    def first_day(self) -> date | None:
        """The day that a reminder's subject names: the first of those still to come."""
        return min((line.day for line in self.lines if line.day and not line.days_over), default=None)

    @cached_property
    def dated_tasks(self) -> int:
        """How many of its tasks have a last day that is still to come; standing work waits for another line."""
        dated = self._count(lambda line: line.day is not None and not line.days_over)
        return dated + self.more if dated else self.tasks

    @cached_property
    def tasks_of_today(self) -> int:
        """How many of its tasks fall due today, or are to be done today because their last day is a day off."""
        return self._count(lambda line: line.day is not None and not line.days_over and line.days_left == 0)

    @cached_property
    def tasks_due_today(self) -> int:
        """How many of its tasks fall due on the very day."""
        return self._count(lambda line: line.day == self.today and line.days_left == 0 and not line.days_over)

    @cached_property
    def is_over(self) -> bool:
        """Whether nothing of it is work any more."""
        return bool(self.lines) and all(line.state not in RUNNING for line in self.lines)

    @cached_property
    def own(self) -> tuple[Line, ...]:
        """The lines whose duty is the reader's own."""
        return tuple(line for line in self.lines if not line.lead)


def is_unsigned(line: Line) -> bool:
    """Whether a nudge asks for an acknowledgement that has not come."""
    return line.rung == "sign" and line.state == "dispatched"
