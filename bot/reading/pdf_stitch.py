"""A table that runs over pages is one table; a row that a page cut in two is one row, where that is certain."""

from dataclasses import replace

from bot.model import Cell, Doubt, Place, Table
from bot.reading.doubts import both
from bot.reading.grid import Span, build_table
from bot.reading.pdf_lines import MARK, is_wrapped, join, paragraphs
from bot.reading.pdf_names import known_names, split_names
from bot.reading.pdf_tables import Area, PageTable, same_columns

_SENTENCE = 24  # characters: no unit has a longer name


class Stitched:
    """The parts of one table put together, row by row."""

    def __init__(self, first: PageTable) -> None:
        self._last = first
        self._header = [area.text for area in first.row(0)]
        self._areas = list(first.areas)
        self._height = first.height
        self.page = first.page
        self._pages = [first.page] * first.height
        self.width = first.width

    def take(self, part: PageTable) -> bool:
        """Adds the part of the next page; False where its columns are others."""
        if part.page != self._last.page + 1 or not same_columns(self._last, part):
            return False
        if part.height > 1 and [area.text for area in part.row(0)] == self._header:
            part = _without_first_row(part)
        part = self._mend(part) if self._is_cut(part) else self._carry(part)
        for area in part.areas:
            self._areas.append(replace(area, row=area.row + self._height))
        self._height += part.height
        self._pages += [part.page] * part.height
        self._last = part
        return True

    # ---------------------------------------------------- cut rows
    def _bottom(self, column: int) -> Area | None:
        """The cell of the last row at `column`."""
        last = self._height - 1
        for area in reversed(self._areas):
            if area.row <= last < area.row + area.rows and area.column <= column < area.column + area.columns:
                return area
        return None

    def _is_cut(self, part: PageTable) -> bool:
        """Whether the first row of `part` goes on with the last row so far.

        It does where both halves of a cell make what other cells of the column say, and neither half does. Else a
        row that is numbered is a row of its own, and any other goes on where the column that numbers all rows has
        words without a number; where each of its words stands below a cell whose last line was full; where a
        sentence goes on; or where it says something in one column only, while two others, blank here, are filled
        in every row.
        """
        first = part.row(0)
        said = [area for area in first if area.lines]
        above = [self._bottom(area.column) for area in said]
        pairs = [(up, area) for up, area in zip(above, said, strict=True) if up is not None]
        if not said or len(first) < 2 or any(up.columns != area.columns for up, area in pairs):
            return False
        if (len(pairs) == len(said) == 1 and self._only_rest(first)) or any(
            self._completes(up, area, part) for up, area in pairs
        ):
            return True
        if len(pairs) < len(said) or any(MARK.match(area.lines[0].text) for area in said):
            return False
        return (
            any(self._numbers_rows(area.column) for area in said)
            or all(self._goes_on(up, area) for up, area in pairs)
            or any(self._goes_on(up, area) and _is_open(up) for up, area in pairs)
        )

    def _completes(self, up: Area, area: Area, part: PageTable) -> bool:
        """Whether the words above and these together stand in another cell of the column, but neither alone."""
        others = {
            one.text
            for one in (*self._areas, *part.areas)
            if one.column == area.column and one is not up and one is not area
        }
        halves, wholes = {up.text, area.text}, {join(up.text, area.text), f"{up.text}\n{area.text}"}
        return bool(up.lines) and not halves & others and bool(wholes & others)

    @staticmethod
    def _goes_on(up: Area, area: Area) -> bool:
        """Whether the last line above was full."""
        return bool(up.lines) and is_wrapped(up.lines[-1], area.lines[0], up.right)

    def _numbers_rows(self, column: int) -> bool:
        """Whether every row has its number in this column, the header and rows over all columns aside."""
        cells = [a for a in self._areas if a.column == column and a.row and a.columns < self.width and a.lines]
        return len(cells) > 1 and all(MARK.match(cell.lines[0].text) for cell in cells)

    def _only_rest(self, first: list[Area]) -> bool:
        blank = [area.column for area in first if not area.lines]
        return sum(self._is_always_filled(column) for column in blank) >= 2

    def _is_always_filled(self, column: int) -> bool:
        cells = [area for area in self._areas if area.column == column and area.columns < self.width]
        return len(cells) > 1 and all(area.lines for area in cells)

    def _mend(self, part: PageTable) -> PageTable:
        """The rest of the cut row goes to the cells above; cells that reach further down reach on."""
        for area in part.row(0):
            up = self._bottom(area.column)
            if up is not None:
                up.lines = up.lines + area.lines
                up.suspicion = both(up.suspicion, area.suspicion)
                up.rows += area.rows - 1
        areas = [replace(area, row=area.row - 1) for area in part.areas if area.row > 0]
        return replace(part, height=part.height - 1, areas=areas)

    def _carry(self, part: PageTable) -> PageTable:
        """A merged cell that the page cut goes on: blank over several rows, in a column that is never blank else."""
        kept = []
        for area in part.areas:
            up = self._bottom(area.column)
            blank = area.row == 0 and area.rows > 1 and not area.lines
            if blank and up is not None and up.columns == area.columns and self._is_always_filled(area.column):
                up.rows += area.rows
            else:
                kept.append(area)
        return replace(part, areas=kept)

    # ------------------------------------------------------- result
    def table(self, place: Place) -> Table | None:
        """The grid; every cell's place tells the page on which its row begins."""
        known = self._known()
        spans = [
            Span(area.row, area.column, _written(area, known.get(area.column, frozenset())), area.rows, area.columns)
            for area in self._areas
        ]
        table = build_table(spans, place, self._height, self.width)
        if table is None:
            return None
        rows = tuple(
            tuple(_on_page(cell, page) for cell in row) for row, page in zip(table.rows, self._pages, strict=True)
        )
        return replace(table, rows=rows)

    def doubts(self, place: Place) -> list[Doubt]:
        """The cells whose words may be wrong, of the table that `table` gives for the same place."""
        known = self._known()
        return [
            Doubt(
                replace(place, page=self._pages[area.row], row=area.row + 1, column=area.column + 1),
                _written(area, known.get(area.column, frozenset())),
                area.suspicion.reasons,
                area.suspicion.score,
                area.suspicion.picture,
                area.rows,
            )
            for area in self._areas
            if area.suspicion is not None
        ]

    def _known(self) -> dict[int, frozenset[str]]:
        """The names that stand by themselves, by column."""
        said: dict[int, list[str]] = {}
        for area in self._areas:
            said.setdefault(area.column, []).extend(area.text.split("\n"))
        return {column: known_names(texts) for column, texts in said.items()}


def _is_open(area: Area) -> bool:
    """Whether a cell holds a sentence, and not a name, that has not come to its end."""
    said = "".join(line.text for line in area.lines)
    return len(said) > _SENTENCE and said[-1] not in "。；！？;"


def _written(area: Area, known: frozenset[str]) -> str:
    return "\n".join(name for part in paragraphs(area.lines, area.right) for name in split_names(part, known))


def _on_page(cell: Cell, page: int) -> Cell:
    return replace(cell, place=replace(cell.place, page=page))


def _without_first_row(part: PageTable) -> PageTable:
    areas = [replace(area, row=area.row - 1) for area in part.areas if area.row > 0]
    return replace(part, height=part.height - 1, areas=areas)
