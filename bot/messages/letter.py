"""What one message says, before it is put into the words of a language and the markup of a channel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.model import Kind, NoticeKind, Role, UnitRole

#: The rung of a duty's first message.
DISPATCH = "dispatch"


@dataclass(frozen=True, slots=True)
class Line:
    """One duty as its reader sees it on `Letter.today`.

    `days_left`: working days to the strict date, 0 on the day; negative once it has passed.
    `days_over`: calendar days since `due` passed, 0 while it has not.
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
    time: str | None = None
    start: date | None = None
    original_due: date | None = None
    day_off: bool = False
    days_left: int = 0
    days_over: int = 0
    urgings: int = 0
    extension_until: date | None = None  # asked for and not yet decided
    tone: str = ""  # what the policy calls this rung, such as 黄色督办单
    words: str = ""  # a coordinator's own
    decided: str = ""  # what a coordinator decided of a report or an extension, and why
    lead: bool = False  # told to the task's lead unit, whose duty it is not
    partners: tuple[tuple[str, int], ...] = ()  # to the lead: how many of the other units stand under each light


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one ledger, worst first."""

    ledger: str
    title: str
    document_number: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person. `more` counts the lines that were left out for length."""

    kind: NoticeKind
    to: str
    role: Role
    contact: str | None
    today: date
    parts: tuple[Part, ...]
    office: str
    more: int = 0
    chat: bool = False  # whether the reader can answer in a chat
    colours: Mapping[str, str] = field(default_factory=dict)  # of lights, where the office has its own
    escalation_workdays: int = 5  # within how many working days a draft of a supervision letter asks for the work

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all ledgers."""
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def late(self) -> int:
        """How many of its lines are overdue."""
        return sum(line.days_over > 0 for line in self.lines)

    @property
    def count(self) -> int:
        """How many lines it has, those left out for length counted too."""
        return len(self.lines) + self.more

    @property
    def fresh(self) -> int:
        """How many of its lines are told for the first time."""
        return sum(line.rung == DISPATCH for line in self.lines)

    @property
    def tasks(self) -> int:
        """How many tasks it is about, one with several units or last days counted once; of a lead's own and others'
        its own.
        """
        return self._count(lambda _: True) + self.more

    @property
    def late_tasks(self) -> int:
        """How many of its tasks are overdue; of a lead's message its own, or those of others where it has none."""
        return self._count(lambda line: line.days_over > 0)

    @property
    def decided_tasks(self) -> int:
        """Of how many of its tasks it tells a decision."""
        return self._count(lambda line: bool(line.decided))

    @property
    def unsigned_tasks(self) -> int:
        """How many of its tasks ask for an acknowledgement that has not come."""
        return self._count(_is_unsigned)

    @property
    def yearly(self) -> bool:
        """Whether all that it asks for is a summary of the year."""
        return bool(self.lines) and all(line.rung == "year-end" for line in self.lines)

    @property
    def of_others(self) -> bool:
        """Whether all that is overdue is other units', told to the lead of the task."""
        late = [line for line in self.lines if line.days_over > 0]
        return bool(late) and all(line.lead for line in late)

    def _count(self, fits: Callable[[Line], bool]) -> int:
        found = [(part.ledger, line.number, line.lead) for part in self.parts for line in part.lines if fits(line)]
        own = {(ledger, number) for ledger, number, lead in found if not lead}
        return len(own or {(ledger, number) for ledger, number, _ in found})

    @property
    def first_day(self) -> date | None:
        """The day that a reminder's subject names: of its first line whose last day is still to come."""
        return next((line.alt or line.due for line in self.lines if line.due and not line.days_over), None)

    @property
    def own(self) -> tuple[Line, ...]:
        """The lines whose duty is the reader's own."""
        return tuple(line for line in self.lines if not line.lead)

    @property
    def unsigned(self) -> int:
        """How many of its lines ask for an acknowledgement that has not come."""
        return sum(map(_is_unsigned, self.lines))


def _is_unsigned(line: Line) -> bool:
    return line.rung == "sign" and line.state == "dispatched"
