"""Columns that are each a body, marked where it has a role in a row (▲ leads, △ assists)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import Column
from bot.ledger.items.item import UnitCell
from bot.ledger.text.normal_form import key
from bot.model import Document, Paragraph
from bot.vocabulary.marks import MARKS
from bot.vocabulary.roles import BODIES_PATTERN, WORDS_PATTERN, Role, role_of

_MARK = re.compile(f"[{MARKS}]")
_LEGEND = re.compile(
    rf"(?P<mark>[{MARKS}])[”\"]?\s*(?:表示|代表|标注|标记|指|为|是|：|:|—|-|=)*\s*(?P<role>{WORDS_PATTERN}{{1,3}})(?:责任)?(?:{BODIES_PATTERN})?"
)


def legend_of(document: Document) -> dict[str, Role]:
    """The role of each mark that the document explains (▲为牵头单位，△为配合单位)."""
    said = (found for text in _texts(document) if _MARK.search(text) for found in _LEGEND.finditer(text))
    return {found["mark"]: role_of(found["role"]) for found in said}


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row if len(cell.text) > 1)


def roles_of_marks(header: Header, rows: Sequence[Row], legend: Mapping[str, Role]) -> Mapping[str, Role]:
    """The roles of the marks in a table: as the legend says, else responsible where there is but one mark."""
    used = {key(row[at].text) for row in rows for at in header.of(Column.MARKED) if at < len(row)} - {""}
    if used <= legend.keys():
        return legend
    return dict.fromkeys(used, "responsible") if len(used) == 1 and not legend else {}


def marked_units(row: Row, header: Header, roles: Mapping[str, Role]) -> list[UnitCell]:
    """The bodies that a row marks, each with the role of its mark."""
    marks = ((header.names[at], key(row[at].text)) for at in header.of(Column.MARKED))
    return [UnitCell(roles[mark], name) for name, mark in marks if mark in roles]
