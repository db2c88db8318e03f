"""How a sheet looks to its reader, beyond what its cells hold: formats of numbers, strikes, what is hidden."""

from dataclasses import dataclass, field

from bot.model import Mark
from bot.reading.formats import Shown

Position = tuple[int, int]  # row, column, 0-based


_AS_IT_IS = Shown()


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says: how a number is shown, and whether the words are struck through."""

    parts: Shown = _AS_IT_IS
    struck: bool = False

    @property
    def is_plain(self) -> bool:
        return self.parts.is_plain and not self.struck


@dataclass(slots=True)
class SheetMarks:
    """The look of one sheet: positions of cells that are styled, rows and columns that are hidden."""

    styles: dict[Position, Style] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def parts(self, at: Position) -> Shown:
        """What of a number the cell shows."""
        return self.styles.get(at, _PLAIN).parts

    def mark(self, at: Position) -> Mark:
        """How the cell is taken out of force; "" for one in force."""
        if self.styles.get(at, _PLAIN).struck:
            return "struck"
        return "hidden" if at[0] in self.hidden_rows or at[1] in self.hidden_columns else ""


_PLAIN = Style()
