"""The headings above a row: rows of their own, paragraphs between tables, and the cells of section columns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import Column
from bot.ledger.tables.item_columns import ItemColumns
from bot.ledger.text.markers import RANK, leading
from bot.ledger.text.normal_form import key, squeeze

_SECTION_STYLES = ("part", "cn", "cnp")
_LONGEST = 40  # characters of a heading that nothing else marks as one
_SUM = re.compile(r"\s*-?[\d,，.]+\s*(?:%|[万亿]?元|个|项|户|人)?\s*")
_NUMERAL = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?[、.．]?")


@dataclass(slots=True)
class Headings:
    """What stands above the row that is read now."""

    _rows: list[tuple[int, str]] = field(default_factory=list)  # (rank of its number, words)
    _cells: dict[int, str] = field(default_factory=dict)

    @property
    def last(self) -> str:
        """The heading directly above; "" where there is none."""
        return self._rows[-1][1] if self._rows else ""

    @property
    def path(self) -> tuple[str, ...]:
        """All headings from the top, by rank where each bears a number."""
        texts = [text for _, text in self._rows] + [self._cells[index] for index in sorted(self._cells)]
        texts = [text for text in texts if text]
        if all(leading(text) for text in texts):
            texts.sort(key=_rank)
        return tuple(dict.fromkeys(texts))

    def add(self, text: str) -> None:
        """Puts a heading below those of higher rank; it ends those of its own and of lower rank."""
        rank = _rank(text)
        self._rows = [known for known in self._rows if known[0] < rank]
        self._rows.append((rank, text))

    def add_all(self, texts: Iterable[str]) -> None:
        """Adds each, from the top."""
        for text in texts:
            self.add(text)

    def rows_only(self) -> "Headings":
        """Those in rows of their own, for a table that goes on with them."""
        return Headings(self._rows)

    def take_cells(self, row: Row, columns: ItemColumns, *, joined: bool = False) -> None:
        """The section cells of the row; `joined` where a page cut the row, so that their words go on."""
        for index in columns.sections:
            text = squeeze(row[index].text)
            if not text or row[index].origin == row[columns.item].origin:
                continue
            known = self._cells.get(index, "")
            self._cells[index] = known + text if joined and known and text != known else text


def _rank(text: str) -> int:
    return RANK[mark.style] if (mark := leading(text)) else -1


def bears_section_number(text: str) -> bool:
    """True for words with a number that sections bear (一、, （一）, 第一部分)."""
    mark = leading(text)
    return mark is not None and mark.style in _SECTION_STYLES


def heading_in(row: Row, header: Header, *, numbered: bool) -> str | None:
    """The heading that a row is; None for another row. `numbered`: the table's items bear numbers in their text."""
    filled = [cell for cell in row if cell.text]
    if len({cell.text for cell in filled}) == 1:
        text = squeeze(filled[0].text)
        spans = len(filled) > 1 and len(filled) == len(row)
        first = filled[0] is row[0] and not header.has(Column.NUMBER)
        is_heading = spans or bears_section_number(filled[0].text) or (first and _is_short(text, numbered=numbered))
        return text if is_heading else None
    return _beside_numeral(row, header) or _beside_sums(row)


def _is_short(text: str, *, numbered: bool) -> bool:
    return len(text) <= _LONGEST and text[-1:] not in "。；，、" and not (numbered and leading(text))


def _beside_sums(row: Row) -> str | None:
    """The heading beside nothing but sums (一、新建项目（4个） | 152000 | 51000)."""
    first = next((cell for cell in row if cell.text), None)
    if first is None or first.origin != row[0].origin or not bears_section_number(first.text):
        return None
    others = [cell.text for cell in row if cell.text and cell.origin != first.origin]
    return squeeze(first.text) if all(map(_SUM.fullmatch, others)) else None


def _beside_numeral(row: Row, header: Header) -> str | None:
    """The heading beside a Chinese numeral in the column of numbers (一 | 产业发展)."""
    numbers = header.of(Column.NUMBER)
    apart = {cell.text for index, cell in enumerate(row) if cell.text and index not in numbers}
    numeral = row[numbers[0]].text if numbers else ""
    if len(apart) != 1 or not numeral or not _NUMERAL.fullmatch(key(numeral)):
        return None
    return squeeze(numeral) + ("" if numeral[-1:] in "、.．)）" else "、") + squeeze(apart.pop())
