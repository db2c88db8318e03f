"""Plain text: a paragraph a line, as it stands; tables where tabs make them."""

import re
from dataclasses import replace

from bot.errors import ReadingError
from bot.model import Document, Paragraph, Place, Table
from bot.reading.decode import Decoded
from bot.reading.textrows import Row, ends_whole, row_table, table_run, tabs_of
from bot.reading.texttable import Line, cell_table, is_cell_layout, plain

_PAGE = re.compile(r"^#*\s*[Pp]age\s+(\d+)\s*:?\s*$")
_HEADING = re.compile(r"^(#{1,6})\s+(\S.*)$")
_RULE = re.compile(r"^\s*([-*_=])(?:\s*\1){2,}\s*$")


def read_txt(decoded: Decoded, name: str) -> Document:
    """Every line that says something is a paragraph of its own, with its line and, where pages are marked, its page.

    Whoever reads prose joins the lines; here nothing is joined. A leading `#` gives the heading level.
    """
    if not decoded.text.strip():
        raise ReadingError("reading.no-text", place=name)
    lines = _lines(decoded.text)
    cut = lines[-1].number if decoded.cut or _is_cut_row(lines) else None
    if cut is not None and _is_cut_row(lines):
        lines.pop()
    blocks = _Blocks(name).read(lines)
    if not blocks:
        raise ReadingError("reading.no-text", place=name)
    return Document(name, "txt", tuple(blocks), remarks=_remarks(decoded, name, cut))


def _is_cut_row(lines: list[Line]) -> bool:
    """Whether the text ends within a row: no line end after it, and fewer tabs than the row before."""
    tabs = [line.text.count("\t") for line in lines[-2:]]
    return len(tabs) == 2 and tabs[0] > tabs[1] > 0 and not ends_whole(lines) and not is_cell_layout(lines)


def _remarks(decoded: Decoded, name: str, cut: int | None) -> tuple[tuple[str, Place], ...]:
    found = () if cut is None else (("reading.note-cut", Place(name, line=cut)),)
    return (*found, ("reading.note-big5", Place(name))) if decoded.encoding.startswith("big5") else found


def _lines(text: str) -> list[Line]:
    """Lines with their numbers and pages. Page marks and ruled lines are left out."""
    lines: list[Line] = []
    page: int | None = None
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        line = raw
        while line.startswith("\f"):
            page, line = (page or 1) + 1, line[1:]
        mark = _PAGE.match(line.strip())
        if mark:
            page = int(mark[1])
        elif not _RULE.match(line):
            lines.append(Line(number, page, line))
    return lines


class _Blocks:
    def __init__(self, name: str) -> None:
        self._name = name
        self._tables = 0

    def read(self, lines: list[Line]) -> list[Paragraph | Table]:
        """The blocks; the layout of one cell a line, once it is seen, holds for the whole text."""
        if is_cell_layout(lines):
            return self._cells(lines)
        blocks: list[Paragraph | Table] = []
        at = known = 0
        while at < len(lines):
            run, after = table_run(lines, at, known)
            if run:
                blocks.extend(self._rows(run))
                known = tabs_of(run[0])
                at = after
                continue
            blocks.extend(self._paragraphs([lines[at]]))
            at += 1
        return blocks

    def _rows(self, run: list[Row]) -> list[Paragraph | Table]:
        table = row_table(run, self._place(run[0][0]))
        return [] if table is None else [_at_lines(table, run)]

    def _cells(self, lines: list[Line]) -> list[Paragraph | Table]:
        first = next(at for at, line in enumerate(lines) if line.text.startswith("\t"))
        head = self._paragraphs(lines[:first])
        title, table = cell_table(lines[first:], self._place(lines[first]))
        blocks: list[Paragraph | Table] = list(head)
        if title:
            blocks.append(Paragraph(title, Place(self._name, lines[first].page, line=lines[first].number)))
        return blocks if table is None else [*blocks, table]

    def _place(self, line: Line) -> Place:
        self._tables += 1
        return Place(self._name, line.page, table=self._tables)

    def _paragraphs(self, lines: list[Line]) -> list[Paragraph]:
        return [paragraph for line in lines if (paragraph := self._paragraph(line)) is not None]

    def _paragraph(self, line: Line) -> Paragraph | None:
        place = Place(self._name, line.page, line=line.number)
        heading = _HEADING.match(line.text.strip())
        text = plain(heading[2] if heading else line.text)
        return Paragraph(text, place, heading=len(heading[1]) if heading else None) if text else None


def _at_lines(table: Table, run: list[Row]) -> Table:
    """The table with the line and page of each row in its cells' places."""
    rows = tuple(
        tuple(replace(cell, place=replace(cell.place, line=made[0].number, page=made[0].page)) for cell in row)
        for row, made in zip(table.rows, run, strict=True)
    )
    return replace(table, rows=rows)
