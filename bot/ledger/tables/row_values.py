"""Who and when of one row of a table: its own cells, or what they inherit from the rows above."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import ROLE_OF_COLUMN, UNIT_COLUMNS, Column, charges_person, names_persons
from bot.ledger.items.item import Item, UnitCell
from bot.ledger.items.units import is_blank
from bot.ledger.prose.charges import split_time
from bot.ledger.prose.subjects import find_charges
from bot.ledger.tables.leftovers import tells_units
from bot.ledger.tables.marked_bodies import marked_units
from bot.ledger.tables.time_marks import NO_MARKS, TimeMarks
from bot.ledger.text.markers import leading
from bot.ledger.text.normal_form import join_lines, squeeze
from bot.model import Document, Paragraph
from bot.roster.names import is_unit
from bot.vocabulary.roles import WORDS_PATTERN, Role, role_of

#: Formats whose reader knows which cells are merged: there a blank cell is truly blank.
KNOWS_MERGES = frozenset({"docx", "xlsx", "xls", "html"})
_ADJUSTED = re.compile("调整后|变更后|延期后|顺延|延期至|新(?=时限|期限|的)|revised|extended", re.IGNORECASE)
_PERSON = re.compile(r"(?<=[\u4e00-\u9fff])\s*[（(]\s*([\u4e00-\u9fff·、 ]{2,12})\s*[）)](?=\s*(?:[、，,；;/\n]|$))")
#: The unit of the numbers below a header of terms.
_UNIT_OF_TERM = re.compile("[（(](?:单位[：:])?(天|日|个?工作日|周|个月|小时)[）)]$")
#: A header by which who leads stands before the stroke, and who assists behind it.
_ORDERED = re.compile(r"[（(](?:牵头|主办|主责)(?:单位|部门)?[/／、](?:配合|协办|协同|协助)(?:单位|部门)?[）)]")
_ROLE = re.compile(WORDS_PATTERN)
_BEGINS_TIME = re.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}月|(?:19|20)\d\d年[底末上下一二三四]")
#: A line that closes with what is to be done by its time, and not within a time (2024年12月底前完成2家).
_WHOLE_TIME = re.compile(
    r"(?:月|年|季度)(?:\d{1,2}日|底|末)?(?:前|内)?[^\n]*[^\n年月日季度至到—\-~、，,和及或（(前底末内：:]$"
)
_DITTO = re.compile(r"^(?:[〃″\"”''‘’]+|同上|—?同上—?)$")


#: A statement that a blank in the columns of units means the unit above.
_BLANK_AS_ABOVE = re.compile(
    r"(?:单位|部门|科室|栏)[^，。；]{0,6}(?:空白|为空|未填|不填|空格)[^。；]{0,12}(?:同上|沿用上|与上一?[项行]相同)"
)


def says_blank_is_ditto(document: Document) -> bool:
    """True where a document says that a blank among its units means the unit above (牵头单位空白的，视为同上)."""
    texts = (
        text
        for block in document.blocks
        for text in (
            [block.text] if isinstance(block, Paragraph) else (cell.text for row in block.rows for cell in row)
        )
    )
    return any("上" in text and _BLANK_AS_ABOVE.search(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Values:
    """The units and the deadline of a row; `inherited` is True where a cell above says the deadline.

    `persons` are those that answer for a row which names no unit.
    """

    units: list[UnitCell]
    deadline: str | None
    has_deadline: bool
    inherited: bool
    persons: str = ""


@dataclass(slots=True)
class ValueReader:
    """Reads the rows of one table in order. `last` is what each of its columns said last."""

    knows_merges: bool
    blank_is_ditto: bool = False  # the document says that a blank who means the one above
    roles: Mapping[str, Role] = field(default_factory=dict)  # what a mark in the column of a body makes of it
    marks: TimeMarks = NO_MARKS  # what signs in columns of months say
    last: dict[int, str] = field(default_factory=dict)

    def read(self, row: Row, header: Header, heading: str) -> Values:
        """The row's values. Where merges are not known, a row blank in all of them inherits all.

        `heading` is the one above the row, which may tell who where no column does.
        """
        unit_columns, deadlines = header.of(*UNIT_COLUMNS), header.of(Column.DEADLINE)
        own, inherited = self._own(row, header, unit_columns, deadlines)
        units = [
            cell
            for index in unit_columns
            if (column := header.columns[index])
            for cell in self._cells(ROLE_OF_COLUMN[column], own[index], header.names[index])
        ]
        words = [_in_units(_phrases(own[index]), header.names[index]) for index in _in_force(header, deadlines, own)]
        if not deadlines:
            units, words = _apart(units)
        units += marked_units(row, header, self.roles)
        if not unit_columns and not units:
            units = _of_heading(heading) or _of_persons(row, header) or _of_division(row, header)
        persons = "" if units and any(cell.raw for cell in units) else _persons(row, header)
        deadline = "；".join(dict.fromkeys(text for text in words if not is_blank(text)))
        return Values(units, deadline or None, bool(deadlines), bool(deadline) and inherited, persons)

    def _cells(self, role: Role, words: str, name: str) -> list[UnitCell]:
        """A column's units; two cells of them where its header gives the order of their roles, in whole cells."""
        words = _without_persons(words, name)
        return _by_order(role, words, name) if self.knows_merges else [UnitCell(role, words)]

    def _own(
        self, row: Row, header: Header, unit_columns: Sequence[int], deadlines: Sequence[int]
    ) -> tuple[dict[int, str], bool]:
        """(what each column says for the row, whether its deadline comes from above)."""
        used = [*unit_columns, *deadlines]
        if not self.knows_merges and self.last and not any(row[index].text for index in used):
            return {index: self.last.get(index, "") for index in used}, True
        own = {
            index: self.last.get(index, "") if _DITTO.match(row[index].text.strip()) else row[index].text
            for index in used
        }
        inherited = any(row[index].text and row[index].origin[0] != row_index(row) for index in deadlines)
        inherited = inherited or any(_DITTO.match(row[index].text.strip()) for index in deadlines)
        if not any(own[index] for index in unit_columns) and self._goes_with_above(row, header):
            own |= {index: self.last.get(index, "") for index in unit_columns}
        if self.blank_is_ditto:
            who = [index for index in unit_columns if header.columns[index] in (Column.LEAD, Column.RESPONSIBLE)]
            own |= {index: self.last.get(index, "") for index in who if not own[index]}
        self.last = own
        return own, inherited

    def _goes_with_above(self, row: Row, header: Header) -> bool:
        """True for a row without a number of its own, in a format that does not know merged cells."""
        numbers = header.of(Column.NUMBER)
        return bool(numbers) and not self.knows_merges and not row[numbers[0]].text

    def go_on(self, item: Item, row: Row, header: Header) -> None:
        """Adds the words of a row that a page cut to the units and the deadline of `item`."""
        for position, index in enumerate(header.of(*UNIT_COLUMNS)):
            cell = item.units[position]
            if row[index].text and row[index].text != cell.raw:
                item.units[position] = UnitCell(cell.role, cell.raw + row[index].text)
                self.last[index] = item.units[position].raw
        for index in header.of(Column.DEADLINE)[:1]:
            if row[index].text and item.deadline != row[index].text:
                item.deadline = (item.deadline or "") + join_lines(row[index].text)
                self.last[index] = item.deadline

    def lengthen(self, item: Item, header: Header, text: str) -> None:
        """Adds a line to the last cell of the row that `item` comes from: its last unit column, or its deadline."""
        last = len(header.columns) - 1
        if header.columns[last] is Column.DEADLINE:
            item.deadline = self.last[last] = (item.deadline or "") + squeeze(text)
        else:
            cell = item.units[-1]
            item.units[-1] = UnitCell(cell.role, f"{cell.raw}\n{text}")
            self.last[last] = item.units[-1].raw


def _in_force(header: Header, deadlines: Sequence[int], own: Mapping[int, str]) -> Sequence[int]:
    """The columns of limits that bind: an adjusted one (调整后时限) in place of the original, if it says one."""
    later = [at for at in deadlines if _ADJUSTED.search(header.names[at])]
    if not later or len(later) == len(deadlines):
        return deadlines
    return later if any(not is_blank(own[at]) for at in later) else [at for at in deadlines if at not in later]


def _in_units(words: str, name: str) -> str:
    """A bare number with the unit that its header gives: 15 below 整改期限（天）."""
    unit = _UNIT_OF_TERM.search(name)
    return f"{words}{unit[1]}内" if unit and words.strip().isdigit() else words


def _phrases(cell: str) -> str:
    """A cell of times with its broken lines joined; a line that begins a time of its own stays a line."""
    if "\n" not in cell:
        return join_lines(cell)
    said = ""
    for line in cell.split("\n"):
        apart = _BEGINS_TIME.match(line.strip()) and _WHOLE_TIME.search(said)
        said = f"{said}\n{line.strip()}" if apart else join_lines(f"{said}\n{line}")
    return said


def row_index(row: Row) -> int:
    """The row's own index in its table: the greatest of its cells' origins is it, unless all are inherited."""
    return max(cell.origin[0] for cell in row)


def _by_order(role: Role, cell: str, name: str) -> list[UnitCell]:
    """The cell's units; each part with its role where the header gives their order (承接部门（牵头/配合）)."""
    first, stroke, second = cell.partition("/")
    if not (stroke and _ORDERED.search(name)):
        return [UnitCell(role, cell)]
    return [UnitCell("lead", first), UnitCell("assisting", second.replace("/", "、"))]


def _without_persons(cell: str, name: str) -> str:
    """The cell without the persons in brackets behind its units, where its header says that it names them too."""
    if not names_persons(name):
        return cell
    return _PERSON.sub(lambda found: found[0] if _ROLE.search(found[1]) or is_unit(found[1]) else "", cell)


def _of_heading(heading: str) -> list[UnitCell]:
    """Where no column tells who, the heading above may (县教育局, in a row of its own)."""
    mark = leading(heading)
    words = heading[mark.end :] if mark else heading
    return [UnitCell("responsible", words)] if tells_units(words) else []


def _charged(row: Row, header: Header) -> list[tuple[str, str]]:
    """(the header's word, the cell) of each column of persons who answer for an item."""
    columns = [index for index in header.of(Column.PERSON) if charges_person(header.words[index])]
    return [(header.words[index], row[index].text) for index in columns if not is_blank(row[index].text)]


def _of_persons(row: Row, header: Header) -> list[UnitCell]:
    """Units that stand in a column of persons (负责人 | 市城管局)."""
    return [UnitCell(role_of(word), cell) for word, cell in _charged(row, header) if tells_units(cell)]


def _of_division(row: Row, header: Header) -> list[UnitCell]:
    """Whom the sentences of a column charge that divides the work (具体分工 | 甲庭：…；乙庭：…)."""
    columns = [index for index in header.of(Column.TASK, Column.MEASURE) if "分工" in header.names[index]]
    lines = [line for index in columns for line in re.split("[；;\n]", row[index].text)]
    charges = [charge for line in lines for charge in find_charges(line)]
    if not charges:
        return [UnitCell("responsible", line) for line in lines if tells_units(line)]
    return [UnitCell(charge.role, "、".join(charge.names)) for charge in charges]


def _persons(row: Row, header: Header) -> str:
    return "；".join(f"{word}：{squeeze(cell)}" for word, cell in _charged(row, header) if not tells_units(cell))


def _apart(units: Sequence[UnitCell]) -> tuple[list[UnitCell], list[str]]:
    """Cells of units that close with a time (市住建局，8月底前), and these times."""
    read = [(cell.role, *split_time(cell.raw)) for cell in units]
    return [UnitCell(role, who) for role, who, _ in read], [squeeze(when) for _, _, when in read if when]
