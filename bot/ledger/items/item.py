"""What the readers of tables and of prose hand on: an item with its words, before units and deadlines are read."""

from dataclasses import dataclass, field

from bot.model import Place
from bot.vocabulary.roles import Role


@dataclass(frozen=True, slots=True)
class UnitCell:
    """The words of one unit column or bracket, and the role its label gives to names without one."""

    role: Role
    raw: str


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
    deadline: str | None = None
    has_column: bool = False
    inherited: bool = False
    labelled_deadline: bool = False
    place: Place = field(default_factory=Place)

    @property
    def units_raw(self) -> str | None:
        """The unit words as written, the columns apart by “ | ”."""
        return " | ".join(cell.raw for cell in self.units) if any(cell.raw for cell in self.units) else None
