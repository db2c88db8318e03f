"""A ledger drawn on white paper: a title, a ruled table over as many pages as it takes, page numbers."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from PIL import Image, ImageDraw

from tests.support.scans.fonts import DPI, letters

Picture: TypeAlias = Any  # an array: height, width, RGB
_CLOSING = tuple("，。、；：！？）》”")
_MARGIN = 50  # points


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its words and its reach."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """How a ledger is set. `widths` are shares of the text's width; `open_sides`: no uprights at the table's ends;
    `ground`: the colour behind the header, whose words are white then."""

    face: str = "宋体"
    points: float = 12.0
    widths: tuple[int, ...] = (6, 40, 22, 20)
    landscape: bool = False
    open_sides: bool = False
    ruled: bool = True
    numbers: bool = True
    ground: str = ""

    @property
    def size(self) -> tuple[int, int]:
        short, long = round(595 * DPI / 72), round(842 * DPI / 72)
        return (long, short) if self.landscape else (short, long)


@dataclass(slots=True)
class Sheet:
    """One drawn page; `rows`: how many rows of a table stand on it."""

    picture: Picture
    rows: int = 0


def wrap(text: str, width: float, layout: Layout) -> list[str]:
    """`text` in lines no wider than `width` pixels; a closing mark never begins a line."""
    font = letters(layout.face, layout.points)
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for piece in re.findall(r"[0-9A-Za-z.%]+|.", part):  # a number is not broken
            if line and font.getlength(line + piece) > width and piece not in _CLOSING:
                lines.append(line)
                line = ""
            elif line[-1:] in _CLOSING and font.getlength(line) > width:  # one mark may hang over, two do not
                lines.append(line[:-2])
                line = line[-2:]
            line += piece
        lines.append(line)
    return lines


class Printer:
    """Draws one document, page after page."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sheets: list[Sheet] = []
        self._px = DPI / 72
        self._left = _MARGIN * self._px
        self._width = layout.size[0] - 2 * self._left
        self._line = layout.points * self._px * 1.35
        self._turn()

    def _turn(self) -> None:
        self._image = Image.new("RGB", self.layout.size, "white")
        self._draw = ImageDraw.Draw(self._image)
        self._y = _MARGIN * self._px
        self._count = 0

    def _finish(self) -> None:
        width, height = self.layout.size
        if self.layout.numbers:
            font = letters(self.layout.face, 11)
            text = f"— {len(self.sheets) + 1} —"
            self._draw.text((width / 2 - font.getlength(text) / 2, height - 35 * self._px), text, "black", font)
        self.sheets.append(Sheet(np.asarray(self._image), self._count))

    def close(self) -> list[Sheet]:
        self._finish()
        return self.sheets

    @property
    def _bottom(self) -> float:
        return self.layout.size[1] - 1.1 * _MARGIN * self._px

    # ------------------------------------------------------------- words
    def title(self, text: str) -> None:
        font = letters(self.layout.face, self.layout.points * 1.4)
        self._draw.text((self.layout.size[0] / 2 - font.getlength(text) / 2, self._y), text, "black", font)
        self._y += self._line * 2

    def paragraph(self, text: str) -> None:
        font = letters(self.layout.face, self.layout.points)
        for line in wrap("　　" + text, self._width, self.layout):
            if self._y + self._line > self._bottom:
                self._finish()
                self._turn()
            self._draw.text((self._left, self._y), line, "black", font)
            self._y += self._line * 1.15

    # ------------------------------------------------------------- table
    def table(self, rows: list[list[Box]], *, repeat_header: bool = False) -> None:
        """`rows`: the boxes that begin in each row, left to right. A merged block is kept on one page."""
        total = sum(self.layout.widths)
        edges = [
            self._left + self._width * sum(self.layout.widths[:at]) / total for at in range(len(self.layout.widths) + 1)
        ]
        placed = _placed(rows)
        heights = self._heights(placed, edges, len(rows))
        start = 0
        while start < len(rows):
            end = self._fitting(placed, heights, start)
            if end == start:
                self._finish()
                self._turn()
                if repeat_header:
                    self._rows([box for box in placed if box[0] == 0], edges, heights, 0, 1)
                end = max(start + 1, self._fitting(placed, heights, start))
            self._rows([box for box in placed if start <= box[0] < end], edges, heights, start, end)
            start = end

    def _heights(self, placed: list[tuple[int, int, Box]], edges: list[float], count: int) -> list[float]:
        heights = [self._line * 1.6] * count
        for row, column, box in placed:
            lines = wrap(box.text, edges[column + box.columns] - edges[column] - self._pad * 2, self.layout)
            need = (len(lines) * self._line + self._pad * 2) / box.rows
            for at in range(row, row + box.rows):
                heights[at] = max(heights[at], need)
        return heights

    @property
    def _pad(self) -> float:
        return max(5, 0.5 * self.layout.points) * self._px  # room for a full stop that hangs over

    def _fitting(self, placed: list[tuple[int, int, Box]], heights: list[float], start: int) -> int:
        """The first row that is not on this page any more."""
        end, y = start, self._y
        while end < len(heights) and y + heights[end] <= self._bottom:
            y += heights[end]
            end += 1
        while end > start and any(row < end < row + box.rows for row, _, box in placed):
            end -= 1
        return end

    def _rows(
        self, placed: list[tuple[int, int, Box]], edges: list[float], heights: list[float], start: int, end: int
    ) -> None:
        tops = [self._y + sum(heights[start:at]) for at in range(start, end + 1)]
        for row, column, box in placed:
            x0, x1 = edges[column], edges[column + box.columns]
            y0, y1 = tops[row - start], tops[min(row - start + box.rows, len(tops) - 1)]
            self._cell(box, (x0, y0, x1, y1), last=column + box.columns == len(edges) - 1, head=row == 0)
        self._y = tops[-1]
        self._count += end - start

    def _cell(self, box: Box, at: tuple[float, float, float, float], *, last: bool, head: bool) -> None:
        x0, y0, x1, y1 = at
        dark = head and self.layout.ground
        if dark:
            self._draw.rectangle((x0, y0, x1, y1), self.layout.ground)
        if self.layout.ruled:
            self._draw.line([(x0, y0), (x1, y0)], "black", 2)
            self._draw.line([(x0, y1), (x1, y1)], "black", 2)
            if not (self.layout.open_sides and x0 == self._left):
                self._draw.line([(x0, y0), (x0, y1)], "black", 2)
            if not (self.layout.open_sides and last):
                self._draw.line([(x1, y0), (x1, y1)], "black", 2)
        font = letters(self.layout.face, self.layout.points)
        lines = wrap(box.text, x1 - x0 - self._pad * 2, self.layout)
        y = (y0 + y1) / 2 - len(lines) * self._line / 2
        for line in lines:
            self._draw.text((x0 + self._pad, y), line, "white" if dark else "black", font)
            y += self._line


def _placed(rows: list[list[Box]]) -> list[tuple[int, int, Box]]:
    """Every box with the row and column at which it begins."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for at, row in enumerate(rows):
        column = 0
        for box in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + r, column + c) for r in range(box.rows) for c in range(box.columns)}
            placed.append((at, column, box))
            column += box.columns
    return placed


def grid(rows: list[list[Box]]) -> list[list[str]]:
    """The words at every position; a merged box stands at each that it covers."""
    placed = _placed(rows)
    width = max(column + box.columns for _, column, box in placed)
    found = [[""] * width for _ in rows]
    for row, column, box in placed:
        for r in range(row, row + box.rows):
            for c in range(column, column + box.columns):
                found[r][c] = box.text
    return found
