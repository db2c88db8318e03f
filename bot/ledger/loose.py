"""What stands in a task table, or follows it, and is no part of an item: nothing of it is lost without a word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.brackets import TIME
from bot.ledger.columns import Column
from bot.ledger.header import Row
from bot.ledger.wording import squeeze
from bot.model import Place, Table
from bot.roster.names import is_group, is_unit
from bot.roster.words import read_units

_REMARK = re.compile(
    r"^(?:注|备注|说明|填表说明|填报人|填报单位|填报日期|填表人|审核人|审核|制表|制表人|联系人|联系电话|单位负责人|此件|附件)"
    r"[\d一二三]?(?:[：:、.．\s]|$)"
)
_PAGE = re.compile(r"^(?:[-—－–]\s*\d+\s*[-—－–]|第\s*\d+\s*页.*|\d{1,3}|\d+\s*/\s*\d+|（?续表?）?|（?接上[页表]）?)$")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Loose:
    """Words that were not understood, and where they stand. `asked` is False where they are only to be noted."""

    text: str
    place: Place
    asked: bool = True


def is_passed(text: str) -> bool:
    """True for a remark below a table, or for what a page adds."""
    return bool(_REMARK.match(text) or _PAGE.match(text))


def loose_row(row: Row) -> Loose:
    """A row that is neither item nor heading."""
    first = next(cell for cell in row if cell.text)
    return Loose(_shown(row), first.place)


def loose_table(table: Table) -> Loose | None:
    """A table without a header that continues no table: asked about where it names units or times; None if blank."""
    filled = [row for row in table.rows if any(cell.text for cell in row)]
    if not filled:
        return None
    cells = [squeeze(cell.text) for row in filled for cell in row]
    asked = len(filled[0]) > 1 and any(map(_tells_unit, cells)) and any(len(cell) >= 8 for cell in cells)
    return Loose(_shown(filled[0]), filled[0][0].place, asked)


def _shown(row: Row) -> str:
    return " | ".join(dict.fromkeys(squeeze(cell.text) for cell in row if cell.text))


def is_beside(text: str) -> bool:
    """True for a line that may be a part of a table's cell: no running number of a page, no remark."""
    return bool(text.strip()) and not is_passed(squeeze(text))


def closes_row(column: Column | None, text: str) -> bool:
    """True where a line below a row goes on with the row's last cell, whose column is `column`."""
    words = squeeze(text)
    if len(words) > _LONGEST:
        return False
    if column in (Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING):
        return _tells_unit(words)
    return column is Column.DEADLINE and bool(TIME.match(words)) and len(words) <= 20


def _tells_unit(words: str) -> bool:
    """True for a list of units and nothing else."""
    names: Sequence[str] = read_units(words).all if 2 <= len(words) <= _LONGEST and "。" not in words else ()
    return bool(names) and all(is_unit(name) or is_group(name) for name in names)
