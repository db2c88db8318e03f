"""Tables → items: sections, items of a cell, rows that a page cut, values that span rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.ledger.columns.header import Header, Row, find_header
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column
from bot.ledger.items.item import Item, UnitCell
from bot.ledger.tables.between_rows import LinesBetween
from bot.ledger.tables.cell_alignment import fit
from bot.ledger.tables.item_columns import ItemColumns, choose_columns, spanning
from bot.ledger.tables.leftovers import Leftover, is_passed, leftover_row, leftover_table
from bot.ledger.tables.row_values import KNOWS_MERGES, ValueReader, Values, row_index
from bot.ledger.text.markers import RANK, leading, split_items
from bot.ledger.text.normal_form import join_lines, key, squeeze
from bot.model import Cell, Document, Paragraph, Table

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计)(?![划算投])")
_MARKED_SECTION = ("part", "cn", "cnp")
_BODY = (Column.TASK, Column.MEASURE)


@dataclass(slots=True)
class TableReader:
    """Reads the tables of one document; the header of one table may hold for the next."""

    document: Document
    items: list[Item] = field(default_factory=list)
    header: Header | None = None
    titles: list[str] = field(default_factory=list)  # what stands above a header
    leftovers: list[Leftover] = field(default_factory=list)  # what stands in the table and is no part of an item
    _row_items: list[Item] = field(default_factory=list)  # the items of the last row
    _pending: list[str] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _sections: dict[int, str] = field(default_factory=dict)
    _columns: ItemColumns | None = None
    _spanning: set[tuple[int, int]] = field(default_factory=set)
    _between: LinesBetween = field(init=False)
    _values: ValueReader = field(init=False)

    def __post_init__(self) -> None:
        self._between = LinesBetween(self.document)
        self._values = ValueReader(self.document.format in KNOWS_MERGES)

    def read(self, table: Table) -> bool:
        """Adds the table's items. False where it has no header and continues no table."""
        rows = table.rows
        self._spanning = spanning(rows)
        starts = [at for at in range(len(rows)) if find_header(rows, at)]
        if not starts:
            return self._more(table)
        self._close_text(within=False)
        self.titles += [row[0].text for row in rows[: starts[0]] if row[0].text]
        if starts[0] and self.header and self.items:
            above = Table(rows[: starts[0]], table.place)
            if fitting := fit(above.rows, self.header):
                self._body(fitting)
            elif (leftover := leftover_table(above, apart=False, alike=False)) and not leftover.note:
                self.leftovers.append(leftover)
        at = starts[0]
        while at < len(rows):
            found = find_header(rows, at)
            assert found is not None
            end = next((start for start in starts if start >= at + found.height), len(rows))
            body = rows[at + found.height : end]
            body = fit(body, found) or body
            same_sheet = not self.items or self.items[-1].place.sheet == table.place.sheet
            if not (self.header and self.items and self.header.columns == found.columns and same_sheet):
                rest = rows[at + found.height :]
                self._start(found, fit(rest, found) or rest, keep=same_sheet)
            self.header = found
            self._between.pass_row(rows[at + found.height - 1])
            self._apply_pending()
            self._body(body)
            at = end
        return True

    def _more(self, table: Table) -> bool:
        """Takes a table without a header as more of the last one. False where it is none."""
        apart = bool(self.items) and self.items[-1].place.sheet != table.place.sheet
        header = None if apart else self._whole_header()
        rows = fit(table.rows, header) if header else None
        if header is None or rows is None or not self._continues(rows):
            self._close_text(within=False)
            if self.items and (leftover := leftover_table(table, apart=apart, alike=rows is not None)):
                self.leftovers.append(leftover)
            return False
        rows = self._between.take_beginning(header, rows)
        if not self.items:
            self._start(header, rows, keep=True)
        self._close_text(within=True)
        self._apply_pending()
        self._body(rows)
        return True

    def pass_by(self, block: Paragraph) -> None:
        """Takes notice of a paragraph between tables: a numbered heading is the section of what follows."""
        text = block.label + block.text
        mark = leading(text)
        if mark and mark.style in _MARKED_SECTION and len(text) <= 60 and text.rstrip()[-1:] not in "。；":
            self._pending.append(squeeze(text))
            return
        if len(text) > 60:
            self._pending.clear()
        if self.header:
            self._between.take(block)

    def close(self) -> None:
        """To be called after the last block."""
        self._close_text(within=False)

    def _close_text(self, *, within: bool) -> None:
        """Settles the lines of a text since its last row: the rest of that row, or, `within` its table, unknown."""
        if header := self.header:
            cell = self._values.last.get(len(header.columns) - 1, "")
            for text in self._between.take_closing(header, cell):
                for item in self._row_items:
                    self._values.lengthen(item, header, text)
        self.leftovers += self._between.clear(within=within)

    def _apply_pending(self) -> None:
        for text in self._pending:
            self._heading(text)
        self._pending.clear()

    def _whole_header(self) -> Header | None:
        """The header, its last word with the line below it where a break cut it (完成, 时间)."""
        if self.header and not self.items and (text := self._between.take_header_end(self.header)):
            self.header = self.header.with_last(text)
        return self.header

    def _continues(self, rows: Sequence[Row]) -> bool:
        """True where a table without a header looks like more of the last one."""
        assert self.header is not None
        assert self._columns is not None
        who = self.header.of(*UNIT_COLUMNS, Column.DEADLINE)
        return any(row[index].text for row in rows for index in who) or self._counts_on(rows[0])

    def _counts_on(self, row: Row) -> bool:
        """True for a row whose own number follows that of the last item."""
        assert self.header is not None
        numbers, last = self.header.of(Column.NUMBER), self._expected()
        return bool(numbers) and last is not None and key(row[numbers[0]].text) == str(last)

    # ------------------------------------------------------------- columns
    def _start(self, header: Header, rows: Sequence[Row], *, keep: bool) -> None:
        same = keep and self.items and self.header is not None and self.header.roles == header.roles
        self.header = header
        body = [row for row in rows if not header.is_repeated_by(row)]
        self._columns = choose_columns(header, body)
        self._sections, self._values.last = {}, {}
        if not same:
            self._headings = []

    # ---------------------------------------------------------------- rows
    def _body(self, rows: Sequence[Row]) -> None:
        assert self.header is not None
        for row in rows:
            if any(cell.text for cell in row) and not self.header.is_repeated_by(row):
                count = len(self.items)
                self._row(row)
                self._row_items = self.items[count:] or self.items[-1:]
            self._between.pass_row(row)

    def _row(self, row: Row) -> None:
        assert self.header is not None
        assert self._columns is not None
        columns = self._columns
        item = row[columns.item]
        if _TOTAL.match(key(row[0].text)) or self._is_section(row):
            return
        if not (columns.numbered and self._numbered(row, item)) and not self._whole_row(row, item):
            self.leftovers.append(leftover_row(row))

    # ------------------------------------------------------------ sections
    def _is_section(self, row: Row) -> bool:
        """True where the row is a heading (taken in) or a remark (passed over)."""
        assert self.header is not None
        assert self._columns is not None
        filled = [cell for cell in row if cell.text]
        texts = {cell.text for cell in filled}
        numbers = self.header.of(Column.NUMBER)
        apart = [cell.text for index, cell in enumerate(row) if cell.text and index not in numbers]
        mark = leading(filled[0].text)
        numeral = row[numbers[0]].text if numbers else ""
        if all(is_passed(squeeze(text)) for text in texts):
            return True
        if len(texts) == 1:
            text = squeeze(filled[0].text)
            spans = len(filled) > 1 and len(filled) == len(row)
            if (
                spans
                or (mark and mark.style in _MARKED_SECTION)
                or (self._is_short(text) and filled[0] is row[0] and not numbers)
            ):
                self._heading(text)
                return True
            return False
        if (
            len(set(apart)) == 1
            and numeral
            and re.fullmatch(r"[（(]?[一二三四五六七八九十]+[）)]?[、.．]?", key(numeral))
        ):
            self._heading(squeeze(numeral) + ("" if numeral[-1:] in "、.．)）" else "、") + squeeze(apart[0]))
            return True
        return False

    def _is_short(self, text: str) -> bool:
        assert self._columns is not None
        return len(text) <= 40 and text[-1:] not in "。；，、" and not (self._columns.numbered and leading(text))

    def _heading(self, text: str) -> None:
        mark = leading(text)
        rank = RANK[mark.style] if mark else -1
        self._headings = [known for known in self._headings if known[0] < rank]
        self._headings.append((rank, text))

    def _section(self) -> tuple[str, ...]:
        texts = [text for _, text in self._headings] + [self._sections[index] for index in sorted(self._sections)]
        marks = [leading(text) for text in texts if text]
        if all(marks):
            texts.sort(key=lambda text: RANK[mark.style] if (mark := leading(text)) else -1)
        return tuple(dict.fromkeys(text for text in texts if text))

    def _take_sections(self, row: Row, joined: bool) -> None:
        """The section cells of the row; `joined` where a page cut the row, so that their words go on."""
        assert self._columns is not None
        for index in self._columns.sections:
            text = squeeze(row[index].text)
            if not text or (row[index].origin == row[self._columns.item].origin):
                continue
            known = self._sections.get(index, "")
            self._sections[index] = known + text if joined and known and text != known else text

    # --------------------------------------------------------------- items
    def _numbered(self, row: Row, item: Cell) -> bool:
        """Takes the row's numbered items. False where none is in it and it does not go on with the last."""
        last = self._expected()
        before, items = split_items(item.text, last)
        if not items and item.text and (mark := leading(item.text)) and mark.style == "num":
            before, items = split_items(item.text, None)
        if not items and (last is None or self._is_own(row, item)):
            return False
        if before and (mark := leading(before)) and mark.style in _MARKED_SECTION and items:
            self._heading(squeeze(before))
            before = ""
        whole = bool(items) and (not self.items or self.document.format in KNOWS_MERGES)
        cut = bool(before or not items) and not whole
        self._take_sections(row, joined=cut and not self._known_section(row))
        if cut:
            self._go_on(row, before if items else item.text, has_items=bool(items))
        values = self._read_values(row)
        above = squeeze(before).rstrip("：:") if whole else ""
        for mark, text in items:
            self._add(row, mark.label, mark.printed, text, values, above)
        return True

    def _is_own(self, row: Row, item: Cell) -> bool:
        """True where merges are known and a row names who or when by itself: it goes on with nothing above."""
        assert self.header is not None
        if self.document.format not in KNOWS_MERGES:
            return False
        at = row_index(row)
        who_when = self.header.of(*UNIT_COLUMNS, Column.DEADLINE)
        return any(row[index].text and row[index].origin[0] == at for index in who_when) or not item.text

    def _known_section(self, row: Row) -> bool:
        assert self._columns is not None
        return any(
            (mark := leading(row[index].text)) and mark.style in _MARKED_SECTION for index in self._columns.sections
        )

    def _expected(self) -> int | None:
        label = self.items[-1].label if self.items else ""
        return int(label) + 1 if label.isdigit() else None

    def _go_on(self, row: Row, text: str, *, has_items: bool) -> None:
        """A row that a page cut: its words go on with the last item's, cell by cell."""
        assert self._columns is not None
        assert self.header is not None
        last = self.items[-1]
        inherited = self.document.format in KNOWS_MERGES
        last.text = squeeze(last.text + "\n" + text)
        for index in self._columns.more:
            if row[index].text and row[index].text != last.requirement:
                last.requirement = squeeze((last.requirement or "") + "\n" + row[index].text)
        if last.title is None:
            last.requirement = last.text
        if has_items or inherited:
            return
        for position, index in enumerate(self.header.of(*UNIT_COLUMNS)):
            if row[index].text and row[index].text != last.units[position].raw:
                last.units[position] = UnitCell(last.units[position].role, last.units[position].raw + row[index].text)
                self._values.last[index] = last.units[position].raw
        for index in self.header.of(Column.DEADLINE)[:1]:
            if row[index].text and last.deadline != row[index].text:
                last.deadline = (last.deadline or "") + join_lines(row[index].text)
                self._values.last[index] = last.deadline

    def _whole_row(self, row: Row, item: Cell) -> bool:
        """A row that is one item, numbered by its own column or not at all; False where it names no task."""
        assert self._columns is not None
        assert self.header is not None
        numbers = self.header.of(Column.NUMBER)
        numeral = _numeral(row[numbers[0]]) if numbers else ""
        text = item.text
        if not text:
            text = next((row[index].text for index in self._columns.more if row[index].text), "")
        if not text:
            return self._without_item(row, numeral)
        if self._cut_row(row, item, numeral, bool(numbers)):
            self._go_on(row, item.text, has_items=False)
            return True
        self._take_sections(row, joined=False)
        mark = leading(text)
        body = text[mark.end :] if mark and (not numbers or (mark.style == "num" and mark.label == numeral)) else text
        label = numeral or (mark.label if mark else "")
        printed = mark.printed if mark and not numeral else numeral
        if self._shares(item) and (measure := self._own_measure(row)):
            own = leading(measure)
            body = squeeze(body) + "：" + (measure[own.end :] if own else measure).strip()
            if numeral and numeral == self._numeral_above(numbers, row):
                label = printed = self._part_label(numeral, measure)
        elif numeral and numeral == self._numeral_above(numbers, row):
            label = printed = self._part_label(numeral, text)
            body = text[mark.end :] if mark and mark.style == "num" else text
        return self._add(row, label, printed, body, self._read_values(row))

    def _without_item(self, row: Row, numeral: str) -> bool:
        """Takes a row that names no task: a number alone, a section alone, or the rest of a row that a page cut."""
        assert self._columns is not None
        assert self.header is not None
        said = {index for index, cell in enumerate(row) if cell.text}
        if said <= {*self.header.of(Column.NUMBER)}:
            return True
        if said <= {*self.header.of(Column.NUMBER), *self._columns.sections}:
            self._take_sections(row, joined=False)
            return True
        if numeral or not self.items or self.document.format in KNOWS_MERGES:
            return False
        self._go_on(row, "", has_items=False)
        return True

    def _shares(self, item: Cell) -> bool:
        """True where the item's cell stands over several rows: each row is then a part of its own."""
        return (item.origin[0], item.origin[1]) in self._spanning

    def _own_measure(self, row: Row) -> str:
        """The words of the row's own about what is to be done; "" where they too stand over several rows."""
        assert self._columns is not None
        for index in self._columns.more:
            if row[index].text and row[index].origin not in self._spanning:
                return join_lines(row[index].text)
        return ""

    def _numeral_above(self, numbers: Sequence[int], row: Row) -> str | None:
        """The row's own number where it too stands over several rows."""
        cell = row[numbers[0]]
        return _numeral(cell) if cell.origin in self._spanning else None

    def _part_label(self, numeral: str, text: str) -> str:
        """3.1 for the first of several rows beside the number 3, or as the row's own number says."""
        own = leading(text)
        return f"{numeral}.{own.label if own and own.style == 'num' else self._part_of(numeral)}"

    def _part_of(self, numeral: str) -> int:
        return 1 + sum(1 for item in self.items if item.label.startswith(f"{numeral}."))

    def _cut_row(self, row: Row, item: Cell, numeral: str, has_numbers: bool) -> bool:
        """True where an unnumbered row only goes on with the one above that a page cut."""
        assert self.header is not None
        if not self.items or self.document.format in KNOWS_MERGES or not has_numbers or numeral:
            return False
        who = [row[index].text for index in self.header.of(*UNIT_COLUMNS, Column.DEADLINE)]
        ended = self.items[-1].text[-1:] in "。；！"
        return not any(who) and not (ended and item.text)

    def _read_values(self, row: Row) -> Values:
        assert self.header is not None
        return self._values.read(row, self.header, self._headings[-1][1] if self._headings else "")

    def _add(self, row: Row, label: str, printed: str, text: str, values: Values, above: str = "") -> bool:
        """Adds an item; False where it has no words. `above` is what stands in its cell before the first number."""
        assert self.header is not None
        assert self._columns is not None
        body = squeeze(text)
        if not body:
            return False
        more = "\n".join(dict.fromkeys(squeeze(row[index].text) for index in self._columns.more if row[index].text))
        is_task = self.header.columns[self._columns.item] is Column.TASK
        section = (*self._section(), above) if above else self._section()
        self.items.append(
            Item(
                label=label, printed=printed, text=body, section=section,
                title=body if is_task else None,
                requirement=(more or None) if is_task else body,
                units=list(values.units), deadline=values.deadline, has_column=values.has_deadline,
                inherited=values.inherited, place=row[self._columns.item].place,
            )
        )  # fmt: skip
        return True


def _numeral(cell: Cell) -> str:
    """A number as it stands in its own column, without brackets and without the .0 of a sheet."""
    return re.sub(r"\.0$", "", key(cell.text)).strip("()（）.．、")
