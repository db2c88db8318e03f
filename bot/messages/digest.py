"""What a digest says to the coordinators, before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.messages.items import Key
from bot.messages.letter import Line
from bot.model import Role

#: What a policy may leave out, and the name by which the page shows the picture.
ALL_PARTS, CHART = frozenset({"late", "coming", "figures", "chart", "sheet"}), "chart@duban"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many duties stand under each light, by light name."""

    title: str
    ledger: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All duties counted."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Extent:
    """How many tasks, and what is late units, a list has in all, of which the first lines alone are there."""

    tasks: int
    units: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """A message that nobody took, and why. `never`: no message of any kind has reached its recipient yet."""

    units: tuple[str, ...]
    contact: str | None
    subject: str
    reason: str
    since: date
    never: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """What is at work and in none of the lists: all tasks of one last day, or all standing work (`day` None)."""

    day: date | None
    tasks: int
    duties: int


@dataclass(frozen=True, slots=True)
class MissingReports:
    """The reports on standing work of the cycle that ended on `day` that never came; `units`: how many of each."""

    day: date
    yearly: bool
    tasks: int
    units: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ClockAhead:
    """The machine's clock had been ahead, up to `until`; `sent`: messages that went out early."""

    until: datetime
    sent: int


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day before a festival of one item: the day that was read, and the one that the same words mean now that the
    holiday is announced.
    """

    ledger: str
    title: str
    number: str
    phrase: str
    old: date
    new: date


@dataclass(frozen=True, slots=True)
class DigestLetter:
    """The picture of the week: what waits for them, what is late, what comes, how all of it stands.

    `unfinished`: how many units of an item have something to do. `unsigned`: units that have not acknowledged, and how
    many of their duties.
    """

    to: str
    today: date
    since: date
    until: date
    figures: tuple[Figures, ...]
    fell_due: Mapping[str, int]  # light → how many duties whose last day was in this time
    coming: tuple[Line, ...]
    late: tuple[Line, ...]
    reported: tuple[Line, ...]
    undated: tuple[Line, ...]
    unreached: tuple[Unreached, ...]
    unbound: tuple[str, ...]
    open_questions: tuple[tuple[str, int], ...]
    sent: int
    cut: Mapping[str, Extent] = field(default_factory=dict)  # of the lists that are longer than their lines
    unfinished: Mapping[Key, int] = field(default_factory=dict)
    unsigned: tuple[tuple[str, int], ...] = ()
    missing: tuple[MissingReports, ...] = ()
    rest: tuple[Rest, ...] = ()
    chat: bool = False
    handed: int = 0  # of those sent, by services that confirm nothing
    people: int = 0  # how many were told of duties
    average: float = 0.0  # messages for each of them
    reply: bool = False  # whether an answer by mail is read
    mails: int = 0  # that came in, and that a person should look at
    colours: Mapping[str, str] = field(default_factory=dict)
    clock_ahead: ClockAhead | None = None
    old_backup: datetime | None = None  # the last one, where it is too long ago
    urgings_at_most: int = 3  # what was urged so often is urged no more
    moved_days: tuple[MovedDay, ...] = ()
    link: str = ""  # to the board, where there is one
    role: Role = Role.COORDINATOR
    units: tuple[str, ...] = ()  # to others than coordinators: whose duties it tells of
    content: frozenset[str] = ALL_PARTS
    template_faults: tuple[str, ...] = ()  # of the office's own Word templates
    is_of_days: bool = False  # whether it is one of those between the weekly ones
    chart: bool = False  # whether the picture of its figures goes with it

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to say but that there is nothing: to others than coordinators none is sent then."""
        if self.role is not Role.COORDINATOR:
            return False
        waiting = self.unreached or self.open_questions or self.mails
        wrong = self.clock_ahead or self.moved_days or self.old_backup or self.template_faults
        said = self.fell_due or self.coming or self.late or self.reported or self.missing
        return not (said or waiting or wrong)
