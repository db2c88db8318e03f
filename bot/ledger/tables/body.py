"""The rows of one table, under one header → items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column
from bot.ledger.items.item import AskedCell, Item
from bot.ledger.items.leftover import Leftover
from bot.ledger.items.units import is_blank
from bot.ledger.tables.headings import Headings, bears_section_number, heading_in
from bot.ledger.tables.item_columns import ItemColumns
from bot.ledger.tables.leftovers import is_example, is_remark, is_sentence, leftover_row, remarks_of, stands_apart
from bot.ledger.tables.paired_lists import row_of_part
from bot.ledger.tables.parallel_cells import rows_of_parts
from bot.ledger.tables.row_item import item_words, own_number
from bot.ledger.tables.row_state import done_words, placeholder, report_of_end, report_of_later_day
from bot.ledger.tables.row_times import basis_of, first_time, names_span, parts_of
from bot.ledger.tables.row_values import ValueReader, Values, row_index
from bot.ledger.text.markers import Marker, leading, split_items
from bot.ledger.text.normal_form import join_lines, key, squeeze
from bot.model import Paragraph

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计)(?![划算投])")
_STAGES = re.compile("阶段|分步|分期|分年|分批|步骤|进度")
_SIGNED = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}日?$")
_WHO_WHEN = (*UNIT_COLUMNS, Column.DEADLINE)


@dataclass(slots=True)
class TableBody:
    """Reads row after row. `items` and `leftovers` are the whole document's; the numbers of items run on in them."""

    header: Header
    columns: ItemColumns
    values: ValueReader
    headings: Headings
    items: list[Item]
    leftovers: list[Leftover]
    remarks: list[Paragraph]  # notes that stand in the table, which may ask for reports
    spanning: set[tuple[int, int]] = field(default_factory=set)  # origins of the cells over several rows
    of_last_row: Sequence[Item] = ()
    _since: list[Paragraph] = field(default_factory=list)  # headings since the last item

    def take(self, row: Row) -> None:
        """Adds the items of a row, goes on with the last, or takes a heading."""
        if not any(cell.text for cell in row) or self.header.is_repeated_by(row):
            return
        count = len(self.items)
        self._read(row)
        self.of_last_row = self.items[count:] or self.items[-1:]

    def continues_with(self, rows: Sequence[Row]) -> bool:
        """True where rows without a header look like more of the table: someone or some day is named in them."""
        who_when = self.header.of(*_WHO_WHEN)
        return any(row[index].text for row in rows for index in who_when) or self._counts_on(rows[0])

    def lengthen(self, text: str) -> None:
        """Adds a line to the last cell of the last row."""
        for item in self.of_last_row:
            self.values.lengthen(item, self.header, text)

    def end(self) -> None:
        """To be called after the last row: sentences with nothing below them head nothing, but are notes."""
        self.remarks += [one for one in self._since if is_sentence(one.text) or _SIGNED.search(one.text)]
        self._since.clear()

    @property
    def last_cell(self) -> str:
        """What the last column said last."""
        return self.values.last.get(len(self.header.columns) - 1, "")

    def _counts_on(self, row: Row) -> bool:
        """True for a row whose own number follows that of the last item."""
        numbers, expected = self.header.of(Column.NUMBER), self._expected
        return bool(numbers) and expected is not None and key(row[numbers[0]].text) == str(expected)

    @property
    def _expected(self) -> int | None:
        label = self.items[-1].label if self.items else ""
        return int(label) + 1 if label.isdigit() else None

    def _read(self, row: Row) -> None:
        if _TOTAL.match(key(next((cell.text for cell in row if cell.text), ""))):
            return
        if is_remark(row) or (self.values.knows_merges and stands_apart(row, self.columns.item)):
            self.remarks += remarks_of(row)
            return
        if is_example(row):
            self.leftovers.append(replace(leftover_row(row), note="ledger.note-examples"))
            return
        if heading := heading_in(row, self.header, numbered=self.columns.numbered):
            self.headings.add(heading)
            self._since += remarks_of(row)
        elif not (self.columns.numbered and self._numbered(row)) and not self._whole_row(row):
            self.leftovers.append(leftover_row(row))

    # ------------------------------------------------- items numbered in their cell
    def _numbered(self, row: Row) -> bool:
        """Takes the row's numbered items. False where none is in it and it does not go on with the last."""
        cell = row[self.columns.item]
        before, parts = self._parts(cell.text)
        if not parts and (self._expected is None or self._is_own(row)):
            return False
        if parts and bears_section_number(before):
            self.headings.add(squeeze(before))
            before = ""
        whole = bool(parts) and (not self.items or self.values.knows_merges)
        cut = bool(before or not parts) and not whole
        self.headings.take_cells(row, self.columns, joined=cut and not self._names_section(row))
        if cut:
            self._go_on(row, before if parts else cell.text, has_items=bool(parts))
        values = self._read_values(row)
        above = squeeze(before).rstrip("：:") if whole else ""
        labels = [mark.label for mark, _ in parts]
        for mark, text in parts:
            own = row_of_part(row, self.columns.item, mark.label, labels)
            said = values if own == row else self._read_values(own)
            self._add(own, mark.label, mark.printed, text, said, above)
        return True

    def _parts(self, text: str) -> tuple[str, list[tuple[Marker, str]]]:
        """(what stands before the first number, the numbered parts) of a cell."""
        before, parts = split_items(text, self._expected)
        if not parts and (mark := leading(text)) and mark.style == "num":
            return split_items(text, None)
        return before, parts

    def _is_own(self, row: Row) -> bool:
        """True where merges are known and a row names who or when by itself: it goes on with nothing above."""
        if not self.values.knows_merges:
            return False
        at = row_index(row)
        own = any(row[index].text and row[index].origin[0] == at for index in self.header.of(*_WHO_WHEN))
        return own or not row[self.columns.item].text

    def _names_section(self, row: Row) -> bool:
        return any(bears_section_number(row[index].text) for index in self.columns.sections)

    # -------------------------------------------------------- one item in a row
    def _whole_row(self, row: Row) -> bool:
        """A row that is one item, numbered by its own column or not at all; False where it names no task."""
        cell, numeral = row[self.columns.item], own_number(row, self.header)
        text = cell.text or next((row[index].text for index in self.columns.more if row[index].text), "")
        if not text:
            return self._without_item(row, numeral)
        if self._is_cut(row, numeral):
            self._go_on(row, cell.text, has_items=False)
            return True
        self.headings.take_cells(row, self.columns)
        parts = rows_of_parts(row, self.header, self.columns)
        for at, part in enumerate(parts, start=1):
            words = item_words(part, self.header, self.columns, self.spanning, self.items)
            label = f"{numeral}.{at}" if numeral else words.label
            self._add(part, label, label, words.text, self._read_values(part))
        words = item_words(row, self.header, self.columns, self.spanning, self.items)
        return bool(parts) or self._add(row, words.label, words.printed, words.text, self._read_values(row))

    def _without_item(self, row: Row, numeral: str) -> bool:
        """Takes a row that names no task: a number alone, a section alone, or the rest of a row that a page cut."""
        said = {index for index, cell in enumerate(row) if cell.text}
        if said <= {*self.header.of(Column.NUMBER), *self.columns.sections}:
            self.headings.take_cells(row, self.columns)
            return True
        if numeral or not self.items or self.values.knows_merges:
            return False
        self._go_on(row, "", has_items=False)
        return True

    # -------------------------------------------------------- rows that a page cut
    def _is_cut(self, row: Row, numeral: str) -> bool:
        """True where an unnumbered row only goes on with the one above that a page cut."""
        if not self.items or self.values.knows_merges or not self.header.has(Column.NUMBER) or numeral:
            return False
        who_when = any(row[index].text for index in self.header.of(*_WHO_WHEN))
        ended = self.items[-1].text[-1:] in "。；！"
        return not who_when and not (ended and row[self.columns.item].text)

    def _go_on(self, row: Row, text: str, *, has_items: bool) -> None:
        """The words of the row go on with the last item's, cell by cell."""
        last = self.items[-1]
        last.text = squeeze(last.text + "\n" + text)
        for index in self.columns.more:
            if row[index].text and row[index].text != last.requirement:
                last.requirement = squeeze((last.requirement or "") + "\n" + row[index].text)
        if last.title is None:
            last.requirement = last.text
        if not has_items and not self.values.knows_merges:
            self.values.go_on(last, row, self.header)

    # ------------------------------------------------------------------- adding
    def _start(self, row: Row) -> str:
        return first_time(row, self.header, Column.START) if names_span(self.header) else ""

    def _asked(self, row: Row) -> tuple[AskedCell, ...]:
        """The row's words in the columns that are asked about."""
        said = ((row[index], join_lines(row[index].text)) for index in self.header.asked)
        return tuple(AskedCell(cell.place.column or 0, words) for cell, words in said if not is_blank(words))

    def _read_values(self, row: Row) -> Values:
        return self.values.read(row, self.header, self.headings.last)

    def _add(self, row: Row, label: str, printed: str, text: str, values: Values, above: str = "") -> bool:
        """Adds an item; False where it has no words. `above` is what stands in its cell before the first number."""
        body = squeeze(text)
        if not body:
            return False
        if values.persons:
            self.leftovers.append(Leftover(values.persons, row[self.columns.item].place, "ledger.note-persons"))
        more = "\n".join(dict.fromkeys(squeeze(row[index].text) for index in self.columns.more if row[index].text))
        is_task = self.header.columns[self.columns.item] is Column.TASK
        shared = [row[index].text for index in self.columns.more if row[index].origin in self.spanning]
        self._since.clear()
        self.items.append(
            Item(
                label=label, printed=printed, text=body, section=(*self.headings.path, *([above] if above else [])),
                title=body if is_task else None,
                requirement=(more or None) if is_task else "\n".join(filter(None, (body, more))),
                shared=tuple(squeeze(text) for text in shared),
                units=list(values.units), deadline=values.deadline, inherited=values.inherited,
                has_column=values.has_deadline or self.header.has(Column.PLAN),
                parts=parts_of(row, self.header, self.values.marks), place=row[self.columns.item].place,
                basis=basis_of(row, self.header), start=self._start(row),
                done=done_words(row, self.header, self.values.marks) or placeholder(body),
                over=report_of_end(row, self.header),
                stages="\n".join(row[at].text for at in self.columns.more if _STAGES.search(self.header.names[at])),
                deferred=report_of_later_day(row, self.header), cells=self._asked(row),
            )
        )  # fmt: skip
        return True
