"""The tables of one document, in order → its items, and what of the tables is no part of an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.ledger.columns.header import Header, Row, find_header
from bot.ledger.columns.kinds import UNIT_COLUMNS, Column, column_of
from bot.ledger.columns.told_by_values import header_by_values
from bot.ledger.columns.undecided_columns import settle
from bot.ledger.columns.unknown_columns import ColumnSample, column_samples
from bot.ledger.items.item import Item
from bot.ledger.items.leftover import Leftover
from bot.ledger.tables.between_rows import LinesBetween
from bot.ledger.tables.body import TableBody
from bot.ledger.tables.cell_alignment import fit
from bot.ledger.tables.headings import Headings, bears_section_number
from bot.ledger.tables.item_columns import choose_columns, spanning
from bot.ledger.tables.joined_lists import find_side_list, join, join_problems
from bot.ledger.tables.label_forms import is_card, read_form
from bot.ledger.tables.leftovers import blank_form, leftover_row, leftover_table, notes_of
from bot.ledger.tables.marked_bodies import legend_of, roles_of_marks
from bot.ledger.tables.row_values import KNOWS_MERGES, ValueReader, says_blank_is_ditto
from bot.ledger.tables.table_halves import unfold
from bot.ledger.tables.time_marks import NO_MARKS, TimeMarks, read_time_marks
from bot.ledger.text.normal_form import squeeze
from bot.model import Document, Paragraph, Table
from bot.vocabulary.roles import Role

_LONGEST_HEADING = 60


@dataclass(slots=True)
class TableReader:
    """Reads the blocks of one document; the header of one table may hold for the next."""

    document: Document
    by_values: bool = False  # headers may be told by what stands below them
    items: list[Item] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # what stands above a header
    beside_titles: list[str] = field(default_factory=list)  # further cells of those rows (填报日期：…)
    leftovers: list[Leftover] = field(default_factory=list)  # what stands in a table and is no part of an item
    unknown: list[Leftover] = field(default_factory=list)  # tables without a header above all others
    remarks: list[Paragraph] = field(default_factory=list)  # notes in and between tables
    columns: list[ColumnSample] = field(default_factory=list)  # those that are asked about or unread
    _body: TableBody | None = None
    _starts: list[int] = field(default_factory=list)  # where the items of each table begin
    _above: str = ""  # the header of the task in the table before the last
    _pending: list[str] = field(default_factory=list)  # headings between tables
    _between: LinesBetween = field(init=False)
    _blank_is_ditto: bool = False
    _legend: Mapping[str, Role] = field(default_factory=dict)  # the role that a mark gives the body of its column

    _marks: TimeMarks = NO_MARKS

    def __post_init__(self) -> None:
        self._between = LinesBetween(self.document)
        self._blank_is_ditto = says_blank_is_ditto(self.document)
        self._legend = legend_of(self.document)
        self._marks = read_time_marks(self.document)

    def read(self, table: Table) -> bool:
        """Adds the table's items. False where it has no header and continues no table."""
        if self._body is None and (form := read_form(table)):
            self.items.append(form)
            return True
        table = unfold(table)
        rows = table.rows
        headers = [
            (at, settle(found, rows[at + found.height :]))
            for at in range(len(rows))
            if (found := find_header(rows, at))
        ]
        if not headers and (told := self._told_by_values(rows)):
            headers = [(told[0], settle(told[1], rows[told[0] + 1 :]))]
        if not headers and self.items and (side := find_side_list(rows)):
            self._settle(within=False)
            self.leftovers += [leftover_row(row) for row in join(side, self.items)]
            return True
        if not headers:
            if self._body is None:
                self._pass_table(table)
            return self._body is not None and self._more(self._body, table)
        self._settle(within=False)
        self._read_above(Table(rows[: headers[0][0]], table.place))
        end = 0
        for at, header in headers:
            if at < end:
                continue  # the second half of a header of two rows
            start = at + header.height
            end = next((later for later, _ in headers if later >= start), len(rows))
            if blank := blank_form(header, rows[start:end], choose_columns(header, rows[start:end]).item):
                self.leftovers.append(blank)
                continue
            body = self._body_under(header, rows[start:], table)
            self._between.pass_row(rows[start - 1])
            self._take_rows(body, fit(rows[start:end], header) or rows[start:end], table)
        return True

    def _told_by_values(self, rows: Sequence[Row]) -> tuple[int, Header] | None:
        """A header whose words do not say what is to be done: any where nothing else was found, else one that says
        who and when.
        """
        told = header_by_values(rows)
        if told is None or (self.by_values and self._body is None):
            return told
        by_words = [column for at, column in enumerate(told[1].columns) if column_of(told[1].names[at]) is column]
        return told if Column.DEADLINE in by_words and any(column in UNIT_COLUMNS for column in by_words) else None

    def pass_by(self, block: Paragraph) -> None:
        """Takes notice of a paragraph between tables: a numbered heading is the section of what follows."""
        text = block.label + block.text
        short = len(text) <= _LONGEST_HEADING
        if short and bears_section_number(text) and text.rstrip()[-1:] not in "。；":
            self._pending.append(squeeze(text))
            return
        if not short:
            self._pending.clear()
        if self._body:
            self._between.take(block)

    def close(self) -> None:
        """To be called after the last block."""
        self._settle(within=False)
        self._join_problems()

    # ------------------------------------------------------------------- headers
    def _join_problems(self) -> None:
        """Joins the last two tables where they are a list of problems and the list of what is done about them."""
        if self._body is None or len(self._starts) < 2:
            return
        first, second = self._starts[-2:]
        if join_problems(self.items[first:second], self._above, self.items[second:]):
            del self.items[first:second]
            self._starts[-1] = first

    def _read_above(self, above: Table) -> None:
        """Takes the rows above a table's first header: titles, or more of the table before."""
        self.titles += [text for row in above.rows if (text := next((cell.text for cell in row if cell.text), ""))]
        self.beside_titles += [cell.text for row in above.rows for cell in row[1:] if cell.origin[1] and cell.text]
        self.remarks += notes_of(above)
        if not above.rows or self._body is None or not self.items:
            return
        if fitting := fit(above.rows, self._body.header):
            self._take_rows(self._body, fitting)
        elif (leftover := leftover_table(above, apart=False, alike=False)) and not leftover.note:
            self.leftovers.append(leftover)

    def _body_under(self, header: Header, rows: Sequence[Row], table: Table) -> TableBody:
        """The body that `header` stands above: the last one where it is that one's header again."""
        last, same_sheet = self._body, not self._is_apart(table)
        if last and self.items and last.header.columns == header.columns and same_sheet:
            last.header = header
            return last
        fitting = fit(rows, header) or rows
        self.columns += [one for one in column_samples(header, fitting) if one.name not in self._names]
        self._join_problems()
        self._above = last.header.names[last.columns.item] if last else ""
        self._body = self._start(header, fitting, last if same_sheet else None)
        self._starts.append(len(self.items))
        return self._body

    @property
    def _names(self) -> set[str]:
        return {one.name for one in self.columns}

    def _start(self, header: Header, rows: Sequence[Row], above: TableBody | None) -> TableBody:
        """A new body. The headings of the one `above` hold on where its header has the same columns."""
        keeps = above is not None and self.items and above.header.roles == header.roles
        return TableBody(
            header=header,
            columns=choose_columns(header, [row for row in rows if not header.is_repeated_by(row)]),
            values=ValueReader(
                self.document.format in KNOWS_MERGES,
                self._blank_is_ditto,
                roles_of_marks(header, rows, self._legend),
                self._marks,
            ),
            headings=above.headings.rows_only() if above and keeps else Headings(),
            items=self.items,
            leftovers=self.leftovers,
            remarks=self.remarks,
        )

    def _is_apart(self, table: Table) -> bool:
        """True for a table on another sheet than the last item's."""
        return bool(self.items) and self.items[-1].place.sheet != table.place.sheet

    # ---------------------------------------------------------- tables without header
    def _more(self, last: TableBody, table: Table) -> bool:
        """Takes a table without a header as more of the last one. False where it is none."""
        apart = self._is_apart(table)
        header = last.header if apart else self._whole(last.header)
        rows = None if apart else fit(table.rows, header)
        last.header = header
        if rows is None or not last.continues_with(rows):
            self._settle(within=False)
            if self.items and (leftover := leftover_table(table, apart=apart, alike=rows is not None)):
                self.leftovers.append(leftover)
            elif _is_text(table):
                self.remarks += notes_of(table)
            return False
        rows = self._between.take_beginning(header, rows)
        body = last if self.items else self._start(header, rows, last)
        self._body = body
        self._settle(within=True)
        self._take_rows(body, rows, table)
        return True

    def _pass_table(self, table: Table) -> None:
        """Keeps a table that stands before any header: its sentences, or that it is unread."""
        if _is_text(table):
            self.remarks += notes_of(table)
        elif not is_card(table) and (leftover := leftover_table(table, apart=False, alike=False)):
            self.unknown.append(leftover)

    def _whole(self, header: Header) -> Header:
        """The header, its last word with the line below it where a break cut it (完成, 时间)."""
        rest = "" if self.items else self._between.take_header_end(header)
        return header.with_last(rest) if rest else header

    # ---------------------------------------------------------------------- rows
    def _take_rows(self, body: TableBody, rows: Sequence[Row], table: Table | None = None) -> None:
        body.spanning = spanning(table.rows if table else rows)
        if table:
            body.headings.add_all(self._pending)
            self._pending.clear()
        for row in rows:
            body.take(row)
            self._between.pass_row(row)

    def _settle(self, *, within: bool) -> None:
        """Settles the lines of a text since its last row: the rest of that row, or, `within` its table, unknown."""
        if body := self._body:
            for text in self._between.take_closing(body.header, body.last_cell):
                body.lengthen(text)
        if self._body and not within:
            self._body.end()
        self.leftovers += self._between.clear(within=within)


def _is_text(table: Table) -> bool:
    """True for a table that says one thing a row, as a sheet of explanations does."""
    return all(len({cell.origin for cell in row if cell.text}) <= 1 for row in table.rows)
