"""Finding the header of a table: one row or two, anywhere in it, and again on every page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.ledger.columns.kinds import UNIT_COLUMNS, Column, charges_person, column_of, role_in_brackets
from bot.ledger.text.normal_form import key
from bot.model import Cell
from bot.vocabulary.time_columns import time_kind

Row = tuple[Cell, ...]
_LONGEST = 24
_STEPS = ("节点", "时点", "进度")  # of a project: 主跨合龙; else a time
_DECEMBER = 12
_CERTAIN = 3  # columns that are known for certain make a header, however many stand beside them
_TIMES = (Column.DEADLINE, Column.EITHER, Column.FACT, Column.START)  # 计划 and 实际 below one of them are times too
_WHO_WHEN = frozenset(
    (*UNIT_COLUMNS, Column.SUPERVISING, Column.DEADLINE, Column.EITHER, Column.PLAN, Column.MILESTONE)
)


@lru_cache(maxsize=256)  # every row of a table asks for the same
def _indexes(columns: tuple[Column | None, ...], roles: tuple[Column, ...]) -> tuple[int, ...]:
    return tuple(index for index, column in enumerate(columns) if column in roles)


@dataclass(frozen=True, slots=True)
class Header:
    """The roles of a table's columns. `height` rows are taken by it; `words` are its keys, to know it again.

    `starts` are the indexes at which its cells begin. `told` are the roles that the words alone tell, `asked` the
    indexes of columns whose role the coordinator is asked about; `names` are the columns' own words, of the second row
    where there are two.
    """

    columns: tuple[Column | None, ...]
    words: tuple[str, ...]
    height: int = 1
    starts: tuple[int, ...] = ()
    told: tuple[Column | None, ...] = ()
    asked: tuple[int, ...] = ()
    worded: tuple[int, ...] = ()  # of these the columns whose words may be a task, a requirement or a note
    bodies: tuple[int, ...] = ()  # of these the columns of bodies whose role no word tells

    names: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[Column | None, ...]:
        """The role of each cell of it, from the left."""
        return tuple(self.columns[at] for at in self.starts)

    def of(self, *roles: Column) -> tuple[int, ...]:
        """The indexes of the columns with one of `roles`, from the left."""
        return _indexes(self.columns, roles)

    def has(self, *roles: Column) -> bool:
        """True where a column has one of `roles`."""
        return any(column in roles for column in self.columns)

    def with_last(self, text: str) -> "Header":
        """The header whose last word goes on with `text`."""
        word = self.words[-1] + key(text)
        columns = (*self.columns[:-1], column_of(word))
        return replace(self, columns=columns, told=columns, words=(*self.words[:-1], word))

    def is_repeated_by(self, row: Row) -> bool:
        """True where `row` is this header once more (on the next page, perhaps spaced differently)."""
        if any(cell.text.isdigit() or len(cell.text) > 2 * _LONGEST for cell in row):
            return False
        words = tuple(key(cell.text) for cell in row)
        return words == self.words or (
            len(row) == len(self.columns) and self._alike(words) and self._has_roles(row) and _distinct(row) >= 2
        )

    def _has_roles(self, row: Row) -> bool:
        """Whether the cells of `row` have the roles of the columns; a row of tasks is given up at its number."""
        told = ((_role(cell), column) for cell, column in zip(row, self.told or self.columns, strict=True))
        near = all(role is column or (role is Column.SECTION and column is Column.TASK) for role, column in told)
        return near and _roles(row) == (self.told or self.columns)

    def _alike(self, words: tuple[str, ...]) -> bool:
        return all(len(word) <= _LONGEST for word in words)


def starts_of(row: Row) -> tuple[int, ...]:
    """The indexes at which the cells of a row begin, those that span columns once."""
    return tuple(at for at, cell in enumerate(row) if not at or cell.origin != row[at - 1].origin)


def find_header(rows: Sequence[Row], at: int) -> Header | None:
    """The header that begins at row `at`, or None."""
    first = rows[at]
    if not _short(first):
        return None
    second = _with_months(first, rows[at + 1]) if at + 1 < len(rows) else None
    if second and (_is_second(first, second) or _is_spread_over(first, second)):
        both = [_both(one, two) for one, two in zip(_parents(first, second), second, strict=True)]
        columns = _with_steps(both, tuple(map(_name, first, second)))
        if _enough(columns, second) and (_spread(first) or not _enough(_roles(first), first)):
            words = tuple(key(cell.text) for cell in first)
            return Header(columns, words, 2, starts_of(second), names=tuple(map(_name, first, second)))
    columns, words = _roles(first), tuple(key(cell.text) for cell in first)
    if not _enough(columns, first) or _distinct(first) < 2:
        return None
    return Header(columns, words, 1, starts_of(first), names=words)


def _with_months(first: Row, second: Row) -> Row:
    """The second half of a header with 1月, 2月 … for bare numbers that run on under a cell about months."""
    under = [
        at
        for at, cell in enumerate(second[: len(first)])
        if cell.text.isdigit() and "月" in first[at].text and cell.origin != first[at].origin
    ]
    numbers = [int(second[at].text) for at in under]
    if len(under) < _CERTAIN or any(two - one != 1 for one, two in pairwise(numbers)) or numbers[-1] > _DECEMBER:
        return second
    return tuple(replace(cell, text=f"{cell.text}月") if at in under else cell for at, cell in enumerate(second))


def _name(upper: Cell, lower: Cell) -> str:
    return key(lower.text or upper.text)


def _role(cell: Cell) -> Column | None:
    return None if cell.text.isdigit() else role_in_brackets(cell.text) or column_of(cell.text)


def _roles(row: Row) -> tuple[Column | None, ...]:
    columns = [_role(cell) for cell in row]
    if not {Column.TASK, Column.MEASURE} & set(columns) and Column.SECTION in columns:
        last = len(columns) - 1 - columns[::-1].index(Column.SECTION)
        columns[last] = Column.TASK  # where nothing else says what is to be done, this column does
    return _with_steps(columns, tuple(key(cell.text) for cell in row))


def _with_steps(columns: Sequence[Column | None], names: Sequence[str]) -> tuple[Column | None, ...]:
    """The columns with 节点 as what is to be done, where nothing else is, and a day of its own stands beside it."""
    steps = [at for at, name in enumerate(names) if name in _STEPS and columns[at] is Column.DEADLINE]
    if not steps or columns.count(Column.DEADLINE) <= len(steps) or {Column.TASK, Column.MEASURE} & set(columns):
        return tuple(columns)
    return tuple(Column.TASK if at in steps else column for at, column in enumerate(columns))


def _enough(columns: tuple[Column | None, ...], row: Row) -> bool:
    """A header names what is to be done, and who does it or by when; who may be a person (责任人, 牵头领导)."""
    found = set(columns)
    what = found & {Column.TASK, Column.MEASURE}
    charged = any(
        column is Column.PERSON and charges_person(cell.text) for column, cell in zip(columns, row, strict=True)
    )
    known = len(columns) - columns.count(None)
    return bool(what and (found & _WHO_WHEN or charged)) and (known * 2 >= len(columns) or known >= _CERTAIN)


def _short(row: Row) -> bool:
    """True for a row of words such as headers have: short, and no number alone."""
    if any(len(cell.text) > 2 * _LONGEST for cell in row):
        return False
    texts = [key(cell.text) for cell in row]
    return any(texts) and all(len(text) <= _LONGEST and not text.isdigit() for text in texts)


def _distinct(row: Row) -> int:
    return len({cell.origin for cell in row if cell.text})


def _spread(row: Row) -> bool:
    """True where a cell of the row spans columns, or stands blank beside one (where merges are not known)."""
    origins = [cell.origin for cell in row]
    return len(set(origins)) < len(origins) or any(not cell.text for cell in row)


def _is_second(first: Row, second: Row) -> bool:
    """True where the row below a header row is its second half: short words under a cell that spans columns."""
    if len(first) != len(second) or not _short(second) or not _spread(first) or _distinct(first) < 2:
        return False
    named_above = sum(1 for cell in first if cell.text and column_of(cell.text))
    if named_above * 2 < sum(1 for cell in first if cell.text):
        return False
    own = [two for one, two in zip(first, second, strict=True) if two.text and two.origin != one.origin]
    if not own or any(key(cell.text).isdigit() for cell in own):
        return False
    named = sum(1 for cell in own if column_of(cell.text))
    return named >= 1 and named * 2 >= len(own)


def _is_spread_over(first: Row, second: Row) -> bool:
    """True where merged cells alone tell the second half: each of its cells is one of the first row's, or lies
    under a cell of it that spans columns (责任单位 over 市级, 县级).
    """
    if len(first) != len(second) or not _short(second) or _distinct(first) < 3:
        return False
    own = [at for at, cell in enumerate(second) if cell.origin != first[at].origin]
    wide = {cell.origin for at, cell in enumerate(first) if at and cell.origin == first[at - 1].origin}
    return bool(own) and len(own) < len(first) and all(first[at].origin in wide for at in own)


def _parents(first: Row, second: Row) -> Row:
    """The first row with each blank cell that a word stands under as its left neighbour: a span that is not told."""
    cells: list[Cell] = []
    for upper, lower in zip(first, second, strict=True):
        blank = cells and not upper.text and lower.text and not any(cell.text == lower.text for cell in first)
        cells.append(cells[-1] if blank else upper)
    return tuple(cells)


def _both(upper: Cell, lower: Cell) -> Column | None:
    own = column_of(lower.text) if lower.text and lower.origin != upper.origin else None
    parent = role_in_brackets(upper.text) or column_of(upper.text)
    if own is not Column.NUMBER and parent in _TIMES and (kind := time_kind(f"{key(lower.text)}时间")):
        return Column.DEADLINE if kind == "limit" else Column(kind)
    if own in (Column.NOTE, None) or (own is Column.RESPONSIBLE and parent in UNIT_COLUMNS):
        return parent or own
    return own
