"""Tables → drafts of tasks: sections, items of a cell, rows that a page cut, values that span rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.ledger.columns import UNIT_COLUMNS, Column
from bot.ledger.draft import Draft, UnitCell
from bot.ledger.header import Header, Row, find_header
from bot.ledger.itemcolumn import ItemColumns, choose_columns, spanning
from bot.ledger.numbers import RANK, leading, split_items
from bot.ledger.wording import join_lines, key, squeeze
from bot.model import Cell, Document, Table
from bot.roster.words import Role

#: Formats whose reader knows which cells are merged: there a blank cell is truly blank.
_KNOWS_MERGES = frozenset({"docx", "xlsx", "xls", "html"})
_DITTO = re.compile(r"^(?:[〃″\"”''‘’]+|同上|—?同上—?)$")
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计)")
_REMARK = re.compile(
    r"^(?:注|备注|说明|填表说明|填报人|填报单位|填表人|审核人|制表|联系人|单位负责人|此件|附件)[\d一二三]?[：:、.．\s]"
)
_MARKED_SECTION = ("part", "cn", "cnp")
_BODY = (Column.TASK, Column.MEASURE)


@dataclass(slots=True)
class TableReader:
    """Reads the tables of one document; the header of one table may hold for the next."""

    document: Document
    drafts: list[Draft] = field(default_factory=list)
    header: Header | None = None
    titles: list[str] = field(default_factory=list)  # what stands above a header
    _pending: list[str] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _sections: dict[int, str] = field(default_factory=dict)
    _columns: ItemColumns | None = None
    _last: dict[int, str] = field(default_factory=dict)
    _spanning: set[tuple[int, int]] = field(default_factory=set)

    def read(self, table: Table) -> bool:
        """Adds the table's drafts. False where it has no header and continues no table."""
        rows = table.rows
        self._spanning = spanning(rows)
        starts = [at for at in range(len(rows)) if find_header(rows, at)]
        if not starts:
            if self.drafts and self.drafts[-1].place.sheet != table.place.sheet:
                return False
            if self.header is None or len(rows[0]) != len(self.header.columns) or not self._continues(rows):
                return False
            self._apply_pending()
            self._body(rows)
            return True
        self.titles += [row[0].text for row in rows[: starts[0]] if row[0].text]
        if starts[0] and self.header and len(rows[0]) == len(self.header.columns) and self.drafts:
            self._body(rows[: starts[0]])
        at = starts[0]
        while at < len(rows):
            found = find_header(rows, at)
            assert found is not None
            end = next((start for start in starts if start >= at + found.height), len(rows))
            same_sheet = not self.drafts or self.drafts[-1].place.sheet == table.place.sheet
            if not (self.header and self.drafts and self.header.columns == found.columns and same_sheet):
                self._start(found, rows, at + found.height)
            self.header = found
            self._apply_pending()
            self._body(rows[at + found.height : end])
            at = end
        return True

    def pass_by(self, text: str) -> None:
        """Takes notice of a paragraph between tables: a numbered heading is the section of what follows."""
        mark = leading(text)
        if mark and mark.style in _MARKED_SECTION and len(text) <= 60 and text.rstrip()[-1:] not in "。；":
            self._pending.append(squeeze(text))
        elif len(text) > 60:
            self._pending.clear()

    def _apply_pending(self) -> None:
        for text in self._pending:
            self._heading(text)
        self._pending.clear()

    def _continues(self, rows: Sequence[Row]) -> bool:
        """True where a table without a header looks like more of the last one."""
        assert self.header is not None
        assert self._columns is not None
        who = self.header.of(*UNIT_COLUMNS, Column.DEADLINE)
        return any(row[index].text for row in rows for index in who)

    # ------------------------------------------------------------- columns
    def _start(self, header: Header, rows: Sequence[Row], first: int) -> None:
        self.header = header
        body = [row for row in rows[first:] if not header.is_repeated_by(row)]
        self._columns = choose_columns(header, body)
        self._sections, self._last, self._headings = {}, {}, []

    # ---------------------------------------------------------------- rows
    def _body(self, rows: Sequence[Row]) -> None:
        assert self.header is not None
        for row in rows:
            if any(cell.text for cell in row) and not self.header.is_repeated_by(row):
                self._row(row)

    def _row(self, row: Row) -> None:
        assert self.header is not None
        assert self._columns is not None
        columns = self._columns
        item = row[columns.item]
        if _TOTAL.match(key(row[0].text)) or self._is_section(row):
            return
        if columns.numbered and self._numbered(row, item):
            return
        self._whole_row(row, item)

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
        if len(texts) == 1:
            text = squeeze(filled[0].text)
            if _REMARK.match(text):
                return True
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
        if not items and last is None:
            return False
        if before and (mark := leading(before)) and mark.style in _MARKED_SECTION and items:
            self._heading(squeeze(before))
            before = ""
        cut = bool(before or not items) and bool(self.drafts)
        self._take_sections(row, joined=cut and not self._known_section(row))
        if cut:
            self._go_on(row, before if items else item.text, has_items=bool(items))
        values = self._values(row)
        for mark, text in items:
            self._add(row, mark.label, mark.printed, text, values)
        return True

    def _known_section(self, row: Row) -> bool:
        assert self._columns is not None
        return any(
            (mark := leading(row[index].text)) and mark.style in _MARKED_SECTION for index in self._columns.sections
        )

    def _expected(self) -> int | None:
        label = self.drafts[-1].label if self.drafts else ""
        return int(label) + 1 if label.isdigit() else None

    def _go_on(self, row: Row, text: str, *, has_items: bool) -> None:
        """A row that a page cut: its words go on with the last item's, cell by cell."""
        assert self._columns is not None
        assert self.header is not None
        last = self.drafts[-1]
        inherited = self.document.format in _KNOWS_MERGES
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
                self._last[index] = last.units[position].raw
        for index in self.header.of(Column.DEADLINE)[:1]:
            if row[index].text and last.deadline != row[index].text:
                last.deadline = (last.deadline or "") + join_lines(row[index].text)
                self._last[index] = last.deadline

    def _whole_row(self, row: Row, item: Cell) -> None:
        """A row that is one item, numbered by its own column or not at all."""
        assert self._columns is not None
        assert self.header is not None
        numbers = self.header.of(Column.NUMBER)
        numeral = re.sub(r"\.0$", "", key(row[numbers[0]].text)).strip("()（）.．、") if numbers else ""
        text = item.text
        if not text:
            text = next((row[index].text for index in self._columns.more if row[index].text), "")
        if not text:
            return
        if self._cut_row(row, item, numeral, bool(numbers)):
            self._go_on(row, item.text, has_items=False)
            return
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
        self._add(row, label, printed, body, self._values(row))

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
        return re.sub(r"\.0$", "", key(cell.text)).strip("()（）.．、") if cell.origin in self._spanning else None

    def _part_label(self, numeral: str, text: str) -> str:
        """3.1 for the first of several rows beside the number 3, or as the row's own number says."""
        own = leading(text)
        return f"{numeral}.{own.label if own and own.style == 'num' else self._part_of(numeral)}"

    def _part_of(self, numeral: str) -> int:
        return 1 + sum(1 for draft in self.drafts if draft.label.startswith(f"{numeral}."))

    def _cut_row(self, row: Row, item: Cell, numeral: str, has_numbers: bool) -> bool:
        """True where an unnumbered row only goes on with the one above that a page cut."""
        assert self.header is not None
        if not self.drafts or self.document.format in _KNOWS_MERGES or not has_numbers or numeral:
            return False
        who = [row[index].text for index in self.header.of(*UNIT_COLUMNS, Column.DEADLINE)]
        ended = self.drafts[-1].text[-1:] in "。；！"
        return not any(who) and not (ended and item.text)

    def _values(self, row: Row) -> "_Values":
        """Units and deadline of the row. Where merges are not known, a row blank in all of them inherits all."""
        assert self.header is not None
        unit_columns, deadlines = self.header.of(*UNIT_COLUMNS), self.header.of(Column.DEADLINE)
        used = [*unit_columns, *deadlines]
        blank = not any(row[index].text for index in used)
        if self.document.format not in _KNOWS_MERGES and blank and self._last:
            own = {index: self._last.get(index, "") for index in used}
            inherited = True
        else:
            own = {
                index: self._last.get(index, "") if _DITTO.match(row[index].text.strip()) else row[index].text
                for index in used
            }
            inherited = any(row[index].text and row[index].origin[0] != self._row_index(row) for index in deadlines)
            inherited = inherited or any(_DITTO.match(row[index].text.strip()) for index in deadlines)
            if not any(own[index] for index in unit_columns) and self._goes_with_above(row):
                own |= {index: self._last.get(index, "") for index in unit_columns}
            self._last = own
        roles: dict[Column, Role] = {
            Column.LEAD: "lead",
            Column.RESPONSIBLE: "responsible",
            Column.ASSISTING: "assisting",
        }
        units = [
            UnitCell(roles[column], own[index]) for index in unit_columns if (column := self.header.columns[index])
        ]
        deadline = "；".join(dict.fromkeys(text for index in deadlines if (text := join_lines(own[index]))))
        return _Values(units, deadline or None, bool(deadlines), bool(deadline) and inherited)

    def _goes_with_above(self, row: Row) -> bool:
        """True for a row without a number of its own, in a format that does not know merged cells."""
        assert self.header is not None
        numbers = self.header.of(Column.NUMBER)
        return bool(numbers) and self.document.format not in _KNOWS_MERGES and not row[numbers[0]].text

    def _row_index(self, row: Row) -> int:
        """The row's own index in its table: the greatest of its cells' origins is it, unless all are inherited."""
        return max(cell.origin[0] for cell in row)

    def _add(self, row: Row, label: str, printed: str, text: str, values: "_Values") -> None:
        assert self.header is not None
        assert self._columns is not None
        body = squeeze(text)
        if not body:
            return
        more = "\n".join(dict.fromkeys(squeeze(row[index].text) for index in self._columns.more if row[index].text))
        is_task = self.header.columns[self._columns.item] is Column.TASK
        section = self._section()
        self.drafts.append(
            Draft(
                label=label, printed=printed, text=body, section=section,
                title=body if is_task else None,
                requirement=(more or None) if is_task else body,
                units=list(values.units), deadline=values.deadline, has_column=values.has_deadline,
                inherited=values.inherited, place=row[self._columns.item].place,
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Values:
    units: list[UnitCell]
    deadline: str | None
    has_deadline: bool
    inherited: bool
