"""A row of a table as a picture, as it stands in the document: heads, cells, the words in question marked. A PNG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, PAD, SIZE, LEADING = 1000, 10, 22, 30
#: Lines of a cell that are drawn.
MOST_LINES = 12
#: Columns that are drawn; more could not be read.
MOST_COLUMNS = 9
INK, LINE, HEAD, MARK = "#222222", "#9aa3ad", "#eef1f5", "#fff2a8"


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells under their heads; `marked`: the columns that the words in question stand in."""

    heads: Sequence[str]
    cells: Sequence[str]
    marked: frozenset[int] = frozenset()


def row_picture(row: TableRow, font: Path) -> bytes:
    """The row below its heads, wide columns for long words."""
    face = ImageFont.truetype(font, SIZE)
    rows = [list(row.heads[:MOST_COLUMNS]), list(row.cells[:MOST_COLUMNS])]
    widths = _widths(rows)
    wrapped = [[_wrapped(words, width, face) for words, width in zip(one, widths, strict=True)] for one in rows]
    heights = [PAD * 2 + LEADING * max((len(lines) for lines in one), default=1) for one in wrapped]
    image = Image.new("RGB", (sum(widths) + 1, sum(heights) + 1), "#ffffff")
    draw, top = ImageDraw.Draw(image), 0
    for is_head, lines_of_row, height in zip((True, False), wrapped, heights, strict=True):
        left = 0
        for column, (lines, width) in enumerate(zip(lines_of_row, widths, strict=True)):
            fill = HEAD if is_head else MARK if column in row.marked else "#ffffff"
            draw.rectangle((left, top, left + width, top + height), fill=fill, outline=LINE)
            draw.multiline_text((left + PAD, top + PAD), "\n".join(lines), font=face, fill=INK, spacing=LEADING - SIZE)
            left += width
        top += height
    written = BytesIO()
    image.save(written, "PNG", compress_level=3)
    return written.getvalue()


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """Shares of the width by how much the cells say, none too narrow for a date."""
    lengths = [max(4, min(60, max(len(words) for words in column))) for column in zip(*rows, strict=True)]
    weights = [length**0.6 for length in lengths]
    return [max(70, round(WIDTH * weight / sum(weights))) for weight in weights]


def _wrapped(words: str, width: int, face: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for sign in words.strip():
        if sign == "\n" or face.getlength(lines[-1] + sign) > width - PAD * 2:
            lines.append("")
        lines[-1] += sign if sign != "\n" else ""
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "…"]
    return lines
