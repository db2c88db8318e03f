"""What the readers of tables and of prose hand on: an item with its words, before units and deadlines are read."""

from dataclasses import dataclass, field

from bot.model import Place
from bot.vocabulary.roles import Role


@dataclass(frozen=True, slots=True)
class UnitCell:
    """The words of one unit column or bracket, and the role its label gives to names without one."""

    role: Role
    raw: str


@dataclass(frozen=True, slots=True)
class Part:
    """A dated part of an item: the words of its time (一季度, 2025年5月20日), and what is to be reached by then."""

    when: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class AskedCell:
    """What an item says in a column whose role the coordinator is asked about: the column, 1-based, and the words."""

    column: int
    words: str


@dataclass(slots=True)
class Item:
    """One item as written. `inherited` is True where its deadline comes from a cell that spans several rows."""

    label: str
    text: str
    printed: str = ""
    parent: str = ""
    section: tuple[str, ...] = ()
    title: str | None = None
    requirement: str | None = None
    units: list[UnitCell] = field(default_factory=list)
    standing: list[UnitCell] = field(default_factory=list)  # units that the document adds to all items from here on
    deadline: str | None = None
    has_column: bool = False
    inherited: bool = False
    labelled_deadline: bool = False
    parts: tuple[Part, ...] = ()
    basis: str = ""  # the day that “N个工作日内” counts from, as written
    start: str = ""  # the day on which the work begins that ends with the deadline
    done: str | None = None  # the words by which it is done with, or the key of the mark that says so
    over: str = ""  # a report by which it may be done with
    deferred: str = ""  # the later day that a report or a note beside its deadline names (延期至8月15日)
    stages: str = ""  # what its columns of stages say (阶段目标): their days are steps on the way
    put_off: str = ""  # the day by which a note of the document itself replaces the deadline
    from_issue: bool = False  # a note says that spans count from the document's issue
    by_note: str = ""  # the deadline that a note gives to items that name none
    cells: tuple[AskedCell, ...] = ()
    decided: bool = False  # a decision of a meeting
    narrated: bool = False  # it tells how it came to that decision, under a title of its own
    shared: tuple[str, ...] = ()  # words of its requirement that stand for several items: their days are not its own
    place: Place = field(default_factory=Place)

    @property
    def units_raw(self) -> str | None:
        """The unit words as written, the columns apart by “ | ”."""
        return " | ".join(cell.raw for cell in self.units) if any(cell.raw for cell in self.units) else None
