"""Lines of a text that stand between the rows of its table: a cell that holds line breaks leaves them there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.ledger.columns.header import Header, Row
from bot.ledger.columns.kinds import column_of
from bot.ledger.items.leftover import Leftover
from bot.ledger.tables.leftovers import beginning, closes_row, is_beside
from bot.ledger.text.normal_form import squeeze
from bot.model import Document, Paragraph


@dataclass(slots=True)
class LinesBetween:
    """The lines since the last row, whose last line is `end`."""

    document: Document
    end: int = 0
    _lines: list[Paragraph] = field(default_factory=list)

    def take(self, block: Paragraph) -> None:
        """Keeps a line that may be a part of a cell; only a text has such lines."""
        if self.document.format == "txt" and is_beside(block.text):
            self._lines.append(block)

    def pass_row(self, row: Row) -> None:
        """Notes where a row ends."""
        self.end = (row[0].place.line or 0) + sum(cell.text.count("\n") for cell in row)

    def take_header_end(self, header: Header) -> str:
        """The line directly below a header that completes its last word; "" where none does."""
        first = self._lines[0] if self._lines else None
        word = header.words[-1]
        if first is None or first.place.line != self.end + 1 or column_of(word) or not column_of(word + first.text):
            return ""
        del self._lines[0]
        self.end += 1
        return first.text

    def take_closing(self, header: Header, cell: str) -> list[str]:
        """The lines that directly follow the last row and go on with its last cell `cell`; that settles them."""
        near = [one.text for at, one in enumerate(self._lines) if one.place.line == self.end + 1 + at]
        goes_on = [n for n in range(1, len(near) + 1) if closes_row(header.columns[-1], "\n".join(near[:n]), cell)]
        count = max(goes_on, default=0)
        del self._lines[:count]
        return near[:count]

    def take_beginning(self, header: Header, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows below, with the lines that begin the first cell of the first; they are settled by that."""
        at = beginning(header.columns, [one.text for one in self._lines], rows[0][0].text)
        if at is None:
            return rows
        words = "\n".join([*(one.text for one in self._lines[at:]), rows[0][0].text])
        del self._lines[at:]
        return ((replace(rows[0][0], text=words), *rows[0][1:]), *rows[1:])

    def clear(self, *, within: bool) -> Iterator[Leftover]:
        """The lines that nothing settled: all `within` the table, but those that stand on several pages; below it
        those with tabs.
        """
        for block in self._lines:
            if "\t" in block.text or (within and not self._is_running(block.text)):
                yield Leftover(squeeze(block.text), block.place)
        self._lines = []

    def _is_running(self, text: str) -> bool:
        return sum(1 for block in self.document.blocks if isinstance(block, Paragraph) and block.text == text) > 1
